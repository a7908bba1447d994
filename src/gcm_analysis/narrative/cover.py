"""The words of the cover, and the titles of the event's own sources in the report's language."""

import pandas as pd

from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Event, Evidence
from gcm_analysis.evidence.notes import in_language, rows_of, source_of
from gcm_analysis.evidence.vocabulary import EVENT_NOTES
from gcm_analysis.narrative.event_details import days, series, town
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.labels import partner_name
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.selection import selection

ONE_PARTNER = "partner"  # the profile of briefs on one partner of the programme
OUTCOME = "outcome"  # the profile of reports on what was said at an event
SUBTITLES = {
    ONE_PARTNER: mark("What is on record of the programme’s work with one partner"),
    OUTCOME: mark("Outcome report"),
    "published": mark("Success factors and challenges in the published record"),
    "both": mark("Success factors and challenges in the published record and at the event"),
    "own": mark("Success factors and challenges named at the event"),
}
DESCRIPTIONS = {
    ONE_PARTNER: mark(
        "The Actions of a capacity-building programme with one partner, from the published record."
    ),
    OUTCOME: mark(
        "What was said at an event on migration, where voices agree and differ, and what was agreed to be done."
    ),
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
        partner = partner_name(language, edition.partner)
        return language.text("{partner}: capacity-building Actions", partner=partner)
    return language.words(event.title)


def event_line(language: Language, evidence: Evidence) -> str:
    """Return the line above the title: the event, or the report that a brief on one partner belongs to."""
    event = evidence.event
    if event.profile == ONE_PARTNER:
        report = language.quoted(language.words(event.title))
        return language.text("From the data of the report {title}", title=report)
    where = language.text("{city}, {day}", city=town(language, event), day=days(language, event))
    return f"{series(language, event)} – {where}"


def about(language: Language, edition: Edition, evidence: Evidence) -> str:
    """Return what a list of reports says of one: its event, and what it counts if that is not all."""
    line = event_line(language, evidence)
    if evidence.event.profile == ONE_PARTNER:
        return line
    return f"{line}. {selection(language, edition, evidence.codebook).plain}"


def subtitle(language: Language, event: Event) -> str:
    """Return the line below the title: what the report is about."""
    return language.text(SUBTITLES[_kind(event)])


def description(language: Language, event: Event) -> str:
    """Return the description for search engines and other readers of metadata."""
    return language.text(DESCRIPTIONS[_kind(event)])


def _kind(event: Event) -> str:
    """Return the kind of report that decides its words: its profile, or else where the event’s statements come from."""
    return event.profile if event.profile in (ONE_PARTNER, OUTCOME) else event.statements


def sources(language: Language, evidence: Evidence) -> pd.DataFrame:
    """Return the sources, those made of the event's notes with title and publisher in the language of the report.

    A published source keeps the title under which it was published, and a document what its table says of it; a session
    has a title in each language. `short` is the name that a citation shows.
    """
    event, frame = evidence.event, evidence.sources
    organisers = language.separated([language.words(organiser.name) for organiser in event.organisers])
    own = frame["source_type"] == EVENT_NOTES
    session_titles = {
        source_of(row["session_id"]): in_language(row, "title", language.code)
        for row in rows_of(evidence.sessions)
    }
    titles = frame["source_id"].map(session_titles | {source_of(""): language.words(event.title)}).where(own)
    titled = titles.notna() & (titles != "")
    short = frame[language.column("short")].mask(titled, titles)
    return frame.assign(
        title=frame["title"].mask(titled, titles),
        short=short.mask(short.duplicated(keep=False), short + " (" + frame["source_id"] + ")"),
        language=frame["language"].mask(titled, language.code),
        publisher=frame["publisher"].mask(titles.notna(), organisers),
    )
