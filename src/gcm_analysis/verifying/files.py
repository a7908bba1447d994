"""Reads the JSON files of a report, and compares all of its files with the manifest and the RO-Crate."""

import csv
import json
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote

from lxml import etree
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from gcm_analysis.errors import UserError
from gcm_analysis.publishing.folder.manifest import MANIFEST, code_digest, current_versions, hashes, inputs
from gcm_analysis.publishing.metadata.rocrate import CRATE

FEW = 3  # so many damaged places are named
CODE = "the code of gcm-analysis"
NOT_LISTED = ": not in the manifest"
JSON = ("*.json", "*.ipynb")


class DamagedError(UserError):
    """A published file that is no JSON, or not of its shape."""


def read_json(path: Path, shape: Any = Any) -> Any:  # noqa: ANN401 - any JSON, any shape that pydantic knows
    """Return the content of a file if it has the shape; else raise a `DamagedError` that names the damaged places."""
    wrong: object
    try:
        content = path.read_bytes()
        TypeAdapter(shape).validate_json(content, strict=True)
        return json.loads(content)
    except FileNotFoundError:
        wrong = "is missing"
    except ValidationError as error:
        found = [(" → ".join(map(str, one["loc"])), one["msg"]) for one in error.errors()[:FEW]]
        places = (f"{place}: {message}" if place else message for place, message in found)
        wrong = f"can’t be read: {'; '.join(places)}"
    except (ValueError, RecursionError) as error:  # Python refuses more than pydantic, such as half a sign
        wrong = f"can’t be read: {error}"
    raise DamagedError(f"{path} {wrong}. Publish the report again with gcm report.")


def xml_root(content: bytes) -> Any:  # noqa: ANN401 - lxml carries no types
    """Return the root of XML without comments; nothing outside of it is read."""
    safe = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(content, safe)


def read_rows(path: Path) -> list[list[str]]:
    """Return the rows of a published table with its header first, also of a damaged one; none where it is missing."""
    text = path.read_text(encoding="utf-8-sig", errors="replace") if path.is_file() else ""
    return [row for row in csv.reader(StringIO(text, newline="")) if row]


class Manifest(BaseModel):
    """The keys of a manifest; older ones have none with a default."""

    event: str
    publisher: Literal["embedded", "quarto"]
    parameters: dict[str, dict[str, Any]]
    inputs: dict[str, str]
    outputs: dict[str, str]
    versions: dict[str, str]
    status: str = ""
    time: str = Field(default="", pattern=r"^\d{0,12}$")
    code: str = ""


def read_manifest(report: Path) -> dict[str, Any]:
    """Return a report's manifest, or raise an error that says why the folder is no report."""
    path = report / MANIFEST
    if not path.is_file():
        raise UserError(
            f"{report} is no published report: it has no {MANIFEST}. Name the folder of one, such as reports/EVENT."
        )
    manifest = dict(read_json(path, Manifest))
    for code, parameters in manifest["parameters"].items():
        if (parameters.get("event"), parameters.get("language")) != (manifest["event"], code):
            raise DamagedError(f"{path} names other parameters for {code} than its event and that language.")
    return manifest


def input_differences(manifest: dict[str, Any], home: Path) -> list[str]:
    """Name every file of data and every notebook that changed since the report was made."""
    now = hashes(home, inputs(home, manifest["event"], manifest["publisher"]))
    return list(_differing(manifest["inputs"], now, ": changed", ": missing in the project", NOT_LISTED))


def output_differences(manifest: dict[str, Any], report: Path) -> list[str]:
    """Name every published file that changed since."""
    files = [path for path in report.rglob("*") if path.is_file() and path != report / MANIFEST]
    now = hashes(report, files)
    return list(_differing(manifest["outputs"], now, ": changed", ": missing in the report", NOT_LISTED))


def version_differences(manifest: dict[str, Any]) -> list[str]:
    """Name every program and package whose version is not the one that the report was made with, and changed code."""
    then = {CODE: manifest.get("code", "not recorded"), **manifest["versions"]}
    now = {CODE: code_digest(), **current_versions()}
    return [
        f"{name}: made with {then.get(name, 'none')}, now {now.get(name, 'not installed')}"
        for name in sorted(then.keys() | now.keys())
        if now.get(name) != then.get(name)
    ]


class _Entity(BaseModel):
    id: str = Field(alias="@id")
    type: str | list[str] = Field(alias="@type")
    sha256: str = ""
    version: str | None = Field(default=None, alias="softwareVersion")


class _Crate(BaseModel):
    graph: list[_Entity] = Field(alias="@graph")


def damaged(report: Path, versions: Mapping[str, str]) -> Iterator[str]:
    """Yield each JSON file that can't be read, and where the crate differs from the files and the manifest's versions."""
    for path in sorted(path for pattern in JSON for path in report.rglob(pattern) if path.is_file()):
        try:
            read_json(path, _Crate if path == report / CRATE else dict | list)
        except DamagedError as error:
            yield str(error).removeprefix(f"{report}/")
        else:
            yield from _of_crate(report, versions) if path == report / CRATE else ()


def _of_crate(report: Path, versions: Mapping[str, str]) -> Iterator[str]:
    crate = _Crate.model_validate(read_json(report / CRATE))
    if versions != {one.id.removeprefix("#software/"): one.version for one in crate.graph if one.version}:
        yield f"{CRATE}: other versions than in {MANIFEST}"
    listed = {unquote(one.id): one.sha256 for one in crate.graph if "File" in one.type}
    files = [path for path in report.rglob("*") if path.is_file() and path.name not in {MANIFEST, CRATE}]
    words = (" has another hash", " is not there", " is not listed")
    yield from (f"{CRATE}: {one}" for one in _differing(listed, hashes(report, files), *words))


def _differing(
    then: Mapping[str, str], now: Mapping[str, str], changed: str, missing: str, new: str
) -> Iterator[str]:
    """Yield each name that differs between the sides, with the words for what happened to it."""
    yield from (f"{name}{changed}" for name in sorted(then.keys() & now.keys()) if then[name] != now[name])
    yield from (f"{name}{missing}" for name in sorted(then.keys() - now.keys()))
    yield from (f"{name}{new}" for name in sorted(now.keys() - then.keys()))
