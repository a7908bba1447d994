"""Counts the faults in the code that the tests find: `python -m benchmarks.mutants --count 60` prints the survivors and the share.

Places are drawn at random, with a fixed seed, from the packages that compute what a report says: a number one higher, a
reversed comparison, sum or condition. Each fault is made separately, in a copy of the project, and the tests that run its
line are repeated until one fails; for a line that runs when its module is imported, the tests of its package. Some survivors
have no visible effect; so the share compares two states of the tests, but 100 % can't be reached.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from coverage import CoverageData

from gcm_analysis import paths

PACKAGES = ("analysis", "evidence", "narrative")
PARTS = ("benchmarks", "data", "docs", "matrices", "notebooks", "src", "tests", "pyproject.toml")
TURNED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.BitAnd: ast.BitOr,
}  # fmt: skip
PYTEST = (sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider")
FOLDERS = [f"tests/{name}" for name in (*PACKAGES, "importing", "privacy")]  # whose tests are run
SECONDS = 1800  # for the tests of one fault; a fault that makes them hang counts as found


@dataclass(frozen=True)
class Fault:
    """One fault: its package, the file in it, and the number of the place in that file."""

    package: str
    file: Path
    place: int


def parts_that_run(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and its descendants, without decorators and annotations."""
    yield node
    for name, value in ast.iter_fields(node):
        if name not in ("decorator_list", "annotation", "returns"):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from parts_that_run(child)


def places(tree: ast.AST) -> list[tuple[int, Callable[[], None]]]:
    """Return for each place of a tree its line and the function that makes the fault there."""
    return [
        (node.lineno, fault)
        for node in parts_that_run(tree)
        if isinstance(node, ast.expr) and (fault := fault_of(node))
    ]


def fault_of(node: ast.AST) -> Callable[[], None] | None:
    match node:
        case ast.Constant(value=int() | float() as value):
            return lambda: setattr(node, "value", not value if isinstance(value, bool) else value + 1)
        case ast.Compare(ops=[operator]) if type(operator) in TURNED:
            return lambda: setattr(node, "ops", [TURNED[type(operator)]()])
        case ast.BinOp(op=operator) | ast.BoolOp(op=operator) if type(operator) in TURNED:
            return lambda: setattr(node, "op", TURNED[type(operator)]())
        case ast.UnaryOp(op=ast.USub()):
            return lambda: setattr(node, "op", ast.UAdd())
        case ast.UnaryOp(op=ast.Not()):
            return lambda: setattr(node, "operand", ast.UnaryOp(ast.Not(), node.operand))
    return None


def drawn(count: int, seed: int) -> list[Fault]:
    """Draw `count` faults from all places with equal probability."""
    source = paths.home() / "src" / "gcm_analysis"
    every = [
        Fault(package, file.relative_to(paths.home()), place)
        for package in PACKAGES
        for file in sorted((source / package).rglob("*.py"))
        for place in range(len(places(ast.parse(file.read_text()))))
    ]
    return random.Random(seed).sample(every, count)  # noqa: S311 - no secret


def survives(fault: Fault, project: Path, tests: Mapping[int, Sequence[str]]) -> str | None:
    """Return the faulty line if the tests of each line, `tests`, pass with the fault, else None."""
    file = project / fault.file
    whole = file.read_text()
    tree = ast.parse(whole)
    line, make = places(tree)[fault.place]
    make()
    file.write_text(ast.unparse(tree))
    found = tests_fail(project, *tests.get(line, [f"tests/{fault.package}"]))
    file.write_text(whole)
    return None if found else f"{fault.file}:{line}: {whole.splitlines()[line - 1].strip()}"


def tests_fail(project: Path, *selection: str) -> bool:
    run = [*PYTEST, "-x", *selection]
    surroundings = os.environ | {"PYTHONPATH": str(project / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            run, cwd=project, env=surroundings, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def tests_by_line(project: Path) -> CoverageData:
    """Run all tests once, and return which of them ran each line."""
    if tests_fail(project, "--cov=gcm_analysis", "--cov-context=test", "--cov-report=", *FOLDERS):
        sys.exit("The tests fail without any fault: fix them first.")
    data = CoverageData(str(project / ".coverage"))
    data.read()
    return data


def tests_of(file: Path, data: CoverageData) -> dict[int, list[str]]:
    """Return the tests that ran each line of a file; a line that also ran in an import has no entry."""
    contexts = data.contexts_by_lineno(str(file))
    return {
        line: list(dict.fromkeys(name.partition("|")[0] for name in names))
        for line, names in contexts.items()
        if "" not in names
    }


def copy_of_project(folder: Path) -> Path:
    folder.mkdir()
    for part in PARTS:
        copy = shutil.copytree if (paths.home() / part).is_dir() else shutil.copy
        copy(paths.home() / part, folder / part)
    return folder


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=60)
    asked.add_argument("--seed", type=int, default=18)
    options = asked.parse_args()
    with TemporaryDirectory() as temporary:
        project = copy_of_project(Path(temporary) / "project")
        ran = tests_by_line(project)
        survived = 0
        for fault in drawn(options.count, options.seed):
            if line := survives(fault, project, tests_of(project / fault.file, ran)):
                survived += 1
                print(line, flush=True)  # noqa: T201
    print(f"{options.count - survived} of {options.count} faults found.")  # noqa: T201


if __name__ == "__main__":
    main()
