"""Countries and regions that a word may mean, as somebody would type it in either language."""

from gcm_analysis.evidence.countries import folded, name_of, near_countries
from gcm_analysis.evidence.vocabulary import ACTION_REGIONS
from gcm_analysis.near import nearest

MOST = 3  # places that are offered
LANGUAGES = ("en", "fr")
IN_FRENCH = ("Afrique", "Amérique latine et Caraïbes", "Voisinage de l’UE", "Asie")  # as ACTION_REGIONS


def near_places(word: str) -> list[str]:
    """Return the partners that a word may mean: a region, or codes with the country's name in both languages."""
    regions = {
        folded(name): region
        for names in (ACTION_REGIONS, IN_FRENCH)
        for name, region in zip(names, ACTION_REGIONS, strict=True)
    }
    region = nearest(folded(word), regions, cutoff=0.8)
    return [regions[region]] if region else [_named(code) for code in near_countries(word)][:MOST]


def _named(code: str) -> str:
    names = dict.fromkeys(name_of(code, language) for language in LANGUAGES)
    return f"{code} ({' / '.join(names)})"
