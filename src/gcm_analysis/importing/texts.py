"""An event's texts side by side: a sheet with both languages in each row, and what comes back of it.

Texts of the event's tables, of `event.yml` and of `findings.yml` are rows of one sheet. A cell that nobody changed in the
sheet changes nothing in the event, whatever happened there since; what changed in both waits.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from pydantic import BaseModel

from gcm_analysis.evidence.content import Row
from gcm_analysis.evidence.event import LANGUAGES, Conclusions, Description, Event
from gcm_analysis.evidence.event_file import KEYS as KEYS_OF_FILES
from gcm_analysis.evidence.event_file import read_event
from gcm_analysis.evidence.files import read_text
from gcm_analysis.evidence.notes import KEYS, Notes, notes_of, rows_of
from gcm_analysis.evidence.problems import EvidenceError
from gcm_analysis.evidence.releases import older_texts
from gcm_analysis.evidence.wrong_language import Key, Pair, is_copied, is_in, text_columns, texts_of
from gcm_analysis.evidence.yaml_file import LARGEST, modelled
from gcm_analysis.evidence.yaml_tree import Place, compose, entries
from gcm_analysis.importing import workbook
from gcm_analysis.importing.loss import Counts, FileReport
from gcm_analysis.importing.model import Loss, Sheet
from gcm_analysis.importing.safety import ImportRefused
from gcm_analysis.importing.store import read_tables

KIND = "texts"
SHEET = "texts"
COLUMNS = ("file", "row", "text", *LANGUAGES, "to_do", "as_exported")
WIDTHS = (16, 22, 14, 60, 60, 34, 18)
DIGITS = 10  # of a digest by which it is known whether a cell was changed
LOCKED: workbook.Style = {"alignment": workbook.TOP, "number_format": workbook.TEXT}
STYLES = [workbook.OPEN if column in LANGUAGES else LOCKED for column in COLUMNS]
GONE = "the event has no such text any more: export the texts again"
CHANGED = "it was changed in the event and in this file: the event’s was kept; write “{text}” there if it is right, or export the texts again"
MODELS: dict[str, type[BaseModel]] = {"event.yml": Description, "findings.yml": Conclusions}


class Text(NamedTuple):
    """A text of a sheet, with what it was when it was exported, as digests."""

    key: Key
    pair: Pair
    exported: list[str]


def write(folder: Path, target: Path) -> None:
    """Write the texts of an event into a workbook, with what is to be done about each."""
    event, notes = _event(folder), read_tables(folder)
    texts, older = texts_of(event, notes), older_texts(folder, event, notes)
    workbook.must_fit(text for pair in texts.values() for text in pair.values())
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(SHEET)
    sheet.freeze_panes = "D2"
    workbook.protect(sheet)
    for place, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([workbook.text_cell(sheet, column, **workbook.HEADER) for column in COLUMNS])
    for key, pair in texts.items():
        what = _to_do(event, key, pair, older.get(Row(key.file, key.row), ""))
        to_do = " / ".join(workbook.EXPLANATIONS.get(f"to do {what}", ()))
        cells = zip((*key, *pair.values(), to_do, " ".join(_digests(pair))), STYLES, strict=True)
        sheet.append([workbook.text_cell(sheet, text, **style) for text, style in cells])
    book.save(target)


def _event(folder: Path) -> Event:
    event, problems = read_event(folder / "event.yml", f"data/events/{folder.name}/event.yml")
    if event is None:
        raise EvidenceError(problems)
    return event


def _to_do(event: Event, key: Key, pair: Pair, older: str) -> str:
    """Return what is to be done about a text, as the workbook's words name it; nothing if it is as it should be."""
    for code in event.languages:
        if not pair[code]:
            return f"missing {code}"
        if not is_in(pair[code], code):
            return f"wrong {code}"
    return f"older {older}" if older else "same" * is_copied(event, key, pair)


def _digests(pair: Pair) -> tuple[str, ...]:
    return tuple(sha256(text.encode()).hexdigest()[:DIGITS] for text in pair.values())


def read(sheet: Sheet) -> list[Text]:
    """Return what a sheet of texts says; a cell of blanks is an empty one."""
    found: list[Text] = []
    for _, cells in sheet.records():
        row = {name: cell.strip() for name, cell in cells.items()}
        key, pair = Key(row["file"], row["row"], row["text"]), {str(code): row[code] for code in LANGUAGES}
        found.append(Text(key, pair, row["as_exported"].split()))
    return found


def with_texts(
    folder: Path, file: str, found: Sequence[Text], notes: Notes, files: Mapping[str, str]
) -> tuple[Notes, dict[str, str], FileReport]:
    """Return what a sheet of texts makes of an event: its tables, the files of its description that change, a report.

    Nothing is emptied, nothing written. `files` are those that an earlier sheet of the same import changed.
    """
    now = texts_of(_event(folder), notes)
    losses: list[Loss] = []
    changes: dict[Key, Pair] = {}
    counts: dict[str, Counts] = {}
    for key, pair, exported in found:
        if key not in now:
            losses.append(Loss(key.file, key.row, key.text, GONE))
            continue
        changed = dict(_changed(key, pair, now[key], exported, losses))
        if changed:
            changes[key] = changed
        old = counts.get(key.file, Counts())
        counts[key.file] = Counts(0, old.changed + bool(changed), old.as_before + (not changed))
    report = FileReport(file, KIND, counts, tuple(losses), lost_all=bool(losses) and not counts)
    return _in_tables(notes, changes), {**files, **_in_files(folder, changes, files)}, report


def _changed(
    key: Key, pair: Pair, now: Pair, exported: Sequence[str], losses: list[Loss]
) -> Iterator[tuple[str, str]]:
    """Give each language in which the sheet says something else than it did, unless the event does too."""
    given, today = _digests(pair), _digests(now)
    before = exported if len(exported) == len(LANGUAGES) else today
    for place, code in enumerate(LANGUAGES):
        if not pair[code] or given[place] in (before[place], today[place]):
            continue
        if today[place] == before[place]:
            yield code, pair[code]
        else:
            what = f"{key.text} {code}: {now[code]}".strip()
            losses.append(Loss(key.file, key.row, what, CHANGED.format(text=pair[code]), waits=True))


def _in_tables(notes: Notes, changes: Mapping[Key, Pair]) -> Notes:
    tables = {name: rows_of(frame) for name, frame in notes.tables().items()}
    for name, rows in tables.items():
        for row in rows:
            for base in text_columns(name):
                pair = changes.get(Key(f"{name}.csv", row[KEYS[name][0]], base), {})
                row.update({f"{base}_{code}": text for code, text in pair.items()})
    return notes_of(tables)


def _in_files(folder: Path, changes: Mapping[Key, Pair], files: Mapping[str, str]) -> dict[str, str]:
    """Return the files of the description that change."""
    changed: dict[str, str] = {}
    for name, model in MODELS.items():
        here = {_place(key.row): pair for key, pair in changes.items() if key.file == name}
        if here:
            text = files.get(name) or read_text(folder / name, name, "YAML", largest=LARGEST)
            changed[name] = with_words(text, name, here)
            _, problems = modelled(changed[name], name, model, KEYS_OF_FILES)
            if problems:  # such as a title that is too long
                raise ImportRefused(problems)
    return changed


def _place(row: str) -> Place:
    """Return where a text is in its file; people count the parts of a list from one."""
    return tuple(int(part) - 1 if part.isdigit() else part for part in row.split("."))


def with_words(text: str, name: str, changes: Mapping[Place, Pair]) -> str:
    """Return a YAML text in which texts at some places are other ones; all else stays as it is, comments too."""
    root = compose(text, name)
    nodes = {path: value for path, _, value in entries(root)} if root else {}
    edits = [
        _edit(text, nodes[place], nodes.get((*place, code)), code, pair)
        for place, pair in changes.items()
        for code in (LANGUAGES if isinstance(nodes[place], yaml.ScalarNode) else pair)
    ]
    for start, end, words in sorted(dict.fromkeys(edits), reverse=True):
        text = text[:start] + words + text[end:]
    return text


def _edit(text: str, words: yaml.Node, old: yaml.Node | None, code: str, pair: Pair) -> tuple[int, int, str]:
    """Return which stretch of a text becomes what, so that it says a text in a language."""
    if isinstance(words, yaml.ScalarNode):  # one text for both languages
        both = dict.fromkeys(LANGUAGES, str(words.value)) | pair
        pairs = ", ".join(f"{each}: {quoted(both[each])}" for each in LANGUAGES)
        return *_span(words), f"{{{pairs}}}"
    if isinstance(old, yaml.ScalarNode):
        start, end = _span(old)
        before = " " if text[start - 1] == ":" else ""
        after = "\n" if old.style in ("|", ">") else ""
        return start, end, before + quoted(pair[code]) + after
    start, _ = _span(words)
    if text[start] == "{":
        return start + 1, start + 1, f"{code}: {quoted(pair[code])}, "
    assert words.start_mark is not None, "what was read from a text has a place in it"  # noqa: S101
    return start, start, f"{code}: {quoted(pair[code])}\n{' ' * words.start_mark.column}"


def _span(node: yaml.Node) -> tuple[int, int]:
    assert node.start_mark and node.end_mark, "what was read from a text has a place in it"  # noqa: S101, PT018
    return node.start_mark.index, node.end_mark.index


def quoted(text: str) -> str:
    """Return a text as YAML has it on one line."""
    return str(yaml.safe_dump(text, default_style='"', allow_unicode=True, width=10**9)).strip()
