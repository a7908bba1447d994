"""Makes one report of a plan: beside the last one, then in its place; whatever goes wrong is an outcome."""

import shutil
import traceback
from pathlib import Path
from time import perf_counter

from gcm_analysis.caching.memory import Memory
from gcm_analysis.caching.store import Store, cache_folder
from gcm_analysis.errors import UserError, refusals
from gcm_analysis.matrix.task import FAILED, PUBLISHED, Outcome, Place, Task
from gcm_analysis.order import Order, Watch
from gcm_analysis.publishing.swap import replaced
from gcm_analysis.report import publish_report


def make(task: Task, place: Place, watch: Watch) -> Outcome:
    """Publish a report and say what came of it. What was made of one that failed is kept for inspection."""
    begun = perf_counter()
    try:
        with refusals():
            made = publish(task, place.making(task.name), watch)
            put_in_place(made, place.report(task.name))
    except UserError as error:
        return Outcome(task.name, FAILED, perf_counter() - begun, str(error))
    except Exception:  # noqa: BLE001 - told in full; the other reports go on
        return Outcome(task.name, FAILED, perf_counter() - begun, traceback.format_exc())
    shutil.rmtree(place.making(task.name))
    return Outcome(task.name, PUBLISHED, perf_counter() - begun)


def publish(task: Task, folder: Path, watch: Watch) -> Path:
    """Publish a report below a new folder of its own, so that no two reports write the same index."""
    shutil.rmtree(folder, ignore_errors=True)
    memory = Memory(Store(cache_folder()), force=task.force)
    editions = task.variant().editions
    order = Order(editions, task.formats, task.publisher, folder, task.draft, memory, at_once=1)
    return publish_report(order, watch)


def put_in_place(made: Path, report: Path) -> None:
    """Put a report that is complete in the place of the last one."""
    with replaced(report) as building:
        for part in made.iterdir():
            part.rename(building / part.name)
