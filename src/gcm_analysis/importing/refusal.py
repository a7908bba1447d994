"""What an import refuses, said in the form of all problems of the data; and how much time and room a file may take."""

from pathlib import Path
from time import monotonic

from gcm_analysis.evidence.problems import EvidenceError, Problem


class ImportRefused(EvidenceError):  # noqa: N818 - it says what happened, as its message does
    """All that is wrong with the files, at once; nothing was imported."""

    def headline(self) -> str:
        return "the files; nothing was imported"


def refused(path: Path, found: str, expected: str, remedy: str) -> ImportRefused:
    """Return the refusal of a file as a whole."""
    return ImportRefused([Problem(path.name, None, None, found, expected, remedy)])


MOST_SECONDS = 60
MOST_TEXT = 100_000_000  # bytes and signs read from one file, what is read twice counted twice


def too_slow(path: Path, remedy: str) -> ImportRefused:
    """Return the refusal of a file that takes too long to read."""
    found = f"reading has taken {MOST_SECONDS} seconds and is not done"
    return refused(path, found, f"a file that is read in {MOST_SECONDS} seconds", remedy)


class Allowance:
    """What is left of the time and the room that a file may take."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._end = monotonic() + MOST_SECONDS
        self._left = MOST_TEXT

    @property
    def is_over(self) -> bool:
        return monotonic() > self._end

    def take(self, size: int) -> None:
        """Take room for so many bytes or signs, and look at the time."""
        self._left -= size
        remedy = "export a smaller project: fewer documents at a time, without audio, video and pictures"
        if self._left < 0:
            raise refused(self.path, f"more than {MOST_TEXT} bytes of text", f"at most {MOST_TEXT}", remedy)
        if self.is_over:
            raise too_slow(self.path, remedy)
