"""`gcm verify` verifies a published report, `gcm diff` compares two."""

from pathlib import Path
from typing import Annotated

import typer

from gcm_analysis.commands.folders import Wait, reading
from gcm_analysis.commands.terminal import out, show
from gcm_analysis.edition import LanguageCode
from gcm_analysis.errors import Stopped

app = typer.Typer()


@app.command(
    epilog="Exit codes: 0 no difference, 1 something differs (the output says what), or the folder is not a report.",
)
def verify(
    report_dir: Annotated[
        Path, typer.Argument(help="The folder of a published report, with its manifest.json.")
    ],
    *,
    execute: Annotated[
        bool,
        typer.Option("--execute/--no-execute", help="Run the notebooks again and compare what they say."),
    ] = True,
    all_problems: Annotated[
        bool, typer.Option("--all", help="Show all problems, not only the first.")
    ] = False,
    wait: Wait = True,
) -> None:
    from gcm_analysis.commands.progress import ReportProgress
    from gcm_analysis.verifying import verdict_lines
    from gcm_analysis.verifying.verify import verify as verdict_on

    try:
        with reading(report_dir, wait=wait), ReportProgress("verify") as progress:
            verdict = verdict_on(report_dir, progress, execute=execute)
    except KeyboardInterrupt as interruption:
        raise Stopped("Stopped. Nothing was verified.", interruption) from None
    for line in verdict_lines.checks(verdict, all_problems=all_problems):
        show(line)
    if not execute:
        out.print("– new run: skipped because of --no-execute")
    for table in verdict_lines.coverage(verdict.coverage):
        out.print(table)
    out.print(verdict_lines.conclusion(verdict))
    raise typer.Exit(1 if verdict.problems else 0)


@app.command(
    epilog="Exit codes: 0 compared, whether they differ or not; 1 a folder is not a report.",
)
def diff(
    report_a: Annotated[Path, typer.Argument(help="The folder of the first report.")],
    report_b: Annotated[Path, typer.Argument(help="The folder of the second report.")],
    language: Annotated[LanguageCode, typer.Option(help="The language of the facts and of the page.")] = "en",
    page: Annotated[
        Path | None, typer.Option(help="Write the comparison as a web page too, to this file.")
    ] = None,
) -> None:
    from gcm_analysis.verifying import verdict_lines
    from gcm_analysis.verifying.diff import difference
    from gcm_analysis.verifying.diff_page import page as diff_page

    found = difference(report_a, report_b, language)
    for part in verdict_lines.differences(found):
        out.print(part)
    if page:
        page.write_text(diff_page(found), encoding="utf-8")
        show(f"Written: {page}")
