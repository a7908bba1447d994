"""Two sets of an event's tables made one, without duplicates. What the second changes in the first is reported.

An empty cell never takes anything away, but words are in one place: if mapping.yml now makes somebody's own words of
what was a quotation, the quotation goes. A note that comes from a tool does not change words that a person wrote.

Codes that two people gave to a note are first codings, and the agreement of coders is measured on them. What one of
them corrects later is what people settled on if all give it now; else it is theirs to settle.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

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
UNSETTLED = "codes that two people gave are first codings and stay: settle on one, in a row of recoding by the coder {settled}"
REMOVED = "it came in before and was removed since, so it was left out: write it into notes.csv if it should come back"
ID = "N{number:03}"

Row = dict[str, str]


@dataclass(frozen=True)
class Merged:
    """The tables that two sets of tables became, what was changed or not taken, and the ids of the new set's notes."""

    notes: Notes
    losses: list[Loss]
    ids: dict[str, str]


def merge(
    old: Notes,
    new: Notes,
    *,
    keep_first: bool = True,
    earlier: Mapping[str, Sequence[str]] | None = None,
    no_sessions: Collection[str] = (),
) -> Merged:
    """Return the old tables with all that is new.

    `keep_first` is whether other codes are corrections: they may also come from another meaning in mapping.yml.
    `earlier` has the ids that words of notes got when they came in before, by their letters: people edit and remove them.
    `no_sessions` are sessions of which mapping.yml says by now that their headings are of none.
    """
    merging = _Merging(_others(old) if keep_first else {}, earlier or {}, no_sessions)
    tables = {
        name: merging.keyed(name, rows_of(frame), rows_of(getattr(new, name)))
        for name, frame in old.tables().items()
        if name not in ("notes", "recoding")
    }
    notes, recoding = merging.notes(
        rows_of(old.notes), rows_of(old.recoding), rows_of(new.notes), rows_of(new.recoding)
    )
    return Merged(notes_of({**tables, "notes": notes, "recoding": recoding}), merging.losses, merging.ids)


