"""What each import brought, row by row, so that the next one can tell what vanished; and what was withdrawn, which stays so."""

import csv
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from gcm_analysis.evidence import withdrawn
from gcm_analysis.evidence.notes import KEYS, WORDS, Notes, rows_of
from gcm_analysis.importing import mapping
from gcm_analysis.importing.loss import FOLDER, ROWS, Record, folder_name, imports
from gcm_analysis.importing.matching import letters_of, words_of
from gcm_analysis.importing.model import Loss
from gcm_analysis.importing.sheets import read_csv

VANISHED = "this file had it at its last import and has it no longer; it was kept: remove it from {table}.csv if it should go"


def records_of(brought: Notes, ids: Mapping[str, str], coder: str) -> list[Record]:
    """Return what a file brought. `ids` has the event's id of each note by the one that the file has."""
    found: list[Record] = []
    for name, frame in brought.tables().items():
        for row in rows_of(frame):
            key = (
                ids.get(row[column], row[column]) if column == "note_id" else row[column]
                for column in KEYS[name]
            )
            found.append(Record(name, " · ".join(key), coder, words_of(row)))
    return found


def all_records(event: Path) -> Iterator[tuple[str, list[Record]]]:
    """Give the records of each import, the last first, with the name of the file that was imported."""
    for name, path in _kept(event, ROWS):
        with path.open(encoding="utf-8", errors="replace", newline="") as lines:
            rows = list(csv.reader(lines))[1:]
            yield name, [Record(*cells) for cells in rows if len(cells) == len(Record._fields)]


def ids_by_words(event: Path) -> dict[str, list[str]]:
    """Return the ids that notes got when they came in, by the letters of their words."""
    found: dict[str, list[str]] = defaultdict(list)
    for _, records in reversed(list(all_records(event))):
        for each in records:
            letters = letters_of(each.words)
            if each.table == "notes" and letters and each.row not in found[letters]:
                found[letters].append(each.row)
    return found


def _kept(event: Path, file: str) -> list[tuple[str, Path]]:
    """Return the files of a name that imports kept, the last first, each with the name of what was imported."""
    folders = sorted(imports(event), key=lambda found: int(found[1]), reverse=True)
    paths = [(found[2], event / FOLDER / found[0] / file) for found in folders]
    return [(name, path) for name, path in paths if path.is_file()]


def since_last_mapping(event: Path, text: str) -> tuple[bool, Collection[str]]:
    """Return what the mapping of today says differently than that of the last import.

    First whether its codes mean what they meant: else other codes are no correction. Then the sessions that headings had
    and of which it now says that they are none.
    """
    kept = next(iter(_kept(event, mapping.FILE)), None)
    if kept is None:
        return False, ()
    before, _ = mapping.parse_mapping(kept[1].read_text(encoding="utf-8", errors="replace"), None)
    now, _ = mapping.parse_mapping(text, None)
    is_same = all(now.codes.get(code) == targets for code, targets in before.codes.items())
    gone = [session for name, session in before.sessions.items() if now.sessions.get(name) == mapping.NONE]
    return is_same, gone


def no_longer_brought(event: Path, file: Path, now: list[Record], coder: str, after: Notes) -> Iterator[Loss]:
    """Give what this file brought the last time, brings no longer, and is in the event still.

    The last time is the last import by the same person of a file of this name, or of one with most of these rows.
    """
    here = {(each.table, each.row) for each in now}
    left = {(each.table, each.row) for each in records_of(after, {}, "")}
    for name, records in all_records(event):
        shared = sum((each.table, each.row) in here for each in records)
        is_same_file = name == folder_name(file.name) or shared > len(records) / 2
        if records and is_same_file and all(each.coder == coder for each in records):
            for each in records:
                if (each.table, each.row) in left - here:
                    yield Loss(f"{each.table}.csv", each.row, each.words, VANISHED.format(table=each.table))
            return


STAYS = (
    "it was withdrawn ({note}) and stays so; if this is another statement, give it another id and other words"
)


def without_withdrawn(event: Path, before: Notes, brought: Notes) -> tuple[Notes, list[Loss]]:
    """Return what a file brought without what was withdrawn, and a loss for each."""
    path = event / withdrawn.FILE
    rows = read_csv(path).records() if path.exists() else ()
    ids = frozenset(row.get("note_id", "").strip() for _, row in rows) - {""}
    earlier = ids_by_words(event) if ids else {}
    words = {letters: note_id for letters, found in earlier.items() for note_id in found if note_id in ids}
    here = [row for row in rows_of(before.notes) if row["note_id"] in ids]
    words |= {letters_of(row[column]): row["note_id"] for row in here for column in WORDS}
    words.pop("", None)  # of cells without a letter
    gone = set(ids)
    losses: list[Loss] = []
    for row in rows_of(brought.notes):
        own_id, letters = row["note_id"], [letters_of(row[column]) for column in WORDS]
        same = own_id if own_id in ids else next((words[each] for each in letters if each in words), "")
        if same:
            gone.add(own_id)
            losses.append(Loss("notes.csv", own_id, words_of(row), STAYS.format(note=same)))
    return withdrawn.without_withdrawn(brought, gone), losses
