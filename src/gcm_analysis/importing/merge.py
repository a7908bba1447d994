"""Two sets of an event's tables made one, without duplicates. What the second changes in the first is reported.

An empty cell never takes anything away, but words are in one place: if mapping.yml now makes somebody's own words of
what was a quotation, the quotation goes. A note that comes from a tool does not change words that a person wrote.

Codes that two people gave to a note are first codings, and the agreement of coders is measured on them. What one of
them corrects later is what people settled on if all give it now; else it is theirs to settle.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from gcm_analysis.evidence.missing import SETTLED
from gcm_analysis.evidence.notes import CODED, COLUMNS, KEYS, WORDS, Notes, notes_of, rows_of
from gcm_analysis.importing.matching import is_numbered, letters_of, matches, words_of
from gcm_analysis.importing.model import Loss

CHANGED = "the file has another value, which was taken"
KEPT = "the file has nothing here; the value was kept: empty the cell in {table}.csv if it should go"
MOVED = "the file has these words as {column} now"
EDITED = "the words in notes.csv were kept, not those of the file: {text}"
KNOWN_BY = "the same document, place and words as {note}, so it is that note"
FIRST = "{first} stays, as a first coding; what counts is {code}, which all coders give now ({settled} in recoding.csv)"
STAYS = "{code} is what people settled on in recoding.csv, and stays"
WAITS = f"codes that two people gave are first codings and stay: settle on one, in a row of recoding by the coder {SETTLED}"
REMOVED = "it came in before and was removed since, so it was left out: write it into notes.csv if it should come back"
ID = "N{number:03}"

Row = dict[str, str]


def _codings_of(old: Notes) -> dict[str, list[Row]]:
    """Return, by note, all codings of it, if more than one person coded it."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in (*rows_of(old.notes), *rows_of(old.recoding)):
        if row["coder"] != SETTLED and any(row[column] for column in CODED):
            found[row["note_id"]].append(row)
    return {note_id: rows for note_id, rows in found.items() if len(rows) > 1}


