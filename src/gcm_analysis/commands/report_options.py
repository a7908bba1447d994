"""Reads and checks the options of `gcm report` and `gcm why` before anything heavy is imported."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import typer

from gcm_analysis import paths
from gcm_analysis.build_request import FORMATS, BuildRequest
from gcm_analysis.commands.completion import offer_events
from gcm_analysis.commands.folders import output_folder
from gcm_analysis.edition import LANGUAGES, Edition, ParameterError, parse_assignment, parse_edition
from gcm_analysis.evidence import default_event
from gcm_analysis.evidence.event_file import report_languages
from gcm_analysis.evidence.names import is_event

Event = Annotated[
    str | None,
    typer.Argument(
        help="A folder of data/events; default: the one that data/project.yml names.",
        autocompletion=offer_events,
    ),
]
Languages = Annotated[
    str | None,
    typer.Option(
        "--language", help="Languages, separated by commas; default: those that event.yml names, or all."
    ),
]
Formats = Annotated[str, typer.Option("--format", help="Formats, separated by commas.")]
Publisher = Annotated[
    Literal["auto", "embedded", "quarto"], typer.Option(help="What writes the pages; auto is embedded.")
]
Parameters = Annotated[
    list[str] | None, typer.Option("-p", metavar="NAME=VALUE", help="A parameter; may be repeated.")
]
Output = Annotated[Path | None, typer.Option(help="Where reports are published; default: reports/.")]
Draft = Annotated[
    bool,
    typer.Option("--draft", help="Publish as a draft, which lists what is missing or not accessible."),
]
ALL_FORMATS = ",".join(FORMATS)
OWN_OPTIONS = {"event": "gcm report EVENT", "language": "--language"}


def build_request(  # noqa: PLR0913 - one argument per option
    event: str | None,
    language: str | None,
    formats: str,
    publisher: str,
    parameters: list[str] | None,
    output: Path | None,
    *,
    draft: bool = False,
) -> BuildRequest:
    """Return the request that the options make, or refuse what is not possible."""
    given = _given(parameters or [])
    name, published = _published(event or default_event(paths.data()), output or paths.reports())
    return BuildRequest(
        editions=tuple(_editions(name, language, published | given)),
        formats=chosen(formats, FORMATS, "--format"),
        publisher=_publisher(publisher),
        output=output_folder(output, paths.reports()),
        draft=draft,
    )


def _published(name: str, output: Path) -> tuple[str, dict[str, str]]:
    """Return the event and the parameters of a report that is named by its folder; an event's own name is itself."""
    manifest = output / Path(name).name / "manifest.json"
    if is_event(paths.data(), name) or not manifest.is_file():
        return name, {}
    from gcm_analysis.verifying.files import read_manifest

    parameters = next(iter(read_manifest(manifest.parent)["parameters"].values()), {"event": name})
    return parameters.pop("event"), {key: parameters[key] for key in parameters if key != "language"}


def _editions(name: str, language: str | None, given: dict[str, str]) -> Iterable[Edition]:
    default = report_languages(paths.event(paths.data(), name) / "event.yml")
    languages = default if language is None else chosen(language, LANGUAGES, "--language")
    return (parse_edition(given | {"event": name, "language": code}) for code in languages)


def with_published_languages(request: BuildRequest) -> BuildRequest:
    """Add the languages in which the report is already published: all are made again, so that they say the same."""
    first = request.editions[0]
    editions = {edition.language: edition for edition in request.editions}
    for code in report_languages(paths.event(paths.data(), request.event) / "event.yml"):
        if code not in editions and (request.report / code).is_dir():
            editions[code] = first.model_copy(update={"language": code})
    return replace(request, editions=tuple(editions[code] for code in LANGUAGES if code in editions))


def chosen(text: str, choices: tuple[str, ...], option: str) -> tuple[str, ...]:
    """Return the parts of a comma-separated list; each has to be one of the choices."""
    parts = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [part for part in parts if part not in choices]
    if unknown or not parts:
        raise ParameterError(f"{option} takes {', '.join(choices)}, separated by commas, not {text!r}.")
    return parts


def _publisher(name: str) -> str:
    if name == "quarto":
        from gcm_analysis.publishing.formats import quarto

        if quarto.find_quarto() is None:
            raise ParameterError(quarto.HELP)
    # Always embedded: the same bytes on every machine, even where Quarto is installed.
    return "embedded" if name == "auto" else name


def _given(texts: Iterable[str]) -> dict[str, str]:
    """Return the parameters that are given with -p, each once."""
    given: dict[str, str] = {}
    for name, value in map(parse_assignment, texts):
        if name in OWN_OPTIONS:
            raise ParameterError(f"{name} has its own option: {OWN_OPTIONS[name]}.")
        if name in given:
            raise ParameterError(f"The parameter {name} is given twice: {given[name]} and {value}.")
        given[name] = value
    return given
