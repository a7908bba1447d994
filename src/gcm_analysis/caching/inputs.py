"""What a step depends on, as it was when the step was done, and as it is now."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gcm_analysis import fonts
from gcm_analysis.caching import messages, versions
from gcm_analysis.caching.files import fingerprint, fingerprints, label, listing, located
from gcm_analysis.caching.store import Inputs


class Unsettled(Exception):  # noqa: N818 - it says what happened
    """A file was written while the step read it: nobody knows which content the result was made from."""


def observed_inputs(observed: Mapping[str, Any], language: str) -> dict[str, dict[str, str]]:
    """Return what a process was observed to read, with fingerprints; `observed` is `Observed.as_json`."""
    check_settled(observed)
    files = [Path(path) for path in observed["files"]]
    # A file that was looked for and not found was not opened, but then the folder of those that were would list it.
    folders = {path.parent for path in files if "data" in label(path).split("/")[:1]}
    folders |= {Path(path) for path in observed["folders"]}
    typefaces = fonts.FOLDER.rglob("*.ttf")  # a template read them beforehand
    return {
        "files": fingerprints([*files, *typefaces]),
        "folders": {label(folder): listing(folder) for folder in sorted(folders)},
        "modules": fingerprints(Path(path) for path in observed["modules"]),
        "catalogue": _catalogue(language),
        "messages": messages.translations(language, observed["messages"]),
        "versions": versions.needed(),
    }


def check_settled(observed: Mapping[str, Any]) -> None:
    """Refuse what was observed if a file or a module is no longer the one that was read."""
    for name, stamp in observed["files"].items():
        if _stamp(Path(name)) != (list(stamp) if stamp else None):
            raise Unsettled(label(Path(name)))
    for module in map(Path, observed["modules"]):
        if module.is_file() and module.stat().st_mtime_ns > observed["begun"]:
            raise Unsettled(label(module))  # what was imported is what it was before


def present(kept: Inputs, language: str) -> dict[str, dict[str, str]]:
    """Return what `observed_inputs` returned, as it is now: the same files, folders, modules, messages, packages."""
    now = {
        "files": {name: fingerprint(located(name)) for name in kept.get("files", {})},
        "folders": {name: listing(located(name)) for name in kept.get("folders", {})},
        "modules": {name: fingerprint(located(name)) for name in kept.get("modules", {})},
        "catalogue": _catalogue(language),
        "messages": dict(kept.get("messages", {})),
        "versions": {name: versions.installed().get(name, "") for name in kept.get("versions", {})},
    }
    if now["catalogue"] != kept.get("catalogue"):
        now["messages"] = messages.translations(language, kept.get("messages", {}))
    return now


def _catalogue(language: str) -> dict[str, str]:
    return fingerprints([messages.catalogue(language)])


def _stamp(path: Path) -> list[int] | None:
    found = path.stat() if path.exists() else None
    return [found.st_mtime_ns, found.st_size] if found else None
