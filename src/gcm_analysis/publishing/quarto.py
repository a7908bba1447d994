"""The Quarto publisher: the same chapters as a Quarto book, rendered by an installed Quarto.

`_quarto.yml` at the top of the project is the one source of the book's settings: `quarto render` reads it there, and
`gcm report --publisher quarto` writes a project of its own from it for any event.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from gcm_analysis import paths
from gcm_analysis.errors import RenderFailed, UserError
from gcm_analysis.evidence.yaml_file import read_settings
from gcm_analysis.publishing.chapters import Block, Chapter, FigureBlock, Text
from gcm_analysis.publishing.outlines import outlined
from gcm_analysis.publishing.status import FINAL_FILES

FORMATS = {"html": "html", "pdf": "typst", "docx": "docx"}
BOOK_FILE = "report"
SETTINGS_OF_TOP = (
    "profile",
    "metadata-files",
)  # they belong to the project at the top, not to a generated one
# Empty braces after a citation's id keep pandoc from reading “para 3” as a locator that it would say in its own way.
LOCATOR = re.compile(r"((?:\[|; )@[A-Za-z0-9_-]+), ")
# What a link may lead to, such links, and the numbers that lead to their entries in the annex.
PLACE = re.compile(r"\{#(?P<id>(?:sec|row|fact)-[^\s}]+)")
LINK = re.compile(r"\]\(#(?P<id>(?:sec|row|fact)-[^\s)]+)\)")
FACT = re.compile(r'\]\{(?P<attributes>(?:#\S+ )?\.fact fact="(?P<id>[^"]+)")\}')
# What begins markup in a title; the signs of plain sentences stay as they are where it is shown without being read.
MARKUP = re.compile(r"([\\`*_\[\]<>{}$@])")
HELP = (
    "Quarto was not found. Install it with “pip install gcm-analysis[quarto]” (the package fetches Quarto itself while it "
    "installs, from the open internet) or from Quarto’s own site, or use --publisher embedded, which needs nothing more."
)


def find_quarto() -> str | None:
    """Return the path of Quarto: on the PATH, or beside this Python, where the extra installs it."""
    beside = Path(sys.executable).parent / "quarto"
    return shutil.which("quarto") or (str(beside) if os.access(beside, os.X_OK) else None)


def publish(project: Path, formats: Sequence[str], target: Path) -> None:
    """Render a written project and put the results where the embedded publisher would."""
    program = find_quarto()
    if program is None:
        raise UserError(HELP)
    for name in formats:
        _render(program, project, FORMATS[name])
    _collect(project / "_book", formats, target)


def write_project(project: Path, stage: Path, chapters: Sequence[Chapter], language: str) -> None:
    """Write a self-contained Quarto book: settings, chapters, figures, bibliography."""
    project.mkdir(parents=True, exist_ok=True)
    names = write_chapters(project, stage, chapters, first="index.qmd")
    settings = _settings(paths.home(), language)
    settings["project"] = {"type": "book", "output-dir": "_book"}
    settings["book"] |= {
        "chapters": names,
        "output-file": BOOK_FILE,
        **_title_page(stage),
    }
    for name in ("gcm.csl", "quarto/gcm.scss", "quarto/gcm.css"):
        shutil.copy(paths.RESOURCES / name, project / Path(name).name)
    shutil.copy(stage / "references.json", project)
    _localise(settings)
    (project / "_quarto.yml").write_text(
        yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )


def write_chapters(folder: Path, stage: Path, chapters: Sequence[Chapter], first: str = "") -> list[str]:
    """Write the chapters as `NAME.qmd` with their figures and data, and return the file names in order.

    `first` is another name for the first file, as a book calls it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for part in ("figures", "data"):
        shutil.copytree(stage / part, folder / part, dirs_exist_ok=True)
    for drawing in (folder / "figures").glob("*.svg"):  # a picture in a page can't use the page's typefaces
        drawing.write_text(outlined(drawing.read_text(encoding="utf-8")), encoding="utf-8")
    names = [f"{chapter.name}.qmd" for chapter in chapters]
    names[:1] = [first or names[0]]
    bodies = ["\n\n".join(_block(block) for block in chapter.blocks) for chapter in chapters]
    places = {
        found["id"]: name for name, body in zip(names, bodies, strict=True) for found in PLACE.finditer(body)
    }
    for name, body in zip(names, bodies, strict=True):
        text = LOCATOR.sub(r"\1{}, ", _linked(body, name, places))
        (folder / name).write_text(f"---\nengine: markdown\n---\n\n{text}\n", encoding="utf-8")
    return names


