"""What a cell of an event's own tables may hold. Unlike in the shared tables, most may be empty: they are listed as missing."""

from collections.abc import Collection, Iterator, Sequence
from typing import get_args

from gcm_analysis.evidence import vocabulary as words
from gcm_analysis.evidence.event import Attribution
from gcm_analysis.evidence.notes import KEYS, UNNUMBERED, WORDS, Notes, rows_of, source_of
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.rules import (
    COUNTRY,
    DAY,
    FILLED,
    LANGUAGE,
    PARTIAL_DATE,
    WEB_ADDRESS,
    YEAR,
    Rule,
    identifier,
    one_of,
)

CODES: dict[str, tuple[str, ...]] = {
    "attribution": get_args(Attribution),
    "quote_consent": ("yes", "no"),
    "level": words.LEVELS,
    "region": words.REGIONS,
    "phase": words.PHASES,
    "valence": tuple(words.KINDS_OF_NOTE),
    "criterion": words.CRITERIA,
    "confidence": words.CONFIDENCES,
}
IDS = (
    "session_id",
    "speaker_id",
    "participant_id",
    "source_id",
    "note_id",
    "coder",
    "theme",
    "code",
    "shared_code",
)
# By column; what has no rule is running text.
RULES = (
    {column: one_of(codes).or_empty for column, codes in CODES.items()}
    | dict.fromkeys(IDS, identifier("N001"))
    | {
        "date": DAY.or_empty,
        "published": PARTIAL_DATE.or_empty,
        "year": YEAR.or_empty,
        "country": COUNTRY.or_empty,
    }
    | dict.fromkeys(("language", "quote_language"), LANGUAGE.or_empty)
    | {"url": WEB_ADDRESS.or_empty}
)

Row = dict[str, str]


def tidied(column: str, cell: str) -> str:
    """Return a cell without blanks around it; running text is left as it is. Codes are read in any case, kinds by their label."""
    if column not in RULES:
        return cell
    bare = cell.strip()
    alike = {code.casefold(): code for code in CODES.get(column, ())}
    if column == "valence":
        alike |= {label: code for code, labels in words.KINDS_OF_NOTE.items() for label in labels}
    return alike.get(bare.casefold(), bare)


def problems_of(where: str, table: str, rows: Sequence[tuple[int, Row]]) -> Iterator[Problem]:
    """Give every cell that breaks its rule, with the number of its row."""
    for number, row in rows:
        for column, cell in row.items():
            if rule := _broken(table, column, cell):
                yield rule.problem(where, number, column, cell)
        if (
            table == "notes"
            and row["note_id"].startswith(UNNUMBERED)
            and not any(row[name] for name in WORDS)
        ):
            expected = f"words in {', '.join(WORDS[:-1])} or {WORDS[-1]}, or a note_id"
            yield Problem(
                where, number, WORDS[0], "", expected, "fill one of the cells in, or remove the row"
            )
    yield from _repeated(where, table, rows)


def _broken(table: str, column: str, cell: str) -> Rule | None:
    """Return the rule that a cell breaks, if it does. Ids must be there only where they are the table's own."""
    if not cell:
        return FILLED if column in KEYS[table] else None
    rule, text = RULES.get(column), cell.removeprefix(UNNUMBERED) if column == "note_id" else cell
    return rule if rule and not rule.allows(text) else None


def _repeated(where: str, table: str, rows: Sequence[tuple[int, Row]]) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], int] = {}
    for number, row in rows:
        key = tuple(row[column] for column in KEYS[table])
        if key in seen and all(key):
            expected = f"a value that no other row has (row {seen[key]} has it)"
            yield Problem(where, number, KEYS[table][0], " · ".join(key), expected, "give each row its own")
        seen.setdefault(key, number)


def note_problems(
    notes: Notes,
    label: str,
    themes: Collection[str],
    sources: Collection[str],
    statements: Collection[str] = (),
) -> list[Problem]:
    """Return every cell of an event's own tables that breaks its rule, or that names what no table has.

    `themes`, `sources` and `statements` are the ids that all events share; `label` is how the event's folder is called
    in messages.
    """
    cells = [
        problem
        for name, frame in notes.tables().items()
        for problem in problems_of(f"{label}{name}.csv", name, list(enumerate(rows_of(frame), start=2)))
    ]
    return [*cells, *dangling(notes, label, themes, sources), *_taken(notes, label, sources, statements)]


def dangling(
    notes: Notes, label: str, themes: Collection[str], sources: Collection[str]
) -> Iterator[Problem]:
    """Give every id that no table has."""
    known = {
        "session_id": ("sessions.csv", set(notes.sessions["session_id"])),
        "speaker_id": ("speakers.csv", set(notes.speakers["speaker_id"])),
        "source_id": ("documents.csv or data/sources.csv", {*notes.documents["source_id"], *sources}),
        "theme": ("themes.csv or data/codebook.csv", {*notes.themes["code"], *themes}),
        "shared_code": ("data/codebook.csv", set(themes)),
        "note_id": ("notes.csv", set(notes.notes["note_id"])),
    }
    for table in ("notes", "recoding", "themes"):
        for number, row in enumerate(rows_of(getattr(notes, table)), start=2):
            for column, (file, ids) in known.items():
                if row.get(column) and row[column] not in ids:
                    expected, remedy = f"a {column} that {file} has", "correct it, or add it there"
                    yield Problem(f"{label}{table}.csv", number, column, row[column], expected, remedy)


def _taken(
    notes: Notes, label: str, sources: Collection[str], statements: Collection[str]
) -> Iterator[Problem]:
    """Give every id that means something else already: an id is cited, and must lead to one thing."""
    of_sessions = {source_of(session) for session in ("", *notes.sessions["session_id"])}
    other = {
        ("notes", "note_id"): ("no row of data/statements.csv has", set(statements)),
        ("documents", "source_id"): ("neither data/sources.csv nor a session has", {*sources, *of_sessions}),
    }
    for (table, column), (expected, ids) in other.items():
        for number, found in enumerate(getattr(notes, table)[column], start=2):
            if found in ids:
                where = f"{label}{table}.csv"
                yield Problem(where, number, column, found, f"an id that {expected}", "give it another id")
    for number, session in enumerate(notes.sessions["session_id"], start=2):
        if source_of(session) in sources:
            expected = f"an id for which data/sources.csv has no {source_of(session)}"
            yield Problem(
                f"{label}sessions.csv", number, "session_id", session, expected, "give it another id"
            )


def theme_problems(notes: Notes, label: str, themes: Collection[str]) -> Iterator[Problem]:
    """Give every own theme that has the code of a shared one where both kinds of statements are counted together."""
    for number, row in enumerate(rows_of(notes.themes), start=2):
        if row["code"] in themes and not row["shared_code"]:
            expected = "a code that data/codebook.csv has not, since the published record is counted too"
            remedy = "give the theme another code, or name in shared_code the theme that it is part of"
            yield Problem(f"{label}themes.csv", number, "code", row["code"], expected, remedy)
