"""One report of a plan as whoever makes it gets it, and what comes of it: plain data that travel between processes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from gcm_analysis.edition import parse_edition
from gcm_analysis.matrix.plan import Plan, Variant

Status = Literal["published", "failed", "waiting"]
PUBLISHED: Status = "published"
FAILED: Status = "failed"
WAITING: Status = "waiting"


@dataclass(frozen=True)
class Task:
    """One report to make."""

    name: str
    editions: tuple[Mapping[str, Any], ...]
    formats: tuple[str, ...]
    publisher: str
    draft: bool
    made_from: str  # the digest of all that the report depends on
    force: bool = False

    @classmethod
    def of(cls, variant: Variant, plan: Plan, made_from: str, *, force: bool = False) -> "Task":
        editions = tuple(edition.model_dump() for edition in variant.editions)
        return cls(variant.name, editions, plan.formats, plan.publisher, plan.draft, made_from, force)

    def variant(self) -> Variant:
        return Variant(tuple(parse_edition(edition) for edition in self.editions))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Task":
        return cls(
            **{**content, "editions": tuple(content["editions"]), "formats": tuple(content["formats"])}
        )


@dataclass(frozen=True)
class Outcome:
    """What came of a task: whether the report was published, else what went wrong, in full."""

    name: str
    status: Status
    seconds: float
    error: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Place:
    """Where the reports of a matrix lie, and beside them what is kept of a run."""

    folder: Path

    @property
    def work(self) -> Path:
        return self.folder / ".work"

    @property
    def logs(self) -> Path:
        return self.work / "logs"

    @property
    def records(self) -> Path:
        return self.work / "records"

    def making(self, name: str) -> Path:
        """Return where a report is made before it is put in its place."""
        return self.work / "making" / name

    def log(self, name: str) -> Path:
        """Return the file that has a report's error in full."""
        return self.logs / f"{name}.log"

    def report(self, name: str) -> Path:
        return self.folder / name
