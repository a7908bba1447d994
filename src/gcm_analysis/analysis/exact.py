"""The exact interval of a share, which is meaningful also where none or all are counted.

A share of 0 or 1 does not vary when cases are drawn again, so that resampling would give it an interval of no width. The
interval of Clopper and Pearson (“The use of confidence or fiducial limits illustrated in the case of the binomial”,
Biometrika 26, 1934, 404–413) does without resampling: its ends are the chances under which as many as were counted, or
more, and as few, or fewer, come about in 2.5 % of all cases. Cases must be independent: of statements, count the sources.
"""

from math import exp, lgamma, log

from gcm_analysis.analysis.arrays import LOW, WHOLE

TAIL = LOW / WHOLE
HALVINGS = 60  # more than a float can tell apart


def exact_interval(part: int, whole: int) -> tuple[float, float]:
    """Return the 95 % interval of the share of `part` among `whole` independent cases; of no case, 0 to 1."""
    if not 0 <= part <= whole:
        raise ValueError(f"{part} is no part of {whole}")
    return _lower(part, whole), 1 - _lower(whole - part, whole)


def _lower(part: int, whole: int) -> float:
    """Return the chance of one case under which `part` or more of `whole` come about with the chance `TAIL`."""
    low, high = 0.0, 1.0
    if part == 0:
        return low
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_least(part, whole, middle) < TAIL else (low, middle)
    return low


def _at_least(part: int, whole: int, chance: float) -> float:
    return sum(
        exp(
            lgamma(whole + 1) - lgamma(n + 1) - lgamma(whole - n + 1)
            + n * log(chance) + (whole - n) * log(1 - chance)
        )
        for n in range(part, whole + 1)
    )  # fmt: skip
