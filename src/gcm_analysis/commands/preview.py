"""`gcm preview` shows an event's page in a browser and follows the files that it is made from."""

import asyncio
import tempfile
import webbrowser
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from gcm_analysis.caching.memory import Memory
from gcm_analysis.caching.store import Store, cache_folder
from gcm_analysis.commands.report_options import Event, Parameters, build_request
from gcm_analysis.commands.terminal import notify, show
from gcm_analysis.edition import LanguageCode
from gcm_analysis.errors import UserError

app = typer.Typer()
Language = Annotated[
    LanguageCode | None, typer.Option("--language", help="Default: the first that event.yml names.")
]
Port = Annotated[int, typer.Option(help="The port to listen on; 0: any that is free.", min=0, max=65535)]
Browser = Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")]


@app.command(
    epilog="Nothing is published, and only this machine can see it. Ctrl-C ends it.",
)
def preview(
    event: Event = None,
    language: Language = None,
    parameter: Parameters = None,
    port: Port = 8765,
    *,
    browser: Browser = False,
) -> None:
    request = build_request(event, language, "html", "embedded", parameter, output=None)

    from gcm_analysis.commands.progress import ReportProgress
    from gcm_analysis.preview.build import Preview
    from gcm_analysis.preview.follow import follow

    def begun(address: str) -> None:
        show(f"Preview: {address}")
        notify("It follows what is saved in notebooks/, data/ and the catalogues; Ctrl-C ends it.")
        if browser:
            webbrowser.open(address)

    request = replace(request, editions=request.editions[:1], memory=Memory(Store(cache_folder())))
    with tempfile.TemporaryDirectory(prefix="gcm-preview-") as folder:
        try:
            asyncio.run(follow(Preview(request, Path(folder)), port, ReportProgress(request.event), begun))
        except OSError as error:
            raise UserError(
                f"The port {port} can’t be used: {error.strerror}. Choose another with --port."
            ) from error
