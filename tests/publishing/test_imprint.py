"""Who publishes, who wrote, of which day: never before the event, nobody guessed, the same in every place."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import DEFAULT_EVENT, frame

from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.event import Author, Notices, Words
from gcm_analysis.evidence.releases import Release, Releases
from gcm_analysis.evidence.values import day_in_words, last_day, parse_day
from gcm_analysis.evidence.withdrawn import Withdrawal
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.metadata import cite
from gcm_analysis.publishing.metadata.datacite import datacite
from gcm_analysis.publishing.metadata.describe import Description
from gcm_analysis.publishing.metadata.head import head
from gcm_analysis.publishing.metadata.jsonld import report
from gcm_analysis.publishing.stage.staging import Offer, write_stage
from gcm_analysis.publishing.status.imprint import authors, contact, date_text, notices, publisher, report_day
from gcm_analysis.publishing.status.versions import versions_chapter

from .metadata_kit import described

ENGLISH, FRENCH = Language("en"), Language("fr")
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31)).map(date.isoformat)
PARTIAL = st.tuples(DAYS, st.sampled_from([4, 7, 10])).map(lambda one: one[0][: one[1]])


def of_event(evidence: Evidence, **keys: object) -> Evidence:
    """Return the evidence as a draft that names neither publisher nor author, but for some keys."""
    nobody = {"status": "draft", "publisher": None, "authors": (), "notices": Notices()}
    return replace(evidence, event=evidence.event.model_copy(update=nobody | keys))


def released(evidence: Evidence, *releases: Release, withdrawn: tuple[Withdrawal, ...] = ()) -> Evidence:
    last = releases[-1].model_copy(update={"content": evidence.releases.made[-1].content})
    state = Releases((*releases[:-1], last), evidence.releases.content, evidence.releases.content, withdrawn)
    return replace(evidence, releases=state, event=evidence.event.model_copy(update={"status": last.status}))


def version(number: str, issued: str, **keys: object) -> Release:
    content = {"version": number, "status": "published", "issued": issued, "content": "0" * 64}
    return Release.model_validate(content | {"by": {"en": "the unit", "fr": "l’unité"}} | keys)


CORRECTED = (
    version("1.0", "2026-01-31"),
    version("1.1", "2026-02-01", erratum={"en": "It was wrong.", "fr": "C’était faux."},
            changed={"notes.csv": ("N001",), "event.yml": ("questions.1.text", "other keys"), "speakers.csv": ()}),
)  # fmt: skip
WITHDRAWN = (Withdrawal("N002", "2026-02-01", Words(en="A slip.", fr="Une erreur.")),)


def dated(evidence: Evidence, *days: str) -> Evidence:
    rows = [{"source_id": f"S{number}", "published": day} for number, day in enumerate(days)]
    return replace(of_event(evidence), sources=frame("sources", *rows))


def used(evidence: Evidence) -> list[str]:
    return list(evidence.sources["source_id"])


@given(st.lists(PARTIAL, max_size=4))
def test_no_report_is_older_than_its_event_or_than_what_its_sources_can_be(
    evidence: Evidence, days: list[str]
) -> None:
    known = dated(evidence, *days)
    day = report_day(known, used(known))
    assert day >= known.event.last_day
    assert all(day.isoformat() >= last_day(one) for one in days)


def test_a_year_ends_in_december_and_a_february_on_its_last_day(evidence: Evidence) -> None:
    for published, day in (("2024", "2024-12-31"), ("2024-02", "2024-02-29"), ("2017", "2018-12-07"), ("", "2018-12-07")):  # fmt: skip
        known = dated(evidence, published)
        assert report_day(known, used(known)).isoformat() == day


def test_a_release_dates_the_report_and_sources_are_dated_no_more_exactly_than_they_are(
    evidence: Evidence,
) -> None:
    known = dated(evidence, "2019-10", "2018-12-30")
    assert date_text(FRENCH, "", known, used(known)) == "Sources jusqu’en octobre 2019"
    known = released(known, *CORRECTED)
    assert report_day(known, used(known)) == date(2026, 2, 1)
    assert date_text(ENGLISH, "", known, used(known)).startswith("Version 1.1, 1 February 2026")


@pytest.mark.parametrize(
    ("text", "day"),
    [("2018-10-10", "2018-10-10"), ("10 October 2018", "2018-10-10"), ("1er août 2018", "2018-08-01"), ("on 3 May", None), ("October 2018", None), ("31 June 2018", None)],
)  # fmt: skip
def test_a_day_is_read_in_words_only_where_it_is_whole(text: str, day: str | None) -> None:

    assert day_in_words(text) == (parse_day(day) if day else None)


def test_the_event_names_who_publishes_else_the_project_else_who_released_it(
    data_copy: Path, evidence: Evidence
) -> None:
    draft, final = of_event(evidence), released(of_event(evidence), *CORRECTED)
    assert publisher(FRENCH, draft) == "Éditeur à indiquer dans event.yml"
    assert (publisher(ENGLISH, final), publisher(FRENCH, final)) == ("The unit", "L’unité")
    project = data_copy / "data" / "project.yml"
    text = project.read_text(encoding="utf-8")
    project.write_text(
        f"{text}publisher_en: The Unit\npublisher_fr: L’Unité\ncontact: a@b.org\n", encoding="utf-8"
    )
    assert (publisher(ENGLISH, final), publisher(FRENCH, draft)) == ("The Unit", "L’Unité")
    own = of_event(evidence, publisher=Words(en="Us", fr="Nous"), contact="c@d.org")
    assert (publisher(FRENCH, own), authors(FRENCH, own)) == ("Nous", ["Nous"])
    assert (contact(draft.event), contact(own.event)) == ("a@b.org", "c@d.org")


def test_the_cover_has_number_and_contact_of_the_event_and_the_licence_of_the_project(
    evidence: Evidence,
) -> None:
    known = of_event(evidence, number="2030/4", contact="c@d.org")
    lines = notices(FRENCH, known).replace("\\", "").replace("\xa0", " ").split("\n\n")
    assert {"Numéro du rapport : 2030/4", "Contact : c@d.org", "Licence : CC BY 4.0"} <= set(lines)


def test_the_notices_of_an_event_take_the_place_of_the_project_s_own(evidence: Evidence) -> None:
    licence, funding = Words(en="CC BY", fr="CC BY"), Words(en="Paid by A.")
    given = Notices(
        disclaimer=Words(en="It binds *nobody*.", fr="Il n’engage personne."),
        funding=funding,
        licence=licence,
    )
    text = notices(FRENCH, of_event(evidence, notices=given))
    assert text.split("\n\n") == ["Il n’engage personne\\.", "[Paid by A\\.]{lang=en} \\[en\\]", "CC BY"]


def test_that_a_report_is_not_the_organisers_own_is_said_only_where_others_publish(
    evidence: Evidence,
) -> None:
    held = evidence.event.organisers[0].name
    others = of_event(evidence, publisher=Words(en="Us", fr="Nous"))
    own = of_event(evidence, publisher=held)
    for known, said in ((others, True), (own, False), (of_event(evidence), False)):
        assert ("n’émane pas des organisateurs" in notices(FRENCH, known)) is said
        assert ("not a publication of the event’s organisers" in notices(ENGLISH, known)) is said


def test_a_corrected_report_ends_with_its_versions_and_what_was_withdrawn(evidence: Evidence) -> None:
    known = released(evidence, *CORRECTED, withdrawn=WITHDRAWN)
    (chapter,) = versions_chapter(known, FRENCH)
    text = "\n".join(block.markdown for block in chapter.blocks).replace("\\", "")
    for words in ("Version 1.1, 1er février 2026", "C’était faux.", "notes.csv (N001)", "event.yml (questions)", "speakers.csv", "Version 1.0, 31 janvier 2026", "N002", "Une erreur."):  # fmt: skip
        assert words in text, words
    assert "other keys" not in text
    assert versions_chapter(released(evidence, CORRECTED[0]), FRENCH) == []
    assert versions_chapter(of_event(evidence), FRENCH) == []


@pytest.fixture
def corrected(evidence: Evidence) -> Description:
    return described(evidence.event, authors=("Ana Lee", "A unit"), persons=("Ana Lee",), publisher="An office",
        version="1.1", erratum="It was wrong.", withdrawn=("N002",), date=date(2026, 2, 1),
    )  # fmt: skip


def test_version_day_authors_publisher_and_erratum_are_in_every_record(corrected: Description) -> None:
    records = {
        "apa": cite.apa(corrected),
        "bibtex": cite.bibtex(corrected),
        "ris": cite.ris(corrected),
        "datacite": json.dumps(datacite(corrected)),
        "json-ld": json.dumps(report(corrected, {})),
        "head": head(corrected, []),
    }
    for name, record in records.items():
        for text in ("1.1", "2026", "Ana Lee", "A unit", "An office"):
            assert text in record, (name, text)
    for name in ("bibtex", "ris", "datacite", "json-ld", "head"):
        assert "It was wrong." in records[name], name
        assert "N002" in records[name], name


def test_persons_are_no_bodies_in_any_record(corrected: Description) -> None:
    assert "author = {Ana Lee and {A unit}}" in cite.bibtex(corrected)
    assert "AU  - Ana Lee\r\nAU  - A unit,\r\n" in cite.ris(corrected)
    assert [one["nameType"] for one in datacite(corrected)["creators"]] == ["Personal", "Organizational"]
    assert [one["@type"] for one in report(corrected, {})["author"]] == ["Person", "Organization"]


def test_the_stage_gives_pages_and_files_version_authors_and_day(tmp_path: Path, evidence: Evidence) -> None:
    named = evidence.event.model_copy(update={"authors": (Author(name="Ana Lee"),)})
    known = replace(released(evidence, *CORRECTED), event=named)
    write_stage(tmp_path / "fr", [], Edition(event=DEFAULT_EVENT, language="fr"), known, Offer())
    settings = json.loads((tmp_path / "fr" / "report.json").read_text(encoding="utf-8"))
    dated = (settings["version"], settings["date"], settings["erratum"])
    assert dated == ("1.1", "2026-02-01", "C’était faux.")
    assert (settings["authors"], settings["persons"]) == (["Ana Lee"], ["Ana Lee"])
    assert "Versions et corrections" in (tmp_path / "fr" / "report.md").read_text(encoding="utf-8")


def test_the_day_of_the_edition_the_newest_source_and_the_build_are_distinguished(
    evidence: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = dated(evidence, "2019-10")
    text = "As known on 31 December 2019  ·  Sources up to October 2019"
    assert date_text(ENGLISH, "2019-12-31", known, used(known)) == text
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")  # midnight at the beginning of 2026
    assert date_text(ENGLISH, "2019-12-31", known, used(known)) == f"{text}  ·  Built on 1 January 2026"
