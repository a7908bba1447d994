"""A run of a matrix: one failure stops no other report, nothing is made twice, shards merge, nothing is left."""

import json
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from tests.builders import DEFAULT_EVENT, contents_of
from tests.conftest import HOME
from tests.matrix.kit import Seen, failures, made, perform, plan_of, run_of

from gcm_analysis.matrix.plan import Plan
from gcm_analysis.matrix.results import Folders
from gcm_analysis.matrix.run import merge

LEVELS = "parameters: {level: [all, national, local]}\nformats: html\n"


def short(names: list[str]) -> list[str]:
    return sorted(name.removeprefix(DEFAULT_EVENT).removeprefix("--level-") for name in names)


def statuses(folder: Path) -> dict[str, str]:
    content = json.loads((folder / "matrix.json").read_text(encoding="utf-8"))
    return {report["parameters"]["level"]: report["status"] for report in content["reports"]}


@pytest.fixture
def plan(data_copy: Path) -> Plan:
    return plan_of(data_copy, LEVELS)


@pytest.fixture
def folder(data_copy: Path) -> Path:
    return data_copy / "reports" / "levels"


def test_a_report_that_fails_is_listed_with_its_error_and_the_others_are_published(
    data_copy, plan, folder
) -> None:
    run = run_of(data_copy, plan, folder)
    seen = perform(run)
    assert sorted(outcome.status for outcome in seen.outcomes) == ["failed", "published", "published"]
    assert statuses(folder) == {"all": "published", "national": "published", "local": "failed"}
    (failed,) = failures(run)
    assert failed.error == "It went wrong.\nHere is more of it."
    log = (folder / ".work" / "logs" / f"{failed.name}.log").read_text(encoding="utf-8")
    assert "level: local" in log
    assert log.endswith("It went wrong.\nHere is more of it.\n")


def test_a_report_whose_worker_dies_twice_fails_and_the_others_are_published(data_copy, folder) -> None:
    plan = plan_of(data_copy, "parameters: {level: [regional, all, national]}\n")
    run = run_of(data_copy, plan, folder)
    perform(run, workers=1)
    assert statuses(folder) == {"regional": "failed", "all": "published", "national": "published"}
    assert short(made(folder)) == ["", "national", "regional", "regional"]
    assert failures(run)[0].error.startswith("A process ended with code -9")


def test_the_next_run_makes_what_failed_or_changed_and_nothing_else(data_copy, plan, folder) -> None:
    perform(run_of(data_copy, plan, folder))
    (folder / ".work" / "made.txt").unlink()
    (folder / "mended").touch()
    perform(run_of(data_copy, plan, folder))
    assert short(made(folder)) == ["local"]
    assert run_of(data_copy, plan, folder).tasks() == []
    (folder / f"{DEFAULT_EVENT}--level-national" / "en" / "index.html").write_text(
        "tampered", encoding="utf-8"
    )
    assert short([task.name for task in run_of(data_copy, plan, folder).tasks()]) == ["national"]


def test_after_a_change_of_data_notebooks_or_formats_all_reports_are_made_again_and_for_another_event_none(
    data_copy, plan, folder
) -> None:
    folder.mkdir(parents=True)
    (folder / "mended").touch()
    perform(run_of(data_copy, plan, folder))
    todo = {}
    for path in (
        "data/events/bangkok-2018-mieux/event.yml", "data/codebook.csv", "notebooks/00-summary.ipynb", "notebooks/profiles.yml",
    ):  # fmt: skip
        before = (data_copy / path).read_bytes()
        (data_copy / path).write_bytes(before + b"\n")
        todo[path] = len(run_of(data_copy, plan, folder).tasks())
        (data_copy / path).write_bytes(before)
    assert list(todo.values()) == [0, 3, 3, 3]
    assert len(run_of(data_copy, plan_of(data_copy, LEVELS.replace("html", "pdf")), folder).tasks()) == 3
    assert len(run_of(data_copy, plan, folder).tasks(force=True)) == 3


class Interrupting(Seen):
    """Presses Ctrl-C after the first report."""

    def ended(self, worker, report, outcome) -> None:
        super().ended(worker, report, outcome)
        raise KeyboardInterrupt


def test_what_was_made_before_an_interruption_is_not_made_again(data_copy, plan, folder) -> None:
    folder.mkdir(parents=True)
    (folder / "mended").touch()
    with pytest.raises(KeyboardInterrupt):
        perform(run_of(data_copy, plan, folder), workers=1, seen=Interrupting())
    assert sorted(statuses(folder).values()) == ["published", "waiting", "waiting"]
    assert len(run_of(data_copy, plan, folder).tasks()) == 2


