"""`gcm verify` and `gcm diff` on the command line: what they print, and with which exit code they end."""

import re
from pathlib import Path

import pytest
from tests.conftest import Terminal

from gcm_analysis.verifying import rebuilt, verify
from gcm_analysis.verifying.verify import Check, Verdict

from .small import replaced, sign

pytestmark = pytest.mark.usefixtures("new_run")


def test_a_good_report_exits_with_0_and_the_output_says_what_was_checked(gcm: Terminal, report: Path) -> None:
    code, out, err = gcm("verify", str(report))
    assert code == 0
    assert [line.partition(":")[0] for line in out.splitlines() if line[0] != " "][:7] == [
        "✓ inputs", "✓ files", "✓ pages", "✓ new run", "✓ facts", "✓ explorer", "✓ numbers",
    ]  # fmt: skip
    assert out.endswith("✓ The report is what its data and notebooks say.\n")
    assert "published anew" in err


def test_a_broken_number_exits_with_1_and_is_named(gcm: Terminal, report: Path) -> None:
    replaced(report / "en/index.html", ">250</a>", ">251</a>")
    sign(report)
    code, out, _ = gcm("verify", str(report), "--no-execute")
    assert code == 1
    assert re.search(r"^✗ numbers: \d+ numbers in the prose of 6 files, .*: 3 wrong$", out, re.MULTILINE)
    assert (
        "    wrong: en/index.html, “1 Counts”: 251 is shown as '251', but the fact record.statements is '250'"
        in out
    )
    assert "– new run: skipped because of --no-execute" in out
    assert out.endswith("✗ 3 things are wrong, in: numbers.\n")


def test_by_default_only_the_first_of_many_problems_are_shown(
    gcm: Terminal, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = Check("files", "files", tuple(f"new-{number:02}.txt" for number in range(30)))
    monkeypatch.setattr(verify, "verify", lambda *_, **__: Verdict((many,)))
    few = gcm("verify", str(good))[1]
    assert few.count("wrong: new-") == 20
    assert "… and 10 more; --all shows them" in few
    assert gcm("verify", str(good), "--all")[1].count("wrong: new-") == 30


def test_an_interruption_says_that_nothing_was_verified(
    gcm: Terminal, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(rebuilt, "publish_report", stop)
    assert gcm("verify", str(report)) == (130, "", "Stopped. Nothing was verified.\n")


def test_a_difference_is_not_a_failure_and_is_listed_by_chapter(
    gcm: Terminal, good: Path, report: Path
) -> None:
    replaced(report / "en" / "facts.json", "250", "251", count=2)
    code, out, _ = gcm("diff", str(good), str(report))
    assert code == 0
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert lines[1:4] == [
        "Counts",
        "fact first second what it is",
        "record.statements 250 251 coded statements",
    ]
    assert " ".join(lines).endswith(
        "1 fact changed. 0 facts appeared. 0 facts vanished. 0 facts have the same value, but from other rows or "
        "sources. 2 facts are the same. 0 statements and passages are worded differently."
    )


def test_a_difference_is_written_as_a_page_in_the_language_asked_for(
    gcm: Terminal, good: Path, report: Path, tmp_path: Path
) -> None:
    target = tmp_path / "diff.html"
    assert gcm("diff", str(good), str(report), "--language", "fr", "--page", str(target))[0] == 0
    assert '<html lang="fr">' in target.read_text(encoding="utf-8")
