"""`gcm release` releases what a report says now, and binds its signature to it."""

from typing import Annotated

import typer

from gcm_analysis import paths
from gcm_analysis.commands.completion import EventArgument
from gcm_analysis.commands.terminal import out, show

app = typer.Typer()


@app.command(
    help="The version, the day and who released it are bound to its content, and a report that says something else is "
    "refused until it is released too.",
    epilog="Exit codes: 0 released, or nothing changed; 1 something is missing or wrong, and is named.",
)
def release(  # noqa: PLR0913 - one argument per option
    event: EventArgument,
    by: Annotated[
        str, typer.Option(help="Who releases it, “English | français”; default: who in event.yml.")
    ] = "",
    version: Annotated[str, typer.Option(help="Two numbers, such as 1.1; default: the next one.")] = "",
    issued: Annotated[
        str,
        typer.Option(
            help="Day of issue, YYYY-MM-DD; default: for a first release the day in event.yml, else today."
        ),
    ] = "",
    erratum_en: Annotated[
        str, typer.Option(help="What was corrected, in English; needed once a version was published.")
    ] = "",
    erratum_fr: Annotated[str, typer.Option(help="What was corrected, in French; likewise.")] = "",
    *,
    translations_agree: Annotated[
        bool,
        typer.Option(
            help="Confirm that texts changed in only one language still say the same as in the other."
        ),
    ] = False,
) -> None:
    from gcm_analysis.evidence.releases import listed
    from gcm_analysis.publishing.status.releasing import ReleaseOptions, keep, new_release

    erratum = {code: text for code, text in (("en", erratum_en), ("fr", erratum_fr)) if text}
    options = ReleaseOptions(
        version, issued, _in_languages(by), erratum, translations_agree=translations_agree
    )
    made = new_release(event, options)
    if made is None:
        out.print(f"{event}: nothing changed since the last release.")
        return
    out.print(
        f"{event}: version {made.version}, {made.status}, issued on {made.issued} by {made.by.en or made.by.fr}"
    )
    if made.changed:
        show(f"Changed: {listed(made.changed)}")
    written = keep(event, made).relative_to(paths.home())
    show(f"Written: {written}")


def _in_languages(text: str) -> dict[str, str] | None:
    """Return “one | other” as a text in each language; a single text is for both."""
    if not text.strip():
        return None
    en, _, fr = (part.strip() for part in text.partition("|"))
    return {"en": en, "fr": fr or en}
