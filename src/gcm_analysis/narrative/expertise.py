"""Where the experts came from: by country and group of countries, by region of the Action, beside the published share."""

from textwrap import fill

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.evidence.vocabulary import ACTION_REGIONS
from gcm_analysis.figures import programme as programme_charts
from gcm_analysis.figures import statements as charts
from gcm_analysis.narrative.carried import carried, own_data, rests_on
from gcm_analysis.narrative.claims import in_a_row
from gcm_analysis.narrative.exhibits import Figure, Prose, prose
from gcm_analysis.narrative.facts import Fact, count_of, distinct, mark, share_of
from gcm_analysis.narrative.labels import label, labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import FEW, of

SHOWN_ORIGINS = 20  # countries that the chart names; the data download has all
WRAP = 14  # characters of a line in the head of a grid
# Where experts of the South or East came from, seen from the country that an Action supported.
HOMES = (
    (
        "south_abroad",
        mark("from another country ({n})"),
        mark("Actions with an expert from a country of the South or East other than the one supported"),
    ),
    (
        "south_home",
        mark("from that country alone ({n})"),
        mark("Actions whose experts from the South or East all came from the country supported"),
    ),
    (
        "south_open",
        mark("not known, since the Action has no single country on record ({n})"),
        mark("Actions with such experts that were supported for several countries or a regional body"),
    ),
)
REGIONS_NOTE = mark(
    "Presence, not headcount: an Action counts once under each group from which it had an expert, so that rows do not add up. The EU is that of the day on which the Action began. {rests_on} {source}"
)
ORIGINS_NOTE = mark(
    "Presence, not headcount. The groups are the compilers’: EU member states on the day on which the Action began, other high-income economies, among them states before they joined the EU and after they left it, and all other countries as South and East. A country that changed its group is drawn in that of most of its Actions. {rests_on} {source}"
)


def origins(language: Language, actions: pd.DataFrame, countries: pd.DataFrame) -> Prose:
    """Say how many Actions had experts from the South or East, what presence means, and who was at home."""
    presence = analysis.expert_presence(actions, countries)
    if presence.empty:
        return prose(language.say("No source names where the experts came from."))
    beyond = _from_south(actions, presence)
    said = _of_named_actions(language, actions, beyond)
    meaning = language.say(
        "This is presence, not headcount: a country counts once in an Action, whether it sent one expert or ten."
    )
    return prose([said, meaning], *([_at_home(language, presence, beyond)] if len(beyond) else []))


def in_short(language: Language, actions: pd.DataFrame, countries: pd.DataFrame) -> Sentence:
    """Say in one sentence how many Actions had experts from the South or East."""
    presence = analysis.expert_presence(actions, countries)
    if presence.empty:
        return language.say("No source names where the experts came from.")
    named, beyond = actions[actions["experts_from"] != ""], _from_south(actions, presence)
    return language.say(
        "Actions whose sources name the origin of experts: {named} {carried}; with experts from countries of the South or East, {share}.",
        share=_south_share(beyond, named), named=_number_named(named), carried=carried(language, "experts", named),
    )  # fmt: skip


def _number_named(named: pd.DataFrame) -> Fact:
    return count_of("actions.experts_named", named, mark("Actions whose sources name where experts came from"))  # fmt: skip


def _south_share(beyond: pd.DataFrame, named: pd.DataFrame) -> Fact:
    return share_of("actions.experts_south_share", beyond, named, mark("Actions with experts from the South or East, as a share of these"))  # fmt: skip


def _from_south(actions: pd.DataFrame, presence: pd.DataFrame) -> pd.DataFrame:
    return actions[actions["action_id"].isin(of(presence, origin="south")["action_id"])]


def _of_named_actions(language: Language, actions: pd.DataFrame, beyond: pd.DataFrame) -> Sentence:
    named = actions[actions["experts_from"] != ""]
    return language.say(
        "Actions whose sources name the origin of experts: {named} {carried}; with experts from countries of the South or East, alongside or instead of European ones, {share} ({beyond}).",
        named=_number_named(named), carried=carried(language, "experts", named),
        share=_south_share(beyond, named),
        beyond=language.plural(
            "{n} Action", "{n} Actions", n=count_of("actions.experts_south", beyond, mark("Actions with experts from the South or East")),
        ),
    )  # fmt: skip


def regions_figure(language: Language, actions: pd.DataFrame, countries: pd.DataFrame) -> Figure | Prose:
    """Show from which groups of countries experts came to the Actions of each region."""
    presence = analysis.expert_presence(actions, countries)
    if presence.empty:
        return prose(language.say("There is no origin of experts to show by region."))
    table = analysis.experts_by_region(actions, countries)
    table = table.loc[[region for region in ACTION_REGIONS if region in table.index]]
    named = actions[actions["experts_from"] != ""]
    heads = [*labels(language, analysis.ORIGINS), language.text("Outside the EU")]
    counts = (
        table[[*analysis.ORIGINS, "outside"]]
        .set_axis(labels(language, table.index))
        .set_axis(heads, axis="columns")
    )
    marks = counts.astype(str).where(counts > 0, "")
    marks[heads[-1]] = [_of_named(language, row) for _, row in table.iterrows()]
    wrapped = [fill(head, WRAP) for head in heads]
    return Figure(
        charts.count_grid(
            counts.set_axis(wrapped, axis="columns"), marks.set_axis(wrapped, axis="columns"), language.text("Where experts came from"),
        ),
        title=_regions_title(language, table, named, presence),
        subtitle=language.say(
            "Actions by region and by group of countries from which experts took part; {n}",
            n=language.plural("{n} Action", "{n} Actions", n=_number_named(named)),
        ),
        note=language.say(
            REGIONS_NOTE,
            rests_on=rests_on(language, "experts", named), source=own_data(language),
        ),
        alt=language.text("A grid of regions by groups of countries. With experts from outside the EU: {regions}.", regions=language.separated(
            [language.labelled(str(name), text) for name, text in marks[heads[-1]].items()]
        )),
        data=counts.assign(**{
            language.text("Actions whose sources name an origin"): table["named"].to_list(),
            language.text("Share outside the EU"): table["share"].round(6).to_list(),
        }).rename_axis(language.text("Region")).reset_index(),
    )  # fmt: skip


