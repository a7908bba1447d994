"""The checks, each with its name, the success criteria of WCAG 2.2 behind it, and what to do about a finding."""

from dataclasses import dataclass
from typing import Literal

from gcm_analysis.evidence.missing import Missing
from gcm_analysis.narrative.facts import mark

Name = Literal["alt", "repeated", "contrast", "colour", "headings", "headers", "passages", "links"]


@dataclass(frozen=True)
class Check:
    """One check: what it requires, the name of its findings, the criteria, what to do, and what people have to judge."""

    looks_at: str
    finding: str
    criteria: str
    to_do: str


CHECKS: dict[Name, Check] = {
    "alt": Check(
        mark("Each figure and logo has an alternative text."),
        mark("Figures without an alternative text"),
        "1.1.1",
        mark("Say in the notebook what the figure shows."),
    ),
    "repeated": Check(
        mark("No alternative text repeats the caption or that of another figure."),
        mark("Alternative texts that repeat the caption or another figure’s"),
        "1.1.1",
        mark("Say what this figure shows beyond its title."),
    ),
    "contrast": Check(
        mark("Texts and marks of the figures have enough contrast with their background, in light and dark colours."),
        mark("Colours with too little contrast"),
        "1.4.3, 1.4.11",
        mark("Use the colours of the house style, or darker ones."),
    ),
    "colour": Check(
        mark("Series of a figure differ in form, hatching or dashes too, not in colour alone."),
        mark("Series that differ in colour alone"),
        "1.4.1",
        mark("Give each series a mark, hatching or dashes of its own."),
    ),
    "headings": Check(
        mark("Each chapter begins with its title; no level of headings is skipped, no heading is empty."),
        mark("Headings out of order"),
        "1.3.1, 2.4.6",
        mark("Begin each notebook with # and go down one level at a time."),
    ),
    "headers": Check(
        mark("Each table has a name, and so has each of its columns."),
        mark("Tables without headers"),
        "1.3.1",
        mark("Name every column, and the table."),
    ),
    "passages": Check(
        mark("Passages and titles in another language are marked with that language."),
        mark("Passages that do not say their language"),
        "3.1.2",
        mark("Mark the words with their language, as docs/dialect.md shows."),
    ),
    "links": Check(
        mark("Each link has words of its own that say where it leads."),
        mark("Links that do not say where they lead"),
        "2.4.4",
        mark("Name what the link leads to."),
    ),
}  # fmt: skip


def finding(name: Name, file: str, row: str, what: str) -> Missing:
    """Return what a check found in a file, with the criteria that it breaks."""
    return Missing(name, file, row, f"{what} (WCAG {CHECKS[name].criteria})")
