"""Which template suits a kernel: one that imported the same code under the same conditions.

A template's name has two parts. The first says the conditions: interpreter, limits, and the environment that modules
read while they are imported. The second says the code: a template whose code was edited since is never asked again.
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
    "PANDERA_", "PYDANTIC_", "PYDEVD_", "PYTHON", "SEABORN_", "TEMP", "TMP", "TZ", "VECLIB_", "VIRTUAL_ENV", "XDG_",
)  # fmt: skip
# What a process hands down to those that it starts, as /proc says.
HANDED_DOWN = ("Umask", "Uid", "Gid", "Groups", "SigIgn", "Cpus_allowed_list", "Mems_allowed_list", "Seccomp")


def template_name(environment: Mapping[str, str]) -> str:
    """Return the name of the template for a kernel with this environment."""
    return f"{conditions(environment)}-{code(environment)}"


def conditions(environment: Mapping[str, str]) -> str:
    """Return a digest of the interpreter, the environment at import, and what the process hands down."""
    read = {name: value for name, value in environment.items() if name.startswith(READ_AT_START)}
    status = [line for line in _proc("status").splitlines() if line.split(":")[0] in HANDED_DOWN]
    spaces = [str(Path("/proc/self/ns", name).readlink()) for name in ("ipc", "mnt", "net", "pid", "user")]
    return _digest(
        [
            sys.executable,
            sys.version,
            sys.prefix,
            read,
            status,
            spaces,
            _proc("limits"),
            _proc("cgroup"),
            os.nice(0),
        ]
    )


def code(environment: Mapping[str, str]) -> str:
    """Return a digest of the times and sizes of all that a template imports."""
    # A package that is installed, updated or removed changes the time of the folder it is in.
    installed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), site.getusersitepackages()}
    settings = [folder / "matplotlibrc" for folder in _settings(environment)]
    return _digest([_stamp(str(path)) for path in (*sorted(installed), *settings)] + sorted(_stamps(PACKAGE)))


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


def _digest(parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]
