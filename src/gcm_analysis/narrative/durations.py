"""How long the Actions lasted, with and without those that end where a phase of the programme ended."""

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.figures import programme as charts
from gcm_analysis.narrative.carried import carried, own_data, rests_on
from gcm_analysis.narrative.exhibits import Figure, Prose, prose
from gcm_analysis.narrative.facts import Fact, computed, count_of, mark
from gcm_analysis.narrative.language import Language, Sentence

# Which Actions a median is of.
GROUPS = {
    "median": mark("all with a first and a last month on record"),
    "median_without": mark("those that did not end as a phase closed"),
    "median_alone": mark("those that ended as a phase closed"),
}
LONGEST = {
    "shortest": mark("months of the shortest Action, both ends included"),
    "longest": mark("months of the longest Action, both ends included"),
}


def finding(language: Language, actions: pd.DataFrame, phases: pd.DataFrame) -> Prose:
    """Say how long the Actions lasted, and how many of them end as a phase closed."""
    table = analysis.durations(actions, phases)
    if table.empty:
        return prose(language.say("No Action has both a first and a last month on record."))
    first = language.plural(
        "{n} Action has a first and a last month on record {carried}. Counted in months, both ends included, the median is {median}, the shortest {low} and the longest {high}.",
        "{n} Actions have a first and a last month on record {carried}. Counted in months, both ends included, the median is {median}, the shortest {low} and the longest {high}.",
        n=_number(table), carried=carried(language, "durations", table), median=_median(language, "median", table),
        low=_months("shortest", table, int(table["months"].min())), high=_months("longest", table, int(table["months"].max())),
    )  # fmt: skip
    return prose([first], [*_closings(language, table, phases), *_without(language, table)])


def durations_figure(language: Language, actions: pd.DataFrame, phases: pd.DataFrame) -> Figure | Prose:
    """Show how long each Action lasted, by the phase in which it began."""
    table = analysis.durations(actions, phases)
    if table.empty:
        return prose(language.say("There is no duration to draw."))
    summary = analysis.durations_by_phase(table, phases)
    names = _phase_names(language, phases)
    drawn = summary.assign(name=[names[code] for code in summary["phase"]])
    words = [
        language.text("ended as a phase closed"), language.text("other end"), language.text("median"),
        language.text("Months from the first to the last"),
    ]  # fmt: skip
    shown = [_shown(language, float(value)) for value in drawn["median"]]
    return Figure(
        charts.duration_dots(table, drawn, shown, words),
        title=_title(language, table),
        subtitle=language.say(
            "Duration of each Action in months, by the phase in which it began; {n}",
            n=language.plural("{n} Action", "{n} Actions", n=_number(table)),
        ),
        note=language.say(
            "The month of the start and that of the end are both counted. An end in the month in which a phase closed, or in the month after, is marked. {rests_on} {source}",
            rests_on=rests_on(language, "durations", table), source=own_data(language),
        ),
        alt=language.text("One mark for each Action, by phase, with its months: {phases}.", phases=language.separated([
            language.text("{name}, from {low} to {high}", name=row["name"], low=language.number(int(row["shortest"])), high=language.number(int(row["longest"])))
            for _, row in drawn.iterrows()
        ])),
        data=_data(language, table, names),
    )  # fmt: skip


def _number(table: pd.DataFrame) -> Fact:
    return count_of(
        "programme.duration.actions", table, mark("Actions with a first and a last month on record")
    )


def _at_close(table: pd.DataFrame) -> Fact:
    closed = table[table["closed"] != ""]
    return count_of("programme.duration.at_close", closed, mark("Actions that ended in the month in which a phase closed, or in the month after"))  # fmt: skip


def _closings(language: Language, table: pd.DataFrame, phases: pd.DataFrame) -> list[Sentence]:
    closed = table[table["closed"] != ""]
    if closed.empty:
        return [language.say("None of them ended as a phase of the programme closed.")]
    names = _phase_names(language, phases)
    order = closed["closed"].value_counts().sort_index().sort_values(ascending=False, kind="stable").index
    parts = [
        language.say("{n} with {phase}", phase=names[code], n=count_of(
            f"programme.duration.close.{code}", closed[closed["closed"] == code], mark("Actions that ended as this phase closed"), names[code],
        ))
        for code in order
    ]  # fmt: skip
    said = language.plural(
        "{n} of them ended in the month in which a phase of the programme closed, or in the month after: {phases}.",
        "{n} of them ended in the month in which a phase of the programme closed, or in the month after: {phases}.",
        n=_at_close(table), phases=language.joined(parts),
    )  # fmt: skip
    meaning = language.say("Such an end may be the closing of the books rather than of the work.")
    return [said, meaning]


def _without(language: Language, table: pd.DataFrame) -> list[Sentence]:
    """Say the median of both groups, where there are both."""
    closed, others = table[table["closed"] != ""], table[table["closed"] == ""]
    if closed.empty:
        return []
    if others.empty:
        return [language.say("No duration on record is free of it.")]
    return [
        language.say(
            "In months, the median of the others is {without}, that of these alone {alone}.",
            without=_median(language, "median_without", others), alone=_median(language, "median_alone", closed),
        )
    ]  # fmt: skip


def _title(language: Language, table: pd.DataFrame) -> Sentence:
    closed, others = table[table["closed"] != ""], table[table["closed"] == ""]
    median = _median(language, "median", table)
    if closed.empty:
        return language.say("The median duration in months is {median}; no end falls on the close of a phase", median=median)  # fmt: skip
    if others.empty:
        return language.say("The median duration in months is {median}, and every end falls on the close of a phase", median=median)  # fmt: skip
    return language.say(
        "The median duration in months is {median}, {without} without the ends at the close of a phase",
        median=median, without=_median(language, "median_without", others),
    )  # fmt: skip


def _median(language: Language, name: str, table: pd.DataFrame) -> Fact:
    value = float(table["months"].median())
    how, about = mark("median number of months of an Action, both ends included"), language.text(GROUPS[name])
    return computed(f"programme.duration.{name}", value, how, table, "months", about, _shown(language, value))


def _months(name: str, table: pd.DataFrame, months: int) -> Fact:
    return computed(
        f"programme.duration.{name}", months, LONGEST[name], table[table["months"] == months], "months"
    )


def _shown(language: Language, median: float) -> str:
    """Return a median as a reader sees it: whole, or with its half."""
    return language.number(median, 0 if median.is_integer() else 1)


def _phase_names(language: Language, phases: pd.DataFrame) -> dict[str, str]:
    names = dict(zip(phases["phase"], phases[language.column("label")], strict=True))
    return names | {"": language.text("before the first phase")}


def _data(language: Language, table: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            language.text("Action"): table["action_id"],
            language.text("Phase"): [names[code] for code in table["phase"]],
            language.text("Start"): table["start"],
            language.text("End"): table["end"],
            language.text("Months"): table["months"],
            language.text("Phase that closed as the Action ended"): [
                names[code] if code else "" for code in table["closed"]
            ],
        }
    )
