"""Where voices agree and where they differ, theme by theme. Both sides are shown; nothing is averaged."""

from collections.abc import Callable

import pandas as pd

from gcm_analysis.analysis.discussion import AGREED, DIVIDED, SINGLE, opposed, positions
from gcm_analysis.analysis.statements import example
from gcm_analysis.evidence.vocabulary import VALENCES
from gcm_analysis.narrative.exhibits import Points, Prose, prose
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.labels import label, theme_labels
from gcm_analysis.narrative.language import Language, Sentence, join_sentences
from gcm_analysis.narrative.markdown import Markdown
from gcm_analysis.narrative.parts import of, subject
from gcm_analysis.narrative.spoken import of_the_event, point, row_links, voices

ON_ONE_SIDE = {
    "success_factor": mark("Named as a success factor by {voices}, as a challenge by none."),
    "challenge": mark("Named as a challenge by {voices}, as a success factor by none."),
}
NONE = {
    AGREED: mark("On no theme do several voices stand on one side alone."),
    DIVIDED: mark("On no theme do voices stand on both sides."),
}


@of_the_event
def agreed(language: Language, said: pd.DataFrame, codebook: pd.DataFrame) -> Points | Prose:
    """List the themes that several voices name on the same side and none on the other."""
    return _listed(language, said, codebook, AGREED, _one_side)


@of_the_event
def divided(language: Language, said: pd.DataFrame, codebook: pd.DataFrame) -> Points | Prose:
    """List the themes on which voices stand on both sides, with a statement of each."""
    return _listed(language, said, codebook, DIVIDED, _both_sides)


@of_the_event
def single(language: Language, said: pd.DataFrame, codebook: pd.DataFrame) -> Prose:
    """Name the themes that one voice alone raised, each with its statements."""
    names = theme_labels(language, codebook)
    themes = _themes(said, SINGLE)
    if not themes:
        return prose(language.say("No theme was raised by a single voice alone."))
    parts = [
        language.say(
            "“{theme}” ({rows})", theme=names[theme], rows=row_links(language, sorted(of(said, theme=theme)["statement_id"]))
        )
        for theme in themes
    ]  # fmt: skip
    return prose(language.say("Raised by one voice alone: {themes}.", themes=language.joined(parts)))


def _themes(said: pd.DataFrame, stand: str) -> list[str]:
    table = positions(said)
    return [str(theme) for theme in table.index[table["stand"] == stand]]


def _listed(
    language: Language,
    said: pd.DataFrame,
    codebook: pd.DataFrame,
    stand: str,
    tell: Callable[[Language, pd.DataFrame, str, str], Sentence],
) -> Points | Prose:
    names = theme_labels(language, codebook)
    themes = _themes(said, stand)
    if not themes:
        return prose(language.say(NONE[stand]))
    return Points(
        tuple(
            language.say(
                "**{theme}.** {told}",
                theme=names[theme],
                told=tell(language, of(said, theme=theme), theme, names[theme]),
            )
            for theme in themes
        )
    )


def _one_side(language: Language, group: pd.DataFrame, theme: str, name: str) -> Sentence:
    said = language.say(
        ON_ONE_SIDE[str(group["valence"].iloc[0])], voices=voices(language, f"agreed.{theme}", group, name)
    )
    shown = example(group)
    return join_sentences([said, point(language, shown), *_more(language, group, [shown])])


def _both_sides(language: Language, group: pd.DataFrame, theme: str, name: str) -> Sentence:
    sides = [
        voices(
            language,
            f"divided.{theme}.{valence}",
            of(group, valence=valence),
            subject(name, label(language, valence)),
        )
        for valence in VALENCES
    ]
    pair = opposed(group)
    said = language.say(
        "Named as a success factor by {success}, as a challenge by {challenge}. On the one side: {one} On the other: {other}",
        success=sides[0], challenge=sides[1], one=point(language, pair[0]), other=point(language, pair[1]),
    )  # fmt: skip
    return join_sentences([said, *_more(language, group, pair)])


def _more(
    language: Language, group: pd.DataFrame, shown: tuple[pd.Series, ...] | list[pd.Series]
) -> list[Sentence]:
    """Lead to the statements on the theme that are not shown here."""
    rest = sorted(set(group["statement_id"]) - {str(row["statement_id"]) for row in shown})
    if not rest:
        return []
    rows: Markdown = row_links(language, rest)
    return [language.say("See also {rows}.", rows=rows)]
