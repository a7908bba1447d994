"""What the record of statements says about a partner: a country, or a region of the programme's Actions."""

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.analysis import partners
from gcm_analysis.edition import ALL, is_country
from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.vocabulary import VALENCES
from gcm_analysis.figures import statements as charts
from gcm_analysis.narrative import titles
from gcm_analysis.narrative.alt import balance_alt
from gcm_analysis.narrative.exhibits import Figure, Points, Prose, prose
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.labels import label, theme_labels
from gcm_analysis.narrative.language import Language, Sentence, join_sentences
from gcm_analysis.narrative.parts import (
    measure,
    of,
    on_themes,
    own_data,
    quoted,
    strength,
    subject,
    tidy,
    valence_words,
)
from gcm_analysis.narrative.points import ABSENT, example, leading_message, named_first


def about(coded: pd.DataFrame, evidence: Evidence, partner: str) -> pd.DataFrame:
    """Return the statements about the partner."""
    return partners.statements_about(coded, evidence.actions, evidence.regions, partner)


def points(language: Language, said: pd.DataFrame, evidence: Evidence, partner: str) -> Points | Prose:
    """Say how many statements are about the partner, and what they name most often, with an example each."""
    if said.empty:
        return none(language, said, evidence, partner)
    number = strength(language, "partner.record", said)
    counted = (
        language.say("The record holds {strength}.", strength=number)
        if partner == ALL
        else language.say(
            "{where}: the record holds {strength}.",
            where=_place(language, evidence, partner),
            strength=number,
        )
    )
    wider = of(partners.covering_regions(evidence.regions, partner), relation="wider")
    notes = [language.say("{note}", note=note) for note in wider[language.column("note")]]
    names = theme_labels(language, evidence.codebook)
    named = (_named(language, said, names, valence) for valence in VALENCES)
    return Points((join_sentences([counted, *notes]), *named))


def none(language: Language, said: pd.DataFrame, evidence: Evidence, partner: str) -> Prose:
    """Say that no statement is about the partner, where none is."""
    if not said.empty:
        return prose([])
    if partner == ALL:
        return prose(language.say("No statement meets the parameters of this edition."))
    return prose(
        language.say("{where}: no statement is on record.", where=_place(language, evidence, partner))
    )


def _place(language: Language, evidence: Evidence, partner: str) -> str:
    """Return what the statements about a partner are about."""
    if is_country(partner):
        return language.country(partner)
    covering = partners.covering_regions(evidence.regions, partner)["statement_region"]
    if covering.empty:
        return language.text("Partner countries of the region {region}", region=label(language, partner))
    return language.listed([label(language, code) for code in covering])


def _named(language: Language, said: pd.DataFrame, names: dict[str, str], valence: str) -> Sentence:
    group = of(said, valence=valence)
    if group.empty:
        return language.say(ABSENT[valence])
    leading = named_first(group["theme"])
    chosen = group[group["theme"].isin(leading)]
    subjects = subject(label(language, valence), on_themes(language, leading, names))
    found = language.say(
        leading_message(group, leading)[valence],
        theme=quoted(language, leading, names),
        strength=strength(language, f"partner.{valence}", chosen, subjects),
    )
    return language.say("{finding} {example}", finding=found, example=example(language, chosen))


def figure(language: Language, said: pd.DataFrame, codebook: pd.DataFrame) -> Figure | Prose:
    """Show success factors and challenges by theme in the statements about the partner."""
    if said.empty:
        return prose([])
    names = theme_labels(language, codebook)
    drawn = analysis.balance(said, "theme").rename(index=names)
    return Figure(
        charts.balance_bars(drawn, valence_words(language)),
        title=titles.most_named(language, said, names),
        subtitle=measure(
            language,
            "record",
            mark("Success factors and challenges by theme in these statements; {strength}"),
            said,
        ),
        note=own_data(language),
        alt=balance_alt(language, drawn),
        data=tidy(language, drawn, language.text("Theme")),
    )
