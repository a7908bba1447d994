"""An event's texts stand side by side in one sheet, and what is changed there comes back to where it stands."""

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


def write(path: Path, said: dict[tuple[str, str, str], str]) -> Path:
    """Write into cells of a sheet of texts, named by file, row and language."""
    book = load_workbook(path)
    sheet = book["texts"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for cells in sheet.iter_rows(min_row=2):
        for (file, row, code), text in said.items():
            if (cells[0].value, cells[1].value) == (file, row):
                sheet.cell(cells[0].row, columns[code]).value = text
    book.save(path)
    return path


def test_every_text_stands_there_with_the_language_that_it_lacks(home: Path) -> None:
    found = rows(exported(home))
    assert found["notes.csv", "N001"]["en"] == "It helps."
    assert "French is missing" in found["notes.csv", "N001"]["to_do"]
    assert "English is missing" in found["notes.csv", "N002"]["to_do"]
    assert "français manquant" in found["findings.yml", "findings.1.title"]["to_do"]
    assert found["event.yml", "title"]["fr"] == EVENT["title"]["fr"]
    assert found["event.yml", "title"]["to_do"] == ""


def test_a_text_that_is_older_than_the_other_or_in_the_other_language_is_marked(home: Path) -> None:
    both = {("notes.csv", "N001", "fr"): "Cela aide.", ("notes.csv", "N002", "en"): "It hinders."}
    importing.run(home, [write(exported(home), both)])
    keep_agreement(home)
    changed = "Staff who were trained left for better paid posts, so that the skills were lost again."
    only_one = {("notes.csv", "N001", "en"): "It helps a lot.", ("notes.csv", "N002", "fr"): changed}
    importing.run(home, [write(exported(home, "two.xlsx"), only_one)])
    found = rows(exported(home, "three.xlsx"))
    assert "French was not" in found["notes.csv", "N001"]["to_do"]
    assert "seems to be English" in found["notes.csv", "N002"]["to_do"]


def test_a_text_that_was_copied_into_the_other_language_is_marked_but_no_name_and_no_number(
    home: Path,
) -> None:
    same = {
        **{("notes.csv", "N001", code): "Towns learn from towns." for code in ("en", "fr")},
        **{("notes.csv", "N002", code): "Erasmus 2027" for code in ("en", "fr")},
        **{("event.yml", "organisers.1.name", code): "Office of the Four Towns" for code in ("en", "fr")},
    }
    importing.run(home, [write(exported(home), same)])
    found = rows(exported(home, "two.xlsx"))
    assert "perhaps not translated" in found["notes.csv", "N001"]["to_do"]
    assert found["notes.csv", "N002"]["to_do"] == ""
    assert found["event.yml", "organisers.1.name"]["to_do"] == ""


def test_what_is_filled_in_comes_back_and_comments_stay(home: Path) -> None:
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
    said = parse_yaml(text, "f", "f").content["findings"][0]
    assert said["title"] == {
        "en": "Towns learn from towns",
        "fr": "Les villes apprennent : « entre elles »",
    }
    assert said["finding"]["fr"] == "Des visites l’ont montré."
    assert "# what we concluded" in text
    assert "# the first" in text
    assert [row["text_en"] for row in rows_of(read_tables(home).notes)] == ["It helps.", "It hinders."]


def test_a_cell_that_is_untouched_or_emptied_changes_nothing_though_the_event_has_changed_since(
    home: Path,
) -> None:
    path = write(exported(home), {("notes.csv", "N002", "fr"): ""})
    table = home / "notes.csv"
    table.write_text(table.read_text().replace("It helps.", "It helps a lot."))
    before = table.read_text()
    (report,) = importing.run(home, [path]).files
    assert table.read_text() == before
    assert not report.losses


def test_a_text_that_changed_in_both_places_waits(home: Path) -> None:
    path = write(exported(home), {("notes.csv", "N001", "en"): "It helped."})
    table = home / "notes.csv"
    table.write_text(table.read_text().replace("It helps.", "It helps a lot."))
    (report,) = importing.run(home, [path]).files
    assert (report.waiting, report.counts["notes.csv"].changed) == (1, 0)
    assert "It helps a lot." in table.read_text()


def test_two_sheets_at_once_are_both_taken(home: Path) -> None:
    files = [
        write(exported(home, f"{place}.xlsx"), {("findings.yml", f"findings.1.{place}", "fr"): "Oui."})
        for place in ("title", "finding")
    ]
    importing.run(home, files)
    assert (home / "findings.yml").read_text(encoding="utf-8").count("Oui.") == 2


def test_what_the_description_may_not_say_is_refused_and_nothing_is_written(home: Path) -> None:
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
    said=st.dictionaries(st.sampled_from(("en", "fr")), st.text(LETTERS, min_size=1), min_size=1),
)
def test_new_words_stand_where_they_belong_and_all_else_is_as_it_was(
    style: str, said: dict[str, str]
) -> None:
    text = style.format("one", "deux")
    place = (0, "a", 0) if style.startswith("-") else ("a",)
    before, after = (
        parse_yaml(each, "f", "f").content for each in (text, with_words(text, "f", {place: said}))
    )
    group, name = (before[0]["a"], 0) if style.startswith("-") else (before, "a")
    old = group[name] if isinstance(group[name], dict) else dict.fromkeys(("en", "fr"), group[name])
    group[name] = {**old, **said}
    assert after == before
