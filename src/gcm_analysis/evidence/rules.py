"""The rules of cells: what is allowed, what a message says, and which codes may be meant."""

import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple

import yaml

from gcm_analysis.evidence import vocabulary
from gcm_analysis.evidence.countries import is_country, near_codes
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.values import FIRST_YEAR, LAST_YEAR, is_language, parse_day, parse_partial_date
from gcm_analysis.near import suggestion

NUMBER = re.compile(r"0|-?[1-9][0-9]{0,17}")


class Rule(NamedTuple):
    """Which cells are allowed, what is expected, what to do about a wrong one, a suggestion in words, and the codes."""

    allows: Callable[[str], object]
    expected: str = ""
    remedy: str = ""
    near: Callable[[str], str] = lambda _: ""
    codes: tuple[str, ...] = ()

    @property
    def or_empty(self) -> "Rule":
        """The same for a cell that may be empty."""
        return self._replace(
            allows=lambda cell: not cell or self.allows(cell), expected=f"{self.expected}, or empty"
        )

    def holds(self, cell: str) -> bool:
        return bool(self.allows(cell))

    def problem(self, file: str, row: int, column: str, found: str) -> Problem:
        near = self.near(found)
        return Problem(file, row, column, found, self.expected, f"{self.remedy}{near and f'; {near}'}")


def one_of(codes: Collection[str]) -> Rule:
    return Rule(
        frozenset(codes).__contains__,
        f"one of: {', '.join(codes)}",
        "use one of the codes",
        lambda cell: suggestion(cell, codes),
        tuple(codes),
    )


def matches(pattern: str, expected: str, remedy: str) -> Rule:
    return Rule(re.compile(pattern).fullmatch, expected, remedy)


def identifier(example: str) -> Rule:
    expected = f"an id of letters, digits, hyphens, such as {example}"
    remedy = "remove other characters, or fill the cell in"
    return matches("[A-Za-z0-9][A-Za-z0-9_-]*", expected, remedy)


def whole_number(low: int, high: int) -> Rule:
    return Rule(
        lambda cell: NUMBER.fullmatch(cell) and low <= int(cell) <= high,
        f"a whole number from {low} to {high}",
        "write digits only, without separators",
    )


def listed(part: Rule, expected: str, remedy: str = "separate the parts by |") -> Rule:
    """Return the rule of a list separated by vertical bars, from that of its parts; an empty cell is an empty list."""

    def near(cell: str) -> str:
        wrong = [each for each in cell.split("|") if not part.allows(each)]
        return next(filter(None, map(part.near, wrong)), "")

    return Rule(lambda cell: not cell or all(map(part.allows, cell.split("|"))), expected, remedy, near)


TEXT = Rule(lambda _: True)
FILLED = Rule(str.strip, "some text", "fill the cell in")
DAY = Rule(parse_day, f"a day as YYYY-MM-DD, from {FIRST_YEAR} to {LAST_YEAR}", "write the day so")
COUNTRY = Rule(is_country, "an ISO 3166-1 alpha-3 code", "write the country's code", near_codes)
DICTIONARY = yaml.load(
    Path(__file__).with_name("dictionary.yml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
# By their names in the data dictionary; it has patterns and ranges of numbers itself.
NAMED: dict[str, Rule] = {
    "text": TEXT,
    "filled": FILLED,
    "day": DAY,
    "date": Rule(
        parse_partial_date,
        f"a date as YYYY, YYYY-MM or YYYY-MM-DD, from {FIRST_YEAR} to {LAST_YEAR}",
        "write the date in one of these forms, as exactly as the source gives it",
    ),
    "language": Rule(is_language, "a code of a language such as fr", "write the language’s code"),
    "country": COUNTRY,
    "countries": listed(
        COUNTRY, "ISO 3166-1 alpha-3 codes, or empty", "write the codes, separate the parts by |"
    ),
    "themes of actions": listed(
        one_of(vocabulary.ACTION_THEMES), f"among: {'; '.join(vocabulary.ACTION_THEMES)}"
    ),
} | {
    name: matches(**rule) if "pattern" in rule else whole_number(**rule)
    for name, rule in DICTIONARY["rules"].items()
}


def rule_of(name: str) -> Rule:
    """Return the rule that the data dictionary names: one of `NAMED`, `id EXAMPLE`, `one of CODES`; `?` allows an empty cell."""
    if name.endswith("?"):
        return rule_of(name[:-1]).or_empty
    if example := re.fullmatch("id (.+)", name):
        return identifier(example[1])
    if codes := re.fullmatch("one of (.+)", name):
        return one_of(getattr(vocabulary, codes[1], None) or codes[1].split(", "))
    return NAMED[name]
