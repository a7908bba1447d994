"""The facts of the panel's perspectives, computed a second time."""

from collections.abc import Callable
from typing import Any

PARTS: dict[str, Callable[..., Any]] = {}
