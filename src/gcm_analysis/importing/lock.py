"""One import at a time into an event: two at once would each write the tables without what the other brought."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from gcm_analysis.errors import UserError
from gcm_analysis.importing.loss import FOLDER

FILE = ".lock"
LONGEST_WAIT = 600  # seconds
WAITING = "Another import into {event} is at work: waiting until it is done."


@contextmanager
def alone(event_folder: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Wait until no other import is at work on the event, saying so, and keep others out."""
    lock = FileLock(event_folder / FOLDER / FILE)
    try:
        (event_folder / FOLDER).mkdir(exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        say(WAITING.format(event=event_folder.name))
        try:
            lock.acquire(timeout=LONGEST_WAIT)
        except Timeout:
            message = (
                f"Another import into {event_folder.name} has been at work for {LONGEST_WAIT // 60} minutes."
            )
            raise UserError(f"{message}\nNothing was imported. End it, or try again later.") from None
    except OSError as error:
        raise UserError(f"Nothing can be written to {event_folder}: {error.strerror}.") from None
    try:
        yield
    finally:
        lock.release()
