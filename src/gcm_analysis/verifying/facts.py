"""Reads the facts of a published report and compares them: between languages, files and runs."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, model_validator

from gcm_analysis.narrative.language import Language
from gcm_analysis.verifying.files import read_json
from gcm_analysis.verifying.passages import NUMBER, is_negative, is_number_in

FILE = "facts.json"
# What a fact has in every language; a text has a value of its own in each.
SAME = ("value", "unit", "rows", "sources")
IN_WORDS = ("shown", "how")  # in each language
ALL = ("value", "shown", "unit", "how", "rows", "sources")
FEW = 5  # rows that are named
# Words for the last digits of a number.
SCALES = {"million": 10**6, "milliard": 10**9, "billion": 10**9}
Facts = dict[str, dict[str, Any]]


class _Fact(BaseModel):
    """What a fact has in every file."""

    value: str | int | float | bool | None
    unit: str
    rows: list[str]
    sources: list[str]
    notebook: str
    cell: str


class Stored(_Fact):
    """A fact in the file of a language."""

    id: str
    shown: str
    how: str


class StoredInAll(_Fact):
    """A fact in the file at the top of a report; `shown` and `how` by language."""

    shown: dict[str, str]
    how: dict[str, str]

    @model_validator(mode="after")
    def _in_the_same_languages(self) -> Self:
        if self.shown.keys() != self.how.keys():
            raise ValueError("shown and how are not in the same languages")
        return self


class Top(BaseModel):
    """The file at the top of a report."""

    facts: dict[str, StoredInAll]


def of_language(folder: Path) -> Facts:
    """Return the facts of one language by id."""
    return {str(fact["id"]): fact for fact in read_json(folder / FILE, list[Stored])}


def of_report(report: Path) -> Facts:
    """Return the facts of all languages by id, from the file at the top of a report; none if it has no such file."""
    path = report / FILE
    facts: Facts = read_json(path, Top)["facts"] if path.is_file() else {}
    return facts


def differences(then: Facts, now: Facts, *, names: tuple[str, str], fields: Iterable[str] = ALL) -> list[str]:
    """Name each fact that only one side has, and each field in which the two differ, with both values."""
    first, second = names
    differences = [f"{name}: only in {first}" for name in sorted(then.keys() - now.keys())]
    differences += [f"{name}: only in {second}" for name in sorted(now.keys() - then.keys())]
    for name in sorted(then.keys() & now.keys()):
        differences += [
            f"{name}: {field} {_short(old, new)} in {first}, {_short(new, old)} in {second}"
            for field in fields
            if (old := then[name].get(field)) != (new := now[name].get(field))
        ]
    return differences


def between_languages(sides: dict[str, Facts]) -> list[str]:
    """Name each fact that has other values, rows or sources in another language than in the first."""
    (code, first), *others = ((code, _without_texts(side)) for code, side in sides.items())
    return [
        one
        for other_code, other in others
        for one in differences(first, other, names=(code, other_code), fields=SAME)
    ]


def contradictions(facts: Facts, code: str) -> list[str]:
    """Name each fact whose shown text has another number than its value."""
    language = Language(code)
    return [
        f"{name}: the value is {fact['value']}, but {code} shows {fact['shown']!r}"
        for name, fact in sorted(facts.items())
        if not _shows_value(str(fact["shown"]), fact["value"], str(fact["unit"]), language)
    ]


def at_top_and_below(top: Facts, language: Facts, code: str) -> list[str]:
    """Name each fact of a language that differs from the file at the top of the report."""
    flat = {
        name: fact | {field: fact.get(field, {}).get(code) for field in IN_WORDS}
        for name, fact in top.items()
    }
    return differences(_without_texts(flat), _without_texts(language), names=(FILE, f"{code}/{FILE}"))


def _without_texts(facts: Facts) -> Facts:
    """Return facts without those values that are texts, which each language has in its own words."""
    return {
        name: fact | ({"value": ""} if fact.get("unit") == "text" else {}) for name, fact in facts.items()
    }


def _shows_value(shown: str, value: object, unit: str, language: Language) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return True
    scaled = value / next((scale for word, scale in SCALES.items() if word in shown), 1)
    exact = {"share": f"{value * 100:.6f}", "agreement": f"{value:.6f}"}.get(unit, f"{scaled:.6f}")
    numbers = [match[0] for match in NUMBER.finditer(shown)]
    if not numbers or shown == language.number(value):
        return True
    return is_negative(shown) == (value < 0) and any(is_number_in(number, exact) for number in numbers)


def _short(value: object, other: object) -> str:
    """Return a value in few words: of long lists only what the other list does not have."""
    if not isinstance(value, list) or not isinstance(other, list):
        return repr(value)
    own = [str(item) for item in value if item not in other]
    few = ", ".join(own[:FEW]) + (" …" if len(own) > FEW else "")
    return f"has {len(value)}" + (f", among them {few}" if own else "")
