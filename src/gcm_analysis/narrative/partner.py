"""A partner of the programme in words: a country, a region of its Actions, or all of them."""

from gcm_analysis.analysis import partners
from gcm_analysis.edition import ALL, is_country
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative.labels import label
from gcm_analysis.narrative.language import Language


def name(language: Language, partner: str) -> str:
    """Return the name of a country, of a region, or of all partners together."""
    if partner == ALL:
        return language.text("All partners")
    return language.country(partner) if is_country(partner) else label(language, partner)


def place(language: Language, evidence: Evidence, partner: str) -> str:
    """Return what the statements about a partner are about: where no region of theirs covers it, its countries."""
    if partner == ALL:
        return language.text("The whole record")
    if is_country(partner):
        return language.country(partner)
    covering = partners.covering_regions(evidence.regions, partner)["statement_region"]
    if covering.empty:
        return language.text("{region} (partner countries)", region=label(language, partner))
    return language.listed([label(language, code) for code in covering])
