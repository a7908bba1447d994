"""The facts of what is robust in the record, computed a second time."""

from collections.abc import Callable
from typing import Any

PARTS: dict[str, Callable[..., Any]] = {}
