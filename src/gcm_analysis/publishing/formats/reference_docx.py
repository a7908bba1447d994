"""Makes the Word file's styles, and finishes what pandoc can't do.

`make` builds the reference document from pandoc's own: house styles, numbered headings, running head and page number.
`finish` takes the file that pandoc wrote with it and sets properties, alternative texts, fonts, page breaks in tables, and
the order and times inside the file, so that the same report has the same bytes.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
import yaml
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Cm, RGBColor
from jinja2 import Template

from gcm_analysis import fonts
from gcm_analysis.paths import RESOURCES
from gcm_analysis.publishing.formats.pandoc import default_reference_docx
from gcm_analysis.publishing.formats.xml_text import xml_text

WORD = RESOURCES / "word"
LOOK: dict[str, Any] = yaml.load((WORD / "styles.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
SHORT_TABLE = 20  # rows; a table this short stays on one page
LONGEST_PROPERTY = 255  # characters of a property of the file, such as its title
TEXT_WIDTH = 9072  # twentieths of a point: 16 cm
# Word fills in the pages of the contents when it opens the file; it asks the reader once.
COUNT_PAGES = f'<w:updateFields {nsdecls("w")} w:val="true"/>'
# Without this setting Word lays out tables as Word 2007 did and says so in its title bar.
COMPATIBILITY = (
    f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)


def make(settings: dict[str, Any]) -> bytes:
    """Return the reference document for a report with these settings."""
    document = docx.Document(BytesIO(default_reference_docx()))
    _set_defaults(document, settings["lang"])
    for style in _styles():
        _replace_style(document, style)
    _colour_links(document)
    _number_headings(document)
    _set_page(document, settings)
    return _bytes(document)


def finish(draft: bytes, settings: dict[str, Any], epoch: int) -> bytes:
    """Return the Word file with everything that pandoc could not write."""
    document = docx.Document(BytesIO(draft))
    _set_properties(document, settings, epoch)
    _name_pictures(document)
    for table in document.element.body.iter(qn("w:tbl")):
        _format_table(table)
    _embed_fonts(document)
    return _reproducible(_bytes(document), epoch)


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


def _styles() -> Iterator[Any]:
    """Yield each style of the house as an XML element: those of paragraphs, then those of tables and of words."""
    template = Template((WORD / "style.xml").read_text(encoding="utf-8"), autoescape=True)
    numbers = LOOK["heading_numbers"]
    for style in LOOK["styles"]:
        yield parse_xml(
            template.render(style=style, colours=LOOK["colours"], fonts=LOOK["fonts"], numbers=numbers)
        )
    yield from map(_xml, ("table_style.xml", "strong_style.xml", "emphasis_style.xml"))


def _replace_style(document: Document, new: Any) -> None:  # noqa: ANN401 - an XML element
    """Add the style, and remove the one that has its id."""
    styles, key = document.styles.element, qn("w:styleId")
    for old in [style for style in styles.iter(qn("w:style")) if style.get(key) == new.get(key)]:
        styles.remove(old)
    styles.append(new)


def _number_headings(document: Document) -> None:
    name = LOOK["heading_numbers"]
    number = f'<w:num {nsdecls("w")} w:numId="{name}"><w:abstractNumId w:val="{name}"/></w:num>'
    numbering = document.part.numbering_part.element
    numbering.insert(0, _xml("heading_numbers.xml"))
    numbering.append(parse_xml(number))


def _xml(name: str) -> Any:  # noqa: ANN401 - an XML element
    return parse_xml((WORD / name).read_bytes())


def _colour_links(document: Document) -> None:
    colour = document.styles["Hyperlink"].font.color
    colour.theme_color = None
    colour.rgb = RGBColor.from_string(LOOK["colours"]["blue"])


def _set_page(document: Document, settings: dict[str, Any]) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.8), Cm(2.4)
    section.different_first_page_header_footer = True
    _set_heads(section, settings)
    footer = section.footer.paragraphs[0]
    for element in parse_xml(f"<w:p {nsdecls('w')}>{_page_number(settings['words']['page_of'])}</w:p>"):
        footer._p.append(element)  # noqa: SLF001 - python-docx writes no fields


def _set_heads(section: Section, settings: dict[str, Any]) -> None:
    """Write the title above every page but the first, and the word “draft” above every page of a draft."""
    word = settings["draft"].get("word", "")
    section.header.paragraphs[0].text = "  ·  ".join(filter(None, (word, settings["title"])))
    if word:
        section.first_page_header.paragraphs[0].text = word


def _page_number(pattern: str) -> str:
    """Return "Page {page} of {pages}" in any language as text and fields."""
    pieces = pattern.replace("{pages}", "\0NUMPAGES\0").replace("{page}", "\0PAGE\0").split("\0")
    return "".join(_field(piece) if index % 2 else _text(piece) for index, piece in enumerate(pieces))


def _text(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _field(code: str) -> str:
    return f'<w:fldSimple w:instr=" {code} ">{_text("1")}</w:fldSimple>'


def _property(text: str) -> str:
    """Return a text shortened to what Word can read as a property; the pages have all of it."""
    clean = xml_text(text)
    return clean if len(clean) <= LONGEST_PROPERTY else f"{clean[: LONGEST_PROPERTY - 1]}…"


def _set_properties(document: Document, settings: dict[str, Any], epoch: int) -> None:
    core = document.core_properties
    word = settings["draft"].get("word", "")
    core.title = _property(" – ".join(filter(None, (word, settings["title"]))))
    core.language = settings["lang"]
    core.author = core.last_modified_by = _property("; ".join(settings["authors"]))
    core.subject = _property(settings["subtitle"])
    core.comments = _property(settings["description"])
    core.keywords = _property(", ".join(settings["keywords"]))
    core.created = core.modified = datetime.fromtimestamp(epoch, UTC).replace(tzinfo=None)
    core.revision, core.version = 1, settings["version"]
    place = document.settings.element.find(qn("w:rsids"))
    for setting in (COUNT_PAGES, COMPATIBILITY):
        place.addprevious(parse_xml(setting))


def _name_pictures(document: Document) -> None:
    """Write each picture's alternative text in both places where programs look; pandoc leaves a path in one."""
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


