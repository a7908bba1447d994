"""The Word file's styles, and the last touches that pandoc leaves to others.

`make` builds the reference document from pandoc's own: styles of the house, numbered headings, running head and page
number. `finish` takes what pandoc wrote with it and sets properties, alternative texts, fonts, how tables break, and the
order and times inside the file, so that the same report is the same bytes.
"""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
import pypandoc
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, RGBColor

from gcm_analysis import fonts
from gcm_analysis.paths import RESOURCES

INK, BLUE, ORANGE, GREY, RULE, TINT = "1B2A3A", "1F5FA8", "B84A00", "56636F", "D5DCE3", "F1F5F9"
SANS, SERIF, SEMIBOLD = "Noto Sans", "Noto Serif", "Noto Sans SemiBold"
CALLOUTS = {"Note": BLUE, "Tip": BLUE, "Important": ORANGE, "Warning": ORANGE}
BUILT_IN = re.compile(r"Heading \d|TOC \d|Caption|Header|Footer|Footnote Text")
HEADING_NUMBERS = 900  # as heading_numbers.xml has it
SHORT_TABLE = 20  # rows; a table this short stays on one page
LIST_INDENT = 18  # points from the margin to the bullet of pandoc's lists
TEXT_WIDTH = 9072  # twentieths of a point: 16 cm
# What Word takes where it can't read the embedded font.
SUBSTITUTES = {SANS: "Calibri", SERIF: "Cambria", SEMIBOLD: "Segoe UI Semibold"}
EMBEDDED = {
    SANS: {"embedRegular": "NotoSans-Regular", "embedItalic": "NotoSans-Italic"},
    SERIF: {"embedRegular": "NotoSerif-Regular", "embedItalic": "NotoSerif-Italic"},
    SEMIBOLD: {"embedRegular": "NotoSans-SemiBold"},
}


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
    Style("Title", font=SEMIBOLD, size=30, colour=INK, after=14, line=0.85),
    Style("Subtitle", font=SANS, size=15, colour=BLUE, after=22, line=0.95),
    Style("Date", font=SEMIBOLD, size=10.5, colour=INK, after=30),
    Style("Abstract", size=11.5, after=10, line=1.15),
    Style("Disclaimer", font=SANS, size=8.5, colour=GREY, before=40, after=0, frame=_rule("top", 4, 8, RULE)),
    *_headings(),
    Style("TOC Heading", "Normal", "Body Text", SEMIBOLD, 22, INK, after=14, keep_next=True, page_break=True),
    Style("TOC 1", font=SEMIBOLD, size=10.5, before=9, after=2),
    Style("TOC 2", font=SANS, size=10, before=0, after=2, left=14),
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
    Style("Bibliography", size=9.5, after=5, line=1, left=84, hanging=84),
    Style("Definition Term", font=SANS, size=9, before=8, after=1, line=1, keep_next=True),
    Style("Definition", font=SANS, size=7.5, colour=GREY, before=0, after=1, line=1),
    Style("Footnote Text", size=8.5, after=2, line=1),
    Style("Header", font=SANS, size=8, colour=GREY, frame=_rule("bottom", 4, 4, RULE)),
    Style("Footer", font=SANS, size=8, colour=GREY),
    *_callouts(),
    Style("Callout End", size=4, before=0, after=6, line=1),
)


def make(settings: dict[str, Any]) -> bytes:
    """Return the reference document for a report with these settings."""
    document = docx.Document(BytesIO(_pandocs_own()))
    _set_defaults(document, settings["lang"])
    for style in STYLES:
        _replace_style(document, parse_xml(_style_xml(style)))
    _replace_style(document, _xml("table_style.xml"))
    _colour_links(document)
    _replace_style(document, _xml("fact_style.xml"))
    _number_headings(document)
    _set_page(document, settings)
    return _bytes(document)


