"""The outcome of an event on one page: what it asked, what was said most broadly, what was agreed to do, what is missing."""

from collections.abc import Iterator

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.analysis.discussion import AGREED, DIVIDED, SINGLE, bearing_on, positions, said_there
from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.vocabulary import LEVELS, PHASES, VALENCES
from gcm_analysis.narrative.discussion import counted
from gcm_analysis.narrative.exhibits import Points, Prose, prose
from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.labels import AT_LEVEL, IN_PHASE, label, theme_labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import of, subject
from gcm_analysis.narrative.programme import session_title
from gcm_analysis.narrative.spoken import NOTHING_SAID, of_the_event, weight

MAIN = 5  # so many main points fit on the page beside the rest
UNCOUNTED = ("consent", "uncoded", "unsaid")  # kinds of what is missing that keep a note from being counted

STANDS = {
    AGREED: {
        "success_factor": mark("**{theme}** was named as a success factor ({success}), and by no voice as a challenge."),
        "challenge": mark("**{theme}** was named as a challenge ({challenge}), and by no voice as a success factor."),
    },
    DIVIDED: {
        "": mark("**{theme}** was named on both sides: as a success factor ({success}) and as a challenge ({challenge})."),
    },
}  # fmt: skip


def basis(language: Language, coded: pd.DataFrame) -> Prose:
    """Say what the report rests on."""
    said = said_there(coded)
    return prose(language.say(NOTHING_SAID) if said.empty else counted(language, "said", said))


@of_the_event
def main_points(language: Language, said: pd.DataFrame, codebook: pd.DataFrame) -> Points | Prose:
    """Say where voices stand on the themes that the most voices raised; a theme of one voice is no main point."""
    table = positions(said)
    several = table[table["stand"] != SINGLE]
    if several.empty:
        return prose(language.say("No theme was raised by more than one voice (@sec-single)."))
    names = theme_labels(language, codebook)
    shown = [
        _main_point(language, of(said, theme=str(theme)), names[str(theme)], str(stand))
        for theme, stand in several["stand"].loc[_main(several)].items()
    ]
    return Points((*shown, *_further(language, said, several)), style="key-messages", numbered=True)


def _main(several: pd.DataFrame) -> pd.Index:
    """Return the themes that the most voices raised, none cut from others that as many raised."""
    return analysis.top(several["voices"], MAIN).index


def _main_point(language: Language, group: pd.DataFrame, name: str, stand: str) -> Sentence:
    theme = str(group["theme"].iloc[0])
    side = str(group["valence"].iloc[0]) if stand == AGREED else ""
    sides = {
        key: weight(
            language,
            f"main.{theme}.{valence}",
            of(group, valence=valence),
            subject(name, label(language, valence)),
        )
        for key, valence in zip(("success", "challenge"), VALENCES, strict=True)
        if side in ("", valence)
    }
    return language.say(STANDS[stand][side], theme=name, **sides)


def _further(language: Language, said: pd.DataFrame, several: pd.DataFrame) -> list[Sentence]:
    """Say how many more themes several voices raised."""
    further = several.index.difference(_main(several))
    rest = said[said["theme"].isin(further)]
    if rest.empty:
        return []
    number = Fact(
        "main.further", len(further), "count",
        mark("further themes that more than one voice raised"), tuple(rest["statement_id"]), tuple(sorted(set(rest["source_id"]))),
    )  # fmt: skip
    return [
        language.plural(
            "{n} further theme was raised by more than one voice (@sec-common-ground).",
            "{n} further themes were raised by more than one voice (@sec-common-ground).",
            n=number,
        )
    ]


def not_covered(language: Language, evidence: Evidence, coded: pd.DataFrame) -> Points:
    """Say what is not on record: questions, sessions, phases and levels without a statement, notes not counted, gaps."""
    said = said_there(coded)
    points = [
        *([language.say(NOTHING_SAID)] if said.empty else _silent(language, evidence, said)),
        *_uncounted(language, evidence),
        *(language.say("{text}", text=language.words(gap.text)) for gap in evidence.event.gaps),
    ]
    return Points(tuple(points or [language.say(COMPLETE)]))


UNHEARD = mark("No statement on record bears on the question: {text}")
UNPLACED = mark("No statement can be assigned by rule to the question: {text}")
COMPLETE = mark(
    "Each question, session, phase and level has a statement on record, and every note is counted."
)


def _silent(language: Language, evidence: Evidence, said: pd.DataFrame) -> Iterator[Sentence]:
    for question in evidence.event.questions:
        if bearing_on(said, question).empty:
            named = question.phase or question.themes or question.sessions
            yield language.say(UNHEARD if named else UNPLACED, text=language.words(question.text))
    for _, session in evidence.sessions.iterrows():
        if session["session_id"] not in set(said["session"]):
            yield language.say(
                "No statement is on record from the session {title}.", title=session_title(language, session)
            )
    for column, words, codes in (("phase", IN_PHASE, PHASES[:3]), ("level", AT_LEVEL, LEVELS)):
        silent = [language.text(words[code]) for code in codes if code not in set(said[column])]
        if silent:
            yield language.say("Nothing is on record {where}.", where=language.listed(silent))


def _uncounted(language: Language, evidence: Evidence) -> list[Sentence]:
    """Say how many notes are not counted; they stand nowhere in the report, so that the number has no rows."""
    notes = {gap.row for gap in evidence.missing if gap.kind in UNCOUNTED}
    if not notes:
        return []
    number = Fact(
        "outcome.uncounted",
        len(notes),
        "count",
        mark("notes that lack a code, words, or consent to be quoted"),
    )
    return [
        language.plural(
            "{n} note is not counted, because it lacks a code, words, or consent to be quoted.",
            "{n} notes are not counted, because they lack a code, words, or consent to be quoted.",
            n=number,
        )
    ]
