"""The codes that the tables use, in the order in which a report shows them."""

PHASES = ("design", "implementation", "monitoring", "cross-cutting")
VALENCES = ("success_factor", "challenge")
LEVELS = ("local", "national", "regional", "international")
CRITERIA = ("relevance", "coherence", "efficiency", "effectiveness", "impact", "sustainability")
CONFIDENCES = ("low", "medium", "high")
REGIONS = (
    "Africa",
    "Arab States",
    "Asia and the Pacific",
    "Europe",
    "Latin America and the Caribbean",
    "Mediterranean",
    "Global",
)
SOURCE_TYPES = (
    "programme_self_report",
    "partner_or_official_voice",
    "independent_evaluation_or_audit",
    "academic_or_think_tank",
    "international_organization",
    "negotiated_text",
    "regional_dialogue_secretariat",
    "city_or_civil_society_advocacy",
    "news_media",
)
LANGUAGES_OF_SOURCES = ("en", "fr", "es", "ru", "zh", "ar")

# MIEUX's own labels for regions and themes; they differ from the regions of the statements.
ACTION_REGIONS = ("Africa", "Latin America and the Caribbean", "EU Neighbourhood", "Asia")
ACTION_THEMES = (
    "Irregular Migration/Trafficking in Human Beings",
    "Horizontal Interventions",
    "Legal Migration and Mobility",
    "Migration and Development",
    "International Protection and Asylum Policy",
)
SCALES = ("national", "regional", "local")
ACTION_EVIDENCE = ("own_page", "list_page", "mention")
QUALIFIERS = ("exact", "about", "almost", "at_least", "at_most")
FACT_STATUSES = ("announced_before_event", "derived_from_announcement", "background", "published_after_event")
