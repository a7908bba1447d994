"""The codes in the tables, in the order in which a report shows them."""

from typing import Literal, get_args

Phase = Literal["design", "implementation", "monitoring", "cross-cutting"]
Level = Literal["local", "national", "regional", "international"]
Confidence = Literal["low", "medium", "high"]
Region = Literal[
    "Africa",
    "Arab States",
    "Asia and the Pacific",
    "Europe",
    "Latin America and the Caribbean",
    "Mediterranean",
    "Global",
]

EvidenceKind = Literal[
    "helped_or_hindered",  # a feature of support, or something that befell it, helped, hindered or had a result
    "design_feature",  # how support is set up; no effect is claimed
    "norm_or_opinion",  # a rule, a wish or an opinion
    "context",  # the situation in which support is given
    "output",  # something that was delivered or counted
    "review_of_gcm",  # about the Compact and its reviews, not about capacity building
]
ReadExtent = Literal["full", "part", "abstract", "headings"]
Criterion = Literal["relevance", "coherence", "efficiency", "effectiveness", "impact", "sustainability"]

PHASES: tuple[str, ...] = get_args(Phase)
LEVELS: tuple[str, ...] = get_args(Level)
CONFIDENCES: tuple[str, ...] = get_args(Confidence)
REGIONS: tuple[str, ...] = get_args(Region)
VALENCES = ("success_factor", "challenge")  # what a statement of the published record says of its subject
# The kinds of notes of an event, with the labels that people use; balances count the first two alone.
KINDS_OF_NOTE: dict[str, tuple[str, ...]] = {
    "success_factor": ("success factor", "facteur de succès"),
    "challenge": ("défi",),
    "recommendation": ("recommandation",),
    "commitment": ("engagement",),
    "good_practice": ("good practice", "bonne pratique"),
    "question": (),
    "trend": ("tendance",),
}
# The only kind that is counted as evidence that something works, or does not.
EFFECT: EvidenceKind = "helped_or_hindered"
# The kind of evidence of each kind of note: wishes and questions are no evidence that something works.
EVIDENCE_OF_NOTE: dict[str, EvidenceKind] = {
    **dict.fromkeys(VALENCES, EFFECT),
    **dict.fromkeys(("recommendation", "commitment", "question"), "norm_or_opinion"),
    "good_practice": "design_feature",
    "trend": "context",
}
EVIDENCE_KINDS: tuple[str, ...] = get_args(EvidenceKind)
READ_EXTENTS: tuple[str, ...] = get_args(ReadExtent)
CRITERIA: tuple[str, ...] = get_args(Criterion)
SELF_REPORT = "programme_self_report"
OUTSIDE = ("independent_evaluation_or_audit", "academic_or_think_tank")  # from outside a programme
PUBLISHED_TYPES = (
    SELF_REPORT,
    "partner_or_official_voice",
    *OUTSIDE,
    "international_organization",
    "negotiated_text",
    "regional_dialogue_secretariat",
    "city_or_civil_society_advocacy",
    "news_media",
)
EVENT_NOTES = "event_notes"  # an event's own notes: no row of sources.csv has this type
SOURCE_TYPES = (*PUBLISHED_TYPES, EVENT_NOTES)
LANGUAGES_OF_SOURCES = ("en", "fr", "es", "ru", "zh", "ar")

# MIEUX's own labels for regions and themes; they differ from the regions of the statements.
ACTION_REGIONS = ("Africa", "Latin America and the Caribbean", "EU Neighbourhood", "Asia")
# How a region of statements covers one of Actions: it is the same, it is larger, or it has a part of it.
REGION_RELATIONS = ("same", "wider", "overlaps")
ACTION_THEMES = (
    "Irregular Migration/Trafficking in Human Beings",
    "Horizontal Interventions",
    "Legal Migration and Mobility",
    "Migration and Development",
    "International Protection and Asylum Policy",
)
# Groups of countries that send experts; the other countries are the South and East.
COUNTRY_GROUPS = ("eu", "other")
SCALES = ("national", "regional", "local")
ACTION_EVIDENCE = ("own_page", "list_page", "mention")
QUALIFIERS = ("exact", "about", "almost", "at_least", "at_most")
STEPS = ("hub", "fund", "platform", "review")
PROGRAMME_HAD = ("yes", "partly", "no", "not_on_record")
FACT_STATUSES = ("announced_before_event", "derived_from_announcement", "background", "published_after_event")
