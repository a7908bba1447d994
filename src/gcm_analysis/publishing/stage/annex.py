"""The annex of facts: each number of the report once, with what it counts and the rows and sources behind it.

Every fact in the text leads to its entry (`#fact-ID`), and the entry leads back to where the fact is first told
(`#fact-at-ID`), to its rows where the report shows them (`#row-ID`) and to its sources in the list of sources.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
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
GOOD_ID = re.compile(r"(?!at-)[A-Za-z][A-Za-z0-9_.:-]*")  # what HTML, Typst and pandoc all take for an id
NUMBERED = re.compile(r"(?P<series>[A-Z]+)(?P<number>\d+)")
LONG = 5  # a list of at least so many ids is printed once; later entries lead to it
SAVING = 2  # a list is told by what it lacks of a longer one where that is so many times shorter

Fact = dict[str, Any]


def with_annex(chapters: Sequence[Chapter], facts: Sequence[Fact], language: Language) -> list[Chapter]:
    """Return the chapters, the first mention of each fact marked in them, and the annex that lists the facts."""
    told = _told(chapters)
    _check({fact["id"] for fact in facts}, set(told))
    if not told:
        return list(chapters)
    marked, seen = [], set[str]()
    for chapter in chapters:
        blocks = tuple(in_each_text(block, lambda text: _mark_first(text, seen)) for block in chapter.blocks)
        marked.append(replace(chapter, blocks=blocks))
    return [*marked, _annex(chapters, told, {fact["id"]: fact for fact in facts}, language)]


def _told(chapters: Iterable[Chapter]) -> dict[str, list[Chapter]]:
    """Return each fact's id, in the order in which they are first told, with the chapters that tell it."""
    told: dict[str, list[Chapter]] = {}
    for chapter in chapters:
        for text in texts(chapter):
            for mention in MENTION.finditer(text):
                known = told.setdefault(mention["id"], [])
                if chapter not in known[-1:]:
                    known.append(chapter)
    return told


def _check(stated: set[str], told: set[str]) -> None:
    wrong = [f"{name}: the text tells this fact, but no exhibit states it" for name in sorted(told - stated)]
    wrong += [f"{name}: an exhibit states this fact, but no text tells it" for name in sorted(stated - told)]
    wrong += [
        f"{name}: a fact’s id begins with a letter and has letters, digits and “_.:-” only"
        for name in sorted(told | stated)
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
    told: Mapping[str, list[Chapter]],
    facts: Mapping[str, Fact],
    language: Language,
) -> Chapter:
    anchors = {row["id"] for chapter in chapters for text in texts(chapter) for row in ROW.finditer(text)}
    entries = _Entries(language, anchors)
    title = language.verbatim("Annex: the facts behind the numbers")
    intro = language.verbatim(
        "Each number in this report is listed here once, in the order in which the report first states it: what it counts, where it is stated, the rows of the data that it was computed from, and their sources. A number in the text leads to its entry, and the entry leads back. A long list is printed once; later entries that rest on the same rows or sources lead to it."
    )
    parts = [f"# {title} {{#sec-facts .unnumbered .online}}", intro]
    for number, chapter in enumerate(chapters, start=1):
        names = [name for name, where in told.items() if where[0] is chapter]
        if names:
            heading = language.labelled(language.verbatim("Facts"), chapter.title)
            parts.append(f"## {heading} {{#sec-facts-{number} .unnumbered}}")
            items = "\n\n".join(entries.entry(facts[name], told[name]) for name in names)
            parts.append(f"::: {{.facts}}\n{items}\n:::")
    return Chapter(NAME, title, tuple(Text(part) for part in parts), ())


