"""Problems of the data, in words with which a person with a spreadsheet can mend them."""

from collections.abc import Iterable
from dataclasses import dataclass

from gcm_analysis.errors import UserError

MOST_LISTED = 200  # problems in a message
SHOWN = 60  # characters of a cell that are in a message


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: where it is, what was found, what was expected, and what to do."""

    file: str
    row: int | None
    column: str | None
    found: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        row = f"row {self.row}" if self.row is not None else ""
        column = f"column {self.column}" if self.column else ""
        place = ", ".join(filter(None, (self.file, row, column)))
        shown = self.found if len(self.found) <= SHOWN else self.found[: SHOWN - 1] + "…"
        found = repr(shown) if shown else "nothing (the cell is empty)"
        return f"{place}\n    found:    {found}\n    expected: {self.expected}\n    to do:    {self.remedy}"


class EvidenceError(UserError):
    """All problems of the data, or of other files of the project, at once, in the order of files and rows."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda one: (one.file, one.row or 0, one.column or "")))
        count = len(self.problems)
        head = f"{count} problem{'s' if count > 1 else ''} in {self.headline()}.\n\n"
        listed = [str(problem) for problem in self.problems[:MOST_LISTED]]
        if count > MOST_LISTED:
            listed.append(f"… and {count - MOST_LISTED} more; they are often of one kind.")
        super().__init__(head + "\n\n".join(listed))

    def headline(self) -> str:
        """Return where the problems are, and what did not happen."""
        of_data = all(problem.file.startswith("data/") for problem in self.problems)
        return f"{'the data' if of_data else 'the project’s files'}; nothing was published"
