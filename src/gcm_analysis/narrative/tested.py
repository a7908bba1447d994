"""The claims held beside the Actions found: what the rows show by the date of a claim, and why they need not agree."""

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.evidence.event import Event
from gcm_analysis.narrative.carried import own_data, rests_on
from gcm_analysis.narrative.claims import about, dated_claim
from gcm_analysis.narrative.conflicts import row_links
from gcm_analysis.narrative.exhibits import Points, Prose, Table, prose
from gcm_analysis.narrative.facts import Fact, computed, count_of, mark
from gcm_analysis.narrative.indicators import capital, indicator
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import cite

REASONS = {
    "actions": mark(
        "An Action is found only if a page about it, a list or a mention was read. The rows can show that a total is too low, not that it is too high."
    ),
    "actions_completed": mark("An Action whose end is not on record counts in the higher number only."),
    "partner_countries": mark(
        "The countries of Actions that were not found are missing. A joint request or a regional body names none here, while claims may count governments or organisations beside countries."
    ),
    "eu_member_states_supplying_experts": mark(
        "Not every Action’s sources name where its experts came from. Countries count as member states while they are members."
    ),
    "years_of_operation": mark(
        "Whole years are counted from the first start on record; a programme may count from its own beginning."
    ),
}


def tested_table(
    language: Language, figures: pd.DataFrame, actions: pd.DataFrame, countries: pd.DataFrame, event: Event
) -> Table | Prose:
    """Set the claims of the event, and the newest on each testable indicator and scope, beside the rows."""
    table = analysis.newest_or_of(analysis.tested(figures, actions, countries), event.source_id)
    if table.empty:
        return prose(language.say("No dated claim can be held beside the Actions on record."))
    header = [language.text(word) for word in (mark("Indicator and scope"), mark("Claimed"), mark("Found by then"), mark("Row"))]  # fmt: skip
    rows = [_row(language, one, actions) for _, one in table.iterrows()]
    counted = actions[actions["action_id"].isin({row for rows in table["most_rows"] for row in rows})]
    return Table(
        header, rows,
        title=_title(language, table),
        note=language.say(
            "Found by then: what had certainly begun, or ended, by the date of the claim; after “to”, with what has no date on record counted in. {rests_on} {source}",
            rests_on=rests_on(language, "tested", counted), source=own_data(language),
        ),
        widths=[34, 36, 18, 12], data=_data(language, table),
    )  # fmt: skip


def reasons(
    language: Language, figures: pd.DataFrame, actions: pd.DataFrame, countries: pd.DataFrame, event: Event
) -> Points | Prose:
    """Say, for each indicator held beside the rows, why the two need not agree."""
    table = analysis.newest_or_of(analysis.tested(figures, actions, countries), event.source_id)
    if table.empty:
        return prose(language.say("There is nothing to compare."))
    return Points(
        tuple(
            language.say("**{indicator}.** {reason}", indicator=capital(indicator(language, str(code))), reason=language.say(REASONS[code]))
            for code in table["indicator"].drop_duplicates()
        )
    )  # fmt: skip


def _row(language: Language, one: pd.Series, actions: pd.DataFrame) -> list[str | Sentence]:
    scope = str(one[language.column("scope")])
    return [
        language.labelled(capital(indicator(language, str(one["indicator"]))), scope),
        dated_claim(language, one, cite(str(one["source_id"]), str(one[language.column("locator")]))),
        _found(language, one, actions),
        row_links((str(one["figure_id"]),)),
    ]


def _found(language: Language, one: pd.Series, actions: pd.DataFrame) -> Sentence:
    least = _number(
        language,
        one,
        "least",
        actions,
        mark("what the Actions that certainly had begun, or ended, by the claim’s date show"),
    )
    if one["least"] == one["most"]:
        return language.say("{least}", least=least)
    how = mark("what the Actions that certainly or possibly had begun, or ended, by the claim’s date show")
    most = _number(language, one, "most", actions, how)
    return language.say("{least} to {most}", least=least, most=most)  # fmt: skip


def _number(language: Language, one: pd.Series, which: str, actions: pd.DataFrame, how: str) -> Fact:
    counted = actions[actions["action_id"].isin(one[f"{which}_rows"])]
    name = f"programme.tested.{one['figure_id']}.{which}"
    return computed(name, int(one[which]), how, counted, about=about(language, one))


def _title(language: Language, table: pd.DataFrame) -> Sentence:
    how = mark("claims that are held beside the rows")
    compared = count_of("programme.tested.claims", table, how)
    higher = table[table["exceeds"]]
    if higher.empty:
        return language.plural(
            "The {n} claim that can be held beside the rows is not contradicted by them",
            "None of the {n} claims that can be held beside the rows is contradicted by them", n=compared,
        )  # fmt: skip
    more = count_of("programme.tested.exceeded", higher, mark("claims that the Actions found exceed"))
    return language.plural(
        "The Actions found exceed what {n} of the {compared} comparable claims allows",
        "The Actions found exceed what {n} of the {compared} comparable claims allow", n=more, compared=compared,
    )  # fmt: skip


def _data(language: Language, table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            language.text("Row"): table["figure_id"],
            language.text("Indicator"): [capital(indicator(language, str(code))) for code in table["indicator"]],
            language.text("Scope"): table[language.column("scope")],
            language.text("Claimed"): table["value"],
            language.text("Date"): table["as_of"],
            language.text("Found, certain"): table["least"],
            language.text("Found, with the undated"): table["most"],
            language.text("Source"): table["source_id"],
        }
    )  # fmt: skip
