"""Counts of the explorer without filters: statements by theme and by who speaks, and answers to questions."""

from collections.abc import Mapping, Sequence
from typing import Any

from gcm_analysis.evidence.vocabulary import EFFECT, OUTSIDE, SELF_REPORT, SOURCE_TYPES
from gcm_analysis.narrative.facts import mark
from gcm_analysis.publishing.explorer.statements import Statements

# Who speaks: the name of its column, its heading, its kinds of source.
SIDES = (
    ("outside", mark("Evaluations, audits, academic work"), OUTSIDE),
    ("own", mark("Programmes on themselves"), (SELF_REPORT,)),
    ("others", mark("All others"), tuple(one for one in SOURCE_TYPES if one not in (*OUTSIDE, SELF_REPORT))),
)
# Likely questions of readers, and the filters that answer them.
QUESTIONS: dict[str, dict[str, tuple[str, ...]]] = {
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


def by_theme_and_side(found: Statements) -> list[list[dict[str, Any]]]:
    """Return the cells theme by theme, each row with the same sides: those with at least one kind of source."""
    sides = [(name, heading, _present(found, "source_type", types)) for name, heading, types in SIDES]
    return [[_cell(found, theme, *side) for side in sides if side[-1]] for theme in found.options["theme"]]


def _cell(found: Statements, theme: str, side: str, heading: str, types: Sequence[str]) -> dict[str, Any]:
    number = _count(found, {"theme": (theme,), "source_type": types})
    return {"theme": theme, "side": side, "heading": heading, "types": types, "number": number}


def answered(found: Statements) -> list[dict[str, Any]]:
    """Return the questions that at least one statement answers, with their filters as in the page's address."""
    answers = []
    for question, filters in QUESTIONS.items():
        used = {facet: _present(found, facet, codes) for facet, codes in filters.items()}
        if number := _count(found, used):
            address = "&".join(f"{facet}={','.join(codes)}" for facet, codes in used.items())
            answers.append({"question": question, "address": address, "number": number})
    return answers


def _present(found: Statements, facet: str, codes: Sequence[str]) -> list[str]:
    return [code for code in codes if code in found.options[facet]]


def _count(found: Statements, chosen: Mapping[str, Sequence[str]]) -> int:
    return sum(all(row.codes[facet] in codes for facet, codes in chosen.items()) for row in found.rows)
