"""Frame in, frame out: no files, no plots, no language."""

from gcm_analysis.analysis.agreement import (
    VARIABLES,
    agreement,
    alpha_intervals,
    by_same_coder,
    compared,
    disagreements,
    krippendorff_alpha,
)
from gcm_analysis.analysis.claims import claims_of, contradictions, with_bounds
from gcm_analysis.analysis.concentration import (
    effective_number,
    herfindahl,
    largest_origin,
    without_origin,
)
from gcm_analysis.analysis.conflicts import CONFLICTS, conflicts, distinct_claims, scopes
from gcm_analysis.analysis.durations import durations, durations_by_phase
from gcm_analysis.analysis.exact import exact_interval
from gcm_analysis.analysis.expertise import (
    ORIGINS,
    expert_origins,
    expert_presence,
    experts_by_region,
    from_abroad,
)
from gcm_analysis.analysis.firmness import weaker
from gcm_analysis.analysis.programme import (
    coverage,
    repeated_partners,
    starts,
    themes_by_phase,
    with_phase,
)
from gcm_analysis.analysis.resampling import (
    Contrast,
    bootstrap,
    lead,
    share_contrast,
)
from gcm_analysis.analysis.statements import (
    OUTSIDE,
    RANKED_FROM,
    SELF_REPORT,
    balance,
    coded_statements,
    cross,
    effects,
    example,
    leaders,
    top,
    without_self_reports,
)
from gcm_analysis.analysis.tested import newest_or_of, tested
from gcm_analysis.analysis.units import UNITS, side_by_side, units, with_unit

__all__ = [
    "CONFLICTS",
    "ORIGINS",
    "OUTSIDE",
    "RANKED_FROM",
    "SELF_REPORT",
    "UNITS",
    "VARIABLES",
    "Contrast",
    "agreement",
    "alpha_intervals",
    "balance",
    "bootstrap",
    "by_same_coder",
    "claims_of",
    "coded_statements",
    "compared",
    "conflicts",
    "contradictions",
    "coverage",
    "cross",
    "disagreements",
    "distinct_claims",
    "durations",
    "durations_by_phase",
    "effective_number",
    "effects",
    "exact_interval",
    "example",
    "expert_origins",
    "expert_presence",
    "experts_by_region",
    "from_abroad",
    "herfindahl",
    "krippendorff_alpha",
    "largest_origin",
    "lead",
    "leaders",
    "newest_or_of",
    "repeated_partners",
    "scopes",
    "share_contrast",
    "side_by_side",
    "starts",
    "tested",
    "themes_by_phase",
    "top",
    "units",
    "weaker",
    "with_bounds",
    "with_phase",
    "with_unit",
    "without_origin",
    "without_self_reports",
]
