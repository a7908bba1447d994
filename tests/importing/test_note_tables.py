"""Any table is imported once mapping.yml names its columns; segments from tools are recognised by theirs."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.importing.notes_kit import book, brings_nothing_new, by_speaker, cells, written
from tests.importing.samples import contents, event

from gcm_analysis import importing
from gcm_analysis.importing.mapping import Crosswalk

FORM = [
    ["Horodateur", "Quelle séance ?", "Votre nom", "Qu’avez-vous retenu ?", "Atout ou obstacle ?", "Une recommandation ?"],
    ["2018/10/02", "Session 2", "Ana López", "Les données manquent.", "Obstacle", "Un observatoire."],
    ["2018/10/02", "Session 2", "", "Le financement arrive tard.", "Obstacle", ""],
]  # fmt: skip
COLUMNS_OF_FORM = """\
columns:
  "Horodateur": ignore
  "Quelle *": session
  "Votre nom": speaker
  "Qu*retenu*": text
  "Une recommandation ?": text
  "Atout*": code
passages: {language: fr}
"""


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx"])
def test_a_form_brings_nothing_until_its_columns_are_mapped_and_then_a_row_for_each_answer(
    tmp_path: Path, ending: str
) -> None:
    home, path = event(tmp_path), tmp_path / f"form.{ending}"
    if ending == "xlsx":
        book(path, answers=[["Answers to the form"], *FORM])
    else:
        sign = "," if ending == "csv" else "\t"
        written(path, "\n".join(sign.join(row) for row in FORM))
    report = importing.run(home, [path])
    assert report.empty
    assert '"Horodateur": ignore' in (home / "mapping.yml").read_text()
    (home / "mapping.yml").write_text(COLUMNS_OF_FORM, encoding="utf-8")
    (second,) = importing.run(home, [path]).files
    assert cells(home, "notes", "text_fr", "valence") == [
        ("Les données manquent.", "challenge"),
        ("Un observatoire.", "challenge"),
        ("Le financement arrive tard.", "challenge"),
    ]
    assert cells(home, "speakers", "name") == [("Ana López",)]
    assert [loss.what for loss in second.losses if "column" in loss.what] == ["column Horodateur: 2 cells"]
    assert brings_nothing_new(home, path)


def test_merged_names_of_columns_and_a_title_are_understood(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Session", "Speaker", None, "What was said"],
        ["S9", "Ana", "Togo", "Peers help."],
    ]
    path = book(tmp_path / "notes.xlsx", answers=[["Notes"], *rows])
    merged = load_workbook(path)
    merged["answers"].merge_cells("B2:C2")
    merged.save(path)
    home = event(tmp_path)
    (report,) = importing.run(home, [path]).files
    assert by_speaker(home) == [("Ana", "Peers help.")]
    assert {loss.what for loss in report.losses} == {"Notes", "column Speaker (2): 1 cells"}


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("Document group,Document name,Code,Beginning,End,Segment,Created by", ["g,talk,Factors > Peers,2,2,Peers help.,ana", "g,talk,challenge,2,2,Peers help.,ana", "g,talk,challenge,9,9,Late.,ana"]),
        ("codename,filename,text,coder", ["Factors > Peers,talk,Peers help.,ana", "challenge,talk,Late.,ana"]),
        ("File,Coder,Coded,Id,Codename,Coded_Memo,Category", ["talk,ana,Peers help.,ctid:1,Factors > Peers,,8 References", "talk,ana,Late.,ctid:2,challenge,a memo,8 References"]),
        ("Excerpt Creator,Media Title,Excerpt Range,Excerpt Copy,Codes Applied Combined,Code: challenge Applied", ['ana,talk,1-9,Peers help.,"Factors > Peers, challenge",True', "ana,talk,9-20,Late.,challenge,True"]),
        ("ID,Document,Quotation Content,Codes,Reference", ['1:1,talk,Peers help.,"Factors > Peers\nchallenge",1', "1:2,talk,Late.,challenge,2"]),
    ],
)  # fmt: skip
def test_segments_from_tools_are_recognised_by_their_columns(
    tmp_path: Path, header: str, rows: list[str]
) -> None:
    project = contents(written(tmp_path / "segments.csv", "\n".join([header, *rows])))
    assert [each.text for each in project.passages] == ["Peers help.", "Late."]
    assert {code.path for code in project.codes} == {"Factors/Peers", "challenge"}
    assert [document.name for document in project.documents] == ["talk"]


def test_words_in_a_column_named_after_a_code_get_that_code(tmp_path: Path) -> None:
    home = event(tmp_path)
    codes = "codes: {Funding: {theme: FUNDING}, Peers: {theme: PEER}}"
    written(home / "mapping.yml", f'columns: {{"*": coded}}\n{codes}\n')
    table = "Funding,Peers\nToo late.,They help.\n,They teach.\n"
    importing.run(home, [written(tmp_path / "codings.csv", table)])
    expected = [("Too late.", "FUNDING"), ("They help.", "PEER"), ("They teach.", "PEER")]
    assert cells(home, "notes", "quote", "theme") == expected


def test_what_people_edited_or_removed_does_not_come_back(tmp_path: Path) -> None:
    home, text = event(tmp_path), "Peers help.\n\nCoffee.\n\nMoney is late.\n\nPeers help.\n"
    path = written(tmp_path / "notes.md", text)
    importing.run(home, [path])
    table = (home / "notes.csv").read_text().replace("Peers help.", "Peers teach each other.", 1)
    lines = [line for line in table.splitlines(keepends=True) if "Coffee" not in line]
    written(home / "notes.csv", "".join(lines))
    assert brings_nothing_new(home, path)
    (report,) = importing.run(home, [path]).files
    removed = [(loss.row, loss.what) for loss in report.losses if "was removed" in loss.why]
    assert removed == [("N002", "Coffee.")]


@pytest.mark.parametrize(
    ("code", "parents", "targets"),
    [
        ("Factors/Peers", "ignore", {"theme": "PEER"}),
        ("Factors/Peers", "inherit", {"theme": "PEER", "valence": "challenge"}),
        ("Factors/Peers/Deep", "inherit", {"theme": "PEER", "valence": "challenge"}),
        ("Factors/Odd", "inherit", {}),
        ("Factors/New", "ignore", None),
        ("Money in 2018", "ignore", {"theme": "FUNDING"}),
    ],
)  # fmt: skip
def test_a_line_may_apply_to_many_codes_and_to_those_below(
    code: str, parents: str, targets: dict[str, str] | None
) -> None:
    codes = {
        "Factors": {"valence": "challenge"},
        "Factors/Peers": {"theme": "PEER"},
        "Factors/Odd": {},
        "Money*": {"theme": "FUNDING"},
    }
    crosswalk = Crosswalk.model_validate({"passages": {"parents": parents}, "codes": codes})
    assert crosswalk.targets(code) == targets


def test_a_name_too_long_for_a_line_is_shortened_to_its_beginning(tmp_path: Path) -> None:
    home = event(tmp_path)
    question = "What did you take away from the session? " * 40
    path = written(tmp_path / "form.csv", f"{question},Score\nPeers help.,5\n")
    importing.run(home, [path])
    mapping = (home / "mapping.yml").read_text()
    written(home / "mapping.yml", mapping.replace('*": ignore', '*": text'))
    importing.run(home, [path])
    assert cells(home, "notes", "text_en") == [("Peers help.",)]


def test_a_table_that_a_spreadsheet_saved_as_text_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("note_id\ttext_en\ttheme\nN1\tPeers help.\tPEER\n", encoding="utf-16")
    assert contents(path)[0].notes["text_en"].item() == "Peers help."
