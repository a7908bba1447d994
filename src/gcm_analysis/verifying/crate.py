"""The lists of a report's files that lie beside it: the RO-Crate, and the JSON files, held against what is there."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from pydantic import BaseModel, Field

from gcm_analysis.publishing.folder.manifest import MANIFEST
from gcm_analysis.publishing.metadata.rocrate import CRATE
from gcm_analysis.verifying.json_file import DamagedError, read_json

JSON = ("*.json", "*.ipynb")


class _Entity(BaseModel):
    id: str = Field(alias="@id")
    type: str | list[str] = Field(alias="@type")
    sha256: str = ""
    version: str | None = Field(default=None, alias="softwareVersion")


class _Crate(BaseModel):
    graph: list[_Entity] = Field(alias="@graph")


def damaged(report: Path, versions: Mapping[str, str]) -> Iterator[str]:
    """Yield each JSON file that can't be read, and what the crate says of files and of the manifest's versions that is not so."""
    for path in sorted(path for pattern in JSON for path in report.rglob(pattern) if path.is_file()):
        try:
            read_json(path, _Crate if path == report / CRATE else dict | list)
        except DamagedError as error:
            yield str(error).removeprefix(f"{report}/")
        else:
            yield from _of_crate(report, versions) if path == report / CRATE else ()


def _of_crate(report: Path, versions: Mapping[str, str]) -> Iterator[str]:
    crate = _Crate.model_validate(read_json(report / CRATE))
    listed = {unquote(one.id): one.sha256 for one in crate.graph if "File" in one.type}
    software = {one.id.removeprefix("#software/"): one.version for one in crate.graph if one.version}
    if software != versions:
        yield f"{CRATE}: other versions than in {MANIFEST}"
    files = [path for path in report.rglob("*") if path.is_file() and path.name not in {MANIFEST, CRATE}]
    there = {path.relative_to(report).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}
    for name in sorted(listed.keys() | there.keys()):
        if listed.get(name) != there.get(name):
            told = (
                "is not there"
                if name not in there
                else "is not listed"
                if name not in listed
                else "has another hash"
            )
            yield f"{CRATE}: {name} {told}"
