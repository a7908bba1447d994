"""What must be known of an event before its folder can be made: asked for, or given as options."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gcm_analysis.evidence.countries import country_of, near_codes
from gcm_analysis.evidence.event import LANGUAGES
from gcm_analysis.evidence.values import parse_partial_date

BETWEEN_LANGUAGES, BETWEEN_BODIES = "|", ";"
TWO_LANGUAGES = "some text; for both languages, in their order: one | other"


@dataclass(frozen=True)
class Detail:
    """One thing to know: how it is asked for, what may be said, and how that is read. What may not be said gives nothing."""

    name: str
    question: str
    expected: str
    read: Callable[[str], Any | None]
    default: str = ""
    near: Callable[[str], str] = lambda _: ""  # what may have been meant, in words

    @property
    def option(self) -> str:
        return f"--{self.name}"


def _texts(text: str) -> tuple[str, ...] | None:
    """Return a text in the event's first language and, after a bar, in the other."""
    parts = tuple(part.strip() for part in text.split(BETWEEN_LANGUAGES))
    return parts if all(parts) and len(parts) <= len(LANGUAGES) else None


def _bodies(text: str) -> list[tuple[str, ...]] | None:
    bodies = [_texts(part) for part in text.split(BETWEEN_BODIES) if part.strip()]
    known = [each for each in bodies if each is not None]
    return known if known and len(known) == len(bodies) else None


def _languages(text: str) -> tuple[str, ...] | None:
    codes = tuple(dict.fromkeys(re.findall(r"\w+", text.lower())))
    return codes if codes and set(codes) <= set(LANGUAGES) else None


def _day(text: str) -> str | None:
    is_day = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text.strip()) and parse_partial_date(text.strip())
    return text.strip() if is_day else None


DETAILS = (
    Detail("title", "Title", TWO_LANGUAGES, _texts),
    Detail("date", "First day", "a day as YYYY-MM-DD", _day),
    Detail(
        "languages",
        "Languages of the report",
        f"{', '.join(LANGUAGES)}; the first is the one of what you write here",
        _languages,
        default=",".join(LANGUAGES),
    ),
    Detail("city", "City", TWO_LANGUAGES, _texts),
    Detail(
        "country",
        "Country",
        "a country's name in English or French, or its ISO 3166-1 alpha-3 code",
        country_of,
        near=near_codes,
    ),
    Detail(
        "organiser",
        "Organiser",
        "the name of a body, of several between semicolons; with | as above",
        _bodies,
    ),
)


def problems(given: Mapping[str, str]) -> list[str]:
    """Return what is missing or may not be said, a line for each."""
    wrong = [detail for detail in DETAILS if detail.read(given.get(detail.name, "")) is None]
    return [_told(detail, given.get(detail.name, "")) for detail in wrong]


def _told(detail: Detail, said: str) -> str:
    """Return what may be said instead, and what may have been meant."""
    near = detail.near(said)
    found = f"may not be {said!r}" if said else "is missing"
    return f"{detail.option} {found}: {detail.expected}" + (f"; {near}" if near else ".")


def read(given: Mapping[str, str]) -> dict[str, Any]:
    """Return what was said, read; nothing may be missing or wrong."""
    return {detail.name: detail.read(given[detail.name]) for detail in DETAILS}
