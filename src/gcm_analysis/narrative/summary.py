"""The key messages of the report: each a finding of a later chapter, with its strength, its numbers and where to look."""

from collections.abc import Sequence

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.analysis.firmness import Grade, grade
from gcm_analysis.analysis.implications import AVOID, FIX, KEEP, implications
from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative import balance, claims, contrast, expertise, fund, mechanism, occasion, titles
from gcm_analysis.narrative.actions import found_of_published
from gcm_analysis.narrative.exhibits import Points, Prose, prose
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.firmness import word
from gcm_analysis.narrative.headlines import CLOSE, FIRM, FRAGILE, UNDECIDED, verdicts
from gcm_analysis.narrative.implication_parts import by_group, holding
from gcm_analysis.narrative.implications import how_many_hold, strength_of
from gcm_analysis.narrative.labels import label, theme_labels
from gcm_analysis.narrative.language import Language, Sentence, join_sentences
from gcm_analysis.narrative.markdown import Markdown
from gcm_analysis.narrative.parts import of, on_themes, quoted, strength, subject

# A strength in brackets after a message: the words for the evidence, and how firm the finding is where that was tested.
STRENGTHS = {
    FIRM: mark("({evidence}; firm; {where})"),
    CLOSE: mark("({evidence}; close; {where})"),
    FRAGILE: mark("({evidence}; fragile; {where})"),
    UNDECIDED: mark("({evidence}; open; {where})"),
    "": mark("({evidence}; {where})"),
}


HOLDS = {
    KEEP: mark("Keep: {themes} ({strength})."),
    FIX: mark("Fix: {themes} ({strength})."),
    AVOID: mark("Hindrances to remove: {themes} ({strength})."),
}


def opening(language: Language, evidence: Evidence, edition: Edition) -> Prose:
    """Say which event the report starts from."""
    return occasion.finding(language, evidence.event, edition)


ASKS = {
    "published": mark(
        "This report asks what helps and what hinders capacity building on migration. It answers from the published record: coded statements with their sources, the figures that MIEUX (“the programme”) published about itself, and its interventions in partner countries (“Actions”)."
    ),
    "both": mark(
        "This report asks what helps and what hinders capacity building on migration. It answers from the published record and from the notes of the event: coded statements with their sources, the figures that MIEUX (“the programme”) published about itself, and its interventions in partner countries (“Actions”)."
    ),
    "own": mark(
        "This report asks what helps and what hinders capacity building on migration. It answers from what is on record of the event, coded statement by statement, and from what MIEUX (“the programme”) published: figures about itself, and its interventions in partner countries (“Actions”)."
    ),
}


def scope(language: Language, evidence: Evidence) -> Prose:
    """Say what the report asks, and from what it answers: the published record, the event's notes, or both."""
    return prose(language.say(ASKS[evidence.event.statements]))


def basis(language: Language, coded: pd.DataFrame) -> Prose:
    """Say what the key messages rest on."""
    if coded.empty:
        return prose(language.say("No statement meets the parameters of this edition."))
    return prose(balance.counted(language, coded))


def key_messages(language: Language, evidence: Evidence, coded: pd.DataFrame) -> Points:
    """Return the key messages: of the record, of the mechanism, of the programme's claims and of its Actions."""
    record = _of_record(language, evidence, coded) if not coded.empty else []
    rest = (_mechanism(language, evidence), _claims(language, evidence), _actions(language, evidence))
    return Points((*record, *rest), style="key-messages", numbered=True)


def _of_record(language: Language, evidence: Evidence, coded: pd.DataFrame) -> list[Sentence]:
    firm = verdicts(coded)["verdict"] if len(set(coded["origin"])) > 1 else pd.Series(dtype=object)
    return [
        *_speakers(language, coded, firm),
        _themes(language, evidence, coded, firm),
        *_obstacles(language, evidence, coded, firm),
        _implications(language, evidence, coded),
    ]


def _speakers(language: Language, coded: pd.DataFrame, firm: pd.Series) -> list[Sentence]:
    """Say that who speaks shapes the balance, where it can be compared."""
    return [
        language.say(
            "**Who speaks.** {said} {strength}",
            said=said, strength=_strength(language, contrast.evidence(coded), firm.get("contrast", ""), "@sec-contrast"),
        )
        for said in contrast.finding(language, coded)
    ]  # fmt: skip


