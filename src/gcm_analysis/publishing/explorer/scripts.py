"""What runs in the explorer's page: a table library, the library of the figure, and the page's own script."""

from functools import cache
from pathlib import Path

from gcm_analysis.paths import RESOURCES

VENDOR = RESOURCES / "vendor"
# The figure comes compiled, so that Vega alone is needed, and neither Vega-Lite nor vega-embed; its expressions are worked
# out by the interpreter, for Vega's own way is to make code of them, which the page does not allow.
LIBRARIES = (
    VENDOR / "datatables-3.1.5" / "dataTables.min.js",
    VENDOR / "vega-6.2.0" / "vega.min.js",
    VENDOR / "vega-interpreter-2.2.1" / "vega-interpreter.js",
)
OWN = RESOURCES / "explorer" / "explorer.js"


def shipped() -> tuple[str, ...]:
    """Return the scripts as they stand in the page, in the order in which they run: what others wrote, then our own."""
    return tuple(_script(path) for path in (*LIBRARIES, OWN))


@cache
def _script(path: Path) -> str:
    return path.read_text(encoding="utf-8").rstrip("\n")
