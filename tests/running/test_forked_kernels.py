"""A forked kernel is an ordinary kernel: nothing of one is seen by another, and only the time tells them apart."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.running.conftest import PATIENCE, Start

STATE = """
import gc, json, locale, os, signal, sys, threading
import matplotlib
print(json.dumps({
    "argv": [sys.argv[0], len(sys.argv)],
    "main": repr(sys.modules["__main__"]),
    "path": sys.path,
    "folder": os.getcwd(),
    "environment": {name: value for name, value in os.environ.items() if name != "JPY_SESSION_NAME"},
    "switches": [str(sys.flags), sys.warnoptions, sys._xoptions],
    "signals": {s.name: repr(signal.getsignal(s)) for s in signal.Signals},
    "threads": len(threading.enumerate()),
    "leader": [os.getsid(0) == os.getpid(), os.getpgid(0) == os.getpid()],
    "locale": locale.setlocale(locale.LC_ALL),
    "backend": matplotlib.rcParams["backend"],
    "garbage": [gc.isenabled(), gc.get_threshold()],
    "limits": open("/proc/self/limits").read(),
    "mask": [line for line in open("/proc/self/status") if line.startswith(("Umask", "SigIgn", "SigBlk"))],
}, sort_keys=True, indent=1))
"""
FILES = """
import os
print(sorted(os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd") if os.path.isfile(f"/proc/self/fd/{n}")))
"""
FIGURE = """
import matplotlib.pyplot as plt
_, axes = plt.subplots()
axes.plot([1, 3, 2], label="a")
axes.legend();
"""


def test_its_state_is_that_of_a_kernel_that_was_started(start: Start, tmp_path: Path) -> None:
    forked, ordinary = start(cwd=str(tmp_path)), start("python3", cwd=str(tmp_path))
    assert (forked.forked, ordinary.forked) == (True, False)
    assert forked(STATE) == ordinary(STATE)


def test_the_first_figure_that_it_draws_imports_nothing(
    start: Start,
) -> None:
    kernel = start()
    look = "import sys; print(sorted(name for name in sys.modules if name not in before))"
    kernel("import io, sys; before = set(sys.modules)")
    kernel("from matplotlib.figure import Figure; Figure().savefig(io.BytesIO())")
    assert kernel(look) == "[]"


@pytest.mark.usefixtures("own_template")
def test_it_checks_again_only_the_tables_that_changed_since_its_template_read_them(
    start: Start, data_copy: Path
) -> None:
    kernel = start()
    kernel(
        "from gcm_analysis.evidence import load_evidence, tables; from pathlib import Path\n"
        "checked = []\n"
        "check = tables.cell_problems\n"
        "def noted(file, table, frame):\n"
        "    checked.append(frame.columns[0])\n"
        "    return check(file, table, frame)\n"
        "tables.cell_problems = noted"
    )
    load = f"evidence = load_evidence(Path({str(data_copy / 'data')!r}), 'gfmd-2018-mieux'); print(checked)"
    assert kernel(load) == "[]"
    sources = data_copy / "data" / "sources.csv"
    sources.write_text(sources.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert kernel(load) == "['source_id']"


@pytest.mark.usefixtures("own_template")
def test_tables_that_cannot_be_read_keep_no_template_from_forking(start: Start, data_copy: Path) -> None:
    (data_copy / "data" / "sources.csv").write_text("source_id\n", encoding="utf-8")
    assert start().forked


def test_it_shows_a_figure_with_the_same_bytes_as_a_kernel_that_was_started(start: Start) -> None:
    shown = {name: start(name)(FIGURE) for name in ("gcm-fork", "python3")}
    assert shown["gcm-fork"].startswith("iVBOR")
    assert shown["gcm-fork"] == shown["python3"]


def test_what_one_kernel_changes_no_other_sees(start: Start, tmp_path: Path) -> None:
    look = (
        "import builtins, os, sys, warnings, pandas as pd, matplotlib as mpl\n"
        "print(hasattr(pd, 'mark'), hasattr(builtins, 'mark'), 'mark' in globals(), 'MARK' in os.environ, '/mark' in sys.path,"
        " pd.get_option('display.max_rows'), mpl.rcParams['font.size'], os.getcwd(), len(warnings.filters))"
    )
    before = start()
    untouched = before(look)
    before(
        "import time; pd.mark = builtins.mark = mark = os.environ['MARK'] = '1'; sys.path.append('/mark')\n"
        f"pd.set_option('display.max_rows', 3); mpl.rcParams['font.size'] = 3; os.chdir({str(tmp_path)!r})\n"
        "warnings.simplefilter('error')"
    )
    assert before(look) != untouched
    after = start()
    assert after(look) == untouched
    assert after.template == before.template


def test_the_environment_is_the_client_s_of_now(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    look = "import os; print(os.environ.get('COLOUR'), os.popen('echo $COLOUR').read())"
    first = start()
    monkeypatch.setenv("COLOUR", "blue")
    assert start()(look) == "blue blue"
    assert first(look) == "None"


def test_random_numbers_differ_unless_they_are_seeded(start: Start) -> None:
    draw = "import random, uuid, numpy as np\nprint(random.random(), np.random.random(), np.random.default_rng().random(), uuid.uuid4())"
    one, two = start(), start()
    assert not set(one(draw).split()) & set(two(draw).split())
    seeded = "random.seed(1); np.random.seed(1); print(random.random(), np.random.random())"
    assert one(seeded) == two(seeded) == "0.13436424411240122 0.417022004702574"


def test_the_seed_of_hashes_is_the_client_s(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        expected = subprocess.run(
            [sys.executable, "-c", "print(hash('a'))"], capture_output=True, text=True, check=True
        )
        kernel = start()
        assert kernel.forked
        assert kernel("print(hash('a'))") == expected.stdout.strip()


def test_the_template_has_one_thread_and_no_open_file(start: Start) -> None:
    kernel = start()
    template = Path("/proc", str(kernel.template))
    assert len(list((template / "task").iterdir())) == 1
    links = [link for link in (template / "fd").iterdir() if int(link.name) > 2]
    assert [str(link.readlink()) for link in links if link.is_file()] == []


def test_kernels_share_no_open_file(start: Start) -> None:
    one = start()
    opened = one("log = open('/proc/self/status')\n" + FILES)
    assert "status" in opened
    two = start()
    assert "status" not in two(FILES)
    ordinary = start("python3")
    assert two(FILES) == ordinary(FILES)


def test_an_interruption_reaches_one_kernel_and_leaves_it_usable(start: Start) -> None:
    one, two = start(), start()
    for kernel in (one, two):
        kernel("kept = 7")
    waiting = two.client.execute("import time; time.sleep(0.8); print(kept)")
    # ipykernel would abort what it is sent just after an error, were it not told to go on.
    one.client.execute("import time; print('sleeps'); time.sleep(60)", stop_on_error=False)
    while one.client.get_iopub_msg(timeout=PATIENCE)["msg_type"] != "stream":
        pass
    one.manager.interrupt_kernel()
    assert one.client.get_shell_msg(timeout=PATIENCE)["content"]["ename"] == "KeyboardInterrupt"
    assert one("print(kept)") == "7"
    reply = two.client.get_shell_msg(timeout=PATIENCE)
    assert (reply["parent_header"]["msg_id"], reply["content"]["status"]) == (waiting, "ok")


def test_a_kernel_that_crashes_leaves_the_others(start: Start) -> None:
    one, two = start(), start()
    process = one.manager.provisioner.process
    one.client.execute("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    assert process.wait() == -signal.SIGSEGV
    assert not one.manager.is_alive()
    assert two("print(6 * 7)") == "42"


def test_processes_and_linear_algebra_work_in_it(start: Start) -> None:
    kernel = start()
    assert kernel("!echo from the shell") == "from the shell"
    assert (
        kernel("import numpy as np; print((np.ones((300, 300)) @ np.ones((300, 300))).sum())") == "27000000.0"
    )
    pool = "from concurrent.futures import ProcessPoolExecutor\nwith ProcessPoolExecutor(2) as pool: print(list(pool.map(abs, [-1, -2])))"
    assert kernel(pool) == "[1, 2]"


def test_a_restarted_kernel_is_clean(start: Start) -> None:
    kernel = start()
    kernel("kept = 1")
    first = kernel.pid
    kernel.manager.restart_kernel(now=True)
    kernel.client.wait_for_ready(60)
    assert (kernel.forked, kernel.pid != first) == (True, True)
    assert kernel("print('kept' in globals())") == "False"


def test_a_signal_to_a_kernel_that_has_ended_does_nothing(start: Start) -> None:
    kernel = start()
    process = kernel.manager.provisioner.process
    process.kill()
    assert process.wait() == -signal.SIGKILL
    process.send_signal(signal.SIGINT)
    process.terminate()
    assert process.poll() == -signal.SIGKILL
