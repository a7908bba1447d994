"""Questions that a reader may well have, made of filters; each is asked only where a statement answers it."""

from dataclasses import dataclass

from gcm_analysis.evidence.vocabulary import EFFECT, OUTSIDE, SELF_REPORT
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.explorer.statements import Row, Statements

ASKED: dict[str, dict[str, tuple[str, ...]]] = {
    mark("What helped, in the eyes of evaluators, auditors and academics?"): {
        "source_type": OUTSIDE, "evidence_kind": (EFFECT,), "valence": ("success_factor",)
    },
    mark("What hindered, in the eyes of evaluators, auditors and academics?"): {
        "source_type": OUTSIDE, "evidence_kind": (EFFECT,), "valence": ("challenge",)
    },
    mark("What do programmes say held them back?"): {
        "source_type": (SELF_REPORT,), "evidence_kind": (EFFECT,), "valence": ("challenge",)
    },
}  # fmt: skip


@dataclass(frozen=True)
class Ready:
    """A question, the filters that answer it as the page's address has them, and its number of statements."""

    question: str
    address: str
    number: int


def ready(language: Language, found: Statements) -> list[Ready]:
    """Return the questions that the statements of a report answer."""
    asked = (_asked(language, found, question, filters) for question, filters in ASKED.items())
    return [one for one in asked if one.number]


def _asked(
    language: Language, found: Statements, question: str, filters: dict[str, tuple[str, ...]]
) -> Ready:
    used = {facet: [one for one in codes if one in found.options[facet]] for facet, codes in filters.items()}
    number = sum(_matches(row, used) for row in found.rows)
    address = "&".join(f"{facet}={','.join(codes)}" for facet, codes in used.items())
    return Ready(language.verbatim(question), address, number)


def _matches(row: Row, filters: dict[str, list[str]]) -> bool:
    return all(row.codes[facet] in codes for facet, codes in filters.items())
