"""Artefacts with words planted in one place: of every kind that a report has, and of every place that a kind has."""

import base64
import json
import struct
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import docx
import pikepdf
import typst

NAME = "Zora Quimby"
SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
PART = '<?xml version="1.0"?><w:x xmlns:w="urn:w">{}</w:x>'


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*chunks: bytes, after: bytes = b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\x00\x00"))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + pixels + chunk(b"IEND", b"") + after


def packed(content: bytes | str, media: str) -> str:
    raw = content.encode() if isinstance(content, str) else content
    return f"data:{media};base64,{base64.b64encode(raw).decode()}"


@cache
def typeset(source: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.typ"
        path.write_text(source, encoding="utf-8")
        return bytes(typst.compile(path))


def opened(change) -> bytes:
    """Return a PDF of one page after a change to it."""
    with pikepdf.open(BytesIO(typeset("A page."))) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def in_drawing(pdf: pikepdf.Pdf) -> None:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    form = pdf.make_stream(b"BT /F1 9 Tf (Zora) Tj T* [(Qui) -20 (mby)] TJ ET")
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 9, 9])
    form.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
    pdf.pages[0].obj.Resources.XObject = pikepdf.Dictionary(X1=form)


# “Zora Quimby” in codes of two bytes: a letter by itself, letters that follow each other, letters in a list.
LETTERS = b"""1 beginbfchar
<0001> <005A> endbfchar
3 beginbfrange
<0010> <0013> <006F>
<0020> <0021> [<0051> <00750069>]
<0061> <007A> <0061>
endbfrange"""


def in_codes(pdf: pikepdf.Pdf) -> None:
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=pikepdf.Name.F)
    font.ToUnicode = pdf.make_stream(LETTERS)
    page = pdf.pages[0].obj
    page.Resources.Font = pikepdf.Dictionary(F1=pdf.make_indirect(font))
    page.Contents = pdf.make_stream(
        b"BT /F1 9 Tf [<000100100072> 20 <0061> -300 <0020> -20 <0021006D0062> <0079>] TJ ET"
    )


def note(pdf: pikepdf.Pdf) -> None:
    remark = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=pikepdf.Array([0, 0, 9, 9]), Contents=NAME
    )
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(remark)])


def xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = [NAME]


