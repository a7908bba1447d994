"""What is kept is what was put there, or it is noticed."""

import json
from pathlib import Path

import pytest

from gcm_analysis.caching.files import files_below
from gcm_analysis.caching.memory import FILE, Memory
from gcm_analysis.caching.reasons import CUT_OFF, FORCED, NEVER
from gcm_analysis.caching.store import Store, cache_folder

INPUTS = {"settings": {"colour": "red"}}
SLOT = "report/en/page"


def test_a_result_is_kept_with_the_inputs_that_it_was_made_from(store: Store) -> None:
    store.put(SLOT, INPUTS, b"a page")
    kept = store.get(SLOT)
    assert kept is not None
    assert (kept.inputs, kept.result) == (INPUTS, b"a page")
    assert {path.name for path in (store.folder / SLOT).iterdir()} == {"record.json", "result"}


def cut_off(folder: Path) -> None:
    (folder / "result").write_bytes((folder / "result").read_bytes()[:-1])


def emptied(folder: Path) -> None:
    (folder / "result").unlink()


def with_other_inputs(folder: Path) -> None:
    record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    record["inputs"] = {"settings": {"colour": "blue"}}
    (folder / "record.json").write_text(json.dumps(record), encoding="utf-8")


def with_half_a_record(folder: Path) -> None:
    text = (folder / "record.json").read_text(encoding="utf-8")
    (folder / "record.json").write_text(text[: len(text) // 2], encoding="utf-8")


def without_a_seal(folder: Path) -> None:
    (folder / "record.json").write_text('{"schema": 1}', encoding="utf-8")


@pytest.mark.parametrize("broken", [cut_off, emptied, with_other_inputs, with_half_a_record, without_a_seal])
def test_a_result_that_was_cut_off_or_tampered_with_is_noticed_reported_and_made_again(
    broken: object, store: Store
) -> None:
    memory = Memory(store)
    memory.done(SLOT, INPUTS, lambda: b"a page")
    broken(store.folder / SLOT)
    assert memory.done(SLOT, INPUTS, lambda: b"made again") == b"made again"
    assert memory.why == {(FILE, SLOT): [CUT_OFF]}
    assert memory.done(SLOT, INPUTS, lambda: b"never made") == b"made again"


def test_a_record_of_another_version_of_the_store_is_ignored(store: Store) -> None:
    store.put(SLOT, INPUTS, b"a page")
    path = store.folder / SLOT / "record.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"schema": 1', '"schema": 0'), encoding="utf-8")
    assert store.get(SLOT) is None


def test_a_step_is_done_once_until_something_that_it_depends_on_changes(store: Store) -> None:
    memory = Memory(store)
    assert memory.done(SLOT, INPUTS, lambda: b"first") == b"first"
    assert memory.why[FILE, SLOT] == [NEVER]
    assert memory.done(SLOT, INPUTS, lambda: b"second") == b"first"
    assert memory.why[FILE, SLOT] == []
    assert memory.done(SLOT, {"settings": {"colour": "blue"}}, lambda: b"third") == b"third"
    assert memory.why[FILE, SLOT] == ["colour changed: red → blue"]


def test_with_force_every_step_is_done_again_and_the_new_result_is_kept(store: Store) -> None:
    Memory(store).done(SLOT, INPUTS, lambda: b"first")
    forced = Memory(store, force=True)
    assert forced.done(SLOT, INPUTS, lambda: b"second") == b"second"
    assert forced.why == {(FILE, SLOT): [FORCED]}
    assert Memory(store).done(SLOT, INPUTS, lambda: b"third") == b"second"


def test_the_store_is_in_the_project_unless_the_environment_names_another_folder(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GCM_CACHE", raising=False)
    assert cache_folder() == project / ".gcm-cache"
    monkeypatch.setenv("GCM_CACHE", str(tmp_path / "elsewhere"))
    assert cache_folder() == tmp_path / "elsewhere"


def test_a_result_that_cannot_be_kept_stops_nothing_and_is_listed(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = Store(tmp_path / "file")  # no folder can be made in a file
    store.put("report/en/01", {}, b"x")
    assert store.get("report/en/01") is None
    assert len(store.unkept) == 1


def test_the_files_of_a_folder_are_neither_compiled_code_nor_an_editors_lock(tmp_path: Path) -> None:
    for name in ("b.py", "a/c.py", "a/__pycache__/c.pyc"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / ".#b.py").symlink_to("someone@somewhere")
    assert files_below(tmp_path) == [tmp_path / "a" / "c.py", tmp_path / "b.py"]
