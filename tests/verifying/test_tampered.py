"""Changes to a report that no word shows: found by its bytes, or by what the file would do."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from tests.builders import Watch

from gcm_analysis import paths
from gcm_analysis.errors import UserError
from gcm_analysis.verifying import facts, files, rebuilt
from gcm_analysis.verifying.files import damaged
from gcm_analysis.verifying.safety import known_addresses, unsafe
from gcm_analysis.verifying.verify import verify

from .small import edit_manifest, in_archive, replaced

Break = Callable[[Path], object]
PAGE, DRAWING, WORD, PDF = "en/index.html", "en/figures/fig-levels.svg", "en/report.docx", "en/report.pdf"
EVIL = "https://evil.example/"


def put_in(name: str, new: str, before: str) -> Break:
    return lambda report: replaced(report / name, before, new + before)


def edited_pdf(edit: Callable[[pikepdf.Pdf], object]) -> Break:
    def make(report: Path) -> None:
        with pikepdf.open(report / PDF, allow_overwriting_input=True) as pdf:
            edit(pdf)
            pdf.save(report / PDF)

    return make


def _other_address(pdf: pikepdf.Pdf) -> None:
    notes = [note for page in pdf.pages for note in page.get("/Annots", ()) if "/URI" in note.get("/A", {})]
    notes[0].A.URI = pikepdf.String(EVIL)


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


ACTING = {
    "a script": (put_in(PAGE, "<script>go()</script>", "</body>"), "a script that is not ours"),
    "a script of somebody else’s server": (put_in(PAGE, f'<script src="{EVIL}"></script>', "</body>"), "a script that is not ours"),
    "a script that calls itself a module": (put_in(PAGE, '<script type="module">go()</script>', "</body>"), "a script that is not ours"),
    "a handler": (lambda report: replaced(report / PAGE, "<main ", '<main onclick="go()" '), "a handler, onclick"),
    "five links": (put_in(PAGE, f'<a href="{EVIL}">x</a>' * 5, "</main>"), "which neither the sources nor the project name"),
    "another page of a known host": (put_in(PAGE, '<a href="https://www.mieux-initiative.eu/x">x</a>', "</main>"), "which neither the sources"),
    "a script as an address": (put_in(PAGE, '<a href="java\tscript:go()">x</a>', "</main>"), "which is not in the report"),
    "another machine": (put_in(PAGE, '<a href="//evil.example/">x</a>', "</main>"), "which is not in the report"),
    "a folder above": (put_in(PAGE, '<a href="../../../x.html">x</a>', "</main>"), "which is not in the report"),
    "a picture": (put_in(PAGE, f'<img src="{EVIL}" alt="">', "</main>"), "something to fetch"),
    "a form": (put_in(PAGE, f'<form action="{EVIL}"></form>', "</main>"), "an element that no page has"),
    "a frame": (put_in(PAGE, '<iframe srcdoc="x"></iframe>', "</main>"), "an element that no page has"),
    "a style sheet": (put_in(PAGE, f'<link rel="stylesheet" href="{EVIL}">', "</head>"), "an element that no page has"),
    "a picture by style": (put_in(PAGE, f'<p style="background: url({EVIL})">x</p>', "</main>"), "a style that fetches"),
    "a page that leaves": (put_in(PAGE, f'<meta http-equiv="refresh" content="0;url={EVIL}">', "</head>"), "an order to the browser"),
    "its policy": (lambda report: replaced(report / PAGE, "script-src", "script-src https:"), "Content-Security-Policy"),
    "another style": (put_in(PAGE, "main { display: none }", "</style>"), "Content-Security-Policy"),
}  # fmt: skip
IN_DOCUMENTS = {
    "a PDF that leads elsewhere": (edited_pdf(_other_address), f"leads to {EVIL}"),
    "a PDF with a script": (edited_pdf(_script), "it acts when it is opened"),
    "a Word file that leads elsewhere": (
        lambda report: in_archive(report / WORD, "word/_rels/document.xml.rels", r'Target="https://[^"]*"', f'Target="{EVIL}"'),
        f"leads to {EVIL}",
    ),
    "a drawing with a script": (put_in(DRAWING, "<script>go()</script>", "</svg>"), "it has <script>"),
    "a drawing with a handler": (lambda report: replaced(report / DRAWING, "<g ", '<g onload="go()" '), "it has onload"),
    "no PDF": (lambda report: (report / PDF).write_bytes(b"x"), "it can’t be read"),
}  # fmt: skip


@pytest.fixture(scope="module")
def addresses() -> frozenset[str]:
    return known_addresses(paths.home(), "gfmd-2018-mieux")


def test_a_good_report_runs_nothing_and_has_no_unknown_addresses(
    good: Path, addresses: frozenset[str]
) -> None:
    assert list(unsafe(good, addresses, "")) == []


@pytest.mark.parametrize(("breaking", "named"), ACTING.values(), ids=ACTING)
def test_forbidden_content_of_a_page_is_named_without_a_new_run(
    report: Path, addresses: frozenset[str], breaking: Break, named: str
) -> None:
    breaking(report)
    found = list(unsafe(report, addresses, ""))
    assert any(named in one for one in found), found
    assert all(one.startswith(f"{PAGE}: ") for one in found)


@pytest.mark.parametrize(("breaking", "named"), IN_DOCUMENTS.values(), ids=IN_DOCUMENTS)
def test_forbidden_content_of_a_pdf_a_word_file_or_a_drawing_is_named(
    report: Path, addresses: frozenset[str], breaking: Break, named: str
) -> None:
    breaking(report)
    found = list(unsafe(report, addresses, ""))
    assert any(named in one for one in found), found


def test_an_address_of_the_project_s_own_site_is_known(report: Path, addresses: frozenset[str]) -> None:
    put_in(PAGE, '<a href="https://unit.example/reports/x">x</a>', "</main>")(report)
    assert list(unsafe(report, addresses, "https://unit.example/reports/")) == []


# Changes that no word shows.
SILENT = {
    "a page": (put_in(PAGE, "<!-- x -->", "</body>"), "other bytes in line"),
    "a style of Word": (lambda report: in_archive(report / WORD, "word/styles.xml", "</w:styles>", "<!-- x --></w:styles>"), "other bytes in word/styles.xml"),
    "a title of a PDF": (edited_pdf(lambda pdf: pdf.docinfo.__setitem__("/Producer", "x")), "other bytes"),
    "a line of a drawing": (put_in(DRAWING, "<!-- x -->", "</svg>"), "other bytes in line"),
    "a manifest": (lambda report: replaced(report / "manifest.json", '"low"', '"high"'), "other bytes in line 1"),
}  # fmt: skip


@pytest.mark.parametrize(("breaking", "named"), SILENT.values(), ids=SILENT)
def test_different_bytes_are_wrong_with_the_same_versions_and_only_a_remark_with_others(
    report: Path, good: Path, breaking: Break, named: str
) -> None:
    breaking(report)
    differing, _ = rebuilt.differences(report, good, same_versions=True)
    assert len(differing) == 1
    assert named in differing[0]
    assert rebuilt.differences(report, good, same_versions=False)[0] == []


def test_where_code_or_versions_differ_a_remark_says_that_bytes_were_not_compared(
    report: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit_manifest(report, lambda manifest: manifest.update(code="of another day"))
    monkeypatch.setattr(rebuilt, "make", lambda *_: good)
    checks = {check.name: check for check in verify(report, Watch()).checks}
    assert checks["new run"].problems == ()
    assert checks["new run"].remarks[0].startswith("bytes could not be compared")
    assert any("the code of gcm-analysis" in one for one in checks["inputs"].remarks)


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        ("en/facts.json", '"id": "record.share"', '"no": "record.share"', "1 → id: Field required"),
        ("en/facts.json", '"shown": "250"', '"shown": 250', "shown: Input should be a valid string"),
        ("facts.json", '"facts": {', '"fact": {', "facts: Field required"),
        ("facts.json", '"fr": "coded statements"', '"de": "coded statements"', "not in the same languages"),
    ],
)
def test_a_damaged_fact_is_named_with_its_file_and_place(
    report: Path, name: str, old: str, new: str, place: str
) -> None:
    replaced(report / name, old, new)
    with pytest.raises(UserError, match=re.escape(place)) as refused:
        facts.of_report(report) if name == "facts.json" else facts.of_language(report / "en")
    assert str(report / name) in str(refused.value)


@pytest.mark.parametrize(
    "change",
    [
        {"outputs": [1]}, {"parameters": {"en": 1}}, {"time": "soon"}, {"event": "other"}, {"inputs": {"a": 1}}, {"versions": None},
    ],
)  # fmt: skip
def test_a_damaged_manifest_is_refused_and_never_a_traceback(report: Path, change: dict[str, object]) -> None:
    edit_manifest(report, lambda manifest: manifest.update(change))
    with pytest.raises(UserError, match=re.escape("manifest.json")):
        files.read_manifest(report)


def test_a_json_file_that_cannot_be_read_and_a_crate_that_lists_other_files_are_named(report: Path) -> None:
    (report / "card.json").write_text('{"event": ', encoding="utf-8")
    crate = {
        "@graph": [
            {"@id": "en/gone.csv", "@type": "File", "sha256": "x"},
            {"@id": PAGE, "@type": "File", "sha256": "x"},
        ]
    }
    (report / "ro-crate-metadata.json").write_text(json.dumps(crate), encoding="utf-8")
    found = list(damaged(report, {"typst": "0.1"}))
    assert found[0].startswith("card.json can’t be read: Invalid JSON")
    assert "ro-crate-metadata.json: en/gone.csv is not there" in found
    assert "ro-crate-metadata.json: other versions than in manifest.json" in found
    assert f"ro-crate-metadata.json: {PAGE} has another hash" in found
    assert "ro-crate-metadata.json: facts.json is not listed" in found
