"""Turns the report's markdown into what Jupyter can render: without pandoc's markup, with the names of sources.

Jupyter and VS Code know common Markdown with pipe tables, but no facts, anchors, blocks or classes: only their words
remain. A link within the report leads nowhere there, so only its words remain too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.markdown import Markdown

FENCE = re.compile(r":{3,}\s*(?P<opens>\{.*)?")
HEADING_ID = re.compile(r"^(#{1,6} .*?)[ ]*\{[^{}]*\}[ ]*$", re.MULTILINE)
CITATION = re.compile(r"(?<!\\)\[(?=@[A-Z])(?P<cited>(?:\\.|[^\]\\])*)\]")
REFERENCE = re.compile(r"(?<![\w\\])(?:\[-)?@(?P<label>(?:sec|fig|tbl)-[a-z0-9-]+)\]?")
BETWEEN = re.compile(r";\s*(?=@)")
CITED = re.compile(r"(?<![\\\w])@(?P<source>[A-Z][A-Za-z0-9_-]*)")
PLAIN = r"\\.|[^\[\]\\]"
LINK = re.compile(rf"(?<!\\)\[(?P<words>(?:{PLAIN})*)\]\(#[^)]*\)")
# Without a nested span, but perhaps with links.
SPAN = re.compile(rf"(?<!\\)\[(?P<words>(?:{PLAIN}|\[(?:{PLAIN})*\]\()*)\]\{{(?P<attributes>[^{{}}]*)\}}")
FOREIGN = re.compile(r"\blang=(?P<language>[a-z]+)")


def common(markdown: str, names: Mapping[str, str], language: Language) -> Markdown:
    """Return the report's markdown as common Markdown; `names` has the name of each source in citations, by its id."""

    def named(found: re.Match[str]) -> str:
        return names.get(found["source"], found["source"])

    def cited(found: re.Match[str]) -> str:
        each = [CITED.sub(named, one) for one in BETWEEN.split(found["cited"])]
        return rf"\[{language.separated(each)}\]"

    text = LINK.sub(r"\g<words>", HEADING_ID.sub(r"\1", markdown))
    text = CITATION.sub(cited, REFERENCE.sub(r"`\g<label>`", text))
    while text != (outside := SPAN.sub(_words, text)):  # from the innermost span to the outermost
        text = outside
    return Markdown("\n".join(_set_apart(text.split("\n"))).strip("\n"))


def _words(span: re.Match[str]) -> str:
    """Return the words of a span; words in another language are marked, for screen readers."""
    foreign = FOREIGN.search(span["attributes"])
    return f'<span lang="{foreign["language"]}">{span["words"]}</span>' if foreign else span["words"]


def _set_apart(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines; those of a block that the pages set apart become a quotation."""
    depth = 0
    for line in lines:
        if fence := FENCE.fullmatch(line):
            depth += 1 if fence["opens"] else -1
            yield ""
        else:
            yield "> " * depth + line