def _format_table(table: Any) -> None:  # noqa: ANN401 - an XML element
    """Let the table fill the line, keep rows whole, and keep a short table on one page."""
    width = table.tblPr.find(qn("w:tblW"))
    width.set(qn("w:type"), "pct")
    width.set(qn("w:w"), "5000")
    _stretch(table.tblGrid.findall(qn("w:gridCol")))
    rows = table.tr_lst
    style = rows[-1].tc_lst[0].p_lst[0].style
    if "RowHead" in style:
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
    """Widen the columns, which pandoc sizes for a narrower page, and keep their shares."""
    widths = [int(column.get(qn("w:w"))) for column in columns]
    for column, width in zip(columns, widths, strict=True):
        column.set(qn("w:w"), str(round(TEXT_WIDTH * width / sum(widths))))


def _embed_fonts(document: Document) -> None:
    """Embed the house typefaces, obfuscated as the format requires: the first 32 bytes are scrambled."""
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    entries = "".join(_font_entry(part, family, font) for family, font in LOOK["embedded"].items())
    part._blob = part.blob.replace(b"</w:fonts>", f"{entries}</w:fonts>".encode())  # noqa: SLF001 - a part has no setter
    zoom = document.settings.element.find(qn("w:zoom"))
    zoom.addnext(parse_xml(f"<w:embedTrueTypeFonts {nsdecls('w')}/>"))


def _font_entry(table: Part, family: str, font: dict[str, Any]) -> str:
    slots = "".join(_font_slot(table, slot, name) for slot, name in font["files"].items())
    alternative = f'<w:altName w:val="{font["substitute"]}"/>'
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


def _reproducible(archive: bytes, epoch: int) -> bytes:
    """Return the same archive with sorted entries and one time for all."""
    stream, when = BytesIO(), datetime.fromtimestamp(epoch, UTC).timetuple()[:6]
    with ZipFile(BytesIO(archive)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = ZipInfo(name, when)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            new.writestr(entry, old.read(name))
    return stream.getvalue()
