"""The list of sources: the same addresses in the page, the PDF and the Word file, as far as each cites them."""

from tests.publishing.embedded_kit import docx_addresses, page_addresses, pdf_addresses


def test_the_page_lists_every_source_and_paper_the_same_of_what_it_cites(published, language):
    folder = published.folder / language
    on_page = page_addresses(folder / "index.html")
    assert len(on_page) >= len(published.html(language).select(".csl-entry"))
    on_paper = pdf_addresses(folder / "report.pdf")
    assert on_paper <= on_page
    assert docx_addresses(folder / "report.docx") == on_paper
    # The source of each citation of the chapters that are on paper is among them.
    page = published.html(language)
    for chapter in page.select("section.online"):
        chapter.extract()
    cited = {page.select_one(link["href"]) for link in page.select('a[href^="#ref-"]')} - {None}
    assert {link["href"] for entry in cited for link in entry.select('a[href^="http"]')} <= on_paper