def test_shards_merged_are_the_same_as_the_whole(data_copy, plan, tmp_path) -> None:
    whole, merged, parts = tmp_path / "whole", tmp_path / "merged", [tmp_path / "1", tmp_path / "2"]
    perform(run_of(data_copy, plan, whole))
    for number, part in enumerate(parts, start=1):
        perform(run_of(data_copy, plan, part, (number, 2)))
        assert not (part / "matrix.json").exists()
    merge(plan, Folders(merged), parts)
    one, other = (
        {name: content for name, content in contents_of(base).items() if ".work" not in name}
        for base in (whole, merged)
    )
    assert one == other
    assert len(one) == 2 * 3 + 3  # two reports of two pages and a manifest; two summaries and matrix.json


def test_shards_may_share_a_folder_and_a_merge_refuses_what_was_changed(
    data_copy, plan, folder, tmp_path
) -> None:
    for number in (1, 2):
        perform(run_of(data_copy, plan, folder, (number, 2)))
    merge(plan, Folders(folder), [folder])
    assert statuses(folder) == {"all": "published", "national": "published", "local": "failed"}
    (folder / DEFAULT_EVENT / "fr" / "index.html").unlink()
    records = merge(plan, Folders(tmp_path / "merged"), [folder])
    assert [record.status for record in records] == ["failed", "published", "failed"]
    assert "a file is missing or was changed" in records[0].error


def test_no_published_file_contains_a_time_or_a_path(data_copy, plan, folder) -> None:
    perform(run_of(data_copy, plan, folder))
    first = {path.name: path.read_bytes() for path in folder.glob("*.*") if path.is_file()}
    assert str(data_copy).encode() not in b"".join(first.values())
    perform(run_of(data_copy, plan, folder), run_of(data_copy, plan, folder).tasks(force=True))
    assert {path.name: path.read_bytes() for path in folder.glob("*.*") if path.is_file()} == first
    assert (folder / ".work" / "times.jsonl").read_text(encoding="utf-8").count("\n") == 6


# --- the pages of a run -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a run with two parameters, and without one of the languages for some. Nothing may change it."""
    home = tmp_path_factory.mktemp("pages")
    for part in ("data", "notebooks"):
        shutil.copytree(HOME / part, home / part, ignore=shutil.ignore_patterns(".*"))
    asked = (
        "parameters: {level: [all, local], region: [all, Africa]}\nexclude: [{level: local, language: fr}]\n"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GCM_HOME", str(home))
        perform(run_of(home, plan_of(home, f"{asked}formats: html\n"), home / "reports" / "levels"))
    return home / "reports" / "levels"


def cells(page: BeautifulSoup) -> list[list[str]]:
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in page.find_all("tr")
    ]


def test_the_english_page_has_a_row_for_every_report(pages) -> None:
    page = BeautifulSoup((pages / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert cells(page) == [
        ["Level", "Region", "Status", "Files"],
        ["all", "all", "Published", "HTML"],
        ["all", "Africa", "Published", "HTML"],
        ["Local", "all", "Failed", "–"],
        ["Local", "Africa", "Failed", "–"],
    ]
    assert page.h1.get_text() == "Levels"
    assert page.find("p").get_text() == "Published: 2 · Failed: 2"


def test_the_french_page_has_the_french_reports_in_french(pages) -> None:
    page = BeautifulSoup((pages / "index.fr.html").read_text(encoding="utf-8"), "html.parser")
    assert page.html["lang"] == "fr"
    assert cells(page) == [
        ["Niveau", "Région", "État", "Fichiers"],
        ["tous", "tous", "Publié", "HTML"],
        ["tous", "Afrique", "Publié", "HTML"],
    ]


def test_links_lead_to_files_and_the_pages_to_each_other_and_rows_have_headers(pages) -> None:
    for name in ("index.html", "index.fr.html"):
        page = BeautifulSoup((pages / name).read_text(encoding="utf-8"), "html.parser")
        links = [link["href"] for link in page.find_all("a")]
        assert all((pages / link).is_file() for link in links)
        assert any(link.startswith(DEFAULT_EVENT) for link in links)
        assert page.caption.get_text()
        assert all(row.th["scope"] == "row" for row in page.tbody.find_all("tr"))
    assert {"index.html"} == {link["href"] for link in page.find_all("link")}
