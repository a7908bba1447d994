"""Starts the template of this environment's kernels before the first of them is asked for."""

import os
import sys
from contextlib import suppress
from subprocess import SubprocessError

from gcm_analysis.running.forkserver.sound import forking_is_sound

if sys.platform == "linux":
    from gcm_analysis.running.forkserver import starter


def warm() -> None:
    """Let the template import while the caller has other things to do; without one, kernels are started later."""
    if sys.platform == "linux" and forking_is_sound():
        with suppress(OSError, SubprocessError):
            starter.template(os.environ).close()