def origins_figure(language: Language, actions: pd.DataFrame, countries: pd.DataFrame) -> Figure | Prose:
    """Show in how many Actions experts of each country took part."""
    presence = analysis.expert_presence(actions, countries)
    if presence.empty:
        return prose(language.say("There is no country to show."))
    table = analysis.expert_origins(presence)
    names = {code: label(language, code) for code in analysis.ORIGINS}
    named = table.assign(name=[language.country(code) for code in table["country"]])
    drawn = named.loc[analysis.top(table["actions"], SHOWN_ORIGINS).index]
    asked = actions[actions["experts_from"] != ""]
    return Figure(
        programme_charts.origin_bars(drawn, names, language.text("Actions in which experts of the country took part")),
        title=_origins_title(language, presence, table),
        subtitle=language.say(
            "Countries named as origin of experts, most Actions first; {named}, {countries}",
            named=language.plural(
                "{n} Action", "{n} Actions", n=_number_named(asked),
            ),
            countries=language.plural(
                "{n} country", "{n} countries", n=_countries(presence),
            ),
        ),
        note=language.say(
            ORIGINS_NOTE,
            rests_on=rests_on(language, "experts", asked), source=own_data(language),
        ),
        alt=language.text("One bar for each country, most first: {rows}.", rows=language.listed(
            [f"{name}, {language.number(int(number))}" for name, number in zip(drawn["name"], drawn["actions"], strict=True)]
        )),
        data=named.assign(origin=named["origin"].map(names)).set_axis(
            ["ISO 3166", language.text("Group"), language.text("Actions"), language.text("Country")], axis="columns"
        ),
    )  # fmt: skip


def _at_home(language: Language, presence: pd.DataFrame, beyond: pd.DataFrame) -> Sentence:
    """Say in how many of these Actions the experts of the South or East came from abroad, as far as it can be told."""
    abroad = set(of(analysis.from_abroad(presence), origin="south")["action_id"])
    coded, crossed = beyond["iso3"] != "", beyond["action_id"].isin(abroad)
    groups = [beyond[coded & crossed], beyond[coded & ~crossed], beyond[~coded]]
    parts = [
        language.say(words, n=count_of(f"programme.expert.{name}", group, how))
        for (name, words, how), group in zip(HOMES, groups, strict=True) if len(group)
    ]  # fmt: skip
    return language.say(
        "Where the experts of the South or East came from, counted by Action and seen from the country supported: {parts}.",
        parts=in_a_row(language, parts),
    )


def _of_named(language: Language, row: pd.Series) -> str:
    return language.text(
        "{n} of {named} ({share})",
        n=language.number(int(row["outside"])), named=language.number(int(row["named"])), share=language.percent(float(row["share"])),
    )  # fmt: skip


def _regions_title(
    language: Language, table: pd.DataFrame, named: pd.DataFrame, presence: pd.DataFrame
) -> Sentence:
    """Name the region with the highest share from outside the EU, among those with enough Actions to compare."""
    outside = named[named["action_id"].isin(presence.loc[presence["origin"] != "eu", "action_id"])]
    large = table[table["named"] >= FEW]
    top = large[large["share"] == large["share"].max()]
    if len(large) < 2 or len(top) != 1:  # noqa: PLR2004 - a comparison needs two
        return language.say(
            "Actions with experts from outside the EU: {n} of {named}",
            n=count_of("programme.expert.outside", outside, mark("Actions with an expert from a country that was no member of the EU when the Action began")),
            named=_number_named(named),
        )  # fmt: skip
    region = str(top.index[0])
    part, whole = of(outside, region=region), of(named, region=region)
    return language.say(
        "{region}: {share} of Actions had experts from outside the EU, the highest share of any region ({n} of {named})",
        region=label(language, region),
        share=share_of("programme.expert.first_region_share", part, whole, mark("Actions of the region with an expert from outside the EU, as a share of those whose sources name an origin")),
        n=count_of("programme.expert.first_region_outside", part, mark("Actions of the region with an expert from outside the EU")),
        named=count_of("programme.expert.first_region_named", whole, mark("Actions of the region whose sources name where experts came from")),
    )  # fmt: skip


def _countries(presence: pd.DataFrame) -> Fact:
    return distinct(
        "actions.expert_countries", presence, "country", mark("countries from which experts came")
    )


def _origins_title(language: Language, presence: pd.DataFrame, table: pd.DataFrame) -> Sentence:
    if presence["action_id"].nunique() < analysis.RANKED_FROM:
        return language.say("Countries from which experts came: {n}", n=_countries(presence))
    top = table[table["actions"] == table["actions"].max()]
    country = language.listed([language.country(code) for code in top["country"]])
    chosen = presence[presence["country"] == top["country"].iloc[0]]
    message = (
        mark("Experts from {country} took part in the most Actions: {n}")
        if len(top) == 1
        else mark("Experts from {country} took part in the most Actions: {n} each")
    )
    return language.say(
        message,
        country=country, n=count_of("actions.first_origin", chosen, mark("Actions in which experts of this country took part")),
    )  # fmt: skip
