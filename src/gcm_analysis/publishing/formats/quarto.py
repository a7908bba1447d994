"""The Quarto publisher: writes the same chapters as a Quarto book, rendered by an installed Quarto.

`_quarto.yml` at the top of the project is the only source of the book's settings: `quarto render` reads it there, and
`gcm report --publisher quarto` generates a project from it for any event.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from gcm_analysis import paths
from gcm_analysis.errors import RenderFailed, UserError
from gcm_analysis.evidence.yaml_file import read_settings
from gcm_analysis.narrative.markdown import escape
from gcm_analysis.publishing.stage.bibliography import citation_style
from gcm_analysis.publishing.stage.chapters import Block, Chapter, FigureBlock, Text
from gcm_analysis.publishing.stage.facts import read_json
from gcm_analysis.publishing.stage.references import REFERENCE
from gcm_analysis.publishing.status.status import FINAL_FILES

FORMATS = {"html": "html", "pdf": "typst", "docx": "docx"}
BOOK_FILE = "report"
# Settings of the project at the top, which a generated project does not have.
SETTINGS_OF_TOP = ("profile", "metadata-files")
# Empty braces after a citation's id keep pandoc from reading “para 3” as a locator and rewording it.
LOCATOR = re.compile(r"((?:\[|; )@[A-Za-z0-9_-]+), ")
# Targets of links, links to them, and the numbers that link to their entries in the annex.
PLACE = re.compile(r"\{#(?P<id>(?:sec|row|fact|fig|tbl)-[^\s}]+)")
SHOWN = r"\[(?P<shown>(?:\\.|[^\[\]\\])*)\]"
WITH_BRACKETS = r"\[(?P<shown>(?:\\.|\[(?:\\.|[^\[\]\\])*\]|[^\[\]\\])*)\]"  # a title may have a pair
LINK = re.compile(WITH_BRACKETS + r"\(#(?P<id>(?:sec|row|fact)-[^\s)]+)\)")
FACT = re.compile(SHOWN + r'\{(?:#(?P<at>\S+) )?(?P<attributes>\.fact fact="(?P<id>[^"]+)")\}')
ONLINE = re.compile(r"^# .*\{[^{}]*\.online\b[^{}]*\}")
TITLE = re.compile(r"^# |\s*\{[^{}]*\}\s*$")
FENCE = ":" * 9  # longer than any in a chapter
HTML_ONLY = 'when-format="html"'
INTO_PAGE = re.compile(r"(?P<before>href=[\"']?(?:\.\./)?)index\.html#(?P<id>[\w.:-]+)")
LAST_LINES = 40  # of Quarto's output when it fails; the last ones say why
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
# Characters that begin markup in a title; ordinary punctuation stays, since some places show a title unparsed.
MARKUP = re.compile(r"([\\`*_\[\]<>{}$@])")
HELP = (
    "Quarto was not found. Install it with “pip install gcm-analysis[quarto]” (the package fetches Quarto itself while it "
    "installs, from the open internet) or from Quarto’s own site, or use --publisher embedded, which needs nothing more."
)


def find_quarto() -> str | None:
    """Return the path of Quarto: on the PATH, or next to this Python, where the extra installs it."""
    next_to_python = Path(sys.executable).parent / "quarto"
    return shutil.which("quarto") or (str(next_to_python) if os.access(next_to_python, os.X_OK) else None)


def publish(project: Path, formats: Sequence[str], target: Path) -> None:
    """Render a written project and put the results where the embedded publisher puts them."""
    program = find_quarto()
    if program is None:
        raise UserError(HELP)
    for name in formats:
        _list_chapters(project, paper=name != "html")
        _render(program, project, FORMATS[name])
    _collect(project / "_book", formats, target)


def write_project(project: Path, stage: Path, chapters: Sequence[Chapter], language: str) -> None:
    """Write a self-contained Quarto book: settings, chapters, figures, bibliography."""
    project.mkdir(parents=True, exist_ok=True)
    names = write_chapters(project, stage, chapters, first="index.qmd")
    settings = _settings(paths.home(), language)
    settings["project"] = {"type": "book", "output-dir": "_book"}
    settings["book"] |= {"chapters": names, "output-file": BOOK_FILE, **title_page(stage)}
    for name in ("gcm.scss", "gcm.css"):
        shutil.copy(paths.RESOURCES / "quarto" / name, project)
    (project / "gcm.csl").write_text(citation_style(language), encoding="utf-8")
    shutil.copy(stage / "references.json", project)
    # The copies in the project's own folder.
    settings |= {"csl": "gcm.csl", "bibliography": ["references.json"]}
    settings["format"]["html"] |= {"theme": ["cosmo", "gcm.scss"], "css": "gcm.css"}
    _write_settings(project, settings)


def link_to_chapters(target: Path, project: Path) -> None:
    """Correct the links of the other pages, which assume a report of one page: link to the chapter with the target."""
    chapters = {path.stem: path.read_text(encoding="utf-8") for path in project.glob("*.qmd")}
    found = {place["id"]: name for name, text in chapters.items() for place in PLACE.finditer(text)}
    refs = next((name for name, text in chapters.items() if "{#refs}" in text), "index")

    def into_chapter(link: re.Match[str]) -> str:
        chapter = refs if link["id"].startswith("ref-") else found.get(link["id"], "index")
        return f"{link['before']}{chapter}.html#{link['id']}"

    for page in (*target.glob("*.html"), *target.glob("notebooks/*.html")):
        if page.stem not in chapters or page.parent != target:
            page.write_text(INTO_PAGE.sub(into_chapter, page.read_text(encoding="utf-8")), encoding="utf-8")


def write_chapters(folder: Path, stage: Path, chapters: Sequence[Chapter], first: str = "") -> list[str]:
    """Write the chapters as `NAME.qmd` with their figures and data, and return the file names in order.

    `first` is another name for the first file, as a book requires.
    """
    from gcm_analysis.publishing.formats.page.outlines import outlined  # noqa: PLC0415 - only Quarto's pages need matplotlib

    folder.mkdir(parents=True, exist_ok=True)
    for part in ("figures", "data"):
        shutil.copytree(stage / part, folder / part, dirs_exist_ok=True)
    for drawing in (folder / "figures").glob("*.svg"):  # a picture in a page can't use the page's typefaces
        drawing.write_text(outlined(drawing.read_text(encoding="utf-8")), encoding="utf-8")
    names = [f"{chapter.name}.qmd" for chapter in chapters]
    names[:1] = [first or names[0]]
    bodies = ["\n\n".join(_block(block) for block in chapter.blocks) for chapter in chapters]
    book = _Book.from_bodies(
        dict(zip(names, bodies, strict=True)), read_json(stage / "report.json")["words"]["online"]
    )
    for name, body in zip(names, bodies, strict=True):
        text = LOCATOR.sub(r"\1{}, ", book.chapter(name, body))
        (folder / name).write_text(f"---\nengine: markdown\n---\n\n{text}\n", encoding="utf-8")
    return names


@dataclass(frozen=True)
class _Book:
    """The targets of links: `places` has the file of each; `online` those that only the page has, with words for paper."""

    places: Mapping[str, str]
    online: Mapping[str, str]
    word: str

    @classmethod
    def from_bodies(cls, bodies: Mapping[str, str], word: str) -> "_Book":
        places = {found["id"]: name for name, body in bodies.items() for found in PLACE.finditer(body)}
        titles = {
            name: TITLE.sub("", body.partition("\n")[0])
            for name, body in bodies.items()
            if ONLINE.match(body)
        }
        return cls(places, {one: titles[name] for one, name in places.items() if name in titles}, word)

    def chapter(self, name: str, body: str) -> str:
        """Return a chapter whose links name their target's file; only the page links to what only the page has."""
        if ONLINE.match(body):
            heading, _, rest = body.partition("\n")
            on_the_page = f"{FENCE} {{.content-visible {HTML_ONLY}}}\n{self._linked(name, rest)}\n{FENCE}"
            return f"{heading}\n\n{on_the_page}\n\n::: {{.content-hidden {HTML_ONLY}}}\n{self.word.capitalize()}.\n:::"
        text = REFERENCE.sub(self._reference, body)
        return self._linked(name, text)

    def _linked(self, name: str, body: str) -> str:
        text = FACT.sub(lambda fact: self._fact(name, fact), body)
        return LINK.sub(lambda link: self._link(name, link), text)

    def _target(self, name: str, place: str) -> str:
        file = self.places.get(place, name)
        return f"{'' if file == name else file}#{place}"

    def _fact(self, name: str, fact: re.Match[str]) -> str:
        """Return a number linked to its entry, in a span with its own id, since Typst loses the id of a link."""
        place = f"fact-{fact['id']}"
        link = f"[{fact['shown']}]({self._target(name, place)}){{{fact['attributes']}}}"
        shown = self._either(link, fact["shown"]) if self._away(name, place) else link
        return f"[{shown}]{{#{fact['at']}}}" if fact["at"] else shown

    def _link(self, name: str, link: re.Match[str]) -> str:
        shown = f"[{link['shown']}]({self._target(name, link['id'])})"
        return self._either(shown, f"{link['shown']}, {self.word}") if self._away(name, link["id"]) else shown

    def _reference(self, found: re.Match[str]) -> str:
        title = self.online.get(found["label"])
        return self._either(found[0], f"{title}, {self.word}") if title else found[0]

    def _away(self, name: str, place: str) -> bool:
        return place in self.online and self.places[place] != name

    @staticmethod
    def _either(page: str, paper: str) -> str:
        return f"[{page}]{{.content-visible {HTML_ONLY}}}[{paper}]{{.content-hidden {HTML_ONLY}}}"


