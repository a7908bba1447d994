"""The published share of experts from outside the EU beside what the Actions show: they count different things."""

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.narrative.carried import carried
from gcm_analysis.narrative.claims import claim
from gcm_analysis.narrative.exhibits import Prose, prose
from gcm_analysis.narrative.facts import count_of, mark, share_of
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import cite
from gcm_analysis.narrative.parts import of, told

PUBLISHED_SHARE = ("experts_non_eu_percent", "programme total")
BY_ACTION = mark(
    "Actions with experts from outside the EU of the time: {outside} of {named} ({share}) {carried}."
)
BY_PRESENCE = mark(
    "Counted by country and Action, countries outside the EU of the time have {outside} of {all} presences ({share})."
)


def beside_the_claim(
    language: Language, actions: pd.DataFrame, countries: pd.DataFrame, figures: pd.DataFrame
) -> Prose:
    """Say why the published share of experts and the share of Actions are not two measures of one thing."""
    claims = analysis.claims_of(figures, *PUBLISHED_SHARE)
    if claims.empty:
        return prose(language.say("No claim on record gives a share of experts from outside the EU."))
    published = claims.iloc[-1]
    presence = analysis.expert_presence(actions, countries)
    if presence.empty:
        return prose(
            [*_claimed(language, published), language.say("No Action on record can be held beside it.")]
        )
    return prose(
        [*_claimed(language, published), *_of_actions(language, actions, presence)],
        [*_counted(language, actions, presence), language.say("None of these is a headcount: the rows neither confirm nor refute the claim.")],
    )  # fmt: skip


def _claimed(language: Language, published: pd.Series) -> list[Sentence]:
    said = language.say(
        "The programme puts the share of experts from outside the EU at {claim} ({date}) {source}.",
        claim=claim(language, published), date=language.partial_day(str(published["as_of"])),
        source=cite(str(published["source_id"]), str(published[language.column("locator")])),
    )  # fmt: skip
    note = str(published[language.column("note")])
    if not note:
        return [said]
    remark = language.say(
        "Remark of the compilers on this claim: {note}.",
        note=told(language, str(published["figure_id"]), note),
    )
    return [said, remark]  # fmt: skip


def _of_actions(language: Language, actions: pd.DataFrame, presence: pd.DataFrame) -> list[Sentence]:
    named = actions[actions["experts_from"] != ""]
    south = named[named["action_id"].isin(of(presence, origin="south")["action_id"])]
    return [
        language.say(
            "That is a share of experts. The {share} above is a share of Actions: an Action counts as soon as one country of the South or East sent an expert, however many came from elsewhere. "
            "The two can differ without either being wrong.",
            share=share_of("actions.experts_south_share", south, named, mark("Actions with experts from the South or East, as a share of these")),
        )
    ]  # fmt: skip


def _counted(language: Language, actions: pd.DataFrame, presence: pd.DataFrame) -> list[Sentence]:
    """Say the shares from outside the EU by Action and by presence, by membership when the Action began."""
    named = actions[actions["experts_from"] != ""]
    outside = presence[presence["origin"] != "eu"]
    beyond = named[named["action_id"].isin(outside["action_id"])]
    by_action = language.say(
        BY_ACTION,
        outside=count_of("programme.expert.outside", beyond, mark("Actions with an expert from a country that was no member of the EU when the Action began")),
        share=share_of("programme.expert.outside_share", beyond, named, mark("Actions with an expert from a country that was no member of the EU when the Action began, as a share of those whose sources name an origin")),
        named=count_of("actions.experts_named", named, mark("Actions whose sources name where experts came from")), carried=carried(language, "experts", named),
    )  # fmt: skip
    by_presence = language.say(
        BY_PRESENCE,
        outside=count_of("programme.expert.presences_outside", outside, mark("presences of countries that were no members of the EU when the Action began")),
        all=count_of("programme.expert.presences", presence, mark("presences: a country in an Action, once")),
        share=share_of("programme.expert.presences_outside_share", outside, presence, mark("presences of countries that were no members of the EU when the Action began, as a share of all")),
    )  # fmt: skip
    return [by_action, by_presence]
