"""REFI-QDA projects as the tools write them: what is imported, by whom, from where; and what is reported as left out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importing.notes_kit import refusal, written
from tests.importing.samples import CODES_XML, contents, project_xml, qdpx, selection, text_source

from gcm_analysis.importing.model import Coding, Passage, Project
from gcm_analysis.importing.offsets import Stretch, placed
from gcm_analysis.importing.safety import Allowance

TEXT = "Ouverture 🎤.\nPeers taught us.\nMoney came late."
PEERS = (TEXT.index("Peers"), TEXT.index("Peers") + len("Peers taught us."))
ANA, BEN = "Ana López", "Ben"


def read(
    tmp_path: Path, xml: str, texts: dict[str, bytes | str] | None = None, name: str = "project.qde"
) -> Project:
    found = contents(qdpx(tmp_path / "p.qdpx", xml, texts or {"sources/T1.txt": TEXT}, name=name))
    assert isinstance(found, Project)
    return found


def words(project: Project) -> list[str]:
    return [passage.text for passage in project.passages]


def test_a_selection_counts_unicode_characters_and_its_codes_have_their_full_path(tmp_path: Path) -> None:
    project = read(tmp_path, project_xml(text_source(selection(*PEERS, [("u-1", "c-1")]))))
    row, coding = f"selection s-{PEERS[0]}-{PEERS[1]}", Coding(ANA, "Factors/Peers")
    assert project.passages == (Passage("Notes 1.txt", "Peers taught us.", row, *PEERS, (coding,)),)
    assert [code.path for code in project.codes] == [
        "Factors",
        "Factors/Peers",
        "Factors/Funding",
        "challenge",
    ]
    assert project.codes[1].description == "who teaches"


def test_codings_of_one_place_by_two_people_are_one_passage(tmp_path: Path) -> None:
    """One tool writes the selection once with all codings, another once for each of them."""
    once = selection(*PEERS, [("u-1", "c-1"), ("{U-2}", "{C-2}")])  # identifiers in each spelling
    again = selection(*PEERS, [("u-1", "C-1")]) + selection(*PEERS, [("u-2", "{c-2}")])
    found = [read(tmp_path, project_xml(text_source(each))).passages for each in (once, again)]
    assert found[0] == found[1]
    assert found[0][0].codings == (Coding(ANA, "Factors/Peers"), Coding(BEN, "Factors/Funding"))


@pytest.mark.parametrize(
    ("path", "member", "encoding"),
    [
        ("internal://T1.txt", "Sources/t1.TXT", "utf-8"),
        ("internal://t1.TXT", "sources/T1.txt", "utf-8-sig"),  # a mark at the beginning is not counted
        ("INTERNAL://T1.txt", "T1.txt", "utf-16"),
        ("T1.txt", "sources/T1.txt", "utf-8"),
    ],
)
def test_a_source_is_found_in_any_case_folder_and_unicode(
    tmp_path: Path, path: str, member: str, encoding: str
) -> None:
    xml = project_xml(text_source(selection(*PEERS), path=path))
    assert words(read(tmp_path, xml, {member: TEXT.encode(encoding)}, name="Project.QDE")) == [
        "Peers taught us."
    ]


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
def test_each_way_of_counting_is_recognised_by_the_words_in_the_selections(tmp_path: Path, way: str) -> None:
    text = TEXT.replace("\n", "\r\n")
    carried = ["Peers taught us.", "Money came late."]
    places = [WAYS[way](text, text.index(each), text.index(each) + len(each)) for each in carried]
    selections = "".join(selection(*place, name=each) for place, each in zip(places, carried, strict=True))
    found = read(tmp_path, project_xml(text_source(selections)), {"sources/T1.txt": text.encode()})
    assert words(found) == carried


@given(st.text(st.sampled_from("ab é🎤\r\n"), min_size=1, max_size=30), st.data())
def test_without_words_to_compare_a_place_is_read_in_one_of_the_known_ways_of_counting(
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


@pytest.mark.parametrize(
    ("text", "counted", "origin", "carried", "expected"),
    [
        (FLAG + SAID, _units, "NVivo 14", "", Stretch(11, 27, "came late again.")),  # what the tool is written in counts so
        (FLAG + SAID, _units, "A tool", "came late again.", Stretch(11, 27, "came late again.")),  # the words prove it
        (FLAG + SAID, _units, "NVivo 14", "Theme of the day", Stretch(11, 27, "came late again.")),  # a name proves nothing
        (FLAG + SAID, lambda text: len(text.encode()), "A tool", "came late again.", Stretch(11, 27, "came late again.")),
        (SAID, lambda text: len(text) + 1, "A tool", "came late again.", Stretch(6, 22, "came late again.")),  # its mark too
        ("one\r\ntwo came four five", lambda text: len(text) - 1, "A tool", "came fo…ive", Stretch(8, 22, "came four five")),
    ],
)  # fmt: skip
def test_another_way_of_counting_by_a_tool_is_followed_if_something_proves_it(
    text: str, counted: Callable[[str], int], origin: str, carried: str, expected: Stretch
) -> None:
    place = (counted(text[: text.index("came")]), counted(text), carried)
    assert placed(text, [place], origin, Allowance(Path("p.qdpx")), marked=text == SAID) == [expected]


def test_a_selection_that_two_ways_of_counting_read_differently_is_a_loss_and_not_a_quotation(
    tmp_path: Path,
) -> None:
    text = "🎤 a b c d e f g h"  # wherever one begins, the next unit is as good
    project = read(tmp_path, project_xml(text_source(selection(4, 9))), {"sources/T1.txt": text})
    assert project.passages == ()
    assert "nothing proves one" in project.losses[0].why


def test_words_in_another_place_than_the_selection_says_are_a_loss(tmp_path: Path) -> None:
    selections = selection(*PEERS, name="Peers taught us.") + selection(2, 18, name="Money came late.")
    project = read(tmp_path, project_xml(text_source(selections)))
    assert words(project) == ["Peers taught us."]
    assert "not the words that the selection carries" in project.losses[0].why


@pytest.mark.parametrize("place", ["0-0", "5-3", "40-4000", "4000-4001", "x-4", "-4"])
def test_a_selection_outside_the_text_or_without_numbers_is_a_loss(tmp_path: Path, place: str) -> None:
    start, _, end = place.partition("-")
    source = selection(0, 1).replace('tion="0"', f'tion="{start}"').replace('tion="1"', f'tion="{end}"')
    project = read(tmp_path, project_xml(text_source(source)))
    assert project.passages == ()
    assert project.losses[0].why == "the selection is outside the document's text"


def test_comments_come_from_the_selection_its_codings_notes_and_links(tmp_path: Path) -> None:
    more = '<Description>first</Description><NoteRef targetGUID="N-1"/>'
    notes = "".join(
        f'<Note guid="n-{number}" name="m"><PlainTextContent>{text}</PlainTextContent></Note>'
        for number, text in enumerate(("second", "third", "fourth"), start=1)
    )
    ends = ((f"S-{PEERS[0]}-{PEERS[1]}", "n-2"), ("{N-3}", f"s-{PEERS[0]}-{PEERS[1]}"))
    links = "".join(f'<Link guid="l" originGUID="{one}" targetGUID="{other}"/>' for one, other in ends)
    after = f'<Notes>{notes}<Note guid="n-4" plainTextPath="internal://N2.txt"/></Notes><Links>{links}<Link guid="m" name="see"/></Links>'
    xml = project_xml(text_source(selection(*PEERS, more=more)), after=after)
    project = read(tmp_path, xml, {"sources/T1.txt": TEXT, "sources/N2.txt": "a journal"})
    assert project.passages[0].comment == "first\nsecond\nthird\nfourth"
    assert [(loss.row, loss.what) for loss in project.losses] == [("see", "Link"), ("n-4", "a journal")]


def test_variables_of_sources_and_of_cases_reach_the_passages(tmp_path: Path) -> None:
    variables = '<Variables><Variable guid="v-1" name="Level" typeOfVariable="Text"/><Variable guid="v-2" name="Year" typeOfVariable="Integer"/></Variables>'
    value = '<VariableValue><VariableRef targetGUID="V-1"/><TextValue>local</TextValue></VariableValue>'
    year = '<VariableValue><VariableRef targetGUID="v-2"/><IntegerValue>2018</IntegerValue></VariableValue>'
    cases = f'<Cases><Case guid="k" name="Ada">{value}<SourceRef targetGUID="T-1"/></Case></Cases>'
    project = read(tmp_path, project_xml(text_source(selection(*PEERS), more=year), before=variables + cases))
    assert project.passages[0].variables == {"Case": "Ada", "Level": "local", "Year": "2018"}


CODING = '<Coding guid="w"><CodeRef targetGUID="c-1"/></Coding>'
SOUND = """<AudioSource guid="a" name="talk.mp3"><AudioSelection guid="as" begin="0" end="9"/>
<Transcript guid="tr" plainTextPath="internal://T1.txt"><SyncPoint guid="y1" position="0"/><SyncPoint guid="y2" position="9"/>
<TranscriptSelection guid="ts" fromSyncPoint="y1" toSyncPoint="y2"/></Transcript></AudioSource>"""
PAGE = f"""<PDFSource guid="p" name="a.pdf"><PDFSelection guid="x" page="1"/>
<Representation guid="r" plainTextPath="internal://T1.txt">{selection(*PEERS)}</Representation></PDFSource>"""
GROUP = '<Sets><Set guid="g" name="group"/></Sets>'


@pytest.mark.parametrize(
    ("source", "parts", "passages", "losses"),
    [
        (text_source("", more=CODING), {}, [], [("w", "a code on a whole document belongs to no passage")]),
        (text_source("", more='<NoteRef targetGUID="n"/>'), {}, [], [("n", "a note on a whole document is not used here")]),
        (text_source(selection(*PEERS, [("u-1", "c-9")])), {}, ["Peers taught us."],
         [(f"s-{PEERS[0]}-{PEERS[1]}", "its code is not in the project's codebook")]),
        ("", {"codes": CODES_XML.replace("</CodeBook>", f"{GROUP}</CodeBook>")}, [], [("group", "groups are not used here")]),
        ("", {"before": '<Cases><Case guid="k" name="Ada"><CodeRef targetGUID="c-1"/></Case></Cases>'}, [],
         [("Ada", "a code on a whole case belongs to no passage")]),
        ("", {"after": f'{GROUP}<Graphs><Graph guid="h" name="map"/></Graphs>'}, [],
         [("group", "groups are not used here"), ("map", "drawings are not used here")]),
        ('<PictureSource guid="p" name="map.png"><PictureSelection guid="ps" name="corner"/></PictureSource>', {}, [],
         [("ps", "a selection in a picture, a page, a sound or a film has no words to bring in")]),
        (SOUND, {}, ["Ouverture"],
         [("as", "a selection in a picture, a page, a sound or a film has no words to bring in")]),
        (PAGE, {}, ["Peers taught us."],
         [("x", "a selection in a picture, a page, a sound or a film has no words to bring in")]),
    ],
)  # fmt: skip
def test_each_piece_that_belongs_to_no_passage_of_text_is_a_loss(
    tmp_path: Path, source: str, parts: dict[str, str], passages: list[str], losses: list[tuple[str, str]]
) -> None:
    project = read(tmp_path, project_xml(source, **parts))
    assert words(project) == passages
    assert [(loss.row, loss.why) for loss in project.losses] == losses


def test_another_xml_file_and_an_archive_without_a_project_are_refused(tmp_path: Path) -> None:
    assert "a REFI-QDA codebook" in refusal(written(tmp_path / "x.qdc", "<x/>"))
    for xml, name, message in (
        ("<x/>", "project.qde", "a REFI-QDA project"),
        ("x", "readme.txt", "no .qde file inside"),
    ):
        folder = tmp_path / name
        folder.mkdir()
        assert message in refusal(qdpx(folder / "p.qdpx", xml, {}, name=name))
