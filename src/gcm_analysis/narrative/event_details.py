"""Describes the event of a report: what it was, when and where, its programme, who was announced."""

import pandas as pd

from gcm_analysis.edition import Edition
from gcm_analysis.evidence.event import AgendaItem, Event
from gcm_analysis.narrative.exhibits import Prose, prose
from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.markdown import Markdown, escape

ASKED = mark("On {day}, {where}, {kind} of the {series} asked: {title} Organised by: {organisers}.")
ASKS = mark("On {day}, {where}, {kind} of the {series} asks: {title} Organised by: {organisers}.")
HELD = mark("{title} was the title of {kind} {where}, on {day}. Organised by: {organisers}.")
ONLINE = mark("online")
AND_ONLINE = mark("{place} and online")


def finding(language: Language, event: Event, edition: Edition, style: str = "lead") -> Prose:
    """Describe the event in one sentence; in the present tense in an edition of its day or earlier."""
    ahead = edition.as_of != "" and edition.as_of <= event.date.isoformat()
    title = event.title.in_language(event.title_language)
    asking = event.series is not None and title.endswith("?")
    sources = (event.source_id,) if event.source_id else ()
    sentence = language.say(
        (ASKS if ahead else ASKED) if asking else HELD,
        day=Fact("event.date", event.date, "date", mark("the date of the event"), sources=sources, words=days(language, event) if event.end_date else ""),
        where=_where(language, event),
        organisers=language.listed([language.words(organiser.name) for organiser in event.organisers]),
        kind=_of_a_kind(language, event),
        title=language.quoted(language.words(event.title)),
        series=language.words(event.series or event.kind),
    )  # fmt: skip
    return prose([sentence], style=style)


def _of_a_kind(language: Language, event: Event) -> str:
    """Return the kind of event with its article; “UN meeting” and “university seminar” begin like “you”."""
    kind = language.words(event.kind)
    article = mark("an {kind}") if kind[:1].lower() in "aeio" else mark("a {kind}")
    return language.text(article, kind=kind)


def facts(language: Language, event: Event) -> pd.DataFrame:
    """Return what is known about the event, one row per subject, for readers."""
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
        (mark("Organised by"), language.separated([language.words(one.name) for one in event.organisers])),
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
    day = language.day(item.day) if item.day else ""
    clocks = "–".join(language.clock(one) for one in (item.start, item.end) if one)
    return ", ".join(filter(None, [day, clocks])) or "–"


def days(language: Language, event: Event) -> str:
    """Return the event's day, or its first and last."""
    if event.end_date is None:
        return language.day(event.date)
    first, last = event.date, event.end_date
    if (first.year, first.month) == (last.year, last.month):
        return f"{language.day_of_month(first)}–{language.day(last)}"
    return f"{language.day(first)} – {language.day(last)}"


def series(language: Language, event: Event) -> str:
    """Return what the event was part of, else what kind of event it was, as at the head of a line."""
    words = language.words(event.series or event.kind)
    return words[:1].upper() + words[1:]


def place(language: Language, event: Event) -> str:
    """Return venue, city and country, as far as they are known, and whether people met online."""
    names = [language.words(words) for words in (event.venue, event.city) if words]
    country = [language.country(event.country)] if event.country else []
    return _with_online(language, event, names + country)


def town(language: Language, event: Event) -> str:
    """Return the city, as at the head of a report, and whether people met online."""
    return _with_online(language, event, [language.words(event.city)] if event.city else [])


def _with_online(language: Language, event: Event, named: list[str]) -> str:
    """Return a place as a row of names; “online” for an online event without a place."""
    if event.mode == "hybrid":
        return language.text(AND_ONLINE, place=", ".join(named))
    return ", ".join(named if event.mode != "online" else [*named, language.text(ONLINE)])


def _where(language: Language, event: Event) -> str:
    """Return where the event was, within a sentence; an online event has no other place."""
    if event.mode == "online" or event.city is None:
        return language.text(ONLINE)
    city = language.in_town(language.words(event.city))
    return language.text(AND_ONLINE, place=city) if event.mode == "hybrid" else city


def times(language: Language, event: Event) -> str:
    """Return start, end and length, as far as known; those of an online event with its time zone, if it has one."""
    clock = (event.time_zone or "") if event.mode == "online" else language.text("local time")
    if event.start is None or not clock:
        return ""
    start = language.clock(event.start)
    if event.end is None or event.minutes is None:
        return language.text("from {start} {clock}", start=start, clock=clock)
    return language.text(
        "{start}–{end} {clock} ({minutes} minutes)",
        start=start,
        end=language.clock(event.end),
        clock=clock,
        minutes=language.number(event.minutes),
    )
