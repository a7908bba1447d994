"""The styles of the Word file: what an office changes once to change it everywhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.ns import nsdecls

INK, BLUE, ORANGE, GREY, RULE, TINT = "1B2A3A", "1F5FA8", "B84A00", "56636F", "D5DCE3", "F1F5F9"
SANS, SERIF, SEMIBOLD = "Noto Sans", "Noto Serif", "Noto Sans SemiBold"
CALLOUTS = {"Note": BLUE, "Tip": BLUE, "Important": ORANGE, "Warning": ORANGE}
BUILT_IN = re.compile(r"Heading \d|TOC \d|Caption|Header|Footer|Footnote Text")
HEADING_NUMBERS = 900  # as heading_numbers.xml has it
LIST_INDENT = 18  # points from the margin to the bullet of pandoc's lists


@dataclass(frozen=True)
class Style:
    """A paragraph style: sizes in points, distances in points, colours in hexadecimal digits."""

    name: str
    base: str = "Normal"
    follow: str = ""
    font: str = ""
    size: float = 0
    colour: str = ""
    italic: bool = False
    before: float | None = None
    after: float | None = None
    line: float = 0
    left: float = 0
    hanging: float = 0
    right: bool = False
    keep_next: bool = False
    page_break: bool = False
    outline: int | None = None
    numbered: int | None = None
    frame: str = ""

    @property
    def id(self) -> str:
        return self.name.replace(" ", "")

    @property
    def stored_name(self) -> str:
        """Word writes the names of most of its own styles in small letters, and knows them by that."""
        return self.name.lower() if BUILT_IN.fullmatch(self.name) else self.name


def _left_bar(colour: str, space: int) -> str:
    bar = f'<w:left w:val="single" w:sz="24" w:space="{space}" w:color="{colour}"/>'
    return f'<w:pBdr>{bar}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>'


def _rule(side: str, size: int, space: int, colour: str) -> str:
    return f'<w:pBdr><w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/></w:pBdr>'


def _headings() -> Iterator[Style]:
    shapes = {1: (22, INK, 0, 18), 2: (14, BLUE, 22, 8), 3: (11.5, INK, 16, 6)}
    for level, (size, colour, before, after) in shapes.items():
        name, chapter = f"Heading {level}", level == 1
        yield Style(
            name, follow="Body Text", font=SEMIBOLD, size=size, colour=colour, before=before, after=after, line=0.9,
            keep_next=True, page_break=chapter, outline=level - 1, numbered=level - 1,
        )  # fmt: skip
        yield Style(
            f"{name} Unnumbered", name, "Body Text", page_break=chapter, outline=level - 1, numbered=-1
        )


def _callouts() -> Iterator[Style]:
    for kind, colour in CALLOUTS.items():
        frame, left = _left_bar(colour, 10), 13
        yield Style(
            f"Callout {kind} Title", "Normal", f"Callout {kind}", SEMIBOLD, 10, colour, before=14, after=0, left=left,
            keep_next=True, frame=frame,
        )  # fmt: skip
        yield Style(f"Callout {kind}", "Body Text", size=10, before=0, after=0, left=left, frame=frame)
        yield Style(f"Callout {kind} List", f"Callout {kind}", frame=_left_bar(colour, LIST_INDENT - 3))


# Dots up to the number of the page, at the end of the line.
DOTS = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9072"/></w:tabs>'
CELLS = ("Table Text", "Table Head", "Table Row Head", "Evidence Text", "Evidence Head", "Evidence Row Head")
STYLES = (
    Style("Normal", "", font=SERIF, size=10.5, colour=INK, after=0, line=1.12),
    Style("Body Text", before=0, after=9),
    Style("First Paragraph", "Body Text", "Body Text"),
    Style("Compact", "Body Text", before=0, after=3),
    Style(
        "Publishers",
        font=SEMIBOLD,
        size=10,
        colour=BLUE,
        before=0,
        after=120,
        frame=_rule("top", 96, 14, BLUE),
    ),
    Style("Event Line", font=SANS, size=12, colour=GREY, after=10),
    Style("Draft", font=SEMIBOLD, size=12, colour=ORANGE, before=0, after=12),
    Style("Title", font=SEMIBOLD, size=30, colour=INK, after=14, line=0.85),
    Style("Subtitle", font=SANS, size=15, colour=BLUE, after=22, line=0.95),
    Style("Date", font=SEMIBOLD, size=10.5, colour=INK, after=30),
    Style("Abstract", size=11.5, after=10, line=1.15),
    Style("Logos", before=30, after=0),
    Style("Notices", font=SANS, size=8.5, colour=GREY, before=40, after=0, frame=_rule("top", 4, 8, RULE)),
    Style("Notices Next", "Notices", before=4),
    *_headings(),
    Style("TOC Heading", "Normal", "Body Text", SEMIBOLD, 22, INK, after=14, keep_next=True, page_break=True),
    Style("TOC 1", font=SEMIBOLD, size=10.5, before=9, after=2, frame=DOTS),
    Style("TOC 2", font=SANS, size=10, before=0, after=2, left=14, frame=DOTS),
    Style("Lead", "Body Text", "Body Text", SANS, 13, BLUE, after=16, line=1.05),
    Style("Key Message", "Body Text", size=11.5, after=8),
    Style("Key Message List", "Key Message"),
    Style("Lead List", "Lead"),
    Style("Caption", font=SEMIBOLD, size=11, colour=INK, before=20, after=3, line=0.95, keep_next=True),
    Style("Image Caption", "Caption", frame=_rule("top", 6, 6, INK)),
    Style("Table Caption", "Caption", frame=_rule("top", 6, 6, INK)),
    Style("Exhibit Subtitle", font=SANS, size=9, colour=GREY, after=6, line=1, keep_next=True),
    Style("Captioned Figure", before=4, after=0, line=1, keep_next=True),
    Style("Exhibit Note", font=SANS, size=8, colour=GREY, before=5, after=20, line=1),
    Style("Table Text", font=SANS, size=9, before=2, after=2, line=0.95),
    Style("Table Head", "Table Text", font=SEMIBOLD),
    Style("Table Row Head", "Table Text", font=SEMIBOLD),
    Style("Evidence Text", "Table Text", size=8, before=1, after=1),
    Style("Evidence Head", "Evidence Text", font=SEMIBOLD),
    Style("Evidence Row Head", "Evidence Text", font=SEMIBOLD),
    *(Style(f"{name} Right", name, right=True) for name in CELLS),
    Style("Bibliography", size=9.5, after=5, line=1, left=14, hanging=14),
    Style("Definition Term", font=SANS, size=9, before=8, after=1, line=1, keep_next=True),
    Style("Definition", font=SANS, size=8, colour=GREY, before=0, after=1, line=1),
    Style("Footnote Text", size=8.5, after=2, line=1),
    Style("Header", font=SANS, size=8, colour=GREY, frame=_rule("bottom", 4, 4, RULE)),
    Style("Footer", font=SANS, size=8, colour=GREY),
    *_callouts(),
    Style("Callout End", size=4, before=0, after=6, line=1),
)


def style_xml(style: Style) -> str:
    default = ' w:default="1"' if style.name == "Normal" else ""
    base = f'<w:basedOn w:val="{style.base.replace(" ", "")}"/>' if style.base else ""
    follow = f'<w:next w:val="{style.follow.replace(" ", "")}"/>' if style.follow else ""
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph"{default} w:styleId="{style.id}"><w:name w:val="{style.stored_name}"/>'
        f"{base}{follow}<w:qFormat/><w:pPr>{_paragraph(style)}</w:pPr><w:rPr>{_run(style)}</w:rPr></w:style>"
    )


def _paragraph(style: Style) -> str:
    """Return the paragraph properties in the order that the format prescribes."""
    parts = ["<w:keepNext/><w:keepLines/>" if style.keep_next else ""]
    parts += ["<w:pageBreakBefore/>" if style.page_break else "", _numbering(style), style.frame]
    spacing = "".join(
        f' w:{name}="{round(20 * value)}"'
        for name, value in (("before", style.before), ("after", style.after))
        if value is not None
    )
    spacing += f' w:line="{round(240 * style.line)}" w:lineRule="auto"' if style.line else ""
    parts.append(f"<w:spacing{spacing}/>" if spacing else "")
    indent = f'<w:ind w:left="{round(20 * style.left)}" w:hanging="{round(20 * style.hanging)}"/>'
    parts.append(indent if style.left else "")
    parts.append('<w:jc w:val="right"/>' if style.right else "")
    parts.append(f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else "")
    return "".join(parts)


def _numbering(style: Style) -> str:
    if style.numbered is None:
        return ""
    number = 0 if style.numbered < 0 else HEADING_NUMBERS
    return f'<w:numPr><w:ilvl w:val="{max(style.numbered, 0)}"/><w:numId w:val="{number}"/></w:numPr>'


def _run(style: Style) -> str:
    fonts_used = (
        f'<w:rFonts w:ascii="{style.font}" w:hAnsi="{style.font}" w:cs="{style.font}"/>' if style.font else ""
    )
    italic = "<w:i/>" if style.italic else ""
    colour = f'<w:color w:val="{style.colour}"/>' if style.colour else ""
    size = (
        f'<w:sz w:val="{round(2 * style.size)}"/><w:szCs w:val="{round(2 * style.size)}"/>'
        if style.size
        else ""
    )
    return fonts_used + italic + colour + size
