"""Frame in, frame out: no files, no plots, no language."""

from gcm_analysis.analysis.agreement import VARIABLES, agreement, krippendorff_alpha
from gcm_analysis.analysis.claims import claims_of, contradictions, with_bounds
from gcm_analysis.analysis.programme import (
    ORIGINS,
    coverage,
    expert_origins,
    expert_presence,
    repeated_partners,
    starts,
    themes_by_phase,
    with_phase,
)
from gcm_analysis.analysis.statements import (
    SELF_REPORT,
    balance,
    coded_statements,
    cross,
    example,
    leaders,
    without_self_reports,
)

__all__ = [
    "ORIGINS",
    "SELF_REPORT",
    "VARIABLES",
    "agreement",
    "balance",
    "claims_of",
    "coded_statements",
    "contradictions",
    "coverage",
    "cross",
    "example",
    "expert_origins",
    "expert_presence",
    "krippendorff_alpha",
    "leaders",
    "repeated_partners",
    "starts",
    "themes_by_phase",
    "with_bounds",
    "with_phase",
    "without_self_reports",
]
