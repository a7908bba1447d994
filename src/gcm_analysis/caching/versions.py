"""The versions of the packages that this one needs, directly or indirectly."""

import platform
import re
import sys
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution

OWN = "gcm-analysis"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@lru_cache(maxsize=1)
def needed() -> dict[str, str]:
    """Return the versions of Python and of all packages that this one needs, without extras and tests."""
    found: dict[str, str] = {}
    waiting = {OWN}
    while waiting:
        name = waiting.pop()
        try:
            about = distribution(name).metadata  # it is parsed each time it is asked for
        except PackageNotFoundError:
            continue  # for another system
        found[name] = about["Version"]
        required = about.get_all("Requires-Dist") or ()
        plain = (NAME.match(line) for line in required if "extra ==" not in line)
        waiting |= {_normal(match[0]) for match in plain if match} - found.keys()
    found["python"] = f"{platform.python_version()} {sys.platform} {platform.machine()}"
    return {name: version for name, version in sorted(found.items()) if name != OWN}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
