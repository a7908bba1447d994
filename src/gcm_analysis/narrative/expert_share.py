"""The published share of experts from outside the EU beside what the Actions show: they count different things."""

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.narrative.carried import carried
from gcm_analysis.narrative.claims import claim
from gcm_analysis.narrative.exhibits import Prose, prose
from gcm_analysis.narrative.expertise import former_members
from gcm_analysis.narrative.facts import count_of, mark, share_of
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import cite
from gcm_analysis.narrative.parts import of, told

PUBLISHED_SHARE = ("experts_non_eu_percent", "programme total")
MEMBERS = ("eu", "former")
BY_ACTION = mark(
    "Actions with experts from outside the EU: {wide} of {named} ({wide_share}) if former member states ({former}) count as outside, {narrow} ({narrow_share}) if they do not {carried}."
)
BY_ACTION_WITHOUT_FORMER = mark(
    "Actions with experts from outside the EU: {wide} of {named} ({wide_share}) {carried}."
)
BY_PRESENCE = mark(
    "Counted by country and Action, countries outside the EU have {wide} of {all} presences ({wide_share}), or {narrow} ({narrow_share}) if former member states do not count as outside."
)
BY_PRESENCE_WITHOUT_FORMER = mark(
    "Counted by country and Action, countries outside the EU have {wide} of {all} presences ({wide_share})."
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
        [*_counted(language, actions, countries, presence), language.say("None of these is a headcount: the rows neither confirm nor refute the claim.")],
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


def _counted(
    language: Language, actions: pd.DataFrame, countries: pd.DataFrame, presence: pd.DataFrame
) -> list[Sentence]:
    """Say the shares from outside the EU by Action and by presence, with former member states outside and inside."""
    named = actions[actions["experts_from"] != ""]
    outside = presence[presence["origin"] != "eu"]
    beyond = presence[~presence["origin"].isin(MEMBERS)]
    wide, narrow = (named[named["action_id"].isin(part["action_id"])] for part in (outside, beyond))
    former = former_members(language, countries)
    by_action = language.say(
        BY_ACTION if former else BY_ACTION_WITHOUT_FORMER,
        former=former,
        wide=count_of("programme.expert.outside", wide, mark("Actions with an expert from outside the EU, former member states counted as outside")),
        wide_share=share_of("programme.expert.outside_share", wide, named, mark("Actions with an expert from outside the EU, former member states counted as outside, as a share of those whose sources name an origin")),
        narrow=count_of("programme.expert.beyond", narrow, mark("Actions with an expert from countries that were in the EU at no time of the programme")),
        narrow_share=share_of("programme.expert.beyond_share", narrow, named, mark("Actions with an expert from countries that were in the EU at no time of the programme, as a share of those whose sources name an origin")),
        named=count_of("actions.experts_named", named, mark("Actions whose sources name where experts came from")), carried=carried(language, "experts", named),
    )  # fmt: skip
    by_presence = language.say(
        BY_PRESENCE if former else BY_PRESENCE_WITHOUT_FORMER,
        wide=count_of("programme.expert.presences_outside", outside, mark("presences of countries outside the EU, former member states counted as outside")),
        all=count_of("programme.expert.presences", presence, mark("presences: a country in an Action, once")),
        wide_share=share_of("programme.expert.presences_outside_share", outside, presence, mark("presences of countries outside the EU, former member states counted as outside, as a share of all")),
        narrow=count_of("programme.expert.presences_beyond", beyond, mark("presences of countries that were in the EU at no time of the programme")),
        narrow_share=share_of("programme.expert.presences_beyond_share", beyond, presence, mark("presences of countries that were in the EU at no time of the programme, as a share of all")),
    )  # fmt: skip
    return [by_action, by_presence]
