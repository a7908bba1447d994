"""Files held against the manifest: what the report was made from, and what it consists of."""

import json
from pathlib import Path
from typing import Any

from gcm_analysis.errors import UserError
from gcm_analysis.publishing.manifest import MANIFEST, current_versions, hashes, inputs

PARTS = ("event", "publisher", "parameters", "inputs", "outputs", "versions")


def read_manifest(report: Path) -> dict[str, Any]:
    """Return a report's manifest, or say why the folder is no report."""
    path = report / MANIFEST
    if not path.is_file():
        raise UserError(
            f"{report} is no published report: it has no {MANIFEST}. Name the folder of one, such as reports/EVENT."
        )
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{path} can’t be read: {error}. Publish the report anew with gcm report.") from error
    missing = [part for part in PARTS if not isinstance(manifest, dict) or part not in manifest]
    if missing:
        raise UserError(f"{path} has no {', '.join(missing)}. Publish the report anew with gcm report.")
    return dict(manifest)


def input_differences(manifest: dict[str, Any], home: Path) -> list[str]:
    """Name every file of data and every notebook that is not as it was when the report was made."""
    return _differences(manifest["inputs"], hashes(home, inputs(home, manifest["event"])), "the project")


def output_differences(manifest: dict[str, Any], report: Path) -> list[str]:
    """Name every published file that is not as it was published."""
    files = [path for path in report.rglob("*") if path.is_file() and path != report / MANIFEST]
    return _differences(manifest["outputs"], hashes(report, files), "the report")


def version_differences(manifest: dict[str, Any]) -> list[str]:
    """Name every program and package whose version is not the one that the report was made with."""
    now = current_versions()
    return [
        f"{name}: made with {version}, now {now.get(name, 'not installed')}"
        for name, version in sorted(manifest["versions"].items())
        if now.get(name) != version
    ]


def _differences(then: dict[str, str], now: dict[str, str], owner: str) -> list[str]:
    changed = [f"{name}: changed" for name in sorted(then.keys() & now.keys()) if then[name] != now[name]]
    missing = [f"{name}: missing in {owner}" for name in sorted(then.keys() - now.keys())]
    new = [f"{name}: not in the manifest" for name in sorted(now.keys() - then.keys())]
    return changed + missing + new
