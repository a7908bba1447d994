"""What a number of Actions rests on: the pages of the Actions themselves, lists, or mentions elsewhere."""

import pandas as pd

from gcm_analysis.evidence.vocabulary import ACTION_EVIDENCE
from gcm_analysis.narrative.facts import count_of, mark
from gcm_analysis.narrative.labels import label
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import of


def carried(language: Language, name: str, actions: pd.DataFrame) -> Sentence:
    """Return “(n from the Action’s own page, m from a list page and k from a mention elsewhere)”.

    The facts are named after the place where it is said. No Action, no words: the callers say so themselves.
    """
    kinds = [kind for kind in ACTION_EVIDENCE if kind in set(actions["evidence"])]
    parts = [
        language.say(
            "{n} from {kind}", kind=label(language, kind), n=count_of(
                f"programme.carried.{name}.{kind}", of(actions, evidence=kind), mark("of these Actions, those whose row rests on this kind of page"),
            ),
        )
        for kind in kinds
    ]  # fmt: skip
    return language.say("({parts})", parts=language.joined(parts))


def rests_on(language: Language, name: str, actions: pd.DataFrame) -> Sentence:
    """Return the sentence of a note that says what the Actions counted rest on."""
    return language.say("The Actions counted are on record {carried}.", carried=carried(language, name, actions))  # fmt: skip


def own_data(language: Language) -> Sentence:
    """Return the source line of what is made from the Action rows."""
    return language.say(
        "Source: the programme’s Action pages and news, one row per Action; see @sec-methods for the coverage."
    )
