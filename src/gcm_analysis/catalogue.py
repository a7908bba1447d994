"""Reads a language's catalogue of translations, its `.po` file, or says what is wrong in it."""

from collections.abc import Iterator
from functools import lru_cache
from gettext import c2py
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser

from gcm_analysis import paths
from gcm_analysis.evidence.faulty_text import faults
from gcm_analysis.evidence.files import read_text, refusal
from gcm_analysis.evidence.problems import Problem

DOMAIN = "gcm_analysis"
WHAT = "a catalogue of messages (.po)"


def po_file(code: str) -> Path:
    return paths.LOCALE / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def read_catalogue(code: str) -> Catalog | None:
    """Return the translations of a language; None if it has no file, as English, the language of the messages."""
    text = _text(code)
    return None if text is None else _parsed(code, text)


def _text(code: str) -> str | None:
    path = po_file(code)
    if not path.exists() and not path.is_symlink():
        return None
    return read_text(path, _name(code), WHAT)


def _parsed(code: str, text: str) -> Catalog:
    name = _name(code)
    catalogue = _Catalogue(locale=code, domain=DOMAIN)
    parser = PoFileParser(catalogue, abort_invalid=True)
    try:
        parser.parse(text.split("\n"))
        c2py(catalogue.plural_expr)
    except PoFileError as error:
        raise refusal(name, str(error), WHAT, "correct the message there", error.lineno + 1) from None
    except (ValueError, LookupError, AttributeError, AssertionError, TypeError) as error:
        found = f"{type(error).__name__}: {error}"
        remedy = "correct the message there; msgid, msgstr and quotation marks have to be whole"
        raise refusal(name, found, WHAT, remedy, parser.offset + 1) from None
    if not len(catalogue):
        raise refusal(name, "no message", WHAT, "take its last good version from version control")
    return catalogue


def catalogue_problems(code: str) -> tuple[Problem, ...]:
    """Return the translations that would stop a notebook or be printed wrongly."""
    text = _text(code)
    return () if text is None else _problems(code, text)


@lru_cache(maxsize=4)  # a process that makes many reports has the same translations for each
def _problems(code: str, text: str) -> tuple[Problem, ...]:
    return tuple(_wrong_messages(code, _parsed(code, text)))


def _wrong_messages(code: str, catalogue: Catalog) -> Iterator[Problem]:
    for message in catalogue:
        known = _places(message.id)
        for text in _forms(message.string) if message.id else ():
            if known is not None and not _fits(text, known):
                expected = f"only the places of the message: {', '.join(sorted(known)) or 'none'}"
                remedy = "copy the names in braces from the message"
                yield Problem(_name(code), message.lineno, None, text, expected, remedy)
            for fault in faults(text):
                yield Problem(_name(code), message.lineno, None, *fault)


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


def _name(code: str) -> str:
    return f"locale/{code}/LC_MESSAGES/{DOMAIN}.po"


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
