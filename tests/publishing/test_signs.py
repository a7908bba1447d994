"""Signs that can't be printed are named before anything runs."""

from pathlib import Path

import pytest

from gcm_analysis.evidence import EvidenceError
from gcm_analysis.publishing.signs import check_signs, sign_problems


def problems(tmp_path: Path, name: str, text: str) -> list[tuple[int | None, str | None, str]]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return [(one.row, one.column, one.found) for one in sign_problems(path, Path(name))]


def test_a_cell_with_an_emoji_or_another_script_is_named_with_row_and_column(tmp_path: Path) -> None:
    found = problems(tmp_path, "notes.csv", "note_id,text_en\nN1,fine\nN2,good 👍 point\nN3,Олег\n")
    assert found[0] == (3, "text_en", "👍 (thumbs up sign)")
    assert [(row, column) for row, column, _ in found] == [(3, "text_en"), (4, "text_en")]


def test_a_line_of_the_events_description_is_named(tmp_path: Path) -> None:
    assert problems(tmp_path, "event.yml", "title:\n  en: Peers ✨\n") == [(2, None, "✨ (sparkles)")]


@pytest.mark.parametrize(
    "text", ["Çağlar Ünal, Łódź, Tiškevičius", "« 7 % » – l’œuvre … 1 234 €", "\ufeffa,b\r\n1,2\r\n"]
)
def test_names_in_latin_letters_and_the_signs_of_both_languages_pass(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, "event.yml", text) == []


def test_an_event_is_refused_with_all_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "events" / "own"
    folder.mkdir(parents=True)
    (folder / "event.yml").write_text("title: ★\n", encoding="utf-8")
    (folder / "notes.csv").write_text("text\n☂\n", encoding="utf-8")
    with pytest.raises(EvidenceError) as refused:
        check_signs(tmp_path / "data", "own")
    assert [problem.file for problem in refused.value.problems] == [
        "data/events/own/event.yml", "data/events/own/notes.csv",
    ]  # fmt: skip


def test_the_events_of_the_project_can_be_printed() -> None:
    data = Path(__file__).parents[2] / "data"
    for event in (data / "events").iterdir():
        check_signs(data, event.name)
