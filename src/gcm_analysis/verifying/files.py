"""Files held against the manifest: what the report was made from, and what it consists of."""

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field

from gcm_analysis.errors import UserError
from gcm_analysis.publishing.folder.manifest import MANIFEST, code_digest, current_versions, hashes, inputs
from gcm_analysis.verifying.json_file import DamagedError, read_json

CODE = "the code of gcm-analysis"


class Manifest(BaseModel):
    """What every manifest has, and what only newer ones have."""

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
    """Return a report's manifest, or say why the folder is no report."""
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
    """Name every file of data and every notebook that is not as it was when the report was made."""
    now = hashes(home, inputs(home, manifest["event"], manifest["publisher"]))
    return _differences(manifest["inputs"], now, "the project")


def output_differences(manifest: dict[str, Any], report: Path) -> list[str]:
    """Name every published file that is not as it was published."""
    files = [path for path in report.rglob("*") if path.is_file() and path != report / MANIFEST]
    return _differences(manifest["outputs"], hashes(report, files), "the report")


def version_differences(manifest: dict[str, Any]) -> list[str]:
    """Name every program and package whose version is not the one that the report was made with, and changed code."""
    then = {CODE: manifest.get("code", "not recorded"), **manifest["versions"]}
    now = {CODE: code_digest(), **current_versions()}
    return [
        f"{name}: made with {then.get(name, 'none')}, now {now.get(name, 'not installed')}"
        for name in sorted(then.keys() | now.keys())
        if now.get(name) != then.get(name)
    ]


def _differences(then: dict[str, str], now: dict[str, str], owner: str) -> list[str]:
    changed = [f"{name}: changed" for name in sorted(then.keys() & now.keys()) if then[name] != now[name]]
    missing = [f"{name}: missing in {owner}" for name in sorted(then.keys() - now.keys())]
    new = [f"{name}: not in the manifest" for name in sorted(now.keys() - then.keys())]
    return changed + missing + new
