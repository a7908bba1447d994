"""Countries and regions that a word may mean, as somebody would type it in either language."""

from collections.abc import Iterator
from difflib import get_close_matches

from babel import Locale
from iso3166 import countries

from gcm_analysis.evidence.values import is_country
from gcm_analysis.evidence.vocabulary import ACTION_REGIONS

NEAR, MOST = 0.6, 3  # the least likeness of a name that is offered, of 1; how many are
LANGUAGES = ("en", "fr")
IN_FRENCH = ("Afrique", "Amérique latine et Caraïbes", "Voisinage de l’UE", "Asie")  # as ACTION_REGIONS


def near_places(word: str) -> list[str]:
    """Return the partners that a word may mean, the likeliest first: a region, or a code with the country's name."""
    known = dict(_known())
    typed = word.casefold().replace("'", "’")
    near = [typed] if typed in known else get_close_matches(typed, known, n=2 * MOST, cutoff=NEAR)
    return list(dict.fromkeys(known[name] for name in near))[:MOST]


def _known() -> Iterator[tuple[str, str]]:
    """Yield what people may write, in small letters, and what stands for it."""
    for regions in (ACTION_REGIONS, IN_FRENCH):
        yield from ((name.casefold(), region) for name, region in zip(regions, ACTION_REGIONS, strict=True))
    for country in countries:
        if is_country(country.alpha3):
            names = tuple(str(Locale(code).territories[country.alpha2]) for code in LANGUAGES)
            shown = f"{country.alpha3} ({' / '.join(dict.fromkeys(names))})"
            yield from ((name.casefold(), shown) for name in (country.alpha3, *names))
