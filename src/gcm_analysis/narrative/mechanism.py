"""What the Compact foresees for capacity building, how it was adopted, and what followed: said with source and place."""

import pandas as pd

from gcm_analysis.analysis import mechanism as analysis
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative.exhibits import Points, Prose, Table, prose
from gcm_analysis.narrative.facts import Fact, computed, count_of, mark
from gcm_analysis.narrative.indicators import capital
from gcm_analysis.narrative.labels import theme_labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import Markdown, anchor, cite
from gcm_analysis.narrative.mechanism_sections import differing, missing, passages
from gcm_analysis.narrative.milestones import (
    name,
    record_table,
    remark,
    side_by_side,
    source,
    stated,
    value_with_source,
)
from gcm_analysis.narrative.parts import of, told
from gcm_analysis.narrative.pillars import heaviest

ADOPTION = "gcm_adoption_states"
VOTES = ("unga_vote_in_favour", "unga_vote_against", "unga_vote_abstentions", "unga_vote_not_present")


def finding(language: Language, evidence: Evidence, coded: pd.DataFrame) -> Prose:
    """Say what the Compact foresees, for which element of it the record warns most, and what is not on record."""
    absent = missing(language, evidence)
    if evidence.pillars.empty:
        return prose(absent, style="lead")
    weight = heaviest(language, coded, evidence)
    return prose(
        [
            elements(language, evidence.pillars),
            *(_statement(language, row) for _, row in _elsewhere(evidence).iterrows() if row["of_objective"]),
            *([language.say("{title}.", title=weight)] if weight else []),
            *absent,
        ],
        style="lead",
    )


def in_short(language: Language, pillars: pd.DataFrame) -> Sentence:
    """Name the elements of the mechanism without their places, or say that no source of the edition names them."""
    if pillars.empty:
        return language.say("No source of this edition says what the Compact foresees for capacity building.")
    named = [language.quoted(str(label)) for label in pillars[language.column("label")]]
    sources = [cite(source_id) for source_id in sorted(set(pillars["source_id"]))]
    return language.plural(
        "The Global Compact foresees a mechanism for capacity building with {n} element: {named} {source}.",
        "The Global Compact foresees a mechanism for capacity building with {n} elements: {named} {source}.",
        n=_number(pillars), named=language.listed(named), source=Markdown(" ".join(sources)),
    )  # fmt: skip


def elements(language: Language, pillars: pd.DataFrame) -> Sentence:
    """Name the elements of the mechanism, each with its place in the Compact."""
    named = [
        language.say(
            "{text} {source}",
            text=language.quoted(str(row[language.column("label")])),
            source=cite(str(row["source_id"]), str(row[language.column("locator")])),
        )
        for _, row in pillars.iterrows()
    ]
    return language.plural(
        "The Global Compact foresees a mechanism for capacity building with {n} element: {named}.",
        "The Global Compact foresees a mechanism for capacity building with {n} elements: {named}.",
        n=_number(pillars), named=language.joined(named),
    )  # fmt: skip


def _number(pillars: pd.DataFrame) -> Fact:
    return count_of("mechanism.elements", pillars, mark("elements of the mechanism that the Compact names"))


def elements_table(language: Language, evidence: Evidence) -> Table | Prose:
    """Show, for each element, the statements coded from its own words, their theme and their place."""
    if evidence.pillars.empty:
        return prose([])
    header = [
        language.text(word)
        for word in (mark("Element"), mark("What the text says"), mark("Theme"), mark("Place in the Compact"))
    ]
    names = theme_labels(language, evidence.codebook)
    rows = [
        row
        for _, pillar in evidence.pillars.iterrows()
        for row in _element(language, evidence, pillar, names)
    ]
    return Table(
        header, rows,
        title=language.say("The elements of the mechanism in the Compact’s own terms"),
        note=language.say(
            "The text is paraphrased. It is shown in full, as far as sources of this edition hold it, whatever statements the edition counts. The theme is the coders’."
        ),
        widths=[20, 42, 20, 18],
        data=pd.DataFrame(
            [[cell.plain if isinstance(cell, Sentence) else cell for cell in row] for row in rows], columns=header
        ),
    )  # fmt: skip


def _element(
    language: Language, evidence: Evidence, pillar: pd.Series, names: dict[str, str]
) -> list[list[str | Sentence]]:
    label = str(pillar[language.column("label")])
    own = of(analysis.pillar_statements(evidence.pillars, evidence.statements), pillar=str(pillar["pillar"]))
    if own.empty:
        place = cite(str(pillar["source_id"]), str(pillar[language.column("locator")]))
        head = anchor(str(pillar["pillar"]), label)
        return [[head, language.text("No statement of this edition is coded from it."), "–", place]]
    heads = [anchor(str(pillar["pillar"]), label), *[label] * (len(own) - 1)]  # facts lead to the first
    return [
        [
            head,
            told(language, str(row["statement_id"]), str(row[language.column("text")])),
            names[str(row["theme"])],
            cite(str(row["source_id"]), str(row[language.column("locator")])),
        ]
        for head, (_, row) in zip(heads, own.iterrows(), strict=True)
    ]


