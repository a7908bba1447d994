"""The claims on one indicator over the years, drawn as they were published."""

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.evidence.event import Event
from gcm_analysis.figures import programme as charts
from gcm_analysis.narrative.claim_list import QUALIFIER_WORDS, claims_data
from gcm_analysis.narrative.claims import amount, said_at_event
from gcm_analysis.narrative.exhibits import Figure, Prose, prose
from gcm_analysis.narrative.facts import computed, mark
from gcm_analysis.narrative.indicators import indicator
from gcm_analysis.narrative.language import Language, Sentence


def timeline_figure(language: Language, figures: pd.DataFrame, event: Event) -> Figure | Prose:
    """Show the claims on the indicator of the day that is contradicted most."""
    if said_at_event(figures, event).empty:
        return prose([])
    code = _most_contradicted(figures, said_at_event(figures, event))
    dated = analysis.claims_of(figures, code)
    dated = dated[dated["day"] != ""]
    if dated.empty:
        return prose(language.say("No claim on the programme’s size is dated."))
    shown = [amount(language, row) for _, row in dated.iterrows()]
    words = {qualifier: language.text(word) for qualifier, word in QUALIFIER_WORDS.items()}
    list_of_claims = language.listed(
        [
            f"{language.partial_day(str(row['as_of']))}, {text}"
            for (_, row), text in zip(dated.iterrows(), shown, strict=True)
        ]
    )
    return Figure(
        charts.claims_over_time(dated, words, shown, event.date),
        title=_timeline_title(language, dated, code),
        subtitle=language.say(
            "Published claims about {indicator}, by date of the claim; dashed line: {day}",
            indicator=indicator(language, code), day=language.day(event.date),
        ),
        note=language.say(
            "A claim dated by year or month alone is drawn at its end. Source: the programme’s pages (listed in @tbl-claims).",
        ),
        alt=language.text("Marks by date, their height the number claimed: {claims}.", claims=list_of_claims),
        data=claims_data(language, dated),
    )  # fmt: skip


def _most_contradicted(figures: pd.DataFrame, claimed: pd.DataFrame) -> str:
    """Return the claimed indicator with the most conflicting pairs; among equals the one with the most claims."""
    pairs = analysis.contradictions(figures)["indicator"].value_counts()
    sizes = {
        str(code): (int(pairs.get(code, 0)), len(analysis.claims_of(figures, str(code))))
        for code in claimed["indicator"]
    }
    return max(sizes, key=lambda code: sizes[code])


def _timeline_title(language: Language, dated: pd.DataFrame, code: str) -> Sentence:
    values, years, about = (
        dated["value"].astype(int),
        dated["day"].str[:4].astype(int),
        indicator(language, code),
    )
    return language.say(
        "From {first} to {last}, the published number of {indicator} moves between {low} and {high}",
        first=computed("claims.first_year", int(years.min()), mark("year of the first dated claim"), dated[years == years.min()], "year", about),
        last=computed("claims.last_year", int(years.max()), mark("year of the last dated claim"), dated[years == years.max()], "year", about),
        indicator=about,
        low=computed("claims.lowest", int(values.min()), mark("the lowest number claimed"), dated, about=about),
        high=computed("claims.highest", int(values.max()), mark("the highest number claimed"), dated, about=about),
    )  # fmt: skip
