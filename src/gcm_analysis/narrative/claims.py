"""What the programme published of itself: each claim in its own words, with its date and source."""

from dataclasses import dataclass, field

import pandas as pd

from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.language import Language, Sentence, join_sentences
from gcm_analysis.narrative.markdown import cite
from gcm_analysis.narrative.message import Message

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

    `frame` has rows of the published figures, each with the label of its indicator.
    """

    one: str = ""
    frame: pd.DataFrame = field(default_factory=pd.DataFrame)

    def in_language(self, language: Language, label: str) -> Sentence:  # noqa: ARG002 - a claim is named after its row
        said = [_dated_claim(language, row) for _, row in self.frame.iterrows()]
        return join_sentences(said, language.separated)


def _dated_claim(language: Language, row: pd.Series) -> Sentence:
    """Return a claim in its own terms, such as “more than 400”, as a fact, with its date and where it stands."""
    figure, source = str(row["figure_id"]), str(row["source_id"])
    label, scope = (language.typeset(str(row[language.column(name)])) for name in ("label", "scope"))
    day = language.partial_day(str(row["as_of"]))
    value = Fact(
        f"claim.{figure}",
        int(row["value"]),
        "claim",
        mark("number published about the programme"),
        (figure,),
        (source,),
        amount(language, row),
        ", ".join(filter(None, (label, scope, day, source))),
    )
    return language.say("{claim} ({date}) {source}", claim=value, date=day, source=cite(source))


def amount(language: Language, row: pd.Series) -> str:
    """Return a claim in its own words, such as “more than 400” or “about 20%”."""
    value = language.number(int(row["value"]))
    with_unit = (
        language.plural("{value} month", "{value} months", n=int(row["value"]), value=value).plain
        if row["unit"] == "months"
        else language.text(SUFFIX[str(row["unit"])], value=value)
    )
    return language.text(QUALIFIED[str(row["qualifier"])], value=with_unit)
