"""Records the outcome of each report: whether it was published, from what, and as what; in `matrix.json` when a run ends.

During a run, each report has its own record, so that after any stop the next run knows what was done.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from gcm_analysis import paths
from gcm_analysis.atomic import write_whole
from gcm_analysis.caching.files import digest
from gcm_analysis.matrix.plan import Plan, Variant
from gcm_analysis.publishing.folder.manifest import MANIFEST

RESULTS = "matrix.json"
Status = Literal["published", "failed", "waiting"]
PUBLISHED: Status = "published"
FAILED: Status = "failed"
WAITING: Status = "waiting"


@dataclass(frozen=True)
class Folders:
    """The folders of a matrix: its reports, and what is kept of a run."""

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

    def building(self, name: str) -> Path:
        """Return where a report is built before it is put in its place."""
        return self.work / "building" / name

    def log(self, name: str) -> Path:
        """Return the file with a report's full error."""
        return self.logs / f"{name}.log"

    def report(self, name: str) -> Path:
        return self.folder / name


@dataclass(frozen=True)
class Outcome:
    """The outcome of a report: whether it was published, else the full error."""

    status: Status
    seconds: float
    error: str = ""


@dataclass(frozen=True)
class Record:
    """One report of a matrix. Outputs are files and their SHA-256; the manifest among them has those of all others."""

    name: str
    event: str
    languages: tuple[str, ...]
    parameters: Mapping[str, str]
    status: Status = WAITING
    made_from: str = ""  # the fingerprint of what it depends on
    error: str = ""  # the whole message; of a bug, only the last line
    outputs: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def for_variant(
        cls, variant: Variant, made_from: str = "", outcome: Outcome | None = None, folder: Path | None = None
    ) -> "Record":
        """Return the record of a report, from its outcome and its folder."""
        status = outcome.status if outcome else WAITING
        return cls(
            variant.name,
            variant.event,
            variant.languages,
            variant.parameters,
            status,
            made_from,
            _reason(outcome.error) if outcome else "",
            _outputs(folder, variant.languages) if folder and status == PUBLISHED else {},
        )

    def holds(self, made_from: str, folder: Path) -> bool:
        """Return whether the report was made from the same inputs, and all its files are still there."""
        return self.status == PUBLISHED and self.made_from == made_from and self.is_whole(folder)

    def is_whole(self, folder: Path) -> bool:
        manifest = folder / MANIFEST
        if not manifest.is_file() or digest(manifest.read_bytes()) != self.outputs.get(MANIFEST):
            return False
        outputs = json.loads(manifest.read_text(encoding="utf-8"))["outputs"]
        return all(
            (folder / name).is_file() and digest((folder / name).read_bytes()) == before
            for name, before in outputs.items()
        )


def kept_records(folders: Folders) -> dict[str, Record]:
    """Return all records of a folder by the report's name: those of the last complete run, updated by a stopped one."""
    files = [*sorted(folders.folder.glob("matrix*.json")), *sorted(folders.records.glob("*.json"))]
    contents = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    records = (each for content in contents for each in content.get("reports", [content]))
    return {each["name"]: Record(**each | {"languages": tuple(each["languages"])}) for each in records}


def keep(folders: Folders, record: Record) -> None:
    """Keep the record of one report until the run ends."""
    _write(folders.records / f"{record.name}.json", asdict(record))


def write_results(folders: Folders, plan: Plan, records: Iterable[Record], name: str = RESULTS) -> None:
    """Write the outcome of all reports; the single records are then no longer needed."""
    ordered = [asdict(record) for record in records]
    content = {
        "matrix": plan.name,
        "title": dict(plan.title),
        "formats": list(plan.formats),
        "publisher": plan.publisher,
        "draft": plan.draft,
        "reports": ordered,
    }
    _write(folders.folder / name, content)
    for record in ordered:
        (folders.records / f"{record['name']}.json").unlink(missing_ok=True)


def _write(path: Path, content: Mapping[str, Any]) -> None:
    write_whole(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def _outputs(folder: Path, languages: Iterable[str]) -> dict[str, str]:
    """Return the hashes of the manifest and of the files of each format."""
    outputs = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["outputs"]
    folders = set(map(Path, languages))
    main = {
        name: own_digest
        for name, own_digest in sorted(outputs.items())
        if Path(name).parent in folders and Path(name).suffix in (".html", ".pdf", ".docx")
    }
    return {MANIFEST: digest((folder / MANIFEST).read_bytes()), **main}


def _reason(text: str) -> str:
    """Return a message without the path of the project, which differs by machine; of a traceback, its last line."""
    message = text.strip().replace(f"{paths.home()}/", "")
    return message.rpartition("\n")[2] if message.startswith("Traceback") else message
