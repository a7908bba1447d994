"""A whole report: left as it is while nothing changed, else made again for a reason; no notebook is run."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import DEFAULT_EVENT, Watch, contents_of
from tests.conftest import CONCLUSIONS, HOME, Terminal
from tests.publishing.notebooks import code, fact, notebook, publish_instead, text

from gcm_analysis.build_request import BuildRequest
from gcm_analysis.caching.memory import Memory
from gcm_analysis.caching.published import report_slot, unpublished
from gcm_analysis.caching.store import Store
from gcm_analysis.commands.reports import rebuild_reasons
from gcm_analysis.edition import Edition
from gcm_analysis.report import publish_report
from gcm_analysis.verifying import rebuilt

STORY = {
    "01-x": notebook(code("page.show(a)", text("Said 1.", fact("n", 1))), title="# The event {#sec-event}")
}


def request_in(home: Path, patch: pytest.MonkeyPatch) -> BuildRequest:
    """Return the order of a report of a project, which is published from a notebook made by hand."""
    patch.setenv("GCM_HOME", str(home))
    publish_instead(patch, lambda _: STORY)
    editions, memory = (Edition(event=DEFAULT_EVENT),), Memory(Store(home / "cache"))
    return BuildRequest(editions, ("html",), "embedded", home / "reports", True, memory)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project, which concludes nothing, with its published report."""
    home = tmp_path_factory.mktemp("published")
    for part in ("data", "notebooks"):
        shutil.copytree(HOME / part, home / part, ignore=shutil.ignore_patterns(".*", *CONCLUSIONS))
    with pytest.MonkeyPatch.context() as patch:
        publish_report(request_in(home, patch), Watch())
    return home


@pytest.fixture
def order(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BuildRequest:
    """Return the order of a report that was published a moment ago."""
    home = Path(shutil.copytree(published, tmp_path / "published"))
    order = request_in(home, monkeypatch)
    (kept,) = (home / "cache" / DEFAULT_EVENT).glob(
        "published-*"
    )  # named after the place, which is now another
    kept.rename(home / "cache" / report_slot(order))
    return order


def again(order: BuildRequest) -> list[str]:
    assert order.memory
    return unpublished(order, order.memory.store)


def append(path: Path, more: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(more)


def test_nothing_has_to_be_done_while_nothing_changed_and_another_event_does_not_matter(
    order: BuildRequest,
) -> None:
    assert again(order) == []
    append(order.output.parent / "data" / "events" / "another" / "event.yml", "title: x\n")
    assert again(order) == []
    assert order.memory
    reasons = dict(rebuild_reasons(order, order.memory.store))
    assert reasons["en: 02-what-to-do"] == ["never ran"]  # what was published here was made by hand
    assert reasons["the report"] == []


def test_changes_of_inputs_and_of_published_files_are_both_noticed(
    order: BuildRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, notebooks = (order.output.parent / name for name in ("data", "notebooks"))
    append(data / "countries.csv", "ZZZ,,,\n")
    append(notebooks / "fr.po", "# A remark.\n")
    append(data / "events" / DEFAULT_EVENT / "more.csv", "a\n")
    append(order.report / "index.html", " ")
    append(order.report / "en" / "new.txt", "")
    (order.report / "en" / "facts.json").unlink()
    story = notebooks / "02-what-to-do.ipynb"
    story.write_text(
        story.read_text(encoding="utf-8").replace("# What to do <", "# What to do now <", 1), encoding="utf-8"
    )
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert set(again(replace(order, formats=("html", "pdf")))) == {
        "data/countries.csv changed: 1 row added",
        f"data/events/{DEFAULT_EVENT} has a new more.csv",
        "notebooks/fr.po changed",
        f"{DEFAULT_EVENT}/index.html changed",
        f"{DEFAULT_EVENT}/en/new.txt changed",
        f"{DEFAULT_EVENT}/en/facts.json changed",
        "02-what-to-do, cell 1 changed",
        "SOURCE_DATE_EPOCH changed: 0 → 1",
        "--format changed: html → html,pdf",
    }
    assert again(replace(order, output=tmp_path / "elsewhere")) == ["never ran"]


def test_pages_from_the_cache_have_the_same_bytes_as_pages_made_anew(order: BuildRequest) -> None:
    made = contents_of(order.report)
    assert order.memory
    order.memory.why.clear()
    publish_report(order, Watch())
    assert set(map(tuple, order.memory.why.values())) == {()}
    assert contents_of(order.report) == made
    publish_report(replace(order, memory=None), Watch())
    assert contents_of(order.report) == made


def test_a_changed_sentence_remakes_the_page_of_its_notebook_and_the_files_with_the_whole_report(
    order: BuildRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = notebook(code("page.show(b)", text("")), title="# Other {#sec-other}")
    publish_instead(monkeypatch, lambda _: STORY | {"02-y": other})

    def made_again(sentence: str) -> set[str]:
        other.cells[1].outputs[0].metadata["gcm"]["markdown"] = sentence
        assert order.memory
        order.memory.why.clear()
        publish_report(order, Watch())
        return {slot.rpartition("/")[2] for (_, slot), why in order.memory.why.items() if why}

    made_again("Said so.")
    assert made_again("Said otherwise.") == {"02-y.html", "html"}


def test_verifying_uses_nothing_from_the_cache(order: BuildRequest, tmp_path: Path) -> None:
    content = json.loads((order.report / "manifest.json").read_text(encoding="utf-8"))
    assert [each.memory for each in rebuilt.requests(content, tmp_path)] == [None]


def test_a_run_that_changes_nothing_says_so_and_writes_nothing(
    gcm: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gcm_analysis.commands.reports.unpublished", lambda *_: [])
    monkeypatch.setattr("gcm_analysis.report.publish_report", lambda *_: pytest.fail("it was published"))
    code, out, err = gcm("report")
    assert (code, out) == (0, f"Published: HOME/reports/{DEFAULT_EVENT}/index.html\n")
    assert err == "Nothing has changed since this report was published; it stays as it is.\n"


def test_why_gives_the_reason_for_each_step_in_a_sentence(gcm: Terminal) -> None:
    code, out, err = gcm("why", "bangkok-2018-mieux", "--language", "en", "-p", "level=local")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "en: 10-outcome: never ran"
    assert out.splitlines()[-1] == "the report: never ran"


def test_why_accepts_the_folder_of_a_published_report(gcm: Terminal, order: BuildRequest) -> None:
    name = f"{DEFAULT_EVENT}--level-local"
    manifest = order.report.rename(order.output / name) / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    content["parameters"]["en"] |= {"level": "local"}
    manifest.write_text(json.dumps(content), encoding="utf-8")
    code, out, _ = gcm("why", name, "--format", "html", "--language", "en")
    assert code == 0
    assert out.startswith("en: 00-summary: never ran\n")
