"""The facts of the implications and their rules, computed a second time."""

from collections.abc import Callable
from typing import Any

PARTS: dict[str, Callable[..., Any]] = {}