def _list_chapters(project: Path, *, paper: bool) -> None:
    """List the chapters of a book for the page, or for paper, without those that only the page has."""
    settings = read_settings(project / "_quarto.yml", "_quarto.yml", "settings of Quarto")
    names = settings.setdefault("chapters-of-page", settings["book"]["chapters"])
    online = {
        name
        for name in names
        if ONLINE.search((project / name).read_text(encoding="utf-8").partition("\n---\n\n")[2])
    }
    settings["book"]["chapters"] = [name for name in names if not (paper and name in online)]
    _write_settings(project, settings)


def _write_settings(project: Path, settings: Mapping[str, Any]) -> None:
    text = yaml.safe_dump(dict(settings), allow_unicode=True, sort_keys=False)
    (project / "_quarto.yml").write_text(text, encoding="utf-8")


def title_page(stage: Path) -> dict[str, Any]:
    settings = read_json(stage / "report.json")
    return {
        "title": _plain(settings["title"]),
        "subtitle": _plain(f"{settings['subtitle']} – {settings['event-line']}"),
        "author": [_plain(name) for name in settings["authors"]],
        "date": settings["date"],
    }


def _plain(text: str) -> str:
    """Return a text from data escaped for Quarto's settings, which are read as markdown with raw HTML."""
    return MARKUP.sub(r"\\\1", text)


