"""Why a step is done again, in sentences."""

from pathlib import Path

import pytest

from gcm_analysis.caching.files import ABSENT, fingerprint, row_marks, rows_changed
from gcm_analysis.caching.reasons import reasons
from gcm_analysis.caching.store import Kept, Store

TABLE = b"id,text\n1,one\n2,two\n3,three\n"


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (b"id,text\n1,one\n2,TWO\n3,three\n", "1 row"),
        (b"id,text\n1,ONE\n2,TWO\n3,THREE\n", "3 rows"),
        (b"id,text\n1,one\n3,three\n", "1 row removed"),
        (b"id,text\n1,one\n2,two\n3,three\n4,four\n5,five\n", "2 rows added"),
        (b"id,text\n1,ONE\n2,two\n3,three\n4,four\n", "1 row, 1 row added"),
        (b"id,text\n3,three\n2,two\n1,one\n", "the order or the writing of its rows"),
        (b'id,text\r\n1,"one"\r\n2,two\r\n3,three\r\n', "the order or the writing of its rows"),
        (b"id,words\n1,one\n2,two\n3,three\n", "its columns"),
        (b'id,text\n1,"one\nand more"\n2,two\n3,three\n', "1 row"),
    ],
)
def test_the_reason_says_how_many_rows_of_a_table_differ(after: bytes, expected: str) -> None:
    assert rows_changed(row_marks(TABLE), row_marks(after)) == expected


def reasons_for(before: dict[str, str], after: dict[str, str], kind: str, store: Store) -> list[str]:
    return reasons(Kept({kind: before}, b""), {kind: after}, store, {"a1": "cell 2", "c3": "cell 7"})


@pytest.mark.parametrize(
    ("kind", "before", "after", "sentence"),
    [
        ("parameters", {"level": "all"}, {"level": "local"}, "level changed: all → local"),
        ("cells", {"a1": "x"}, {"a1": "y"}, "cell 2 changed"),
        ("cells", {"order": "1"}, {"c3": "y", "order": "2"}, "cell 7 is new"),
        ("cells", {"b2": "x", "order": "1"}, {"order": "2"}, "the cell b2 is gone"),
        ("cells", {"order": "1"}, {"order": "2"}, "the cells are in another order"),
        ("folders", {"data": "a.csv"}, {"data": "a.csv\nb.csv"}, "data has a new b.csv"),
        (
            "folders",
            {"data": "a.csv\nb.csv"},
            {"data": "b.csv\nc.csv"},
            "data has a new c.csv and has no a.csv any more",
        ),
        (
            "modules",
            {"gcm_analysis/a/b.py": "x"},
            {"gcm_analysis/a/b.py": "y"},
            "the module gcm_analysis.a.b changed",
        ),
        ("versions", {"pandas": "1.0"}, {"pandas": "2.0"}, "the version of pandas changed: 1.0 → 2.0"),
        ("versions", {"pandas": "1.0"}, {"pandas": ""}, "the version of pandas changed: 1.0 → none"),
        ("messages", {"A word": "x"}, {"A word": "y"}, "the translation of “A word” changed"),
        ("files", {"data/a.csv": ABSENT}, {"data/a.csv": "x"}, "data/a.csv is new"),
        ("files", {"data/a.csv": "x"}, {"data/a.csv": ABSENT}, "data/a.csv is gone"),
    ],
)
def test_each_kind_of_change_has_a_sentence_of_its_own(  # noqa: PLR0913 - one parameter per part
    kind: str, before: dict[str, str], after: dict[str, str], sentence: str, store: Store, project: Path
) -> None:
    assert project.is_dir()
    assert reasons_for(before, after, kind, store) == [sentence]


def test_a_table_that_was_read_is_compared_row_by_row_with_its_present_content(
    project: Path, store: Store
) -> None:
    table = project / "data" / "sources.csv"
    before = {"data/sources.csv": fingerprint(table)}
    store.put("report/en/01-x", {"files": before}, b"")
    table.write_text("id,title\nS1,One\nS2,Other\nS3,Others\nS4,Four\n", encoding="utf-8")
    after = {"data/sources.csv": fingerprint(table)}
    assert reasons_for(before, after, "files", store) == ["data/sources.csv changed: 2 rows, 1 row added"]


def test_many_changes_of_a_kind_are_counted_after_the_first_three(store: Store) -> None:
    before, after = dict.fromkeys("abcde", "x"), dict.fromkeys("abcde", "y")
    assert reasons_for(before, after, "resources", store) == [
        "a changed",
        "b changed",
        "c changed",
        "2 more resources changed",
    ]


def test_a_changed_catalogue_with_the_same_translations_is_not_a_reason(store: Store) -> None:
    assert reasons_for({"fr.po": "x"}, {"fr.po": "y"}, "catalogue", store) == []
