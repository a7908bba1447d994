"""Verdicts and differences as a terminal shows them. Nothing here prints: the command does."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.markup import escape
from rich.table import Table

from gcm_analysis.publishing.status.status import FORMAT_NAMES
from gcm_analysis.verifying.diff import Difference
from gcm_analysis.verifying.diff_page import summary
from gcm_analysis.verifying.numbers import KINDS
from gcm_analysis.verifying.verify import Coverage, Verdict

MANY = 20  # so many problems of one check are shown; the rest is counted unless all are asked for


def checks(verdict: Verdict, *, all_problems: bool) -> Iterator[str]:
    """Yield the lines that say what was checked and what was found."""
    for check in verdict.checks:
        sign, found = ("✗", f"{len(check.problems)} wrong") if check.problems else ("✓", "all well")
        yield f"{sign} {check.name}: {check.looked_at}: {found}"
        shown = check.problems if all_problems else check.problems[:MANY]
        yield from (f"    wrong: {problem}" for problem in shown)
        if len(shown) < len(check.problems):
            yield f"    … and {len(check.problems) - len(shown)} more; --all shows them"
        yield from (f"    remark: {remark}" for remark in check.remarks)


def coverage(found: tuple[Coverage, ...]) -> Iterator[Table]:
    """Yield, for the report and for its brief, how many numbers each file has, by what they belong to."""
    for product, files in groupby(sorted(found, key=_product, reverse=True), key=_product):
        yield _coverage(product, list(files))


def _coverage(product: str, found: list[Coverage]) -> Table:
    """Return the table of one product, with a column for each of its files."""
    table = Table(product, *(_column_head(file.file) for file in found), box=None)
    for kind, name in (*((kind, kind) for kind in KINDS), ("", "nothing")):
        table.add_row(name, *(str(file.kinds[kind]) for file in found))
    table.add_row("all", *(str(file.total) for file in found))
    table.add_row("covered", *(f"{file.share:.2%}" for file in found))
    for column in table.columns[1:]:
        column.justify = "right"
    return table


def conclusion(verdict: Verdict) -> str:
    """Return the last line: whether all is well."""
    wrong = [check.name for check in verdict.checks if check.problems]
    if not wrong:
        return "✓ The report is what its data and notebooks say."
    things = "thing is" if verdict.problems == 1 else "things are"
    return f"✗ {verdict.problems} {things} wrong, in: {', '.join(wrong)}."


def differences(found: Difference) -> Iterator[Table | str]:
    """Yield what differs between two reports: parameters, facts by chapter, words by language, how many of each."""
    if found.parameters:
        yield _table(("parameter", *found.names), found.parameters)
    for title, changes in found.chapters:
        rows = ((one.id, one.before, one.after, one.how) for one in changes)
        table = _table(("fact", "first", "second", "what it is"), rows)
        table.columns[0].overflow = "fold"  # a name that is cut short can't be looked up
        yield f"\n{title}"
        yield table
    for code, wordings in groupby(found.words, key=lambda one: one.language):
        yield _table((f"words ({code})", "first", "second"), (one[1:] for one in wordings))
    yield "\n" + " ".join(summary(found))


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Table:
    table = Table(*header, box=None)
    for row in rows:
        table.add_row(*(escape(cell) or "–" for cell in row))
    return table


def _product(file: Coverage) -> str:
    return "brief" if file.file.partition("/")[2].startswith("brief") else "report"


def _column_head(file: str) -> str:
    """Return language and format of a file, such as “en HTML”."""
    code, _, name = file.partition("/")
    return f"{code} {FORMAT_NAMES[name.rpartition('.')[2]]}"
