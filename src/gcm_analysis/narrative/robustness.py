"""How firm the order of themes and the contrast of speakers are: sources drawn again, and each left out in turn."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.analysis import resampling
from gcm_analysis.analysis.arrays import HIGH, LOW, WHOLE
from gcm_analysis.analysis.headlines import largest_origin
from gcm_analysis.figures import robustness as charts
from gcm_analysis.narrative.exhibits import Exhibit, Figure, Prose, prose
from gcm_analysis.narrative.facts import Fact, computed, mark
from gcm_analysis.narrative.labels import theme_labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import (
    measure,
    of,
    on_themes,
    own_data,
    quoted,
    sources,
    statements,
)

P = ParamSpec("P")


def needs_sources(
    make: Callable[Concatenate[Language, pd.DataFrame, P], Exhibit],
) -> Callable[Concatenate[Language, pd.DataFrame, P], Exhibit]:
    """Show nothing where an edition has no statement, or all of one independent source: then nothing can be tested."""

    @wraps(make)
    def made(language: Language, coded: pd.DataFrame, /, *args: P.args, **kwargs: P.kwargs) -> Exhibit:
        if len(set(coded["origin"])) <= 1:
            return prose([])
        return make(language, coded, *args, **kwargs)

    return made


def named_source(name: str, origin: str, coded: pd.DataFrame, how: str) -> Fact:
    """Return the name of an independent source as a fact that leads to its statements."""
    return computed(name, origin, how, of(coded, origin=origin), "text")


def largest_source(coded: pd.DataFrame) -> Fact:
    """Return the name of the independent source with the most statements as a fact."""
    how = mark("name of the independent source with the most statements, as the data have it")
    return named_source("robust.largest", largest_origin(coded), coded, how)


def draws_fact() -> Fact:
    return Fact(
        "robust.draws", resampling.DRAWS, "count", mark("times that the independent sources are drawn again")
    )


def middle_fact() -> Fact:
    return Fact(
        "robust.middle", (HIGH - LOW) / WHOLE, "share", mark("share of the draws that an interval holds")
    )


@needs_sources
def redrawn(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame) -> Prose:
    """Say in what share of resamples the theme that leads leads, and which other theme leads most often."""
    table = resampling.bootstrap(coded)
    leading = analysis.leaders(table["statements"])
    first = language.say(
        "Suppose that other sources had been found: the {sources} are drawn again at random {draws} times, each time as many as there are, so that some count twice or more and others not at all.",
        sources=sources(language, "record", coded),
        draws=draws_fact(),
    )
    said = [language.say(
        "In these draws, {shares}.", shares=_leads(language, coded, codebook, table.loc[leading, "first"])
    )]  # fmt: skip
    others = table["first"].drop(leading)
    if not others.empty and others.max() > 0:
        next_best = others[others == others.max()].sort_index()
        shares = _leads(language, coded, codebook, next_best)
        said.append(language.say("Of the other themes, {shares}.", shares=shares))
    ties = language.say(
        "Ties count here (@tbl-headlines counts only draws in which the same theme leads alone)."
    )
    return prose([first, *said, *([ties] if len(leading) == 1 else [])])


def _leads(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, shares: pd.Series) -> Sentence:
    """Return “A leads or ties in x of them” for each of these themes."""
    names = theme_labels(language, codebook)
    parts = [
        language.say(
            "{theme} is named most often, alone or with others, in {share} of the draws",
            theme=language.quoted(names[str(code)]),
            share=computed(
                f"robust.first.{code}",
                float(share),
                mark("share of the draws in which no theme has more statements than this one"),
                of(coded, theme=str(code)),
                "share",
                on_themes(language, [str(code)], names),
            ),
        )
        for code, share in shares.items()
    ]
    return language.joined(parts)


@needs_sources
def themes_figure(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame) -> Figure:
    """Show the statements on each theme with the interval that they have when sources are drawn again."""
    table = resampling.bootstrap(coded)
    drawn = table.rename(index=theme_labels(language, codebook))[["statements", "low", "high"]]
    return Figure(
        charts.interval_dots(drawn, language.text("Number of statements")),
        title=_overlap(language, coded, codebook, table),
        subtitle=measure(
            language, "record", mark("Statements by theme, with intervals over sources drawn again; {strength}"), coded
        ),
        note=language.say(
            "A bar holds the middle {middle} of {draws} draws. Whole sources are drawn, not statements, since what one source says hangs together. Whether a theme leads another is read from their difference within each draw, not from whether bars overlap. The bars say how much a count hangs on single sources, not how often something happens. {source}",
            middle=middle_fact(), draws=draws_fact(), source=own_data(language),
        ),
        alt=_intervals_alt(language, drawn),
        data=_intervals_data(language, drawn),
    )  # fmt: skip


def _overlap(
    language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, table: pd.DataFrame
) -> Sentence:
    """Say over how many other themes the lead is not sure: the interval of the difference within draws includes zero."""
    leading = analysis.leaders(table["statements"])
    others = resampling.lead(coded).drop(leading, errors="ignore")
    reaching = others.index[others["low"] <= 0]
    number = computed(
        "robust.overlapping", len(reaching), mark("themes that the theme named most often does not lead in nearly all draws: the interval of the difference includes zero"), coded
    )  # fmt: skip
    themes = quoted(language, leading, theme_labels(language, codebook))
    if reaching.empty:
        return language.say("{themes}: ahead of every other theme in nearly all draws", themes=themes)
    if len(leading) > 1:
        return language.plural(
            "{themes} share the lead, and {n} other theme may have as many statements",
            "{themes} share the lead, and {n} other themes may have as many statements",
            n=number, themes=themes,
        )  # fmt: skip
    return language.plural(
        "{themes} leads, but {n} other theme may have as many statements",
        "{themes} leads, but {n} other themes may have as many statements",
        n=number, themes=themes,
    )  # fmt: skip


def _intervals_alt(language: Language, drawn: pd.DataFrame) -> str:
    rows = [
        language.text(
            "{name}, {statements}, from {low} to {high}",
            name=name,
            **{column: language.number(int(row[column])) for column in ("statements", "low", "high")},
        )
        for name, row in drawn.iterrows()
    ]
    return language.text(
        "One dot for each theme at its number of statements, on a bar from the lower to the upper end of its interval. From the top: {rows}.",
        rows=language.separated(rows),
    )


def _intervals_data(language: Language, drawn: pd.DataFrame) -> pd.DataFrame:
    names = [language.text(name) for name in (mark("Statements"), mark("Lower end"), mark("Upper end"))]
    return drawn.set_axis(names, axis="columns").rename_axis(language.text("Theme")).reset_index()


@needs_sources
def method(language: Language, coded: pd.DataFrame) -> Prose:
    """Say how sources are drawn again, with the numbers that the draws have."""
    number = statements(language, "record", coded).facts[0]
    return prose(language.say(
        "The {n} statements are drawn again {draws} times by whole independent sources; intervals hold the middle {middle} of the draws. The draws come from a fixed seed, so that every run gives the same numbers.",
        n=number, draws=draws_fact(), middle=middle_fact(),
    ))  # fmt: skip
