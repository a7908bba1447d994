"""A forked kernel is an ordinary kernel that only starts faster; where none can be forked, one is started."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
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
print(json.dumps([os.getppid(), {
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
}]))
"""
# A run whose worker starts a kernel, which starts a process, says who they and the folder of their sockets are, and waits.
RUN = """
from multiprocessing.util import get_temp_dir
from gcm_analysis.running.parallel import parallel
from tests.running.conftest import output_of
def work(number, step):
    output_of(f'''
import os, subprocess
numbers = [os.environ["JPY_PARENT_PID"], os.getpid(), os.getppid(), subprocess.Popen(["sleep", "600"]).pid]
with open("new", "w") as file: print({get_temp_dir()!r}, *numbers, file=file)
os.rename("new", "started-{number}")
import time; time.sleep(600)
''')
if __name__ == "__main__":
    parallel(work, [1, 2], print, 2)
"""


def test_a_forked_kernel_checks_again_only_the_tables_that_changed_since_the_run_began(
    ask: Ask, data_copy: Path
) -> None:
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
    # One that is there already has read others, so that a new one is asked for.
    forks.conditions_of_server = forks.conditions_of_server and ({}, {})
    assert ask(load) == "[]"
    sources = data_copy / "data" / "sources.csv"
    sources.write_text(sources.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert ask(load) == "['source_id']"


def test_a_forked_kernel_knows_the_translations_as_they_are_when_it_begins(ask: Ask, data_copy: Path) -> None:
    look = "from gcm_analysis.narrative.language import Language; print(Language('fr').text('The answer'))"
    assert ask(look) == "La réponse"
    path = data_copy / "notebooks" / "fr.po"
    path.write_text(path.read_text(encoding="utf-8").replace('"La réponse"', '"Réponse"'), encoding="utf-8")
    assert ask(look) == "Réponse"


def test_a_forked_kernel_has_the_same_state_as_a_started_one(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    above, forked = json.loads(ask(STATE, tmp_path))
    monkeypatch.setenv("GCM_FORK", "0")
    assert json.loads(ask(STATE, tmp_path)) == [os.getpid(), forked]
    assert above != os.getpid()


def test_changes_in_one_kernel_do_not_reach_another_and_its_environment_is_the_current_one(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLOUR", "blue")
    look = (
        "import builtins, os, subprocess, sys, warnings, random, uuid, numpy as np, pandas as pd, matplotlib as mpl\n"
        "print(os.getppid(), hasattr(pd, 'mark'), 'mark' in globals(), 'MARK' in os.environ, '/mark' in sys.path,"
        " pd.get_option('display.max_rows'), mpl.rcParams['font.size'], os.getcwd(), len(warnings.filters),"
        " os.environ['COLOUR'], subprocess.getoutput('echo $COLOUR'))\n"
        "print(random.random(), np.random.random(), np.random.default_rng().random(), uuid.uuid4())\n"
    )
    change = (
        "pd.mark = builtins.mark = mark = os.environ['MARK'] = '1'; sys.path.append('/mark'); os.chdir('/')\n"
        "pd.set_option('display.max_rows', 3); mpl.rcParams['font.size'] = 3; warnings.simplefilter('error')\n"
        "random.seed(1); np.random.seed(1)\n"
    )
    first, drawn, changed, seeded = ask(f"{look}{change}{look}").split("\n")
    second, drawn_too = ask(look).split("\n")
    assert first == second != changed
    assert first.endswith("blue blue")
    assert not set(drawn.split()) & set(drawn_too.split())
    assert seeded.startswith("0.13436424411240122 0.417022004702574")


def test_a_forked_kernel_draws_without_further_imports_starts_processes_and_computes(ask: Ask) -> None:
    code = (
        "import io, sys; before = set(sys.modules)\n"
        "from matplotlib.figure import Figure; Figure().savefig(io.BytesIO())\n"
        "print(sorted(name for name in sys.modules if name not in before))\n"
        "!echo from the shell\n"
        "import numpy as np; print((np.ones((300, 300)) @ np.ones((300, 300))).sum())\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "with ProcessPoolExecutor(2) as pool: print(list(pool.map(abs, [-1, -2])))"
    )
    assert ask(code).split() == ["[]", "from", "the", "shell", "27000000.0", "[1,", "2]"]


def test_a_forked_kernel_has_one_thread_and_no_open_file(ask: Ask) -> None:
    server = Path("/proc", str(parent(ask)))
    assert len(list((server / "task").iterdir())) == 1
    links = [link for link in (server / "fd").iterdir() if int(link.name) > 2]
    assert [str(link.readlink()) for link in links if link.is_file()] == []


def test_a_folder_with_settings_of_matplotlib_s_gets_a_kernel_that_reads_them(
    ask: Ask, tmp_path: Path
) -> None:
    (tmp_path / "matplotlibrc").write_text("font.size: 3", encoding="utf-8")
    assert ask("import matplotlib; print(matplotlib.rcParams['font.size'])", tmp_path) == "3.0"


def without_sockets(_preload: str) -> None:
    raise OSError("AF_UNIX path too long")


def test_where_no_kernel_can_be_forked_one_is_started_silently(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", "darwin")
        assert not forks.start_server()
    monkeypatch.setattr(forks, "_replace_server", without_sockets)
    monkeypatch.setattr(forks, "conditions_of_server", None)
    assert parent(ask) == os.getpid()
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("ask")
def test_a_run_that_is_killed_leaves_no_process_and_no_socket(tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(RUN, encoding="utf-8")
    root = Path(__file__).parents[2]
    search = os.pathsep.join([str(tmp_path), str(root), *filter(None, sys.path)])
    # Little to import ahead and an empty project: nothing is drawn or read.
    (tmp_path / "seaborn.py").write_text("raise ImportError", encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": search, "GCM_HOME": str(tmp_path)}
    run = subprocess.Popen(
        [sys.executable, "-W", "ignore", script],
        env=environment,
        cwd=tmp_path,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    started = [tmp_path / "started-1", tmp_path / "started-2"]
    while not all(path.exists() for path in started):
        assert run.poll() is None
        time.sleep(0.05)
    lines = [path.read_text(encoding="utf-8").split() for path in started]
    ((folder,), processes) = (
        {folder for folder, *_ in lines},
        {int(pid) for _, *pids in lines for pid in pids},
    )
    assert list(Path(folder).iterdir())
    assert len(processes) == 7  # two workers, each with a kernel and its process, and the server of all
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    assert all(gone(pid) for pid in processes)
    assert not Path(folder).exists()


# --- servers: those that are not to be used are replaced while they still import ------------------------------------------


def server() -> int:
    """Return the server of forks, a new one unless there is one that will do."""
    assert forks.start_server()
    return int(forkserver._forkserver._forkserver_pid)  # type: ignore[attr-defined]


@pytest.fixture
def nothing_to_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be imported ahead, so that servers are ready at once."""
    for name in ("pandas", "numpy", "matplotlib", "ipykernel", "papermill"):
        (tmp_path / f"{name}.py").write_text("raise ImportError", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)


def start_server_of_its_own(file: Path) -> None:
    file.write_text(str(server()), encoding="utf-8")


@pytest.mark.usefixtures("ask", "nothing_to_import")
def test_the_server_of_a_child_process_leaves_the_folder_of_its_parent_alone(tmp_path: Path) -> None:
    folder, file = Path(get_temp_dir()), tmp_path / "server"
    child = multiprocessing.get_context("spawn").Process(target=start_server_of_its_own, args=(file,))
    child.start()
    child.join()
    assert gone(int(file.read_text(encoding="utf-8")))
    assert folder.exists()


def test_a_module_that_cannot_be_imported_in_advance_is_ignored(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pandas.py").write_text("raise RuntimeError('broken')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    assert ask("print(6 * 7)") == "42"
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("ask", "nothing_to_import")
def test_edited_code_and_changed_settings_of_python_need_a_new_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forks, "PACKAGE", tmp_path)
    (tmp_path / "module.py").write_text("a = 1", encoding="utf-8")
    before = server()
    assert server() == before
    (tmp_path / "module.py").write_text("a = 12", encoding="utf-8")
    edited = server()
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    assert len({before, edited, server()}) == 3
    assert gone(before)
    assert gone(edited)
