"""A run that is stopped by a signal: what it says, how it ends, and how soon."""

import signal
import subprocess
import sys
import time

import pytest

WAITING = "import time; print('begun', flush=True); time.sleep(60)"
# A call that Python can't interrupt: signals are handled only after it has returned.
UNINTERRUPTIBLE = "import hashlib; print('begun', flush=True); hashlib.pbkdf2_hmac('sha256', b'', b'', 10**9)"
RUN = """
import sys
from gcm_analysis.errors import show_errors
from gcm_analysis.signals import stopping
def leave(message, code):
    sys.stderr.write(message)
    sys.exit(code)
with show_errors(leave), stopping():
    {work}
"""


def stopped(work: str, number: signal.Signals) -> tuple[int, str, float]:
    """Return how a run ends after a signal: its exit code, what it prints, and after how many seconds."""
    process = subprocess.Popen(
        [sys.executable, "-c", RUN.format(work=work)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    process.stdout.readline()
    begun = time.monotonic()
    process.send_signal(number)
    _, printed = process.communicate(timeout=60)
    return process.returncode, printed, time.monotonic() - begun


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_each_signal_ends_a_run_in_one_line_and_with_its_own_code(number: signal.Signals) -> None:
    code, printed, _ = stopped(WAITING, number)
    assert (code, printed.strip()) == (128 + number, "Stopped.")


def test_a_call_that_ignores_a_signal_is_not_waited_for() -> None:
    code, printed, seconds = stopped(UNINTERRUPTIBLE, signal.SIGINT)
    assert (code, printed.strip()) == (130, "Stopped.")
    assert seconds < 30


def test_what_is_ignored_stays_ignored() -> None:
    ignoring = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n" + RUN.format(
        work="signal.raise_signal(signal.SIGHUP); print('went on')"
    )
    done = subprocess.run([sys.executable, "-c", ignoring], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "went on"
