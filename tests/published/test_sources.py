"""The list of sources: the same addresses in the page, the PDF and the Word file, as far as each cites them."""

from tests.publishing.embedded_kit import docx_addresses, page_addresses, pdf_addresses

from .conftest import parsed


def test_the_page_lists_every_source_and_paper_the_same_of_what_it_cites(published, language):
    folder = published.folder / language
    on_page = page_addresses(folder / "index.html")
    assert len(on_page) >= len(published.html(language).select(".csl-entry"))
    on_paper = pdf_addresses(folder / "report.pdf")
    assert on_paper <= on_page
    assert docx_addresses(folder / "report.docx") == on_paper
    # The source of each citation of the chapters that are on paper is among them.
    page = parsed(folder / "index.html")
    for chapter in page.select("section.online"):
        chapter.extract()
    entries = {f"#{tag['id']}": tag for tag in page.find_all(id=True)}
    cited = {link["href"] for link in page.select('a[href^="#ref-"]')} & entries.keys()
    assert cited
    assert {link["href"] for one in cited for link in entries[one].select('a[href^="http"]')} <= on_paper
