"""How a report is cited: one line, BibTeX, RIS, the record for DataCite, and each figure by itself."""

import json

import pypandoc
import pytest

from gcm_analysis.evidence import Evidence
from gcm_analysis.publishing.metadata import cite
from gcm_analysis.publishing.metadata.datacite import datacite

from .metadata_kit import AUTHORS, FINDINGS, LICENCE, SITE, SUBTITLES, TITLES, described

NARROW, NO_BREAK = "\u202f", "\u00a0"
WORKS = {
    "en": f"{TITLES['en']}: {SUBTITLES['en']}",
    "fr": f"{TITLES['fr']}{NO_BREAK}: {SUBTITLES['fr']}",
}


@pytest.mark.parametrize(
    ("language", "link", "day", "kind"),
    [("en", " and ", "2026, November 24", "Report"), ("fr", " et ", "24 novembre 2026", "Rapport")],
)
def test_the_line_says_who_when_what_and_of_which_kind(
    language: str, link: str, day: str, kind: str, evidence: Evidence
) -> None:
    line = cite.apa(described(evidence.event, language))
    assert line == f"{link.join(AUTHORS)} ({day}). {WORKS[language]} [{kind}]."


def test_a_title_with_a_sign_of_its_own_takes_no_colon(evidence: Evidence) -> None:
    question = described(evidence.event, title="What works?", subtitle="An answer")
    assert cite.work(question) == "What works? An answer"


def test_an_edition_of_its_own_says_what_it_counts(evidence: Evidence) -> None:
    counted = described(evidence.event, selected="This edition counts less.")
    assert cite.apa(counted).endswith("[Report]. This edition counts less.")
    assert "  note = {This edition counts less.}" in cite.bibtex(counted)
    assert "N1  - This edition counts less.\r\n" in cite.ris(counted)
    methods = {"description": "This edition counts less.", "descriptionType": "Methods", "lang": "en"}
    assert methods in datacite(counted)["descriptions"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_bibtex_is_read_back_as_it_was_meant(language: str, evidence: Evidence) -> None:
    entry = cite.bibtex(described(evidence.event, language, subtitle="50 % of {a_b} & #1 ~ $x^2$"))
    (read,) = json.loads(pypandoc.convert_text(entry, "csljson", format="bibtex"))
    assert read["type"] == "report"
    assert [author["literal"] for author in read["author"]] == AUTHORS
    assert read["title"].endswith("50 % of {a_b} & #1 ~ $x^2$")
    assert read["issued"] == {"date-parts": [[2026, 11]]}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_ris_is_read_back_as_a_report_with_its_title(language: str, evidence: Evidence) -> None:
    record = cite.ris(described(evidence.event, language))
    (read,) = json.loads(pypandoc.convert_text(record, "csljson", format="ris"))
    assert (read["type"], read["title"]) == ("report", WORKS[language])
    assert read["issued"]["date-parts"][0][0] == 2026


def test_a_figure_is_cited_as_part_of_the_report(evidence: Evidence) -> None:
    english, french = (described(evidence.event, language) for language in ("en", "fr"))
    assert cite.of_figure(english, "Peers lead.") == f"Peers lead [Figure]. In {cite.apa(english)}"
    assert cite.of_figure(french, "Les pairs") == f"Les pairs [Figure]. Dans {cite.apa(french)}"


def test_a_draft_says_that_it_is_one(evidence: Evidence) -> None:
    draft = evidence.event.model_copy(update={"status": "draft"})
    assert "[Draft report]." in cite.apa(described(draft))
    assert "[Projet de rapport]." in cite.apa(described(draft, "fr"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\x85", "\u2028", "\u2029", "\x0b", "\x0c"])
def test_no_end_of_a_line_in_a_title_begins_a_field_of_its_own(evidence: Evidence, end: str) -> None:
    described_ = described(evidence.event, title=f"A title{end}UR  - https://evil.example/")
    lines = [line for line in cite.ris(described_).splitlines() if "evil" in line]
    assert [line[:14] for line in lines] == ["TI  - A title "]
    assert len([line for line in cite.bibtex(described_).splitlines() if "evil" in line]) == 1


def test_the_record_has_the_mandatory_and_the_recommended_properties(evidence: Evidence) -> None:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert datacite(described(evidence.event, "fr")) == {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Report", "resourceType": "Rapport"},
        "creators": [{"name": name, "nameType": "Organizational", "lang": "fr"} for name in AUTHORS],
        "titles": [
            {"title": TITLES["fr"], "lang": "fr"},
            {"title": SUBTITLES["fr"], "titleType": "Subtitle", "lang": "fr"},
        ],
        "publisher": {"name": "MIEUX Initiative (EU–ICMPD), GFMD Mayors & Partners", "lang": "fr"},
        "publicationYear": "2026",
        "subjects": [{"subject": word, "lang": "fr"} for word in ("migration", "capacity building")],
        "dates": [{"date": "2026-11-24", "dateType": "Issued"}],
        "language": "fr",
        "formats": ["text/html", "application/pdf", word],
        "rightsList": [{"rights": LICENCE.licence, "rightsUri": LICENCE.licence_url, "lang": "fr"}],
        "descriptions": [{"description": FINDINGS["fr"], "descriptionType": "Abstract", "lang": "fr"}],
        "version": "published",
    }


def test_the_address_of_the_page_is_given_where_there_is_one_and_a_doi_never(evidence: Evidence) -> None:
    known, address = described(evidence.event, site=SITE), f"{SITE}gfmd-2018-mieux/en/index.html"
    assert cite.apa(known).endswith(f"[Report]. {address}")
    (given,) = datacite(known)["alternateIdentifiers"]
    assert given == {"alternateIdentifier": address, "alternateIdentifierType": "URL"}
    assert "doi" not in datacite(known)
