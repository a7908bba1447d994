"""Countries: their codes today, and their names in English and French, official and in daily use.

The codes are those of ISO 3166-1 as the package iso3166 has them: no withdrawn ones, and XKX, as the EU, the World Bank
and others write it where ISO has no code. Names come from there, from the Unicode CLDR (Babel) in both languages, and from
`country_names.csv`: how the United Nations write them, older names, names in daily use.
"""

import csv
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale
from iso3166 import countries_by_alpha2, countries_by_alpha3

from gcm_analysis.evidence.vocabulary import ACTION_REGIONS
from gcm_analysis.near import nearest

CODES = tuple(countries_by_alpha3)
LANGUAGES = ("en", "fr")
OTHER_NAMES = Path(__file__).with_name("country_names.csv")
NOT_IN_A_NAME = re.compile(r"[^\w]+")
ARTICLES = re.compile(r"^(the|la|le|les|l) ")
# A kind of state before the name, with adjectives: “Federal Republic of …”, “Royaume … de …”.
STATES = re.compile(
    r"^(?:\w+ ){0,3}?(?:republic|kingdom|state|commonwealth|principality|sultanate|duchy) of (?:the )?"
    r"|^(?:republique|royaume|etat|principaute|sultanat|grand duche)(?: \w+){0,3}? (?:de|du|des|d) (?:la |le |l |les )?"
)
SHORTEST_NAME = 4  # letters; a shorter one is an abbreviation
MOST_OFFERED = 3  # countries in a message
SHORTEST_BEGINNING = 3  # letters of a name that may identify a country
ALPHA_2 = 2  # letters
# In the order of ACTION_REGIONS.
REGIONS_IN_FRENCH = ("Afrique", "Amérique latine et Caraïbes", "Voisinage de l’UE", "Asie")


def is_country(code: str) -> bool:
    """Return whether this is a country's code of three capital letters today."""
    return code in countries_by_alpha3


def name_of(alpha3: str, language: str) -> str:
    """Return a country's name in a language of reports, from the Unicode CLDR."""
    return str(Locale(language).territories[countries_by_alpha3[alpha3].alpha2])


@cache
def names_of(alpha3: str) -> tuple[str, ...]:
    """Return all names of a country in both languages, without abbreviations."""
    record = countries_by_alpha3[alpha3]
    names = [name_of(alpha3, code) for code in LANGUAGES]
    names += [record.name, record.apolitical_name, *_others(alpha3)]
    return tuple(dict.fromkeys(name for name in names if len(folded(name)) >= SHORTEST_NAME))


def country_of(text: str) -> str | None:
    """Return the code of the country whose name or code a text is; none where that is not certain."""
    word = text.strip()
    if is_country(word.upper()):
        return word.upper()
    if len(word) == ALPHA_2 and word.upper() in countries_by_alpha2:
        return str(countries_by_alpha2[word.upper()].alpha3)
    names = [folded(name) for name in (word, *_turned(word))]
    stripped = [STATES.sub("", name) for name in names]
    return next((_by_name()[name] for name in (*names, *stripped) if name in _by_name()), None)


@lru_cache(maxsize=1000)  # many cells of a wrong column are alike
def near_codes(text: str) -> str:
    """Return, in words, the countries that a text may mean by its name or its code; nothing if there is none."""
    named = [f"{code} ({name_of(code, LANGUAGES[0])})" for code in near_countries(text)]
    return f"did you mean {' or '.join(named)}?" if named else ""


def near_countries(text: str) -> list[str]:
    """Return the country that a text certainly means; else one that had this code, or has a similar name.

    Countries whose names begin with the text are returned if they are few.
    """
    certain = country_of(text)
    former = [code for code, row in _rows().items() if text.upper() in row["former_codes"].split("|")]
    word = folded(text)
    if certain or former or len(word) < SHORTEST_BEGINNING:
        return [certain] if certain else former
    begun = sorted({code for name, code in _by_name().items() if name.startswith(word)})
    name = nearest(word, _by_name(), cutoff=0.75)
    return begun if 0 < len(begun) <= MOST_OFFERED else [_by_name()[name]] if name else []


def near_places(word: str) -> list[str]:
    """Return the partners that a word may mean: a region, or codes with the country's name in both languages."""
    names = zip((*ACTION_REGIONS, *REGIONS_IN_FRENCH), ACTION_REGIONS * 2, strict=True)
    regions = {folded(name): region for name, region in names}
    if region := nearest(folded(word), regions, cutoff=0.8):
        return [regions[region]]
    codes = near_countries(word)[:MOST_OFFERED]
    in_both = {code: dict.fromkeys(name_of(code, language) for language in LANGUAGES) for code in codes}
    return [f"{code} ({' / '.join(found)})" for code, found in in_both.items()]


def _turned(name: str) -> list[str]:
    """Return a name in its usual order, of one that is written “Name (Kind of)” or “Name, Kind of”."""
    first, _, rest = (part.strip(" )") for part in re.sub(r"[(,]", "|", name).partition("|"))
    return [f"{rest} {first}"] if rest else []


def without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def folded(name: str) -> str:
    """Return a name in small letters without accents, signs and a leading article."""
    words = NOT_IN_A_NAME.sub(" ", without_accents(name).casefold().replace("&", " and ")).strip()
    return ARTICLES.sub("", re.sub(r"\bst\b", "saint", words))


@cache
def _rows() -> dict[str, dict[str, str]]:
    """Return the rows of `country_names.csv` by code."""
    with OTHER_NAMES.open(encoding="utf-8", newline="") as lines:
        return {row["iso3"]: row for row in csv.DictReader(lines)}


def _others(alpha3: str) -> list[str]:
    """Return names and abbreviations that only `country_names.csv` has."""
    return _rows()[alpha3]["names"].split("|") if alpha3 in _rows() else []


@cache
def _by_name() -> dict[str, str]:
    """Return the codes by folded name, by a name in its usual order, and by its first part where one country alone has it."""
    whole: dict[str, str] = {}
    parts: dict[str, set[str]] = {}
    for code in CODES:
        for name in filter(None, (*names_of(code), *_others(code))):
            whole[folded(name)] = code
            for part in (re.split("[(,]", name)[0], *_turned(name)):
                parts.setdefault(folded(part), set()).add(code)
    certain = {part: next(iter(codes)) for part, codes in parts.items() if len(codes) == 1}
    return certain | whole
