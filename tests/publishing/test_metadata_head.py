"""What a page's head tells machines: indexes of the web and of science, those who share it, and schema.org."""

import pytest
from bs4 import BeautifulSoup
from tests.builders import DEFAULT_EVENT

from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.publishing.metadata.describe import Description, describe, media_type
from gcm_analysis.publishing.metadata.head import head
from gcm_analysis.publishing.metadata.jsonld import report
from gcm_analysis.publishing.stage.chapters import Chapter, FigureBlock

from .metadata_kit import AUTHORS, FINDINGS, LICENCE, SITE, SUBTITLES, TITLES, described, settings_of

DOWNLOADS = {"data/fig-a.csv": "Peers lead", "facts.json": "Every number"}
CHAPTERS = [
    Chapter("01-a", "A", (FigureBlock("fig-a", "Peers lead", "", "", "a\n1\n", "Bars", "", b""),), ())
]
ADDRESS = f"{SITE}gfmd-2018-mieux/en/index.html"


def read(description: Description) -> BeautifulSoup:
    return BeautifulSoup(head(description, CHAPTERS), "html.parser")


def named(page: BeautifulSoup, name: str) -> list[str]:
    return [meta["content"] for meta in page.select(f'meta[name="{name}"], meta[property="{name}"]')]


def linked(page: BeautifulSoup, relation: str) -> list[str]:
    return [link["href"] for link in page.select(f'link[rel="{relation}"]')]


def test_indexes_of_science_get_title_authors_day_body_and_language(evidence: Evidence) -> None:
    page = read(described(evidence.event))
    assert named(page, "citation_title") == [f"{TITLES['en']}: {SUBTITLES['en']}"]
    assert named(page, "citation_author") == AUTHORS
    assert named(page, "citation_publication_date") == ["2026/11/24"]
    assert named(page, "citation_language") == ["en"]
    assert named(page, "citation_technical_report_institution") == [", ".join(AUTHORS)]


def test_without_a_site_nothing_names_an_address_of_its_own(evidence: Evidence) -> None:
    page = read(described(evidence.event))
    for name in ("citation_pdf_url", "citation_fulltext_html_url", "og:url", "og:image"):
        assert not named(page, name)
    assert not linked(page, "canonical")
    assert linked(page, "describedby") == ["datacite.json", "../ro-crate-metadata.json"]
    assert linked(page, "alternate") == ["../../feed.xml"]
    assert linked(page, "license") == [LICENCE.licence_url]


def test_with_a_site_all_addresses_are_absolute(evidence: Evidence) -> None:
    page = read(described(evidence.event, site=SITE))
    assert linked(page, "canonical") == named(page, "og:url") == [ADDRESS]
    assert named(page, "citation_fulltext_html_url") == [ADDRESS]
    assert named(page, "citation_pdf_url") == [f"{SITE}gfmd-2018-mieux/en/report.pdf"]
    assert named(page, "og:image") == [f"{SITE}gfmd-2018-mieux/en/figures/fig-a.png"]
    assert named(page, "og:image:alt") == ["Bars"]
    assert linked(page, "describedby") == [
        f"{SITE}gfmd-2018-mieux/en/datacite.json",
        f"{SITE}gfmd-2018-mieux/ro-crate-metadata.json",
    ]
    assert linked(page, "alternate") == [f"{SITE}feed.xml"]


@pytest.mark.parametrize(("language", "locales"), [("en", ["en_GB", "fr_FR"]), ("fr", ["fr_FR", "en_GB"])])
def test_those_who_share_it_get_title_text_and_languages(
    language: str, locales: list[str], evidence: Evidence
) -> None:
    page = read(described(evidence.event, language))
    assert named(page, "og:title") == [TITLES[language]]
    assert named(page, "og:description") == [FINDINGS[language]]
    assert named(page, "og:locale") + named(page, "og:locale:alternate") == locales
    assert named(page, "og:type") == ["article"]


