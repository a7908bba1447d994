"""Reading a file: whatever is in its place is either read, or the problem says what is there."""

from pathlib import Path

import pytest

from gcm_analysis.evidence import EvidenceError, Problem
from gcm_analysis.evidence.files import decoded, read_text

FRENCH = "thème;définition\nDonnées;Ce qui est recueilli auprès des autorités locales à la frontière\n" * 5


def refused(path: Path) -> Problem:
    with pytest.raises(EvidenceError) as raised:
        read_text(path, "data/a.csv", "a table")
    (problem,) = raised.value.problems
    return problem


def test_a_missing_file_a_folder_and_broken_links_are_named(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    assert refused(tmp_path / "nothing").found == "no such file"
    assert refused(tmp_path / "dangling").found == "no such file"
    assert refused(tmp_path / "folder").found == "a folder"
    assert refused(tmp_path / "folder" / "a" / "b").found == "no such file"
    assert "symbolic links" in refused(tmp_path / "circle").found


def test_a_file_that_is_far_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(51_000_000)
    assert refused(path).found == "51000000 bytes"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("cp1252", "in line 1"), ("utf-16", "UTF-16"), ("utf-32", "UTF-32"), ("utf-16-le", "in line 1")],
)
def test_another_encoding_is_named(encoding: str, named: str) -> None:
    with pytest.raises(EvidenceError) as raised:
        decoded(FRENCH.encode(encoding), "data/a.csv", "save it as “CSV UTF-8”")
    (problem,) = raised.value.problems
    assert named in problem.found
    assert (problem.expected, problem.remedy) == ("text in UTF-8", "save it as “CSV UTF-8”")


def test_a_file_that_is_not_text_is_refused() -> None:
    with pytest.raises(EvidenceError, match="null characters"):
        decoded(b"a\x00b\x00c\x00", "data/a.csv")


def test_a_byte_order_mark_of_utf_8_is_not_part_of_the_text() -> None:
    assert decoded(FRENCH.encode("utf-8-sig"), "a") == FRENCH


def test_a_mark_of_utf_8_before_other_text_does_not_name_its_encoding() -> None:
    with pytest.raises(EvidenceError) as raised:
        decoded(b"\xef\xbb\xbf" + FRENCH.encode("cp1252"), "data/a.csv")
    (problem,) = raised.value.problems
    assert "in line 1" in problem.found
    assert "UTF-8" not in problem.found
