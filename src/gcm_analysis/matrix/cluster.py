"""Builds a plan on a Dask cluster: workers need the package and the data, and send each report back as an archive."""

import shutil
from collections.abc import Generator, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from gcm_analysis import paths
from gcm_analysis.errors import UserError
from gcm_analysis.matrix.build import Fingerprints, build, put_in_place
from gcm_analysis.matrix.plan import Task
from gcm_analysis.matrix.results import FAILED, PUBLISHED, Folders, Outcome
from gcm_analysis.running.parallel import Event

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = "20s"  # for the scheduler to answer
ALONE = Lock()  # a notebook is executed in its own working directory, and a process has only one


def perform(address: str, folders: Folders, tasks: Sequence[Task]) -> Generator[Event]:
    """Make the workers of a cluster build all reports, and yield events. Another worker takes over a lost worker's report."""
    from distributed import as_completed  # noqa: PLC0415 - an optional extra

    with _client(address) as client:
        waiting = {
            client.submit(build_elsewhere, task, key=f"{task.name}-{task.fingerprint[:8]}", pure=False): place
            for place, task in enumerate(tasks)
        }
        try:
            for future in as_completed(list(waiting), loop=client.loop):
                place = waiting[future]
                worker, outcome = _outcome(future, tasks[place], folders)
                yield Event(worker, place, "began")
                yield Event(worker, place, "done", outcome)
                future.release()
        except BaseException:
            client.cancel(list(waiting), force=True)
            raise


def _client(address: str) -> "Client":
    try:
        from distributed import Client  # noqa: PLC0415 - an optional extra
    except ImportError:
        raise UserError("--scheduler needs Dask: pip install 'gcm-analysis[cluster]'.") from None
    try:
        return Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UserError(f"No Dask scheduler answers at {address}: {error}") from None


def _outcome(future: "Future[Any]", task: Task, folders: Folders) -> tuple[str, Outcome]:
    """Return the worker that built a report, and the outcome; a report whose workers keep dying has failed."""
    from distributed import KilledWorker  # noqa: PLC0415 - as above

    try:
        worker, outcome, archive = future.result()
    except KilledWorker as error:
        return "lost", Outcome(FAILED, 0.0, f"Its workers died, again and again: {error}")
    if outcome.status == PUBLISHED:
        unpack(archive, folders.building(task.name))
        put_in_place(folders.building(task.name), folders.report(task.name))
        shutil.rmtree(folders.building(task.name))
    return worker, outcome


def build_elsewhere(task: Task) -> tuple[str, Outcome, bytes]:
    """Build one report on a worker, which has the project in the folder that its GCM_HOME names.

    Return the worker, the outcome, and the report's folder as an archive if it was published.
    """
    from distributed import get_worker  # noqa: PLC0415 - as above

    worker = get_worker().address
    with ALONE, TemporaryDirectory() as folder:
        if Fingerprints(paths.home(), task.plan).get(task.variant) != task.fingerprint:
            error = f"The data, the notebooks or the package of the worker {worker} are not those of the plan: bring them up to date."
            return worker, Outcome(FAILED, 0.0, error), b""
        folders = Folders(Path(folder))
        outcome = build(task, lambda _: None, folders)
        archive = pack(folders.report(task.name)) if outcome.status == PUBLISHED else b""
        return worker, outcome, archive


def pack(folder: Path) -> bytes:
    """Return a folder as an archive."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder).as_posix())
    return packed.getvalue()


def unpack(packed: bytes, folder: Path) -> None:
    """Write what an archive holds into a new folder."""
    shutil.rmtree(folder, ignore_errors=True)
    with ZipFile(BytesIO(packed)) as archive:
        archive.extractall(folder)
