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
REST = 5000  # milliseconds without a change, after which the whole page is built again
HIDDEN = (*DefaultFilter.ignore_dirs, ".ipynb_checkpoints")


async def follow(preview: Preview, port: int, progress: Progress, begun: Callable[[str], None]) -> None:
    """Serve the preview until it is cancelled; `begun` gets the address once the page can be seen."""
    state = State(preview.folder)
    bound = serve(state, port)
    follower = _Follower(preview, state, progress)
    start_server()
    await follower.whole()
    begun(f"http://localhost:{bound}/")
    folders = (paths.data(), paths.notebooks(), paths.LOCALE)
    watched = DefaultFilter(ignore_dirs=HIDDEN)
    async for found in awatch(
        *folders, watch_filter=watched, step=SETTLED, rust_timeout=REST, yield_on_timeout=True
    ):
        if found:
            await follower.changed([Path(name) for _, name in found])
        elif follower.is_stale:
            await follower.whole()


class _Follower:
    def __init__(self, preview: Preview, state: State, progress: Progress) -> None:
        self.preview, self.state, self.progress = preview, state, progress
        self.is_stale = False  # chapters were replaced since the whole page was built

    async def changed(self, files: list[Path]) -> None:
        self.preview.forget(files)
        chapters = await self._attempt(lambda: self.preview.changed(self.progress))
        self.is_stale = True
        self.state.notify(chapters)

    async def whole(self) -> None:
        await self._attempt(lambda: self.preview.whole(self.progress))
        self.is_stale = False
        self.state.version += 1
        self.state.notify()

    async def _attempt(self, work: Callable[[], list[str] | None]) -> list[str]:
        """Work in a thread, so that the server still answers; an error is shown on the page."""
        try:
            done = await asyncio.to_thread(work)
        except UserError as error:
            self.state.error = str(error)
        except Exception:  # noqa: BLE001 - a fault of ours is shown whole, and the next change may be without it
            self.state.error = traceback.format_exc()
            sys.stderr.write(self.state.error)
        else:
            self.state.error = ""
            return done or []
        return []
