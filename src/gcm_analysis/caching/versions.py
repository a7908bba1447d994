"""The installed packages that this one needs, directly or through others, and their versions."""

import os
import platform
import re
import sys
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, requires

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
OWN = "gcm-analysis"


@lru_cache(maxsize=1)
def installed() -> dict[str, str]:
    """Return the version of every installed package by its name, and Python's own.

    The names of the folders in which packages are described say it, so that none of them has to be read.
    """
    found = {"python": f"{platform.python_version()} {sys.platform} {platform.machine()}"}
    for folder in sys.path:
        for name in os.listdir(folder) if os.path.isdir(folder) else ():  # noqa: PTH112, PTH208 - at each start
            if name.endswith(".dist-info"):
                package, _, version = name.removesuffix(".dist-info").rpartition("-")
                found.setdefault(_normal(package), version)
    return found


@lru_cache(maxsize=1)
def needed() -> dict[str, str]:
    """Return the versions of Python and of all packages that this one needs, without extras and tests."""
    names, waiting = {"python"}, [OWN]
    while waiting:
        for name in _required(waiting.pop()) - names:
            names.add(name)
            waiting.append(name)
    return {name: version for name, version in sorted(installed().items()) if name in names}


def _required(package: str) -> set[str]:
    try:
        lines = requires(package) or []
    except PackageNotFoundError:
        return set()  # for another system
    plain = (line for line in lines if "extra ==" not in line)
    return {_normal(match[0]) for line in plain if (match := NAME.match(line))}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
