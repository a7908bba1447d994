"""The command line: what it prints, and with which exit code it ends."""

import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from tests.builders import DEFAULT_EVENT
from tests.conftest import Terminal

from gcm_analysis import __version__, cli
from gcm_analysis.edition import Edition
from gcm_analysis.errors import RenderFailed
from gcm_analysis.report import BuildRequest, Progress


@pytest.fixture
def orders(monkeypatch: pytest.MonkeyPatch) -> list[BuildRequest]:
    """Record what would be published instead of publishing it."""
    taken: list[BuildRequest] = []

    def take(order: BuildRequest, watch: Progress) -> Path:
        taken.append(order)
        watch.begin(1)
        watch.step("a step")
        return order.report

    monkeypatch.setattr("gcm_analysis.report.publish_report", take)
    monkeypatch.setattr("gcm_analysis.running.forks.start_server", bool)
    return taken


def test_the_version_is_that_of_the_installed_package_and_of_its_citation(gcm: Terminal) -> None:
    assert gcm("--version")[:2] == (0, f"gcm-analysis {__version__}\n")
    assert version("gcm-analysis") == __version__
    assert f"version: {__version__}\n" in (Path(__file__).parents[1] / "CITATION.cff").read_text(
        encoding="utf-8"
    )


def test_without_a_command_help_is_shown(gcm: Terminal) -> None:
    _, out, err = gcm()
    assert all(command in out + err for command in ("report", "check", "parameters"))
    listed = gcm("parameters")[1]
    assert all(name in listed for name in Edition.model_fields)
    assert "…" not in listed  # a value that was cut could not be given


def test_by_default_a_report_is_ordered_in_all_languages_and_formats(
    gcm: Terminal, orders: list[BuildRequest]
) -> None:
    code, out, err = gcm("report")
    assert (code, out) == (0, f"Published: HOME/reports/{DEFAULT_EVENT}/index.html\n")
    assert err == f"{DEFAULT_EVENT}: 1/1 a step; 0:00:00 left\n"
    assert orders == [
        BuildRequest(
            (Edition(event=DEFAULT_EVENT), Edition(event=DEFAULT_EVENT, language="fr")),
            ("html", "pdf", "docx"),
            "embedded",
            gcm.home / "reports",
        )
    ]


def test_a_report_is_ordered_with_the_given_options(
    gcm: Terminal, orders: list[BuildRequest], tmp_path: Path
) -> None:
    arguments = "--language fr, --format pdf,html,pdf --publisher embedded -p level=local -p self_reports=no"
    assert gcm("report", DEFAULT_EVENT, *arguments.split(), "--output", str(tmp_path / "out"))[0] == 0
    (order,) = orders
    assert order.editions == (Edition(event=DEFAULT_EVENT, language="fr", level="local", self_reports=False),)
    assert (order.formats, order.publisher, order.output) == (("pdf", "html"), "embedded", tmp_path / "out")


@pytest.mark.parametrize(
    "arguments",
    [
        ["-p", "level=nationl", "-p", "minimum_confidence=hihg"],
        ["-p", "level"],
        ["-p", "level=local", "-p", "level=national"],
        ["-p", "language=fr"],
        ["-p", "event=x"],
        ["--language", "en,de"],
        ["--language", ""],
        ["--format", "epub"],
    ],
    ids=" ".join,
)
def test_an_impossible_order_is_refused_with_an_explanation(
    arguments: list[str], gcm: Terminal, orders: list[BuildRequest], snapshot: SnapshotAssertion
) -> None:
    code, out, err = gcm("report", *arguments)
    assert (code, out, orders) == (1, "", [])
    assert err == snapshot


def test_an_unknown_event_is_refused_before_anything_runs(gcm: Terminal, snapshot: SnapshotAssertion) -> None:
    assert gcm("report", "gfmd-2018-mieu") == (1, "", snapshot)
    assert not (gcm.home / "reports").exists()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["reprot"], "No such command 'reprot'"),
        (["report", "--formt", "pdf"], "--format"),
        (["report", "one", "two"], "unexpected extra argument"),
        (["report", "--language"], "requires an argument"),
        (["report", "--publisher", "latex"], "'latex' is not one of"),
        (["export", "x", "--to", "docx"], "'docx' is not one of 'qdc', 'xlsx', 'csv', 'texts'"),
    ],
)
def test_a_wrong_command_line_exits_with_code_2(arguments: list[str], expected: str, gcm: Terminal) -> None:
    code, _, err = gcm(*arguments)
    assert code == 2
    assert expected in " ".join(err.split())


def test_if_quarto_is_missing_the_message_says_how_to_get_it(
    gcm: Terminal, orders: list[BuildRequest], monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion
) -> None:
    monkeypatch.setattr("gcm_analysis.publishing.formats.quarto.find_quarto", lambda: None)
    assert gcm("report", "--publisher", "quarto") == (1, "", snapshot)
    assert orders == []


def test_a_page_that_cannot_be_written_exits_with_code_4(
    gcm: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Path:
        raise RenderFailed("No page [bold]today[/bold].")

    monkeypatch.setattr("gcm_analysis.report.publish_report", fail)
    assert gcm("report") == (4, "", "No page [bold]today[/bold].\n")


@pytest.mark.parametrize(("years", "said"), [("2018", ""), ("1950", "No statement fits")])
def test_a_report_that_counts_nothing_says_so(
    gcm: Terminal, orders: list[BuildRequest], years: str, said: str
) -> None:
    err = gcm("report", "-p", f"years={years}")[2]
    assert [order.editions[0].years for order in orders] == [years]
    assert said in err
    assert ("No statement" in err) == bool(said)


def test_an_interrupted_run_says_what_happened_to_the_report(
    gcm: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr("gcm_analysis.report.publish_report", stop)
    assert gcm("report") == (130, "", "Stopped. Nothing was published; the last report is as it was.\n")


def test_a_bug_keeps_its_traceback(gcm: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gcm_analysis.evidence.load.load_evidence", lambda *_: {}["bug"])
    monkeypatch.setattr(sys, "argv", ["gcm", "check", DEFAULT_EVENT])
    with pytest.raises(KeyError, match="bug"):
        cli.entrypoint()
    assert gcm.home


def test_a_check_of_good_data_says_that_no_problem_was_found(gcm: Terminal) -> None:
    first = f"{DEFAULT_EVENT}: 256 statements, 322 sources, no problem found.\n"
    second = "bangkok-2018-mieux: 5 statements, 322 sources, no problem found.\n"
    third = "gfmd-2018-rcps: 8 statements, 322 sources, no problem found.\n"
    assert gcm("check") == (0, second + first + third, "")


def test_data_with_problems_are_refused_and_all_problems_are_listed(
    gcm: Terminal, snapshot: SnapshotAssertion
) -> None:
    for file, old, new in [
        ("statements.csv", "ST001,S008", "ST001,S999"), ("mieux/figures.csv", "4500000", "4 500 000"),
        ("sources.csv", "https://mieux-initiative.eu/fr", "mieux-initiative.eu/fr"),
    ]:  # fmt: skip
        path = gcm.home / "data" / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert gcm("check") == (1, "", snapshot)


def test_a_check_of_a_project_without_events_fails(gcm: Terminal) -> None:
    for path in (gcm.home / "data" / "events").glob("*/event.yml"):
        path.unlink()
    assert gcm("check")[0] == 1
