"""Releases: what a signature is bound to, what counts as a change, and which translation is older than its original."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcm_analysis.evidence.content import (
    Digest,
    Row,
    as_csv,
    changed_rows,
    digest_of,
    own_content,
    read_content,
)
from gcm_analysis.evidence.notes import notes_of
from gcm_analysis.evidence.releases import Release, Releases, agreed, as_yaml, one_sided, read_releases
from gcm_analysis.evidence.withdrawn import Withdrawal, read_withdrawn

from .own_notes import event, remarks

CONTENTS = st.dictionaries(
    st.builds(Row, st.sampled_from(["notes.csv", "event.yml"]), st.text('ab," ·', min_size=1, max_size=3)),
    st.builds(Digest, *3 * [st.text("0123456789abcdef", max_size=3)]),
    max_size=5,
)


def content(*notes: dict[str, str], **keys: object) -> dict[Row, Digest]:
    return own_content(event(**keys), notes_of({"notes": remarks(*notes or ({},))}))


def release(version: str = "1.0", **keys: object) -> Release:
    given_for = {"status": "published", "issued": "2026-04-01", "by": "us", "content": digest_of(content())}
    return Release.model_validate(given_for | {"version": version} | keys)


@pytest.mark.parametrize(
    ("notes", "keys"),
    [
        (({"text_en": "It hinders."},), {}),
        (({"text_fr": "Cela freine."},), {}),
        (({"valence": "success_factor"},), {}),
        (({}, {}), {}),
        ((), {"languages": ["en"]}),
        ((), {"city": {"en": "Elsewhere", "fr": "Quelque part"}}),
        ((), {"date": "2026-03-06"}),
        ((), {"gaps": [{"text": {"en": "a", "fr": "b"}}]}),
    ],
)
def test_changed_words_codes_or_languages_are_a_change_of_content(notes: tuple, keys: dict) -> None:
    assert digest_of(content(*notes, **keys)) != digest_of(content())
    assert changed_rows(content(), content(*notes, **keys))


@pytest.mark.parametrize(
    "keys",
    [
        {"status": "published", "published": {"who": "Ana", "when": "today"}},
        {"status": "cleared", "cleared": {"who": "Ana", "when": "today"}},
        {"word_limits": {"00-summary": 9}},
        {"smallest_group": 3},  # the default
    ],
)
def test_signers_and_settings_that_no_reader_sees_do_not_belong_to_the_content(keys: dict) -> None:
    assert content(**keys) == content()


def test_a_change_is_reported_by_file_and_row() -> None:
    after = content({"text_en": "It hinders."}, {}, kind={"en": "forum", "fr": "table ronde"})
    assert changed_rows(content(), after) == {"event.yml": ("kind",), "notes.csv": ("N001", "N002")}


@given(CONTENTS, CONTENTS)
def test_two_contents_have_the_same_digest_only_if_nothing_changed(one: dict, other: dict) -> None:
    assert (digest_of(one) == digest_of(other)) == (one == other) == (not changed_rows(one, other))


@given(CONTENTS)
def test_content_is_read_back_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, one: dict) -> None:
    path = tmp_path_factory.mktemp("content") / "released.csv"
    path.write_text(as_csv(one), encoding="utf-8", newline="")
    assert read_content(path, "released.csv") == (one, [])


def test_a_release_is_valid_only_for_its_content_and_its_status() -> None:
    made = (release(),)
    assert Releases(made, content()).of("published") == made[0]
    assert Releases(made, content()).of("cleared") is None
    assert Releases(made, content()).of("draft") is None
    assert Releases(made, content({"text_en": "It hinders."})).of("published") is None
    assert Releases((), content()).of("published") is None


def test_if_one_of_two_texts_changed_the_other_is_out_of_date() -> None:
    def old(**texts: str) -> list[tuple[str, str]]:
        return [(row.id, code) for row, code in one_sided(content(), content(texts))]

    assert old(text_en="It hinders.") == [("N001", "fr")]
    assert old(text_fr="Cela freine.") == [("N001", "en")]
    assert old(text_en="It hinders.", text_fr="Cela freine.") == []
    assert old(text_fr="") == []  # missing, which is reported as such
    assert (
        old(valence="success_factor", locator_en="p. 2") == []
    )  # no text, and a place that only one language has
    place = {"locator_en": "slide 3", "locator_fr": "diapo 3"}
    moved = one_sided(content(place), content(place | {"locator_en": "slide 4"}))
    assert [code for _, code in moved] == ["fr"]


def test_a_text_that_changed_in_one_language_is_remembered_until_the_other_follows() -> None:
    first, second = content(), content({"text_en": "It hinders."})
    third = content({"text_en": "It hinders.", "text_fr": "Cela freine."})
    seen = agreed(first, second)
    assert [code for _, code in one_sided(seen, second)] == ["fr"]
    seen = agreed(seen, third)
    assert list(one_sided(seen, third)) == []
    fourth = content({"text_en": "It helps.", "text_fr": "Cela freine."})
    assert [code for _, code in one_sided(seen, fourth)] == ["fr"]


def folder(path: Path, *releases: Release) -> Path:
    (path / "releases.yml").write_text(as_yaml(releases), encoding="utf-8")
    (path / "released.csv").write_text(as_csv(content()), encoding="utf-8")
    return path


def test_releases_are_read_back_and_their_versions_compare_as_numbers(tmp_path: Path) -> None:
    made = (release("1.9"), release("1.10", erratum={"en": "a", "fr": "b"}, changed={"notes.csv": ("N001",)}))
    assert read_releases(folder(tmp_path, *made), "") == (made, content(), [])


def test_releases_out_of_order_and_a_changed_table_of_digests_are_named(tmp_path: Path) -> None:
    _, _, problems = read_releases(folder(tmp_path, release("1.1"), release("1.0")), "")
    assert [(one.file, one.column) for one in problems] == [("releases.yml", "releases")]
    other = release(content="0" * 64)
    _, _, problems = read_releases(folder(tmp_path, other), "")
    assert [one.file for one in problems] == ["released.csv"]


def test_a_withdrawn_statement_is_read_with_day_and_reason(tmp_path: Path) -> None:
    path = tmp_path / "withdrawn.csv"
    path.write_text("note_id,withdrawn,reason_en,reason_fr\nN001,2026-04-02,A slip.,Une erreur.\n", "utf-8")
    (one,), problems = read_withdrawn(tmp_path, "")
    assert (one.note_id, one.day, one.reason.fr, problems) == ("N001", "2026-04-02", "Une erreur.", [])
    assert isinstance(one, Withdrawal)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",2026-04-02,a,b", "note_id"),
        ("N001,2026-04,a,b", "withdrawn"),
        ("N001,2026-04-02,,", "reason_en"),
        ("N001,2026-04-02,a", None),
        ("N001,2026-04-02,a,b\nN001,2026-04-02,a,b", "note_id"),
    ],
)
def test_an_incomplete_row_of_the_table_of_withdrawn_statements_is_named(
    tmp_path: Path, row: str, column: str | None
) -> None:
    (tmp_path / "withdrawn.csv").write_text(f"note_id,withdrawn,reason_en,reason_fr\n{row}\n", "utf-8")
    found, problems = read_withdrawn(tmp_path, "")
    assert (found, [one.column for one in problems]) == ((), [column])
