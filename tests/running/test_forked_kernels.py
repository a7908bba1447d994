"""A forked kernel is an ordinary kernel, and only the time tells them apart; where none can be forked, one is started."""

import multiprocessing
import os
import signal
import subprocess
import sys
from multiprocessing import forkserver
from multiprocessing.util import get_temp_dir
from pathlib import Path

import pytest
from tests.running.conftest import Ask, gone, parent

from gcm_analysis.running import forks

STATE = """
import gc, json, locale, os, signal, sys
import matplotlib
OTHER = "GCM_FORK", "JPY_SESSION_NAME", "PYDEVD_USE_FRAME_EVAL"  # the last is set by the debugger's import
files = (f"/proc/self/fd/{number}" for number in os.listdir("/proc/self/fd"))
print(json.dumps({
    "argv": [sys.argv[0], len(sys.argv)],
    "main": repr(sys.modules["__main__"]),
    "path": sys.path,
    "folder": os.getcwd(),
    "environment": {name: value for name, value in os.environ.items() if name not in OTHER},
    "switches": [str(sys.flags).replace("safe_path=True", "safe_path=False"), sys.warnoptions, sys._xoptions],
    "signals": {s.name: repr(signal.getsignal(s)) for s in signal.Signals},
    "leader": [os.getsid(0) == os.getpid(), os.getpgid(0) == os.getpid()],
    "locale": locale.setlocale(locale.LC_ALL),
    "backend": matplotlib.rcParams["backend"],
    "garbage": [gc.isenabled(), gc.get_threshold()],
    "streams": [os.readlink(f"/proc/self/fd/{number}").split(":")[0] for number in (1, 2)],
    "files": sorted(os.readlink(name) for name in files if os.path.isfile(name)),
    "limits": open("/proc/self/limits").read(),
    "mask": [line for line in open("/proc/self/status") if line.startswith(("Umask", "SigIgn", "SigBlk"))],
}, sort_keys=True, indent=1))
"""
# A run that starts a kernel, which starts a process, says who they and the folder of their sockets are, and waits.
RUN = """
from multiprocessing.util import get_temp_dir
from tests.running.conftest import told
if __name__ == "__main__":
    told(f'''
import os, subprocess
numbers = [os.getpid(), os.getppid(), subprocess.Popen(["sleep", "600"]).pid]
with open("started.new", "w") as file: print({get_temp_dir()!r}, *numbers, file=file)
os.rename("started.new", "started")
import time; time.sleep(600)
''')
"""


