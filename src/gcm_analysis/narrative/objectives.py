"""The objectives of the Compact, by the round table of the review forum that dealt with them."""

import pandas as pd

from gcm_analysis.analysis.mechanism import MECHANISM_OBJECTIVE
from gcm_analysis.narrative.exhibits import Prose, Table, prose
from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import cite
from gcm_analysis.narrative.parts import of

ROUND_TABLE = mark("Round table {n}")


def finding(language: Language, objectives: pd.DataFrame) -> Prose:
    """Say how many objectives were dealt with at how many round tables, and where the mechanism's objective was."""
    if objectives.empty:
        return prose([])
    tables = Fact(
        "objectives.round_tables", int(objectives["imrf_round_table"].nunique()), "count",
        mark("round tables of the review forum that are known to have dealt with an objective"), (), _sources(objectives),
    )  # fmt: skip
    said = language.plural(
        "The objectives whose round table at the review forum is known: {objectives}, at {n} round table.",
        "The objectives whose round table at the review forum is known: {objectives}, at {n} round tables.",
        n=tables,
        objectives=_count(objectives),
    )
    own = objectives[objectives["number"] == MECHANISM_OBJECTIVE]
    return prose([said, *(_of_mechanism(language, objectives, row) for _, row in own.iterrows())])


def _of_mechanism(language: Language, objectives: pd.DataFrame, row: pd.Series) -> Sentence:
    code = str(row["imrf_round_table"])
    beside = of(objectives, imrf_round_table=code)
    return language.say(
        "Objective {number}, “{title}”, under which the mechanism is to be used, was dealt with at round table {table} {source}, as one of {n}.",
        number=Fact("objectives.mechanism", str(row["number"]), "text", mark("number of the objective that asks States to use the mechanism"), (), (str(row["source_id"]),)),
        title=str(row[language.column("short_title")]),
        table=Fact("objectives.round_table", code[2:], "text", mark("number of the round table that dealt with this objective"), (), (str(row["source_id"]),)),
        source=cite(str(row["source_id"])),
        n=Fact("objectives.beside", len(beside), "count", mark("objectives that the same round table dealt with, this one included"), (), _sources(beside)),
    )  # fmt: skip


def objectives_table(language: Language, objectives: pd.DataFrame) -> Table | Prose:
    """Show the objectives by round table, each with the source of the round table."""
    if objectives.empty:
        return prose([])
    ordered = objectives.sort_values(["imrf_round_table", "number"])
    header = [
        language.text(word)
        for word in (mark("Round table"), mark("No."), mark("Objective, in short"), mark("Source"))
    ]
    rows = [
        [
            language.text(ROUND_TABLE, n=str(row["imrf_round_table"])[2:]),
            str(row["number"]),
            str(row[language.column("short_title")]),
            cite(str(row["source_id"])),
        ]
        for _, row in ordered.iterrows()
    ]
    return Table(
        header, rows,
        title=language.plural(
            "{n} objective of the Compact, by round table of the review forum",
            "{n} objectives of the Compact, by round table of the review forum",
            n=_count(objectives),
        ),
        note=language.say("The short titles are the compilers’."),
        numeric=[False, True, False, False], widths=[22, 8, 55, 15], row_headers=2, data=pd.DataFrame(rows, columns=header),
    )  # fmt: skip


def _count(objectives: pd.DataFrame) -> Fact:
    how = mark("objectives of the Compact whose round table at the review forum is known")
    return Fact("objectives.count", len(objectives), "count", how, (), _sources(objectives))


def _sources(objectives: pd.DataFrame) -> tuple[str, ...]:
    return tuple(sorted(set(objectives["source_id"])))
