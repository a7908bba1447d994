"""Characters that can't be shown are named, with their place, before anything runs."""

from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcm_analysis.catalogue import po_files
from gcm_analysis.evidence import EvidenceError, Problem
from gcm_analysis.publishing.status.characters import character_problems, check_characters, refused

EVENT = Path("data/events/own")
NAMES = (
    *("Çağlar Ünal, Łódź, Tiškevičius", "« 7 % » – l’œuvre … 1 234 €", "Tổ chức Di cư Quốc tế, Hà Nội"),
    *("Олег Їжак", "Ελένη Ύπατη", "ნინო ბერიძე", "Արամ Հայրապետյան", "שלום", "محمد بن عبد الله", "አማርኛ"),
    *("संयुक्त राष्ट्र", "বাংলাদেশ", "ශ්‍රී ලංකා", "தமிழ்", "ไทย", "ខ្មែរ", "می‌خواهم", "ɓ ɗ ŋ ɔ ẹ̀", "✓ ■ ➤"),
)
UNSEEN = (
    *("\x07", "\x0b", "\x85", "\u200b", "\u2028", "\u2029", "\u202e", "\u2066", "\u2069", "\ue000", "\ufeff"),
    *("\u0378", "\uffff", "\u2060", "\u00e9\u200d"),
)


def home(folder: Path, **files: str) -> Path:
    """Return a project with these files; two underscores stand for the dot of a name."""
    (folder / EVENT).mkdir(parents=True, exist_ok=True)
    (folder / "notebooks").mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / EVENT / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def problems(folder: Path, *, printed: bool = True) -> list[Problem]:
    return list(character_problems(folder, "own", printed=printed))


def test_a_cell_is_named_with_file_row_column_and_the_characters_name(tmp_path: Path) -> None:
    found = problems(home(tmp_path, notes__csv="note_id,text_en\nN1,fine\nN2,good 👍 point\n"))
    assert [(one.file, one.row, one.column) for one in found] == [("data/events/own/notes.csv", 3, "text_en")]
    assert "U+1F44D THUMBS UP SIGN" in found[0].found


def test_names_in_the_scripts_of_the_typefaces_pass(tmp_path: Path) -> None:
    rows, titles = "".join(f'"{name}"\n' for name in NAMES), "".join(f"- {name}\n" for name in NAMES)
    assert problems(home(tmp_path, notes__csv=f"text_en\n{rows}", event__yml=f"title:\n{titles}")) == []


@pytest.mark.parametrize("name", ["国际移民组织", "👩‍🎓", "한국", "𓀀"])
def test_what_no_typeface_has_is_refused_where_there_is_a_pdf(tmp_path: Path, name: str) -> None:
    assert problems(home(tmp_path, notes__csv=f"text_en\n{name[0]}\n"))
    assert not problems(tmp_path, printed=False)


@pytest.mark.parametrize("printed", [True, False])
def test_what_cannot_be_seen_is_refused_in_every_format(tmp_path: Path, *, printed: bool) -> None:
    for sign in UNSEEN:
        found = problems(home(tmp_path, notes__csv=f'text_en\n"a{sign}b"\n'), printed=printed)
        assert f"U+{ord(sign[-1]):04X}" in found[0].found
        assert "delete" in found[0].remedy


@pytest.mark.parametrize("written", [r"\u202e", r"\x07", r"\ud800", r"\U0001F44D", "\x07"])
def test_a_value_of_yaml_is_read_with_its_escapes_and_named_by_its_line(tmp_path: Path, written: str) -> None:
    assert [one.row for one in problems(home(tmp_path, event__yml=f'a: b\ntitle: "x{written}"\n'))] == [2]


def test_an_escape_that_is_no_character_is_left_to_what_asks_for_the_content(tmp_path: Path) -> None:
    assert not problems(
        home(tmp_path, event__yml='title: "\\UFFFFFFFF"\n', project__yml='a: "\\U00110000"\n')
    )


def test_every_text_that_is_set_is_looked_through(tmp_path: Path) -> None:
    folder = home(tmp_path, themes__csv="code,label_en\nA,☂\n", event__yml="title: ☂\n")
    (folder / "data" / "mieux").mkdir()
    for place in ("data/sources.csv", "data/mieux/actions.csv"):
        (folder / place).write_text("id;title\nS1;☂\n", encoding="utf-8")
    (folder / "data/project.yml").write_text("publisher_en: ☂\n", encoding="utf-8")
    (folder / "notebooks/briefs.yml").write_text("name: {title: ☂}\n", encoding="utf-8")
    (folder / "notebooks/01-a.ipynb").write_text(
        '{"cells": [{"cell_type": "markdown", "id": "x", "source": ["# \\u2602"]}]}', encoding="utf-8"
    )
    with pytest.raises(EvidenceError) as caught:
        check_characters(folder, "own")
    assert [problem.file for problem in caught.value.problems] == [
        *("data/events/own/event.yml", "data/events/own/themes.csv", "data/mieux/actions.csv"),
        *("data/project.yml", "data/sources.csv", "notebooks/01-a.ipynb", "notebooks/briefs.yml"),
    ]


def test_who_only_took_part_may_have_a_name_in_any_script(tmp_path: Path) -> None:
    assert not problems(home(tmp_path, participants__csv="name\n王伟\n"))


@given(st.characters(categories=["Cc", "Cs", "Co", "Cn"], exclude_characters="\t\n\r"))
def test_no_character_without_a_shape_passes(sign: str) -> None:
    assert category(sign).startswith("C")
    assert refused(sign, f"a{sign}b", printed=False)


def test_every_message_in_french_can_be_printed() -> None:
    for file in po_files("fr"):
        catalogue = file.text() or ""
        assert not {sign for sign in catalogue if refused(sign, catalogue, printed=True)}


def test_the_events_of_the_project_can_be_printed() -> None:
    project = Path(__file__).parents[2]
    for event in (project / "data" / "events").iterdir():
        check_characters(project, event.name)


def test_what_is_no_file_is_left_to_what_asks_for_its_content(tmp_path: Path) -> None:
    (home(tmp_path) / EVENT / "notes.csv").mkdir()
    (tmp_path / EVENT / "record.csv").symlink_to("nothing")
    (tmp_path / EVENT / "event.yml").symlink_to("event.yml")
    assert not problems(tmp_path)
