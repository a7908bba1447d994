"""What an import refuses, said in the form of all problems of the data."""

from collections.abc import Iterable
from pathlib import Path

from gcm_analysis.errors import UserError
from gcm_analysis.evidence.problems import Problem


class ImportRefused(UserError):  # noqa: N818 - it says what happened, as its message does
    """All that is wrong with the files, at once; nothing was imported."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(
            sorted(problems, key=lambda each: (each.file, each.row or 0, each.column or ""))
        )
        count = len(self.problems)
        head = f"{count} problem{'s' if count > 1 else ''} in the files; nothing was imported.\n\n"
        super().__init__(head + "\n\n".join(str(problem) for problem in self.problems))


def refused(path: Path, found: str, expected: str, remedy: str) -> ImportRefused:
    """Return the refusal of a file as a whole."""
    return ImportRefused([Problem(path.name, None, None, found, expected, remedy)])
