"""Writes an RO-Crate of a published report: what was read, what ran with which parameters, and the results.

The crate conforms to RO-Crate 1.1 and to the profile Workflow Run Crate 0.5. Its main workflow is the file with the
commands that publish the report again; each notebook is a part of it, and each run of a notebook is an action. The crate is
the report's folder: its files are listed with their hashes. What was read is outside, in the project; it is listed with its
hash, as in the manifest. No time of a run is given, so that the same report has the same crate.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from gcm_analysis.edition import Edition
from gcm_analysis.publishing.metadata.describe import FIGURES, Description, media_type
from gcm_analysis.publishing.metadata.workflow import RERUN, commands
from gcm_analysis.publishing.stage.facts import read_json

CRATE = "ro-crate-metadata.json"
SPECIFICATION = "https://w3id.org/ro/crate/1.1"
JSON_LD = [f"{SPECIFICATION}/context", "https://w3id.org/ro/terms/workflow-run/context"]
PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.5": ("Process Run Crate", "0.5"),
    "https://w3id.org/ro/wfrun/workflow/0.5": ("Workflow Run Crate", "0.5"),
    "https://w3id.org/workflowhub/workflow-ro-crate/1.0": ("Workflow RO-Crate", "1.0"),
}
TYPES = {bool: "Boolean", str: "Text"}  # of parameters, as schema.org names them
NOTEBOOK = ".ipynb"
READ, SHELL, PUBLISHER = "#read", "#shell", "#publisher"

Entity = dict[str, Any]


def crate(report: Path, manifest: Mapping[str, Any], description: Description) -> Entity:
    """Return the crate of a report in the folder `report`, as its manifest lists it; `description` is of one language."""
    conforms = _references([SPECIFICATION, *list(PROFILES)[-1:]])
    graph = [
        _entity(CRATE, "CreativeWork", about={"@id": "./"}, conformsTo=conforms),
        *_root(manifest, description),
        *_files(report, manifest),
        *_inputs(manifest),
        *_parameters(manifest),
        *_actions(report, manifest, description),
    ]
    return {"@context": JSON_LD, "@graph": graph}


def _entity(identifier: str, kind: str | list[str], /, **said: Any) -> Entity:  # noqa: ANN401 - any JSON
    return {"@id": identifier, "@type": kind, **said}


def _root(manifest: Mapping[str, Any], description: Description) -> Iterator[Entity]:
    licence = description.licence_url or "#licence"
    history = {"version": description.version, "correction": description.history}
    runs = ["#run", *(_run(code, name) for code, name in _runs(manifest))]
    yield _entity(
        "./",
        "Dataset",
        name=description.title,
        description=" ".join(filter(None, (description.about, description.selected))),
        datePublished=description.date.isoformat(),
        creativeWorkStatus=description.status.capitalize(),
        inLanguage=sorted(manifest["parameters"]),
        keywords=list(description.keywords),
        author=_references(_authors(description)),
        publisher=_references([PUBLISHER] if description.own_publisher else _authors(description)),
        conformsTo=_references(PROFILES),
        mainEntity={"@id": RERUN},
        hasPart=_references(quote(name) for name in manifest["outputs"]),
        mentions=_references([READ, *runs]),
        **{name: text for name, text in history.items() if text},
        **({"license": {"@id": licence}} if description.licence else {}),
    )
    yield _entity(SPECIFICATION, "CreativeWork", name="RO-Crate", version="1.1")
    for address, (name, version) in PROFILES.items():
        yield _entity(address, "CreativeWork", name=name, version=version)
    if description.licence:
        yield _entity(licence, "CreativeWork", name=description.licence)
    for author, name in zip(_authors(description), description.authors, strict=True):
        yield _entity(author, "Person" if name in description.persons else "Organization", name=name)
    if description.own_publisher:
        yield _entity(PUBLISHER, "Organization", name=description.publisher)


def _files(report: Path, manifest: Mapping[str, Any]) -> Iterator[Entity]:
    """Yield the published files; the file with the commands is the workflow."""
    workflow = {
        "programmingLanguage": {"@id": SHELL},
        "input": _references(f"#parameter/{name}" for name in Edition.model_fields),
        "hasPart": _references(_input(name) for name in _notebooks(manifest)),
        "softwareRequirements": _references(f"#software/{name}" for name in manifest["versions"]),
    }
    for name, digest in manifest["outputs"].items():
        size = str((report / name).stat().st_size)
        kind = ["File", "SoftwareSourceCode", "ComputationalWorkflow"] if name == RERUN else "File"
        properties = {"name": name, "encodingFormat": media_type(name), "contentSize": size, "sha256": digest}
        yield _entity(quote(name), kind, **properties, **(workflow if name == RERUN else {}))
    yield _entity(SHELL, "ComputerLanguage", name="POSIX shell")
    for name, version in manifest["versions"].items():
        yield _entity(f"#software/{name}", "SoftwareApplication", name=name, softwareVersion=version)


def _inputs(manifest: Mapping[str, Any]) -> Iterator[Entity]:
    """Yield what was read: data and descriptions as one collection, notebooks as source code."""
    data = _references(_input(name) for name in manifest["inputs"] if not name.endswith(NOTEBOOK))
    yield _entity(READ, "Collection", name="Data that were read", hasPart=data)
    for name, digest in manifest["inputs"].items():
        kind = ["CreativeWork", "SoftwareSourceCode"] if name.endswith(NOTEBOOK) else "CreativeWork"
        yield _entity(_input(name), kind, name=name, encodingFormat=media_type(name), sha256=digest)


def _parameters(manifest: Mapping[str, Any]) -> Iterator[Entity]:
    """Yield each parameter and each value that it had; only the language has several."""
    for name, field in Edition.model_fields.items():
        given = sorted({json.dumps(edition[name]) for edition in manifest["parameters"].values()})
        kind = TYPES.get(type(json.loads(given[0])), "Text")
        about = {"name": name, "description": str(field.description), "additionalType": kind}
        parameter = _entity(f"#parameter/{name}", "FormalParameter", **about)
        yield parameter
        for value in map(json.loads, given):
            example_of = {"@id": parameter["@id"]}
            yield _entity(
                _value(name, value), "PropertyValue", name=name, value=value, exampleOfWork=example_of
            )


def _actions(report: Path, manifest: Mapping[str, Any], description: Description) -> Iterator[Entity]:
    """Yield the run of the workflow and those of its notebooks, with the files that each of them made."""
    editions = manifest["parameters"]
    agent = _references(_authors(description))
    values = {_value(name, value) for edition in editions.values() for name, value in edition.items()}
    yield _entity(
        "#run",
        "CreateAction",
        name="Publishing of the report",
        description="\n".join(commands(manifest)),
        agent=agent,
        instrument={"@id": RERUN},
        object=_references([READ, *sorted(values)]),
        result=_references(quote(name) for name in manifest["outputs"] if name != RERUN),
    )
    for code, name in _runs(manifest):
        yield _entity(
            _run(code, name),
            "CreateAction",
            name=f"Run of {name} ({code})",
            description="Executed by papermill with the parameters of the edition",
            agent=agent,
            instrument={"@id": _input(name)},
            object=_references([READ, *(_value(*one) for one in editions[code].items())]),
            result=_references(_results(report, manifest, code, PurePosixPath(name))),
        )


def _runs(manifest: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return language and notebook of each run whose executed copy is published."""
    return [
        (code, name)
        for code in sorted(manifest["parameters"])
        for name in _notebooks(manifest)
        if f"{code}/{name}" in manifest["outputs"]
    ]


