"""A brief on one partner of the programme, a country or a region: its Actions, and who came as experts."""

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.analysis import partners
from gcm_analysis.edition import ALL, is_country
from gcm_analysis.evidence.values import last_day
from gcm_analysis.narrative.action_list import actions_table as listed
from gcm_analysis.narrative.action_list import titled
from gcm_analysis.narrative.carried import rests_on
from gcm_analysis.narrative.exhibits import Prose, Table, prose
from gcm_analysis.narrative.facts import count_of, distinct, mark
from gcm_analysis.narrative.labels import label
from gcm_analysis.narrative.language import Language, Sentence, join_sentences
from gcm_analysis.narrative.markdown import cite
from gcm_analysis.narrative.parts import action_count, of

MOST = 8  # countries that a sentence names
UNKNOWN = "9999"  # a start that is not known stands after all others
ALL_NAMED = mark("The sources of {actions} name where experts came from: {n}, namely {countries}.")
MOST_NAMED = mark("The sources of {actions} name where experts came from: {n}, most often {countries}.")
SHOWN = 12  # rows of a table that a brief of two pages has room for


def name(language: Language, partner: str) -> str:
    """Return the name of a country, of a region, or of all partners together."""
    if partner == ALL:
        return language.text("All partners")
    return language.country(partner) if is_country(partner) else label(language, partner)


def finding(language: Language, actions: pd.DataFrame, partner: str) -> Prose:
    """Say how many Actions with the partner are on record, and when they began, as far as is known."""
    found, where = partners.actions_with(actions, partner), name(language, partner)
    if found.empty:
        said = language.say("{where}: no Action of the programme is on record in this edition.", where=where)
        return prose(said, style="lead")
    number = action_count(language, "partner.actions", found)
    counted = language.say("{where}: {number} of the programme on record.", where=where, number=number)
    return prose([counted, *_begun(language, found)], style="lead")


def _begun(language: Language, found: pd.DataFrame) -> list[Sentence]:
    dated = found.loc[found["start"] != "", "start"]
    if dated.empty:
        return [language.say("No source that was read says when they began.")]
    first, last = (language.partial_day(str(day)) for day in (dated.min(), max(dated, key=last_day)))
    if first == last:
        return [language.say("Known start: {first}.", first=first)]
    return [language.say("The first known start is {first}, the last {last}.", first=first, last=last)]


def actions_table(language: Language, actions: pd.DataFrame, partner: str) -> Table | Prose:
    """Show the Actions with a country, oldest first; for a region, its countries."""
    found = partners.actions_with(actions, partner)
    if found.empty:
        return prose([])
    return _of_country(language, found) if is_country(partner) else _of_region(language, found)


def evidence_table(language: Language, actions: pd.DataFrame, partner: str) -> Table | Prose:
    """Show every Action with the partner as the list of all Actions does."""
    found = partners.actions_with(actions, partner)
    return prose(language.say("Nothing is on record.")) if found.empty else listed(language, found, "partner")


def _of_country(language: Language, found: pd.DataFrame) -> Table:
    header = [
        language.text(word)
        for word in (mark("Action"), mark("Start and end"), mark("Themes"), mark("Experts from"), mark("Source"))
    ]  # fmt: skip
    ordered = found.assign(start=found["start"].replace("", UNKNOWN)).sort_values(["start", "action_id"])
    ordered = ordered.assign(start=ordered["start"].replace(UNKNOWN, ""))
    return Table(
        header,
        [_action(language, row) for _, row in ordered.iterrows()],
        title=language.say("The Actions on record, the oldest known start first"),
        note=language.say(
            "Titles, dates and themes are the programme’s own. A dash stands for what no source that was read gives. {rests_on}",
            rests_on=rests_on(language, "partner", found),
        ),
        widths=[32, 20, 20, 16, 12],
        data=_plain(language, ordered, header),
    )


def _action(language: Language, row: pd.Series) -> list[str | Sentence]:
    shown, days, themes, experts = _words(language, row)
    return [
        titled(language, row) or shown,
        days,
        themes or "–",
        experts or "–",
        cite(str(row["source_id"])),
    ]