def _others(old: Notes) -> dict[str, list[Row]]:
    """Return, by note, all codings of it, if more than one person coded it."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in (*rows_of(old.notes), *rows_of(old.recoding)):
        if row["coder"] != SETTLED and any(row[column] for column in CODED):
            found[row["note_id"]].append(row)
    return {note_id: rows for note_id, rows in found.items() if len(rows) > 1}


@dataclass
class _Merging:
    codings: dict[str, list[Row]]  # of notes that more than one person has coded
    earlier: Mapping[str, Sequence[str]]
    no_sessions: Collection[str]
    ids: dict[str, str] = field(default_factory=dict)  # of the event, by the ids of the new notes
    losses: list[Loss] = field(default_factory=list)

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
                    what = f"{column}: {old[column]} → {new[column]}"
                    self.losses.append(Loss(f"{table}.csv", old[KEYS[table][0]], what, CHANGED))
        return result

    def notes(
        self, old: Sequence[Row], old_recoding: Sequence[Row], new: Sequence[Row], new_recoding: Sequence[Row]
    ) -> tuple[list[Row], list[Row]]:
        """Return notes and further codings. New notes get numbers; codings follow their notes."""
        rows = {row["note_id"]: dict(row) for row in old}
        further = {_key("recoding", row): row for row in old_recoding}
        same = matches(old, new)
        taken = {old[before]["note_id"] for before in same.values()}
        numbered = [row["note_id"] for row in new if is_numbered(row)]
        recoded = [row["note_id"] for row in (*old_recoding, *new_recoding)]  # perhaps of notes that are gone
        free_ids = _numbers([*rows, *numbered, *recoded])
        for place, row in enumerate(new):
            old_id = old[same[place]]["note_id"] if place in same else self._earlier(row, taken)
            note_id = old_id or (row["note_id"] if is_numbered(row) else next(free_ids))
            self.ids[row["note_id"]] = note_id
            if old_id and old_id not in rows:
                self.losses.append(Loss("notes.csv", old_id, words_of(row), REMOVED))
                continue
            if old_id:
                self._report_other_id(row, note_id)
                rows[note_id] = self._filled(rows[note_id], row)
            else:
                rows[note_id] = {**row, "note_id": note_id}
            note = rows[note_id]
            if not note["coder"] or not row["coder"]:  # whoever coded it first is the one who has a name
                note["coder"] = row["coder"] = note["coder"] or row["coder"]
            if is_numbered(row) or any(row[column] for column in CODED):  # a text has no codes to lack
                self._coded(rows, further, {**row, "note_id": note_id})
        for row in new_recoding:
            note_id = self.ids.get(row["note_id"], row["note_id"])
            self._coded(rows, further, {**row, "note_id": note_id})
        return list(rows.values()), list(further.values())

    def _earlier(self, row: Row, taken: set[str]) -> str:
        """Return the id that words got at an earlier import, where no note has them any more."""
        found = next(
            (each for each in self.earlier.get(letters_of(words_of(row)), ()) if each not in taken), ""
        )
        taken.add(found)
        return found

    def _report_other_id(self, row: Row, note_id: str) -> None:
        if is_numbered(row) and row["note_id"] != note_id:
            self.losses.append(Loss("notes.csv", row["note_id"], "note", KNOWN_BY.format(note=note_id)))

    def _filled(self, old: Row, new: Row) -> Row:
        """Return a known note with what the file adds, except codes."""
        if not is_numbered(new):
            old = self._without_session(self._moved(old, new), new)
        kept = [name for name in WORDS if not is_numbered(new) and old[name] and new[name] != old[name]]
        for column in kept:
            if new[column]:
                what, why = f"{column}: {old[column]}", EDITED.format(text=new[column])
                self.losses.append(Loss("notes.csv", old["note_id"], what, why))
        columns = [name for name in COLUMNS["notes"] if name not in ("note_id", "coder", *CODED, *kept)]
        return self.updated("notes", old, new, columns)

    def _without_session(self, old: Row, new: Row) -> Row:
        if new["session_id"] or old["session_id"] not in self.no_sessions:
            return old
        self.losses.append(Loss("notes.csv", old["note_id"], f"session_id: {old['session_id']} →", CHANGED))
        return old | {"session_id": ""}

    def _moved(self, old: Row, new: Row) -> Row:
        """Return a known note without the words that the file now has as something else."""
        left = dict(old)
        for column in WORDS:
            now = next(
                (each for each in WORDS if new[each] and new[each] == old[column] and not old[each]), ""
            )
            if now and not new[column]:
                for emptied in (column, "quote_language") if column == "quote" else (column,):
                    if left[emptied] and not new[emptied]:
                        what = f"{emptied}: {left[emptied]} → {new[emptied]}"
                        self.losses.append(Loss("notes.csv", old["note_id"], what, MOVED.format(column=now)))
                        left[emptied] = ""
        return left

    def _coded(self, rows: dict[str, Row], further: dict[tuple[str, ...], Row], coding: Row) -> None:
        """Put one person's codes where they belong: to the note itself, or among the further codings."""
        note, key = rows.get(coding["note_id"]), (coding["note_id"], coding["coder"])
        if note is not None and note["coder"] == coding["coder"]:
            self._kept("notes", note, coding)
            coding = self._first(note, coding, further)
            rows[note["note_id"]] = self.updated("notes", note, coding, CODED)
            return
        row = {column: coding[column] for column in COLUMNS["recoding"]}
        if key in further:
            self._kept("recoding", further[key], row)
            row = self._first(further[key], row, further)
            further[key] = self.updated("recoding", further[key], row)
        elif any(row[column] for column in CODED):
            further[key] = row

    def _first(self, old: Row, new: Row, further: dict[tuple[str, ...], Row]) -> Row:
        """Return new codes without those that would change a first coding that stands beside somebody else's."""
        others = [row for row in self.codings.get(old["note_id"], ()) if row["coder"] != old["coder"]]
        if not others or old["coder"] == SETTLED:
            return new
        kept = dict(new)
        for column in CODED:
            if old[column] and new[column] not in ("", old[column]):
                self._settled(column, old, new, others, further)
                kept[column] = ""
        return kept

    def _settled(
        self, column: str, old: Row, new: Row, others: list[Row], further: dict[tuple[str, ...], Row]
    ) -> None:
        """Write down a corrected code as what people settled on if the others give it too; else report it."""
        note_id, what = old["note_id"], f"{column}: {old[column]} → {new[column]}"
        settled = further.get((note_id, SETTLED), dict.fromkeys(COLUMNS["recoding"], ""))
        if settled[column]:
            if settled[column] != new[column]:
                self.losses.append(Loss("recoding.csv", note_id, what, STAYS.format(code=settled[column])))
        elif all(row[column] in ("", new[column]) for row in others):
            why = FIRST.format(first=old[column], code=new[column], settled=SETTLED)
            further[note_id, SETTLED] = {
                **settled, "note_id": note_id, "coder": SETTLED, column: new[column],
            }  # fmt: skip
            self.losses.append(Loss("recoding.csv", note_id, what, why))
        else:
            self.losses.append(
                Loss("recoding.csv", note_id, what, UNSETTLED.format(settled=SETTLED), waits=True)
            )

    def _kept(self, table: str, old: Row, new: Row) -> None:
        for column in CODED:
            if old[column] and not new[column]:
                what = f"{column}: {old[column]}"
                self.losses.append(Loss(f"{table}.csv", old["note_id"], what, KEPT.format(table=table)))


def _key(table: str, row: Row) -> tuple[str, ...]:
    return tuple(row[column] for column in KEYS[table])


def _numbers(taken: Sequence[str]) -> Iterator[str]:
    """Give ids after the last number that is taken."""
    used = [int(found[1]) for each in taken if (found := re.fullmatch(r"N([0-9]+)", each))]
    number = max(used, default=0)
    while True:
        number += 1
        yield ID.format(number=number)
