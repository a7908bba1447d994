"""What runs in the explorer's page: its own script, and nothing that others wrote."""

from functools import cache

from gcm_analysis.paths import RESOURCES

OWN = RESOURCES / "explorer" / "explorer.js"


@cache
def shipped() -> tuple[str, ...]:
    """Return the scripts as they stand in the page, in the order in which they run."""
    return (OWN.read_text(encoding="utf-8").rstrip("\n"),)
