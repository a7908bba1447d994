"""Watches the files of a project and keeps the previewed page up to date."""

import asyncio
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from watchfiles import DefaultFilter, awatch

from gcm_analysis import paths
from gcm_analysis.build_request import Progress
from gcm_analysis.errors import UserError
from gcm_analysis.preview.build import Preview
from gcm_analysis.preview.server import State, serve
from gcm_analysis.running.forks import start_server

SETTLED = 50  # milliseconds without a further change, after which a saved file is complete
HIDDEN = (*DefaultFilter.ignore_dirs, ".ipynb_checkpoints")


async def follow(preview: Preview, port: int, progress: Progress, begun: Callable[[str], None]) -> None:
    """Serve the preview until it is cancelled; `begun` gets the address once the page can be seen."""
    state = State(preview.folder)
    bound = serve(state, port)
    start_server()
    await _build(preview, state, progress)
    begun(f"http://localhost:{bound}/")
    folders = (paths.data(), paths.notebooks(), paths.LOCALE)
    watched = DefaultFilter(ignore_dirs=HIDDEN)
    async for found in awatch(*folders, watch_filter=watched, step=SETTLED):
        preview.forget([Path(name) for _, name in found])
        await _build(preview, state, progress)


async def _build(preview: Preview, state: State, progress: Progress) -> None:
    """Build the page in a thread, so that the server still answers; an error is shown on the page."""
    chapters: list[str] | None = []
    try:
        chapters = await asyncio.to_thread(preview.build, progress)
    except UserError as error:
        state.error = str(error)
    except Exception:  # noqa: BLE001 - a fault of ours is shown whole, and the next change may be without it
        state.error = traceback.format_exc()
        sys.stderr.write(state.error)
    else:
        state.error = ""
    state.notify(chapters)
