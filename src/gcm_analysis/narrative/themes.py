"""Figures of the coded statements and the words that go with them: by theme, phase, level, criterion and speaker."""

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.evidence.vocabulary import CRITERIA, LEVELS, PHASES, SOURCE_TYPES
from gcm_analysis.figures import statements as charts
from gcm_analysis.narrative import titles
from gcm_analysis.narrative.alt import balance_alt, grid_alt, pairs_alt
from gcm_analysis.narrative.exhibits import Figure
from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.labels import labels, theme_labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import FEW, measure, needs_statements, own_data, tidy, valence_words


@needs_statements
def balance_figure(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame) -> Figure:
    """Show success factors and challenges by theme."""
    drawn = analysis.balance(coded, "theme").rename(index=theme_labels(language, codebook))
    return Figure(
        charts.balance_bars(drawn, valence_words(language)),
        title=titles.most_named(language, coded, theme_labels(language, codebook)),
        subtitle=measure(
            language, "record", mark("Success factors and challenges by theme; {strength}"), coded
        ),
        note=language.say(
            "Each statement has one theme. The collection is purposive: the counts describe what was read, "
            "not how often something happens. {source}",
            source=own_data(language),
        ),
        alt=balance_alt(language, drawn),
        data=tidy(language, drawn, language.text("Theme")),
    )


@needs_statements
def sources_figure(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame) -> Figure:
    """Show how many independent sources stand behind the statements on each theme."""
    drawn = analysis.balance(coded, "theme").rename(index=theme_labels(language, codebook))
    words = (language.text("Statements"), language.text("Independent sources"), language.text("Number"))
    return Figure(
        charts.pair_dots(drawn, words),
        title=titles.widest(language, coded, theme_labels(language, codebook)),
        subtitle=measure(
            language, "record", mark("Statements and independent sources by theme; {strength}"), coded
        ),
        note=language.say(
            "Pages of one programme about itself, or several accounts of one report, count as one independent source. "
            "{source}",
            source=own_data(language),
        ),
        alt=pairs_alt(language, drawn),
        data=tidy(language, drawn, language.text("Theme")),
    )


@needs_statements
def phase_figure(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame) -> Figure:
    """Show themes by phase, each cell with statements and independent sources."""
    return _grid(
        language,
        coded,
        codebook,
        ("phase", PHASES, language.text("Phase of a programme")),
        title=titles.phases(language, coded),
        subtitle=mark("Statements by theme and phase, independent sources in brackets; {strength}"),
        note=mark(
            "Phase and theme are partly tied by definition: requests and contexts belong to design, measurement to "
            "monitoring. {source}"
        ),
    )


@needs_statements
def level_figure(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame) -> Figure:
    """Show themes by level, each cell with statements and independent sources."""
    return _grid(
        language,
        coded,
        codebook,
        ("level", LEVELS, language.text("Level")),
        title=titles.levels(language, coded),
        subtitle=mark("Statements by theme and level, independent sources in brackets; {strength}"),
        note=mark("The level is that of the body whose capacity the statement is about. {source}"),
    )


@needs_statements
def criterion_figure(language: Language, coded: pd.DataFrame) -> Figure:
    """Show success factors and challenges by evaluation criterion."""
    table = analysis.balance(coded, "criterion", CRITERIA)
    drawn = table.set_axis(labels(language, table.index))
    return Figure(
        charts.balance_bars(drawn, valence_words(language)),
        title=titles.criteria(language, coded),
        subtitle=measure(
            language, "record", mark("Success factors and challenges by criterion; {strength}"), coded
        ),
        note=language.say(
            "The criteria are those of the OECD’s Development Assistance Committee. {source}",
            source=own_data(language),
        ),
        alt=balance_alt(language, drawn),
        data=tidy(language, drawn, language.text("Criterion")),
    )


@needs_statements
def speaker_figure(language: Language, coded: pd.DataFrame) -> Figure:
    """Show the share of challenges by who speaks."""
    table = analysis.balance(coded, "source_type", SOURCE_TYPES).sort_values("challenge_share", kind="stable")
    drawn = table.set_axis(labels(language, table.index))
    shown = [
        language.text("{share} of {n}", share=language.percent(share), n=language.number(number))
        for share, number in zip(drawn["challenge_share"], drawn["statements"], strict=True)
    ]
    pairs = language.listed([f"{name}, {text}" for name, text in zip(drawn.index, shown, strict=True)])
    return Figure(
        charts.share_bars(drawn, shown, language.text("Share of challenges among the statements")),
        title=titles.speakers(language, coded),
        subtitle=measure(
            language, "record", mark("Share of challenges by kind of source; {strength}"), coded
        ),
        note=language.say(
            "The kind is that of the source, not of a person quoted in it. Groups of fewer than {few} statements are drawn, "
            "but not compared in the title. {source}",
            few=Fact("methods.few", FEW, "count", mark("statements below which a group is not compared")),
            source=own_data(language),
        ),
        alt=language.text(
            "One bar for each kind of source, by the share of challenges it names: {pairs}.", pairs=pairs
        ),
        data=tidy(language, drawn, language.text("Kind of source")),
    )


def _grid(  # noqa: PLR0913 - the words of a figure
    language: Language,
    coded: pd.DataFrame,
    codebook: pd.DataFrame,
    columns: tuple[str, tuple[str, ...], str],
    *,
    title: Sentence,
    subtitle: str,
    note: str,
) -> Figure:
    by, codes, heading = columns
    order = list(analysis.balance(coded, "theme").index)
    counts = analysis.cross(coded, "theme", by).reindex(index=order, columns=list(codes), fill_value=0)
    origins = analysis.cross(coded, "theme", by, unit="sources").reindex_like(counts).fillna(0).astype(int)
    names = [theme_labels(language, codebook)[code] for code in order]
    counts, origins = (
        frame.set_axis(names).set_axis(labels(language, codes), axis="columns") for frame in (counts, origins)
    )
    shown = (counts.astype(str) + " (" + origins.astype(str) + ")").where(counts > 0, "")
    return Figure(
        charts.count_grid(counts, shown, heading),
        title=title,
        subtitle=measure(language, "record", subtitle, coded),
        note=language.say(note, source=own_data(language)),
        alt=grid_alt(language, counts),
        data=_tidy_grid(language, counts, origins, heading),
    )


def _tidy_grid(language: Language, counts: pd.DataFrame, origins: pd.DataFrame, heading: str) -> pd.DataFrame:
    theme = language.text("Theme")
    long = [
        frame.rename_axis(theme).reset_index().melt(theme, var_name=heading, value_name=name)
        for frame, name in (
            (counts, language.text("Statements")),
            (origins, language.text("Independent sources")),
        )
    ]
    return long[0].merge(long[1], on=[theme, heading])
