"""The PDF that the embedded publisher writes."""

import io
import re
import zlib
from itertools import count

import page
import pikepdf
import pytest
from pypdf import PdfReader

from gcm_analysis.publishing.formats import embedded

from .embedded_kit import Published, pdf_pages
from .sample_stage import FRENCH


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A])
def test_the_pdf_keeps_to_the_standards_of_accessibility_and_archiving(
    draft: Published, profile: page.ValidationProfile
) -> None:
    outcome = page.validate_pdf(str(draft.pdf), profile=profile)
    assert outcome.is_compliant, outcome.failures


def test_the_pdf_knows_its_title_language_publishers_and_date(draft: Published) -> None:
    with pikepdf.open(draft.pdf) as pdf:
        about = pdf.open_metadata()
        assert pdf.Root.Lang == "fr"
        assert about["dc:title"].endswith(FRENCH.title)
        assert about["dc:creator"] == ["MIEUX Initiative (EU–ICMPD), GFMD Mayors & Partners"]
        assert about["xmp:CreateDate"].startswith("2026-11-24")
        assert "capacity building" in about["pdf:Keywords"]


def test_chapters_of_the_pdf_are_bookmarked_and_start_a_page(draft: Published) -> None:
    reader = PdfReader(draft.pdf)
    chapters = [item for item in reader.outline if not isinstance(item, list)]
    titles = [item.title for item in chapters]
    assert titles[1:3] == [FRENCH.summary, f"1 {FRENCH.chapter}"]
    assert f"3 {FRENCH.evidence}" in titles
    starts = [reader.get_destination_page_number(item) for item in chapters]
    assert len(set(starts)) == len(starts)


def test_a_long_table_of_the_pdf_repeats_its_header_on_each_page(draft: Published) -> None:
    long = [
        text
        for text in pdf_pages(draft.pdf)
        if FRENCH.evidence in text and re.search(r"\[House\s\d{2},\s+p\.\s+\d+\]", text)
    ]
    assert len(long) > 1
    assert all("Source" in text for text in long)


def test_the_pdf_uses_the_typefaces_of_the_house_alone(draft: Published) -> None:
    with pikepdf.open(draft.pdf) as pdf:
        names = {
            str(i.BaseFont) for i in pdf.objects if isinstance(i, pikepdf.Dictionary) and "/BaseFont" in i
        }
    assert names
    assert all("NotoSans" in name or "NotoSerif" in name for name in names)


def test_no_stream_ends_so_that_its_length_is_in_doubt() -> None:
    texts = (f"% {number}".encode() for number in count())
    text = next(text for text in texts if zlib.compress(text).endswith(b"\r"))
    made, packed = pikepdf.new(), io.BytesIO()
    made.Root.Private = pikepdf.Stream(made, zlib.compress(text), Filter=pikepdf.Name.FlateDecode)
    made.save(packed, compress_streams=False)
    assert b"\r\nendstream" in packed.getvalue()
    mended = embedded._compressed(packed.getvalue())
    assert b"\r\nendstream" not in mended
    assert pikepdf.open(io.BytesIO(mended)).Root.Private.read_bytes().rstrip() == text