def around(language: Language, evidence: Evidence) -> Points | Prose:
    """List what else the Compact says on capacity building."""
    others = passages(evidence)
    if others.empty:
        return prose([])
    return Points(tuple(_statement(language, row) for _, row in others.iterrows()))


def _elsewhere(evidence: Evidence) -> pd.DataFrame:
    return analysis.elsewhere_in_the_text(evidence.statements, evidence.pillars, evidence.sources)


def _statement(language: Language, row: pd.Series) -> Sentence:
    return language.say(
        "{text} {source}",
        text=told(language, str(row["statement_id"]), str(row[language.column("text")])),
        source=cite(str(row["source_id"]), str(row[language.column("locator")])),
    )


def adoption(language: Language, milestones: pd.DataFrame) -> Prose:
    """Say how many States adopted the Compact and how the General Assembly voted."""
    rows = analysis.steps(milestones)
    adopted = [
        language.say(
            "{name}: {value}.",
            name=capital(name(language, row)),
            value=value_with_source(language, row),
        )
        for _, row in of(rows, indicator=ADOPTION).iterrows()
    ]
    said = [*adopted, *_vote(language, rows)]
    return prose(said)


def _vote(language: Language, rows: pd.DataFrame) -> list[Sentence]:
    """Say how the votes fell and what they add up to; only where each is stated once, and all for one year."""
    votes = rows[rows["indicator"].isin(VOTES)]
    if votes.empty or votes["indicator"].duplicated().any() or len(set(votes["year"].fillna(0))) > 1:
        return []
    parts = [_part(language, str(row["indicator"]), stated(language, row)) for _, row in votes.iterrows()]
    message = (
        mark("The vote of the General Assembly ({remark}): {votes} {source}.")
        if votes.iloc[0]["note_en"]
        else mark("The vote of the General Assembly: {votes} {source}.")
    )
    said = language.say(
        message,
        remark=remark(language, votes.iloc[0]),
        votes=language.joined(parts),
        source=language.joined(_places(language, votes)),
    )
    return [said, *([_total(language, votes)] if len(votes) == len(VOTES) else [])]


def _part(language: Language, code: str, n: Fact) -> Sentence:
    if code == "unga_vote_in_favour":
        return language.plural("{n} vote in favour", "{n} votes in favour", n=n)
    if code == "unga_vote_against":
        return language.say("{n} against", n=n)
    if code == "unga_vote_abstentions":
        return language.plural("{n} abstention", "{n} abstentions", n=n)
    return language.plural("{n} State not present", "{n} States not present", n=n)


def _places(language: Language, rows: pd.DataFrame) -> list[Sentence]:
    each = rows.drop_duplicates(["source_id", "locator_en"])
    return [language.say("{value}", value=source(language, row)) for _, row in each.iterrows()]


def _total(language: Language, votes: pd.DataFrame) -> Sentence:
    total = Fact(
        "mechanism.vote_total", int(votes["value"].sum()), "count", mark("votes for and against, abstentions and States not present, added up"),
        tuple(votes["milestone_id"]), tuple(sorted(set(votes["source_id"]))),
    )  # fmt: skip
    return language.say("Together, these are {total} States.", total=total)


def steps_table(language: Language, milestones: pd.DataFrame) -> Table | Prose:
    """Show what was stated of the Compact, its adoption, its hub and its review, year by year."""
    rows = analysis.steps(milestones)
    if rows.empty:
        return prose([])
    return record_table(
        language, rows, _steps_title(language, rows),
        language.say("Remarks are the compilers’. The numbers come from different bodies and do not form a series."),
    )  # fmt: skip


def stated_differently(language: Language, milestones: pd.DataFrame) -> Points | Prose:
    """List what was stated of the Compact, its Fund aside, with different values."""
    return side_by_side(language, differing(milestones, fund=False))


def _steps_title(language: Language, rows: pd.DataFrame) -> Sentence:
    number = Fact(
        "mechanism.steps", len(rows), "count", mark("acts and numbers published on the Compact, its Fund aside"),
        tuple(rows["milestone_id"]), tuple(sorted(set(rows["source_id"]))),
    )  # fmt: skip
    years = rows["year"].dropna()
    if years.nunique() < 2:  # noqa: PLR2004 - one year is no span
        return language.plural(
            "{n} act or number published on the Compact, with its source",
            "{n} acts and numbers published on the Compact, each with its source",
            n=number,
        )
    return language.say(
        "From {first} to {last}: {n} acts and numbers published on the Compact, each with its source",
        first=computed(
            "mechanism.first_year",
            int(years.min()),
            mark("year of the first act or number on the Compact"),
            rows[rows["year"].eq(years.min()).fillna(value=False)],
            "year",
        ),
        last=computed(
            "mechanism.last_year",
            int(years.max()),
            mark("year of the last act or number on the Compact"),
            rows[rows["year"].eq(years.max()).fillna(value=False)],
            "year",
        ),
        n=number,
    )
