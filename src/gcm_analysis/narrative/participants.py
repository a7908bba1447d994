"""Who took part, as far as the rule of attribution lets it be told."""

from collections.abc import Iterator

import pandas as pd

from gcm_analysis.analysis.discussion import said_there
from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.attribution import AFFILIATION, CHATHAM_HOUSE, HIDDEN, NAMED
from gcm_analysis.narrative.exhibits import Prose, Table, prose
from gcm_analysis.narrative.facts import Fact, distinct, mark
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import of
from gcm_analysis.narrative.programme import session_title

RULES = {
    NAMED: mark("Speakers are named, with role and body."),
    AFFILIATION: mark("What was said is told with the body of who said it, not with a name."),
    CHATHAM_HOUSE: mark(
        "The Chatham House Rule applies: neither the identity nor the affiliation of the speakers, nor that of any other participant, is revealed."
    ),
}
PUBLISHED = mark("What published sources report is told as they tell it, with the body that they name.")
APPLIES = {
    NAMED: mark("Sessions in which speakers are named: {sessions}."),
    AFFILIATION: mark("Sessions in which bodies are named, not persons: {sessions}."),
    CHATHAM_HOUSE: mark(
        "Sessions under the Chatham House Rule, which reveals neither the identity nor the affiliation of the speakers, nor that of any other participant: {sessions}."
    ),
}


def rules(language: Language, evidence: Evidence) -> Prose:
    """Say by which rule what was said is attributed, and to which sessions each rule applies where there are several."""
    said = said_there(evidence.statements)
    reported, noted = said["voice"] == "", said["voice"] != ""
    published = (
        [language.say(PUBLISHED)] if reported.any() or evidence.event.statements == "published" else []
    )
    return prose([*published, *(_of_notes(language, evidence) if noted.any() or not published else [])])


def _of_notes(language: Language, evidence: Evidence) -> list[Sentence]:
    sessions = evidence.sessions
    by_session = sessions["attribution"].where(sessions["attribution"] != "", evidence.event.attribution)
    used = [
        rule
        for rule in HIDDEN
        if rule in {*by_session, *([] if len(sessions) else [evidence.event.attribution])}
    ]
    if len(used) == 1:
        return [language.say(RULES[used[0]])]
    return [
        language.say(APPLIES[rule], sessions=_titles(language, sessions[by_session == rule])) for rule in used
    ]


def _titles(language: Language, sessions: pd.DataFrame) -> Sentence:
    return language.joined([session_title(language, row) for _, row in sessions.iterrows()])


def named_table(language: Language, evidence: Evidence) -> Table | Prose:
    """Show the speakers who may be named, with role and body."""
    named = of(evidence.participants, attribution=NAMED)
    if named.empty:
        return prose(language.say("This report names no speaker."))
    header = [language.text(word) for word in (mark("Name"), mark("Role"), mark("Body"))]
    rows = [
        [str(row["name"]), *(str(row[language.column(name)]) or "–" for name in ("role", "body"))]
        for _, row in named.iterrows()
    ]
    return Table(
        header,
        rows,
        title=language.say("Speakers who may be named"),
        widths=[28, 36, 36],
        data=pd.DataFrame(rows, columns=header),
    )


def bodies(language: Language, evidence: Evidence) -> Prose:
    """Name the bodies of the speakers of whom the body alone may be told; nothing where there are none."""
    told = of(evidence.participants, attribution=AFFILIATION)[language.column("body")]
    names = sorted({str(name) for name in told if name})
    if not names:
        return prose([])
    return prose(
        language.say(
            "Bodies that spoke, of which no person is named: {names}.", names=language.separated(names)
        )
    )


def counted(language: Language, evidence: Evidence, coded: pd.DataFrame) -> Prose:
    """Say how many voices were heard under the rule that hides them, unless they are few."""
    return prose(list(_hidden(language, evidence, said_there(coded))))


def _hidden(language: Language, evidence: Evidence, said: pd.DataFrame) -> Iterator[Sentence]:
    own = dict(zip(evidence.sessions["session_id"], evidence.sessions["attribution"], strict=True))
    rule = said["session"].map(lambda session: own.get(session) or evidence.event.attribution)
    hidden = said[(rule == CHATHAM_HOUSE) & (said["voice"] != "")]
    if hidden.empty:
        return
    voices = distinct(
        "participants.hidden", hidden, "voice", mark("different voices heard under the Chatham House Rule")
    )
    if int(str(voices.value)) >= evidence.event.smallest_group:
        yield language.say("Voices heard under the Chatham House Rule: {n}.", n=voices)
        return
    smallest = Fact(
        "participants.smallest",
        evidence.event.smallest_group,
        "count",
        mark("voices below which their number is not told"),
    )
    yield language.say("Fewer than {n} voices were heard under the Chatham House Rule.", n=smallest)
