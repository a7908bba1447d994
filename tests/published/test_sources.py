"""The list of sources: the same addresses in the page, the PDF and the Word file."""

from tests.publishing.embedded_kit import docx_addresses, page_addresses, pdf_addresses


def test_every_address_of_the_page_is_in_the_pdf_and_the_word_file(published, language):
    folder = published.folder / language
    on_page = page_addresses(folder / "index.html")
    assert len(on_page) >= len(published.html(language).select(".csl-entry"))
    assert pdf_addresses(folder / "report.pdf") == on_page
    assert docx_addresses(folder / "report.docx") == on_page
