"""When and where an event was, in one form for all pages: its days, its place, its occasion."""

from gcm_analysis.evidence.event import Event
from gcm_analysis.narrative.language import Language


def days(language: Language, event: Event) -> str:
    """Return the event's day, or its first and last."""
    if event.end_date is None:
        return language.day(event.date)
    first, last = event.date, event.end_date
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{language.day(last)}"
    return f"{language.day(first)} – {language.day(last)}"


def city_and_days(language: Language, event: Event) -> str:
    return language.text("{city}, {day}", city=language.words(event.city), day=days(language, event))


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
