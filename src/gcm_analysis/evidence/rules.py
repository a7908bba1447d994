"""What a cell may hold. Each rule is a pandera check whose `error` says what is expected and whose `description` what to do."""

import re
from collections.abc import Callable, Collection

import pandera.pandas as pa

from gcm_analysis.evidence.countries import is_country, near_codes
from gcm_analysis.evidence.values import FIRST_YEAR, LAST_YEAR, parse_partial_date
from gcm_analysis.near import suggestion

# What is near to a wrong cell, in words, by what a rule expects.
NEAR: dict[str, Callable[[str], str]] = {}


def advice(rule: pa.Check, found: str) -> str:
    """Return what to do about a wrong cell, with what was meant, as far as that can be guessed."""
    near = NEAR.get(str(rule.error), lambda _: "")(found)
    return f"{rule.description}{near and f'; {near}'}"


NUMBER = re.compile(r"0|-?[1-9][0-9]{0,17}")


def one_of(codes: Collection[str], *, optional: bool = False) -> pa.Check:
    allowed = frozenset(codes) | ({""} if optional else set())
    return _rule(
        lambda cell: cell in allowed,
        f"one of: {', '.join(codes)}{_or_empty(optional)}",
        "use one of the codes",
        lambda cell: suggestion(cell, codes),
    )


def filled() -> pa.Check:
    return _rule(lambda cell: bool(cell.strip()), "some text", "fill the cell in")


def matches(pattern: str, expected: str, remedy: str, *, optional: bool = False) -> pa.Check:
    compiled = re.compile(pattern)
    return _rule(
        lambda cell: (optional and not cell) or bool(compiled.fullmatch(cell)),
        expected + _or_empty(optional),
        remedy,
    )


def identifier(example: str) -> pa.Check:
    return matches(
        r"[A-Za-z0-9][A-Za-z0-9_-]*",
        f"an id of letters, digits, hyphens, such as {example}",
        "remove other characters",
    )


def partial_date(*, optional: bool = True) -> pa.Check:
    return _rule(
        lambda cell: (optional and not cell) or parse_partial_date(cell) is not None,
        f"a date as YYYY, YYYY-MM or YYYY-MM-DD, from {FIRST_YEAR} to {LAST_YEAR}{_or_empty(optional)}",
        "write the date in one of these forms, as exactly as the source gives it",
    )


def whole_number(low: int, high: int, *, optional: bool = False) -> pa.Check:
    return _rule(
        lambda cell: (optional and not cell) or (bool(NUMBER.fullmatch(cell)) and low <= int(cell) <= high),
        f"a whole number from {low} to {high}{_or_empty(optional)}",
        "write digits only, without separators",
    )


def web_address() -> pa.Check:
    return matches(
        r"https?://[^\s<>\"]+",
        "a web address that begins with http:// or https://",
        "copy the page's address",
    )


def listed(codes: Collection[str], expected: str) -> pa.Check:
    """Check each part of a list separated by vertical bars; an empty cell is an empty list."""
    allowed = frozenset(codes)
    return _rule(
        lambda cell: not cell or all(part in allowed for part in cell.split("|")),
        expected,
        "separate the parts by |",
        lambda cell: _first_near(cell, lambda part: suggestion(part, codes), allowed.__contains__),
    )


def countries(expected: str) -> pa.Check:
    """Check each part of a list of countries, separated by vertical bars; an empty cell is an empty list."""
    return _rule(
        lambda cell: not cell or all(map(is_country, cell.split("|"))),
        expected,
        "write the codes, separate the parts by |",
        lambda cell: _first_near(cell, near_codes, is_country),
    )


def country(*, optional: bool = False) -> pa.Check:
    return _rule(
        lambda cell: (optional and not cell) or is_country(cell),
        f"an ISO 3166-1 alpha-3 code{_or_empty(optional)}",
        "write the country's code",
        near_codes,
    )


def _first_near(cell: str, near: Callable[[str], str], right: Callable[[str], bool]) -> str:
    """Return what is near to the first wrong part of a list."""
    wrong = [part for part in cell.split("|") if not right(part)]
    return next(filter(None, map(near, wrong)), "")


def _rule(
    test: Callable[[str], bool], expected: str, remedy: str, near: Callable[[str], str] | None = None
) -> pa.Check:
    if near:
        NEAR[expected] = near
    return pa.Check(test, element_wise=True, error=expected, description=remedy)


def _or_empty(optional: bool) -> str:  # noqa: FBT001 - one word in a sentence
    return ", or empty" if optional else ""
