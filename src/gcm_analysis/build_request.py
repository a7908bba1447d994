"""The request for one report: the editions of one event, the formats, the publisher, the folder."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from gcm_analysis.edition import Edition

if TYPE_CHECKING:
    from gcm_analysis.caching.memory import Memory

FORMATS = ("html", "pdf", "docx")


@dataclass(frozen=True)
class BuildRequest:
    """A request for one report: the editions of one event (one per language), the formats, the publisher, the folder."""

    editions: tuple[Edition, ...]
    formats: tuple[str, ...]
    publisher: str
    output: Path
    draft: bool = False  # published as a draft even if the event's description says otherwise
    memory: "Memory | None" = field(default=None, compare=False)  # without it, nothing is kept
    # How many notebooks and languages at a time; 1: all in this process; None: one per core.
    at_once: int | None = None

    @property
    def event(self) -> str:
        return self.editions[0].event

    @property
    def name(self) -> str:
        """The folder's name: the event, and the parameters that differ from their defaults."""
        return self.editions[0].name

    @property
    def report(self) -> Path:
        return self.output / self.name

    @property
    def work(self) -> Path:
        """Where executed notebooks and staged reports are kept while a report is made, and after a failure."""
        return self.output / ".work" / self.name


class Progress(Protocol):
    """Shows how far a report is."""

    def begin(self, steps: int) -> None: ...

    def step(self, what: str) -> None: ...


@dataclass(frozen=True)
class Steps:
    """Progress that passes on the name of each step."""

    say: Callable[[str], None]

    def begin(self, steps: int) -> None:
        """Ignore the number of steps."""

    def step(self, what: str) -> None:
        self.say(what)
