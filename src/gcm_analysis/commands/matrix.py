"""`gcm matrix` publishes every report that a file asks for."""

from collections.abc import Sequence
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Annotated

import typer

from gcm_analysis import paths
from gcm_analysis.commands.folders import Wait, alone_in, output_folder
from gcm_analysis.commands.terminal import err, notify, out, show
from gcm_analysis.edition import ParameterError
from gcm_analysis.errors import NotebookFailed, Stopped, UserError

if TYPE_CHECKING:
    from gcm_analysis.matrix.plan import Plan, Variant
    from gcm_analysis.matrix.results import Folders, Record
    from gcm_analysis.matrix.run import Perform, Run

app = typer.Typer()
SHOWN = 20  # variants of a plan, or failures, that are listed


@app.command(
    epilog="Exit codes: 0 all published, 1 bad input, 3 some failed and are named, 130 stopped; the next run goes on.",
)
def matrix(  # noqa: PLR0913 - one argument per option
    file: Annotated[Path, typer.Argument(help="The file; docs/matrix.md describes it.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List the reports; make none.")] = False,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=VALUE", help="Only reports with this event or parameter; may be repeated."),
    ] = None,
    failed: Annotated[bool, typer.Option("--failed", help="Only reports that failed the last time.")] = False,
    shard: Annotated[
        str | None, typer.Option(metavar="I/N", help="Only every Nth report, from the Ith: for N machines.")
    ] = None,
    merge: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="Merge the reports of shards; may be repeated."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; default: one per core, as far as memory allows.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler, such as tcp://host:8786.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Where to publish; default: reports/NAME.")] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Make all reports again, even unchanged ones.")
    ] = False,
    wait: Wait = True,
) -> None:
    from gcm_analysis.matrix.build import Fingerprints
    from gcm_analysis.matrix.file import read_plan
    from gcm_analysis.matrix.results import Folders
    from gcm_analysis.matrix.run import Run
    from gcm_analysis.matrix.run import merge as merged

    plan = read_plan(file, paths.home())
    folders = Folders(output_folder(output, paths.reports() / plan.name))
    if merge:
        with alone_in(folders.folder, wait=wait):
            _conclude(merged(plan, folders, [folder.resolve() for folder in merge]), folders.folder)
        return
    numbers = _shard(shard) if shard else None
    part = _part(plan, only or [], numbers)
    if dry_run:
        _show(plan, _failed(part, folders) if failed else part)
        return
    with alone_in(folders.folder, wait=wait):
        run = Run(plan, part, folders, Fingerprints(paths.home(), plan), numbers)
        if failed:
            run.part = _failed(run.part, folders)
        _perform(run, workers, scheduler, force=force)
    _conclude([run.records[variant.name] for variant in run.part], folders.folder)


def _failed(part: "Sequence[Variant]", folders: "Folders") -> "list[Variant]":
    """Return the reports that failed the last time, as far as recorded."""
    from gcm_analysis.matrix.results import FAILED, kept_records

    records = kept_records(folders)
    return [one for one in part if one.name in records and records[one.name].status == FAILED]


def _perform(run: "Run", workers: int | None, scheduler: str | None, *, force: bool) -> None:
    from gcm_analysis.commands.progress import MatrixProgress

    tasks = run.tasks(force=force)
    done = len(run.part) - len(tasks)
    if done:
        err.print(f"{done} of {len(run.part)} reports are up to date.")
    try:
        with MatrixProgress(len(tasks)) as progress:
            run.perform(tasks, _performer(run, workers, scheduler), progress)
    except KeyboardInterrupt as interruption:
        left = sum(run.records[task.name].made_from != task.fingerprint for task in tasks)
        raise Stopped(
            f"Stopped. {len(tasks) - left} reports were made, {left} are left; the next run goes on.",
            interruption,
        ) from None


def _performer(run: "Run", workers: int | None, scheduler: str | None) -> "Perform":
    if scheduler:
        from gcm_analysis.matrix.cluster import perform as on_cluster

        return lambda tasks: on_cluster(scheduler, run.folders, tasks)
    from gcm_analysis.matrix.build import affordable, perform

    return lambda tasks: perform(run.folders, tasks, workers or affordable())


def _part(plan: "Plan", only: list[str], numbers: tuple[int, int] | None) -> "Sequence[Variant]":
    from gcm_analysis.matrix import plan as plans

    chosen = plans.selected(plan.variants, only)
    if not chosen:
        raise UserError(f"No report of {plan.name} is {' and '.join(only)}.")
    return [one for one in plans.shard(plan.variants, *numbers) if one in chosen] if numbers else chosen


def _shard(text: str) -> tuple[int, int]:
    number, _, of = text.partition("/")
    if number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of):
        return int(number), int(of)
    raise ParameterError(f"--shard takes I/N, such as 2/4, not {text!r}.")


def _show(plan: "Plan", part: "Sequence[Variant]") -> None:
    """Print the reports that would be made."""
    for variant in part:
        show(f"{variant.name}  {', '.join(variant.languages)}")
    pages = sum(len(variant.languages) for variant in part)
    out.print(
        f"{len(part)} of {len(plan.variants)} reports, {pages} with each language, as {', '.join(plan.formats)}."
    )


def _about(record: "Record") -> str:
    parameters = {"event": record.event, **record.parameters}
    return ", ".join(f"{name}={value}" for name, value in parameters.items())


def _conclude(records: "Sequence[Record]", folder: Path) -> None:
    """Print the results; failures with the same reason together, with their parameters."""
    wrong = [record for record in records if record.status != "published"]
    by_reason: dict[str, list[Record]] = {}
    for record in wrong[:SHOWN]:
        by_reason.setdefault(record.error or "in none of the folders", []).append(record)
    for reason, alike in sorted(by_reason.items()):
        lines = [f"{one.status}: {_about(one)}" for one in alike]
        notify("\n".join([*lines, indent(reason, "    ")]))
    if len(wrong) > SHOWN:
        err.print(f"… and {len(wrong) - SHOWN} more; matrix.json has all.")
    show(f"{len(records) - len(wrong)} of {len(records)} published: {folder / 'index.html'}")
    if wrong:
        logs = folder / ".work" / "logs"
        raise NotebookFailed(
            f"{len(wrong)} failed. In full: {logs}\nRun it again with --failed when the cause is fixed."
        )