def test_a_draft_is_not_to_be_indexed_and_leads_to_no_feed(evidence: Evidence) -> None:
    page = read(described(evidence.event.model_copy(update={"status": "draft"})))
    assert named(page, "robots") == ["noindex"]
    assert not linked(page, "alternate")
    assert not named(read(described(evidence.event)), "robots")


def test_schema_org_describes_the_report_its_event_and_its_files(evidence: Evidence) -> None:
    record = report(described(evidence.event), DOWNLOADS)
    expected = {
        "@context": "https://schema.org", "@type": "Report", "name": TITLES["en"], "alternativeHeadline": SUBTITLES["en"],
        "datePublished": "2026-11-24", "inLanguage": "en", "creativeWorkStatus": "Published", "license": LICENCE.licence_url,
        "author": [{"@type": "Organization", "name": name} for name in AUTHORS],
        "encoding": [
            {"@type": "MediaObject", "encodingFormat": media_type(name), "contentUrl": name} for name in ("report.pdf", "report.docx")
        ],
        "workTranslation": [{"@type": "Report", "inLanguage": "fr", "url": "../fr/index.html"}],
    }  # fmt: skip
    assert record.items() >= expected.items()
    about = record["about"]
    assert (about["@type"], about["startDate"], about["endDate"]) == (
        "Event", "2018-12-07T08:30:00+01:00", "2018-12-07T09:45:00+01:00",
    )  # fmt: skip
    assert about["location"]["address"] == {
        "@type": "PostalAddress", "addressLocality": "Marrakech", "addressCountry": "Morocco",
    }  # fmt: skip
    assert about["organizer"][0] == {"@type": "Organization", "name": "Republic of Moldova"}
    assert not {"@id", "url"} & record.keys()


def test_schema_org_says_that_an_event_was_online_and_names_no_place(evidence: Evidence) -> None:
    online = evidence.event.model_copy(update={"mode": "online", "city": None, "country": None})
    about = report(described(online), DOWNLOADS)["about"]
    assert about["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert "location" not in about


def test_the_data_of_every_exhibit_are_downloads_of_one_dataset(evidence: Evidence) -> None:
    (dataset,) = report(described(evidence.event, site=SITE), DOWNLOADS)["hasPart"]
    assert dataset["@type"] == "Dataset"
    files = {"data/fig-a.csv": "text/csv", "facts.json": "application/json"}
    assert dataset["distribution"] == [
        {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{ADDRESS.removesuffix('index.html')}{name}", "name": DOWNLOADS[name]}
        for name, kind in files.items()
    ]  # fmt: skip


def test_nobody_who_spoke_is_named(evidence: Evidence) -> None:
    record = head(described(evidence.event), CHAPTERS)
    assert evidence.event.people
    assert not [person.name for person in evidence.event.people if person.name in record]


def test_an_event_s_own_licence_goes_before_the_project_s(evidence: Evidence) -> None:
    words = evidence.event.title.model_copy(
        update={"en": "All rights reserved.", "fr": "Tous droits réservés."}
    )
    notices = evidence.event.notices.model_copy(update={"licence": words})
    event = evidence.event.model_copy(update={"notices": notices})
    record = report(described(event, "fr"), {})
    assert record["license"] == {"@type": "CreativeWork", "name": "Tous droits réservés."}


def test_only_the_whole_report_is_the_report_in_another_format(evidence: Evidence) -> None:
    """Neither the explorer nor the brief, which stand beside it."""
    offered = settings_of("en") | {"formats": [{"href": "report.pdf"}, {"href": "brief.pdf"}]}
    edition = Edition(event=DEFAULT_EVENT)
    assert describe(offered, edition, evidence.event, LICENCE).files == ("report.pdf",)


def test_a_file_of_an_unknown_kind_has_the_type_of_any_bytes() -> None:
    assert media_type("a/b.pdf") == "application/pdf"
    assert media_type("a.docx").endswith("wordprocessingml.document")
    assert media_type("a/b") == media_type("a.unheard-of") == "application/octet-stream"
