"""What a report can lack, and the checks of accessibility, which are some of it; `missing.yml` lists them."""

from dataclasses import dataclass

import yaml

from gcm_analysis.evidence.missing import Missing
from gcm_analysis.paths import RESOURCES


@dataclass(frozen=True)
class Kind:
    """One kind of what is missing, and what to do; of a check also what it requires and the criteria of WCAG behind it."""

    what: str
    to_do: str
    requires: str = ""
    criteria: str = ""


LISTED = yaml.load((RESOURCES / "missing.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
KINDS = {name: Kind(**kind) for name, kind in LISTED.items()}
CHECKS = {name: kind for name, kind in KINDS.items() if kind.requires}


def finding(check: str, file: str, row: str, what: str) -> Missing:
    """Return what a check found in a file, with the criteria that it breaks."""
    return Missing(check, file, row, f"{what} (WCAG {CHECKS[check].criteria})")
