"""The embedded publisher: writes HTML, PDF and DOCX from one staged report, with pandoc and Typst from their wheels.

A stage is a folder with `report.md`, `report.json`, `references.json` and `figures/`. Each writer passes its document
through the filter of its format. Pandoc runs in its sandbox, raw markup is not read, and no resource outside the stage is
opened, so that text from data is only ever shown.
"""

import io
import json
import shutil
import tempfile
import zlib
from pathlib import Path

import pikepdf
import typst

from gcm_analysis import fonts
from gcm_analysis.caching.parts import NO_PARTS, Parts
from gcm_analysis.errors import RenderFailed
from gcm_analysis.paths import RESOURCES
from gcm_analysis.publishing.formats import chapterwise, reference_docx
from gcm_analysis.publishing.formats.document import Document, epoch, filtered
from gcm_analysis.publishing.formats.page.report_page import report_page
from gcm_analysis.publishing.formats.reading import read

AMBIGUOUS_END = b"\r\nendstream"
ATTEMPTS = 32


def write_html(stage: Path, target: Path, parts: Parts = NO_PARTS) -> None:
    """Write one self-contained page, with typefaces, figures, style and script inside."""
    document = read(stage, parts)
    page = report_page(chapterwise.html(document, parts), document.stage, document.settings)
    target.write_text(page, encoding="utf-8")


def write_pdf(stage: Path, target: Path, parts: Parts = NO_PARTS) -> None:
    """Write a tagged PDF that conforms to PDF/UA-1 and PDF/A-2a."""
    document = chapterwise.printed(read(stage, parts))
    with tempfile.TemporaryDirectory(dir=stage.parent) as folder:
        root = Path(folder)
        (root / "main.typ").write_text(chapterwise.typst(document, parts), encoding="utf-8")
        shutil.copy(RESOURCES / "page.typ", root)
        for source in document.images:
            (root / source).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(document.stage / source, root / source)
        target.write_bytes(_compressed(_typeset(root, document)))


def _compressed(pdf: bytes) -> bytes:
    """Return the same PDF with its thousands of links and tags in compressed streams: a quarter of the size.

    If the last byte of a stream is a carriage return, a reader that looks for the end of the line finds another length
    than declared, which PDF/A forbids. Such text streams get one more line end; empty objects in a private entry of the
    catalogue shift what is packed together. A typeface that ends so, one in a few hundred, is left unchanged.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Stream) and "/Length1" not in thing:
                _without_final_return(thing)
        for attempt in range(1, ATTEMPTS):
            smaller = io.BytesIO()
            opened.save(smaller, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
            if AMBIGUOUS_END not in smaller.getvalue():
                break
            spacing = [opened.make_indirect(pikepdf.Dictionary()) for _ in range(attempt)]
            opened.Root.GcmSpacing = pikepdf.Array(spacing)
    return smaller.getvalue()


def _without_final_return(stream: pikepdf.Stream) -> None:
    """Change a compressed text so that it does not end in a carriage return: its last bytes are a checksum."""
    packed, text = stream.read_raw_bytes(), b""
    while packed.endswith(b"\r") and stream.get("/Filter") == "/FlateDecode":
        text = (text or stream.read_bytes()) + b"\n"
        packed = zlib.compress(text, level=9)
    if text:
        stream.write(packed, filter=pikepdf.Name.FlateDecode)


def write_docx(stage: Path, target: Path, parts: Parts = NO_PARTS) -> None:
    """Write a Word file with real styles, fields and headings."""
    document = chapterwise.printed(read(stage, parts))
    with tempfile.TemporaryDirectory(dir=stage.parent) as folder:
        reference = Path(folder) / "reference.docx"
        reference.write_bytes(reference_docx.make(document.settings))
        draft = filtered(document, document.tree(), "docx", "docx.lua", f"--reference-doc={reference}")
    target.write_bytes(reference_docx.finish(draft, document.settings, epoch(document.settings)))


WRITERS = {"html": write_html, "pdf": write_pdf, "docx": write_docx}


def _typeset(root: Path, document: Document) -> bytes:
    try:
        pdf: bytes = typst.compile(
            root / "main.typ",
            root=root,
            font_paths=[fonts.FOLDER, fonts.FALLBACK],
            ignore_system_fonts=True,
            pdf_standards=["ua-1", "a-2a"],
            sys_inputs={
                "report": json.dumps(document.settings),
                "fallback": json.dumps(fonts.fallback_families()),
            },
            timestamp=epoch(document.settings),
        )
    except typst.TypstError as error:
        raise RenderFailed(f"Typst could not write the PDF: {error.message}\n{error.diagnostic}") from error
    return pdf
