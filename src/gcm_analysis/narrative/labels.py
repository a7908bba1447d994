"""The labels of the codes of the data, on their own and inside a sentence, and the names of the programme's partners."""

from collections.abc import Iterable

import pandas as pd

from gcm_analysis.analysis import partners
from gcm_analysis.edition import ALL
from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.countries import is_country
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.language import Language

LABELS: dict[str, str] = {
    # phases of a programme
    "design": mark("Design"),
    "implementation": mark("Implementation"),
    "monitoring": mark("Monitoring"),
    "cross-cutting": mark("Cross-cutting"),
    # valence
    "success_factor": mark("Success factor"),
    "challenge": mark("Challenge"),
    # other kinds of an event's notes
    "recommendation": mark("Recommendation"),
    "commitment": mark("Commitment"),
    "good_practice": mark("Good practice"),
    "question": mark("Question"),
    "trend": mark("Trend"),
    # levels
    "local": mark("Local"),
    "national": mark("National"),
    "regional": mark("Regional"),
    "international": mark("International"),
    # evaluation criteria
    "relevance": mark("Relevance"),
    "coherence": mark("Coherence"),
    "efficiency": mark("Efficiency"),
    "effectiveness": mark("Effectiveness"),
    "impact": mark("Impact"),
    "sustainability": mark("Sustainability"),
    # kinds of evidence
    "helped_or_hindered": mark("Helped or hindered"),
    "design_feature": mark("Design feature"),
    "norm_or_opinion": mark("Norm or opinion"),
    "context": mark("Context"),
    "output": mark("Output"),
    "review_of_gcm": mark("Review of the Compact"),
    # how far a source was read
    "full": mark("Read in full"),
    "part": mark("Read in part"),
    "abstract": mark("Abstract read"),
    "headings": mark("Headings read"),
    # confidence
    "low": mark("Low"),
    "medium": mark("Medium"),
    "high": mark("High"),
    # regions of the statements
    "Africa": mark("Africa"),
    "Arab States": mark("Arab States"),
    "Asia and the Pacific": mark("Asia and the Pacific"),
    "Europe": mark("Europe"),
    "Latin America and the Caribbean": mark("Latin America and the Caribbean"),
    "Mediterranean": mark("Mediterranean"),
    "Global": mark("Global"),
    # regions and themes as MIEUX names them
    "EU Neighbourhood": mark("EU Neighbourhood"),
    "Asia": mark("Asia"),
    "Irregular Migration/Trafficking in Human Beings": mark(
        "Irregular migration and trafficking in human beings"
    ),
    "Horizontal Interventions": mark("Horizontal interventions"),
    "Legal Migration and Mobility": mark("Legal migration and mobility"),
    "Migration and Development": mark("Migration and development"),
    "International Protection and Asylum Policy": mark("International protection and asylum policy"),
    # who speaks
    "programme_self_report": mark("Programme on itself"),
    "partner_or_official_voice": mark("Partner or official"),
    "independent_evaluation_or_audit": mark("Evaluation or audit"),
    "academic_or_think_tank": mark("Academic or think tank"),
    "international_organization": mark("International organisation"),
    "negotiated_text": mark("Negotiated text"),
    "regional_dialogue_secretariat": mark("Secretariat of a regional dialogue"),
    "city_or_civil_society_advocacy": mark("City or civil society network"),
    "news_media": mark("News media"),
    "event_notes": mark("Participant in the event"),
    # organisations behind several sources; any other is named by its code
    "ILO": mark("ILO"),
    "ECA": mark("European Court of Auditors"),
    "IOM-UN-Network": mark("IOM and the UN Network on Migration"),
    # what an Action row rests on
    "own_page": mark("the Action’s own page"),
    "list_page": mark("a list page"),
    "mention": mark("a mention elsewhere"),
    # whether the programme had a function of the mechanism
    "yes": mark("Yes"),
    "partly": mark("In part"),
    "no": mark("No"),
    "not_on_record": mark("Not on record"),
    # how a source qualifies a number that it states, and units of such numbers
    "exact": mark("stated as exact"),
    "about": mark("“about”"),
    "almost": mark("“almost”"),
    "at_most": mark("“up to”"),
    "at_least": mark("“more than”, “over”"),
    "count": mark("number"),
    "percent": mark("per cent"),
    "months": mark("months"),
    "EUR": mark("euro"),
    # origin of experts
    "eu": mark("EU member states"),
    "south": mark("Countries of the South and East"),
    "other": mark("Other countries"),
}


def label(language: Language, code: str) -> str:
    """Return the label of a code; a code without one is an error, so that no raw code is printed."""
    return language.text(LABELS[code])


def labels(language: Language, codes: Iterable[str]) -> list[str]:
    return [label(language, code) for code in codes]


def theme_labels(language: Language, codebook: pd.DataFrame) -> dict[str, str]:
    """Return the label of each theme by its code."""
    return dict(zip(codebook["code"], codebook[language.column("label")], strict=True))


def partner_name(language: Language, partner: str) -> str:
    """Return the name of a country, of a region of the programme’s Actions, or of all partners together."""
    if partner == ALL:
        return language.text("All partners")
    return language.country(partner) if is_country(partner) else label(language, partner)


def partner_place(language: Language, evidence: Evidence, partner: str) -> str:
    """Return the place that the statements about a partner cover: a region of statements, or else its countries."""
    if partner == ALL:
        return language.text("The whole record")
    if is_country(partner):
        return language.country(partner)
    covering = partners.covering_regions(evidence.regions, partner)["statement_region"]
    if covering.empty:
        return language.text("{region} (partner countries)", region=label(language, partner))
    return language.listed(labels(language, covering))
