"""What the programme published of itself: each claim in its own words, with its date and source."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.indicators import indicator
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import Markdown, cite
from gcm_analysis.narrative.message import Message
from gcm_analysis.narrative.parts import subject

QUALIFIED = {
    "exact": "{value}",
    "about": mark("about {value}"),
    "almost": mark("almost {value}"),
    "at_least": mark("more than {value}"),
    "at_most": mark("up to {value}"),
}
SUFFIX = {
    "count": "{value}",
    "percent": mark("{value}%"),
    "EUR": mark("EUR {value}"),
}


@dataclass(frozen=True)
class Claims(Message):
    """Claims one after the other, each with its date and source: a cell of a table, or a part of a sentence.

    `frame` has rows of the published figures.
    """

    one: str = ""
    frame: pd.DataFrame = field(default_factory=pd.DataFrame)

    def in_language(self, language: Language, label: str) -> Sentence:  # noqa: ARG002 - a claim is named after its row
        rows = [dated_claim(language, row, cite(str(row["source_id"]))) for _, row in self.frame.iterrows()]
        return in_a_row(language, rows)


def claim(language: Language, row: pd.Series) -> Sentence:
    """Return a claim in its own terms, such as “more than 400”, as a fact."""
    value = Fact(
        f"claim.{row['figure_id']}", int(row["value"]), "claim", mark("number published about the programme"),
        (str(row["figure_id"]),), (str(row["source_id"]),), amount(language, row), about(language, row),
    )  # fmt: skip
    return language.say("{value}", value=value)


def about(language: Language, row: pd.Series) -> str:
    """Return what a claim is about: its indicator, scope, date and source."""
    day = language.partial_day(str(row["as_of"]))
    scope = str(row[language.column("scope")])
    return subject(indicator(language, str(row["indicator"])), scope, day, str(row["source_id"]))


def dated_claim(language: Language, row: pd.Series, source: Markdown) -> Sentence:
    """Return a claim with its date and where it stands."""
    return language.say(
        "{claim} ({date}) {source}",
        claim=claim(language, row), date=language.partial_day(str(row["as_of"])), source=source,
    )  # fmt: skip


def in_a_row(language: Language, parts: Sequence[Sentence]) -> Sentence:
    """Return sentences as one, with semicolons between them."""
    return Sentence(
        Markdown(language.separated([part.markdown for part in parts])),
        language.separated([part.plain for part in parts]),
        tuple(fact for part in parts for fact in part.facts),
    )


def amount(language: Language, row: pd.Series) -> str:
    """Return a claim in its own words, such as “more than 400” or “about 20%”."""
    value = language.number(int(row["value"]))
    with_unit = (
        language.plural("{value} month", "{value} months", n=int(row["value"]), value=value).plain
        if row["unit"] == "months"
        else language.text(SUFFIX[str(row["unit"])], value=value)
    )
    return language.text(QUALIFIED[str(row["qualifier"])], value=with_unit)
