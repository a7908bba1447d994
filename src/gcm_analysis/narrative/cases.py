"""A country case in type: what was asked, what was done, what was kept, what was lost, and who says so."""

from collections.abc import Mapping, Sequence

import pandas as pd

from gcm_analysis.evidence.findings.model import CountryCase
from gcm_analysis.narrative.cards import cited, spoken
from gcm_analysis.narrative.exhibits import Prose
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import Markdown, escape
from gcm_analysis.narrative.parts import told

PART = {
    "asked": mark("**Asked.** {text}"),
    "done": mark("**Done.** {text}"),
    "kept": mark("**Kept.** {text}"),
    "lost": mark("**Lost or unknown.** {text}"),
}
TOLD = mark("statements from which this case is told")
VOICES = mark("independent sources of the statements from which this case is told")


def card(
    language: Language,
    case: CountryCase,
    parts: Sequence[str],
    statements: pd.DataFrame,
    places: Mapping[str, str],
) -> Prose:
    """Return a case with the parts that an edition tells, each followed by its sources.

    `statements` has one row per statement that the edition counts, joined with its source's columns; `places` leads from
    the id of each row that it counts to its source.
    """
    rows = statements[statements["statement_id"].isin(case.ids)]
    title = language.words(case.title)
    who = language.say(
        "**Who says so.** {said}", said=spoken(language, f"case.{case.id}", rows, TOLD, VOICES, title)
    )
    heading = Sentence(Markdown(f"## {escape(title)} {{#sec-case-{case.id}}}"), title, ())
    return Prose((heading, *(_part(language, case, part, places) for part in parts), who), style="case")


def _part(language: Language, case: CountryCase, part: str, places: Mapping[str, str]) -> Sentence:
    passage = case.passages.get(part)
    if passage is None:
        return language.say(PART[part], text=language.text("Nothing is on record."))
    text = told(language, case.id, passage.in_language(language.code))
    source = cited(places[one] for one in passage.ids if one in places)
    return language.say(PART[part], text=language.say("{text} {source}", text=text, source=source))
