"""Makes a project with one row per table, one notebook and one of every file that a person edits, to damage and read."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from tests.builders import GOOD, write_table

from gcm_analysis import paths
from gcm_analysis.catalogue import of_package, po_files
from gcm_analysis.commands.data import check_event, problems_of_all_events
from gcm_analysis.evidence import EvidenceError
from gcm_analysis.evidence.tables import TABLES
from gcm_analysis.importing.run import run
from gcm_analysis.matrix.file import read_plan

HOME = Path(__file__).parents[2]
SAMPLES = HOME / "tests" / "importing" / "made_by_tools"
EVENT = "talk"
DESCRIPTION = """\
title: {en: A title, fr: Un titre}
title_language: en
kind: {en: side event, fr: événement parallèle}
date: 2018-12-07
start: "08:30"
end: "09:45"
time_zone: Etc/UTC
city: {en: A city, fr: Une ville}
country: CHE
organisers:
  - name: {en: A body, fr: Un organisme}
panellists:
  - name: A Name
    role: {en: Speaker, fr: Intervenante}
    body: {en: A body, fr: Un organisme}
    level: national
    region: Europe
    perspective: {en: a city, fr: une ville}
    locator: {en: para 1, fr: par. 1}
questions:
  - phase: design
    text: {en: What helps, fr: Ce qui aide}
source_id: S001
attribution: named
statements: both
profile: tiny
word_limits: {00-tiny: 500}
"""
OWN = {
    "sessions": "session_id,title_en,title_fr,date,attribution\nA,Opening,Ouverture,2018-12-07,named\n",
    "speakers": "speaker_id,name,role_en,role_fr,body_en,body_fr,country,level,region,quote_consent\n"
    "P1,B. Person,Mayor,Maire,A city,Une ville,CHE,local,Europe,yes\n",
    "notes": "note_id,session_id,speaker_id,source_id,locator_en,locator_fr,year,level,region,phase,valence,theme,criterion,"
    "confidence,text_en,text_fr,quote,quote_language,coder\n"
    "N001,A,P1,,p. 1,p. 1,2018,local,Europe,design,challenge,PEER,relevance,high,It helps.,Cela aide.,,,ana\n",
    "themes": "code,label_en,label_fr,definition_en,definition_fr,shared_code\nOWN,Own,Propre,d,d,PEER\n",
    "documents": "source_id,title,published,url,language,note_en,note_fr,author,publisher\nD1,A document,2018,https://example.org/d,en,,,,\n",
}
MAPPING = """\
passages:
  words: quote
  language: en
  comments: ignore
variables:
  Level: level
documents:
  interview: {words: own, language: fr}
codes:
  Staff: {theme: PEER}
  Money: ignore
"""
MATRIX = """\
title: {en: Briefs, fr: Notes}
events: [talk]
languages: [en, fr]
parameters:
  level: [local, national]
tables:
  - from: data/mieux/actions.csv
    column: region
    as: region
    where:
      iso3: {empty: false}
include:
  - {region: Europe}
exclude:
  - {level: local, language: fr}
