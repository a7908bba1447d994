"""Frame in, frame out: no files, no plots, no language."""

from gcm_analysis.analysis.agreement import (
    DRAWS,
    INTER,
    INTRA,
    RELIABLE,
    TENTATIVE,
    VARIABLES,
    agreement,
    alpha_intervals,
    by_same_coder,
    compared,
    disagreements,
    further_codings,
    krippendorff_alpha,
)
from gcm_analysis.analysis.arrays import MIDDLE
from gcm_analysis.analysis.claims import contradictions, with_bounds
from gcm_analysis.analysis.concentration import (
    effective_number,
    herfindahl,
    largest_origin,
    without_origin,
)
from gcm_analysis.analysis.exact import exact_interval
from gcm_analysis.analysis.expertise import (
    ORIGINS,
    expert_presence,
    experts_by_region,
)
from gcm_analysis.analysis.firmness import weaker
from gcm_analysis.analysis.resampling import (
    Contrast,
    bootstrap,
    lead,
    share_contrast,
)
from gcm_analysis.analysis.statements import (
    RANKED_FROM,
    balance,
    coded_statements,
    cross,
    effects,
    example,
    leaders,
    top,
    weighable,
    without_self_reports,
)
from gcm_analysis.evidence.vocabulary import OUTSIDE, SELF_REPORT

__all__ = [
    "DRAWS",
    "INTER",
    "INTRA",
    "MIDDLE",
    "ORIGINS",
    "OUTSIDE",
    "RANKED_FROM",
    "RELIABLE",
    "SELF_REPORT",
    "TENTATIVE",
    "VARIABLES",
    "Contrast",
    "agreement",
    "alpha_intervals",
    "balance",
    "bootstrap",
    "by_same_coder",
    "coded_statements",
    "compared",
    "contradictions",
    "cross",
    "disagreements",
    "effective_number",
    "effects",
    "exact_interval",
    "example",
    "expert_presence",
    "experts_by_region",
    "further_codings",
    "herfindahl",
    "krippendorff_alpha",
    "largest_origin",
    "lead",
    "leaders",
    "share_contrast",
    "top",
    "weaker",
    "weighable",
    "with_bounds",
    "without_origin",
    "without_self_reports",
]