def _block(block: Block) -> str:
    if isinstance(block, Text):
        return block.markdown
    caption = block.title + (f". [{block.subtitle}]{{.gcm-subtitle}}" if block.subtitle else "")
    if isinstance(block, FigureBlock):
        # Without extension, the picture is SVG or PNG according to the format's default-image-extension.
        # Word reads the description from the brackets, page and PDF from the attribute.
        alt = block.alt.replace("\\", "\\\\").replace('"', '\\"')
        shown = f'![{escape(block.alt)}](figures/{block.label}){{fig-alt="{alt}"}}'
        opening, body = f"::: {{#{block.label}}}", shown
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


def _render(program: str, project: Path, name: str) -> None:
    run = subprocess.run(
        [program, "render", str(project), "--to", name, "--no-clean"],
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        output = "\n".join(COLOUR.sub("", run.stderr).strip().splitlines()[-LAST_LINES:])
        raise RenderFailed(
            f"Quarto could not render the book as {name}; nothing was published. It said:\n{output}"
        )


def _collect(book: Path, formats: Sequence[str], target: Path) -> None:
    made = {"pdf": book / f"{BOOK_FILE}.pdf", "docx": book / f"{BOOK_FILE}.docx"}
    for name in formats:
        if name != "html":
            shutil.move(made[name], target / FINAL_FILES[name])
    if "html" in formats:
        shutil.copytree(book, target, dirs_exist_ok=True)
