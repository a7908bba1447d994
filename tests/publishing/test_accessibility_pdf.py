"""What a PDF may lack for readers who hear it: each taken out of one that has it all."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from gcm_analysis.publishing.accessibility import gate, pdf

from .embedded_kit import Published


def without(path: Path, folder: Path, change: Callable[[pikepdf.Pdf], None]) -> list[tuple[str, str]]:
    """Return what is found in a PDF after a change."""
    with pikepdf.open(path) as opened:
        change(opened)
        opened.save(folder / "changed.pdf")
    return list(pdf.found_in(pdf.read(folder / "changed.pdf"), "en"))


def elements(opened: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    return [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == kind]


def no_claim(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata(set_pikepdf_as_editor=False) as metadata:
        del metadata["pdfuaid:part"]


def no_title(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata(set_pikepdf_as_editor=False) as metadata:
        del metadata["dc:title"]


def no_scope(opened: pikepdf.Pdf) -> None:
    del elements(opened, "/TH")[0]["/A"]


def no_alt(opened: pikepdf.Pdf) -> None:
    del elements(opened, "/Figure")[0]["/Alt"]


def test_a_pdf_of_ours_lacks_nothing(reports: dict[str, Published]) -> None:
    for language, report in reports.items():
        assert not list(pdf.found_in(pdf.read(report.pdf), language))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda opened: opened.Root.__delitem__("/StructTreeRoot"), ("tags", "the PDF has no headings")),
        (lambda opened: opened.Root.__delitem__("/MarkInfo"), ("tags", "the PDF is not tagged")),
        (lambda opened: opened.Root.__delitem__("/ViewerPreferences"), ("tags", "the PDF does not show its title")),
        (lambda opened: opened.Root.__setitem__("/Lang", pikepdf.String("de")), ("passages", "the PDF says that its language is “de”")),
        (no_claim, ("tags", "the PDF does not claim PDF/UA-1")),
        (no_title, ("tags", "the PDF has no title")),
        (no_scope, ("tags", "a header cell of the PDF has no scope")),
        (no_alt, ("tags", "a figure of the PDF has no alternative text")),
    ],
)  # fmt: skip
def test_what_a_pdf_lacks_is_found(
    reports: dict[str, Published],
    tmp_path: Path,
    change: Callable[[pikepdf.Pdf], None],
    found: tuple[str, str],
) -> None:
    assert without(reports["en"].pdf, tmp_path, change) == [found]


def test_page_and_pdf_have_their_headings_in_one_order() -> None:
    page = ["Summary", "1 One", "2 Two"]
    assert not list(gate.out_of_order(page, ["Contents", *page, "An entry"]))
    (told,) = gate.out_of_order(page, ["Contents", "1 One", "Summary", "2 Two"])
    assert told == "after the same headings, the page has “Summary” and the PDF “1 One”"
    (told,) = gate.out_of_order(page, ["Summary", "1 One"])
    assert told.endswith("the page has “2 Two” and the PDF “none”")
