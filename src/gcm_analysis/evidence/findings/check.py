"""Checks findings, answers, the theory of change and cases against each other and against the rows that they rest on."""

import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import pandas as pd

from gcm_analysis.evidence.event import Event, KeyMessage
from gcm_analysis.evidence.findings.model import CONFIDENCES, AnswersFile, CountryCase, Finding, TheoryFile
from gcm_analysis.evidence.findings.support import CodedRows, by_statement, ceilings, support
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.yaml_file import Lines, line_of

FINDINGS, ANSWERS, THEORY = "data/findings.yml", "data/answers.yml", "data/theory_of_change.yml"
CASES, FUNCTIONS = "data/cases.yml", "data/gcm/functions.csv"
STATEMENTS, TABLES = "data/statements.csv", "a table of data/"
NEVER_EVIDENCE = ("design_feature", "norm_or_opinion")  # shown as illustration, never counted as support
# What the supports of a finding say.
EFFECT = "something helped or hindered, report a result or state an obstacle"
EVENT_EFFECT = "something helped or hindered, report a result or describe a trend"
PARTS = ("supports", "qualifies", "illustrates")
CITED = re.compile(r"\b[A-Z]{1,3}[0-9]{2}\b")


@dataclass(frozen=True)
class Targets:
    """What findings may refer to: statements with their sources' columns, ids of other rows, ids of findings."""

    coded: pd.DataFrame
    other_rows: frozenset[str]
    findings: frozenset[str]

    @cached_property
    def statements(self) -> frozenset[str]:
        return frozenset(self.coded["statement_id"])

    @cached_property
    def rows(self) -> frozenset[str]:
        return self.statements | self.other_rows


def finding_problems(
    findings: Sequence[Finding], questions: Collection[str], targets: Targets, lines: Lines
) -> Iterator[Problem]:
    """Yield the errors of findings: ids, questions, rows, and confidence that the rows forbid."""
    yield from repeated(FINDINGS, [finding.id for finding in findings], "an id that no other finding has")
    coded, statements, rows = by_statement(targets.coded), targets.statements, targets.rows
    for number, finding in enumerate(findings):
        place = f"findings.{number}"
        row = line_of(lines, place)
        if finding.question not in questions:
            expected = f"a question that {ANSWERS} answers: {', '.join(sorted(questions))}"
            yield Problem(FINDINGS, row, f"{finding.id}.question", finding.question, expected, "correct it")
        for name in PARTS:
            ids = getattr(finding, name)
            yield from _unknown(FINDINGS, row, f"{finding.id}.{name}", ids, statements, STATEMENTS)
        for case in finding.cases:
            yield from _unknown(FINDINGS, row, f"{finding.id}.cases", case.ids, rows, TABLES)
        for part, *problem in unfit_rows(finding, coded, EFFECT, "move it to illustrates"):
            yield Problem(FINDINGS, row, f"{finding.id}{part}", *problem)
        yield from _too_confident(finding, coded, line_of(lines, f"{place}.overall.level"))


def answer_problems(answers: AnswersFile, targets: Targets, lines: Lines) -> Iterator[Problem]:
    """Yield answers that name other findings in their words than in their list, in either language."""
    numbered = [(f"answers.{number}", answer) for number, answer in enumerate(answers.answers)]
    for place, answer in (*numbered, ("overall", answers.overall)):
        for code in ("en", "fr"):
            named, key = set(CITED.findall(answer.in_language(code))), f"{place}.{code}"
            if named != set(answer.findings):
                expected = f"the same findings as in the list: {', '.join(answer.findings)}"
                remedy = "name each finding in the words and in the list"
                yield Problem(ANSWERS, line_of(lines, key), key, ", ".join(sorted(named)), expected, remedy)
        yield from _unknown(
            ANSWERS, line_of(lines, place), place, answer.findings, targets.findings, FINDINGS
        )


def theory_problems(theory: TheoryFile, targets: Targets, lines: Lines) -> Iterator[Problem]:
    """Yield arrows between nodes that do not exist, and grounds that no row or finding has."""
    nodes = {node.id for node in theory.nodes}
    for number, arrow in enumerate(theory.arrows):
        place = f"arrows.{number}"
        unknown = partial(_unknown, THEORY, line_of(lines, place))
        yield from unknown(place, (arrow.from_, arrow.to), nodes, "the list of nodes")
        for name, ground in arrow.grounds:
            yield from unknown(f"{place}.{name}", ground.findings, targets.findings, FINDINGS)
            yield from unknown(f"{place}.{name}", ground.statements, targets.statements, STATEMENTS)


def function_problems(functions: pd.DataFrame, targets: Targets) -> Iterator[Problem]:
    """Yield ids in the comparison with the mechanism that no table and no finding has."""
    named = dict.fromkeys(("delivered_rows", "record_rows", "hinders_rows"), (targets.rows, TABLES))
    for column, (ids, target) in (named | {"findings": (targets.findings, FINDINGS)}).items():
        for row, cell in functions[column].items():
            parts = filter(None, cell.split("|"))
            yield from _unknown(FUNCTIONS, int(str(row)), column, parts, ids, target)


