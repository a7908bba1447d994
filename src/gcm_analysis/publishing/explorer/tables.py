"""The other rows that a report is based on, in the tables of the report, and the sources of all rows.

A table belongs here if facts link to its rows. It is taken over from the report, so that both show the same.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import pandas as pd
from bs4 import BeautifulSoup, Tag

from gcm_analysis.caching.files import digest
from gcm_analysis.caching.memory import Keep, not_kept
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.markdown import escape
from gcm_analysis.publishing.explorer.statements import LocalText, local_text
from gcm_analysis.publishing.formats.appendix import CITATION
from gcm_analysis.publishing.formats.brief import SPAN_OF_FACT
from gcm_analysis.publishing.formats.pandoc import as_html
from gcm_analysis.publishing.stage.annex import ROW
from gcm_analysis.publishing.stage.chapters import Chapter, TableBlock
from gcm_analysis.publishing.stage.references import REFERENCE

BETWEEN_CITATIONS = re.compile(r"(\(#row-[^)]+\));(?= \[)")


@dataclass(frozen=True)
class ListedTable:
    """A table of the report: its label, title and note, its rows as HTML, the file with its data, its number of rows.

    `plain` is the title without links, for the list of tables.
    """

    label: str
    title: str
    plain: str
    note: str
    table: str
    number: int

    @property
    def file(self) -> str:
        return f"data/{self.label}.csv"


@dataclass(frozen=True)
class Source:
    """A source as the report's list has it; a date as the language writes it, an address that may be empty."""

    id: str
    title: LocalText
    author: str
    publisher: str
    published: str
    url: str


def row_ids(block: TableBlock) -> list[str]:
    """Return the ids of the rows that are targets of links, in order."""
    return [found["id"] for found in ROW.finditer(block.markdown)]


def anchored(chapters: Iterable[Chapter]) -> Iterator[TableBlock]:
    """Yield the tables of a report with rows that are targets of links."""
    for chapter in chapters:
        yield from (
            exhibit for exhibit in chapter.exhibits if isinstance(exhibit, TableBlock) and row_ids(exhibit)
        )


def listed(
    blocks: Sequence[TableBlock], language: Language, page: str, sources: pd.DataFrame, keep: Keep = not_kept
) -> list[ListedTable]:
    """Return tables of the report, with links to its page or to the sources; one call of pandoc for all."""
    names = dict(zip(sources["source_id"], sources["short"], strict=True))
    parts = (part for block in blocks for part in (block.title, block.markdown, block.note))
    markdown = "\n\n".join(f"::: part\n{_with_links(part, language, page, names)}\n:::" for part in parts)
    heads = [(block.label, block.row_headers) for block in blocks]

    def make() -> bytes:
        found = BeautifulSoup(as_html(markdown), "html.parser").select("div.part")
        tables = [_listed(*head, *found[3 * n : 3 * n + 3]) for n, head in enumerate(heads)]
        return json.dumps([asdict(table) for table in tables]).encode()

    kept = keep("explorer/tables", {"markdown": digest(markdown), "tables": digest(str(heads))}, make)
    return [ListedTable(**table) for table in json.loads(kept)]


def cited_sources(language: Language, sources: pd.DataFrame, cited: set[str]) -> list[Source]:
    """Return the sources of rows, in the order of their ids; titles keep their language."""
    chosen = sources[sources["source_id"].isin(cited)].sort_values("source_id")
    return [
        Source(
            str(row["source_id"]),
            local_text(language, str(row["title"]), str(row["language"])),
            ", ".join(str(row["author"]).split("|")),
            str(row["publisher"]),
            language.partial_day(str(row["published"])),
            str(row["url"]),
        )
        for row in chosen.to_dict("records")
    ]


def _with_links(markdown: str, language: Language, page: str, names: Mapping[str, str]) -> str:
    words = language.text("see the report")
    linked = SPAN_OF_FACT.sub(lambda fact: f"({page}#fact-{fact['id']})", markdown)
    linked = REFERENCE.sub(lambda found: f"[{words}]({page}#{found[1]})", linked)
    linked = CITATION.sub(
        lambda found: f"[{escape(language.typeset(names[found[1]]))}](#row-{found[1]})", linked
    )
    return BETWEEN_CITATIONS.sub(language.typeset(r"\1 ;") if language.code == "fr" else r"\1;", linked)


def _listed(label: str, headers: int, title: Tag, body: Tag, note: Tag) -> ListedTable:
    table = body.find("table")
    if not isinstance(table, Tag):
        raise TypeError(f"{label} has no table")
    for column in table.find_all("colgroup"):
        column.decompose()
    for cell in table.select("thead th"):
        cell.attrs = {"scope": "col"}
    rows = table.select("tbody tr")
    name = ""
    for row in rows:
        # A row without its own name belongs to the one above it.
        name = _headed(row, headers) or name
        row.attrs = {"data-id": name}
    inner = "".join(str(part) for part in table.contents if isinstance(part, Tag))
    return ListedTable(label, _inline(title), title.get_text().strip(), _inline(note), inner, len(rows))


def _headed(row: Tag, headers: int) -> str:
    """Give a row its headers, and return the id that links use, if it has one."""
    for number, cell in enumerate(row.find_all("td", recursive=False)):
        cell.attrs = {}
        if number < headers:
            cell.name = "th"
            cell["scope"] = "row"
    place = row.find(id=True)
    return str(place["id"]).removeprefix("row-") if isinstance(place, Tag) else ""


def _inline(part: Tag) -> str:
    """Return the content of the paragraphs of a part."""
    return " ".join(paragraph.decode_contents() for paragraph in part.find_all("p"))
