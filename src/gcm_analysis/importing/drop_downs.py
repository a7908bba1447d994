"""The lists that cells of the workbook offer: codes that are fixed, and ids that stand in another sheet."""

from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from gcm_analysis.evidence.note_rules import CODES
from gcm_analysis.evidence.vocabulary import LANGUAGES_OF_SOURCES

SHEET = "lists"
LAST_ROW = 1_048_576  # of a workbook
MOST_IDS = 2_000  # rows of another sheet that a list looks at
THEME, SHARED, LANGUAGE = "theme", "shared_code", "language"
NAMES = (*CODES, LANGUAGE, SHARED, THEME)  # of the lists, in the order of the hidden sheet's columns
ALIASES = {"quote_language": LANGUAGE}  # columns with a list that is named otherwise
# Ids that stand in the first column of another sheet.
HOMES = {
    ("notes", "session_id"): "sessions",
    ("notes", "speaker_id"): "speakers",
    ("notes", "source_id"): "sources",
    ("recoding", "note_id"): "statements",
}


@dataclass(frozen=True)
class Lists:
    """The hidden sheet: a column for each list of codes. The themes are the shared ones, then those of the event."""

    themes: tuple[str, ...]  # the shared ones

    def rows(self) -> list[list[str]]:
        """Return the rows of the hidden sheet; the first has the names of the lists."""
        own = [f'=IF(codebook!A{row}="","",codebook!A{row})' for row in range(2, MOST_IDS + 1)]
        lists = [[*CODES[name]] for name in CODES] + [
            [*LANGUAGES_OF_SOURCES],
            [*self.themes],
            [*self.themes, *own],
        ]
        longest = max(map(len, lists))
        padded = [
            [name, *codes, *[""] * (longest - len(codes))] for name, codes in zip(NAMES, lists, strict=True)
        ]
        return [list(row) for row in zip(*padded, strict=True)]

    def formula(self, table: str, column: str) -> str | None:
        """Return where the list of a column stands, if it has one."""
        home = HOMES.get((table, column))
        if home:
            return _filled(f"{home}!$A$2", f"{_count(home)}")
        name = ALIASES.get(column, column)
        if name == THEME:
            return _filled(_first(THEME), f"{len(self.themes)}+{_count('codebook')}")
        codes = {**CODES, LANGUAGE: LANGUAGES_OF_SOURCES, SHARED: self.themes}.get(name)
        return f"{_first(name)}:${_letter(name)}${len(codes) + 1}" if codes else None


def validation(column: str, letter: str, words: str, formula: str | None) -> DataValidation:
    """Return what a column says when one of its cells is chosen, and the list that it offers.

    An id may stand in a table that is not in the workbook, so a list of ids warns; a list of codes refuses.
    """
    closed = ALIASES.get(column, column) in (*CODES, SHARED, THEME)
    rule = DataValidation(
        type="list" if formula else None,
        formula1=formula,
        allow_blank=True,
        showInputMessage=True,
        promptTitle=column,
        prompt=words,
        showErrorMessage=formula is not None,
        errorStyle="stop" if closed else "warning",
        errorTitle=column,
        error=words,
    )
    rule.add(f"{letter}2:{letter}{LAST_ROW}")
    return rule


def _filled(first: str, height: str) -> str:
    """Return the range from a cell downwards, without the empty cells at its end."""
    return f"OFFSET({first},0,0,MAX(1,{height}),1)"


def _count(sheet: str) -> str:
    return f"COUNTA({sheet}!$A$2:$A${MOST_IDS})"


def _first(name: str) -> str:
    return f"{SHEET}!${_letter(name)}$2"


def _letter(name: str) -> str:
    return get_column_letter(NAMES.index(name) + 1)
