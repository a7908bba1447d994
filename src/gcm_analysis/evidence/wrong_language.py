"""Finds running text in the column of the other language: a French sentence under `text_en`, the reverse, or one text in both.

Only `gcm check` does this: the model that recognises languages takes a second to read. Names, titles and places in a
source may be in any language, so only running text is checked, and only where there is enough of it to be sure.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yaml import ScalarNode

from gcm_analysis.evidence.csv_file import csv_rows
from gcm_analysis.evidence.event import LANGUAGES, Event
from gcm_analysis.evidence.event_file import FINDINGS
from gcm_analysis.evidence.files import read_bytes, read_text
from gcm_analysis.evidence.missing import file_and_key, words_of
from gcm_analysis.evidence.notes import COLUMNS, KEYS, Notes, rows_of
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.evidence.tables import TABLES
from gcm_analysis.evidence.yaml_tree import compose, entries, line

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

NAMES = {"en": "English", "fr": "French"}
# Keys and columns of texts that are the same in any language; then of names, and texts as short as one.
PROPER = ("name", "body", "place", "institution", "venue", "city", "value", "locator")
OF_NAMES = (*PROPER, "title", "label", "role", "scope")
LONGEST_NAME = 3  # words of a possible name under other keys
WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 40  # characters; none of the project's own 2,000 longer texts is mistaken
FEWEST_WORDS = 6
SURE = 0.99  # probability, of the two languages


class Key(NamedTuple):
    """The place of a text of an event: its file, its row or its keys, and in a table its columns without the language."""

    file: str
    row: str
    text: str = ""


Pair = dict[str, str]  # a text by language, empty where it is missing


def texts_of(event: Event, notes: Notes) -> dict[Key, Pair]:
    """Return every text of an event that is in both languages, or should be."""
    found = {
        Key(*file_and_key(path)): {str(code): getattr(words, code) or "" for code in LANGUAGES}
        for path, words in words_of(event)
    }
    for table, frame in notes.tables().items():
        for row in rows_of(frame):
            for base in text_columns(table):
                pair = {str(code): row[f"{base}_{code}"] for code in LANGUAGES}
                if any(pair.values()):
                    found[Key(f"{table}.csv", row[KEYS[table][0]], base)] = pair
    return found


def text_columns(table: str) -> list[str]:
    """Return the columns of an event's own table that are in both languages, without the language."""
    return [name.removesuffix("_en") for name in COLUMNS[table] if name.endswith("_en")]


def is_copied(event: Event, key: Key, pair: Pair) -> bool:
    """Return whether a text was probably not translated: the same in both languages, and longer than a name or a number."""
    name = key.text or next(part for part in reversed(key.row.split(".")) if not part.isdigit())
    same = len(event.languages) > 1 and len(set(pair.values())) == 1
    return same and name not in PROPER and len(WORD.findall(pair["en"])) > LONGEST_NAME


def check_languages_of_texts(data: Path, event: str) -> None:
    """Refuse an event if one of its own texts, or of those that all events share, is in the other language."""
    files = [table.file.format(event=event) for table in TABLES.values()]
    files += [f"events/{event}/{name}.csv" for name in COLUMNS]
    files += [f"events/{event}/{name}" for name in ("event.yml", FINDINGS)]
    problems: list[Problem] = []
    for path, name in ((data / file, f"data/{file}") for file in files if (data / file).exists()):
        if path.suffix == ".csv":
            problems += _in_table(read_bytes(path, name, "a CSV file"), name)
        else:
            problems += _in_description(path, name)
    if problems:
        raise EvidenceError(problems)


def is_in(text: str, language: str) -> bool:
    """Return whether a text may be in a language of reports: unless it is surely in the other."""
    own = re.sub("«[^»]*»|“[^”]*”", " ", text)  # a quotation, such as a title, may be in any language
    if len(own) < SHORTEST or len(own.split()) < FEWEST_WORDS:
        return True
    return language_of(own) in ("", language)


def language_of(text: str) -> str:
    """Return the language of reports that a text is in, or nothing where that is not sure."""
    found, probability = _identifier().classify(text)
    return str(found) if probability >= SURE else ""


@lru_cache(maxsize=4 * len(TABLES))  # a check of many events reads the shared tables once
def _in_table(content: bytes, name: str) -> tuple[Problem, ...]:
    (_, header), *rows = csv_rows(content, name)
    found = (
        language_problem(name, number, column, cell)
        for number, row in rows
        for column, cell in zip(header, row, strict=False)
    )
    return tuple(filter(None, found))


def language_problem(name: str, row: int, column: str, text: str) -> Problem | None:
    """Return the problem of a cell whose running text is surely in the other language than its column's."""
    base, _, language = column.rpartition("_")
    is_right = language not in LANGUAGES or base in OF_NAMES or is_in(text, language)
    return None if is_right else _problem(name, row, column, text, language)


def _in_description(path: Path, name: str) -> Iterator[Problem]:
    """Yield the texts under `en` or `fr` that are in the other language and no names."""
    node = compose(read_text(path, name, "the event's description"), name)
    for keys, key, value in entries(node) if node else ():
        language = str(keys[-1])
        running = language in LANGUAGES and set(OF_NAMES).isdisjoint(keys)
        if running and isinstance(value, ScalarNode) and not is_in(value.value, language):
            yield _problem(name, line(key), ".".join(map(str, keys)), value.value, language)


def _problem(name: str, row: int | None, column: str, text: str, language: str) -> Problem:
    other = next(each for code, each in NAMES.items() if code != language)
    remedy = "put the text into the column of its language, or translate it"
    return Problem(name, row, column, text, f"a text in {NAMES[language]}; this seems to be {other}", remedy)


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - costly, and only where it is asked

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier
