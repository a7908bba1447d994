"""Writes one language of the report: its catalogue, its numbers, dates and lists, its spaces before punctuation.

The catalogue is what the `.po` files say, read once; there is no compiled file that could be out of date.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from math import isnan
from string import Formatter
from typing import NamedTuple

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.numbers import format_decimal, format_percent

from gcm_analysis.catalogue import read_catalogue
from gcm_analysis.evidence.countries import name_of
from gcm_analysis.evidence.event import LANGUAGES, Words
from gcm_analysis.evidence.findings.model import Bilingual
from gcm_analysis.narrative.facts import Fact
from gcm_analysis.narrative.markdown import Markdown, escape

NO_BREAK, NARROW, MINUS = "\u00a0", "\u202f", "\u2212"
YEAR, YEAR_MONTH = 4, 7  # characters of a partial date
# French sets a no-break space before these; a narrow one before the second set.
WIDE_BEFORE = re.compile(r"(?<=\S) (?=[:»%]|EUR\b)")
NARROW_BEFORE = re.compile(r"(?<=\S) (?=[;!?])")
AFTER_GUILLEMET = re.compile(r"« ")
CONTRACTED = {"le": "au", "les": "aux"}  # what “à” becomes with an article
# Each message that this process used, with the language: its results depend on no other translations.
ASKED: set[tuple[str, str]] = set()


class Sentence(NamedTuple):
    """A sentence: as markdown with its facts marked, as plain text, and its facts."""

    markdown: Markdown = Markdown()
    plain: str = ""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Language:
    """Everything that differs between languages, so that a sentence is composed only once.

    `countries` has the names, by ISO 3166-1 alpha-3 code, of countries that the data name otherwise than Babel.
    """

    code: str
    countries: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    def say(self, message: str, /, **values: object) -> Sentence:
        """Translate a message and fill it in with facts, text or other sentences."""
        return self._fill(self._catalogue_for(message).gettext(message), values)

    def plural(self, one: str, many: str, /, n: Fact | Sentence | int, **values: object) -> Sentence:
        """Translate the form that the number `n` requires and fill it in; `{n}` is that number.

        `n` may be a sentence that begins with a number, such as “1 statement from 1 source”: that number decides.
        """
        first = n.facts[0] if isinstance(n, Sentence) else n
        number = first.value if isinstance(first, Fact) else first
        if not isinstance(number, int):
            raise TypeError(f"a plural needs a whole number, not {number!r}")
        return self._fill(self._catalogue_for(one).ngettext(one, many, number), {"n": n, **values})

    def text(self, message: str, /, **values: object) -> str:
        """Return the plain text of what `say` returns."""
        return self.say(message, **values).plain

    def shown(self, fact: Fact) -> str:
        """Return a fact's value as this language writes it."""
        value = fact.value
        if fact.words:
            return fact.words
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, str) or fact.unit == "year":
            return str(value)
        if fact.unit == "share":
            return self.percent(float(value))
        return self.number(value, 2 if fact.unit == "agreement" else 0)

    def described(self, fact: Fact) -> str:
        """Return the description of a fact: how it was computed, and from what."""
        how = self.text(fact.how)
        return self.labelled(how, fact.about) if fact.about else how

    def verbatim(self, message: str) -> str:
        """Return the translation of a message without placeholders; braces in it stay braces."""
        return self.typeset(self._catalogue_for(message).gettext(message))

    def translates(self, message: str) -> bool:
        """Return whether a message has a translation in this language; English is the language of the messages."""
        ASKED.add((self.code, message))
        catalogue = _file(self.code)
        return catalogue is None or message in catalogue

    def number(self, value: float, decimals: int = 0) -> str:
        if isnan(value):
            return "–"
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return _with_minus(str(format_decimal(value, format=pattern, locale=self.code)))

    def percent(self, share: float) -> str:
        """Return a share as a whole percentage, halves rounded up as readers do."""
        if isnan(share):
            return "–"
        rounded = Decimal(str(share)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        return _with_minus(str(format_percent(rounded, locale=self.code)))

    def day(self, value: date) -> str:
        return f"{self.day_of_month(value)} {format_date(value, format='MMMM y', locale=self.code)}"

    def day_of_month(self, value: date) -> str:
        """Return the number of a day as written before its month; in French the first is an ordinal."""
        return "1er" if self.code == "fr" and value.day == 1 else str(value.day)

    def partial_day(self, text: str) -> str:
        """Return a date given as YYYY, YYYY-MM or YYYY-MM-DD; an empty one is “undated”."""
        if not text:
            return self.text("undated")
        if len(text) == YEAR:
            return text
        if len(text) == YEAR_MONTH:
            year, month = (int(part) for part in text.split("-"))
            return str(format_skeleton("yMMMM", date(year, month, 1), locale=self.code))
        return self.day(date.fromisoformat(text))

    def clock(self, value: time) -> str:
        pattern = "HH:mm" if self.code == "en" else f"H'{NO_BREAK}h{NO_BREAK}'mm"
        return str(format_time(value, format=pattern, locale=self.code))

    def country(self, alpha3: str) -> str:
        """Return a country's name from the data if they have one, else Babel's."""
        return self.countries.get(alpha3) or name_of(alpha3, self.code)

    def in_town(self, name: str) -> str:
        """Return “in” and a town; French contracts the article of a name: au Caire, aux Abymes, but à La Haye."""
        article, _, rest = name.partition(" ")
        contracted = CONTRACTED.get(article.lower()) if self.code == "fr" and rest else None
        return f"{contracted} {rest}" if contracted else self.text("in {city}", city=name)

    def language_name(self, code: str) -> str:
        return str(Locale(self.code).languages[code])

    def listed(self, items: Sequence[str]) -> str:
        """Return the items as a list in a sentence, such as “a, b and c”."""
        return str(format_list(items, locale="en_GB" if self.code == "en" else self.code)) if items else ""

    def separated(self, items: Sequence[str]) -> str:
        """Return the items separated by semicolons, for items that contain commas."""
        return (f"{NARROW}; " if self.code == "fr" else "; ").join(items)

    def labelled(self, label: str, text: str) -> str:
        """Return “label: text” with the colon of the language."""
        return f"{label}{NO_BREAK if self.code == 'fr' else ''}: {text}"

    def row_text(self, row_id: str, text: str) -> Sentence:
        """Return text of an evidence row, marked as such: its numbers are the source's, not facts of the report."""
        shown = self.typeset(text)
        return Sentence(Markdown(f'[{escape(shown)}]{{.row row="{row_id}"}}'), shown)

    def quoted(self, text: str) -> str:
        return f"«{NO_BREAK}{text}{NO_BREAK}»" if self.code == "fr" else f"“{text}”"

    def typeset(self, text: str) -> str:
        """Return the text with the no-break spaces that this language requires; English requires none."""
        if self.code != "fr":
            return text
        text = AFTER_GUILLEMET.sub("«" + NO_BREAK, WIDE_BEFORE.sub(NO_BREAK, text))
        return NARROW_BEFORE.sub(NARROW, text)

    def words(self, text: Bilingual | Words) -> str:
        return self.typeset(text.in_language(self.code))

    def column(self, name: str) -> str:
        """Return the name of a table's column in this language: `text` is `text_en` or `text_fr`."""
        return f"{name}_{self.code}"

    def _catalogue_for(self, message: str) -> NullTranslations:
        """Return the catalogue, and record which message is looked up in it."""
        ASKED.add((self.code, message))
        return _catalogue(self.code)

    def _fill(self, template: str, values: dict[str, object]) -> Sentence:
        template = self.typeset(template)
        parts = {name: self._sentence(value) for name, value in values.items()}
        used = {name for _, name, _, _ in Formatter().parse(template) if name}
        return Sentence(
            Markdown(template.format(**{name: part.markdown for name, part in parts.items()})),
            template.format(**{name: part.plain for name, part in parts.items()}),
            tuple(fact for name, part in parts.items() if name in used for fact in part.facts),
        )

    def _sentence(self, value: object) -> Sentence:
        """Return a value as a sentence, to fill in a message: a fact, a sentence, markdown, or plain text."""
        if isinstance(value, Sentence):
            return value
        if isinstance(value, Fact):
            shown = self.shown(value)
            return Sentence(Markdown(f'[{escape(shown)}]{{.fact fact="{value.id}"}}'), shown, (value,))
        text = self.typeset(str(value))
        return Sentence(value if isinstance(value, Markdown) else escape(text), text)


def _with_minus(number: str) -> str:
    """Return a number with a minus sign where Babel writes a hyphen."""
    return number.replace("-", MINUS)


@cache
def _file(code: str) -> Catalog | None:
    return read_catalogue(code)


@cache
def _catalogue(code: str) -> NullTranslations:
    catalogue = _file(code)
    # English is the language of the messages themselves.
    return NullTranslations() if catalogue is None else _compiled(catalogue)


@lru_cache(maxsize=len(LANGUAGES))  # as long as its files are the same, a catalogue is the same
def _compiled(catalogue: Catalog) -> GNUTranslations:
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def translations(code: str) -> dict[str, str]:
    """Return every message that has one form, with its translation."""
    catalogue = _file(code) or Catalog()
    return {str(one.id): str(one.string) for one in catalogue if isinstance(one.id, str) and one.id}


def read_ahead(code: str) -> None:
    """Parse the catalogue of a language and load its formats of numbers and dates, so that the first sentence is quick."""
    _catalogue(code)
    forget_catalogues()  # a fork reads the files itself, and parses only what has changed
    language = Language(code)
    language.number(1)
    language.day(date(2018, 12, 7))


def forget_catalogues() -> None:
    """Forget the catalogues, so that a process that lives longer than one report reads their files again."""
    for read in (_file, _catalogue, translations):
        read.cache_clear()


def join_sentences(sentences: Sequence[Sentence], join: Callable[[list[str]], str] = " ".join) -> Sentence:
    """Join sentences into one: a paragraph, or what `join` makes of several texts."""
    return Sentence(
        Markdown(join([sentence.markdown for sentence in sentences])),
        join([sentence.plain for sentence in sentences]),
        tuple(fact for sentence in sentences for fact in sentence.facts),
    )