def case_problems(cases: Sequence[CountryCase], targets: Targets, lines: Lines) -> Iterator[Problem]:
    """Yield the errors of cases: repeated ids, rows that no table has, statements about another country."""
    yield from repeated(CASES, [case.id for case in cases], "an id that no other case has")
    countries = dict(zip(targets.coded["statement_id"], targets.coded["iso3"].str.split("|"), strict=True))
    for number, case in enumerate(cases):
        if not case.ids & targets.statements:
            row, found = line_of(lines, f"cases.{number}"), ", ".join(sorted(case.ids))
            expected = f"at least one statement of {STATEMENTS}"
            yield Problem(CASES, row, case.id, found, expected, "add one, or leave the case out")
        for part, passage in case.passages.items():
            where, key = line_of(lines, f"cases.{number}.{part}"), f"{case.id}.{part}"
            yield from _unknown(CASES, where, key, passage.ids, targets.rows, TABLES)
            for found in passage.ids:
                if case.iso3 not in countries.get(found, [case.iso3]):
                    expected = f"a statement about {case.iso3} according to iso3 in {STATEMENTS}"
                    yield Problem(CASES, where, key, found, expected, "name another row")


def conclusion_problems(event: Event, said: pd.DataFrame, label: str) -> Iterator[Problem]:
    """Yield the conclusions that the event's statements do not support, by file and key; lists count from one.

    `said` has the event's statements that the report counts, joined with the columns of their sources.
    """
    coded = by_statement(said)
    concluded = (event.conclusions.findings, event.conclusions.recommendations)
    ids_given = [one.id for group in concluded for one in group]
    yield from repeated(f"{label}findings.yml", ids_given, "an id that nothing else in the file has")
    for file, key, ids in _ids_in(event):
        for found in ids:
            if found not in coded:
                expected = "a statement of the event that its report counts"
                remedy = "correct it, complete the note (see the list of what is missing), or take it out"
                yield Problem(f"{label}{file}", None, key, found, expected, remedy)
    remedy = "move it to illustrates, or write a recommendation"
    for number, message in enumerate(event.conclusions.findings, start=1):
        for part, *problem in unfit_rows(message, coded, EVENT_EFFECT, remedy):
            yield Problem(f"{label}findings.yml", None, f"findings.{number}{part}", *problem)


def _ids_in(event: Event) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the ids of statements in an event's files, each with its file and its keys."""
    for number, message in enumerate(event.conclusions.findings, start=1):
        for part in PARTS:
            yield "findings.yml", f"findings.{number}.{part}", getattr(message, part)
    for number, one in enumerate(event.conclusions.recommendations, start=1):
        yield "findings.yml", f"recommendations.{number}.supports", one.supports
    for name in ("accounts", "follow_up"):
        for number, item in enumerate(getattr(event, name), start=1):
            yield "event.yml", f"{name}.{number}.notes", item.notes


def repeated(file: str, ids: Sequence[str], expected: str) -> Iterator[Problem]:
    for found, times in Counter(ids).items():
        if times > 1:
            yield Problem(file, None, "id", found, expected, "give each its own")


def unfit_rows(
    claim: Finding | KeyMessage, coded: CodedRows, what: str, remedy: str
) -> Iterator[tuple[str, str, str, str]]:
    """Yield the statements that a claim names in two places, and supports that are no evidence for it.

    For each: the part of the claim, if it is one, what was found, what was expected (`what` supports may say), what to do.
    """
    named = Counter([*claim.supports, *claim.qualifies, *claim.illustrates])
    for found in (each for each, times in named.items() if times > 1):
        yield "", found, "one place: supports, qualifies or illustrates", "keep it where it belongs"
    for statement in dict.fromkeys(claim.supports):
        if statement in coded and (reason := _why_no_evidence(coded[statement])):
            found, expected = f"{statement}, {reason}", f"statements that say that {what}"
            yield ".supports", found, expected, remedy


def _why_no_evidence(statement: Mapping[Hashable, str]) -> str:
    """Return why a statement cannot support a finding, or nothing."""
    if statement["evidence_kind"] in NEVER_EVIDENCE:
        return f"a {statement['evidence_kind']}"
    if statement["source_type"] == "negotiated_text":
        return "from a negotiated text, which says what States agreed and not what works"
    if statement["read_extent"] == "headings":
        return "from a source of which only headings were read"
    return ""


def _too_confident(finding: Finding, coded: CodedRows, row: int | None) -> Iterator[Problem]:
    level, key = finding.overall.level, f"{finding.id}.overall.level"
    for rule in ceilings(support(finding.supports, coded)):
        if CONFIDENCES.index(level) > CONFIDENCES.index(rule.at_most):
            expected = f"at most {rule.at_most} {rule.reason}"
            yield Problem(FINDINGS, row, key, level, expected, "choose a weaker word")


def _unknown(  # noqa: PLR0913 - where it was found, what was found, where it should be
    file: str, row: int | None, place: str, ids: Iterable[str], known: Collection[str], target: str
) -> Iterator[Problem]:
    for found in ids:
        if found not in known:
            yield Problem(file, row, place, found, f"an id that {target} has", "correct it, or add the row")
