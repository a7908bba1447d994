"""What numbers in prose may rest on, where an event has notes of its own."""

from pathlib import Path

from gcm_analysis.verifying.basis import basis


def write(path: Path, *lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_row_is_all_that_the_tables_say_under_its_id(tmp_path: Path) -> None:
    event = tmp_path / "data" / "events" / "towns"
    write(event / "notes.csv", "note_id,text_en,quote", "N001,It took 3 years.,We waited 36 months")
    write(event / "recoding.csv", "note_id,coder,phase", "N001,ben,design")
    found = basis(tmp_path / "data", "towns", tmp_path / "report", "en")
    assert found.rows["N001"] == "N001 It took 3 years. We waited 36 months N001 ben design"


def test_a_session_is_known_as_a_source_as_well(tmp_path: Path) -> None:
    event = tmp_path / "data" / "events" / "towns"
    write(event / "sessions.csv", "session_id,title_en", "S2,Two years on")
    found = basis(tmp_path / "data", "towns", tmp_path / "report", "en")
    assert {"S2", "session-S2"} <= found.ids


def test_the_names_of_the_columns_are_data_of_the_whole_exhibit_and_of_no_row(tmp_path: Path) -> None:
    write(tmp_path / "report" / "en" / "data" / "fig-a.csv", "ISO 3166,n", "FRA,3", "DEU,4")
    found = basis(tmp_path / "data", "towns", tmp_path / "report", "en")
    assert found.exhibits["fig-a"] == ("FRA 3", "DEU 4", "ISO 3166 n 7 3 4 3 4")
    assert found.exhibit("fig-a", 0) == "FRA 3"
    assert "ISO 3166" in found.exhibit("fig-a", None)
