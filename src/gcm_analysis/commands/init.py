"""`gcm init` begins a project outside the repository: a complete copy of the data, the notebooks and the settings, or none."""

import re
import shutil
import tempfile
from pathlib import Path
from string import Template
from typing import Annotated

import typer

from gcm_analysis import __version__, paths
from gcm_analysis.commands.terminal import out, show
from gcm_analysis.errors import UserError

PARTS = (
    "data",
    "docs",
    "matrices",
    "notebooks",
    "index.qmd",
    "_quarto.yml",
    "_quarto-en.yml",
    "_quarto-fr.yml",
)
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "pictures", "*.py")
WRITTEN = {"README.md": "project.md", ".gitignore": "gitignore"}  # by the template of each
OF_PACKAGE = re.compile(r"src/gcm_analysis/([\w./-]+)")  # files of the package that Quarto's settings name
app = typer.Typer()


@app.command(
    epilog="Exit codes: 1 there is something in the folder; then nothing is copied.",
)
def init(folder: Annotated[Path, typer.Argument(help="The folder.")]) -> None:
    create_project(folder)
    show(f"Created: {folder.resolve()}")
    out.print("Next, in that folder: gcm report. README.md there says more.")


def create_project(folder: Path) -> None:
    """Copy the project into an empty folder; a new git repository in it does not count."""
    source = paths.template()
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    if not nearest.is_dir():
        raise UserError(f"{nearest} is a file. Nothing was copied; choose a new or an empty folder.")
    there = sorted(path.name for path in folder.glob("*") if path.name != ".git")
    if there:
        raise UserError(
            f"{folder} is not empty: {there[0]} is there. Nothing was copied; choose a new or an empty folder."
        )
    into = folder if folder.exists() else folder.parent
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=into) as unfinished:
        made = Path(unfinished) / "project"
        _fill(made, source, folder.resolve().name)
        if not folder.exists():
            made.rename(folder)
        else:  # the data last: without them, it is not a project yet
            for path in sorted(made.iterdir(), key=lambda path: path.name == "data"):
                path.rename(folder / path.name)


def _fill(made: Path, source: Path, name: str) -> None:
    made.mkdir()
    for part in PARTS:
        if (source / part).is_dir():
            shutil.copytree(source / part, made / part, ignore=LEFT_OUT, copy_function=shutil.copyfile)
        else:
            shutil.copyfile(source / part, made / part)
    for file, template in WRITTEN.items():
        text = (Path(__file__).parent / "templates" / template).read_text(encoding="utf-8")
        (made / file).write_text(Template(text).substitute(name=name, version=__version__), encoding="utf-8")
    _bring_along(made / "_quarto.yml")


def _bring_along(settings: Path) -> None:
    """Copy the files of the package that Quarto's settings name, since Quarto looks for them in the project."""
    text = settings.read_text(encoding="utf-8")
    folder = settings.parent / "quarto"
    folder.mkdir()
    for name in set(OF_PACKAGE.findall(text)):
        shutil.copyfile(paths.PACKAGE / name, folder / Path(name).name)
    settings.write_text(OF_PACKAGE.sub(lambda found: f"quarto/{Path(found[1]).name}", text), encoding="utf-8")
