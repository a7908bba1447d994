"""The facts of the Compact's mechanism and its Fund, computed a second time."""

from collections.abc import Callable
from typing import Any

PARTS: dict[str, Callable[..., Any]] = {}
