"""Gathers the messages of the package, its templates and the notebooks, and merges them into each language's `.po` file.

Run as `python -m gcm_analysis.commands.messages`; a translator then fills in what is new.
"""

import ast
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import nbformat
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from jinja2.ext import extract_from_ast

from gcm_analysis import paths
from gcm_analysis.catalogue import DOMAIN, po_file, read_catalogue
from gcm_analysis.edition import LANGUAGES
from gcm_analysis.narrative.prose import messages
from gcm_analysis.project.code_cells import parsed
from gcm_analysis.publishing.accessibility.criteria import KINDS
from gcm_analysis.publishing.formats.page.templates import pages
from gcm_analysis.publishing.formats.pandoc import WORDS

# Functions that take a message, and how many forms of it.
KEYWORDS = {"say": 1, "text": 1, "verbatim": 1, "mark": 1, "plural": 2}
TRANSLATED = tuple(code for code in LANGUAGES if code != "en")
WIDTH = 110


def gather(package: Path, notebooks: Path) -> Catalog:
    """Return all messages, each with the files that have it."""
    catalogue = Catalog(domain=DOMAIN, project="gcm-analysis", charset="utf-8")
    found = (_in_package(package), _in_templates(package), _in_notebooks(notebooks), _of_publisher())
    for name, message in chain(*found):
        catalogue.add(message, locations=[(name, 0)])
    return catalogue


def update(code: str, template: Catalog) -> Catalog:
    """Return a language's catalogue with new messages added, untranslated, and unused ones removed."""
    catalogue = read_catalogue(code) or Catalog(locale=code)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the messages that a reader would see in English: untranslated, or marked as fuzzy."""
    return [
        _key(message.id)
        for message in catalogue
        if message.id and (message.fuzzy or not _filled(message.string))
    ]


def without_translation(notebooks: Path, code: str) -> list[tuple[str, str]]:
    """Return the messages of notebooks that readers of a language would see in English, each with its notebook."""
    catalogue = read_catalogue(code) or Catalog(locale=code)
    known = {_key(message.id) for message in catalogue if message.id} - set(untranslated(catalogue))
    found = ((name, _key(message)) for name, message in _in_notebooks(notebooks))
    return [(name, message) for name, message in dict.fromkeys(found) if message not in known]


def main() -> None:
    """Bring every language's catalogue up to date and print what is left to translate."""
    template = gather(paths.PACKAGE, paths.notebooks())
    for code in TRANSLATED:
        catalogue = update(code, template)
        po_file(code).parent.mkdir(parents=True, exist_ok=True)
        with po_file(code).open("wb") as lines:
            write_po(lines, catalogue, width=WIDTH, sort_output=True, include_lineno=False, omit_header=False)
        missing = untranslated(catalogue)
        print(f"{code}: {len(catalogue)} messages, {len(missing)} to translate")  # noqa: T201 - a command


def _in_package(package: Path) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix()
        yield from ((name, message) for message in _in_code(path.read_text(encoding="utf-8")))


def _in_templates(package: Path) -> Iterator[tuple[str, str]]:
    """Yield the messages between `_("` and `")` in the templates of pages."""
    for path in sorted(package.rglob("*.html")):
        template = pages().parse(path.read_text(encoding="utf-8"))
        for _, _, message in extract_from_ast(template, ("_",)):
            if isinstance(message, str):
                yield path.relative_to(package).as_posix(), message


def _in_code(code: str) -> Iterator[str | tuple[str, ...]]:
    for call in ast.walk(parsed(code)):
        if isinstance(call, ast.Call) and _name(call.func) in KEYWORDS:
            yield from _messages_of(call)


def _messages_of(call: ast.Call) -> Iterator[str | tuple[str, ...]]:
    """Yield the message that a call has as a literal; one in a variable is marked where it is defined.

    Babel's own extractor misses messages in nested calls, which sentences often have.
    """
    wanted = KEYWORDS[_name(call.func)]
    texts = [
        arg.value
        for arg in call.args[:wanted]
        if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
    ]
    if len(texts) == wanted:
        yield texts[0] if wanted == 1 else tuple(texts)


def _name(function: ast.expr) -> str:
    return str(getattr(function, "attr", getattr(function, "id", "")))


def _in_notebooks(notebooks: Path) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for path in sorted(notebooks.glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            found = messages(cell.source) if cell.cell_type == "markdown" else _in_code(cell.source)
            yield from ((f"notebooks/{path.name}", message) for message in found)


def _of_publisher() -> Iterator[tuple[str, str]]:
    """Yield the messages of the tables."""
    yield from (("publishing/resources/publisher.yml", word) for word in WORDS.values())
    for kind in KINDS.values():
        for message in filter(None, (kind.what, kind.to_do, kind.requires)):
            yield "publishing/resources/missing.yml", message


def _filled(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def _key(message: str | tuple[str, ...] | list[str]) -> str:
    return message[0] if isinstance(message, tuple | list) else message


if __name__ == "__main__":
    main()
