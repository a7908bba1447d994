"""Nothing in the code is about one event, one theme or one country: none is named in `src/` or in the notebooks.

The names are those of the data: events with their folders, titles, occasions, cities, venues, days and people; the codes
and labels of themes; countries in English and French, by Babel's names and by the data's own, and as quoted codes. They
are searched for in the code and templates of the package, in its messages and their translations, and in the notebooks.
Neither event, theme nor country is the programme whose published figures one chapter reports: MIEUX may be named, and is
the name of a folder of `data/`. The Compact, its Fund and its mechanism may be named, too: they are the subject.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from babel import Locale
from babel.core import get_global
from babel.messages.pofile import read_po

from gcm_analysis.evidence.event import Event
from gcm_analysis.evidence.event_file import read_event

HOME = Path(__file__).parents[1]
CODE = HOME / "src" / "gcm_analysis"
SUBJECTS = {"MIEUX", "GCM"}  # the programme and the Compact, which the project and its command are about
NOT_TEXT = {".po", ".pyc", ".woff2", ".ttf"}
# What countries are called in daily use and by institutions: like Babel's list, it is about none of them.
GAZETTEER = CODE / "evidence" / "country_names.csv"
VENDORED = CODE / "publishing" / "resources" / "vendor"  # code of others, as they published it
NO_COUNTRIES = {"EU", "EZ", "UN"}  # to Babel they are territories
# What is no country though it has the name of one, by the words around it.
ORDINARY = {
    "georgia": '"Noto Fallback", Georgia, serif',  # a typeface
    "états unis": "dollars des États-Unis",  # a currency
    "réunion": "réunion",  # a meeting, in French: an ordinary word with a small letter
}
OLD_CODES = {"TMP"}  # of no country any more, and the name of a variable of every process


@cache
def texts() -> dict[str, str]:
    """Return every text to look in by its place: lines of code, messages, cells of notebooks."""
    files = [path for path in CODE.rglob("*") if path.is_file() and path.suffix not in NOT_TEXT]
    files = [path for path in files if VENDORED not in path.parents and path != GAZETTEER]
    files += [path for path in (HOME / "notebooks").iterdir() if path.suffix not in (".ipynb", ".po", "")]
    found = {
        f"{path.relative_to(HOME)}:{number}": line
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    }
    return found | dict(messages()) | dict(cells())


def messages() -> Iterator[tuple[str, str]]:
    for path in (*CODE.rglob("*.po"), *(HOME / "notebooks").glob("*.po")):
        with path.open("rb") as lines:
            for message in read_po(lines):
                if message.id:
                    parts = [
                        text
                        for side in (message.id, message.string)
                        for text in ([side] if isinstance(side, str) else side)
                    ]
                    yield f"{path.name}:{message.lineno}", "\n".join(parts)


def cells() -> Iterator[tuple[str, str]]:
    for path in (HOME / "notebooks").glob("*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            yield f"{path.name}:{cell.id}", cell.source


def words(text: str) -> str:
    """Return a text as words between spaces in small letters: `donor_ofFrance` and “donor-of France” are alike."""
    apart = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])", " ", text)
    found = " ".join(re.findall(r"[^\W_]+", apart)).lower()
    return f" {found} "


@cache
def as_words() -> dict[str, str]:
    return {place: words(text) for place, text in texts().items()}


@cache
def whole() -> str:
    return "\n".join(as_words().values())


def places(name: str) -> list[str]:
    """Return the places where a name occurs as words of its own."""
    wanted = words(name)
    if wanted not in whole():
        return []
    return [
        place for place, text in as_words().items() if wanted in text and not ordinary(name, texts()[place])
    ]


def ordinary(name: str, text: str) -> bool:
    """Say whether the name is an ordinary word wherever it occurs in this text."""
    around = ORDINARY.get(words(name).strip())
    return around is not None and words(name) not in words(text.replace(around, ""))


def named(names: Iterable[str]) -> dict[str, list[str]]:
    """Return the names that occur somewhere, with the places."""
    return {name: found for name in sorted(set(names)) if (found := places(name))}


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(HOME / "data" / name, dtype=str, keep_default_na=False)


def events() -> Iterator[tuple[str, Event]]:
    for path in (HOME / "data" / "events").glob("*/event.yml"):
        event, _ = read_event(path, path.name)
        assert event is not None
        yield path.parent.name, event


def of_event(folder: str, event: Event) -> Iterator[str]:
    yield folder
    for title in filter(None, (event.title, event.series, event.city, event.venue)):
        yield from (title.en or "", title.fr or "")
    yield from {*re.findall(r"\b[A-Z]{3,}\b", f"{event.title} {event.series}")} - SUBJECTS
    yield from (day.isoformat() for day in (event.date, event.end_date) if day)
    yield from (person.name for person in event.people)


def alpha3() -> dict[str, str]:
    """Return the two-letter code of each country by its three-letter one."""
    aliases = get_global("territory_aliases")
    codes = {
        code: one for code, (one, *more) in aliases.items() if len(code) == 3 and code.isalpha() and not more
    }
    return {code: one for code, one in codes.items() if one not in NO_COUNTRIES and code not in OLD_CODES}


def countries() -> Iterator[str]:
    for language in ("en", "fr"):
        names = Locale(language).territories
        yield from (names[code] for code in alpha3().values() if code in names)
        yield from filter(None, table("countries.csv")[f"name_{language}"])


def test_no_event_is_named() -> None:
    assert named(name for folder, event in events() for name in of_event(folder, event) if name) == {}


def test_no_theme_is_named() -> None:
    codebook = table("codebook.csv")
    assert named([*codebook["label_en"], *codebook["label_fr"]]) == {}
    codes = re.compile(rf"\b({'|'.join(codebook['code'])})\b")
    assert [place for place, text in texts().items() if codes.search(text)] == []


def test_no_country_is_named() -> None:
    assert named(countries()) == {}


def test_no_code_of_a_country_is_quoted() -> None:
    quoted = re.compile(rf"[\"'](?:{'|'.join(alpha3())})[\"']")
    assert [place for place, text in texts().items() if quoted.search(text)] == []


def test_there_are_texts_to_search_and_names_of_every_kind_to_search_for() -> None:
    kinds = {place.partition(":")[0].rpartition(".")[2] for place in texts()}
    assert {"py", "lua", "typ", "html", "css", "po", "ipynb", "yml"} <= kinds
    assert len(alpha3()) > 200
    assert len(list(events())) >= 2
    assert {"France", "Viet Nam", "Viêt Nam", "Royaume-Uni", "Côte d’Ivoire"} <= set(countries())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("donor_contribution_costa_rica", "Costa Rica"),
        ("UNITED_KINGDOM = 1", "United Kingdom"),
        ("theParisOffice", "Paris"),
        ("de la Côte d’Ivoire, en", "Côte d'Ivoire"),
        ('day == "2018-12-07"', "2018-12-07"),
        ("an event such as gfmd-2018-mieux.", "gfmd-2018-mieux"),
    ],
)
def test_a_name_is_found_however_it_is_joined_to_others(text: str, name: str) -> None:
    assert words(name) in words(text)
