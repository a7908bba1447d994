"""Which lessons of the record bear on which element of the mechanism, and how they balance."""

from collections.abc import Sequence

import pandas as pd

from gcm_analysis import analysis as counting
from gcm_analysis.analysis import mechanism as analysis
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative import points
from gcm_analysis.narrative.exhibits import Prose, Table, prose
from gcm_analysis.narrative.facts import Fact, count_of, distinct, mark
from gcm_analysis.narrative.labels import theme_labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import (
    FEW,
    challenge_share,
    needs_statements,
    of,
    own_data,
    quoted,
    strength,
    subject,
)

HOW = {
    "success_factor": mark("statements on the element’s themes that name a success factor, the Compact’s own left out"),
    "challenge": mark("statements on the element’s themes that name a challenge, the Compact’s own left out"),
}  # fmt: skip


def record_on_elements(coded: pd.DataFrame, evidence: Evidence) -> pd.DataFrame:
    """Return the statements on each element's themes without the Compact's own: a row per statement and element."""
    outside = analysis.beyond_the_text(coded, evidence.pillars, evidence.sources)
    return analysis.bearing(outside, analysis.pillar_themes(evidence.pillars, evidence.statements))


def _leading(coded: pd.DataFrame, evidence: Evidence) -> tuple[list[str], pd.DataFrame]:
    """Return the elements on whose themes challenges weigh most, with the statements on the first of them.

    None is returned where fewer than two can be compared, or where all weigh the same.
    """
    record = record_on_elements(coded, evidence)
    groups = {str(pillar): of(record, pillar=str(pillar)) for pillar in evidence.pillars["pillar"]}
    shares = pd.Series(
        {
            pillar: (group["valence"] == "challenge").mean()
            for pillar, group in groups.items()
            if len(group) >= FEW
        },
        dtype=float,
    )
    leading = counting.leaders(shares)
    if len(shares) < 2 or not leading or len(leading) == len(shares):  # noqa: PLR2004 - one can't be compared
        return [], record.head(0)
    return leading, groups[leading[0]]


def heaviest(language: Language, coded: pd.DataFrame, evidence: Evidence) -> Sentence | None:
    """Say for which element challenges weigh most; nothing where too few can be compared, or none stands out."""
    leading, group = _leading(coded, evidence)
    if not leading:
        return None
    return language.say(
        "Where enough is on record to compare, challenges weigh most on the themes of {elements}: {weight}",
        elements=quoted(language, leading, _names(language, evidence)),
        weight=_weight(language, ("pillar", ""), leading, group, _names(language, evidence)),
    )


def _weight(
    language: Language,
    prefix: tuple[str, str],
    leading: Sequence[str],
    group: pd.DataFrame,
    names: dict[str, str],
) -> Sentence:
    """Return the share of challenges and the statements that it is of; `group` is that of the first element.

    `prefix` is the beginning of the facts' ids, and what is left out of them.
    """
    message = (
        mark("{share} of {strength}")
        if len(leading) == 1
        else mark("{share} of the statements on each, of {strength} for the first")
    )
    name, about = f"{prefix[0]}.{leading[0]}", subject(names[leading[0]], prefix[1])
    return language.say(
        message, share=_share(language, name, group, about), strength=strength(language, name, group, about)
    )


def _names(language: Language, evidence: Evidence) -> dict[str, str]:
    return dict(zip(evidence.pillars["pillar"], evidence.pillars[language.column("label")], strict=True))


def _share(language: Language, name: str, group: pd.DataFrame, about: str) -> Fact:
    how = mark("challenges as a share of the statements on the element’s themes, the Compact’s own left out")
    return challenge_share(language, f"{name}.challenge_share", group, about, how)


@needs_statements
def bearing_table(language: Language, coded: pd.DataFrame, evidence: Evidence) -> Table | Prose:
    """Show, for each element and each of its themes, what the record holds outside the Compact itself."""
    themes = analysis.pillar_themes(evidence.pillars, evidence.statements)
    if themes.empty:
        return prose([])
    header = [
        language.text(word)
        for word in (
            mark("Element"), mark("Theme"), mark("Statements"), mark("Challenges"),
            mark("Independent sources"), mark("Share of challenges"),
        )
    ]  # fmt: skip
    record = record_on_elements(coded, evidence)
    elements = dict(zip(evidence.pillars["pillar"], evidence.pillars[language.column("label")], strict=True))
    names = theme_labels(language, evidence.codebook)
    rows = [
        [elements[pillar], names[theme], *_counts(language, f"pillar.{pillar}.{theme}", of(record, pillar=pillar, theme=theme), subject(elements[pillar], names[theme]))]
        for pillar, theme in themes.itertuples(index=False)
    ]  # fmt: skip
    return Table(
        header, rows,
        title=heaviest(language, coded, evidence) or language.say("What the record holds on the themes of each element"),
        note=language.say(
            "A theme bears on an element if a statement coded from the element’s own words has it. The Compact’s own statements are left out of the counts, so that the text does not confirm itself. Elements with fewer than {few} statements are not compared in the title. {source}",
            few=Fact("methods.few", FEW, "count", mark("statements below which a group is not compared")),
            source=own_data(language),
        ),
        numeric=[False, False] + [True] * 4, widths=[16, 22, 15, 15, 17, 15], row_headers=2,
        data=pd.DataFrame(
            [[cell.plain if isinstance(cell, Sentence) else cell for cell in row] for row in rows], columns=header
        ),
    )  # fmt: skip


