"""Signs that the typefaces of a report lack: an emoji, another script. They would stop the PDF after all else is done."""

import csv
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unicodedata import name

from gcm_analysis import fonts, paths
from gcm_analysis.evidence import EvidenceError, Problem
from gcm_analysis.evidence.files import read_text

SETTINGS = ("NotoSans-Regular.ttf", "NotoSerif-Regular.ttf")
UNSEEN = set("\t\n\r\ufeff")


def check_signs(data: Path, event: str) -> None:
    """Refuse an event whose own files hold signs that can't be printed."""
    folder = paths.event(data, event)
    files = sorted([*folder.glob("*.csv"), *folder.glob("*.yml")])
    problems = [problem for path in files for problem in sign_problems(path, path.relative_to(data.parent))]
    if problems:
        raise EvidenceError(problems)


def sign_problems(path: Path, shown: Path) -> Iterator[Problem]:
    """Yield a problem for each cell, or line, that holds such signs; `shown` is the file as the message names it."""
    for row, column, text in _texts(path):
        lacking = dict.fromkeys(sign for sign in text if ord(sign) not in printed() and sign not in UNSEEN)
        if lacking:
            yield Problem(
                str(shown), row, column, ", ".join(f"{sign} ({name(sign, 'no name').lower()})" for sign in lacking),
                "signs that the report’s typefaces have: Latin letters with any accent, and common signs",
                "write it in Latin letters, or leave the sign out",
            )  # fmt: skip


@cache
def printed() -> frozenset[int]:
    """Return the code points of the signs that every typeface of running text has."""
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415 - costly, and only where it is asked

    return frozenset.intersection(
        *(frozenset(FT2Font(str(fonts.FOLDER / file)).get_charmap()) for file in SETTINGS)
    )


def _texts(path: Path) -> Iterator[tuple[int, str | None, str]]:
    """Yield row, column and text of each cell of a table, or of each line of another file."""
    text = read_text(path, path.name, "text")
    if path.suffix == ".csv":
        for row, cells in enumerate(csv.DictReader(io.StringIO(text, newline="")), start=2):
            yield from ((row, column, cell) for column, cell in cells.items() if isinstance(cell, str))
    else:
        yield from ((row, None, line) for row, line in enumerate(text.splitlines(), start=1))
