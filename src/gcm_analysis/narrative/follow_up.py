"""What was agreed to do: what, by whom, by when, as the event's description records it."""

import pandas as pd

from gcm_analysis.evidence.event import Event, FollowUp
from gcm_analysis.narrative.exhibits import Points, Prose, Table, prose
from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import Markdown, cite, escape

NOTHING = mark("No follow-up is on record.")


def table(language: Language, event: Event) -> Table | Prose:
    """Show what was agreed, who is to do it and by when."""
    if not event.follow_up:
        return prose(language.say(NOTHING))
    header = [language.text(word) for word in (mark("What"), mark("Who"), mark("By when"))]
    rows = [
        [_what(language, item), language.words(item.who), _when(language, item)] for item in event.follow_up
    ]
    return Table(
        header,
        rows,
        title=_title(language, event),
        widths=[54, 26, 20],
        data=pd.DataFrame(
            [[language.words(item.what), *row[1:]] for item, row in zip(event.follow_up, rows, strict=True)],
            columns=header,
        ),
    )


def points(language: Language, event: Event) -> Points | Prose:
    """List the same in sentences."""
    if not event.follow_up:
        return prose(language.say(NOTHING))
    return Points(tuple(_point(language, item) for item in event.follow_up))


def _point(language: Language, item: FollowUp) -> Sentence:
    return language.say(
        "{what} ({who}; {when})",
        what=_what(language, item),
        who=language.words(item.who),
        when=_when(language, item),
    )


def _what(language: Language, item: FollowUp) -> Markdown:
    what = escape(language.words(item.what))
    return Markdown(f"{what} {cite(item.source_id)}") if item.source_id else what


def _when(language: Language, item: FollowUp) -> str:
    return language.words(item.when) if item.when else language.text("no date set")


def _title(language: Language, event: Event) -> Sentence:
    undated = [item for item in event.follow_up if item.when is None]
    agreed, open_ended = (
        _count(f"follow_up.{name}", items, how)
        for name, items, how in (
            ("items", event.follow_up, mark("steps that were agreed, one row each")),
            ("undated", undated, mark("of these, those without a date")),
        )
    )
    said = language.plural("{n} step was agreed", "{n} steps were agreed", n=agreed)
    if not undated:
        return said
    return language.say(
        "{agreed}, {undated} without a date", agreed=said, undated=language.say("{n}", n=open_ended)
    )


def _count(name: str, items: tuple[FollowUp, ...] | list[FollowUp], how: str) -> Fact:
    sources = tuple(sorted({item.source_id for item in items if item.source_id}))
    return Fact(name, len(items), "count", how, sources=sources)
