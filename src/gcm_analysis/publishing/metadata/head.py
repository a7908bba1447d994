"""The part of a page's head that machines read: who may index it, how it is cited and shared, what it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gcm_analysis.publishing.metadata.cite import work
from gcm_analysis.publishing.metadata.describe import Description
from gcm_analysis.publishing.metadata.jsonld import Download, report
from gcm_analysis.publishing.page.templates import pages, web_address

LOCALES = {"en": "en_GB", "fr": "fr_FR"}  # as Open Graph writes a language
FEED = "../../feed.xml"  # drafts are not in it
BESIDE = (
    ("describedby", "application/json", "datacite.json"),
    ("describedby", "application/ld+json", "../ro-crate-metadata.json"),
    ("alternate", "application/atom+xml", FEED),
)


@dataclass(frozen=True)
class Picture:
    """The picture that stands for the report where its address is shared: a path from the page, and what it shows."""

    path: str
    alt: str


def head(description: Description, downloads: Sequence[Download], picture: Picture | None = None) -> str:
    """Return elements of a page's head, one a line."""
    return (
        pages()
        .get_template("head.html")
        .render(
            named=_named(description),
            shared=_open_graph(description, picture),
            links=_links(description),
            report=report(description, downloads),
        )
    )


def _named(description: Description) -> Iterator[tuple[str, str]]:
    """Yield what search engines of the web and of science read. A draft is not to be found."""
    if description.draft:
        yield "robots", "noindex"
    yield "citation_title", work(description)
    yield from (("citation_author", author) for author in description.authors)
    yield "citation_publication_date", f"{description.date:%Y/%m/%d}"
    yield "citation_technical_report_institution", description.publisher
    yield "citation_language", description.language
    yield from (("citation_keywords", word) for word in description.keywords)
    if description.site:  # these have to be absolute
        yield "citation_fulltext_html_url", description.url
        yield from (("citation_pdf_url", description.address(file)) for file in description.files if file.endswith(".pdf"))  # fmt: skip


def _open_graph(description: Description, picture: Picture | None) -> Iterator[tuple[str, str]]:
    yield "og:type", "article"
    yield "og:title", description.title
    yield "og:description", description.about
    yield "og:locale", LOCALES[description.language]
    yield from (("og:locale:alternate", LOCALES[code]) for code in description.translations)
    yield "article:published_time", description.date.isoformat()
    if description.site:
        yield "og:url", description.url
    if description.site and picture:
        yield "og:image", description.address(picture.path)
        yield "og:image:alt", picture.alt


def _links(description: Description) -> Iterator[dict[str, str]]:
    if description.site:
        yield {"rel": "canonical", "href": description.url}
    if web_address(description.licence_url):
        yield {"rel": "license", "href": description.licence_url}
    for relation, media_type, path in BESIDE:
        if not (path == FEED and description.draft):
            yield {"rel": relation, "type": media_type, "href": description.address(path)}
