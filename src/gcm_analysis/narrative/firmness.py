"""The words for how much evidence stands behind a finding, and the table that defines them."""

import pandas as pd

from gcm_analysis.analysis.firmness import THRESHOLDS, Grade, Threshold
from gcm_analysis.narrative.exhibits import Table
from gcm_analysis.narrative.facts import Fact, Unit, mark
from gcm_analysis.narrative.language import Language, Sentence

WORDS: dict[Grade, str] = {
    "strong": mark("on strong evidence"),
    "moderate": mark("on moderate evidence"),
    "limited": mark("on limited evidence"),
    "single": mark("from a single source"),
    "none": mark("without evidence"),
}
NOT_ASKED = mark("any")
HOW = {
    "sources": mark("independent sources that this grade of evidence asks for at least"),
    "kinds": mark("kinds of source that this grade of evidence asks for at least"),
    "levels": mark("levels that this grade of evidence asks for at least"),
    "largest": mark("share of the statements that one independent source may hold at most for this grade"),
}


def word(language: Language, grade: Grade) -> str:
    """Return the words for a grade as they stand in a sentence, such as “on strong evidence”."""
    return language.text(WORDS[grade])


def definitions_table(language: Language) -> Table:
    """Show what each grade of evidence asks for; every threshold is a fact `methods.grade.<grade>.<what>`."""
    header = [
        language.text(column)
        for column in (
            mark("Said of a finding"),
            mark("Independent sources, at least"),
            mark("Kinds of source, at least"),
            mark("Levels, at least"),
            mark("Statements from one source, at most"),
        )
    ]
    rows = [[word(language, grade), *_asked(language, grade, asked)] for grade, asked in THRESHOLDS.items()]
    shown = [[cell.plain if isinstance(cell, Sentence) else cell for cell in row] for row in rows]
    return Table(
        header, rows,
        title=language.say("What the words for the strength of evidence mean"),
        note=language.say(
            "A finding gets the first line whose conditions it meets, from the top; a contrast gets that of its weaker side. The thresholds are a convention of this report."
        ),
        numeric=[False] + [True] * 4, widths=[28, 18, 18, 18, 18], data=pd.DataFrame(shown, columns=header),
    )  # fmt: skip


def _asked(language: Language, grade: Grade, asked: Threshold) -> list[str | Sentence]:
    return [
        language.say("{n}", n=_threshold(language, grade, what, value))
        if what == "sources" or _binds(value)
        else language.text(NOT_ASKED)
        for what, value in asked._asdict().items()
    ]


def _threshold(language: Language, grade: Grade, what: str, value: float) -> Fact:
    unit: Unit = "share" if what == "largest" else "count"
    return Fact(f"methods.grade.{grade}.{what}", value, unit, HOW[what], about=word(language, grade))


def _binds(value: float) -> bool:
    """Say whether a threshold excludes anything: a statement always has one kind and level, and all may be of one source."""
    return value > 1 if isinstance(value, int) else value < 1
