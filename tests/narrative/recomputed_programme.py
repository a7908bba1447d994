"""The facts of the programme's claims, units, expertise and durations, computed a second time."""

from collections.abc import Callable
from typing import Any

PARTS: dict[str, Callable[..., Any]] = {}
