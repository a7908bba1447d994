"""What must hold between the cases of `cases.yml` and the rows that they are written from."""

from collections import Counter
from collections.abc import Iterator, Sequence

from gcm_analysis.evidence.findings.check import Known, unknown_ids
from gcm_analysis.evidence.findings.model import CountryCase
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.yaml_file import Lines, line_of

CASES = "data/cases.yml"


def case_problems(cases: Sequence[CountryCase], known: Known, lines: Lines) -> Iterator[Problem]:
    """Yield what is wrong with cases: ids given twice, rows that no table has, statements about another country."""
    for found, times in Counter(case.id for case in cases).items():
        if times > 1:
            yield Problem(CASES, None, "id", found, "an id that no other case has", "give each its own")
    abroad = dict(zip(known.coded["statement_id"], known.coded["iso3"].str.split("|"), strict=True))
    for number, case in enumerate(cases):
        row = line_of(lines, f"cases.{number}")
        if not case.ids & known.statements:
            expected = "at least one statement of data/statements.csv"
            yield Problem(
                CASES, row, case.id, ", ".join(sorted(case.ids)), expected, "add one, or leave the case out"
            )
        for part, passage in case.passages.items():
            where = line_of(lines, f"cases.{number}.{part}")
            every = known.statements | known.other_rows
            yield from unknown_ids(CASES, where, f"{case.id}.{part}", passage.ids, every, "a table of data/")
            for found in passage.ids:
                if case.iso3 not in abroad.get(found, [case.iso3]):
                    expected = f"a statement about {case.iso3} according to iso3 in data/statements.csv"
                    yield Problem(CASES, where, f"{case.id}.{part}", found, expected, "name another row")