def _themes(language: Language, evidence: Evidence, coded: pd.DataFrame, firm: pd.Series) -> Sentence:
    """Name the theme that most statements, and the theme that most independent sources, speak of."""
    names, table = theme_labels(language, evidence.codebook), analysis.balance(coded, "theme")
    leading = analysis.leaders(table["statements"])
    said = [titles.most_named(language, coded, names)]
    if leading != analysis.leaders(table["sources"]):
        said.append(titles.widest(language, coded, names))
    return language.say(
        "**What is named most.** {said} {strength}",
        said=join_sentences([language.say("{title}.", title=title) for title in said]),
        strength=_strength(language, grade(coded[coded["theme"].isin(leading)]), firm.get("named", ""), "@sec-themes"),
    )  # fmt: skip


def _obstacles(
    language: Language, evidence: Evidence, coded: pd.DataFrame, firm: pd.Series
) -> list[Sentence]:
    """Name the themes under which challenges outnumber success factors, if there are any."""
    table = analysis.balance(coded, "theme")
    heavier = list(table.index[table["challenge"] > table["success_factor"]])
    if not heavier:
        return []
    chosen = of(coded[coded["theme"].isin(heavier)], valence="challenge")
    names = theme_labels(language, evidence.codebook)
    said = language.say(
        "Challenges outnumber success factors under {themes}; they are named there in {strength}.",
        themes=quoted(language, heavier, names),
        strength=strength(
            language,
            "summary.obstacles",
            chosen,
            subject(label(language, "challenge"), on_themes(language, heavier, names)),
        ),
    )
    graded = _strength(language, grade(chosen), firm.get("obstacles", ""), "@sec-concentration")
    return [language.say("**What stands in the way.** {said} {strength}", said=said, strength=graded)]


def _implications(language: Language, evidence: Evidence, coded: pd.DataFrame) -> Sentence:
    """Say how many implications hold under every stricter rule, and which."""
    table = implications(coded, evidence.second_coding)
    if holding(table).empty:
        said = language.say("No implication of this edition holds under every stricter rule.")
        return language.say("**What follows.** {said} ({where})", said=said, where=Markdown("@sec-implications"))  # fmt: skip
    names, kept = theme_labels(language, evidence.codebook), by_group(holding(table))
    said = join_sentences([
        how_many_hold(language, coded, table),
        *(_held(language, coded, names, kept[group], group) for group in HOLDS if kept[group]),
    ])  # fmt: skip
    graded = _strength(
        language, grade(coded[coded["theme"].isin(holding(table).index)]), "", "@sec-implications"
    )
    return language.say("**What follows.** {said} {strength}", said=said, strength=graded)


def _held(
    language: Language, coded: pd.DataFrame, names: dict[str, str], themes: Sequence[str], group: str
) -> Sentence:
    return language.say(
        HOLDS[group],
        themes=quoted(language, themes, names),
        strength=strength_of(language, f"implications.survive.{group}", coded, themes, names),
    )


def _mechanism(language: Language, evidence: Evidence) -> Sentence:
    """Say what the Compact foresees, and how far its fund has come."""
    said = [mechanism.in_short(language, evidence.pillars), *fund.size(language, evidence.milestones)]
    return language.say(
        "**What the Compact foresees.** {said} ({where})", said=join_sentences(said), where=Markdown("@sec-mechanism")
    )  # fmt: skip


def _claims(language: Language, evidence: Evidence) -> Sentence:
    said = claims.in_short(language, evidence.figures, evidence.event)
    return language.say(
        "**What the programme says of itself.** {said} ({where})", said=said, where=Markdown("@sec-claims")
    )


def _actions(language: Language, evidence: Evidence) -> Sentence:
    said = [
        found_of_published(language, evidence.actions, evidence.figures),
        expertise.in_short(language, evidence.actions, evidence.countries),
    ]
    return language.say(
        "**What its Actions show.** {said} ({where})", said=join_sentences(said), where=Markdown("@sec-experts")
    )  # fmt: skip


def _strength(language: Language, evidence: Grade, verdict: str, where: str) -> Sentence:
    """Return in brackets on how much evidence a finding rests, whether it is firm, and where it is told."""
    return language.say(STRENGTHS[verdict], evidence=word(language, evidence), where=Markdown(where))


def silence(language: Language, evidence: Evidence) -> Prose:
    """Say what the record does not hold."""
    gaps = [language.say("{text}", text=language.words(gap.text)) for gap in evidence.event.gaps]
    lead = language.say("**What the record does not hold.**")
    return prose([lead, *(gaps or [language.say("No gap of the record is noted.")])])