def finish(draft: bytes, settings: dict[str, Any], epoch: int) -> bytes:
    """Return the Word file with everything that pandoc could not say."""
    document = docx.Document(BytesIO(draft))
    _set_properties(document, settings, epoch)
    _name_pictures(document)
    for table in document.element.body.iter(qn("w:tbl")):
        _settle_table(table)
    _embed_fonts(document)
    return _steady(_bytes(document), epoch)


def _pandocs_own() -> bytes:
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    return subprocess.run(command, capture_output=True, check=True).stdout


def _bytes(document: Document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_defaults(document: Document, language: str) -> None:
    locale = {"en": "en-GB", "fr": "fr-FR"}.get(language, language)
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), locale)
    for element in document.settings.element.iter(qn("w:themeFontLang")):
        element.set(qn("w:val"), locale)


def _replace_style(document: Document, new: Any) -> None:  # noqa: ANN401 - an XML element
    """Add the style, and remove the one that has its id."""
    styles, key = document.styles.element, qn("w:styleId")
    for old in [style for style in styles.iter(qn("w:style")) if style.get(key) == new.get(key)]:
        styles.remove(old)
    styles.append(new)


def _style_xml(style: Style) -> str:
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


def _number_headings(document: Document) -> None:
    number = f'<w:num {nsdecls("w")} w:numId="{HEADING_NUMBERS}"><w:abstractNumId w:val="{HEADING_NUMBERS}"/></w:num>'
    numbering = document.part.numbering_part.element
    numbering.insert(0, _xml("heading_numbers.xml"))
    numbering.append(parse_xml(number))


def _xml(name: str) -> Any:  # noqa: ANN401 - an XML element
    return parse_xml((RESOURCES / "word" / name).read_bytes())


def _colour_links(document: Document) -> None:
    colour = document.styles["Hyperlink"].font.color
    colour.theme_color = None
    colour.rgb = RGBColor.from_string(BLUE)


def _set_page(document: Document, settings: dict[str, Any]) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.8), Cm(2.4)
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = settings["title"]
    footer = section.footer.paragraphs[0]
    for element in parse_xml(f"<w:p {nsdecls('w')}>{_page_number(settings['words']['page_of'])}</w:p>"):
        footer._p.append(element)  # noqa: SLF001 - python-docx writes no fields


def _page_number(pattern: str) -> str:
    """Return "Page {page} of {pages}" in any language as text and fields."""
    pieces = pattern.replace("{pages}", "\0NUMPAGES\0").replace("{page}", "\0PAGE\0").split("\0")
    return "".join(_field(piece) if index % 2 else _text(piece) for index, piece in enumerate(pieces))


