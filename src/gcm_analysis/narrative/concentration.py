"""Who holds how much of the record: publishers, independent sources, programmes that write of themselves."""

from collections.abc import Iterator

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.analysis.headlines import largest_origin
from gcm_analysis.narrative.exhibits import Prose, prose
from gcm_analysis.narrative.facts import computed, count_of, mark, share_of
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import needs_statements, of
from gcm_analysis.narrative.robustness import largest_source


@needs_statements
def finding(language: Language, coded: pd.DataFrame, sources: pd.DataFrame) -> Prose:
    """Say how much of the record the largest publisher and the largest source hold, and how much is self-report."""
    said = [
        *_publisher(language, coded, sources),
        _largest(language, coded),
        language.say(
            "Of all statements, {share} are a programme’s own account of itself.",
            share=share_of("robust.own.share", of(coded, source_type=analysis.SELF_REPORT), coded, mark("statements by programmes on themselves, as a share of all")),
        ),
    ]  # fmt: skip
    return prose([*said, *_effective(language, coded)])


def _publisher(language: Language, coded: pd.DataFrame, sources: pd.DataFrame) -> Iterator[Sentence]:
    """Name the publisher of most statements, or all that tie for it; nobody where no publisher is known."""
    table = analysis.by_publisher(coded, sources)
    if table.empty:
        return
    leading = sorted(str(name) for name in table.index[table["statements"] == table["statements"].max()])
    publishers = coded["source_id"].map(sources.set_index("source_id")["publisher"])
    first = coded[publishers == leading[0]]
    names = [
        _name(language, str(name), coded[publishers == name], number)
        for number, name in enumerate(leading, 1)
    ]
    message = (
        mark("The publisher of most statements is {names}, with {share} of them.")
        if len(leading) == 1
        else mark("The publishers of most statements are {names}, with {share} each.")
    )
    share = share_of("robust.publisher.share", first, coded, mark("statements on pages of this publisher, as a share of all"))  # fmt: skip
    yield language.say(message, names=language.joined(names), share=share)


def _name(language: Language, name: str, held: pd.DataFrame, number: int) -> Sentence:
    how = mark("name of a publisher, as the data have it")
    return language.say("{name}", name=computed(f"robust.publisher.{number}", name, how, held, "text"))


def _largest(language: Language, coded: pd.DataFrame) -> Sentence:
    """Say how much the independent source with the most statements holds, and how much of that is about itself."""
    origin = largest_origin(coded)
    held = of(coded, origin=origin)
    return language.say(
        "The independent source behind most statements is {origin}, with {share} ({n}); in {own} of them it speaks of itself.",
        origin=largest_source(coded),
        share=share_of("robust.largest.share", held, coded, mark("statements of the independent source that has most, as a share of all")),
        n=language.plural("{n} statement", "{n} statements", n=count_of("robust.largest.statements", held, mark("statements of the independent source that has most"))),
        own=count_of("robust.largest.own", of(held, source_type=analysis.SELF_REPORT), mark("statements in which the independent source that has most speaks of itself")),
    )  # fmt: skip


def _effective(language: Language, coded: pd.DataFrame) -> list[Sentence]:
    """Say how many equally large sources would hold the record as unevenly, or that one source holds all."""
    table = analysis.by_origin(coded)
    if len(table) < 2:  # noqa: PLR2004 - one source holds all
        return [language.say(
            "All statements come from one independent source. How firm the findings are cannot be tested."
        )]  # fmt: skip
    value = analysis.effective_number(table["share"])
    number = computed(
        "robust.effective",
        value,
        mark("inverse of the sum of squared shares of the independent sources"),
        coded,
        words=language.number(value, 1),
    )
    return [language.say(
        "By the sum of squared shares, the record is as concentrated as if it had {n} sources of equal size.",
        n=number,
    )]  # fmt: skip