class Merged:
    """The event's tables, to which those of a file are added; what was changed or not taken; the ids of its notes."""

    def __init__(
        self,
        old: Notes,
        new: Notes,
        *,
        keep_first: bool = True,
        earlier: Mapping[str, Sequence[str]] | None = None,
        no_sessions: Collection[str] = (),
    ) -> None:
        """Merge tables.

        `keep_first` is whether other codes are corrections: they may also come from another meaning in mapping.yml.
        `earlier` has the ids that words of notes got when they came in before, by their letters: people edit and remove
        them. `no_sessions` are sessions of which mapping.yml says by now that their headings are of none.
        """
        self.losses: list[Loss] = []
        self.ids: dict[str, str] = {}  # of the event, by the ids of the new notes
        self.rows = {row["note_id"]: row for row in rows_of(old.notes)}
        self.further = {_key("recoding", row): row for row in rows_of(old.recoding)}
        self.codings = _codings_of(old) if keep_first else {}  # of notes that more than one person has coded
        self.earlier = earlier or {}
        self.no_sessions = no_sessions
        tables = {
            name: self.keyed(name, rows_of(frame), rows_of(getattr(new, name)))
            for name, frame in old.tables().items()
            if name not in ("notes", "recoding")
        }
        self.add_notes(rows_of(new.notes), rows_of(new.recoding))
        self.notes = notes_of(tables | {"notes": self.rows.values(), "recoding": self.further.values()})

    def keyed(self, table: str, old: Sequence[Row], new: Sequence[Row]) -> list[Row]:
        """Return rows that are known by their keys, each once, in the old order and then in the new."""
        rows = {_key(table, row): row for row in old}
        for row in new:
            key = _key(table, row)
            rows[key] = self.updated(table, rows[key], row) if key in rows else row
        return list(rows.values())

    def updated(self, table: str, old: Row, new: Row, columns: Sequence[str] = ()) -> Row:
        """Return the old row with the new one's cells that are not empty; those that change are reported."""
        result = dict(old)
        for column in columns or COLUMNS[table]:
            if new[column] and new[column] != old[column]:
                result[column] = new[column]
                if old[column]:
                    self.lose(table, old, column, new[column], CHANGED)
        return result

    def lose(self, table: str, old: Row, column: str, now: str, why: str) -> None:
        what = f"{column}: {old[column]} → {now}"
        self.losses.append(Loss(f"{table}.csv", old[KEYS[table][0]], what, why, waits=why == WAITS))

    def add_notes(self, new: Sequence[Row], recoding: Sequence[Row]) -> None:
        """Add notes and further codings. New notes get numbers; codings follow their notes."""
        old = list(self.rows.values())
        same = matches(old, new)
        taken = {old[before]["note_id"] for before in same.values()}
        numbered = [row["note_id"] for row in new if is_numbered(row)]
        coded = [row["note_id"] for row in (*self.further.values(), *recoding)]  # perhaps notes that are gone
        numbers = _numbers([*self.rows, *numbered, *coded])
        left = {_key("recoding", row): row for row in recoding}
        for place, row in enumerate(new):
            old_id = old[same[place]]["note_id"] if place in same else self._earlier(row, taken)
            note_id = old_id or (row["note_id"] if is_numbered(row) else next(numbers))
            self.ids[row["note_id"]] = note_id
            if old_id and old_id not in self.rows:
                self.losses.append(Loss("notes.csv", old_id, words_of(row), REMOVED))
                continue
            if old_id and is_numbered(row) and row["note_id"] != note_id:
                self.losses.append(Loss("notes.csv", row["note_id"], "note", KNOWN_BY.format(note=note_id)))
            self.rows[note_id] = (
                self._filled(self.rows[note_id], row) if old_id else {**row, "note_id": note_id}
            )
            note = self.rows[note_id]
            if not note["coder"] or not row["coder"]:  # whoever coded it first is the one who has a name
                note["coder"] = row["coder"] = note["coder"] or row["coder"]
            # What a file says a second time of one person's coding of a note is what it says.
            again = left.pop((row["note_id"], row["coder"]), {})
            coding = row | {column: again[column] for column in CODED if again.get(column)}
            if is_numbered(row) or any(coding[column] for column in CODED):  # a text has no codes to lack
                self._coded({**coding, "note_id": note_id})
        for row in left.values():
            self._coded({**row, "note_id": self.ids.get(row["note_id"], row["note_id"])})

    def _earlier(self, row: Row, taken: set[str]) -> str:
        """Return the id that words got at an earlier import, where no note has them any more."""
        ids = self.earlier.get(letters_of(words_of(row)), ())
        found = next((each for each in ids if each not in taken), "")
        taken.add(found)
        return found

    def _filled(self, old: Row, new: Row) -> Row:
        """Return a known note with what the file adds, except codes."""
        kept: list[str] = []
        if not is_numbered(new):
            old = self._moved(old, new)
            if old["session_id"] in self.no_sessions and not new["session_id"]:
                self.lose("notes", old, "session_id", "", CHANGED)
                old = old | {"session_id": ""}
            kept = [name for name in WORDS if old[name] and new[name] != old[name]]
        for column in kept:
            if new[column]:
                what, why = f"{column}: {old[column]}", EDITED.format(text=new[column])
                self.losses.append(Loss("notes.csv", old["note_id"], what, why))
        columns = [name for name in COLUMNS["notes"] if name not in ("note_id", "coder", *CODED, *kept)]
        return self.updated("notes", old, new, columns)

    def _moved(self, old: Row, new: Row) -> Row:
        """Return a known note without the words that the file now has as something else."""
        left = dict(old)
        for column in WORDS:
            others = (each for each in WORDS if new[each] and new[each] == old[column] and not old[each])
            now = next(others, "")
            if now and not new[column]:
                for emptied in (column, "quote_language") if column == "quote" else (column,):
                    if left[emptied] and not new[emptied]:
                        self.lose("notes", left, emptied, "", MOVED.format(column=now))
                        left[emptied] = ""
        return left

    def _coded(self, coding: Row) -> None:
        """Put one person's codes where they belong: to the note itself, or among the further codings."""
        note, key = self.rows.get(coding["note_id"]), _key("recoding", coding)
        if note is not None and note["coder"] == coding["coder"]:
            self.rows[note["note_id"]] = self._recoded("notes", note, coding)
        elif key in self.further:
            self.further[key] = self._recoded("recoding", self.further[key], coding)
        elif any(coding[column] for column in CODED):
            self.further[key] = {column: coding[column] for column in COLUMNS["recoding"]}

    def _recoded(self, table: str, old: Row, new: Row) -> Row:
        """Return one person's coding with new codes, but without those that would change a first coding among several."""
        others = [row for row in self.codings.get(old["note_id"], ()) if row["coder"] != old["coder"]]
        codes = {column: new[column] for column in CODED}
        for column in CODED:
            if old[column] and not new[column]:
                what, why = f"{column}: {old[column]}", KEPT.format(table=table)
                self.losses.append(Loss(f"{table}.csv", old["note_id"], what, why))
            elif old[column] not in ("", new[column]) and others and old["coder"] != SETTLED:
                self._settle(column, old, new[column], others)
                codes[column] = ""
        return self.updated(table, old, codes, CODED)

    def _settle(self, column: str, old: Row, now: str, others: list[Row]) -> None:
        """Write down a corrected code as what people settled on if the others give it too; else report it."""
        key = (old["note_id"], SETTLED)
        settled = self.further.get(key, dict.fromkeys(COLUMNS["recoding"], ""))
        if settled[column]:
            if settled[column] != now:
                self.lose("recoding", old, column, now, STAYS.format(code=settled[column]))
        elif all(row[column] in ("", now) for row in others):
            why = FIRST.format(first=old[column], code=now, settled=SETTLED)
            self.further[key] = settled | {"note_id": old["note_id"], "coder": SETTLED, column: now}
            self.lose("recoding", old, column, now, why)
        else:
            self.lose("recoding", old, column, now, WAITS)


def _key(table: str, row: Row) -> tuple[str, ...]:
    return tuple(row[column] for column in KEYS[table])


def _numbers(taken: Sequence[str]) -> Iterator[str]:
    """Give ids after the last number that is taken."""
    used = [int(found[1]) for each in taken if (found := re.fullmatch(r"N([0-9]+)", each))]
    number = max(used, default=0)
    while True:
        number += 1
        yield ID.format(number=number)
