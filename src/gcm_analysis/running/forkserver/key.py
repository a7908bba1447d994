"""Which template suits a kernel: one that imported the same code under the same conditions.

The conditions are interpreter, limits, and the environment that modules read while they are imported. The code is that of
the package and of all that is installed: a template whose code was edited since is never asked again.
"""

import hashlib
import json
import os
import site
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from pathlib import Path

from gcm_analysis.paths import PACKAGE

# Beginnings of the names of variables that Python, C or a module of the stack reads once, when it starts.
READ_AT_START = (
    "ARROW_", "BLIS_", "COV", "GLIBC_", "GOTO_", "HOME", "IPYTHON", "JUPYTER", "KMP_", "LANG", "LC_", "LD_", "LIBC_",
    "MALLOC_", "MKL_", "MPL", "MATPLOTLIB", "NPY_", "NUMBA_", "NUMEXPR_", "NUMPY_", "OMP_", "OPENBLAS_", "PANDAS_",
    "PYDANTIC_", "PYDEVD_", "PYTHON", "SEABORN_", "TEMP", "TMP", "TZ", "VECLIB_", "VIRTUAL_ENV", "XDG_",
)  # fmt: skip
# What a process hands down to those that it starts, as /proc says.
HANDED_DOWN = ("Umask", "Uid", "Gid", "Groups", "SigIgn", "Cpus_allowed_list", "Mems_allowed_list", "Seccomp")


def template_name(environment: Mapping[str, str]) -> str:
    """Return the name of the template for a kernel with this environment: a digest of conditions and code."""
    read = {name: value for name, value in environment.items() if name.startswith(READ_AT_START)}
    status = [line for line in _proc("status").splitlines() if line.split(":")[0] in HANDED_DOWN]
    spaces = [str(Path("/proc/self/ns", name).readlink()) for name in ("ipc", "mnt", "net", "pid", "user")]
    python = [sys.executable, sys.version, sys.prefix]
    handed_down = [status, spaces, _proc("limits"), _proc("cgroup"), os.nice(0)]
    # A package that is installed, updated or removed changes the time of the folder it is in.
    installed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), site.getusersitepackages()}
    settings = [folder / "matplotlibrc" for folder in _settings(environment)]
    code = [_stamp(str(path)) for path in (*sorted(installed), *settings)] + sorted(_stamps(PACKAGE))
    parts = json.dumps([python, read, handed_down, code], sort_keys=True)
    return hashlib.sha256(parts.encode()).hexdigest()[:24]


def _settings(environment: Mapping[str, str]) -> Iterator[Path]:
    home = Path(environment.get("HOME", "/"))
    yield Path(environment.get("MPLCONFIGDIR", home / ".matplotlib"))
    yield Path(environment.get("XDG_CONFIG_HOME", home / ".config")) / "matplotlib"


def _stamps(folder: Path | str) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _stamps(entry.path)
        else:
            yield _stamp(entry.path)


def _stamp(path: str) -> str:
    try:
        found = os.stat(path)  # noqa: PTH116 - hundreds of files before each kernel
    except FileNotFoundError:
        return f"{path} -"
    return f"{path} {found.st_mtime_ns} {found.st_size}"


def _proc(name: str) -> str:
    return Path("/proc/self", name).read_text(encoding="utf-8")
