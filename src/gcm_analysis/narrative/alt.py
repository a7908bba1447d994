"""Alt texts: what a figure shows, computed from the data drawn, for a reader who does not see it."""

import pandas as pd

from gcm_analysis.narrative.language import Language

NAMED = 6  # rows that an alt text names one by one; the data download has the rest


def balance_alt(language: Language, drawn: pd.DataFrame) -> str:
    """Describe a balance chart: its form, its first rows, and the row in which challenges weigh most."""
    heaviest = drawn.sort_values("challenge_share", kind="stable").iloc[-1]
    return language.text(
        "Bars to both sides of a line, success factors to the right, challenges to the left. From the top: {rows}. "
        "Challenges weigh most for {heaviest}, with {challenge} of {statements}.",
        rows=language.listed([_row(language, name, row) for name, row in drawn.head(NAMED).iterrows()]),
        heaviest=heaviest.name,
        challenge=language.number(int(heaviest["challenge"])),
        statements=language.number(int(heaviest["statements"])),
    )


def pairs_alt(language: Language, drawn: pd.DataFrame) -> str:
    """Describe a chart of statements and sources."""
    rows = [
        language.text(
            "{name}, {statements} from {sources}",
            name=name,
            statements=language.number(int(row["statements"])),
            sources=language.number(int(row["sources"])),
        )
        for name, row in drawn.head(NAMED).iterrows()
    ]
    return language.text(
        "Two marks for each theme, statements and independent sources, joined by a line. From the top: {rows}.",
        rows=language.listed(rows),
    )


def grid_alt(language: Language, counts: pd.DataFrame) -> str:
    """Describe a grid of counts: its form, its fullest cells, its totals by column."""
    cells = sorted(_cells(counts), key=lambda cell: -cell[2])[:NAMED]
    fullest = [f"{row} – {column}, {language.number(value)}" for row, column, value in cells]
    totals = [_total(language, counts.sum(axis="columns"))] if len(counts) <= NAMED else []
    return language.text(
        "A grid of counts. Its fullest cells: {cells}. Totals: {totals}.",
        cells=language.listed(fullest),
        totals=language.separated([*totals, _total(language, counts.sum())]),
    )


def _total(language: Language, sums: pd.Series) -> str:
    return language.listed([f"{name}, {language.number(int(number))}" for name, number in sums.items()])


def _cells(counts: pd.DataFrame) -> list[tuple[str, str, int]]:
    return [
        (str(row), str(column), int(counts.loc[row, column]))
        for row in counts.index
        for column in counts.columns
    ]


def _row(language: Language, name: object, row: pd.Series) -> str:
    return language.text(
        "{name}, {success} against {challenge}",
        name=name,
        success=language.number(int(row["success_factor"])),
        challenge=language.number(int(row["challenge"])),
    )
