"""The comparison of two reports as a web page: nothing to fetch, no script."""

from itertools import groupby

from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.formats.page.templates import render_template
from gcm_analysis.verifying.diff import APPEARED, CHANGED, VANISHED, Difference

KINDS = {CHANGED: mark("changed"), APPEARED: mark("appeared"), VANISHED: mark("vanished")}


def page(found: Difference) -> str:
    """Return the page as HTML, in the language in which the reports were compared."""
    language = Language(found.language)
    first, second = found.names
    return render_template(
        "diff.html",
        _=language.text,
        language=found.language,
        drafts=[],
        title=language.text("What changed between two reports"),
        between=language.text("First: {before}. Second: {after}.", before=first, after=second),
        summary=summary(found),
        parameters=found.parameters,
        chapters=found.chapters,
        kinds={kind: language.text(word) for kind, word in KINDS.items()},
        other_rows=found.other_rows,
        wordings=[
            {"language": code, "name": language.language_name(code), "rows": list(rows)}
            for code, rows in groupby(found.words, key=lambda one: one.language)
        ],
    )


def summary(found: Difference) -> list[str]:
    """Return how many facts changed, appeared, vanished, rest on other rows and stayed, and how many passages differ."""
    count, plural = found.count, Language(found.language).plural
    return [
        plural("{n} fact changed.", "{n} facts changed.", n=count(CHANGED)).plain,
        plural("{n} fact appeared.", "{n} facts appeared.", n=count(APPEARED)).plain,
        plural("{n} fact vanished.", "{n} facts vanished.", n=count(VANISHED)).plain,
        plural(
            "{n} fact has the same value, but from other rows or sources.",
            "{n} facts have the same value, but from other rows or sources.",
            n=len(found.other_rows),
        ).plain,
        plural("{n} fact is the same.", "{n} facts are the same.", n=found.same).plain,
        plural(
            "{n} statement or passage is worded differently.",
            "{n} statements and passages are worded differently.",
            n=len(found.words),
        ).plain,
    ]