def info(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Author"] = NAME


def attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["data.csv"] = pikepdf.AttachedFileSpec(pdf, f"who\n{NAME}\n".encode())


PDFS: dict[str, Callable[[], bytes]] = {
    "text": lambda: typeset("Said Zora\nQuimby."),
    "text in several runs": lambda: typeset("Said Zora Qu*im*by."),
    "text that is hyphenated": lambda: typeset(
        '#set page(width: 3.5cm, margin: 1cm)\n#set text(lang: "en", hyphenate: true, size: 11pt)\n#set par(justify: true)\n'
        "Said Zora Quimbyanders"
    ),
    "title": lambda: typeset(f"#set document(title: [{NAME}])\nA page."),
    "outline": lambda: typeset(f"#set heading(outlined: true)\n#outline()\n= {NAME}\nA page."),
    "link": lambda: typeset('#link("https://example.org/zora-quimby")[here]'),
    "alternative text": lambda: typeset(f'#set document(title: [T])\n#figure([x], alt: "{NAME}")'),
    "info": lambda: opened(info),
    "XMP": lambda: opened(xmp),
    "note": lambda: opened(note),
    "drawing": lambda: opened(in_drawing),
    "text in codes": lambda: opened(in_codes),
    "attachment": lambda: opened(attachment),
}


# Parts of any Word file in which no test plants anything: a picture of its first page, and styles, which take long to read.
UNREAD = {"docProps/thumbnail.jpeg", "word/styles.xml", "word/stylesWithEffects.xml", "word/theme/theme1.xml"}


def word(change=None, **parts: str | bytes) -> bytes:
    """Return a Word file after a change, with further parts, by name with `__` for a slash and `_` for the full stop."""
    document = docx.Document()
    if change:
        change(document)
    saved, out = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as whole, ZipFile(out, "w") as archive:
        for name in set(whole.namelist()) - UNREAD:
            archive.writestr(name, whole.read(name))
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def runs(document) -> None:
    paragraph = document.add_paragraph("Said Zo")
    for part, bold in (("ra Qu", True), ("im", False), ("by", True)):
        paragraph.add_run(part).bold = bold


def header(document) -> None:
    document.sections[0].header.paragraphs[0].text = NAME


def author(document) -> None:
    document.core_properties.last_modified_by = NAME


def cells(document) -> None:
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "Zora", "Quimby"


WORDS: dict[str, Callable[[], bytes]] = {
    "runs": lambda: word(runs),
    "header": lambda: word(header),
    "core properties": lambda: word(author),
    "cells": lambda: word(cells),
    "comment": lambda: word(
        word__comments_xml=PART.format(f'<w:comment w:author="{NAME}"><w:t>x</w:t></w:comment>')
    ),
    "footnote": lambda: word(
        word__footnotes_xml=PART.format("<w:p><w:r><w:t>Zora </w:t></w:r><w:r><w:t>Quimby</w:t></w:r></w:p>")
    ),
    "custom properties": lambda: word(docProps__custom_xml=PART.format(f"<vt:lpwstr>{NAME}</vt:lpwstr>")),
    "company": lambda: word(docProps__more_xml=PART.format(f"<Company>{NAME}</Company>")),
    "alternative text": lambda: word(
        word__extra_xml=PART.format(f'<wp:docPr id="1" name="x" descr="{NAME}"/>')
    ),
    "deleted text": lambda: word(
        word__extra_xml=PART.format("<w:del><w:r><w:delText>Zora Quimby</w:delText></w:r></w:del>")
    ),
    "link": lambda: word(
        word___rels__more_rels=PART.format('<R Target="https://example.org/?q=Zora%20Quimby"/>')
    ),
    "picture": lambda: word(word__media__a_png=png(chunk(b"tEXt", b"Author\0Zora Quimby"))),
    "name of a part": lambda: word(word__zoraquimby_xml=PART.format("")),
}


def cell(**parts: object) -> str:
    """Return a notebook of one cell."""
    made = {"cell_type": "code", "id": "a", "metadata": {}, "source": ["x"], "outputs": []} | parts
    return json.dumps({"cells": [made], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def shown(**data: object) -> str:
    media = {name.replace("__", "/").replace("_", "+"): content for name, content in data.items()}
    return cell(outputs=[{"output_type": "display_data", "data": media, "metadata": {}}])


NOTEBOOKS = {
    "source": cell(source=["# Zora\n", "# Quimby"]),
    "printed": cell(outputs=[{"output_type": "stream", "name": "stdout", "text": ["Zora Quimby\n"]}]),
    "table": shown(text__html=["<td>Zora</td>", "<td>Qu<b>im</b>by</td>"]),
    "drawing": shown(image__svg_xml=[SVG.format("<desc>Zora Quimby</desc>")]),
    "picture": shown(image__png=base64.b64encode(png(chunk(b"tEXt", b"a\0Zora Quimby"))).decode()),
    "metadata of an output": cell(outputs=[{"data": {}, "metadata": {"gcm": {"alt": NAME}}}]),
    "metadata of a cell": cell(metadata={"zora-quimby": True}),
    "traceback": cell(
        outputs=[{"output_type": "error", "traceback": ["\x1b[31mKeyError\x1b[0m: 'Zora Quimby'"]}]
    ),
}
PAGES = {
    "text": "<p>Said Zora\n Quimby.</p>",
    "inline elements": '<p>Said <span\n class="x">Zo</span>ra <b>Qu<i>im</i></b>by.</p>',
    "cells": "<td>Zora</td><td>Quimby</td>",
    "attribute": '<img src="a.svg" alt="Zora &quot;Q&quot; Quimby">',
    "address that is broken": '<img src="data:image/svg+xml;base64,ZoraQuimby">',
    "attribute without quotation marks": "<img alt=Quimby>",
    "comment": "<!-- asked\n Zora Quimby -->",
    "entities": "<p>Zora&nbsp;&#81;u&#x69;m&shy;by</p>",
    "script": '<script type="application/ld+json">{"a": "\\u005aora \\u0051uimby"}</script>',
    "address": '<a href="https://example.org/%5Aora%20%51uimby">x</a>',
    "style": '<style>p::after { content: "Zora Quimby"; }</style>',
    "head": '<meta name="author" content="Zora Quimby"><title>x</title>',
    "picture": f'<img src="{packed(png(chunk(b"tEXt", b"a" + bytes(1) + b"Zora Quimby")), "image/png")}">',
    "drawing": f'<img src="{packed(SVG.format("<text>Zora Quimby</text>"), "image/svg+xml")}">',
    "drawing that is not packed": '<img src="data:image/svg+xml,%3Csvg%3E%3Ctext%3EZora%20%51uimby%3C/text%3E%3C/svg%3E">',
}
DRAWINGS = {
    "text": SVG.format("<text>Zora <tspan>Qui</tspan><tspan>mby</tspan></text>"),
    "title": SVG.format("<title>Zora Quimby</title>"),
    "description": SVG.format("<desc>Zora Quimby</desc>"),
    "metadata": SVG.format("<metadata><dc:creator>Zora Quimby</dc:creator></metadata>"),
    "comment": SVG.format("<!-- Zora Quimby -->"),
    "protected text": SVG.format("<style><![CDATA[ /* Zora Quimby */ ]]></style>"),
}
PICTURES = {
    "text": png(chunk(b"tEXt", b"Author\0Zora Quimby")),
    "keyword": png(chunk(b"tEXt", b"Zora Quimby\0x")),
    "packed text": png(chunk(b"zTXt", b"Author\0\0" + zlib.compress(b"Zora Quimby"))),
    "international text": png(chunk(b"iTXt", b"Author\0\0\0fr\0Auteur\0" + "Zora Quimby, née Øst".encode())),
    "packed international text": png(
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(b"<x>Zora Quimby</x>"))
    ),
    "what a camera writes": png(chunk(b"eXIf", b"MM\0*" + "Zora Quimby".encode("utf-16-le"))),
    "text after what looks packed": png(chunk(b"tEXt", b"Author\0x\x9c\xff\xff Zora Quimby")),
    "after the picture": png(after=b"Zora Quimby"),
}


def archive(comment: bytes = b"", **parts: str | bytes) -> bytes:
    """Return an archive of parts, by name with `__` for a slash and `_` for the full stop."""
    out = BytesIO()
    with ZipFile(out, "w") as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_", "."), content)
        made.comment = comment
    return out.getvalue()


def with_folder() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as made:
        made.mkdir("zora-quimby")
    return out.getvalue()


TYPE = "application/vnd.oasis.opendocument.text"
OTHERS: dict[str, tuple[str, bytes | Callable[[], bytes]]] = {
    "ODT, spans": ("a.odt", archive(mimetype=TYPE, content_xml=PART.format("<text:p>Zo<text:span>ra Qu</text:span>imby</text:p>"))),
    "ODT, properties": ("a.odt", archive(mimetype=TYPE, meta_xml=PART.format("<dc:creator>Zora Quimby</dc:creator>"))),
    "archive, folder": ("a.zip", with_folder),
    "archive, remark": ("a.zip", archive(b"by Zora Quimby", a_txt="x")),
    "archive, archive": ("a.zip", archive(a_zip=archive(zora_quimby_csv="x"))),
    "photo, XMP": ("a.jpg", b"\xff\xd8\xff\xe1\x00\x40http://ns.adobe.com/xap/1.0/\0<x>Zora Quimby</x>\xff\xd9"),
    "photo, what a camera writes": ("a.jpeg", b"\xff\xd8\xff\xe1Exif\0\0MM\0*" + "Zora Quimby".encode("utf-16-le") + b"\xff\xd9"),
    "photo, remark": ("a.gif", b"GIF89a\x21\xfe\x0bZora Quimby\x00;"),
}  # fmt: skip
TEXTS = {
    "a.csv": 'who,what\r\n"Quimby, Zora",x\r\n',
    "a.json": '{"a": {"b": ["x", "Zora Quimby"]}}',
    "b.json": '{"Zora Quimby": 1}',
    "c.json": '{"Zora Quimby": broken',
    "a.txt": "Zora Quimby",
    "a.log": "KeyError: 'Zora Quimby'",
    "a.bib": "@misc{x, author = {Quimby, Zora}}",
    "a.ris": "AU  - Quimby, Zora",
    "a.sh": "# Zora Quimby",
    "a.css": "/* Zora Quimby */",
    "a.js": "// Zora Quimby",
    "a.xml": "<feed><name>Zora Quimby</name></feed>",
    "zora-quimby.csv": "a\n1\n",
    "Zora%20Quimby/a.csv": "a\n1\n",
    "Zora_Quimby/b.txt": "x",
}
PLANTED: dict[str, tuple[str, bytes | str | Callable[[], bytes]]] = {
    **{f"PDF, {place}": ("a.pdf", made) for place, made in PDFS.items()},
    **{f"Word, {place}": ("a.docx", made) for place, made in WORDS.items()},
    **{f"notebook, {place}": ("a.ipynb", made) for place, made in NOTEBOOKS.items()},
    **{f"page, {place}": ("a.html", made) for place, made in PAGES.items()},
    **{f"drawing, {place}": ("a.svg", made) for place, made in DRAWINGS.items()},
    **{f"picture, {place}": ("a.png", made) for place, made in PICTURES.items()},
    **{f"file, {name}": (name, made) for name, made in TEXTS.items()},
    **OTHERS,
    "text in UTF-16": ("a.txt", "Zora Quimby".encode("utf-16")),
}
