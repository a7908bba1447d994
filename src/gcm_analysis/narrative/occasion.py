"""The event: what was announced, by whom, with whom, about what, and what is not known of it."""

import pandas as pd

from gcm_analysis.edition import Edition
from gcm_analysis.evidence.event import Event, Panellist
from gcm_analysis.narrative.exhibits import Points, Prose, Table, prose
from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.labels import label
from gcm_analysis.narrative.language import Language, Sentence, join_sentences
from gcm_analysis.narrative.markdown import Markdown, cite, escape
from gcm_analysis.narrative.when_where import days, place, times

STATUS_AFTER = "published_after_event"


ASKED = mark("On {day}, in {city}, a {kind} of the {series} asked: {title} Its organisers: {organisers}.")
ASKS = mark("On {day}, in {city}, a {kind} of the {series} asks: {title} Its organisers: {organisers}.")
HELD = mark("{title} was the title of a {kind} in {city}, on {day}. Its organisers: {organisers}.")


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


# How what is known of the event came to be known: the column's head, the table's title, and its source.
ANNOUNCED = (
    mark("As announced"),
    mark("The event as its organisers announced it"),
    mark("Source: the organisers’ announcement {source}."),
)
REPORTED = (
    mark("As reported"),
    mark("The event as its organisers report it"),
    mark("Source: the organisers’ account {source}."),
)
DESCRIBED = (
    mark("As the organisers describe it"),
    mark("The event as its organisers describe it"),
    mark("Source: the organisers."),
)


def _known(event: Event) -> tuple[str, str, str]:
    """Tell an announcement from an account of what was said, and both from a description that nobody published."""
    if not event.source_id:
        return DESCRIBED
    return REPORTED if event.source_id in event.reported_in else ANNOUNCED


def facts_table(language: Language, event: Event) -> Table:
    """Show the announced facts of the event, as far as there are any."""
    rows = [(language.text(name), value) for name, value in _facts(language, event) if value]
    rows += [(language.words(also.name), language.words(also.text)) for also in event.announced]
    head, title, _ = _known(event)
    header = [language.text("Fact"), language.text(head)]
    return Table(
        header,
        [list(row) for row in rows],
        title=language.say(title),
        note=_source(language, event),
        widths=[24, 76],
        data=pd.DataFrame(rows, columns=header),
    )


def _facts(language: Language, event: Event) -> list[tuple[str, str]]:
    as_published = (
        Markdown(f"[{escape(event.title.in_language(event.title_language))}]{{lang={event.title_language}}}")
        if event.title_language != language.code
        else ""
    )
    organisers = [language.words(organiser.name) for organiser in event.organisers]
    working, interpretation = (
        language.listed([language.language_name(code) for code in codes])
        for codes in (event.working_languages, event.interpretation)
    )
    return [
        (mark("Title"), language.words(event.title)),
        (mark("Title as published"), as_published),
        (mark("Date"), days(language, event)),
        (mark("Time"), times(language, event)),
        (mark("Place"), place(language, event)),
        (mark("Occasion"), language.words(event.series) if event.series else ""),
        (mark("Organisers"), language.separated(organisers)),
        (mark("Working languages"), working),
        (mark("Interpretation"), interpretation),
    ]


def _source(language: Language, event: Event) -> Sentence:
    return language.say(_known(event)[2], source=cite(event.source_id) if event.source_id else "")


def panel_table(language: Language, event: Event) -> Table | Prose:
    """Show chair and panellists as named, with the level each one stands for, or say that nobody is named."""
    if not event.people:
        return prose(language.say("This report names no chair and no panellist."))
    header = [
        language.text(word)
        for word in (mark("Name"), mark("Role and body"), mark("Level"), mark("Perspective"))
    ]
    names = (
        {event.chair.name: language.say("{name} (chair)", name=event.chair.name).plain} if event.chair else {}
    )
    rows = [[names.get(person.name, person.name), *_described(language, person)] for person in event.people]
    return Table(
        header,
        rows,
        title=language.say("Chair and panellists named in the announcement"),
        note=join_sentences(
            [
                language.say("Level and perspective are read from the role; they are the compilers’."),
                _source(language, event),
            ]
        ),
        widths=[22, 46, 14, 18],
        data=pd.DataFrame(rows, columns=header),
    )


def about_questions(language: Language, event: Event) -> Prose:
    """Introduce the questions, where there are some."""
    if not event.questions:
        return prose([])
    return prose(language.say("The questions are told in our words. The following chapters take them up."))


def questions(language: Language, event: Event) -> Points | Prose:
    """List what the organisers said that the event would ask, or say that no question is on record."""
    if not event.questions:
        return prose(language.say("No question of the organisers is on record."))
    return Points(
        tuple(language.say("{text}", text=language.words(question.text)) for question in event.questions),
        numbered=True,
    )


def gaps(language: Language, event: Event) -> Prose:
    """Say what the announcement leaves open, and what is not on record."""
    said = [
        *_panel_gap(language, event),
        *(language.say("{text}", text=language.words(gap.text)) for gap in event.gaps),
    ]
    return prose(said or [language.say("No open question is on record.")])


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


def _panel_gap(language: Language, event: Event) -> list[Sentence]:
    if event.announced_panellists is None or event.announced_panellists == len(event.panellists):
        return []
    announced, named = (
        Fact(f"event.panellists.{name}", number, "count", how, sources=(event.source_id,))
        for name, number, how in (
            ("announced", event.announced_panellists, mark("panellists stated")),
            ("named", len(event.panellists), mark("panellists named besides the chair")),
        )
    )
    said = language.say(
        "Panellists announced: {announced}; panellists named besides the chair: {named} {source}.",
        announced=announced,
        named=named,
        source=cite(event.source_id),
    )
    return [said]


def _recorded(language: Language, row: pd.Series) -> list[str]:
    source = cite(str(row["source_id"]), str(row[language.column("locator")]))
    return [str(row[language.column("fact")]), str(row[language.column("value")]), source]


def _described(language: Language, person: Panellist) -> list[str]:
    role = f"{language.words(person.role)}, {language.words(person.body)}"
    return [role, label(language, person.level), language.words(person.perspective)]
