"""Measures how many changes in a published report `gcm verify` finds if the manifest is rewritten too.

`python -m benchmarks.tampering REPORT` takes a report that this version published, without changing it. Each place is
drawn with a seed: a kind of change, a file, a place in it. The change is made in a copy; manifest and crate are rewritten,
as if to cover the traces; the report is verified. The unchanged report serves as the result of a new run, so that no
notebook runs. The table shows what is caught with and without a new run; what is missed is listed.
"""

import argparse
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.tampered import KINDS, Change
from gcm_analysis.errors import UserError
from gcm_analysis.publishing.folder.manifest import MANIFEST
from gcm_analysis.publishing.metadata.rocrate import CRATE
from gcm_analysis.verifying import formats, rebuilt
from gcm_analysis.verifying.files import read_manifest, version_differences
from gcm_analysis.verifying.passages import Passage
from gcm_analysis.verifying.verify import verify

PLACES, SEED = 200, 15


class Quiet:
    """Shows no progress."""

    def begin(self, steps: int) -> None: ...

    def step(self, what: str) -> None: ...


@dataclass(frozen=True)
class Result:
    """One place: what was changed, and which checks found it; a refusal of the whole report counts as found by `read`."""

    kind: str
    file: str
    found_by: tuple[str, ...]

    @property
    def without_run(self) -> bool:
        return any(name != "new run" for name in self.found_by)


def tampered(report: Path, places: int, seed: int, *, other_code: bool = False) -> Iterator[Result]:
    """Change a report in `places` places, one at a time, and yield the result for each.

    `other_code` lets the manifest say that other code made it, so that bytes can't be compared.
    """
    if differ := version_differences(read_manifest(report)):
        raise UserError(f"{report} differs from what would be made now: {differ[0]}. Publish it again.")
    with tempfile.TemporaryDirectory(prefix="gcm-tampering-") as folder, _quick(report):
        for number in range(places):
            random = Random(f"{seed}-{number}")  # noqa: S311 - the same places each time
            copy = Path(folder) / "reports" / report.name
            shutil.copytree(report.parent, copy.parent, copy_function=os.link)
            kind, file = _change(copy, random)
            sign(copy, other_code=other_code)
            yield Result(kind, file, _found(copy))
            shutil.rmtree(copy.parent)


def _change(copy: Path, random: Random) -> tuple[str, str]:
    """Make a change with an effect, and return its kind and the file."""
    while True:
        kind, change = random.choice(list(KINDS.items()))
        files = sorted(path for pattern in change.files for path in copy.glob(pattern) if path.is_file())
        path = random.choice(files) if files else copy
        if files and _changed(change, path, random):
            return kind, path.relative_to(copy.parent).as_posix()


def _changed(change: Change, path: Path, random: Random) -> bool:
    content = path.read_bytes()
    new = change.make(content, random)
    if new == content:
        return False
    path.unlink()  # a link to the good report's file, which stays
    if new is not None:
        path.write_bytes(new)
    return True


def sign(report: Path, *, other_code: bool = False) -> None:
    """Write the current hashes into crate and manifest."""
    files = [path for path in report.rglob("*") if path.is_file() and path.name not in {MANIFEST, CRATE}]
    now = {path.relative_to(report).as_posix(): path for path in files}
    crate = _json(report / CRATE)
    for one in crate.get("@graph", ()) if crate else ():
        if one.get("@id") in now and "sha256" in one:
            content = now[one["@id"]].read_bytes()
            one |= {"sha256": sha256(content).hexdigest(), "contentSize": str(len(content))}
    _write(report / CRATE, crate, sort_keys=True)
    manifest = _json(report / MANIFEST)
    if other_code:
        manifest["code"] = "of another day"
    if isinstance(manifest.get("outputs"), dict):
        listed = sorted({*now, CRATE} & {*now, *(path.name for path in report.iterdir())})
        manifest["outputs"] = {name: sha256((report / name).read_bytes()).hexdigest() for name in listed}
    _write(report / MANIFEST, manifest)


def _json(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_bytes()))
    except (ValueError, FileNotFoundError):
        return {}


def _write(path: Path, content: dict[str, Any], *, sort_keys: bool = False) -> None:
    if content:
        path.unlink()
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=sort_keys)
        path.write_text(text + "\n", encoding="utf-8")


def _found(report: Path) -> tuple[str, ...]:
    try:
        verdict = verify(report, Quiet())
    except UserError:
        return ("read",)
    return tuple(check.name for check in verdict.checks if check.problems)


@contextmanager
def _quick(good: Path) -> Iterator[None]:
    """Use the good report as the result of a new run, and read each version of a file once."""
    make, readers = rebuilt.make, dict(formats.READERS)
    kept: dict[tuple[str, bytes], list[Passage]] = {}

    def reading(path: Path) -> list[Passage]:
        key = path.suffix, sha256(path.read_bytes()).digest()
        if key not in kept:
            kept[key] = readers[path.suffix](path)
        return kept[key]

    rebuilt.make = lambda *_: good
    formats.READERS.update(dict.fromkeys(readers, reading))
    try:
        yield
    finally:
        rebuilt.make = make
        formats.READERS.update(readers)


def as_markdown(results: list[Result]) -> str:
    """Return a table: each kind of change, how many, how many of them are caught without a new run and with one."""
    lines = [
        "| what is changed | places | caught without a new run | with one |",
        "| --- | ---: | ---: | ---: |",
    ]
    for kind in (*sorted({result.kind for result in results}), "all"):
        own = [result for result in results if kind in (result.kind, "all")]
        counts = (len(own), sum(one.without_run for one in own), sum(bool(one.found_by) for one in own))
        lines.append(f"| {kind} | {' | '.join(map(str, counts))} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", type=Path)
    parser.add_argument("--places", type=int, default=PLACES)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--other-code", action="store_true", help="as if other code had made the report")
    given = parser.parse_args()
    results = []
    for result in tampered(given.report.resolve(), given.places, given.seed, other_code=given.other_code):
        results.append(result)
        print(len(results), result.kind, result.file, ", ".join(result.found_by) or "NOT FOUND", flush=True)  # noqa: T201
    print(as_markdown(results))  # noqa: T201
    missed = Counter(result.kind for result in results if not result.found_by)
    print(f"Missed with a new run: {dict(missed) or 'none'}")  # noqa: T201


if __name__ == "__main__":
    main()
