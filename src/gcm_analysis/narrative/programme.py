"""The event's sessions: when they were, under which rule of attribution, how much is on record of each."""

import pandas as pd

from gcm_analysis.analysis.discussion import said_there
from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.notes import in_language
from gcm_analysis.narrative.exhibits import Prose, Table, prose
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import of, told
from gcm_analysis.narrative.spoken import spoken

RULES = {
    "named": mark("speakers are named"),
    "affiliation": mark("bodies are named, not persons"),
    "chatham-house": mark("Chatham House Rule"),
}
HEADER = (mark("Session"), mark("Day"), mark("Rule of attribution"), mark("Statements"))


def sessions_table(language: Language, evidence: Evidence, coded: pd.DataFrame) -> Table | Prose:
    """Show the sessions in the order of the notes, with the number of statements of each."""
    if evidence.sessions.empty:
        return prose(language.say("No session is on record by itself."))
    said = said_there(coded)
    header = [language.text(word) for word in HEADER]
    rows = [_row(language, session, evidence, said) for _, session in evidence.sessions.iterrows()]
    shown = [[cell.plain if isinstance(cell, Sentence) else cell for cell in row] for row in rows]
    return Table(
        header,
        rows,
        title=language.say("The sessions and what is on record of them"),
        numeric=[False, False, False, True],
        widths=[42, 20, 24, 14],
        data=pd.DataFrame(shown, columns=header),
    )


def session_title(language: Language, session: pd.Series) -> Sentence:
    """Return a session's title, or its id where it has none; numbers in it are the event's own."""
    row = {str(key): str(value) for key, value in session.items()}
    return told(language, row["session_id"], in_language(row, "title", language.code) or row["session_id"])


def _row(
    language: Language, session: pd.Series, evidence: Evidence, said: pd.DataFrame
) -> list[str | Sentence]:
    name = str(session["session_id"])
    title = session_title(language, session)
    number = spoken(language, f"session.{name}", of(said, session=name), title.plain).facts[0]
    day = str(session["date"])
    return [
        title,
        language.partial_day(day) if day else "–",
        language.text(RULES[str(session["attribution"]) or evidence.event.attribution]),
        language.say("{n}", n=number),
    ]
