"""What a number of Actions rests on: the pages of the Actions themselves, lists, or mentions elsewhere."""

import pandas as pd

from gcm_analysis.evidence.vocabulary import ACTION_EVIDENCE
from gcm_analysis.narrative.facts import count_of, mark
from gcm_analysis.narrative.labels import label
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import of, subject

# The Actions that are counted where it is said what they rest on.
GROUPS = {
    "found": mark("all found"),
    "starts": mark("those with a known start"),
    "themes": mark("those with a theme and a start"),
    "partners": mark("those with repeated partners"),
    "partner": mark("those with the partner"),
    "durations": mark("those with a first and a last month"),
    "experts": mark("those whose sources name where experts came from"),
    "tested": mark("those held beside claims"),
}


def carried(language: Language, name: str, actions: pd.DataFrame) -> Sentence:
    """Return “(n from the Action’s own page, m from a list page and k from a mention elsewhere)”.

    No Action, no words: the callers say so themselves.
    """
    return language.say("({parts})", parts=_kinds(language, name, actions))


def _kinds(language: Language, name: str, actions: pd.DataFrame) -> Sentence:
    """Return how many Actions rest on each kind of page; the facts are named after the group that is counted."""
    kinds = [kind for kind in ACTION_EVIDENCE if kind in set(actions["evidence"])]
    parts = [
        language.say(
            "{n} from {kind}", kind=label(language, kind), n=count_of(
                f"programme.carried.{name}.{kind}", of(actions, evidence=kind), mark("Actions whose row rests on this kind of page"),
                subject(language.text(GROUPS[name]), label(language, kind)),
            ),
        )
        for kind in kinds
    ]  # fmt: skip
    return language.joined(parts)


def rests_on(language: Language, name: str, actions: pd.DataFrame) -> Sentence:
    """Return the sentence of a note that says what the Actions counted rest on."""
    return language.say("What the rows of the Actions counted rest on: {carried}.", carried=_kinds(language, name, actions))  # fmt: skip


def own_data(language: Language) -> Sentence:
    """Return the source line of what is made from the Action rows."""
    return language.say(
        "Source: the programme’s Action pages and news, one row per Action (for the coverage, see @sec-methods)."
    )
