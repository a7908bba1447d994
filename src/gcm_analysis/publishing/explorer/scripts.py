"""What runs in the explorer's page: a table library, the library of the figure, and the page's own script."""

import json
from functools import cache
from pathlib import Path

from gcm_analysis.paths import RESOURCES

VENDOR = RESOURCES / "vendor"
# The figure comes compiled, so that Vega alone is needed, and neither Vega-Lite nor vega-embed.
LIBRARIES = (VENDOR / "datatables-3.1.5" / "dataTables.min.js", VENDOR / "vega-6.2.0" / "vega.min.js")
OWN = RESOURCES / "explorer" / "explorer.js"
MARKUP = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
)  # so that no text can end the element


def shipped() -> tuple[str, ...]:
    """Return the scripts as they stand in the page, in the order in which they run: what others wrote, then our own."""
    return tuple(_script(path) for path in (*LIBRARIES, OWN))


def as_data(value: object) -> str:
    """Return JSON that can stand in a page."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(MARKUP)


@cache
def _script(path: Path) -> str:
    return path.read_text(encoding="utf-8").rstrip("\n")
