"""What a step depends on, as it was when the step was done, and as it is now."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from gcm_analysis import fonts
from gcm_analysis.caching import versions
from gcm_analysis.caching.files import digest, fingerprint, fingerprints, label, listing, located
from gcm_analysis.caching.reasons import ORDER
from gcm_analysis.caching.store import Inputs, lines
from gcm_analysis.catalogue import po_files, read_catalogue
from gcm_analysis.project.notebook_file import read_cells

CATALOGUE = ".po"


class Unsettled(Exception):  # noqa: N818 - it says what happened
    """A file was written while the step read it, so the content behind the result is unknown."""


def observed_inputs(observed: Mapping[str, Any], language: str) -> dict[str, dict[str, str]]:
    """Return what a process was observed to read, with fingerprints; `observed` is `Observed.as_json`."""
    check_settled(observed)
    files = files_read(observed)
    # A file that was looked for and not found was not opened, but then the folder of those that were would list it.
    folders = {path.parent for path in files if "data" in label(path).split("/")[:1]}
    folders |= {Path(path) for path in observed["folders"]}
    typefaces = fonts.FOLDER.rglob("*.ttf")  # a template read them before
    return {
        "files": fingerprints([*files, *typefaces]),
        "folders": {label(folder): listing(folder) for folder in sorted(folders)},
        "modules": fingerprints(Path(path) for path in observed["modules"]),
        "catalogue": _catalogues(language),
        "messages": translations(language, observed["messages"]),
        "versions": versions.needed(),
    }


def files_read(observed: Mapping[str, Any]) -> list[Path]:
    """Return the files that a process read, but no catalogue: of these only the used messages matter."""
    return [path for path in map(Path, observed["files"]) if path.suffix != CATALOGUE]


def check_settled(observed: Mapping[str, Any]) -> None:
    """Refuse what was observed if a file or a module is no longer the one that was read."""
    for name, stamp in observed["files"].items():
        if _stamp(Path(name)) != (list(stamp) if stamp else None):
            raise Unsettled(label(Path(name)))
    for module in map(Path, observed["modules"]):
        if module.is_file() and module.stat().st_mtime_ns > observed["begun"]:
            raise Unsettled(label(module))  # the process still has the imported module as it was before


def present(kept: Inputs, language: str) -> dict[str, dict[str, str]]:
    """Return the current state of what `observed_inputs` returned: the same files, folders, modules, messages, packages."""
    now = {
        **files_now(kept.get("files", ()), kept.get("folders", ())),
        "modules": {name: fingerprint(located(name)) for name in kept.get("modules", {})},
        "catalogue": _catalogues(language),
        "messages": dict(kept.get("messages", {})),
        "versions": {name: versions.needed().get(name, "") for name in kept.get("versions", {})},
    }
    if now["catalogue"] != kept.get("catalogue"):
        now["messages"] = translations(language, kept.get("messages", {}))
    return now


def files_now(files: Iterable[str], folders: Iterable[str]) -> dict[str, dict[str, str]]:
    return {
        "files": {name: fingerprint(located(name)) for name in files},
        "folders": {name: listing(located(name)) for name in folders},
    }


def translations(language: str, messages: Iterable[str]) -> dict[str, str]:
    """Return a fingerprint of each message's translation, so that correcting another message does not affect the step."""
    found = {
        _first(message.id): str(message.string) for message in read_catalogue(language) or () if message.id
    }
    return {message: digest(found.get(message, "None")) for message in messages} if found else {}


def _first(text: str | list[str] | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else text[0]


def cells_now(notebook: Path, *, code_only: bool) -> tuple[dict[str, str], dict[str, str]]:
    """Return the fingerprint of each cell without its outputs, and where each is, by its id; older ones have none."""
    cells = [
        (str(cell.get("id", f"#{place}")), place, cell)
        for place, cell in enumerate(read_cells(notebook), start=1)
        if cell["cell_type"] == "code" or not code_only
    ]
    content = {
        name: digest(lines([name, cell["cell_type"], cell["metadata"], cell["source"]]))
        for name, _, cell in cells
    }
    return content, {name: f"cell {place}" for name, place, _ in cells}


def ordered(cells: Mapping[str, str]) -> dict[str, str]:
    """Return the fingerprints of cells with one of their order."""
    return {**cells, ORDER: digest(lines(list(cells)))}


def _catalogues(language: str) -> dict[str, str]:
    """Return the fingerprints of a language's catalogues, by their names in messages."""
    return {file.name: fingerprint(file.path) for file in po_files(language)}


def _stamp(path: Path) -> list[int] | None:
    found = path.stat() if path.exists() else None
    return [found.st_mtime_ns, found.st_size] if found else None
