"""Help, and whatever only needs an event's name, import nothing that computes or draws."""

import subprocess
import sys
from typing import get_args

import pytest

from gcm_analysis import importing
from gcm_analysis.commands import COMMANDS, events
from gcm_analysis.commands.line import _loaded

HEAVY = {"pandas", "numpy", "matplotlib", "seaborn", "nbformat", "papermill", "openpyxl", "typst"}
OF_COMMANDS = {"typer", "rich", "pydantic", "yaml", "babel"}


def imported(code: str) -> set[str]:
    result = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(result.stdout.splitlines()[-1].split())


def asking(*arguments: str) -> str:
    return (
        f"import sys; sys.argv = ['gcm', *{arguments!r}]\nfrom gcm_analysis import cli\n"
        "try: cli.entrypoint()\nexcept SystemExit: pass"
    )


@pytest.mark.parametrize("arguments", [(), ("--help",), ("--version",)])
def test_help_and_version_import_no_package_at_all(arguments: tuple[str, ...]) -> None:
    assert not imported(asking(*arguments)) & (HEAVY | OF_COMMANDS)


HELP = """
import os, sys
import babel, pydantic, rich.console, rich.table, typer, yaml  # which every command may take
from gcm_analysis import cli
for command in {commands!r}:
    if not os.fork():  # nothing that another command imports is there
        sys.argv = ["gcm", command, "--help"]
        try:
            cli.entrypoint()
        except SystemExit:
            found = sorted({heavy!r} & sys.modules.keys())
            print("\\n", command, *found, file=sys.stderr, flush=True)
            os._exit(0)
    os.wait()
"""


def test_the_help_of_a_command_imports_nothing_that_computes_or_draws() -> None:
    code = HELP.format(commands=tuple(COMMANDS), heavy=HEAVY)
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr
    assert [line.split() for line in printed.splitlines() if line.strip()] == [
        [command] for command in COMMANDS
    ]


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert not imported("import gcm_analysis") & (HEAVY | OF_COMMANDS)
    assert not imported("import gcm_analysis as gcm; gcm.load") & {
        "matplotlib",
        "seaborn",
        "papermill",
        "typst",
    }


def test_finding_the_default_event_reads_no_table() -> None:
    assert not imported("from gcm_analysis.evidence import default_event") & HEAVY
    assert not imported("import gcm_analysis.edition, gcm_analysis.caching.published") & HEAVY


def test_every_command_that_is_listed_exists() -> None:
    assert [_loaded(command).name for command in COMMANDS] == list(COMMANDS)


def test_the_kinds_of_export_in_the_help_are_those_of_the_package() -> None:
    assert get_args(importing.Kind) == get_args(events.Kind)
