"""What was said at an event: which statements bear on which question, and where voices agree or differ.

Statements of the event are those with `own`: its notes, and what published sources report of it. A voice is an `origin`:
a speaker, the notes of a session that name none, or the independent source of a published account.
"""

from collections.abc import Sequence

import pandas as pd

from gcm_analysis.analysis.statements import ranked
from gcm_analysis.evidence.event import Question

AGREED, DIVIDED, SINGLE = "agreed", "divided", "single"
HELPS, HINDERS = "success_factor", "challenge"


def said_there(coded: pd.DataFrame) -> pd.DataFrame:
    """Return the statements of the event, in the order of the evidence."""
    return coded[coded["own"].astype(bool)].reset_index(drop=True)


def bearing_on(said: pd.DataFrame, question: Question) -> pd.DataFrame:
    """Return the statements of the phase, on a theme and from a session that the question names, as far as it names any.

    A question that names nothing has none: nobody can tell which belong to it.
    """
    named: dict[str, set[str]] = {
        "phase": {question.phase} if question.phase else set(),
        "theme": set(question.themes),
        "session": set(question.sessions),
    }
    if not any(named.values()):
        return said.head(0)
    chosen = said
    for column, codes in named.items():
        chosen = chosen[chosen[column].isin(codes)] if codes else chosen
    return chosen.reset_index(drop=True)


def on_no_question(said: pd.DataFrame, questions: Sequence[Question]) -> pd.DataFrame:
    """Return the statements that bear on none of the questions."""
    placed = {name for question in questions for name in bearing_on(said, question)["statement_id"]}
    return said[~said["statement_id"].isin(placed)].reset_index(drop=True)


def positions(said: pd.DataFrame) -> pd.DataFrame:
    """Return where voices stand on each theme, one row per theme.

    `success_factor` and `challenge` are the voices on each side (one that stands on both counts on both), `voices` all
    of them, `statements` what they said. `stand` is `single` where there is one voice, `agreed` where several stand on
    one side, `divided` where both sides have voices. Most voices first, then most statements, then by code.
    """
    sides = said.groupby(["theme", "valence"])["origin"].nunique().unstack(fill_value=0)  # noqa: PD010
    table = sides.reindex(columns=[HELPS, HINDERS], fill_value=0).astype(int)
    themes = said.groupby("theme")
    table = table.assign(voices=themes["origin"].nunique(), statements=themes.size())
    one_side = (table[HELPS] == 0) | (table[HINDERS] == 0)
    stand = pd.Series(DIVIDED, index=table.index, dtype=object).mask(one_side, AGREED)
    table["stand"] = stand.mask(table["voices"] == 1, SINGLE)
    return table.sort_index().sort_values(["voices", "statements"], ascending=False, kind="stable")


def opposed(group: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return a statement of what helps and one of what hinders, by different voices: the first pair by rank.

    `group` are the statements on a theme on which voices are divided, so that there is such a pair.
    """
    order = ranked(group)
    helping, hindering = (
        [row for _, row in order[order["valence"] == side].iterrows()] for side in (HELPS, HINDERS)
    )
    return next((one, other) for one in helping for other in hindering if one["origin"] != other["origin"])
