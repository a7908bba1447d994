"""A file is the old one or the new one, and no part of it is left beside it."""

import errno
from pathlib import Path

import pytest

from gcm_analysis.atomic import write_together, write_whole


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    for text in ("old", "new"):
        write_whole(path, text)
    assert path.read_text(encoding="utf-8") == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_when_the_disk_is_full_the_old_file_stays_and_the_error_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "notes.csv"
    write_whole(path, "old")

    def full(part: Path, content: bytes) -> None:
        part.write_text(content[:1].decode(), encoding="utf-8")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left") as refused:
        write_whole(path, "new")
    assert refused.value.filename == str(path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_either_all_of_several_files_are_written_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, new = tmp_path / "one.csv", tmp_path / "other.csv", tmp_path / "new.csv"
    write_together({one: "old", other: "old"})
    replace = Path.replace

    def refuse(part: Path, target: Path) -> Path:
        if target == other:
            raise OSError(errno.EACCES, "Permission denied")
        return replace(part, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="Permission denied") as refused:
        write_together({one: "new", new: "new", other: "new"})
    assert refused.value.filename == str(other)
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {
        "one.csv": "old",
        "other.csv": "old",
    }
