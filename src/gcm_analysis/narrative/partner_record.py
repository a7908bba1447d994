"""What the record of statements says about the region of a partner, where it says anything under the same name."""

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.analysis import partners
from gcm_analysis.figures import statements as charts
from gcm_analysis.narrative import titles
from gcm_analysis.narrative.alt import balance_alt
from gcm_analysis.narrative.exhibits import Figure, Points, Prose, prose
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.labels import label, theme_labels
from gcm_analysis.narrative.language import Language, Sentence
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
from gcm_analysis.narrative.points import ABSENT, LEADING, TIED, example


def about(coded: pd.DataFrame, actions: pd.DataFrame, partner: str) -> pd.DataFrame:
    """Return the statements about the partner's region."""
    return partners.statements_about(coded, partners.actions_with(actions, partner))


def points(
    language: Language, said: pd.DataFrame, codebook: pd.DataFrame, actions: pd.DataFrame, partner: str
) -> Points | Prose:
    """Say how many statements are about the partner's region, and what they name most often, with an example each."""
    regions = sorted(set(partners.actions_with(actions, partner)["region"]))
    if said.empty:
        return prose(
            language.say(
                "No statement on record is about {regions}. Statements and Actions use two lists of regions; only where both use the same words are they held together.",
                regions=language.listed([label(language, code) for code in regions]),
            )
            if regions
            else []
        )
    counted = language.say(
        "The record holds {strength} about {regions}.",
        strength=strength(language, "partner.record", said),
        regions=language.listed([label(language, code) for code in sorted(set(said["region"]))]),
    )
    names = theme_labels(language, codebook)
    return Points((counted, *(_named(language, said, names, valence) for valence in LEADING)))


def none(language: Language, said: pd.DataFrame) -> Prose:
    """Say that there is no statement to list, where there is none."""
    return prose(language.say("No statement on record is about this region.") if said.empty else [])


def _named(language: Language, said: pd.DataFrame, names: dict[str, str], valence: str) -> Sentence:
    group = of(said, valence=valence)
    if group.empty:
        return language.say(ABSENT[valence])
    leading = analysis.leaders(group["theme"].value_counts())
    chosen = group[group["theme"].isin(leading)]
    subjects = subject(label(language, valence), on_themes(language, leading, names))
    found = language.say(
        (LEADING if len(leading) == 1 else TIED)[valence],
        theme=quoted(language, leading, names),
        strength=strength(language, f"partner.{valence}", chosen, subjects),
    )
    return language.say("{finding} {example}", finding=found, example=example(language, chosen))


def figure(language: Language, said: pd.DataFrame, codebook: pd.DataFrame) -> Figure | Prose:
    """Show success factors and challenges by theme in the statements about the partner's region."""
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
            mark("Success factors and challenges by theme in statements about the region; {strength}"),
            said,
        ),
        note=own_data(language),
        alt=balance_alt(language, drawn),
        data=tidy(language, drawn, language.text("Theme")),
    )
