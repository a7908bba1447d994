"""Escapes text from data as pandoc markdown, so that nothing in it is read as markup."""

import re
from collections.abc import Sequence

SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!<>|~^$@&:\"'=])")

# Text that replaces its missing translation, as the evidence marks it.
STANDS_IN = re.compile(r"(?P<text>.+) \[(?P<language>en|fr)\]")
TO_ROW = re.compile(r"\[(?P<shown>(?:\\.|[^\]\\])*)\](?:\{#row-[^}]*\}|\(#row-[^)]*\))")
CITED = re.compile(r"\[(@[^\]]*)\]")
UNESCAPED = re.compile(r"\\(.)")
WHITE = re.compile(r"[ \t\r\n\f\v]+")  # not the no-break spaces, which are intentional


class Markdown(str):
    """Text that is markdown already."""

    __slots__ = ()


def escape(text: str) -> Markdown:
    """Return the text with every character that could start markup escaped, on one line.

    Text that replaces its missing translation is marked with its own language.
    """
    if isinstance(text, Markdown):
        return text
    line = WHITE.sub(" ", text).strip(" ")
    foreign = STANDS_IN.fullmatch(line)
    if foreign:
        language = foreign["language"]
        return Markdown(f"[{_harmless(foreign['text'])}]{{lang={language}}} \\[{language}\\]")
    return Markdown(_harmless(line))


def _harmless(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)


def anchor(row_id: str, shown: str) -> Markdown:
    """Return text as the target of links to this row of the evidence: `[ST001]{#row-ST001}`."""
    return Markdown(f"[{escape(shown)}]{{#row-{row_id}}}")


def cite(source_id: str, locator: str = "") -> Markdown:
    """Return a citation such as `[@S008, Lesson 1]`.

    Within it, a semicolon would end it and a dash would lose its spaces, so that both become commas.
    """
    place = locator.replace(" ; ", ", ").replace(";", ",").replace(" – ", ", ")
    suffix = f", {escape(place)}" if place else ""
    return Markdown(f"[@{source_id}{suffix}]")


def words_of(text: str) -> str:
    """Return markdown as a file of data has it: the words of anchors and links to rows, the ids of citations."""
    if not isinstance(text, Markdown):
        return text
    shown = TO_ROW.sub(r"\g<shown>", text)
    return UNESCAPED.sub(r"\1", CITED.sub(lambda found: found[1].replace("@", ""), shown))


def pipe_table(header: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> Markdown:
    """Return a pipe table; columns of numbers are set to the right. Cells are text or markdown."""
    rule = ["---:" if right else ":---" for right in numeric]
    lines = [_line(header), _line([Markdown(mark) for mark in rule]), *(_line(row) for row in rows)]
    return Markdown("\n".join(lines))


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(escape(cell) for cell in cells) + " |"
