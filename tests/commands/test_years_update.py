"""The yearly update as data/README.md describes it: each of its commands does what the page says."""

import re
import shlex
from pathlib import Path

import pytest
from tests.conftest import HOME, Terminal
from typer.main import get_command

from gcm_analysis.commands import published, reports

SOURCE = (
    "short_en=Fund 2026, review", "short_fr=Fonds 2026, bilan", "publisher=House", "url=https://example.org/review",
    "language=en", "source_type=international_organization", "read_extent=part", "origin=House", "house=House",
)  # fmt: skip


def commands() -> list[list[str]]:
    """Return the words of each command of the page."""
    text = (HOME / "data" / "README.md").read_text(encoding="utf-8").split("## A year’s update\n")[1]
    (block,) = re.findall(r"```console\n(.*?)```", text.partition("### Open data")[0], re.DOTALL)
    return [shlex.split(line, comments=True)[1:] for line in block.splitlines()]


def test_the_yearly_update_works_as_the_page_describes_it(
    data_copy: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    gcm = Terminal(data_copy, monkeypatch, capsys)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "contributions.csv").write_text(
        "Contributor/Partner,Year,Deposits\nHouse,2025,10\n", encoding="utf-8"
    )
    before, add, tables, edited, opened, check, after, diff, release = commands()
    # Reports and their comparison have tests of their own: here, that these are options they take.
    for app, (name, *words) in ((reports.app, before), (reports.app, after), (published.app, diff)):
        get_command(app).commands[name].make_context("gcm", words)  # type: ignore[attr-defined]
    code, out, _ = gcm(*add[:-1], *SOURCE, "--yes")
    assert (code, "title: new: “Review of the Fund”" in out) == (0, True)
    assert gcm(*tables)[0] == 0
    assert gcm(*edited)[:2] == (0, "The files match the data: nothing to change.\n")
    code, out, _ = gcm(*opened, "--yes")
    assert (code, "value: new: “10”" in out) == (0, True)
    code, _, err = gcm(*check)  # what is left to do is the release
    assert (code, err.count("to do:"), "gcm release" in err) == (1, 1, True)
    assert gcm(*release)[0] == 0
    assert gcm(*check)[0] == 0
