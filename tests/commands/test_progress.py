"""Progress where there is no terminal: a line a step, with its number."""

import pytest

from gcm_analysis.commands.progress import ReportProgress


def test_steps_are_counted_from_one_again_when_work_starts_again(capsys: pytest.CaptureFixture[str]) -> None:
    progress = ReportProgress("round-table")
    for _ in range(2):
        progress.begin(2)
        progress.step("00-summary")
        progress.step("index.html")
    numbers = [line.split()[1] for line in capsys.readouterr().err.splitlines()]
    assert numbers == ["1/2", "2/2", "1/2", "2/2"]
