"""The key messages of the report: each a finding of a later chapter, with its numbers, said only if the data say it."""

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative import actions, balance, claims, occasion, titles
from gcm_analysis.narrative.exhibits import Points, Prose, prose
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.labels import theme_labels
from gcm_analysis.narrative.language import Language, Sentence, join_sentences
from gcm_analysis.narrative.markdown import Markdown
from gcm_analysis.narrative.parts import of, quoted, strength

RECORD, PROGRAMME = Markdown("@sec-success-factors-and-challenges"), Markdown("@sec-mieux-in-figures")


def opening(language: Language, evidence: Evidence, edition: Edition) -> Prose:
    """Say which event the report starts from."""
    return occasion.finding(language, evidence.event, edition)


def key_messages(language: Language, evidence: Evidence, coded: pd.DataFrame) -> Points:
    """Return the key messages: the record, its themes, its obstacles, the programme's claims, its Actions."""
    record = (
        _of_record(language, evidence, coded)
        if not coded.empty
        else [language.say("No statement meets the parameters of this edition.")]
    )
    return Points(
        (*record, _claims(language, evidence), _actions(language, evidence)),
        style="key-messages",
        numbered=True,
    )


def _of_record(language: Language, evidence: Evidence, coded: pd.DataFrame) -> list[Sentence]:
    names = theme_labels(language, evidence.codebook)
    table = analysis.balance(coded, "theme")
    themes = [_sentence(language, titles.most_named(language, coded, names))]
    if analysis.leaders(table["statements"]) != analysis.leaders(table["sources"]):
        themes.append(_sentence(language, titles.widest(language, coded, names)))
    contrast = balance.speaker_contrast(language, coded)
    parts = [_led(language, mark("**What is on record.**"), balance.counted(language, coded), RECORD)]
    parts += [_led(language, mark("**Who speaks.**"), said, RECORD) for said in contrast]
    parts.append(_led(language, mark("**What is named most.**"), join_sentences(themes), RECORD))
    return [*parts, *_obstacles(language, coded, names)]


def _obstacles(language: Language, coded: pd.DataFrame, names: dict[str, str]) -> list[Sentence]:
    table = analysis.balance(coded, "theme")
    heavier = list(table.index[table["challenge"] > table["success_factor"]])
    if not heavier:
        return []
    chosen = of(coded[coded["theme"].isin(heavier)], valence="challenge")
    said = language.say(
        "Challenges outnumber success factors under {themes}; they are named there in {strength}.",
        themes=quoted(language, heavier, names), strength=strength(language, "summary.obstacles", chosen),
    )  # fmt: skip
    return [_led(language, mark("**What stands in the way.**"), said, RECORD)]


def _claims(language: Language, evidence: Evidence) -> Sentence:
    said = join_sentences(claims.finding(language, evidence.figures, evidence.event).paragraphs)
    return _led(language, mark("**What the programme says of itself.**"), said, PROGRAMME)


def _actions(language: Language, evidence: Evidence) -> Sentence:
    found = actions.found_of_published(language, evidence.actions, evidence.figures)
    origins = actions.origins(language, evidence.actions).paragraphs[0]
    return _led(language, mark("**What its Actions show.**"), join_sentences([found, origins]), PROGRAMME)


def _led(language: Language, lead: str, said: Sentence, chapter: Markdown) -> Sentence:
    return language.say("{lead} {said} ({chapter})", lead=language.say(lead), said=said, chapter=chapter)


def _sentence(language: Language, title: Sentence) -> Sentence:
    return language.say("{title}.", title=title)


def silence(language: Language, evidence: Evidence) -> Prose:
    """Say what the record does not hold."""
    return prose([language.say("{text}", text=language.words(gap.text)) for gap in evidence.event.gaps])
