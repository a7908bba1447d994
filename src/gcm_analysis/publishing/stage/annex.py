"""Writes the annex of facts: each number of the report once, with what it counts and the rows and sources behind it.

Every fact in the text links to its entry (`#fact-ID`), and the entry links back to the fact's first mention
(`#fact-at-ID`), to its rows where the report shows them (`#row-ID`) and to its sources in the list of sources.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from gcm_analysis.errors import RenderFailed
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.markdown import Markdown, escape
from gcm_analysis.publishing.stage.chapters import Chapter, Text, in_each_text, texts

NAME = "annex"
MENTION = re.compile(r'\]\{\.fact fact="(?P<id>[^"]+)"\}')
ROW = re.compile(r"\{#row-(?P<id>[^\s}]+)")
CHAPTER_ID = re.compile(r"\{#(?P<id>sec-[a-z0-9-]+)")
GOOD_ID = re.compile(r"(?!at-)[A-Za-z][A-Za-z0-9_.:-]*")  # valid as id in HTML, Typst and pandoc
NUMBERED = re.compile(r"(?P<series>[A-Z]+)(?P<number>\d+)")
LONG = 5  # a list of at least so many rows is printed once; later entries link to it
MANY = 10  # more sources than these are listed in the file of facts only

Fact = dict[str, Any]


def with_annex(chapters: Sequence[Chapter], facts: Sequence[Fact], language: Language) -> list[Chapter]:
    """Return the chapters, with the first mention of each fact marked, and the annex that lists the facts."""
    mentions = _mentions(chapters)
    _check({fact["id"] for fact in facts}, set(mentions))
    if not mentions:
        return list(chapters)
    marked, seen = [], set[str]()
    for chapter in chapters:
        blocks = tuple(in_each_text(block, lambda text: _mark_first(text, seen)) for block in chapter.blocks)
        marked.append(replace(chapter, blocks=blocks))
    return [*marked, _annex(chapters, mentions, {fact["id"]: fact for fact in facts}, language)]


def _mentions(chapters: Iterable[Chapter]) -> dict[str, list[Chapter]]:
    """Return the ids of facts in the order of their first mention, each with the chapters that mention it."""
    mentions: dict[str, list[Chapter]] = {}
    for chapter in chapters:
        for text in texts(chapter):
            for mention in MENTION.finditer(text):
                so_far = mentions.setdefault(mention["id"], [])
                if chapter not in so_far[-1:]:
                    so_far.append(chapter)
    return mentions


def _check(stated: set[str], mentions: set[str]) -> None:
    wrong = [
        f"{name}: the text mentions this fact, but no exhibit states it" for name in sorted(mentions - stated)
    ]
    wrong += [
        f"{name}: an exhibit states this fact, but no text mentions it" for name in sorted(stated - mentions)
    ]
    wrong += [
        f"{name}: a fact’s id begins with a letter and has letters, digits and “_.:-” only"
        for name in sorted(mentions | stated)
        if not GOOD_ID.fullmatch(name)
    ]
    if wrong:
        raise RenderFailed("\n".join(["The annex of facts can’t be made:", *(f"  {line}" for line in wrong)]))


def _mark_first(text: str, seen: set[str]) -> str:
    def marked(mention: re.Match[str]) -> str:
        name = mention["id"]
        if name in seen:
            return mention[0]
        seen.add(name)
        return f']{{#fact-at-{name} .fact fact="{name}"}}'

    return MENTION.sub(marked, text)


def _annex(
    chapters: Sequence[Chapter],
    mentions: Mapping[str, list[Chapter]],
    facts: Mapping[str, Fact],
    language: Language,
) -> Chapter:
    anchors = {row["id"] for chapter in chapters for text in texts(chapter) for row in ROW.finditer(text)}
    entries = _Entries(language, anchors)
    title = language.verbatim("Annex: the facts behind the numbers")
    intro = language.verbatim(
        "Each number in this report is here once, in the order in which the report first gives it: what it counts, where it is given, the rows of the data that it was computed from, and their sources. A number in the text leads to its entry, and the entry leads back. A long list of rows is printed once; later entries that rest on the same rows lead to it."
    )
    parts = [f"# {title} {{#sec-facts .unnumbered .online}}", intro]
    for number, chapter in enumerate(chapters, start=1):
        names = [name for name, where in mentions.items() if where[0] is chapter]
        if names:
            heading = language.labelled(language.verbatim("Facts"), chapter.title)
            parts.append(f"## {heading} {{#sec-facts-{number} .unnumbered .unlisted}}")
            items = "\n\n".join(entries.entry(facts[name], mentions[name]) for name in names)
            parts.append(f"::: {{.facts}}\n{items}\n:::")
    return Chapter(NAME, title, tuple(Text(part) for part in parts), ())


@dataclass
class _Entries:
    """Writes entries one after another; a long list of rows is printed once and referred to later."""

    language: Language
    anchors: set[str]
    first: dict[frozenset[str], str] = field(default_factory=dict)  # rows to the first fact that has them

    def entry(self, fact: Fact, chapters: Sequence[Chapter]) -> str:
        value = f"[**{escape(fact['shown'])}**]{{#fact-{fact['id']}}}"
        lines = [self._where(fact["id"], chapters), *self._evidence(fact)]
        return "\n".join([f"{value} – [{escape(fact['how'])}]{{.how}}", *(f":   {line}" for line in lines)])

    def _where(self, name: str, chapters: Sequence[Chapter]) -> str:
        links = [f"[{chapters[0].title}](#fact-at-{name})", *(_chapter_link(one) for one in chapters[1:])]
        where = self.language.say("Given in {chapters}", chapters=Markdown(self.language.listed(links)))
        return f"{where.markdown} · [`{name}`]{{.fact-id}}"

    def _evidence(self, fact: Fact) -> list[str]:
        rows, sources = frozenset(fact["rows"]), frozenset(fact["sources"])
        lists = {
            f"[{self.language.verbatim('Rows')}]{{.what .rows}}": ""
            if rows == sources
            else self._rows(rows, fact["id"]),
            f"[{self.language.verbatim('Sources')}]{{.what}}": self._sources(sources),
        }
        return [self.language.labelled(label, text) for label, text in lists.items() if text]

    def _rows(self, ids: frozenset[str], name: str) -> str:
        """Return a list of rows, or the name of the earlier entry that has the same long one."""
        first = self.first.setdefault(ids, name)
        if len(ids) < LONG or first == name:
            return row_list(ids, self.anchors)
        return self.language.say(
            "the same as for {fact}", fact=Markdown(f"[`{first}`](#fact-{first})")
        ).markdown

    def _sources(self, ids: frozenset[str]) -> str:
        """Return a citation of all sources, or of many, a reference to the list: nobody reads a page of citations."""
        if len(ids) > MANY:
            return self.language.verbatim("those of the rows, listed in `facts.json`")
        return cited(ids) if ids else ""


def _chapter_link(chapter: Chapter) -> str:
    found = CHAPTER_ID.search(next(texts(chapter)))
    return f"[{chapter.title}](#{found['id']})" if found else chapter.title


def cited(sources: Iterable[str]) -> str:
    """Return a citation of all these sources."""
    return f"[{'; '.join(f'@{source}' for source in sorted(sources))}]"


def row_list(rows: Iterable[str], anchors: set[str]) -> str:
    """Return ids of rows, consecutive ones as a range, each linked to its row if the report shows it."""
    return ", ".join(
        "–".join(dict.fromkeys([_row(run[0], anchors), _row(run[-1], anchors)])) for run in runs(rows)
    )


def runs(rows: Iterable[str]) -> list[list[str]]:
    """Return the ids in order, consecutive numbers together: ST001, ST002 | ST004 | new."""
    ordered = sorted((_parts(row), row) for row in set(rows))
    steps = enumerate(ordered)
    grouped = groupby(steps, key=lambda step: (step[1][0][0], step[1][0][2], step[1][0][1] - step[0]))
    return [[row for _, (_, row) in group] for _, group in grouped]


def _parts(row: str) -> tuple[str, int, int]:
    """Return series, number and number of digits; an id without number is its own series."""
    found = NUMBERED.fullmatch(row)
    return (found["series"], int(found["number"]), len(found["number"])) if found else (row, 0, 0)


def _row(row: str, anchors: set[str]) -> str:
    return f"[{escape(row)}](#row-{row})" if row in anchors else escape(row)
