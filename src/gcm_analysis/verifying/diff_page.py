"""What changed between two reports, as a page of its own: nothing to fetch, no script."""

from itertools import groupby

from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.formats.page.templates import pages
from gcm_analysis.verifying.diff import APPEARED, CHANGED, VANISHED, Change, Difference

KINDS = {CHANGED: mark("changed"), APPEARED: mark("appeared"), VANISHED: mark("vanished")}
WORDS = {
    "summary": mark("In short"),
    "parameters": mark("Parameters that differ"),
    "same_parameters": mark("Both reports have the same parameters."),
    "parameter": mark("Parameter"),
    "facts": mark("Facts that differ, by chapter"),
    "no_facts": mark("Both reports show the same facts with the same values."),
    "fact": mark("What the fact is, and its name"),
    "change": mark("Change"),
    "before": mark("First report"),
    "after": mark("Second report"),
    "empty": mark("not set"),
    "none": mark("not in this report"),
    "wordings": mark("Words that differ, by language"),
    "no_words": mark("Both reports say the same in the same words."),
    "where": mark("Where it is"),
    "other_rows": mark("Facts with the same value from other rows or sources"),
}


def page(found: Difference) -> str:
    """Return the page as HTML, in the language in which the reports were compared."""
    language = Language(found.language)
    template = pages().get_template("diff.html")
    return template.render(
        language=found.language,
        drafts=[],
        title=language.text("What changed between two reports"),
        between=language.text(
            "First: {before}. Second: {after}.", before=found.names[0], after=found.names[1]
        ),
        words={name: language.text(word) for name, word in WORDS.items()},
        summary=summary(found),
        parameters=found.parameters,
        chapters=[{"title": title, "rows": _rows(changes, language)} for title, changes in found.chapters],
        other_rows=found.other_rows,
        wordings=[
            {"language": code, "name": language.language_name(code), "rows": list(rows)}
            for code, rows in groupby(found.words, key=lambda one: one.language)
        ],
    )


def summary(found: Difference) -> list[str]:
    """Return how many facts changed, appeared, vanished, rest on other rows and stayed, and how many passages differ."""
    language = Language(found.language)
    return [
        language.plural("{n} fact changed.", "{n} facts changed.", n=found.count(CHANGED)).plain,
        language.plural("{n} fact appeared.", "{n} facts appeared.", n=found.count(APPEARED)).plain,
        language.plural("{n} fact vanished.", "{n} facts vanished.", n=found.count(VANISHED)).plain,
        language.plural(
            "{n} fact has the same value, but from other rows or sources.",
            "{n} facts have the same value, but from other rows or sources.",
            n=len(found.other_rows),
        ).plain,
        language.plural("{n} fact is the same.", "{n} facts are the same.", n=found.same).plain,
        language.plural(
            "{n} statement or passage is worded otherwise.",
            "{n} statements and passages are worded otherwise.",
            n=len(found.words),
        ).plain,
    ]


def _rows(changes: tuple[Change, ...], language: Language) -> list[dict[str, str]]:
    return [
        {
            "id": change.id,
            "how": change.how,
            "kind": language.text(KINDS[change.kind]),
            "before": change.before,
            "after": change.after,
        }
        for change in changes
    ]
