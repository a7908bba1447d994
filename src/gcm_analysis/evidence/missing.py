"""Finds what is missing before a report can be cleared: a list for the rapporteur, and the reason of a refusal."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from gcm_analysis.evidence.attribution import HIDDEN, Rules
from gcm_analysis.evidence.event import Event, Words
from gcm_analysis.evidence.notes import CODED, Notes, rows_of

SETTLED = "agreed"  # the coder's name of settled codes


@dataclass(frozen=True, order=True)
class Missing:
    """One thing that is missing: of which kind, in which file, in which row or key, and what it is."""

    kind: str  # `untranslated`, `uncoded` …; other checks add kinds of their own
    file: str
    row: str
    what: str


def of_event(event: Event) -> Iterator[Missing]:
    """Yield every text of the description that is missing in a language of its reports."""
    for path, words in words_of(event):
        for code in event.languages:
            if words.is_missing(code):
                yield Missing("untranslated", *file_and_key(path), code)


def of_notes(rules: Rules) -> Iterator[Missing]:
    """Yield every text of the tables that is missing in a language, and every disagreement that is not settled."""
    for table, columns in TRANSLATED.items():
        for row in rows_of(getattr(rules.notes, table)):
            yield from _untranslated(rules.event, f"{table}.csv", next(iter(row.values())), row, columns)
    by_speaker = rules.of_speakers()
    for number, row in enumerate(rows_of(rules.notes.speakers), start=2):
        hidden = HIDDEN[by_speaker[row["speaker_id"]]]
        shown = tuple(name for name in ("role", "body") if name not in hidden)
        shown += () if "name" in hidden else ("biography",)
        # By row: the list is published with a draft, and the id of a speaker may be a name.
        yield from _untranslated(rules.event, "speakers.csv", str(number), row, shown)
    yield from _disagreements(rules.notes)


TRANSLATED = {"sessions": ("title",), "notes": ("locator", "text"), "themes": ("label", "definition")}


def _untranslated(
    event: Event, file: str, key: str, row: dict[str, str], columns: tuple[str, ...]
) -> Iterator[Missing]:
    for column in columns:
        texts = {code: row[f"{column}_{code}"] for code in ("en", "fr")}
        for code in event.languages:
            if any(texts.values()) and not texts[code]:
                yield Missing("untranslated", file, key, f"{column}_{code}")


def _disagreements(notes: Notes) -> Iterator[Missing]:
    first = {row["note_id"]: row for row in rows_of(notes.notes)}
    codings = rows_of(notes.recoding)
    settled = {
        (row["note_id"], name) for row in codings if row["coder"] == SETTLED for name in CODED if row[name]
    }
    for row in codings:
        coded = first.get(row["note_id"], {})
        for column in CODED:
            one, other = coded.get(column), row[column]
            if one and other and one != other and (row["note_id"], column) not in settled:
                what = f"{column}: {one} / {other} ({row['coder']})"
                yield Missing("disagreement", "recoding.csv", row["note_id"], what)


def file_and_key(path: str) -> tuple[str, str]:
    """Return the file of a text of an event, and its keys there."""
    inner = path.removeprefix("conclusions.")
    return ("event.yml" if inner == path else "findings.yml"), inner


def words_of(part: object) -> Iterator[tuple[str, Words]]:
    """Yield every text of a description that is in languages, with its keys."""
    return ((path, text) for path, text in texts_of(part) if isinstance(text, Words))


def texts_of(part: object, path: str = "") -> Iterator[tuple[str, Words | str]]:
    """Yield every text of a description, in languages or not, with its keys."""
    if isinstance(part, Words | str):
        yield path, part
    elif isinstance(part, tuple):
        for number, item in enumerate(part, start=1):
            yield from texts_of(item, f"{path}.{number}")
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from texts_of(getattr(part, name), f"{path}.{name}".lstrip("."))
