"""From a first release to a corrected one, as a rapporteur goes through it on the command line."""

from pathlib import Path

import pytest
from tests.builders import write_yaml
from tests.conftest import Terminal

from gcm_analysis import paths
from gcm_analysis.edition import Edition
from gcm_analysis.errors import UserError
from gcm_analysis.evidence import Evidence, load_evidence
from gcm_analysis.evidence.releases import keep_agreement
from gcm_analysis.publishing.status.releasing import ReleaseOptions, keep, new_release
from gcm_analysis.report import BuildRequest, publish_report
from gcm_analysis.verifying.basis import basis

from .evidence.own_notes import EVENT, NOTE

NAME = "own"
SIGNED = {"status": "published", "published": {"who": {"en": "us", "fr": "nous"}, "when": "10 March 2026"}}
ERRATUM = {"en": "The text was wrong.", "fr": "Le texte était erroné."}


class Nobody:
    """A watch of a report that is never begun."""

    def begin(self, _: int) -> None:
        raise AssertionError("a notebook was run")

    step = begin


def describe(home: Path, **keys: object) -> None:
    folder = home / "data" / "events" / NAME
    folder.mkdir(exist_ok=True)
    content = EVENT | {"attribution": "named", "profile": "outcome"} | SIGNED | keys
    write_yaml(folder / "event.yml", content)


def note(home: Path, *changes: dict[str, str]) -> None:
    """Write the event's notes: a good one for each mapping of cells that differ."""
    rows = [NOTE | {"note_id": f"N00{n}", "speaker_id": ""} | one for n, one in enumerate(changes, 1)]
    header = "note_id,session_id,speaker_id,source_id,locator_en,locator_fr,year,level,region,phase,valence,theme,criterion,confidence,text_en,text_fr,quote,quote_language,coder"
    lines = [",".join(row.get(column, "") for column in header.split(",")) for row in rows]
    (home / "data" / "events" / NAME / "notes.csv").write_text("\n".join([header, *lines, ""]), "utf-8")


@pytest.fixture
def home(data_copy: Path) -> Path:
    describe(data_copy)
    note(data_copy, {}, {})
    return data_copy


def release(**options: object) -> None:
    made = new_release(NAME, ReleaseOptions(**options))
    assert made
    keep(NAME, made)


def evidence() -> Evidence:
    return load_evidence(paths.data(), NAME)


@pytest.mark.usefixtures("home")
def test_for_a_published_event_without_a_release_the_message_names_the_command(gcm: Terminal) -> None:
    code, _, err = gcm("check", NAME)
    assert (code, "gcm release own" in err) == (1, True)
    code, out, _ = gcm("release", NAME)
    assert (code, "version 1.0" in out) == (0, True)
    assert gcm("check", NAME)[0] == 0
    assert "nothing changed" in gcm("release", NAME)[1]


def test_changed_content_is_refused_before_a_notebook_runs_until_it_is_released(home: Path) -> None:
    release()
    note(home, {"text_en": "It hinders.", "text_fr": "Cela freine."}, {})
    order = BuildRequest((Edition(event=NAME),), ("html",), "embedded", home / "reports")
    with pytest.raises(UserError, match=r"notes\.csv N001(.|\n)*--erratum-en"):
        publish_report(order, Nobody())
    with pytest.raises(UserError, match="--erratum-en"):
        new_release(NAME, ReleaseOptions())
    release(erratum=ERRATUM)
    made = evidence().release
    assert made
    assert (made.version, made.changed, made.erratum.fr) == ("1.1", {"notes.csv": ("N001",)}, ERRATUM["fr"])


def test_the_signer_may_change_without_a_new_release(home: Path) -> None:
    release()
    describe(home, published={"who": "the director", "when": "later"})
    assert evidence().release


def test_the_first_release_has_the_date_of_the_description_and_later_ones_do_not(home: Path) -> None:
    release()
    assert evidence().release.issued.isoformat() == "2026-03-10"
    note(home, {})
    release(erratum=ERRATUM, issued="2026-04-01")
    assert evidence().release.issued.isoformat() == "2026-04-01"


@pytest.mark.parametrize("when", ["2026-03-04", "4 March 2026", "1er janvier 2026", "in spring"])
def test_no_release_is_dated_before_its_event(home: Path, when: str) -> None:
    describe(home, published={"who": "us", "when": when})
    release()
    assert evidence().release.issued > evidence().event.date


@pytest.mark.parametrize(
    "options",
    [{"issued": "2026-03-04"}, {"issued": "9999-01-01"}, {"issued": "2026-03"}, {"version": "1"}, {"version": "0.0"}],
)  # fmt: skip
@pytest.mark.usefixtures("home")
def test_an_impossible_day_or_version_is_refused(options: dict) -> None:
    with pytest.raises(UserError, match=r"--issued|--version"):
        new_release(NAME, ReleaseOptions(**options))