def _linked(body: str, name: str, places: Mapping[str, str]) -> str:
    """Let each number lead to its entry, and name the file where a link leads to another chapter."""

    def led(link: re.Match[str]) -> str:
        place = places.get(link["id"], name)
        return f"]({'' if place == name else place}#{link['id']})"

    return LINK.sub(led, FACT.sub(r"](#fact-\g<id>){\g<attributes>}", body))


def _title_page(stage: Path) -> dict[str, Any]:
    told = json.loads((stage / "report.json").read_text(encoding="utf-8"))
    return {
        "title": _plain(told["title"]),
        "subtitle": _plain(f"{told['subtitle']} – {told['event-line']}"),
        "author": [_plain(name) for name in told["authors"]],
        "date": told["date"],
    }


def _plain(text: str) -> str:
    """Return a text from data as Quarto's settings have it: it reads them as markdown, and raw HTML in them too."""
    return MARKUP.sub(r"\\\1", text)


def _block(block: Block) -> str:
    if isinstance(block, Text):
        return block.markdown
    caption = block.title + (f". [{block.subtitle}]{{.gcm-subtitle}}" if block.subtitle else "")
    if isinstance(block, FigureBlock):
        # Without its ending, the picture is taken as SVG or PNG as the format's default-image-extension says.
        alt = block.alt.replace("\\", "\\\\").replace('"', '\\"')
        opening, body = f"::: {{#{block.label}}}", f'![](figures/{block.label}){{fig-alt="{alt}"}}'
    else:
        widths = (
            f' tbl-colwidths="[{",".join(str(width) for width in block.widths)}]"' if block.widths else ""
        )
        opening, body = f"::: {{#{block.label}{widths}}}", block.markdown
    note = f"\n\n::: {{.gcm-note}}\n{block.note}\n:::" if block.note else ""
    return f"{opening}\n{body}\n\n{caption}\n:::{note}"


def _settings(home: Path, language: str) -> dict[str, Any]:
    """Return the settings of the top project with those of a language's profile merged in, as Quarto would."""
    names = ("_quarto.yml", f"_quarto-{language}.yml")
    merged = _merged(*(read_settings(home / name, name, "settings of Quarto") for name in names))
    return {key: value for key, value in merged.items() if key not in SETTINGS_OF_TOP}


def _merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    both = {key: _merged(one[key], value) for key, value in other.items() if isinstance(one.get(key), dict)}
    return one | other | both


def _localise(settings: dict[str, Any]) -> None:
    """Point to the copies in the project's own folder."""
    settings["csl"], settings["bibliography"] = "gcm.csl", ["references.json"]
    settings["format"]["html"]["theme"] = ["cosmo", "gcm.scss"]
    settings["format"]["html"]["css"] = "gcm.css"


def _render(program: str, project: Path, name: str) -> None:
    run = subprocess.run(
        [program, "render", str(project), "--to", name, "--no-clean"],
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise RenderFailed(
            f"Quarto could not render the book as {name}; nothing was published. It said:\n{run.stderr.strip()}"
        )


def _collect(book: Path, formats: Sequence[str], target: Path) -> None:
    made = {"pdf": book / f"{BOOK_FILE}.pdf", "docx": book / f"{BOOK_FILE}.docx"}
    for name in formats:
        if name != "html":
            shutil.move(made[name], target / FINAL_FILES[name])
    if "html" in formats:
        shutil.copytree(book, target, dirs_exist_ok=True)