def _results(report: Path, manifest: Mapping[str, Any], code: str, notebook: PurePosixPath) -> Iterator[str]:
    """Yield the executed copy of a notebook and the figures whose metadata name it."""
    yield quote(f"{code}/{notebook}")
    for path in sorted((report / code / FIGURES).glob("*.json")):
        if read_json(path)["notebook"] == notebook.stem:
            files = (f"{code}/{FIGURES}/{path.stem}{ending}" for ending in (".svg", ".png", ".csv", ".json"))
            yield from (quote(name) for name in files if name in manifest["outputs"])


def _notebooks(manifest: Mapping[str, Any]) -> list[str]:
    return [name for name in manifest["inputs"] if name.endswith(NOTEBOOK)]


def _authors(description: Description) -> list[str]:
    return [f"#author-{number}" for number in range(1, len(description.authors) + 1)]


def _input(name: str) -> str:
    return f"#read/{quote(name)}"


def _value(name: str, value: object) -> str:
    return f"#value/{name}/{quote(str(value), safe='')}"


def _run(code: str, name: str) -> str:
    return f"#run/{code}/{PurePosixPath(name).stem}"


def _references(names: Iterable[str]) -> Entity | list[Entity]:
    """Return references to entities; a single one is not a list, as RO-Crate requires."""
    found = [{"@id": name} for name in names]
    return found[0] if len(found) == 1 else found
