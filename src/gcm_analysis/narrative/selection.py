"""Says what an edition counts and leaves out, so that no reader takes a part for the whole."""

from collections.abc import Callable, Iterator
from datetime import date

import pandas as pd

from gcm_analysis.edition import ALL, Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative.exhibits import Prose, prose
from gcm_analysis.narrative.facts import Fact, computed, mark
from gcm_analysis.narrative.labels import label, theme_labels
from gcm_analysis.narrative.language import Language, Sentence

SURE = {
    "medium": mark("coded with medium or high confidence"),
    "high": mark("coded with high confidence"),
}


LISTED = {
    "level": mark("at these levels ({codes})"),
    "region": mark("about these regions ({codes})"),
    "theme": mark("on these themes ({codes})"),
    "country": mark("about these countries ({codes})"),
    "source_type": mark("from these kinds of source ({codes})"),
}


def selected(language: Language, edition: Edition, evidence: Evidence) -> Prose:
    """Say which statements this edition counts, and which sources it leaves out because of its day."""
    return prose([selection(language, edition, evidence.codebook), *_left_out(language, edition, evidence)])


def narrowed(language: Language, edition: Edition, evidence: Evidence) -> Prose:
    """Say what this edition counts and leaves out; nothing if it counts all."""
    counts_all = not [*_criteria(language, edition, evidence.codebook)]
    return prose([]) if counts_all else selected(language, edition, evidence)


def selection(language: Language, edition: Edition, codebook: pd.DataFrame | None) -> Sentence:
    """Say which statements this edition counts, if not all; `codebook` has the names of its themes."""
    criteria = [*_criteria(language, edition, codebook)]
    if not criteria:
        return language.say("This edition counts every statement on record.")
    return language.say("This edition counts only statements {kept}.", kept=language.listed(criteria))


def _criteria(language: Language, edition: Edition, codebook: pd.DataFrame | None) -> Iterator[str]:
    """Yield the criteria by which the edition selects its statements, in words; nothing if it counts all."""
    if edition.as_of:
        day = language.day(date.fromisoformat(edition.as_of))
        yield language.text("from sources published by {day}", day=day)
    themes = {} if codebook is None else theme_labels(language, codebook)
    names: dict[str, Callable[[str], str]] = {
        "theme": lambda code: themes.get(code, code),
        "country": language.country,
    }
    for field, message in LISTED.items():
        codes = getattr(edition, field)
        if codes != ALL:
            name = names.get(field, lambda code: label(language, code))
            yield language.text(message, codes=language.separated([*map(name, codes.split(","))]))
    if edition.years:
        yield language.text("of these years ({codes})", codes=edition.years.replace("-", "–"))
    if not edition.self_reports:
        yield language.text("outside self-reports")
    if edition.minimum_confidence != "low":
        yield language.text(SURE[edition.minimum_confidence])


def _left_out(language: Language, edition: Edition, evidence: Evidence) -> list[Sentence]:
    """Say how many sources the edition's day leaves out, and why."""
    if not edition.as_of or evidence.left_out.empty:
        return []
    # Without the ids of these sources: what is left out is nowhere in the report.
    out = {
        reason: Fact(f"edition.left_out.{reason}", int((evidence.left_out["reason"] == reason).sum()), "count", how)
        for reason, how in REASONS.items()
    }  # fmt: skip
    kept = mark("sources that this edition may cite")
    return [
        language.say(
            "Sources left out: published later, {later}; dated too loosely to decide, {inexact}; without a date, {undated}. Sources that remain: {kept}.",
            **out,
            kept=computed("edition.sources", len(evidence.sources), kept, evidence.sources),
        ),
        *_undated_actions(language, evidence),
    ]


def _undated_actions(language: Language, evidence: Evidence) -> list[Sentence]:
    """Say why undated pages of Actions remain, and which parts of them count; nothing if there are none."""
    undated = evidence.sources[evidence.sources["published"] == ""]
    pages = undated[undated["source_id"].isin(evidence.actions["source_id"])]
    if pages.empty:
        return []
    how = mark("undated sources of Actions that had begun by the edition’s day")
    number = computed("edition.undated_pages", len(pages), how, pages)
    return [
        language.plural(
            "{n} undated page of an Action remains, since the Action had begun by then. An end after this day is left out, and so are the experts of an Action that had not ended.",
            "{n} undated pages of Actions remain, since the Actions had begun by then. An end after this day is left out, and so are the experts of an Action that had not ended.",
            n=number,
        )
    ]


REASONS = {
    "later": mark("sources whose date is later than the edition’s day"),
    "inexact": mark("sources whose month or year leaves open whether they are later"),
    "undated": mark("sources of which no date is known"),
}
