"""Starts the template of this environment's kernels before the first of them is asked for, and clears up after clients."""

import os
import sys
from contextlib import suppress
from subprocess import SubprocessError

from gcm_analysis.running.forkserver.place import sweep
from gcm_analysis.running.forkserver.sound import forking_is_sound

if sys.platform == "linux":
    from gcm_analysis.running.forkserver import starter


def warm() -> None:
    """Let the template import while the caller has other things to do; without one, kernels are started later."""
    clear_up()
    if sys.platform == "linux" and forking_is_sound():
        with suppress(OSError, SubprocessError):
            starter.template(os.environ).close()


def clear_up() -> None:
    """Remove what clients that are gone left beside the sockets of templates."""
    if forking_is_sound():
        with suppress(OSError):  # another client clears up at the same time, or the folder can't be used
            sweep()