def test_clearing_is_bound_to_the_content_too_and_publishing_it_is_the_first_version(home: Path) -> None:
    describe(home, status="cleared", cleared={"who": "the head of unit", "when": "today"})
    release()
    assert (evidence().release.version, evidence().release.status) == ("0.1", "cleared")
    describe(home)
    assert evidence().release is None
    release()
    assert (evidence().release.version, evidence().release.changed) == ("1.0", {})


def test_changes_made_while_only_cleared_are_among_the_changes_for_readers(home: Path) -> None:
    release()
    note(home, {"valence": "success_factor"}, {})
    describe(home, status="cleared", cleared={"who": "the head of unit", "when": "today"})
    release(erratum=ERRATUM)
    note(home, {"valence": "success_factor"}, {"valence": "success_factor"})
    describe(home)
    release(erratum=ERRATUM)
    assert evidence().release.changed == {"notes.csv": ("N001", "N002")}


def test_a_text_that_changed_in_one_language_alone_needs_a_new_translation(home: Path) -> None:
    release()
    note(home, {"text_en": "It hinders."}, {})
    assert [(one.kind, one.row, one.what) for one in evidence().missing] == [("outdated", "N001", "fr")]
    with pytest.raises(UserError, match="N001: fr"):
        new_release(NAME, ReleaseOptions(erratum=ERRATUM))
    release(erratum=ERRATUM, translations_agree=True)
    assert evidence().missing == ()


def test_a_text_of_the_description_that_changed_in_one_language_is_found_too(home: Path) -> None:
    release()
    describe(home, title={"en": "Another title", "fr": EVENT["title"]["fr"]})
    assert [(one.row, one.what) for one in evidence().missing] == [("title", "fr")]


def test_a_draft_remembers_the_texts_of_both_languages_between_imports(home: Path) -> None:
    describe(home, status="draft")
    folder = paths.event(paths.data(), NAME)
    keep_agreement(folder)
    note(home, {"text_fr": "Cela freine."}, {})
    keep_agreement(folder)
    assert [(one.kind, one.what) for one in evidence().missing] == [("outdated", "en")]
    note(home, {"text_fr": "Cela freine.", "text_en": "It hinders."}, {})
    assert evidence().missing == ()


def test_a_withdrawn_statement_is_not_counted_and_needs_a_release(home: Path) -> None:
    release()
    lines = "note_id,withdrawn,reason_en,reason_fr\nN002,2026-04-02,A slip.,Une erreur.\n"
    (home / "data" / "events" / NAME / "withdrawn.csv").write_text(lines, "utf-8")
    found = evidence()
    assert list(found.statements["statement_id"]) == ["N001"]
    assert found.releases.changed == {"notes.csv": ("N002",), "withdrawn.csv": ("N002",)}
    assert found.release is None


@pytest.mark.usefixtures("data_copy")
def test_a_statement_of_the_published_record_can_be_withdrawn_from_one_report() -> None:
    folder = paths.event(paths.data(), "bangkok-2018-mieux")
    (folder / "findings.yml").unlink()  # a key message rests on it, and would be refused
    before = load_evidence(paths.data(), folder.name)
    lines = "note_id,withdrawn,reason_en,reason_fr\nST132,2026-04-02,A slip.,Une erreur.\n"
    (folder / "withdrawn.csv").write_text(lines, "utf-8")
    after = load_evidence(paths.data(), folder.name)
    assert set(before.statements["statement_id"]) - set(after.statements["statement_id"]) == {"ST132"}


@pytest.mark.usefixtures("data_copy")
@pytest.mark.parametrize("event", ["gfmd-2018-mieux", "bangkok-2018-mieux", "gfmd-2018-rcps"])
def test_the_events_of_the_project_are_released_as_they_are(event: str) -> None:
    assert load_evidence(paths.data(), event).release


def test_a_report_of_the_published_record_is_bound_to_the_rows_that_it_counts(data_copy: Path) -> None:
    table = data_copy / "data" / "statements.csv"
    text = table.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("ST001,"))
    table.write_text(text.replace(line, line.replace(".", ";", 1)), encoding="utf-8")
    assert load_evidence(paths.data(), "gfmd-2018-mieux").releases.changed == {"statements.csv": ("ST001",)}
    assert load_evidence(paths.data(), "bangkok-2018-mieux").release  # it counts other rows


def test_numbers_in_an_erratum_are_verified(home: Path) -> None:
    release()
    note(home, {"valence": "success_factor"}, {})
    release(erratum={"en": "Of the statements, 17 were wrong.", "fr": "Des énoncés, 17 étaient erronés."})
    texts = basis(home / "data", NAME, home / "reports" / NAME, "fr").texts
    assert "Desénoncés,17étaienterronés." in texts["17"]
