"""What was asked for: the editions of one event, the formats, the publisher, the folder."""

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
    """What was asked for: the editions of one event (one per language), the formats, the publisher, the folder."""

    editions: tuple[Edition, ...]
    formats: tuple[str, ...]
    publisher: str
    output: Path
    draft: bool = False  # published as a draft, whatever the event's description says
    memory: "Memory | None" = field(default=None, compare=False)  # without one, all is done and nothing kept
    at_once: int | None = (
        None  # how many notebooks and languages at a time; 1: all in this very process; none: one per core
    )

    @property
    def event(self) -> str:
        return self.editions[0].event

    @property
    def name(self) -> str:
        """The folder's name: the event, and whatever parameters differ from the default."""
        return self.editions[0].name

    @property
    def report(self) -> Path:
        return self.output / self.name

    @property
    def work(self) -> Path:
        """Where executed notebooks and staged reports are kept while a report is made, and after a failure."""
        return self.output / ".work" / self.name


class Progress(Protocol):
    """Whoever shows how far a report has come."""

    def begin(self, steps: int) -> None: ...

    def step(self, what: str) -> None: ...


@dataclass(frozen=True)
class Steps:
    """Progress that passes each step on in words."""

    say: Callable[[str], None]

    def begin(self, steps: int) -> None:
        """Take no note of how many there are."""

    def step(self, what: str) -> None:
        self.say(what)
