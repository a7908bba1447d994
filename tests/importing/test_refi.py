"""REFI-QDA projects as the tools write them: what comes in, by whom, from where; and what is told as left out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importing.samples import CODES_XML, project_xml, qdpx, selection, text_source

from gcm_analysis.importing import refi
from gcm_analysis.importing.model import Coding, Passage, Project
from gcm_analysis.importing.offsets import Stretch, placed
from gcm_analysis.importing.safety import Allowance, ImportRefused

TEXT = "Ouverture 🎤.\nPeers taught us.\nMoney came late."
PEERS = (TEXT.index("Peers"), TEXT.index("Peers") + len("Peers taught us."))
ANA, BEN = "Ana López", "Ben"


def read(
    tmp_path: Path, xml: str, texts: dict[str, bytes | str] | None = None, name: str = "project.qde"
) -> Project:
    return refi.project(qdpx(tmp_path / "p.qdpx", xml, texts or {"sources/T1.txt": TEXT}, name=name))


def words(project: Project) -> list[str]:
    return [passage.text for passage in project.passages]


def test_a_selection_counts_unicode_signs_and_its_codes_have_their_full_path(tmp_path: Path) -> None:
    project = read(tmp_path, project_xml(text_source(selection(*PEERS, [("u-1", "c-1")]))))
    assert project.passages == (
        Passage(
            "Notes 1.txt",
            "Peers taught us.",
            f"selection s-{PEERS[0]}-{PEERS[1]}",
            *PEERS,
            (Coding(ANA, "Factors/Peers"),),
        ),
    )
    assert [code.path for code in project.codes] == [
        "Factors",
        "Factors/Peers",
        "Factors/Funding",
        "challenge",
    ]
    assert project.codes[1].description == "who teaches"


def test_what_two_people_coded_at_one_place_is_one_passage(tmp_path: Path) -> None:
    """One tool writes the selection once with all codings, another once for each of them."""
    once = selection(*PEERS, [("u-1", "c-1"), ("u-2", "c-2")])
    again = selection(*PEERS, [("u-1", "c-1")]) + selection(*PEERS, [("u-2", "c-2")])
    found = [read(tmp_path, project_xml(text_source(each))).passages for each in (once, again)]
    assert found[0] == found[1]
    assert found[0][0].codings == (Coding(ANA, "Factors/Peers"), Coding(BEN, "Factors/Funding"))


@pytest.mark.parametrize(
    ("path", "member"),
    [
        ("internal://T1.txt", "Sources/t1.TXT"),
        ("internal://t1.TXT", "sources/T1.txt"),
        ("INTERNAL://T1.txt", "T1.txt"),
        ("T1.txt", "sources/T1.txt"),
    ],
)
def test_a_source_is_found_in_any_case_and_folder(tmp_path: Path, path: str, member: str) -> None:
    xml = project_xml(text_source(selection(*PEERS), path=path))
    assert words(read(tmp_path, xml, {member: TEXT}, name="Project.QDE")) == ["Peers taught us."]


@pytest.mark.parametrize("spelling", ["{C-1}", "C-1", "{c-1}"])
def test_identifiers_are_known_in_each_spelling(tmp_path: Path, spelling: str) -> None:
    project = read(tmp_path, project_xml(text_source(selection(*PEERS, [("{U-1}", spelling)]))))
    assert project.passages[0].codings == (Coding(ANA, "Factors/Peers"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_mark_at_the_beginning_of_a_text_is_not_counted(tmp_path: Path, encoding: str) -> None:
    project = read(
        tmp_path, project_xml(text_source(selection(*PEERS))), {"sources/T1.txt": TEXT.encode(encoding)}
    )
    assert words(project) == ["Peers taught us."]


def test_text_inside_the_project_file_is_read(tmp_path: Path) -> None:
    source = f'<TextSource guid="t" name="a"><PlainTextContent>{TEXT}</PlainTextContent>{selection(*PEERS)}</TextSource>'
    assert words(read(tmp_path, project_xml(source))) == ["Peers taught us."]


WAYS = {
    "the standard": lambda _, start, end: (start, end),
    "line ends of two signs counted as one": lambda text, start, end: (
        len(text[:start].replace("\r\n", "\n")),
        len(text[:end].replace("\r\n", "\n")),
    ),
    "units of UTF-16": lambda text, start, end: (_units(text[:start]), _units(text[:end])),
    "the last sign included": lambda _, start, end: (start, end - 1),
}


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("way", WAYS)
def test_each_way_of_counting_is_known_by_the_words_that_selections_carry(tmp_path: Path, way: str) -> None:
    text = TEXT.replace("\n", "\r\n")
    told = ["Peers taught us.", "Money came late."]
    places = [WAYS[way](text, text.index(each), text.index(each) + len(each)) for each in told]
    selections = "".join(selection(*place, name=each) for place, each in zip(places, told, strict=True))
    assert (
        words(read(tmp_path, project_xml(text_source(selections)), {"sources/T1.txt": text.encode()})) == told
    )


@given(st.text(st.sampled_from("ab é🎤\r\n"), min_size=1, max_size=30), st.data())
def test_what_is_given_without_words_to_go_by_is_what_one_way_of_counting_has(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    (found,) = placed(text, [(start, end, "")], "QualCoder 3.5", Allowance(Path("p.qdpx")))
    if isinstance(found, Stretch):
        lines = text.replace("\r\n", "\n")
        bodies = (text, lines, lines.replace("\n", "\r\n"))
        assert found.words in {body[start:end] for body in bodies}


FLAG = "🎤🎤🎤🎤 "  # each sign is one code point, two units of UTF-16, four bytes of UTF-8
SAID = "Money came late again."


def span(counted: Callable[[str], int], told: str = "") -> tuple[int, int, str]:
    """Return the place of the last three words of `FLAG + SAID`, as a tool counts it."""
    text = FLAG + SAID
    start = text.index("came")
    return counted(text[:start]), counted(text), told


@pytest.mark.parametrize(
    ("origin", "told", "words"),
    [
        ("NVivo 14", "", "came late again."),  # what the tool is written in counts so
        ("A tool", "came late again.", "came late again."),  # the words prove it
        ("NVivo 14", "Theme of the day", "came late again."),  # a name that is no passage proves nothing
    ],
)
def test_a_tool_that_counts_units_of_utf_16_is_followed(origin: str, told: str, words: str) -> None:
    (found,) = placed(FLAG + SAID, [span(_units, told)], origin, Allowance(Path("p.qdpx")))
    assert isinstance(found, Stretch)
    assert found.words == words


def test_bytes_are_counted_where_the_words_prove_it() -> None:
    bytes_of = span(lambda text: len(text.encode()), "came late again.")
    (found,) = placed(FLAG + SAID, [bytes_of], "A tool", Allowance(Path("p.qdpx")))
    assert found == Stretch(11, 27, "came late again.")


def test_a_mark_that_a_tool_counts_is_found_by_the_words() -> None:
    (found,) = placed(SAID, [(7, 11, "came")], "A tool", Allowance(Path("p.qdpx")), marked=True)
    assert found == Stretch(6, 10, "came")


def test_a_selection_that_two_ways_of_counting_read_differently_is_a_loss_and_no_quotation(
    tmp_path: Path,
) -> None:
    text = "🎤 a b c d e f g h"  # wherever one begins, the next unit is as good
    xml = project_xml(text_source(selection(4, 9)), origin="A tool")
    project = read(tmp_path, xml, {"sources/T1.txt": text})
    assert project.passages == ()
    assert "nothing proves one" in project.losses[0].why


def test_words_that_stand_elsewhere_than_the_selection_says_are_a_loss(tmp_path: Path) -> None:
    xml = project_xml(
        text_source(selection(*PEERS, name="Peers taught us.") + selection(2, 18, name="Money came late."))
    )
    project = read(tmp_path, xml)
    assert words(project) == ["Peers taught us."]
    assert "not the words that the selection carries" in project.losses[0].why


@pytest.mark.parametrize("place", [(0, 0), (5, 3), (-3, 4), (40, 4000), (4000, 4001)])
def test_a_selection_outside_the_text_is_told(tmp_path: Path, place: tuple[int, int]) -> None:
    project = read(tmp_path, project_xml(text_source(selection(*place))))
    assert project.passages == ()
    assert project.losses[0].why == "the selection lies outside the document's text"


def test_comments_come_from_the_selection_its_codings_and_notes(tmp_path: Path) -> None:
    more = '<Description>first</Description><NoteRef targetGUID="N-1"/>'
    notes = '<Notes><Note guid="n-1" name="m"><PlainTextContent>second</PlainTextContent></Note><Note guid="n-2" plainTextPath="internal://N2.txt"/></Notes>'
    xml = project_xml(text_source(selection(*PEERS, more=more)), after=notes)
    project = read(tmp_path, xml, {"sources/T1.txt": TEXT, "sources/N2.txt": "a journal"})
    assert project.passages[0].comment == "first\nsecond"
    assert [(loss.what, loss.why) for loss in project.losses] == [
        ("a journal", "a note or memo that belongs to no passage is not used here")
    ]


@pytest.mark.parametrize("ends", [("S-0-5", "n-1"), ("{N-1}", "s-0-5")])
def test_a_note_that_a_link_joins_to_a_passage_is_its_comment(tmp_path: Path, ends: tuple[str, str]) -> None:
    link = f'<Links><Link guid="l" originGUID="{ends[0]}" targetGUID="{ends[1]}"/><Link guid="m" name="see"/></Links>'
    notes = '<Notes><Note guid="n-1"><PlainTextContent>an annotation</PlainTextContent></Note></Notes>'
    project = read(tmp_path, project_xml(text_source(selection(0, 5)), after=notes + link))
    assert project.passages[0].comment == "an annotation"
    assert [loss.row for loss in project.losses] == ["see"]


def test_codes_on_whole_documents_and_cases_and_groups_of_codes_are_told(tmp_path: Path) -> None:
    coding = '<Coding guid="w"><CodeRef targetGUID="c-1"/></Coding>'
    cases = '<Cases><Case guid="k" name="Ada"><CodeRef targetGUID="c-1"/></Case></Cases>'
    codes = CODES_XML.replace("</CodeBook>", '<Sets><Set guid="g" name="group"/></Sets></CodeBook>')
    project = read(tmp_path, project_xml(text_source("", more=coding), before=cases, codes=codes))
    assert [(loss.row, loss.why) for loss in project.losses] == [
        ("w", "a code on a whole document belongs to no passage"),
        ("group", "groups are not used here"),
        ("Ada", "a code on a whole case belongs to no passage"),
    ]


def test_variables_of_sources_and_of_cases_reach_the_passages(tmp_path: Path) -> None:
    variables = '<Variables><Variable guid="v-1" name="Level" typeOfVariable="Text"/><Variable guid="v-2" name="Year" typeOfVariable="Integer"/></Variables>'
    value = '<VariableValue><VariableRef targetGUID="V-1"/><TextValue>local</TextValue></VariableValue>'
    year = '<VariableValue><VariableRef targetGUID="v-2"/><IntegerValue>2018</IntegerValue></VariableValue>'
    cases = f'<Cases><Case guid="k" name="Ada">{value}<SourceRef targetGUID="T-1"/></Case></Cases>'
    project = read(tmp_path, project_xml(text_source(selection(*PEERS), more=year), before=variables + cases))
    assert project.passages[0].variables == {"Case": "Ada", "Level": "local", "Year": "2018"}


def test_what_is_not_text_is_told_piece_by_piece(tmp_path: Path) -> None:
    sources = (
        '<PictureSource guid="p" name="map.png" path="internal://p.png"><PictureSelection guid="ps" name="corner"/></PictureSource>'
        '<AudioSource guid="a" name="talk.mp3"><AudioSelection guid="as" begin="0" end="9"/>'
        '<Transcript guid="tr" plainTextPath="internal://T1.txt"><SyncPoint guid="y1" position="0"/><SyncPoint guid="y2" position="9"/>'
        '<TranscriptSelection guid="ts" fromSyncPoint="y1" toSyncPoint="y2"/></Transcript></AudioSource>'
    )
    after = '<Links><Link guid="l" name="see"/></Links><Sets><Set guid="g" name="group"/></Sets><Graphs><Graph guid="h" name="map"/></Graphs>'
    project = read(tmp_path, project_xml(sources, after=after))
    assert words(project) == ["Ouverture"]
    assert [loss.what for loss in project.losses] == ["corner", "AudioSelection", "Set", "Graph", "Link"]


def test_text_of_a_page_is_read_and_areas_of_it_are_told(tmp_path: Path) -> None:
    source = (
        '<PDFSource guid="p" name="a.pdf" path="internal://a.pdf"><PDFSelection guid="x" page="1"/>'
        f'<Representation guid="r" plainTextPath="internal://T1.txt">{selection(*PEERS, [("u-2", "c-3")])}</Representation></PDFSource>'
    )
    project = read(tmp_path, project_xml(source))
    assert project.passages[0].codings == (Coding(BEN, "challenge"),)
    assert [loss.what for loss in project.losses] == ["PDFSelection"]


def test_a_code_that_the_codebook_does_not_have_is_told(tmp_path: Path) -> None:
    project = read(tmp_path, project_xml(text_source(selection(*PEERS, [("u-1", "c-9")]))))
    assert project.losses[0].why == "its code is not in the project's codebook"


def test_another_xml_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="a REFI-QDA project"):
        read(tmp_path, "<html/>")
    (tmp_path / "x.qdc").write_text("<html/>")
    with pytest.raises(ImportRefused, match="a REFI-QDA codebook"):
        refi.codebook(tmp_path / "x.qdc")


def test_an_archive_without_a_project_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=r"no \.qde file inside"):
        read(tmp_path, "x", name="readme.txt")


@pytest.mark.parametrize("place", ["x", ""])
def test_a_position_that_is_no_number_stands_nowhere(tmp_path: Path, place: str) -> None:
    broken = selection(0, 4).replace('startPosition="0"', f'startPosition="{place}"')
    assert read(tmp_path, project_xml(text_source(broken))).passages == ()


def test_words_that_a_tool_shortened_are_known_again(tmp_path: Path) -> None:
    text = "one\r\ntwo three four five"
    told = selection(4, 23, name="two th…ive")  # the line end of two signs is counted as one
    assert words(read(tmp_path, project_xml(text_source(told)), {"sources/T1.txt": text})) == [
        "two three four five"
    ]
