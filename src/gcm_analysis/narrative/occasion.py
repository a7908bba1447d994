"""The event that a report is about: what it was, when and where, its programme, who was announced."""

import pandas as pd

from gcm_analysis.edition import Edition
from gcm_analysis.evidence.event import AgendaItem, Event
from gcm_analysis.narrative.exhibits import Prose, prose
from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.markdown import Markdown, escape

ASKED = mark("On {day}, in {city}, a {kind} of the {series} asked: {title} Organisers: {organisers}.")
ASKS = mark("On {day}, in {city}, a {kind} of the {series} asks: {title} Organisers: {organisers}.")
HELD = mark("{title} was the title of a {kind} in {city}, on {day}. Organisers: {organisers}.")


def finding(language: Language, event: Event, edition: Edition, style: str = "lead") -> Prose:
    """Say in one sentence which event this is; an edition of its day or earlier speaks of it as not yet past."""
    ahead = edition.as_of != "" and edition.as_of <= event.date.isoformat()
    title = event.title.in_language(event.title_language)
    asking = event.series is not None and title.endswith("?")
    sources = (event.source_id,) if event.source_id else ()
    said = language.say(
        (ASKS if ahead else ASKED) if asking else HELD,
        day=Fact("event.date", event.date, "date", mark("the date of the event"), sources=sources, words=days(language, event) if event.end_date else ""),
        city=language.words(event.city),
        organisers=language.listed([language.words(organiser.name) for organiser in event.organisers]),
        kind=language.words(event.kind),
        title=language.quoted(language.words(event.title)),
        series=language.words(event.series or event.kind),
    )  # fmt: skip
    return prose([said], style=style)


def facts(language: Language, event: Event) -> pd.DataFrame:
    """Return what is known of the event for readers: its subject, and what it is, one row each."""
    working, interpretation = (
        language.listed([language.language_name(code) for code in codes])
        for codes in (event.working_languages, event.interpretation)
    )
    present, original = event.attendance, event.title_language
    as_published = Markdown(f"[{escape(event.title.in_language(original))}]{{lang={original}}}")
    rows = [
        (mark("Title as published"), as_published if original != language.code else ""),
        (mark("Date"), days(language, event)),
        (mark("Time"), times(language, event)),
        (mark("Place"), place(language, event)),
        (mark("Occasion"), language.words(event.series) if event.series else ""),
        (mark("Organisers"), language.separated([language.words(one.name) for one in event.organisers])),
        (mark("Working languages"), working),
        (mark("Interpretation"), interpretation),
        (mark("Participants"), language.number(present.people) if present.people else ""),
        (mark("Countries of participants"), language.number(present.countries) if present.countries else ""),
        (mark("Bodies of participants"), language.words(present.bodies) if present.bodies else ""),
    ]
    stated = [(language.text(name), value) for name, value in rows if value]
    stated += [(language.words(also.name), language.words(also.text)) for also in event.announced]
    return pd.DataFrame(stated, columns=[language.text("Subject"), language.text("What is known")])


def agenda(language: Language, event: Event) -> pd.DataFrame:
    """Return the programme for readers: when, and what, one row for each part."""
    rows = [(_when(language, one), language.words(one.what)) for one in event.agenda]
    return pd.DataFrame(rows, columns=[language.text("When"), language.text("What")])


def _when(language: Language, item: AgendaItem) -> str:
    day = [language.day(item.day)] if item.day else []
    clocks = "–".join(language.clock(one) for one in (item.start, item.end) if one)
    return ", ".join([*day, *filter(None, [clocks])]) or "–"


def days(language: Language, event: Event) -> str:
    """Return the event's day, or its first and last."""
    if event.end_date is None:
        return language.day(event.date)
    first, last = event.date, event.end_date
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{language.day(last)}"
    return f"{language.day(first)} – {language.day(last)}"


def series(language: Language, event: Event) -> str:
    """Return what the event was part of, else what kind of event it was, as at the head of a line."""
    words = language.words(event.series or event.kind)
    return words[:1].upper() + words[1:]


def place(language: Language, event: Event) -> str:
    """Return venue, city and country, as far as they are known."""
    parts = [language.words(event.venue)] if event.venue else []
    return ", ".join([*parts, language.words(event.city), language.country(event.country)])


def times(language: Language, event: Event) -> str:
    """Return start, end and length, as far as they are known."""
    if event.start is None:
        return ""
    if event.end is None or event.minutes is None:
        return language.text("from {start} local time", start=language.clock(event.start))
    return language.text(
        "{start}–{end} local time ({minutes} minutes)",
        start=language.clock(event.start),
        end=language.clock(event.end),
        minutes=language.number(event.minutes),
    )
