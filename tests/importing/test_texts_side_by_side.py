"""An event's texts are side by side in one sheet, and what is changed there comes back to where it belongs."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.evidence.own_notes import EVENT, write_event

from gcm_analysis import importing
from gcm_analysis.errors import UserError
from gcm_analysis.evidence.notes import rows_of
from gcm_analysis.evidence.releases import keep_agreement
from gcm_analysis.evidence.yaml_file import parse_yaml
from gcm_analysis.evidence.yaml_tree import content
from gcm_analysis.importing.store import read_tables
from gcm_analysis.importing.texts import with_words

FINDINGS = """# what we concluded
findings:
- id: K01
  title: {en: Towns learn from towns}  # the first
  finding:
    en: Visits showed how to plan.
    fr: # to be added
  supports: [N001]
"""
NOTES = [
    {"note_id": "N001", "text_en": "It helps.", "text_fr": ""},
    {"note_id": "N002", "text_en": "", "text_fr": "Cela freine."},
]
Cells = dict[tuple[str, str], dict[str, str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = write_event(tmp_path / "data", "mine", {"speakers": [], "notes": NOTES})
    (folder / "findings.yml").write_text(FINDINGS, encoding="utf-8")
    return folder


def exported(home: Path, name: str = "texts.xlsx") -> Path:
    return importing.export(home, "texts", home.parent / name)


def rows(path: Path) -> Cells:
    """Return the cells of a sheet of texts by file and row."""
    header, *body = load_workbook(path)["texts"].iter_rows(values_only=True)
    found = [dict(zip(header, (cell or "" for cell in row), strict=True)) for row in body]
    return {(row["file"], row["row"]): row for row in found}


def write(path: Path, new: dict[tuple[str, str, str], str]) -> Path:
    """Write into cells of a sheet of texts, named by file, row and language."""
    book = load_workbook(path)
    sheet = book["texts"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for cells in sheet.iter_rows(min_row=2):
        for (file, row, code), text in new.items():
            if (cells[0].value, cells[1].value) == (file, row):
                sheet.cell(cells[0].row, columns[code]).value = text
    book.save(path)
    return path


def test_every_text_is_in_the_sheet_with_the_language_that_is_missing(home: Path) -> None:
    found = rows(exported(home))
    assert found["notes.csv", "N001"]["en"] == "It helps."
    assert "French is missing" in found["notes.csv", "N001"]["to_do"]
    assert "English is missing" in found["notes.csv", "N002"]["to_do"]
    assert "français manquant" in found["findings.yml", "findings.1.title"]["to_do"]
    assert found["event.yml", "title"]["fr"] == EVENT["title"]["fr"]
    assert found["event.yml", "title"]["to_do"] == ""


@pytest.mark.parametrize(
    ("row", "first", "second", "to_do"),
    [
        ("N001", {"fr": "Cela aide."}, {"en": "It helps a lot."}, "French was not"),
        ("N002", {"en": "It hinders."}, {"fr": "Staff who were trained left, so that the skills were lost again."}, "seems to be English"),
        ("N001", {"en": "Towns learn from towns.", "fr": "Towns learn from towns."}, {}, "perhaps not translated"),
        ("N002", {"en": "Erasmus 2027", "fr": "Erasmus 2027"}, {}, ""),  # no words of either language
    ],
)  # fmt: skip
def test_a_text_that_is_out_of_date_in_the_wrong_language_or_copied_is_marked(
    home: Path, row: str, first: dict[str, str], second: dict[str, str], to_do: str
) -> None:
    for number, cells in enumerate((first, second)):
        changes = {("notes.csv", row, code): text for code, text in cells.items()}
        importing.run(home, [write(exported(home, f"{number}.xlsx"), changes)])
        keep_agreement(home) if not number else None
    found = rows(exported(home))["notes.csv", row]["to_do"]
    assert to_do in found
    assert bool(to_do) == bool(found)


def test_what_is_filled_in_is_imported_and_comments_stay(home: Path) -> None:
    path = write(
        exported(home),
        {
            ("findings.yml", "findings.1.title", "fr"): "Les villes apprennent : « entre elles »",
            ("findings.yml", "findings.1.finding", "fr"): "Des visites l’ont montré.",
            ("notes.csv", "N002", "en"): "It hinders.",
        },
    )
    (report,) = importing.run(home, [path]).files
    assert (report.counts["findings.yml"].changed, report.counts["notes.csv"].changed) == (2, 1)
    text = (home / "findings.yml").read_text(encoding="utf-8")
    new = content(parse_yaml(text, "f", "f"))["findings"][0]
    assert new["title"] == {
        "en": "Towns learn from towns",
        "fr": "Les villes apprennent : « entre elles »",
    }
    assert new["finding"]["fr"] == "Des visites l’ont montré."
    assert "# what we concluded" in text
    assert "# the first" in text
    assert [row["text_en"] for row in rows_of(read_tables(home).notes)] == ["It helps.", "It hinders."]


@pytest.mark.parametrize(
    ("row", "code", "text", "waiting"), [("N002", "fr", "", 0), ("N001", "en", "It helped.", 1)]
)
def test_an_emptied_cell_changes_nothing_and_a_text_that_changed_in_the_event_too_waits(
    home: Path, row: str, code: str, text: str, waiting: int
) -> None:
    path = write(exported(home), {("notes.csv", row, code): text})
    table = home / "notes.csv"
    before = table.read_text().replace("It helps.", "It helps a lot.")
    table.write_text(before)
    (report,) = importing.run(home, [path]).files
    assert (report.waiting, len(report.losses), report.counts["notes.csv"].changed) == (waiting, waiting, 0)
    assert table.read_text() == before


def test_two_sheets_can_be_imported_at_once(home: Path) -> None:
    files = [
        write(exported(home, f"{place}.xlsx"), {("findings.yml", f"findings.1.{place}", "fr"): "Oui."})
        for place in ("title", "finding")
    ]
    importing.run(home, files)
    assert (home / "findings.yml").read_text(encoding="utf-8").count("Oui.") == 2


def test_a_text_that_the_description_does_not_allow_is_refused_and_nothing_is_written(home: Path) -> None:
    path = write(
        exported(home),
        {
            ("findings.yml", "findings.1.title", "fr"): "long " * 30,
            ("notes.csv", "N001", "fr"): "Cela aide.",
        },
    )
    before = {each.name: each.read_text() for each in home.iterdir() if each.is_file()}
    with pytest.raises(UserError, match=r"findings\.0\.title\.fr"):
        importing.run(home, [path])
    assert {each.name: each.read_text() for each in home.iterdir() if each.is_file()} == before


LETTERS = "aé’ \n:#'\"{}[],-|>\\"
STYLES = (
    "a:\n  en: {0}\n  fr: {1} # c\nb: x\n", "a: {{en: {0}, fr: {1}}} # c\n", "a:\n  fr:\n  en: {0}\nb: # c\n",
    "a: {{en: {0}}}\n", "- a:\n    - en: >-\n        one\n\n        two\n      fr: {1}\n    - {{fr: z}}\n", "a: {0}\nb: {1}\n",
    "a:\n  en: |\n    one\n    two\n",
)  # fmt: skip


@given(
    style=st.sampled_from(STYLES),
    new=st.dictionaries(st.sampled_from(("en", "fr")), st.text(LETTERS, min_size=1), min_size=1),
)
def test_new_words_are_where_they_belong_and_everything_else_is_unchanged(
    style: str, new: dict[str, str]
) -> None:
    text = style.format("one", "deux")
    place = (0, "a", 0) if style.startswith("-") else ("a",)
    before, after = (
        content(parse_yaml(each, "f", "f")) for each in (text, with_words(text, "f", {place: new}))
    )
    group, name = (before[0]["a"], 0) if style.startswith("-") else (before, "a")
    old = group[name] if isinstance(group[name], dict) else dict.fromkeys(("en", "fr"), group[name])
    group[name] = {**old, **new}
    assert after == before
