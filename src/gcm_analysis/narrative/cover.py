"""What the cover says a report is about, and how the event's own sources are called in its language."""

import pandas as pd

from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Event, Evidence
from gcm_analysis.evidence.notes import in_language, rows_of, source_of
from gcm_analysis.evidence.vocabulary import EVENT_NOTES
from gcm_analysis.narrative import partner as partner_words
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.occasion import city_and_days, series
from gcm_analysis.narrative.selection import selection

ONE_PARTNER = "partner"  # the profile of briefs on one partner of the programme
OUTCOME = "outcome"  # the profile of reports on what was said at an event
SUBTITLES = {
    "published": mark("Success factors and challenges in the published record"),
    "both": mark("Success factors and challenges in the published record and at the event"),
    "own": mark("Success factors and challenges named at the event"),
}
DESCRIPTIONS = {
    "published": mark(
        "What helps and what hinders capacity building on migration, from the published record."
    ),
    "both": mark(
        "What helps and what hinders capacity building on migration, from the published record and from the notes of an event."
    ),
    "own": mark(
        "What helps and what hinders capacity building on migration, from what is on record of an event."
    ),
}


def title(language: Language, edition: Edition, event: Event) -> str:
    """Return the title: the event's, or that of a brief on one partner."""
    if event.profile == ONE_PARTNER:
        return language.text(
            "{partner}: capacity-building Actions", partner=partner_words.name(language, edition.partner)
        )
    return language.words(event.title)


def event_line(language: Language, evidence: Evidence) -> str:
    """Return the line above the title: the event, or the report that a brief on one partner belongs to."""
    event = evidence.event
    if event.profile == ONE_PARTNER:
        return language.text(
            "From the data of the report {title}", title=language.quoted(language.words(event.title))
        )
    return f"{series(language, event)} – {city_and_days(language, event)}"


def about(language: Language, edition: Edition, evidence: Evidence) -> str:
    """Return what a list of reports says of one: its event, and what it counts if that is not all."""
    line = event_line(language, evidence)
    return line if evidence.event.profile == ONE_PARTNER else f"{line}. {selection(language, edition).plain}"


def subtitle(language: Language, evidence: Evidence) -> str:
    """Return the line below the title: what the report tells."""
    if evidence.event.profile == ONE_PARTNER:
        return language.text("What is on record of the programme’s work with one partner")
    if evidence.event.profile == OUTCOME:
        return language.text("Outcome report")
    return language.text(SUBTITLES[evidence.event.statements])


def description(language: Language, evidence: Evidence) -> str:
    """Return what search engines and readers of metadata are told."""
    if evidence.event.profile == ONE_PARTNER:
        return language.text(
            "The Actions of a capacity-building programme with one partner, from the published record."
        )
    if evidence.event.profile == OUTCOME:
        return language.text(
            "What was said at an event on migration, where voices agree and differ, and what was agreed to be done."
        )
    return language.text(DESCRIPTIONS[evidence.event.statements])


def sources(language: Language, evidence: Evidence) -> pd.DataFrame:
    """Return the sources, those made of the event's notes with title and publisher in the language of the report.

    A published source keeps the title under which it was published, and a document what its table says of it; a session
    has a title in each language. `short` is the name that a citation shows.
    """
    event, frame = evidence.event, evidence.sources
    organisers = language.separated([language.words(organiser.name) for organiser in event.organisers])
    own = frame["source_type"] == EVENT_NOTES
    named = {
        source_of(row["session_id"]): in_language(row, "title", language.code)
        for row in rows_of(evidence.sessions)
    }
    titles = frame["source_id"].map(named | {source_of(""): language.words(event.title)}).where(own)
    known = titles.notna() & (titles != "")
    short = frame[language.column("short")].mask(known, titles)
    return frame.assign(
        title=frame["title"].mask(known, titles),
        short=short.mask(short.duplicated(keep=False), short + " (" + frame["source_id"] + ")"),
        language=frame["language"].mask(known, language.code),
        publisher=frame["publisher"].mask(titles.notna(), organisers),
    )
