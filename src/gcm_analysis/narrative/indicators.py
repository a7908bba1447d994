"""The names of the programme's published indicators, as they stand in a sentence after a number."""

from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.language import Language

INDICATORS: dict[str, str] = {
    "actions": mark("Actions"),
    "actions_completed": mark("Actions concluded"),
    "actions_policy_development_ongoing": mark("ongoing policy Actions"),
    "activities": mark("activities"),
    "activities_per_action_planned": mark("activities planned for each Action"),
    "budget_eur": mark("budget"),
    "closing_event_participants": mark("participants in the closing event"),
    "countries_active_in_year": mark("countries supported in the year"),
    "countries_tagged": mark("countries tagged on the project page"),
    "deliverables": mark("written products"),
    "eu_member_states_in_roster": mark("EU member states in the roster"),
    "eu_member_states_supplying_experts": mark("EU member states that supplied experts"),
    "eu_ms_focal_points": mark("focal points in EU member states"),
    "experts": mark("experts"),
    "experts_female_percent": mark("women among the experts"),
    "experts_from_eu_member_states": mark("experts from EU member states"),
    "experts_from_the_south": mark("experts from the South"),
    "experts_non_eu_percent": mark("experts from outside the EU"),
    "experts_non_governmental_academia_eu_agencies": mark("experts from academia, NGOs and EU agencies"),
    "launch_lead_time_months": mark("time from request to launch"),
    "participants": mark("participants"),
    "participants_change_percent": mark("increase in participants"),
    "participants_per_year": mark("participants a year"),
    "participants_reporting_difference_percent": mark("participants who report a difference in their work"),
    "partner_countries": mark("partner countries or governments"),
    "phase_duration_months": mark("length of the phase"),
    "regional_organisations": mark("regional organisations"),
    "requests": mark("requests"),
    "roster_profiles": mark("profiles in the roster"),
    "roster_public_officials": mark("public officials in the roster"),
    "roster_public_officials_female_percent": mark("women among the officials in the roster"),
    "satisfaction_excellent_or_very_good_percent": mark(
        "authorities that rate the support excellent or very good"
    ),
    "share_activities_lac_percent": mark("share of activities in Latin America and the Caribbean"),
    "share_ongoing_actions_thb_percent": mark("share of ongoing Actions on trafficking"),
    "share_roster_officials_deployed_percent": mark("share of officials in the roster who were deployed"),
    "states_requesting_west_africa": mark("West African States that made a request"),
    "training_of_trainers_activities": mark("training-of-trainers activities"),
    "years_of_operation": mark("years of operation"),
}


def indicator(language: Language, code: str) -> str:
    """Return the name of an indicator; one without a name is an error, not a code in the report."""
    return language.text(INDICATORS[code])


def capital(text: str) -> str:
    """Return the text with its first letter in upper case, as at the head of a row."""
    return text[:1].upper() + text[1:]
