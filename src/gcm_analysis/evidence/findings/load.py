"""Reads findings, answers, the theory of change and the cases, with every problem of these files."""

from pathlib import Path
from typing import TypeVar

import pandas as pd
from pydantic import BaseModel

from gcm_analysis.evidence.findings import check, model
from gcm_analysis.evidence.findings.model import CountryCase, Synthesis
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.evidence.tables import TABLES, read_table
from gcm_analysis.evidence.yaml_file import Lines, read_described

File = TypeVar("File", bound=BaseModel)
KEYS = "only the keys that data/README.md lists"
# Tables whose rows a case may name, and the columns of their ids; the fact records of all events are added.
NAMED = {"actions": "action_id", "figures": "figure_id", "milestones": "milestone_id"}


def load_synthesis(data: Path) -> Synthesis | None:
    """Return the conclusions from the shared evidence; nothing where there are no findings.

    Raises an `EvidenceError` with every problem of its files.
    """
    if not (data / "findings.yml").exists():
        return None
    synthesis, problems = _read_synthesis(data)
    if problems or synthesis is None:
        raise EvidenceError(problems)
    return synthesis


def synthesis_problems(data: Path) -> list[Problem]:
    """Return the problems of the conclusions from the shared evidence."""
    return _read_synthesis(data)[1] if (data / "findings.yml").exists() else []


def _read_synthesis(data: Path) -> tuple[Synthesis | None, list[Problem]]:
    findings, wrong, at = _described(data, "findings.yml", model.FindingsFile, "findings")
    answers, more, answers_at = _described(data, "answers.yml", model.AnswersFile, "answers to the questions")
    theory, others, theory_at = _described(
        data, "theory_of_change.yml", model.TheoryFile, "a theory of change"
    )
    problems = [*wrong, *more, *others]
    if findings is None or answers is None or theory is None:
        return None, problems
    sources = _table(data, "sources")[["source_id", "source_type", "read_extent", "origin", "house"]]
    coded = _table(data, "statements").merge(sources, on="source_id")
    targets = check.Targets(coded, _other_rows(data), frozenset(each.id for each in findings.findings))
    questions = {each.question for each in answers.answers}
    problems += check.finding_problems(findings.findings, questions, targets, at)
    problems += check.answer_problems(answers, targets, answers_at)
    problems += check.theory_problems(theory, targets, theory_at)
    problems += check.function_problems(_table(data, "functions"), targets)
    found: tuple[CountryCase, ...] = ()
    if (data / "cases.yml").exists():
        cases, wrong, cases_at = _described(data, "cases.yml", model.CasesFile, "cases")
        found = cases.cases if cases else ()
        problems += [*wrong, *check.case_problems(found, targets, cases_at)]
    return Synthesis(
        findings.findings, answers.answers, answers.overall, theory.nodes, theory.arrows, coded, found
    ), problems


def _described(
    data: Path, name: str, kind: type[File], what: str
) -> tuple[File | None, list[Problem], Lines]:
    return read_described(data / name, f"data/{name}", kind, what=what, keys=KEYS)


def _table(data: Path, name: str) -> pd.DataFrame:
    """Return a shared table as text; its problems are reported where the evidence is loaded."""
    file = TABLES[name].file
    return read_table(data / file, f"data/{file}", name)[0]


def _other_rows(data: Path) -> frozenset[str]:
    tables = [(_table(data, name), column) for name, column in NAMED.items()]
    records = sorted((data / "events").glob("*/record.csv"))
    tables += [(read_table(path, path.name, "record")[0], "fact_id") for path in records]
    return frozenset(found for frame, column in tables for found in frame[column])