def _counts(language: Language, prefix: str, group: pd.DataFrame, about: str) -> list[str | Sentence]:
    facts = [
        count_of(f"{prefix}.statements", group, mark("statements on the theme, the Compact’s own left out"), about),
        count_of(f"{prefix}.challenge", of(group, valence="challenge"), HOW["challenge"], about),
        distinct(f"{prefix}.sources", group, "origin", mark("independent sources of the statements on the theme, the Compact’s own left out"), about),
    ]  # fmt: skip
    shown: list[str | Sentence] = [language.say("{value}", value=fact) for fact in facts]
    return [
        *shown,
        language.say("{value}", value=_share(language, prefix, group, about)) if len(group) else "–",
    ]


@needs_statements
def lessons(language: Language, coded: pd.DataFrame, evidence: Evidence) -> Prose:
    """Say for each element which themes bear on it and what the record holds on them, with examples chosen by rule."""
    if evidence.pillars.empty:
        return prose([])
    record = record_on_elements(coded, evidence)
    each = [
        _lesson(language, pillar, of(record, pillar=str(pillar["pillar"])), evidence)
        for _, pillar in evidence.pillars.iterrows()
    ]
    return prose(*each, *_without_self_reports(language, coded, evidence))


def _without_self_reports(language: Language, coded: pd.DataFrame, evidence: Evidence) -> list[Sentence]:
    """Say whether the finding on all statements holds without what programmes say of themselves."""
    every, _ = _leading(coded, evidence)
    if not every:
        return []
    leading, group = _leading(counting.without_self_reports(coded), evidence)
    if not leading:
        return [
            language.say(
                "Without what programmes say of themselves, no element stands out by its challenges."
            )
        ]
    message = (
        mark("Without what programmes say of themselves, challenges still weigh most on the themes of {elements}: {weight}.")
        if leading == every
        else mark("Without what programmes say of themselves, challenges weigh most on the themes of {elements}: {weight}.")
    )  # fmt: skip
    named = quoted(language, leading, _names(language, evidence))
    where = ("mechanism.outside", language.text("without self-reports"))
    return [
        language.say(
            message,
            elements=named,
            weight=_weight(language, where, leading, group, _names(language, evidence)),
        )
    ]


def _lesson(language: Language, pillar: pd.Series, group: pd.DataFrame, evidence: Evidence) -> list[Sentence]:
    heading = language.say("**{name}.**", name=str(pillar[language.column("label")]))
    own = of(analysis.pillar_themes(evidence.pillars, evidence.statements), pillar=str(pillar["pillar"]))
    if own.empty:
        return [heading, language.say("No statement of this edition is coded from it.")]
    themes = quoted(language, list(own["theme"]), theme_labels(language, evidence.codebook))
    if group.empty:
        absent = mark(
            "Its words concern {themes}; outside the Compact, no statement that this edition counts does."
        )
        return [heading, language.say(absent, themes=themes)]  # fmt: skip
    key, about = f"pillar.{pillar['pillar']}", str(pillar[language.column("label")])
    said = language.say(
        "Its words concern {themes}. Outside the Compact, the record holds {strength} on this.",
        themes=themes, strength=strength(language, key, group, about),
    )  # fmt: skip
    return [
        heading,
        said,
        *_successes(language, key, of(group, valence="success_factor"), about),
        *_challenges(language, key, of(group, valence="challenge"), about),
    ]


def _successes(language: Language, key: str, group: pd.DataFrame, about: str) -> list[Sentence]:
    if group.empty:
        return [language.say("No success factor is on record.")]
    number = count_of(f"{key}.success_factor", group, HOW["success_factor"], about)
    said = language.plural("{n} names a success factor", "{n} name a success factor", n=number)
    return [language.say("{title}.", title=said), points.example(language, group)]


def _challenges(language: Language, key: str, group: pd.DataFrame, about: str) -> list[Sentence]:
    if group.empty:
        return [language.say("No challenge is on record.")]
    number = count_of(f"{key}.challenge", group, HOW["challenge"], about)
    said = language.plural("{n} names a challenge", "{n} name a challenge", n=number)
    return [language.say("{title}.", title=said), points.example(language, group)]
