"""The event: what was announced, by whom, with whom, about what, and what is not known of it."""

import pandas as pd

from gcm_analysis.edition import Edition
from gcm_analysis.evidence.event import Event, Panellist
from gcm_analysis.narrative.exhibits import Points, Prose, Table, prose
from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.labels import label
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import Markdown, cite, escape

STATUS_AFTER = "published_after_event"


ASKED = mark("On {day}, in {city}, a {kind} of the {series} asked: {title} Its organisers: {organisers}.")
ASKS = mark("On {day}, in {city}, a {kind} of the {series} asks: {title} Its organisers: {organisers}.")


def finding(language: Language, event: Event, edition: Edition) -> Prose:
    """Say in one sentence which event this is; an edition of its day or earlier speaks of it as not yet past."""
    ahead = edition.as_of != "" and edition.as_of <= event.date.isoformat()
    return prose(
        [
            language.say(
                ASKS if ahead else ASKED,
                day=Fact(
                    "event.date", event.date, "date", mark("the date announced"), sources=(event.source_id,)
                ),
                city=language.words(event.city),
                organisers=language.listed(
                    [language.words(organiser.name) for organiser in event.organisers]
                ),
                kind=language.words(event.kind),
                title=language.quoted(language.words(event.title)),
                series=language.words(event.series),
            ),
        ],
        style="lead",
    )


def facts_table(language: Language, event: Event) -> Table:
    """Show the announced facts of the event."""
    rows = [
        (mark("Title"), language.words(event.title)),
        (mark("Date"), language.day(event.date)),
        (mark("Time"), _times(language, event)),
        (
            mark("Place"),
            f"{language.words(event.venue)}, {language.words(event.city)}, {language.country(event.country)}",
        ),
        (mark("Occasion"), language.words(event.series)),
        (
            mark("Organisers"),
            language.separated([language.words(organiser.name) for organiser in event.organisers]),
        ),
        (
            mark("Working languages"),
            language.listed([language.language_name(code) for code in event.working_languages]),
        ),
        (
            mark("Interpretation"),
            language.listed([language.language_name(code) for code in event.interpretation]) or "–",
        ),
    ]
    if event.title_language != language.code:
        rows.insert(
            1,
            (
                mark("Title as published"),
                Markdown(
                    f"[{escape(event.title.in_language(event.title_language))}]{{lang={event.title_language}}}"
                ),
            ),
        )
    return Table(
        [language.text("Fact"), language.text("As announced")],
        [[language.text(name), value] for name, value in rows],
        title=language.say("The event as its organisers announced it"),
        note=language.say("Source: the organisers’ announcement {source}.", source=cite(event.source_id)),
        widths=[24, 76],
        data=pd.DataFrame(
            [[language.text(name), value] for name, value in rows],
            columns=[language.text("Fact"), language.text("As announced")],
        ),
    )


def panel_table(language: Language, event: Event) -> Table:
    """Show chair and panellists as named, with the level each one stands for."""
    header = [
        language.text(word)
        for word in (mark("Name"), mark("Role and body"), mark("Level"), mark("Perspective"))
    ]
    people = [(language.say("{name} (chair)", name=event.chair.name).plain, event.chair)]
    people += [(panellist.name, panellist) for panellist in event.panellists]
    rows = [[name, *_described(language, person)] for name, person in people]
    return Table(
        header,
        rows,
        title=language.say("Chair and panellists named in the announcement"),
        note=language.say(
            "Level and perspective are read from the role; they are the compilers’. Source: the organisers’ announcement "
            "{source}.",
            source=cite(event.source_id),
        ),
        widths=[22, 46, 14, 18],
        data=pd.DataFrame(rows, columns=header),
    )


def questions(language: Language, event: Event) -> Points:
    """List what the organisers said that the event would ask."""
    return Points(
        tuple(language.say("{text}", text=language.words(question.text)) for question in event.questions),
        numbered=True,
    )


def gaps(language: Language, event: Event) -> Prose:
    """Say what the announcement leaves open, and what is not on record."""
    counted = [_panel_gap(language, event)] if event.announced_panellists != len(event.panellists) else []
    return prose(counted + [language.say("{text}", text=language.words(gap.text)) for gap in event.gaps])


def aftermath_table(language: Language, record: pd.DataFrame) -> Table | Prose:
    """Show what was published after the event, each with its source, or say that nothing was."""
    after = record[record["status"] == STATUS_AFTER]
    if after.empty:
        return prose(language.say("No source of this edition tells what followed the event."))
    header = [language.text(word) for word in (mark("Subject"), mark("What is published"), mark("Source"))]
    rows = [_recorded(language, row) for _, row in after.iterrows()]
    return Table(
        header,
        rows,
        title=language.say("What is published about the event and what followed it"),
        note=language.say(
            "Subjects and contents are the compilers’ paraphrase of pages read, mostly in their opening part."
        ),
        widths=[30, 46, 24],
        data=pd.DataFrame(rows, columns=header),
    )


def _panel_gap(language: Language, event: Event) -> Sentence:
    source = (event.source_id,)
    return language.say(
        "Panellists announced: {announced}; panellists named besides the chair: {named} {source}.",
        announced=Fact(
            "event.panellists.announced",
            event.announced_panellists,
            "count",
            mark("panellists stated"),
            sources=source,
        ),
        named=Fact(
            "event.panellists.named",
            len(event.panellists),
            "count",
            mark("panellists named besides the chair"),
            sources=source,
        ),
        source=cite(event.source_id),
    )


def _recorded(language: Language, row: pd.Series) -> list[str]:
    source = cite(str(row["source_id"]), str(row[language.column("locator")]))
    return [str(row[language.column("fact")]), str(row[language.column("value")]), source]


def _described(language: Language, person: Panellist) -> list[str]:
    role = f"{language.words(person.role)}, {language.words(person.body)}"
    return [role, label(language, person.level), language.words(person.perspective)]


def _times(language: Language, event: Event) -> str:
    return language.text(
        "{start}–{end} local time ({minutes} minutes)",
        start=language.clock(event.start),
        end=language.clock(event.end),
        minutes=language.number(event.minutes),
    )
