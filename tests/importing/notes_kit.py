"""What the tests of notes share: a file to bring in, and what came of it."""

from pathlib import Path

from gcm_analysis import importing
from gcm_analysis.evidence.notes import rows_of
from gcm_analysis.importing.store import read_tables


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def said(home: Path) -> list[tuple[str, str]]:
    """Return the names of speakers and their words, in order."""
    tables = read_tables(home)
    names = {row["speaker_id"]: row["name"] for row in rows_of(tables.speakers)}
    return [
        (names.get(row["speaker_id"], ""), row["quote"] or row["text_en"] or row["text_fr"])
        for row in rows_of(tables.notes)
    ]


def by_session(home: Path) -> list[tuple[str, str]]:
    """Return titles of sessions and the words that belong to them, in order."""
    tables = read_tables(home)
    titles = {row["session_id"]: row["title_en"] for row in rows_of(tables.sessions)}
    return [(titles.get(row["session_id"], ""), row["text_en"]) for row in rows_of(tables.notes)]


def brings_nothing_new(home: Path, path: Path) -> bool:
    before = {each.name: each.read_text() for each in home.glob("*.csv")}
    (report,) = importing.run(home, [path]).files
    is_new = any(counts.new or counts.changed for counts in report.counts.values())
    return not is_new and before == {each.name: each.read_text() for each in home.glob("*.csv")}
