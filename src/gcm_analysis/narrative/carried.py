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
    "partner": mark("those with the partner"),
}


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
