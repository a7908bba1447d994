"""Gathers the messages of the package and of the project's notebooks, and brings their `.po` files up to date.

A translator then fills in what is new. Nothing translated is lost: what no message needs any more stays in the file as a
comment, from which a message that returns gets its translation again, and a similar one a draft that is not published.
"""

import ast
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from io import BytesIO
from itertools import chain
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po
from jinja2.ext import extract_from_ast

from gcm_analysis import paths
from gcm_analysis.atomic import write_whole
from gcm_analysis.catalogue import DOMAIN, PoFile, is_translated, of_notebooks, of_package, read_catalogue
from gcm_analysis.edition import LANGUAGES
from gcm_analysis.evidence.files import refusal
from gcm_analysis.narrative.prose import messages
from gcm_analysis.project.code_cells import parsed
from gcm_analysis.project.notebook_file import Cell, name_of, read_cells
from gcm_analysis.publishing.accessibility.criteria import KINDS
from gcm_analysis.publishing.formats.page.templates import pages
from gcm_analysis.publishing.formats.pandoc import WORDS

# Functions that take a message, and how many forms of it.
KEYWORDS = {"say": 1, "text": 1, "verbatim": 1, "mark": 1, "plural": 2}
TRANSLATED = tuple(code for code in LANGUAGES if code != "en")
WIDTH = 110
Found = str | tuple[str, ...]  # a message: in one form, or with its plural


def update_package(code: str) -> Catalog:
    """Bring the package's catalogue up to date, and return it."""
    file = of_package(code)
    catalogue = updated(file, of_code(paths.PACKAGE))
    _write(file.path, catalogue, sort_output=True)
    return catalogue


def update_notebooks(code: str) -> Catalog:
    """Bring the catalogue of the project's notebooks up to date, and return it, with what they say in its order."""
    file = of_notebooks(code)
    catalogue = updated(file, of_cells(paths.notebooks(), code))
    if len(catalogue) or catalogue.obsolete:
        _write(paths.notebooks() / file.path.name, catalogue, sort_output=False)
    return catalogue


def of_code(package: Path) -> Catalog:
    """Return all messages of the package, each with the files that have it."""
    return _template(chain(_in_package(package), _in_templates(package), _of_publisher()))


def of_cells(notebooks: Path, code: str) -> Catalog:
    """Return the messages of notebooks without those that the package has in a language: it translates them."""
    package = of_package(code).read()
    return _template((name, found) for name, found in _in_notebooks(notebooks) if not _has(package, found))


def updated(file: PoFile, template: Catalog) -> Catalog:
    """Return a catalogue with the messages of a template alone; translations of others are its obsolete ones."""
    catalogue = file.read()
    kept = {_key(one.id): one for one in catalogue.obsolete.values() if is_translated(one)}
    kept |= {_key(one.id): one for one in catalogue if is_translated(one) and one.id not in template}
    for message in template:
        if message.id and message.id not in catalogue:
            _draft(catalogue, message, kept)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete = {key: one for key, one in kept.items() if key not in template}
    return catalogue


def _draft(catalogue: Catalog, message: Message, kept: dict[str, Message]) -> None:
    """Give a new message the translation that it had before or, marked as fuzzy, that of a similar message."""
    key = _key(message.id)
    for near in get_close_matches(key, kept, n=1):
        if kept[near].pluralizable == message.pluralizable:
            catalogue.add(message.id, kept[near].string, flags=() if near == key else ("fuzzy",))


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the messages that a reader would see in English: untranslated, or marked as fuzzy."""
    return [_key(message.id) for message in catalogue if message.id and not is_translated(message)]


def without_translation(notebooks: Path, code: str) -> list[tuple[str, str]]:
    """Return the messages of notebooks that readers of a language would see in English, each with its notebook."""
    catalogue = read_catalogue(code) or Catalog(locale=code)
    found = dict.fromkeys(_in_notebooks(notebooks))
    return [(name, _key(message)) for name, message in found if not _has(catalogue, message)]


def _has(catalogue: Catalog, message: Found) -> bool:
    """Return whether a catalogue has a message in all its forms."""
    held = catalogue.get(_key(message))
    return held is not None and (isinstance(message, str) or held.pluralizable)


def _template(found: Iterable[tuple[str, Found]]) -> Catalog:
    template = Catalog(domain=DOMAIN, project="gcm-analysis", charset="utf-8")
    for name, message in found:
        template.add(message, locations=[(name, 0)])
    return template


def _write(path: Path, catalogue: Catalog, *, sort_output: bool) -> None:
    """Write a catalogue, in the order of the alphabet or of the template."""
    content = BytesIO()
    write_po(content, catalogue, width=WIDTH, sort_output=sort_output, include_lineno=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content.getvalue())


def _in_package(package: Path) -> Iterator[tuple[str, Found]]:
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


def _in_code(code: str) -> Iterator[Found]:
    for call in ast.walk(parsed(code)):
        if isinstance(call, ast.Call) and _name(call.func) in KEYWORDS:
            yield from _messages_of(call)


def _messages_of(call: ast.Call) -> Iterator[Found]:
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


def _in_notebooks(notebooks: Path) -> Iterator[tuple[str, Found]]:
    """Yield the messages of notebooks in the order of their cells."""
    for path in sorted(notebooks.glob("*.ipynb")):
        for number, cell in enumerate(read_cells(path), start=1):
            try:
                yield from ((name_of(path), message) for message in _in_cell(cell))
            except SyntaxError as error:
                found, remedy = f"cell {number}: {error.msg}, line {error.lineno}", "correct the cell"
                raise refusal(name_of(path), found, "code that Python can read", remedy) from None


def _in_cell(cell: Cell) -> Iterable[Found]:
    match cell["cell_type"]:
        case "markdown":
            return messages(cell["source"])
        case "code":
            return _in_code(cell["source"])
    return ()


def _of_publisher() -> Iterator[tuple[str, str]]:
    """Yield the messages of the tables."""
    yield from (("publishing/resources/publisher.yml", word) for word in WORDS.values())
    for kind in KINDS.values():
        for message in filter(None, (kind.what, kind.to_do, kind.requires)):
            yield "publishing/resources/missing.yml", message


def _key(message: str | tuple[str, ...] | list[str]) -> str:
    return message[0] if isinstance(message, tuple | list) else message
