"""Checks the markdown of a notebook: headings, links, headers of tables, passages in another language."""

import re
from collections.abc import Iterator

from gcm_analysis.publishing.stage.chapters import Block, TableBlock, Text

HEADING = re.compile(r"^(#{1,6})\s*(.*?)\s*(?:\{[^}]*\})?$", re.MULTILINE)
LINK = re.compile(r"(?<!!)\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?P<target>[^)\s]*)\)")
MARKED = re.compile(r"\[[^\[\]]*\]\{[^}]*\blang=[^}]*\}")
SPAN = re.compile(r"\[([^\[\]]*)\]\{[^}]*\}")
NO_WORDS = re.compile(r"[*_`\\]|\{[^}]*\}|^[:#|].*$", re.MULTILINE)
# Words that do not say where a link leads, in the languages of the reports.
VAGUE = frozenset((
    "here", "click here", "this", "this page", "this link", "link", "more", "read more", "see here", "see more",
    "ici", "cliquez ici", "cliquer ici", "ce lien", "lien", "cette page", "plus", "lire la suite", "en savoir plus", "voir ici",
))  # fmt: skip
SHOWN = 40  # letters of a passage that a finding repeats
# Small words that one language uses everywhere and the others do not have.
SMALL_WORDS = {
    "en": "the of and with from which that these were was are is their its has have been by how what not they for this into",
    "fr": "le la les des du et dans avec pour sur une est sont aux qui que par leur cette ont pas nous au ces entre",
    "es": "el los las del y con para una es son por su esta han como más entre sus desde hacia",
}  # fmt: skip
WORDS_OF = {code: frozenset(words.split()) for code, words in SMALL_WORDS.items()}
LEAST = 4  # small words of a foreign language, and the least ratio to those of the page's own
TIMES = 3
WORD = re.compile(r"[^\W\d_]+")
QUOTED = re.compile(r"“([^”]{30,})”|«\s?([^»]{30,})»")


def vague(words: str) -> str:
    """Return what is wrong with the words of a link; an empty text if nothing is."""
    stripped = " ".join(words.split()).strip(" .:→…").casefold()
    if not stripped:
        return "a link has no words"
    return f"a link says only “{words.strip()}”" if stripped in VAGUE else ""


def plain(markdown: str) -> str:
    """Return the words of markdown without its marks."""
    return " ".join(NO_WORDS.sub("", SPAN.sub(r"\1", LINK.sub(r"\g<words>", markdown))).split())


class Outline:
    """The headings of a report so far, from notebook to notebook."""

    def __init__(self) -> None:
        self.level = 0

    def follow(self, markdown: str, *, first: bool) -> Iterator[str]:
        """Yield the headings of a block that skip a level or have no words; a notebook begins with its title."""
        for marks, words in HEADING.findall(markdown):
            if first and len(marks) > 1:
                yield f"the notebook begins with a heading of level {len(marks)}"
            elif len(marks) > self.level + 1:
                yield f"“{words[:SHOWN]}” is of level {len(marks)} after level {self.level}"
            if not words.strip():
                yield f"a heading of level {len(marks)} has no words"
            self.level, first = len(marks), False


def links(markdown: str) -> Iterator[str]:
    for found in LINK.finditer(markdown):
        if fault := vague(plain(found["words"])):
            yield f"{fault}, to {found['target']}"


def headers(table: TableBlock) -> Iterator[str]:
    """Yield the columns of a table that have no name."""
    first = table.markdown.strip().partition("\n")[0].strip().strip("|")
    for number, cell in enumerate(re.split(r"(?<!\\)\|", first), start=1):
        if not plain(cell):
            yield f"{table.label}, column {number} has no name"
    if not plain(table.title):
        yield f"{table.label} has no title"


def passages(markdown: str, language: str) -> Iterator[str]:
    """Yield the paragraphs, cells and quotations in another language that are not marked."""
    for part in re.split(r"\n\s*\n|\n\s*[-*\d.]+\s|\|", MARKED.sub("", markdown)):
        text = plain(part)
        quotations = (found[1] or found[2] for found in QUOTED.finditer(text))
        for passage in (text, *quotations):
            if code := foreign(passage, language):
                yield f"“{passage[:SHOWN]}…” is in {code}"
                break


def foreign(text: str, language: str) -> str:
    """Return the language of a passage if it is certainly not the given one, else an empty text.

    It recognises English, French and Spanish, if the passage is long enough.
    """
    words = [word.lower() for word in WORD.findall(text)]
    if len(words) < LEAST:
        return ""
    counts = {code: sum(word in small for word in words) for code, small in WORDS_OF.items()}
    own = counts.pop(language, 0)
    code = max(counts, key=lambda one: counts[one])
    return code if counts[code] >= LEAST and counts[code] >= TIMES * max(own, 1) else ""


def found_in(block: Block, language: str) -> Iterator[tuple[str, str]]:
    """Yield each finding in the words of a block as the check's name and words."""
    texts = [block.markdown] if isinstance(block, Text) else [block.title, block.subtitle, block.note]
    if isinstance(block, TableBlock):
        texts.append(block.markdown)
        yield from (("headers", what) for what in headers(block))
    for text in texts:
        yield from (("links", what) for what in links(text))
        yield from (("passages", what) for what in passages(text, language))
