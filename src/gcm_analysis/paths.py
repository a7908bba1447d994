"""The only place where paths are built.

The project's folder is where `data/` and `notebooks/` are: the folder named by the environment variable `GCM_HOME`,
else the nearest one above the working directory, so that a notebook runs from its own folder and from the top alike.
"""

import os
from pathlib import Path

from gcm_analysis.errors import UserError

PACKAGE = Path(__file__).parent
LOCALE = PACKAGE / "locale"
PROJECT = "project.yml"  # in data/: what the project itself decides
RESOURCES = PACKAGE / "publishing" / "resources"
TEMPLATES = (PACKAGE.parent / "gcm_analysis_project", PACKAGE.parents[1])  # in a wheel, in the repository


def home(start: Path | None = None) -> Path:
    """Return the project's folder, or say how to name it."""
    named = os.environ.get("GCM_HOME")
    if named:
        return _checked(Path(named).expanduser())
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if _is_home(folder):
            return folder
    raise UserError(
        f"No project was found in {here} or above it: data/sources.csv and notebooks/ are missing there.\n"
        "Run the command inside the project, or name its folder in the environment variable GCM_HOME."
    )


def template() -> Path:
    """Return the project that a new one is copied from: next to the package in a wheel, else around it."""
    for folder in TEMPLATES:
        if _is_home(folder):
            return folder
    raise UserError(
        f"{PACKAGE} came without a project to copy: install gcm-analysis from its wheel or from its repository."
    )


def data() -> Path:
    return home() / "data"


def notebooks() -> Path:
    return home() / "notebooks"


def notebooks_catalogue(code: str) -> Path:
    """Return the translations next to the notebooks; without any, as in older projects and in none, the template's."""
    known = [folder / "notebooks" / f"{code}.po" for folder in (*_homes(), *TEMPLATES)]
    return next((path for path in known if path.exists() or path.is_symlink()), known[0])


def reports() -> Path:
    return home() / "reports"


def event(data_folder: Path, name: str) -> Path:
    return data_folder / "events" / name


def _homes() -> tuple[Path, ...]:
    """Return the project's folder; nothing outside a project, where published reports can be compared as well."""
    try:
        return (home(),)
    except UserError:
        return ()


def _checked(folder: Path) -> Path:
    if _is_home(folder):
        return folder.resolve()
    raise UserError(
        f"GCM_HOME names {folder}, which has no data/sources.csv and notebooks/: name the project's folder."
    )


def _is_home(folder: Path) -> bool:
    return (folder / "data" / "sources.csv").is_file() and (folder / "notebooks").is_dir()
