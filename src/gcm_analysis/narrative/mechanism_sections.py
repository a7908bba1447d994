"""The sections of the chapter on the mechanism: each stands with its heading where the evidence has something to show.

What an edition does not hold is said once, at the beginning of the chapter, and not again in each section.
"""

from collections.abc import Callable

import pandas as pd

from gcm_analysis.analysis import mechanism as analysis
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative.exhibits import Prose, prose
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import Markdown, escape
from gcm_analysis.narrative.parts import of

HEADINGS = {
    "elements": mark("What the Compact foresees"),
    "milestones": mark("Votes and milestones"),
    "fund": mark("The start-up fund against its target"),
    "lessons": mark("Lessons for each element"),
    "objectives": mark("The objectives and their round tables"),
    "fund-record": mark("Every number on the fund"),
}
LEADS = {
    "chapter": mark(
        "This chapter sets out what the Global Compact foresees for capacity building, what was published about it since, and which lessons of the record bear on it."
    ),
    "elements": mark("The mechanism in the Compact’s words, element by element:"),
    "passages": mark("Other passages of the Compact that the record holds:"),
    "steps": mark(
        "What was published in numbers on the Compact, its adoption, its follow-up and its review, the fund apart:"
    ),
    "years": mark("Year by year, as far as sources of this edition go:"),
    "steps-differ": mark(
        "Where one thing was stated with different values, at different times or by different bodies, the values stand side by side. None is averaged, and none is preferred."
    ),
    "fund-differs": mark(
        "What was stated of the Fund with different values stands side by side. None is averaged, and none is preferred."
    ),
    "lessons": mark(
        "The Compact says what each element is for. The record says what helps and what hinders on the same themes. A theme bears on an element if a statement coded from the element’s own words has it; what the Compact itself says is then left out of the record, so that the text does not confirm itself."
    ),
    "each-element": mark(
        "What the record holds on each element, with examples chosen by rule (@sec-examples):"
    ),
    "fund-record": mark("Each row is one act or number, as its source states it."),
}


def passages(evidence: Evidence) -> pd.DataFrame:
    """Return what else the Compact says on capacity building, but for the objective of the mechanism."""
    others = analysis.elsewhere_in_the_text(evidence.statements, evidence.pillars, evidence.sources)
    return others[~others["of_objective"]]


def differing(milestones: pd.DataFrame, *, fund: bool) -> pd.DataFrame:
    """Return the numbers stated with different values: those on the Fund, or all others."""
    rows = analysis.stated_differently(milestones)
    return rows[(rows["kind"] != "") == fund]


# What each section shows; it is left out where this is empty.
SHOWN: dict[str, Callable[[Evidence], pd.DataFrame]] = {
    "chapter": lambda evidence: evidence.milestones if evidence.pillars.empty else evidence.pillars,
    "elements": lambda evidence: evidence.pillars,
    "passages": passages,
    "milestones": lambda evidence: analysis.steps(evidence.milestones),
    "steps": lambda evidence: analysis.steps(evidence.milestones),
    "steps-differ": lambda evidence: differing(evidence.milestones, fund=False),
    "fund": lambda evidence: analysis.of_fund(evidence.milestones),
    "years": lambda evidence: of(analysis.of_fund(evidence.milestones), chart="yes"),
    "fund-differs": lambda evidence: differing(evidence.milestones, fund=True),
    "fund-record": lambda evidence: analysis.of_fund(evidence.milestones),
    "lessons": lambda evidence: evidence.pillars,
    "each-element": lambda evidence: evidence.pillars,
    "objectives": lambda evidence: evidence.objectives,
}
ABSENT = {
    "elements": mark("what the Compact foresees for capacity building"),
    "milestones": mark("how it was adopted"),
    "fund": mark("what was stated of its start-up fund"),
    "objectives": mark("how its objectives were reviewed"),
}


def section(language: Language, evidence: Evidence, name: str) -> Prose:
    """Head a section and lead into what it shows; nothing where it has nothing to show."""
    if SHOWN[name](evidence).empty:
        return prose([])
    heading = [_heading(language, name)] if name in HEADINGS else []
    return Prose((*heading, *([language.say(LEADS[name])] if name in LEADS else [])))


def missing(language: Language, evidence: Evidence) -> list[Sentence]:
    """Say once what this edition does not hold of all that the chapter is about; nothing where it holds all."""
    absent = [language.text(words) for name, words in ABSENT.items() if SHOWN[name](evidence).empty]
    if not absent:
        return []
    said = language.say("Not on record in this edition: {absent}.", absent=language.separated(absent))
    return [said, *_why_no_text(language, evidence)]


def _why_no_text(language: Language, evidence: Evidence) -> list[Sentence]:
    """Say that the Compact's text is left out for its loose date, where an edition's day leaves it out for that."""
    if not evidence.pillars.empty or evidence.left_out.empty:
        return []
    if of(evidence.left_out, source_type="negotiated_text", reason="inexact").empty:
        return []
    return [
        language.say(
            "The Compact’s text is left out because its pages show a year and no day, so that they may be later than the day of this edition."
        )
    ]


def _heading(language: Language, name: str) -> Sentence:
    title = language.text(HEADINGS[name])
    return Sentence(Markdown(f"## {escape(title)} {{#sec-{name}}}"), title, ())
