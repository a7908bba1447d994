"""Reads the translations of a language from its `.po` files, or says what is wrong in them.

The messages of notebooks are translated next to them, in the project's `notebooks/fr.po`; those of the package in the
package. A message is looked for in the first, then in the second.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from gettext import c2py
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser

from gcm_analysis import paths
from gcm_analysis.evidence.faulty_text import faults
from gcm_analysis.evidence.files import read_text, refusal
from gcm_analysis.evidence.problems import EvidenceError, Problem

DOMAIN = "gcm_analysis"
WHAT = "a catalogue of messages (.po)"


@dataclass(frozen=True)
class PoFile:
    """One catalogue of a language. `name` is its name in messages; two of a name with the same text are parsed once."""

    code: str
    name: str
    path: Path = field(compare=False)

    def text(self) -> str | None:
        """Return its content; None if there is no file."""
        there = self.path.exists() or self.path.is_symlink()
        return read_text(self.path, self.name, WHAT) if there else None

    def read(self) -> Catalog:
        """Return its messages, translated or not; none if there is no file."""
        text = self.text()
        return _empty(self.code) if text is None else _parsed(self, text)


def of_notebooks(code: str) -> PoFile:
    return PoFile(code, f"notebooks/{code}.po", paths.notebooks_catalogue(code))


def of_package(code: str) -> PoFile:
    within = f"{code}/LC_MESSAGES/{DOMAIN}.po"
    return PoFile(code, f"locale/{within}", paths.LOCALE / within)


def po_files(code: str) -> tuple[PoFile, PoFile]:
    """Return the catalogues of a language, in the order in which a message is looked for."""
    return of_notebooks(code), of_package(code)


def read_catalogue(code: str) -> Catalog | None:
    """Return the translations of a language; None if it has no file, as English, the language of the messages.

    Whoever asks gets the same catalogue as long as the files are the same: nothing may change it.
    """
    texts = tuple((file, text) for file in po_files(code) if (text := file.text()) is not None)
    return _translations(code, texts) if texts else None


@lru_cache(maxsize=4)
def _translations(code: str, texts: tuple[tuple[PoFile, str], ...]) -> Catalog:
    """Return the translated messages of catalogues; of a message in several, the first one's, or the one with a plural."""
    found = _empty(code)
    for file, text in texts:
        for message in filter(is_translated, _parsed(file, text)):
            found[message.id] = message
    return found


def _empty(code: str) -> Catalog:
    """Return a catalogue with the plural forms of the package's; Babel's own for a language change with its version."""
    catalogue, package = Catalog(locale=code, domain=DOMAIN), of_package(code)
    if (text := package.text()) is not None:
        catalogue.mime_headers = [("Plural-Forms", _plural_forms(package, text))]
    return catalogue


@lru_cache(maxsize=4)
def _plural_forms(file: PoFile, text: str) -> str:
    return str(_parsed(file, text).plural_forms)


def is_translated(message: Message) -> bool:
    """Return whether a message is translated, in all its forms and without doubt; the header of a file is none."""
    forms = [message.string] if isinstance(message.string, str) else message.string or [""]
    return bool(message.id) and not message.fuzzy and all(forms)


def _parsed(file: PoFile, text: str) -> Catalog:
    catalogue = _Catalogue(locale=file.code, domain=DOMAIN)
    parser = PoFileParser(catalogue, abort_invalid=True)
    try:
        parser.parse(text.split("\n"))
        c2py(catalogue.plural_expr)
    except PoFileError as error:
        raise refusal(file.name, str(error), WHAT, "correct the message there", error.lineno + 1) from None
    except (ValueError, LookupError, AttributeError, AssertionError, TypeError) as error:
        found = f"{type(error).__name__}: {error}"
        remedy = "correct the message there; msgid, msgstr and quotation marks have to be whole"
        raise refusal(file.name, found, WHAT, remedy, parser.offset + 1) from None
    if not len(catalogue) and not catalogue.obsolete:
        raise refusal(file.name, "no message", WHAT, "take its last good version from version control")
    return catalogue


def catalogue_problems(code: str) -> Iterator[Problem]:
    """Yield the translations that would stop a notebook or be printed wrongly."""
    for file in po_files(code):
        try:
            text = file.text()
            yield from () if text is None else _problems(file, text)
        except EvidenceError as error:
            yield from error.problems


@lru_cache(maxsize=4)  # a process that makes many reports has the same translations for each
def _problems(file: PoFile, text: str) -> tuple[Problem, ...]:
    return tuple(_wrong_messages(file.name, _parsed(file, text)))


def _wrong_messages(name: str, catalogue: Catalog) -> Iterator[Problem]:
    expected = _empty(str(catalogue.locale)).plural_forms
    if catalogue.plural_forms != expected:
        yield Problem(
            name, None, "Plural-Forms", catalogue.plural_forms, expected, "correct the head of the file"
        )
    for message in catalogue:
        known = _places(message.id)
        for text in _forms(message.string) if message.id and not message.fuzzy else ():
            if known is not None and not _fits(text, known):
                expected = f"only the places of the message: {', '.join(sorted(known)) or 'none'}"
                remedy = "copy the names in braces from the message"
                yield Problem(name, message.lineno, None, text, expected, remedy)
            for fault in faults(text):
                yield Problem(name, message.lineno, None, *fault)


def _fits(text: str, known: set[str]) -> bool:
    """Return whether a translation has only placeholders that its message has."""
    places = _places(text)
    return places is not None and places <= known | {"n"}


class _Catalogue(Catalog):
    """Refuses a second translation of a message, which Babel drops silently."""

    def __setitem__(self, id: str | list[str] | tuple[str, ...], message: Message) -> None:  # noqa: A002 - as its base
        if id and self.get(id, message.context):
            raise PoFileError("a second translation of a message", self, "", (message.lineno or 1) - 1)
        super().__setitem__(id, message)


def _forms(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [form for form in ([text] if isinstance(text, str) else text or ()) if form]


def _places(text: str | list[str] | tuple[str, ...]) -> set[str] | None:
    """Return the names in braces; None if the braces of a text are not placeholders."""
    try:
        return {
            name for form in _forms(text) for _, name, _, _ in Formatter().parse(form) if name is not None
        }
    except ValueError:
        return None