def _plain(language: Language, actions: pd.DataFrame, header: list[str]) -> pd.DataFrame:
    rows = [[*_words(language, row), str(row["source_id"])] for _, row in actions.iterrows()]
    return pd.DataFrame(rows, columns=header)


def _words(language: Language, row: pd.Series) -> tuple[str, str, str, str]:
    """Return title, start and end, themes and countries of experts as a reader sees them."""
    themes = [label(language, code) for code in str(row["theme"]).split("|") if code]
    experts = [language.country(code) for code in str(row["experts_from"]).split("|") if code]
    days = [language.partial_day(str(row[key])) if row[key] else "…" for key in ("start", "end")]
    return (
        str(row["title"]) or str(row[language.column("place")]),
        " – ".join(days) if row["start"] or row["end"] else "–",
        language.separated(themes),
        language.listed(experts),
    )


def _of_region(language: Language, found: pd.DataFrame) -> Table | Prose:
    table = partners.countries(found)
    if table.empty:
        return prose(language.say("No Action on record here names a country."))
    header = [
        language.text(word) for word in (mark("Country"), mark("Actions found"), mark("First known start"))
    ]
    rows = [
        [
            language.country(str(row["iso3"])),
            language.number(int(row["actions"])),
            language.partial_day(str(row["first"])) if isinstance(row["first"], str) else "–",
        ]
        for _, row in table.iterrows()
    ]
    each = partners.of_each_country(found)
    number = distinct(
        "partner.countries", each, "iso3", mark("countries with an Action here, joint ones included")
    )
    return Table(
        header,
        rows[: len(analysis.top(table["actions"], SHOWN))],
        title=language.say(
            "Countries with most Actions on record; {n} in all",
            n=language.plural("{n} country", "{n} countries", n=number),
        ),
        note=join_sentences(
            [
                language.say(
                    "A joint Action counts under each of its countries. The data have every country."
                ),
                *_of_no_country(language, found),
                rests_on(language, "partner", found),
            ]
        ),
        numeric=[False, True, True],
        widths=[50, 20, 30],
        data=pd.DataFrame(rows, columns=header),
    )


def _of_no_country(language: Language, found: pd.DataFrame) -> list[Sentence]:
    """Say how many Actions are under no country here; nothing where all name one."""
    joint = of(found, iso3="")
    if joint.empty:
        return []
    number = count_of(
        "partner.no_country",
        joint,
        mark("Actions that name no country: joint ones, and those with regional bodies"),
    )
    return [
        language.plural(
            "{n} Action, joint or with a regional body, names no country.",
            "{n} Actions, joint or with regional bodies, name no country.",
            n=number,
        )
    ]


def experts(language: Language, actions: pd.DataFrame, countries: pd.DataFrame, partner: str) -> Prose:
    """Say from which countries experts came, most Actions first."""
    found = partners.actions_with(actions, partner)
    presence = analysis.expert_presence(found, countries)
    if presence.empty:
        return prose(language.say("No source that was read says where experts came from."))
    named = found[found["experts_from"] != ""]
    number = count_of(
        "partner.experts_named", named, mark("Actions whose sources name where experts came from")
    )
    origins = distinct(
        "partner.expert_countries",
        presence,
        "country",
        mark("countries from which experts came to these Actions"),
    )
    said = language.say(
        ALL_NAMED if int(str(origins.value)) <= MOST else MOST_NAMED,
        n=language.plural("{n} country", "{n} countries", n=origins),
        actions=language.plural("{n} Action", "{n} Actions", n=number),
        countries=language.joined(_origins(language, presence)),
    )
    return prose([said, language.say("This is presence, not headcount: a country counts once in an Action, whether it sent one expert or ten.")])  # fmt: skip


def _origins(language: Language, presence: pd.DataFrame) -> list[Sentence]:
    """Return “country (n)” for the countries whose experts were present in most Actions."""
    most = analysis.top(analysis.expert_origins(presence).set_index("country")["actions"], MOST).index
    return [
        language.say(
            "{country} ({n})",
            country=language.country(str(code)),
            n=count_of(
                f"partner.expert.{code}",
                of(presence, country=str(code)),
                mark("Actions in which experts of this country were present"),
                language.country(str(code)),
            ),
        )
        for code in most
    ]