formats: html
"""


@dataclass(frozen=True)
class Target:
    """A file to damage, and the function that reads it."""

    file: Path
    kind: str
    read: Callable[[Path], None]


def targets(home: Path) -> list[Target]:
    """Make the project and return the files to damage."""
    _write(home)
    os.environ["GCM_HOME"] = str(home)
    folder = home / "data" / "events" / EVENT
    data = [home / "data" / table.file.format(event=EVENT) for table in TABLES.values()]
    data += [folder / f"{name}.csv" for name in OWN]
    data += [folder / "event.yml"] * 3
    shared = [
        home / "data" / "project.yml",
        home / "notebooks" / "profiles.yml",
        home / "notebooks" / "briefs.yml",
    ] * 2
    shared += [home / "notebooks" / "00-tiny.ipynb"] * 4
    shared += [file.path for file in po_files("fr")]
    found = [Target(file, file.suffix[1:], _check) for file in data]
    found += [Target(file, file.suffix[1:], _check_shared) for file in shared]
    found += [Target(home / "matrices" / "briefs.yml", "yml", _plan)] * 2
    found += [Target(home / "samples" / "mapping.yml", "yml", _map)]
    samples = sorted(path for path in (home / "samples").iterdir() if path.name != "mapping.yml")
    return found + [Target(file, file.suffix[1:], _import) for file in samples]


def _check(_: Path) -> None:
    """Do what `gcm check` does for an event."""
    problems, _ = check_event(EVENT)
    if problems:
        raise EvidenceError(problems)


def _check_shared(_: Path) -> None:
    """Do what `gcm check` does for the files that all events share."""
    problems = problems_of_all_events()
    if problems:
        raise EvidenceError(problems)


def _plan(file: Path) -> None:
    read_plan(file, paths.home())


def _import(file: Path) -> None:
    folder = _imported()
    run(folder, [file], coder="ana")


def _map(file: Path) -> None:
    folder = _imported()
    _copy_as(file, folder / "mapping.yml")
    run(folder, [file.parent / "qc.qdpx"], coder="ana")


def _copy_as(file: Path, copy: Path) -> None:
    """Copy what has this name, even a folder or a broken link."""
    if file.is_symlink():
        copy.symlink_to(file.readlink())
    elif file.is_dir():
        copy.mkdir()
    elif file.exists():
        shutil.copy(file, copy)


def _imported() -> Path:
    """Return a new event without notes, for an import to write into."""
    folder = paths.data() / "events" / ".imported"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def _write(home: Path) -> None:
    data, notebooks = home / "data", home / "notebooks"
    for name, table in TABLES.items():
        write_table(data / table.file.format(event=EVENT), name, GOOD[name])
    folder = data / "events" / EVENT
    (folder / "event.yml").write_text(DESCRIPTION, encoding="utf-8")
    for name, text in OWN.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    project = f"default_event: {EVENT}\nlicence: CC BY 4.0\nlicence_url: https://example.org/\npublisher_en: A unit\n"
    (data / "project.yml").write_text(project, encoding="utf-8")
    notebooks.mkdir()
    (notebooks / "profiles.yml").write_text("tiny:\n  - 00-tiny\n", encoding="utf-8")
    (notebooks / "briefs.yml").write_text("tiny: [00-tiny, fig-tiny]\n", encoding="utf-8")
    nbformat.write(_notebook(), notebooks / "00-tiny.ipynb")
    (home / "matrices").mkdir()
    (home / "matrices" / "briefs.yml").write_text(MATRIX, encoding="utf-8")
    _write_samples(home / "samples")
    _write_catalogues(home)


def _notebook() -> nbformat.NotebookNode:
    parameters = "event = ''\nlanguage = 'en'\nlevel = 'all'\nregion = 'all'"
    cells = [
        new_markdown_cell("# Tiny {#sec-tiny}", id="title"),
        new_code_cell(parameters, id="parameters", metadata={"tags": ["parameters"]}),
        new_code_cell("#| label: fig-tiny\npage.show(figure)", id="figure"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _write_samples(folder: Path) -> None:
    shutil.copytree(SAMPLES, folder, ignore=shutil.ignore_patterns("*.md"))
    (folder / "mapping.yml").write_text(MAPPING, encoding="utf-8")
    for name, text in OWN.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def _write_catalogues(home: Path) -> None:
    """Give the notebooks and the package small catalogues to read, so that damage soon hits each message."""
    real = [(file.text() or "").split("\n\n") for file in po_files("fr")]
    paths.LOCALE = home / "locale"
    for path, parts in zip((home / "notebooks" / "fr.po", of_package("fr").path), real, strict=True):
        plural = [part for part in parts if "msgid_plural" in part][:3]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(dict.fromkeys([*parts[:8], *plural])) + "\n", encoding="utf-8")
