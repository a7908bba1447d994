"""Whether further sources would bring new themes, or new pairs of theme and phase."""

import pandas as pd

from gcm_analysis.analysis.saturation import PERMUTATIONS, last_new, saturation, singles
from gcm_analysis.figures import robustness as charts
from gcm_analysis.narrative.exhibits import Figure, Prose, prose
from gcm_analysis.narrative.facts import Fact, computed, mark
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import measure, own_data, sources
from gcm_analysis.narrative.robustness import middle_fact, needs_sources

COLUMNS = {"themes": ("theme",), "pairs": ("theme", "phase")}
NAMES = {"themes": mark("Themes"), "pairs": mark("Pairs of theme and phase")}
ENOUGH = 0.95  # a share of what there is that counts as nearly all of it
SATURATED = 0.05  # saturated: the last source brought fewer new ones than this, in the mean over all orders
EPSILON = 1e-9  # what sums of shares may differ by


@needs_sources
def finding(language: Language, coded: pd.DataFrame) -> Prose:
    """Say how many sources name nearly all themes and pairs, and how much of them rests on one source."""
    enough = language.say(
        "Read in random order, {themes} name on average {share} of the {all_themes} themes. For the {all_pairs} pairs of theme and phase it takes {pairs}, of {sources}.",
        themes=_enough(language, coded, "themes"), pairs=_enough(language, coded, "pairs"),
        all_themes=_total(coded, "themes"), all_pairs=_total(coded, "pairs"),
        share=Fact("robust.saturation.share", ENOUGH, "share", mark("share of all themes, or pairs, that is looked for")),
        sources=sources(language, "record", coded),
    )  # fmt: skip
    last = language.say(
        "On average, the last source brings {themes} new themes and {pairs} new pairs.",
        themes=_last(language, coded, "themes"), pairs=_last(language, coded, "pairs"),
    )  # fmt: skip
    alone = language.say(
        "One source alone stands behind {n} of the pairs.",
        n=computed(
            "robust.saturation.pairs.singles",
            singles(coded, COLUMNS["pairs"]),
            mark("pairs of theme and phase that one independent source alone names"),
            coded,
        ),
    )
    return prose([enough, last, alone])


@needs_sources
def accumulation_figure(language: Language, coded: pd.DataFrame) -> Figure:
    """Show how the themes, and the pairs of theme and phase, that have been named grow with the sources read."""
    drawn = {language.text(NAMES[what]): _shares(coded, what) for what in COLUMNS}
    words = language.text("Independent sources read"), language.text("Named so far, per cent of all")
    return Figure(
        charts.accumulation(drawn, words),
        title=_title(language, coded),
        subtitle=measure(language, "record", mark("Themes, and pairs of theme and phase, named by so many sources; {strength}"), coded),
        note=language.say(
            "The lines are means over all orders of the sources; the bands hold the middle {middle} of {permutations} random orders. Saturated means that the last source brings fewer than {limit} new ones on average. The list of themes is closed: that there is no other theme cannot be seen here. {source}",
            middle=middle_fact(), permutations=permutations_fact(), limit=limit_fact(language), source=own_data(language),
        ),
        alt=_alt(language, drawn),
        data=_tidy(language, drawn),
    )  # fmt: skip


def permutations_fact() -> Fact:
    return Fact("robust.permutations", PERMUTATIONS, "count", mark("random orders of the independent sources"))  # fmt: skip


def limit_fact(language: Language) -> Fact:
    how = mark("new themes, or pairs, by the last source, below which the record is called saturated")
    return Fact("robust.saturation.limit", SATURATED, "count", how, words=language.number(SATURATED, 2))


def _curve(coded: pd.DataFrame, what: str) -> pd.DataFrame:
    return saturation(coded, COLUMNS[what])


def _shares(coded: pd.DataFrame, what: str) -> pd.DataFrame:
    """Return the curve as shares of all themes or pairs."""
    curve = _curve(coded, what)[["expected", "low", "high"]]
    return curve.div(curve["expected"].iloc[-1])


def _total(coded: pd.DataFrame, what: str) -> Fact:
    kinds = {
        "themes": mark("themes that are named"),
        "pairs": mark("pairs of theme and phase that are named"),
    }
    return computed(
        f"robust.saturation.{what}.all", len(coded.groupby(list(COLUMNS[what]))), kinds[what], coded
    )


def _enough(language: Language, coded: pd.DataFrame, what: str) -> Sentence:
    """Return “n sources”, the smallest number that name nearly all on average."""
    shares = _shares(coded, what)["expected"]
    number = computed(
        f"robust.saturation.{what}.enough", int(shares.index[shares >= ENOUGH - EPSILON][0]),
        mark("independent sources that name this share of all on average over all orders"), coded, about=language.text(NAMES[what]),
    )  # fmt: skip
    return language.plural("{n} source", "{n} sources", n=number)


def _last(language: Language, coded: pd.DataFrame, what: str) -> Fact:
    value = last_new(_curve(coded, what))
    how = mark("what the last source brings that is new, in the mean over all orders")
    about, words = language.text(NAMES[what]), language.number(value, 2)
    return computed(f"robust.saturation.{what}.last", value, how, coded, about=about, words=words)


def _title(language: Language, coded: pd.DataFrame) -> Sentence:
    """Say of what the record is saturated; of pairs it is only where it is of themes, as each theme makes a pair."""
    themes, pairs = (last_new(_curve(coded, what)) < SATURATED for what in COLUMNS)
    if pairs:
        return language.say("The record is saturated in themes and in pairs of theme and phase")
    if themes:
        return language.say("The record is saturated in themes, but not in pairs of theme and phase")
    return language.say("The record is saturated neither in themes nor in pairs of theme and phase")


def _alt(language: Language, drawn: dict[str, pd.DataFrame]) -> str:
    """Describe the curves: their form, and where each stands at half of the sources."""
    rows = []
    for name, curve in drawn.items():
        half = (len(curve) + 1) // 2
        share = language.percent(float(curve["expected"].loc[half]))
        rows.append(
            language.text("{name}, {share} after {n}", name=name, share=share, n=language.number(half))
        )
    return language.text(
        "Two lines that rise and flatten with the number of sources, each in a band. Named on average: {rows}; all of them after the last.",
        rows=language.listed(rows),
    )


def _tidy(language: Language, drawn: dict[str, pd.DataFrame]) -> pd.DataFrame:
    header = [
        language.text(word)
        for word in (
            mark("Counted"), mark("Independent sources"), mark("Share named on average"), mark("Lower end"), mark("Upper end"),
        )
    ]  # fmt: skip
    long = pd.concat(drawn, names=["counted", "origins"]).reset_index()
    return long.round(6).set_axis(header, axis="columns")
