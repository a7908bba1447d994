"""Reading findings, answers, the theory of change and the cases, with every problem of these files."""

from pathlib import Path
from typing import TypeVar

import pandas as pd
from pydantic import BaseModel

from gcm_analysis.evidence.findings.check import (
    Known,
    answer_problems,
    case_problems,
    finding_problems,
    function_problems,
    theory_problems,
)
from gcm_analysis.evidence.findings.model import (
    AnswersFile,
    CasesFile,
    CountryCase,
    FindingsFile,
    Synthesis,
    TheoryFile,
)
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.evidence.tables import TABLES, read_table
from gcm_analysis.evidence.yaml_file import Lines, read_described

File = TypeVar("File", bound=BaseModel)
KEYS = "only the keys that data/README.md lists"
# Tables of which a case may name rows, with the column that holds their ids; the fact records of all events come beside.
NAMED = {"actions": "action_id", "figures": "figure_id", "milestones": "milestone_id"}


def load_synthesis(data: Path) -> Synthesis | None:
    """Return what is concluded from the shared evidence, or nothing where no findings are written down.

    Raises an `EvidenceError` with every problem of its files.
    """
    if not (data / "findings.yml").exists():
        return None
    synthesis, problems = _read_synthesis(data)
    if problems or synthesis is None:
        raise EvidenceError(problems)
    return synthesis


def synthesis_problems(data: Path) -> list[Problem]:
    """Return what is wrong with what is concluded from the shared evidence; nothing where nothing is."""
    return _read_synthesis(data)[1] if (data / "findings.yml").exists() else []


def _read_synthesis(data: Path) -> tuple[Synthesis | None, list[Problem]]:
    findings, wrong, at = _described(data, "findings.yml", FindingsFile, "findings")
    answers, more, answers_at = _described(data, "answers.yml", AnswersFile, "answers to the questions")
    theory, others, theory_at = _described(data, "theory_of_change.yml", TheoryFile, "a theory of change")
    problems = [*wrong, *more, *others]
    if findings is None or answers is None or theory is None:
        return None, problems
    coded = _coded(data)
    known = Known(coded, _other_rows(data), frozenset(each.id for each in findings.findings))
    problems += finding_problems(findings.findings, {each.question for each in answers.answers}, known, at)
    problems += answer_problems(answers, known, answers_at)
    problems += theory_problems(theory, known, theory_at)
    problems += function_problems(_table(data, "functions"), known)
    cases, wrong = _cases(data, known)
    problems += wrong
    written = Synthesis(
        findings.findings, answers.answers, answers.overall, theory.nodes, theory.arrows, coded, cases
    )
    return written, problems


def _cases(data: Path, known: Known) -> tuple[tuple[CountryCase, ...], list[Problem]]:
    """Return the cases, none where none are written down, and what is wrong with them."""
    if not (data / "cases.yml").exists():
        return (), []
    file, problems, lines = _described(data, "cases.yml", CasesFile, "cases")
    return (file.cases, list(case_problems(file.cases, known, lines))) if file else ((), problems)


def _described(
    data: Path, name: str, model: type[File], what: str
) -> tuple[File | None, list[Problem], Lines]:
    return read_described(data / name, f"data/{name}", model, what=what, keys=KEYS)


def _table(data: Path, name: str) -> pd.DataFrame:
    """Return a shared table as text; what is wrong in it is said where the evidence itself is read."""
    file = TABLES[name].file
    return read_table(data / file, f"data/{file}", name)[0]


def _coded(data: Path) -> pd.DataFrame:
    """Return the shared statements, one row each, joined with the columns of their sources."""
    sources = _table(data, "sources")[["source_id", "source_type", "read_extent", "origin", "house"]]
    return _table(data, "statements").merge(sources, on="source_id")


def _other_rows(data: Path) -> frozenset[str]:
    tables = [(_table(data, name), column) for name, column in NAMED.items()]
    records = sorted((data / "events").glob("*/record.csv"))
    tables += [(read_table(path, path.name, "record")[0], "fact_id") for path in records]
    return frozenset(found for frame, column in tables for found in frame[column])
