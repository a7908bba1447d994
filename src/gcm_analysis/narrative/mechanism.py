"""What the Compact foresees for capacity building, how it was adopted, and what followed: said with source and place."""

import pandas as pd

from gcm_analysis.analysis import mechanism as analysis
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative.exhibits import Points, Prose, Table, prose
from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.indicators import capital
from gcm_analysis.narrative.labels import theme_labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import anchor, cite
from gcm_analysis.narrative.milestones import (
    name,
    record_table,
    remark,
    source,
    stated,
    value_with_source,
)
from gcm_analysis.narrative.parts import of, told
from gcm_analysis.narrative.pillars import heaviest

ADOPTION = "gcm_adoption_states"
VOTES = ("unga_vote_in_favour", "unga_vote_against", "unga_vote_abstentions", "unga_vote_not_present")


def finding(language: Language, evidence: Evidence, coded: pd.DataFrame) -> Prose:
    """Say what the Compact foresees, and for which element of it the record warns most."""
    if evidence.pillars.empty:
        said = language.say("No source of this edition says what the Compact foresees for capacity building.")
        return prose(said, style="lead")
    weight = heaviest(language, coded, evidence)
    return prose(
        [
            elements(language, evidence.pillars),
            *(_statement(language, row) for _, row in _elsewhere(evidence).iterrows() if row["of_objective"]),
            *([language.say("{title}.", title=weight)] if weight else []),
        ],
        style="lead",
    )


def foreseen(language: Language, pillars: pd.DataFrame) -> Sentence:
    """Name the elements of the mechanism, or say that no source of the edition names them."""
    if pillars.empty:
        return language.say("No source of this edition says what the Compact foresees for capacity building.")
    return elements(language, pillars)


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
    number = Fact(
        "mechanism.elements", len(pillars), "count", mark("elements of the mechanism that the Compact names"),
        tuple(pillars["pillar"]), tuple(sorted(set(pillars["source_id"]))),
    )  # fmt: skip
    return language.plural(
        "The Global Compact foresees a mechanism for capacity building with {n} element: {named}.",
        "The Global Compact foresees a mechanism for capacity building with {n} elements: {named}.",
        n=number, named=language.joined(named),
    )  # fmt: skip


def elements_table(language: Language, evidence: Evidence) -> Table | Prose:
    """Show, for each element, the statements coded from its own words, their theme and their place."""
    if evidence.pillars.empty:
        return prose(language.say("No source of this edition names the elements of the mechanism."))
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
            "The text is paraphrased. It is shown in full in every edition, whatever statements the edition counts. The theme is the coders’."
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
    others = _elsewhere(evidence)
    others = others[~others["of_objective"]]
    if others.empty:
        return prose(language.say("No other passage of the Compact is coded in this edition."))
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
    return prose(said or language.say("No source of this edition reports how the Compact was adopted."))


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
        return prose(
            language.say("No source of this edition states a number on the Compact’s adoption or review.")
        )
    return record_table(
        language, rows, _steps_title(language, rows),
        language.say("Remarks are the compilers’. The numbers come from different bodies and do not form a series."),
    )  # fmt: skip


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
        first=Fact("mechanism.first_year", int(years.min()), "year", mark("year of the first act or number")),
        last=Fact("mechanism.last_year", int(years.max()), "year", mark("year of the last act or number")),
        n=number,
    )
