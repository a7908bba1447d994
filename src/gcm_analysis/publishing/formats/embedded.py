"""The embedded publisher: writes HTML, PDF and DOCX from one staged report, with pandoc and Typst from their wheels.

A stage is a folder with `report.md`, `report.json`, `references.json` and `figures/`. It is read once into pandoc's
document tree, where everything that all formats share is resolved: numbers, cross-references, citations. Each writer then
passes that tree through the filter of its format. Pandoc runs in its sandbox, raw markup is not read, and no resource
outside the stage is opened, so that text from data is only ever shown.
"""

import io
import json
import os
import re
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

import pikepdf
import pypandoc
import typst
import yaml

from gcm_analysis import fonts
from gcm_analysis.errors import RenderFailed
from gcm_analysis.paths import RESOURCES
from gcm_analysis.publishing.formats import reference_docx
from gcm_analysis.publishing.formats.page.report_page import PARTS, report_page
from gcm_analysis.publishing.stage.bibliography import citation_style

PUBLISHER = yaml.load((RESOURCES / "publisher.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
WORDS: dict[str, str] = PUBLISHER["words"]
READER = "+".join(("markdown_strict-raw_html", *PUBLISHER["extensions"]))
FILTERS = RESOURCES / "filters"
AMBIGUOUS_END = b"\r\nendstream"
ATTEMPTS = 32
READING = Lock()
COMPLAINT = re.compile(r"^(?:Error running filter .*?:\s*)?gcm: (.+)$", re.MULTILINE)
FENCE = re.compile(r"^:{3,}.*$", re.MULTILINE)


@dataclass(frozen=True)
class Report:
    """A staged report with everything that its formats share: pandoc's document tree as JSON, and the settings."""

    stage: Path
    settings: dict[str, Any]
    tree: bytes

    @cached_property
    def nodes(self) -> list[dict[str, Any]]:
        """Every node of the document tree in order, children before their parents."""
        nodes: list[dict[str, Any]] = []

        def collect(node: dict[str, Any]) -> dict[str, Any]:
            nodes.append(node)
            return node

        json.loads(self.tree, object_hook=collect)
        return nodes

    @cached_property
    def images(self) -> list[str]:
        """The path of every image in the document and of every logo, once each, in order."""
        shown = [str(node["c"][2][0]) for node in self.nodes if node.get("t") == "Image"]
        return list(dict.fromkeys([*shown, *(logo["src"] for logo in self.settings["logos"])]))


def write_html(stage: Path, target: Path, chapters: Collection[str] = ()) -> None:
    """Write one self-contained page, with typefaces, figures, style and script inside.

    With chapters, write only these, with classes for their drawings that no other chapter of the page has.
    """
    report = read(stage)
    if chapters:
        report = replace(report, tree=_only(chapters, report.tree))
    template = f"--template={RESOURCES / PARTS}"
    options = (template, "--section-divs", "--toc", "--toc-depth=3", "--shift-heading-level-by=1")
    written = _pandoc(report, "html5", "html.lua", *options).decode()
    prefix = "-".join((*chapters, "d"))
    target.write_text(report_page(written, report.stage, report.settings, prefix), encoding="utf-8")


def _only(chapters: Collection[str], tree: bytes) -> bytes:
    """Return pandoc's tree with no other blocks than those of the chapters with these ids."""
    document, kept, wanted = json.loads(tree), [], False
    for block in document["blocks"]:
        if block["t"] == "Header" and block["c"][0] == 1:
            wanted = block["c"][1][0] in chapters
        if wanted:
            kept.append(block)
    return json.dumps(document | {"blocks": kept}).encode()


def write_pdf(stage: Path, target: Path) -> None:
    """Write a tagged PDF that conforms to PDF/UA-1 and PDF/A-2a."""
    report = read(stage)
    template = f"--template={RESOURCES / 'main.typ'}"
    body = _pandoc(report, "typst-citations-smart", "typst.lua", template)
    with tempfile.TemporaryDirectory(dir=stage.parent) as folder:
        root = Path(folder)
        (root / "main.typ").write_bytes(body)
        shutil.copy(RESOURCES / "page.typ", root)
        for source in report.images:
            (root / source).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(report.stage / source, root / source)
        target.write_bytes(_compressed(_typeset(root, report)))


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


def write_docx(stage: Path, target: Path) -> None:
    """Write a Word file with real styles, fields and headings."""
    report = read(stage)
    with tempfile.TemporaryDirectory(dir=stage.parent) as folder:
        reference = Path(folder) / "reference.docx"
        reference.write_bytes(reference_docx.make(report.settings))
        draft = _pandoc(report, "docx", "docx.lua", f"--reference-doc={reference}")
    target.write_bytes(reference_docx.finish(draft, report.settings, _epoch(report.settings)))


WRITERS = {"html": write_html, "pdf": write_pdf, "docx": write_docx}


def read(stage: Path) -> Report:
    """Read a stage; the tree is cached, so that the three formats need one reading."""
    files = ("report.md", "report.json", "references.json")
    digest = sha256(b"".join((stage / name).read_bytes() for name in files)).hexdigest()
    with READING:  # formats that are written in parallel wait for the one that reads
        return _read(stage.resolve(), digest)


@lru_cache(maxsize=4)
def _read(stage: Path, _digest: str) -> Report:
    settings = json.loads((stage / "report.json").read_text(encoding="utf-8"))
    # Pandoc sees a fence only after a blank line; the dialect asks for none.
    text = FENCE.sub(r"\n\g<0>\n", (stage / "report.md").read_text(encoding="utf-8"))
    draft = Report(stage, settings, text.encode())
    grouped = f"--lua-filter={FILTERS / 'bibliography.lua'}"
    with tempfile.TemporaryDirectory() as folder:
        style = Path(folder) / "gcm.csl"
        style.write_text(citation_style(settings["lang"]), encoding="utf-8")
        options = ("--citeproc", grouped, f"--csl={style}", f"--metadata=reader-format={READER}")
        tree = _pandoc(draft, "json", "neutral.lua", *options, source=READER)
    report = Report(stage, settings, tree)
    for source in report.images:
        _check_image(stage, source)
    return report


def _check_image(stage: Path, source: str) -> None:
    """Refuse an image that would be fetched, is outside the stage or does not exist."""
    path = (stage / source).resolve()
    if "://" in source or source.startswith("data:") or not path.is_relative_to(stage):
        raise RenderFailed(
            f"The image {source} is outside the staged report: only files of the stage are shown."
        )
    for needed in {path, path.with_suffix(".png")}:
        if not needed.is_file():
            raise RenderFailed(
                f"The image {source} needs the file {needed.relative_to(stage)}, which is not in the stage."
            )


def run_pandoc(
    content: bytes,
    source: str,
    to: str,
    *options: str,
    **how: Any,  # noqa: ANN401 - as subprocess has it
) -> subprocess.CompletedProcess[bytes]:
    """Run pandoc, with less frequent garbage collection, which saves an eighth of its time."""
    command = [
        pypandoc.get_pandoc_path(),
        "+RTS",
        "-A64m",
        "-RTS",
        f"--from={source}",
        f"--to={to}",
        "--wrap=none",
    ]
    return subprocess.run([*command, *options], input=content, capture_output=True, check=False, **how)


def _pandoc(report: Report, to: str, lua: str, *options: str, source: str = "json") -> bytes:
    """Run pandoc inside the stage, in its sandbox; a warning is an error."""
    strict = ("--sandbox", "--fail-if-warnings", f"--lua-filter={FILTERS / lua}", "--output=-")
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(_epoch(report.settings))}
    done = run_pandoc(report.tree, source, to, *strict, *options, cwd=report.stage, env=environment)
    if done.returncode:
        raise RenderFailed(_explained(done.stderr.decode(), to))
    return done.stdout


def _explained(stderr: str, to: str) -> str:
    """Return the filters' own complaints, one per line, or else all of pandoc's output."""
    complaints = COMPLAINT.findall(stderr)
    if complaints:
        return "The report can't be published:\n" + "\n".join(f"  {complaint}" for complaint in complaints)
    return f"pandoc could not write {to}:\n{stderr.strip()}"


def _epoch(settings: dict[str, Any]) -> int:
    """Return the time that is written into the files: the caller's, or midnight of the report's date."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    return (
        int(given) if given else int(datetime.fromisoformat(settings["date"]).replace(tzinfo=UTC).timestamp())
    )


def _typeset(root: Path, report: Report) -> bytes:
    try:
        pdf: bytes = typst.compile(
            root / "main.typ",
            root=root,
            font_paths=[fonts.FOLDER, fonts.FALLBACK],
            ignore_system_fonts=True,
            pdf_standards=["ua-1", "a-2a"],
            sys_inputs={
                "report": json.dumps(report.settings),
                "fallback": json.dumps(fonts.fallback_families()),
            },
            timestamp=_epoch(report.settings),
        )
    except typst.TypstError as error:
        raise RenderFailed(f"Typst could not write the PDF: {error.message}\n{error.diagnostic}") from error
    return pdf
