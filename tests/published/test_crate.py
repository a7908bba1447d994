"""The RO-Crate beside the report: a graph that is closed, every file with its hash, every run with what it used."""

import json
import shlex
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from tests.builders import DEFAULT_EVENT
from tests.published.conftest import Published

from gcm_analysis import paths
from gcm_analysis.edition import LANGUAGES, Edition
from gcm_analysis.publishing.metadata.workflow import commands

UNLISTED = {"manifest.json", "ro-crate-metadata.json"}  # the manifest has the hash of the crate


@pytest.fixture(scope="module")
def graph(published: Published) -> dict[str, dict[str, Any]]:
    """Return the entities of the crate by their ids."""
    crate = json.loads((published.folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    assert crate["@context"] == [
        "https://w3id.org/ro/crate/1.1/context",
        "https://w3id.org/ro/terms/workflow-run/context",
    ]
    entities = {entity["@id"]: entity for entity in crate["@graph"]}
    assert len(entities) == len(crate["@graph"]), "an id is used twice"
    return entities


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict) and value.keys() == {"@id"}:
        yield value["@id"]
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from references(item)


def ids(entity: dict[str, Any], name: str) -> list[str]:
    return list(references(entity[name]))


def kinds(entity: dict[str, Any]) -> list[str]:
    return entity["@type"] if isinstance(entity["@type"], list) else [entity["@type"]]


def test_every_entity_that_is_referred_to_is_there(graph: dict[str, dict]) -> None:
    used = {name for entity in graph.values() for name in references(entity)}
    assert used - graph.keys() == set()
    assert graph.keys() - used == {"ro-crate-metadata.json"}


def test_the_crate_says_which_profiles_it_keeps_to(graph: dict[str, dict]) -> None:
    descriptor, root = graph["ro-crate-metadata.json"], graph["./"]
    assert ids(descriptor, "about") == ["./"]
    assert ids(descriptor, "conformsTo") == [
        "https://w3id.org/ro/crate/1.1",
        "https://w3id.org/workflowhub/workflow-ro-crate/1.0",
    ]
    assert ids(root, "conformsTo") == [
        "https://w3id.org/ro/wfrun/process/0.5",
        "https://w3id.org/ro/wfrun/workflow/0.5",
        "https://w3id.org/workflowhub/workflow-ro-crate/1.0",
    ]
    assert root["inLanguage"] == ["en", "fr"]
    assert ids(root, "license") == ["https://creativecommons.org/licenses/by/4.0/"]


def test_every_file_of_the_report_is_listed_with_its_hash_and_its_size(
    published: Published, graph: dict[str, dict]
) -> None:
    report = published.folder
    listed = {unquote(name): graph[name] for name in ids(graph["./"], "hasPart")}
    present = {path.relative_to(report).as_posix() for path in report.rglob("*") if path.is_file()}
    assert listed.keys() == present - UNLISTED
    assert {entity["@id"] for entity in graph.values() if "File" in kinds(entity)} == set(listed)
    for name, entity in listed.items():
        content = (report / name).read_bytes()
        assert entity["sha256"] == sha256(content).hexdigest()
        assert entity["contentSize"] == str(len(content))
    assert listed["en/index.html"]["encodingFormat"] == "text/html"
    assert listed["en/figures/fig-gaps.svg"]["encodingFormat"] == "image/svg+xml"


def test_what_was_read_is_named_with_its_hash(graph: dict[str, dict]) -> None:
    read = [graph[name] for name in ids(graph["#read"], "hasPart")]
    assert {"data/statements.csv", f"data/events/{DEFAULT_EVENT}/event.yml"} <= {one["name"] for one in read}
    notebooks = [graph[name] for name in ids(graph["rerun.sh"], "hasPart")]
    assert {"CreativeWork", "SoftwareSourceCode"} == {kind for one in notebooks for kind in kinds(one)}
    for one in (*read, *notebooks):
        assert one["sha256"] == sha256((paths.home() / one["name"]).read_bytes()).hexdigest()


def test_the_workflow_is_the_file_that_publishes_the_report_again(
    published: Published, graph: dict[str, dict]
) -> None:
    assert ids(graph["./"], "mainEntity") == ["rerun.sh"]
    workflow = graph["rerun.sh"]
    assert {"File", "SoftwareSourceCode", "ComputationalWorkflow"} == set(kinds(workflow))
    software = {
        graph[name]["name"]: graph[name]["softwareVersion"] for name in ids(workflow, "softwareRequirements")
    }
    manifest = json.loads((published.folder / "manifest.json").read_text(encoding="utf-8"))
    assert software == manifest["versions"]
    assert {graph[name]["name"] for name in ids(workflow, "input")} == set(Edition.model_fields)
    *_, command = (published.folder / "rerun.sh").read_text(encoding="utf-8").splitlines()
    assert (
        command == f"gcm report {DEFAULT_EVENT} --language en,fr --format html,pdf,docx --publisher embedded"
    )


def test_the_run_has_its_parameters_and_its_results(graph: dict[str, dict]) -> None:
    run = graph["#run"]
    assert (run["@type"], ids(run, "instrument")) == ("CreateAction", ["rerun.sh"])
    values = [graph[name] for name in ids(run, "object") if name != "#read"]
    given = {(one["name"], one["value"]) for one in values}
    assert {name for name, _ in given} == set(Edition.model_fields)
    assert {("minimum_confidence", "low"), ("language", "en"), ("language", "fr")} <= given
    for value in values:
        (parameter,) = ids(value, "exampleOfWork")
        assert graph[parameter]["name"] == value["name"]
    assert graph["#parameter/self_reports"]["additionalType"] == "Boolean"
    assert {"en/index.html", "fr/figures/fig-gaps.json"} <= set(ids(run, "result"))


def test_each_notebook_that_is_published_ran_as_an_action_of_its_own(graph: dict[str, dict]) -> None:
    runs = {name: entity for name, entity in graph.items() if name.startswith("#run/")}
    assert {f"#run/{code}/00-summary" for code in LANGUAGES} <= runs.keys()
    (french,) = (run for name, run in runs.items() if "fr/figures/fig-gaps.svg" in ids(run, "result"))
    assert "#value/language/fr" in ids(french, "object")
    assert "#value/language/en" not in ids(french, "object")
    (notebook,) = ids(french, "instrument")
    assert f"fr/notebooks/{Path(notebook).name}" in ids(french, "result")
    assert ids(graph["./"], "mentions") == ["#read", "#run", *runs]


def test_languages_with_other_formats_are_published_by_a_command_of_their_own() -> None:
    def edition(code: str) -> dict[str, Any]:
        return Edition(event="a b", language=code, self_reports=False).model_dump()

    manifest = {
        "publisher": "embedded",
        "parameters": {"en": edition("en"), "fr": edition("fr")},
        "outputs": dict.fromkeys(("en/index.html", "en/report.pdf", "fr/report-draft.html"), ""),
    }
    assert [shlex.split(line) for line in commands(manifest)] == [
        ["gcm", "report", "a b", *f"--language {code} --format {formats} --publisher embedded -p self_reports=false".split()]
        for code, formats in (("fr", "html"), ("en", "html,pdf"))
    ]  # fmt: skip
