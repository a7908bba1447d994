"""The same plan on a Dask cluster: workers need the package and the data, and send each report back as an archive."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from gcm_analysis import paths
from gcm_analysis.errors import UserError
from gcm_analysis.matrix.made_from import MadeFrom
from gcm_analysis.matrix.making import make, put_in_place
from gcm_analysis.matrix.task import FAILED, PUBLISHED, Outcome, Place, Task
from gcm_analysis.matrix.workers import Listener

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = "20s"  # for the scheduler to answer
ALONE = Lock()  # a notebook is executed in its own working directory, which a process has only one of


class Silent:
    """A watch that nobody reads."""

    def begin(self, steps: int) -> None:
        """Take no note of it."""

    def step(self, what: str) -> None:
        """Take no note of it either."""


@dataclass(frozen=True)
class Sent:
    """What a worker sends back: the outcome, and the report's folder as an archive if it was published."""

    outcome: Outcome
    archive: bytes


def perform(address: str, place: Place, tasks: Sequence[Task], listener: Listener) -> None:
    """Have the workers of a cluster make all reports. What a lost worker had is made by another."""
    with _client(address) as client:
        waiting = {
            client.submit(make_elsewhere, task.as_json(), key=_key(task), pure=False): task for task in tasks
        }
        try:
            _receive(client, waiting, place, listener)
        except BaseException:
            client.cancel(list(waiting), force=True)
            raise


def _client(address: str) -> "Client":
    try:
        from distributed import Client  # noqa: PLC0415 - an extra of its own
    except ImportError:
        raise UserError("--scheduler needs Dask: pip install 'gcm-analysis[cluster]'.") from None
    try:
        return Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UserError(f"No Dask scheduler answers at {address}: {error}") from None


def _key(task: Task) -> str:
    return f"{task.name}-{task.made_from[:8]}"


def _receive(client: "Client", waiting: dict["Future[Any]", Task], place: Place, listener: Listener) -> None:
    """Put each report in its place as it comes."""
    from distributed import as_completed  # noqa: PLC0415 - as above

    for future in as_completed(list(waiting), loop=client.loop):
        task = waiting[future]
        worker, outcome = _outcome(future, task, place)
        listener.began(worker, task.name)
        listener.ended(worker, outcome)
        future.release()


def _outcome(future: "Future[Any]", task: Task, place: Place) -> tuple[str, Outcome]:
    """Return who made a report, and what came of it; one whose workers died again and again has failed."""
    from distributed import KilledWorker  # noqa: PLC0415 - as above

    try:
        worker, sent = future.result()
    except KilledWorker as error:
        return "lost", Outcome(task.name, FAILED, 0.0, f"Its workers died, again and again: {error}")
    if sent.outcome.status == PUBLISHED:
        unpack(sent.archive, place.making(task.name))
        put_in_place(place.making(task.name), place.report(task.name))
        shutil.rmtree(place.making(task.name))
    return worker, sent.outcome


def make_elsewhere(content: dict[str, Any]) -> tuple[str, Sent]:
    """Make one report on a worker, which has the project in the folder that its GCM_HOME names."""
    from distributed import get_worker  # noqa: PLC0415 - as above

    task, worker = Task.from_json(content), get_worker().address
    with ALONE, TemporaryDirectory() as folder:
        if MadeFrom(paths.home(), task)(task.variant()) != task.made_from:
            error = f"The data, the notebooks or the package of the worker {worker} are not those of the plan: bring them up to date."
            return worker, Sent(Outcome(task.name, FAILED, 0.0, error), b"")
        place = Place(Path(folder))
        outcome = make(task, place, Silent())
        return worker, Sent(outcome, pack(place.report(task.name)) if outcome.status == PUBLISHED else b"")


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
    folder.mkdir(parents=True)
    with ZipFile(BytesIO(packed)) as archive:
        archive.extractall(folder)
