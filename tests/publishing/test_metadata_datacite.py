"""The record for DataCite: what its schema demands and recommends, and no DOI."""

from gcm_analysis.evidence import Evidence
from gcm_analysis.publishing.metadata.datacite import datacite

from .metadata_kit import SITE, described
from .sample_stage import FRENCH


def test_the_record_has_the_mandatory_and_the_recommended_properties(evidence: Evidence) -> None:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert datacite(described(evidence.event, "fr")) == {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Report", "resourceType": "Rapport"},
        "creators": [
            {"name": "MIEUX Initiative (EU–ICMPD)", "nameType": "Organizational", "lang": "fr"},
            {"name": "GFMD Mayors & Partners", "nameType": "Organizational", "lang": "fr"},
        ],
        "titles": [
            {"title": FRENCH.title, "lang": "fr"},
            {"title": FRENCH.subtitle, "titleType": "Subtitle", "lang": "fr"},
        ],
        "publisher": {"name": "MIEUX Initiative (EU–ICMPD), GFMD Mayors & Partners", "lang": "fr"},
        "publicationYear": "2026",
        "subjects": [
            {"subject": "migration", "lang": "fr"},
            {"subject": "capacity building", "lang": "fr"},
        ],
        "dates": [{"date": "2026-11-24", "dateType": "Issued"}],
        "language": "fr",
        "formats": ["text/html", "application/pdf", word],
        "rightsList": [
            {
                "rights": "CC BY 4.0",
                "rightsUri": "https://creativecommons.org/licenses/by/4.0/",
                "lang": "fr",
            }
        ],
        "descriptions": [{"description": FRENCH.finding, "descriptionType": "Abstract", "lang": "fr"}],
        "version": "published",
    }


def test_the_address_of_the_page_is_given_where_there_is_one_and_a_doi_never(evidence: Evidence) -> None:
    record = datacite(described(evidence.event, site=SITE))
    assert record["alternateIdentifiers"] == [
        {
            "alternateIdentifier": f"{SITE}gfmd-2018-mieux/en/index.html",
            "alternateIdentifierType": "URL",
        }
    ]
    assert "doi" not in record


def test_an_edition_of_its_own_says_what_it_counts(evidence: Evidence) -> None:
    record = datacite(described(evidence.event, selected="It counts less."))
    assert record["descriptions"][1] == {
        "description": "It counts less.",
        "descriptionType": "Methods",
        "lang": "en",
    }