def _text(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _field(code: str) -> str:
    return f'<w:fldSimple w:instr=" {code} ">{_text("1")}</w:fldSimple>'


def _set_properties(document: Document, settings: dict[str, Any], epoch: int) -> None:
    core = document.core_properties
    core.title, core.language = settings["title"], settings["lang"]
    core.author = core.last_modified_by = "; ".join(settings["publishers"])
    core.subject, core.comments = settings.get("subtitle", ""), settings.get("description", "")
    core.keywords = ", ".join(settings.get("keywords", []))
    core.created = core.modified = datetime.fromtimestamp(epoch, UTC).replace(tzinfo=None)
    core.revision = 1
    _leave_compatibility_mode(document)


def _leave_compatibility_mode(document: Document) -> None:
    """Without this setting Word lays out tables as Word 2007 did and says so in its title bar."""
    setting = '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    before = document.settings.element.find(qn("w:rsids"))
    before.addprevious(parse_xml(f"<w:compat {nsdecls('w')}>{setting}</w:compat>"))


def _name_pictures(document: Document) -> None:
    """Give each picture its alternative text in both places where programs look; pandoc leaves a path in one."""
    drawings = document.element.body.iter(qn("wp:inline"))
    for number, drawing in enumerate(drawings, start=1):
        outer, inner = drawing.find(qn("wp:docPr")), next(drawing.iter(qn("pic:cNvPr")))
        outer.set("id", str(number))
        for side in "TBLR":
            drawing.set(f"dist{side}", "0")
        for element in (outer, inner):
            element.set("name", f"Picture {number}")
            element.set("descr", outer.get("descr"))
            element.attrib.pop("title", None)


def _settle_table(table: Any) -> None:  # noqa: ANN401 - an XML element
    """Let the table fill the line, keep rows whole, and keep a short table on one page."""
    width = table.tblPr.find(qn("w:tblW"))
    width.set(qn("w:type"), "pct")
    width.set(qn("w:w"), "5000")
    _stretch(table.tblGrid.findall(qn("w:gridCol")))
    rows = table.tr_lst
    style = rows[-1].tc_lst[0].p_lst[0].style
    if style.endswith("RowHead"):
        look = table.tblPr.find(qn("w:tblLook"))
        look.set(qn("w:firstColumn"), "1")
        look.set(qn("w:val"), "00A0")
    for row in rows:
        row.get_or_add_trPr().insert(0, parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    whole = len(rows) <= SHORT_TABLE and not style.startswith("Evidence")
    for row in rows[:-1] if whole else rows[:1]:
        for paragraph in row.iter(qn("w:p")):
            paragraph.get_or_add_pPr().get_or_add_keepNext()


def _stretch(columns: list[Any]) -> None:
    """Pandoc counts on a narrower page; keep the shares and fill ours."""
    widths = [int(column.get(qn("w:w"))) for column in columns]
    for column, width in zip(columns, widths, strict=True):
        column.set(qn("w:w"), str(round(TEXT_WIDTH * width / sum(widths))))


def _embed_fonts(document: Document) -> None:
    """Put the typefaces of the house into the file, as the format hides them: the first 32 bytes are scrambled."""
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    entries = "".join(_font_entry(part, family, files) for family, files in EMBEDDED.items())
    part._blob = part.blob.replace(b"</w:fonts>", f"{entries}</w:fonts>".encode())  # noqa: SLF001 - a part has no setter
    zoom = document.settings.element.find(qn("w:zoom"))
    zoom.addnext(parse_xml(f"<w:embedTrueTypeFonts {nsdecls('w')}/>"))


def _font_entry(table: Part, family: str, files: dict[str, str]) -> str:
    slots = "".join(_font_slot(table, slot, name) for slot, name in files.items())
    alternative = f'<w:altName w:val="{SUBSTITUTES[family]}"/>'
    return f'<w:font w:name="{family}">{alternative}<w:charset w:val="00"/><w:pitch w:val="variable"/>{slots}</w:font>'


def _font_slot(table: Part, slot: str, name: str) -> str:
    key = uuid5(NAMESPACE_URL, name)
    plain = (fonts.FOLDER / f"{name}.ttf").read_bytes()
    mask = key.bytes[::-1] * 2
    hidden = bytes(a ^ b for a, b in zip(plain[:32], mask, strict=True)) + plain[32:]
    uri = PackURI(f"/word/fonts/{name}.odttf")
    part = Part(uri, "application/vnd.openxmlformats-officedocument.obfuscatedFont", hidden, table.package)
    relation = table.relate_to(part, f"{RELATIONSHIP_TYPE.FONT_TABLE.rsplit('/', 1)[0]}/font")
    return f'<w:{slot} r:id="{relation}" w:fontKey="{{{str(key).upper()}}}"/>'


def _steady(archive: bytes, epoch: int) -> bytes:
    """Return the same archive with its entries in order and all of one time."""
    stream, when = BytesIO(), datetime.fromtimestamp(epoch, UTC).timetuple()[:6]
    with ZipFile(BytesIO(archive)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = ZipInfo(name, when)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            new.writestr(entry, old.read(name))
    return stream.getvalue()
