"""The description of a report: what its stage, its event and its project say, and nothing else."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.publishing.metadata.describe import describe, media_type

from .metadata_kit import LICENCE, SITE, described

SETTINGS = {
    "title": "T",
    "subtitle": "S",
    "description": "D",
    "keywords": ["k"],
    "publishers": ["A"],
    "authors": ["A"],
    "persons": [],
    "version": "",
    "erratum": "",
    "withdrawn": [],
    "date": "2026-02-03",
    "formats": [{"href": "report.pdf"}, {"href": "brief.pdf"}],
    "languages": [
        {"lang": "en", "href": "../en/index.html", "current": True},
        {"lang": "fr", "href": "../fr/index.html", "current": False},
    ],
}


def test_a_report_is_described_by_what_its_stage_says(evidence: Evidence) -> None:
    told = describe(SETTINGS, Edition(event="e"), evidence.event, LICENCE)
    assert (told.name, told.language, told.title, told.date) == ("e", "en", "T", dt.date(2026, 2, 3))
    assert (told.page, told.translations) == ("index.html", {"fr": "../fr/index.html"})
    assert (told.kind, told.selected, told.url) == ("Report", "", "")


def test_only_the_whole_report_is_the_report_in_another_format(evidence: Evidence) -> None:
    assert describe(SETTINGS, Edition(event="e"), evidence.event, LICENCE).files == ("report.pdf",)


def test_a_path_becomes_an_address_only_where_there_is_a_site(tmp_path: Path, evidence: Evidence) -> None:
    without = described(tmp_path, evidence.event)
    assert (without.address("report.pdf"), without.url) == ("report.pdf", "")
    given = replace(without, site=SITE)
    assert given.address("report.pdf") == f"{SITE}{given.name}/en/report.pdf"
    assert given.address("../fr/index.html") == f"{SITE}{given.name}/fr/index.html"
    assert given.address("../../feed.xml") == f"{SITE}feed.xml"


def test_an_edition_of_its_own_has_a_folder_of_its_own_and_says_what_it_counts(evidence: Evidence) -> None:
    told = describe(SETTINGS, Edition(event="e", level="local"), evidence.event, LICENCE)
    assert told.name == "e--level-local"
    assert told.selected.startswith("This edition counts only statements ")


def test_a_file_of_an_unknown_kind_has_the_type_of_any_bytes() -> None:
    assert media_type("a/b.pdf") == "application/pdf"
    assert media_type("a/b") == media_type("a.unheard-of") == "application/octet-stream"