@dataclass
class _Entries:
    """Writes entries one after another; a long list of rows or sources that was printed before is referred to."""

    language: Language
    anchors: set[str]
    told: dict[str, dict[frozenset[str], str]] = field(
        default_factory=dict
    )  # by kind of list: ids to the first fact
    whole: dict[str, list[frozenset[str]]] = field(default_factory=dict)  # by kind: lists printed in full

    def entry(self, fact: Fact, chapters: Sequence[Chapter]) -> str:
        value = f"[**{escape(fact['shown'])}**]{{#fact-{fact['id']}}}"
        lines = [self._where(fact["id"], chapters), *self._evidence(fact)]
        return "\n".join([f"{value} – [{escape(fact['how'])}]{{.how}}", *(f":   {line}" for line in lines)])

    def _where(self, name: str, chapters: Sequence[Chapter]) -> str:
        links = [f"[{chapters[0].title}](#fact-at-{name})", *(_chapter_link(one) for one in chapters[1:])]
        told = self.language.say("Told in {chapters}", chapters=Markdown(self.language.listed(links)))
        return f"{told.markdown} · [`{name}`]{{.fact-id}}"

    def _evidence(self, fact: Fact) -> list[str]:
        rows, sources = frozenset(fact["rows"]), frozenset(fact["sources"])
        if rows == sources:
            rows = frozenset()  # the rows are sources
        words = {"rows": self.language.verbatim("Rows"), "sources": self.language.verbatim("Sources")}
        lists = {
            words["rows"]: self._list("rows", rows, fact["id"], lambda ids: row_list(ids, self.anchors)),
            words["sources"]: self._list("sources", sources, fact["id"], cited),
        }
        told = [(label, text) for label, text in lists.items() if text]
        if len({text for _, text in told}) < len(told):
            told = [(self.language.verbatim("Rows and sources"), told[0][1])]
        return [self.language.labelled(_what(label, words["sources"]), text) for label, text in told]

    def _list(self, kind: str, ids: frozenset[str], name: str, write: Callable[[frozenset[str]], str]) -> str:
        """Return a list of ids, or what it is of a longer one that an earlier entry printed."""
        if len(ids) < LONG:
            return write(ids) if ids else ""
        earlier, whole = self.told.setdefault(kind, {}), self.whole.setdefault(kind, [])
        if ids in earlier:
            return self.language.say("the same as for {fact}", fact=_entry_link(earlier[ids])).markdown
        earlier[ids] = name
        text = write(ids)
        nearest = min((known for known in whole if ids < known), key=len, default=frozenset[str]())
        lacking = write(nearest - ids)
        if nearest and SAVING * len(lacking) <= len(text):
            link, missing = _entry_link(earlier[nearest]), Markdown(lacking)
            return self.language.say("those for {fact} without {ids}", fact=link, ids=missing).markdown
        whole.append(ids)
        return text


def _what(label: str, sources: str) -> str:
    """Return the word before a list; pages read the rows from lists that are marked as such."""
    return f"[{label}]{{.what}}" if label == sources else f"[{label}]{{.what .rows}}"


def _entry_link(name: str) -> Markdown:
    return Markdown(f"[`{name}`](#fact-{name})")


def _chapter_link(chapter: Chapter) -> str:
    found = CHAPTER_ID.search(next(texts(chapter)))
    return f"[{chapter.title}](#{found['id']})" if found else chapter.title


def cited(sources: Iterable[str]) -> str:
    """Return a citation of all these sources."""
    return f"[{'; '.join(f'@{source}' for source in sorted(sources))}]"


def row_list(rows: Iterable[str], anchors: set[str]) -> str:
    """Return ids of rows with runs of numbers put together, each leading to its row where the report shows it."""
    return ", ".join(
        "–".join(dict.fromkeys([_row(run[0], anchors), _row(run[-1], anchors)])) for run in runs(rows)
    )


def runs(rows: Iterable[str]) -> list[list[str]]:
    """Return the ids in order, those that differ by one in their number together: ST001, ST002 | ST004 | new."""
    ordered = sorted((_parts(row), row) for row in set(rows))
    steps = enumerate(ordered)
    grouped = groupby(steps, key=lambda step: (step[1][0][0], step[1][0][2], step[1][0][1] - step[0]))
    return [[row for _, (_, row) in group] for _, group in grouped]


def _parts(row: str) -> tuple[str, int, int]:
    """Return series, number and number of digits; what has no number is a series of its own."""
    found = NUMBERED.fullmatch(row)
    return (found["series"], int(found["number"]), len(found["number"])) if found else (row, 0, 0)


def _row(row: str, anchors: set[str]) -> str:
    return f"[{escape(row)}](#row-{row})" if row in anchors else escape(row)