def test_its_state_is_that_of_a_kernel_that_was_started(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert parent(ask) != os.getpid()
    forked = ask(STATE, tmp_path)
    monkeypatch.setenv("GCM_FORK", "0")
    assert parent(ask) == os.getpid()
    assert forked == ask(STATE, tmp_path)


def test_what_one_kernel_changes_no_other_sees(ask: Ask) -> None:
    look = (
        "import builtins, os, sys, warnings, pandas as pd, matplotlib as mpl\n"
        "print(os.getppid(), hasattr(pd, 'mark'), 'mark' in globals(), 'MARK' in os.environ, '/mark' in sys.path,"
        " pd.get_option('display.max_rows'), mpl.rcParams['font.size'], os.getcwd(), len(warnings.filters))"
    )
    change = (
        "pd.mark = builtins.mark = mark = os.environ['MARK'] = '1'; sys.path.append('/mark'); os.chdir('/')\n"
        "pd.set_option('display.max_rows', 3); mpl.rcParams['font.size'] = 3; warnings.simplefilter('error')\n"
    )
    untouched, changed = ask(f"{look}\n{change}{look}").split("\n")
    assert untouched != changed
    assert ask(look) == untouched


def test_the_first_figure_that_it_draws_imports_nothing(ask: Ask) -> None:
    code = (
        "import io, sys; before = set(sys.modules)\n"
        "from matplotlib.figure import Figure; Figure().savefig(io.BytesIO())\n"
        "print(sorted(name for name in sys.modules if name not in before))"
    )
    assert ask(code) == "[]"


def test_random_numbers_differ_unless_they_are_seeded(ask: Ask) -> None:
    draw = (
        "import random, uuid, numpy as np\n"
        "print(random.random(), np.random.random(), np.random.default_rng().random(), uuid.uuid4())\n"
        "random.seed(1); np.random.seed(1); print(random.random(), np.random.random())"
    )
    (one, seeded), (two, seeded_too) = ask(draw).split("\n"), ask(draw).split("\n")
    assert not set(one.split()) & set(two.split())
    assert seeded == seeded_too == "0.13436424411240122 0.417022004702574"


def test_processes_and_linear_algebra_work_in_it(ask: Ask) -> None:
    code = (
        "!echo from the shell\n"
        "import numpy as np; print((np.ones((300, 300)) @ np.ones((300, 300))).sum())\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "with ProcessPoolExecutor(2) as pool: print(list(pool.map(abs, [-1, -2])))"
    )
    assert ask(code).split() == ["from", "the", "shell", "27000000.0", "[1,", "2]"]


def test_what_is_forked_has_one_thread_and_no_open_file(ask: Ask) -> None:
    server = Path("/proc", str(parent(ask)))
    assert len(list((server / "task").iterdir())) == 1
    links = [link for link in (server / "fd").iterdir() if int(link.name) > 2]
    assert [str(link.readlink()) for link in links if link.is_file()] == []


@pytest.mark.usefixtures("ask")
def test_a_run_that_ends_leaves_no_process_and_no_socket(tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(RUN, encoding="utf-8")
    root = Path(__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(root), *filter(None, sys.path)])}
    run = subprocess.Popen(
        [sys.executable, "-W", "ignore", script],
        env=environment,
        cwd=tmp_path,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while not (tmp_path / "started").exists():
        assert run.poll() is None
    folder, *processes = (tmp_path / "started").read_text(encoding="utf-8").split()
    assert list(Path(folder).iterdir())
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    assert all(gone(int(pid)) for pid in processes)
    assert not Path(folder).exists()


def start_server_of_its_own(file: Path) -> None:
    assert forks.start_server()
    file.write_text(str(forkserver._forkserver._forkserver_pid), encoding="utf-8")  # type: ignore[attr-defined]


@pytest.mark.usefixtures("ask")
def test_the_server_of_a_process_that_another_started_leaves_the_folder_of_the_other(tmp_path: Path) -> None:
    folder, file = Path(get_temp_dir()), tmp_path / "server"
    child = multiprocessing.get_context("spawn").Process(target=start_server_of_its_own, args=(file,))
    child.start()
    child.join()
    assert gone(int(file.read_text(encoding="utf-8")))
    assert folder.exists()


def without_sockets() -> None:
    raise OSError("AF_UNIX path too long")


@pytest.mark.parametrize(
    "elsewhere",
    [
        lambda patch: patch.setattr(sys, "platform", "darwin"),
        lambda patch: (
            patch.setattr(forks, "_replace_server", without_sockets),
            patch.setattr(forks, "conditions_of_server", None),
        ),
    ],
    ids=["macOS", "no sockets"],
)
def test_where_none_can_be_forked_one_is_started_without_a_word(
    elsewhere, ask: Ask, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    elsewhere(monkeypatch)
    assert parent(ask) == os.getpid()
    assert capfd.readouterr() == ("", "")


def test_a_folder_with_settings_of_matplotlib_s_gets_a_kernel_that_reads_them(
    ask: Ask, tmp_path: Path
) -> None:
    (tmp_path / "matplotlibrc").write_text("font.size: 3", encoding="utf-8")
    assert ask("import matplotlib; print(matplotlib.rcParams['font.size'])", tmp_path) == "3.0"


def test_it_checks_again_only_the_tables_that_changed_since_the_run_began(ask: Ask, data_copy: Path) -> None:
    assert os.environ["GCM_HOME"] == str(data_copy)
    load = (
        "from gcm_analysis.evidence import load_evidence, tables; from pathlib import Path\n"
        "checked = []\n"
        "check = tables.cell_problems\n"
        "def noted(file, table, frame):\n"
        "    checked.append(frame.columns[0])\n"
        "    return check(file, table, frame)\n"
        "tables.cell_problems = noted\n"
        f"evidence = load_evidence(Path({str(data_copy / 'data')!r}), 'gfmd-2018-mieux'); print(checked)"
    )
    forks.conditions_of_server = forks.conditions_of_server and (
        {},
        {},
    )  # so that a new one reads these tables
    assert ask(load) == "[]"
    sources = data_copy / "data" / "sources.csv"
    sources.write_text(sources.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert ask(load) == "['source_id']"


def test_the_environment_and_the_seed_of_hashes_are_the_client_s_of_now(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "import os; print(hash('a'), os.environ.get('COLOUR'), os.popen('echo $COLOUR').read())"
    monkeypatch.setenv("COLOUR", "blue")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    plain = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert plain.stdout.endswith("blue blue\n\n")
    assert ask(code) == plain.stdout.strip()
    assert parent(ask) != os.getpid()


def test_edited_code_is_not_run_as_it_was(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forks, "PACKAGE", tmp_path)
    (tmp_path / "module.py").write_text("a = 1", encoding="utf-8")
    before = parent(ask)
    assert parent(ask) == before
    (tmp_path / "module.py").write_text("a = 12", encoding="utf-8")
    assert parent(ask) not in {before, os.getpid()}
    assert gone(before)


def test_what_cannot_be_imported_ahead_is_no_news(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "seaborn.py").write_text("raise RuntimeError('broken')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    assert ask("print(6 * 7)") == "42"
    assert capfd.readouterr() == ("", "")
