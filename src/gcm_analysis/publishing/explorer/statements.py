"""The statements that a report lists, as rows of the explorer: the cells that the report publishes, and their codes."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from gcm_analysis.evidence import vocabulary
from gcm_analysis.evidence.countries import folded
from gcm_analysis.evidence.event import untranslated
from gcm_analysis.narrative.labels import label, partner_name, theme_labels
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.markdown import STANDS_IN
from gcm_analysis.narrative.records import evidence_data

# The columns of `evidence_data`, in its order, by the names that page and address use.
COLUMNS = (
    "id", "text", "speaker", "role", "theme", "valence", "phase", "level", "region", "criterion", "evidence_kind", "confidence", "read_extent",
    "source", "place",
)  # fmt: skip
CODED = {
    "source_type": vocabulary.SOURCE_TYPES,
    "evidence_kind": vocabulary.EVIDENCE_KINDS,
    "valence": tuple(vocabulary.KINDS_OF_NOTE),
    "read_extent": vocabulary.READ_EXTENTS,
    "confidence": vocabulary.CONFIDENCES,
    "region": vocabulary.REGIONS,
    "phase": vocabulary.PHASES,
    "level": vocabulary.LEVELS,
}


@dataclass(frozen=True)
class LocalText:
    """A text and its language; `language` is empty where it is that of the page.

    `stands_in` says that the text replaces a missing translation: the page then shows its language, too.
    """

    text: str
    language: str = ""
    stands_in: bool = False


@dataclass(frozen=True)
class Row:
    """A statement: its cells by column, its codes by facet, and the speaker's own words where they may be quoted.

    It may have several countries, with a blank between.
    """

    cells: Mapping[str, LocalText]
    codes: Mapping[str, str]
    quote: LocalText | None

    @property
    def id(self) -> str:
        return self.cells["id"].text


@dataclass(frozen=True)
class Statements:
    """All statements of one report: rows in the order of the data, headings by column, options by facet.

    An option is a code that occurs, with its label. `table` is what readers download.
    """

    rows: tuple[Row, ...]
    headings: Mapping[str, str]
    options: Mapping[str, Mapping[str, str]]
    table: pd.DataFrame

    def position(self, facet: str, code: str) -> int:
        """Return the place of a code among the options, by which a column of codes is sorted."""
        return list(self.options[facet]).index(code)


def statements(
    language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, sources: pd.DataFrame
) -> Statements:
    """Return the statements of `coded` for readers; `sources` are those that they cite, as the report calls them."""
    ordered = coded.sort_values("statement_id").reset_index(drop=True)
    table = evidence_data(language, ordered, codebook)
    publishers = dict(zip(sources["source_id"], sources["publisher"], strict=True))
    rows = tuple(
        _row(language, dict(zip(COLUMNS, cells, strict=True)), row, publishers)
        for cells, row in zip(
            table.itertuples(index=False, name=None), ordered.to_dict("records"), strict=True
        )
    )
    headings = dict(zip(COLUMNS, table.columns, strict=True))
    return Statements(rows, headings, _options(language, ordered, codebook, sources), table)


def local_text(language: Language, text: str, code: str = "") -> LocalText:
    """Return a text as a page shows it, with its own language if it replaces a translation or is a title."""
    stands_in = STANDS_IN.fullmatch(text)
    if stands_in:
        return LocalText(stands_in["text"], stands_in["language"], stands_in=True)
    return LocalText(text, code) if code and code != language.code else LocalText(language.typeset(text))


def _row(
    language: Language, cells: Mapping[str, str], row: Mapping[Hashable, Any], publishers: Mapping[str, str]
) -> Row:
    quote, quote_language = str(row.get("quote", "")), str(row.get("quote_language", ""))
    alone = quote and cells["text"] in (quote, untranslated(quote, quote_language))  # it was not paraphrased
    shown = {name: local_text(language, str(cell)) for name, cell in cells.items()}
    if alone:
        shown["text"] = local_text(language, cells["text"], quote_language)
    codes = {name: str(row[name]) for name in ("theme", *CODED)}
    codes |= {"publisher": publishers[str(row["source_id"])], "source": str(row["source_id"])}
    codes |= {"country": str(row["iso3"]).replace("|", " "), "year": _year(row["year"])}
    return Row(shown, codes, local_text(language, quote, quote_language) if quote and not alone else None)


def _options(
    language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, sources: pd.DataFrame
) -> dict[str, dict[str, str]]:
    labels = {"theme": theme_labels(language, codebook)}
    labels |= {name: {code: label(language, code) for code in codes} for name, codes in CODED.items()}
    cited = sources[sources["source_id"].isin(coded["source_id"])].sort_values("source_id")
    publishers = sorted(set(cited["publisher"]) - {""}, key=str.casefold)
    countries = {
        partner_name(language, code): code for cell in coded["iso3"] for code in cell.split("|") if code
    }
    years = sorted(set(map(_year, coded["year"])) - {""})
    return {name: _present(labels[name], coded[name]) for name in labels} | {
        "country": {countries[name]: name for name in sorted(countries, key=folded)},
        "year": dict(zip(years, years, strict=True)),
        "publisher": dict(zip(publishers, publishers, strict=True)),
        "source": dict(zip(cited["source_id"], cited["title"], strict=True)),
    }


def _year(cell: object) -> str:
    return "" if pd.isna(cell) else str(cell)  # type: ignore[call-overload]


def _present(labels: Mapping[str, str], column: pd.Series) -> dict[str, str]:
    present = set(column)
    return {code: words for code, words in labels.items() if code in present}
