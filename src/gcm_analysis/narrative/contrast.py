"""Whether programmes on themselves and those who look from outside differ in their share of challenges.

The contrast is made where its interval over sources drawn again excludes zero; else it is open. Every sentence and every
verdict on it comes from here.
"""

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.analysis import resampling
from gcm_analysis.analysis.firmness import Grade
from gcm_analysis.analysis.headlines import OUTSIDE
from gcm_analysis.narrative.exhibits import Prose, prose
from gcm_analysis.narrative.facts import Fact, computed, mark
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import FEW, challenge_share, of, strength
from gcm_analysis.narrative.robustness import middle_fact, needs_sources

SIDES = {
    "own": mark("programmes on themselves"),
    "outside": mark("evaluations, audits and academic work"),
}
KINDS = {"own": (analysis.SELF_REPORT,), "outside": OUTSIDE}
ENDS = {
    "difference": mark("with all sources"),
    "low": mark("lower end over sources drawn again"),
    "high": mark("upper end over sources drawn again"),
}
# By the side that names challenges more readily.
SAID = {
    "outside": mark(
        "The balance differs with who speaks: challenges make up {own} of what programmes say of themselves ({own_strength}), but {outside} of what evaluations, audits and academic work say ({outside_strength})."
    ),
    "own": mark(
        "The balance differs with who speaks: challenges make up {own} of what programmes say of themselves ({own_strength}), and only {outside} of what evaluations, audits and academic work say ({outside_strength})."
    ),
    "neither": mark(
        "Whether the balance differs with who speaks is open: challenges make up {own} of what programmes say of themselves ({own_strength}) and {outside} of what evaluations, audits and academic work say ({outside_strength}), but the interval of the difference, {low} to {high} percentage points, includes zero."
    ),
}
TESTED = {
    "outside": mark(
        "Who speaks shapes the balance, and this does not hang on single sources: in evaluations, audits and academic work the share of challenges is higher than in what programmes say of themselves, by {difference} percentage points; in the middle {middle} of the draws, by {low} to {high}. The interval excludes zero."
    ),
    "own": mark(
        "Who speaks shapes the balance, and this does not hang on single sources: in evaluations, audits and academic work the share of challenges is lower than in what programmes say of themselves. It differs by {difference} percentage points; in the middle {middle} of the draws, by {low} to {high}. The interval excludes zero."
    ),
    "neither": mark(
        "Whether who speaks shapes the balance is open: in evaluations, audits and academic work the share of challenges differs from that in what programmes say of themselves by {difference} percentage points; in the middle {middle} of the draws, by {low} to {high}. The interval includes zero."
    ),
}


def side(coded: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the statements of one side, `own` or `outside`."""
    return coded[coded["source_type"].isin(KINDS[name])]


def evidence(coded: pd.DataFrame) -> Grade:
    """Return the grade of the evidence behind the contrast: that of its weaker side."""
    return analysis.weaker(side(coded, name) for name in KINDS)


def found(coded: pd.DataFrame) -> resampling.Contrast | None:
    """Return the contrast with its interval; none where a side has too few statements, or all of it is of one source."""
    sides = [side(coded, name) for name in KINDS]
    if min(map(len, sides)) < FEW or min(each["origin"].nunique() for each in sides) == 1:
        return None
    return resampling.share_contrast(coded, KINDS["own"], KINDS["outside"])


def more_readily(contrast: resampling.Contrast) -> str:
    """Return the side that names challenges more readily, `own` or `outside`, or `neither` where that is open."""
    if contrast.low > 0:
        return "outside"
    return "own" if contrast.high < 0 else "neither"


def is_open(coded: pd.DataFrame) -> bool:
    """Say whether the contrast can be tested and its interval includes zero."""
    contrast = found(coded)
    return contrast is not None and more_readily(contrast) == "neither"


def finding(language: Language, coded: pd.DataFrame) -> list[Sentence]:
    """Say how far the two sides differ, or that this is open; nothing where they cannot be compared or no draw differs."""
    contrast = found(coded)
    if (
        contrast is None
        or contrast.low == contrast.high == 0
        or of(pd.concat([side(coded, name) for name in KINDS]), valence="challenge").empty
    ):
        return []
    values = {name: _share(language, coded, name) for name in KINDS}
    rests = {f"{name}_strength": _strength(language, coded, name) for name in KINDS}
    return [language.say(SAID[more_readily(contrast)], **values, **rests, **_ends(language, coded, contrast))]


@needs_sources
def tested(language: Language, coded: pd.DataFrame) -> Prose:
    """Say whether the contrast stands when sources are drawn again, and what either side rests on."""
    contrast = found(coded)
    if contrast is None:
        return prose(language.say(
            "Programmes on themselves, or those who look from outside, have too few statements, or a single source, for a comparison."
        ))  # fmt: skip
    rests = language.say(
        "Programmes on themselves: {own}; evaluations, audits and academic work: {outside}.",
        **{name: _strength(language, coded, name) for name in KINDS},
    )
    message = TESTED[more_readily(contrast)]
    return prose([language.say(message, middle=middle_fact(), **_ends(language, coded, contrast)), rests])


def _share(language: Language, coded: pd.DataFrame, name: str) -> Fact:
    about = language.text(SIDES[name])
    return challenge_share(language, f"record.challenge_share.{name}", side(coded, name), about)


def _strength(language: Language, coded: pd.DataFrame, name: str) -> Sentence:
    return strength(language, f"robust.{name}", side(coded, name), language.text(SIDES[name]))


def _ends(language: Language, coded: pd.DataFrame, contrast: resampling.Contrast) -> dict[str, Fact]:
    """Return the difference and the ends of its interval as facts that are read in percentage points."""
    both = pd.concat([side(coded, name) for name in KINDS])
    how = mark(
        "share of challenges in evaluations, audits and academic work less that in what programmes say of themselves"
    )
    return {
        name: computed(
            f"robust.contrast.{name}", getattr(contrast, name), how, both, "share", language.text(end),
            _points(language, getattr(contrast, name)),
        )
        for name, end in ENDS.items()
    }  # fmt: skip


def _points(language: Language, value: float) -> str:
    return language.percent(value).rstrip("%\u00a0\u202f ")  # rounded as every share is
