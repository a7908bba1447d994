"""What a cell may hold. Each rule is a pandera check whose `error` says what is expected and whose `description` what to do."""

import re
from collections.abc import Callable, Collection

import pandera.pandas as pa

from gcm_analysis.evidence.values import is_country, parse_partial_date


def one_of(codes: Collection[str], *, optional: bool = False) -> pa.Check:
    allowed = frozenset(codes) | ({""} if optional else set())
    return _rule(
        lambda cell: cell in allowed,
        f"one of: {', '.join(codes)}{_or_empty(optional)}",
        "use one of the codes",
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
        f"a date as YYYY, YYYY-MM or YYYY-MM-DD{_or_empty(optional)}",
        "write the date in one of these forms, as exactly as the source gives it",
    )


def whole_number(low: int, high: int, *, optional: bool = False) -> pa.Check:
    return _rule(
        lambda cell: (
            (optional and not cell) or (bool(re.fullmatch(r"-?[0-9]+", cell)) and low <= int(cell) <= high)
        ),
        f"a whole number from {low} to {high}{_or_empty(optional)}",
        "write digits only, without separators",
    )


def web_address() -> pa.Check:
    return matches(
        r"https?://[^\s<>\"]+",
        "a web address that begins with http:// or https://",
        "copy the page's address",
    )


def listed(rule: Callable[[str], bool], expected: str) -> pa.Check:
    """Check each part of a list separated by vertical bars; an empty cell is an empty list."""
    return _rule(
        lambda cell: not cell or all(rule(part) for part in cell.split("|")),
        expected,
        "separate the parts by |",
    )


def country(*, optional: bool = False) -> pa.Check:
    return _rule(
        lambda cell: (optional and not cell) or is_country(cell),
        f"an ISO 3166-1 alpha-3 code{_or_empty(optional)}",
        "write the country's code",
    )


def _rule(test: Callable[[str], bool], expected: str, remedy: str) -> pa.Check:
    return pa.Check(test, element_wise=True, error=expected, description=remedy)


def _or_empty(optional: bool) -> str:  # noqa: FBT001 - one word in a sentence
    return ", or empty" if optional else ""
