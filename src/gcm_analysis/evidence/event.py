"""The event that a report is about, as `data/events/<event>/event.yml` describes it."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import ErrorDetails

from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.rules import is_country, is_language
from gcm_analysis.evidence.vocabulary import Level, Phase, Region

SourceId = Annotated[str, Field(min_length=1)]


def _clock(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        return time.fromisoformat(value)
    raise ValueError('a time between quotes, such as "08:30"')


def _day(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return value
    raise ValueError("a day as YYYY-MM-DD")


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("a time zone of the IANA list, such as Africa/Casablanca") from None
    return value


def _language(value: str) -> str:
    if not is_language(value):
        raise ValueError("a two-letter code of a language, such as fr")
    return value


def _country(value: str) -> str:
    if not is_country(value):
        raise ValueError("an ISO 3166-1 alpha-3 code of a country, such as MAR")
    return value


LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2}$"), AfterValidator(_language)]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{3}$"), AfterValidator(_country)]
Clock = Annotated[time, BeforeValidator(_clock)]
Zone = Annotated[str, AfterValidator(_zone)]


class _Record(BaseModel):
    """Frozen, and closed: a key that is not known is a misspelling."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, str_min_length=1)


class Words(_Record):
    """A text in each language of the report."""

    en: str
    fr: str

    def in_language(self, code: str) -> str:
        return str(getattr(self, code))


class Organiser(_Record):
    name: Words


class Panellist(_Record):
    """A person whom the source names; nothing else is said of anyone."""

    name: str
    role: Words
    body: Words
    level: Level
    region: Region
    perspective: Words
    locator: Words


class Question(_Record):
    """What the organisers said that the event would ask, and the phase of a programme or the themes it is about, if any."""

    text: Words
    phase: Phase | None = None
    themes: tuple[str, ...] = ()


class Gap(_Record):
    """Something that the published record leaves open; with the source that says so, if one does."""

    text: Words
    source_id: SourceId | None = None


class Event(_Record):
    """One event: what, when, where, by whom, with whom, about what, and what is not known of it."""

    title: Words
    title_language: Literal["en", "fr"]  # the languages that `Words` has
    kind: Words
    series: Words
    date: Annotated[date, BeforeValidator(_day)]
    start: Clock
    end: Clock
    time_zone: Zone
    venue: Words
    city: Words
    country: CountryCode
    working_languages: tuple[LanguageCode, ...]
    interpretation: tuple[LanguageCode, ...] = ()
    organisers: tuple[Organiser, ...] = Field(min_length=1)
    chair: Panellist
    panellists: tuple[Panellist, ...]
    announced_panellists: int = Field(ge=0, le=100)
    questions: tuple[Question, ...] = Field(min_length=1)
    gaps: tuple[Gap, ...] = ()
    source_id: SourceId

    @field_validator("end")
    @classmethod
    def _ends_after_it_starts(cls, end: time, given: ValidationInfo) -> time:
        start = given.data.get("start")
        if start is not None and end <= start:
            raise ValueError("an end later than the start")
        return end

    @property
    def minutes(self) -> int:
        """The planned length."""
        day = self.date
        return int(
            (datetime.combine(day, self.end) - datetime.combine(day, self.start)).total_seconds() // 60
        )


def read_event(path: Path, name: str) -> tuple[Event | None, list[Problem]]:
    """Return the event, or the problems of its file."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
        twice = list(_given_twice(name, node))
        lines = _lines(node)
        return (None, twice) if twice else (Event.model_validate(_content(node)), [])
    except FileNotFoundError:
        return None, [Problem(name, None, None, "no such file", "the event's description", "add the file")]
    except UnicodeDecodeError:
        return None, [
            Problem(name, None, None, "bytes that are not UTF-8", "text in UTF-8", "save the file as UTF-8")
        ]
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line + 1 if error.problem_mark else None
        return None, [
            Problem(name, row, None, str(error.problem), "YAML", "check indentation, colons and quotes there")
        ]
    except yaml.YAMLError as error:
        return None, [Problem(name, None, None, str(error), "YAML", "remove the character that is named")]
    except ValidationError as error:
        return None, [_problem(name, detail, lines) for detail in _innermost(error.errors())]


class _Loader(yaml.SafeLoader):
    """YAML without its own dates: what is written reaches the model letter by letter, which names what is wrong."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _content(node: yaml.Node | None) -> Any:  # noqa: ANN401 - whatever stands in the file
    return _Loader("").construct_document(node) if node else None


def _given_twice(name: str, node: yaml.Node | None, path: str = "") -> Iterator[Problem]:
    """Yield the keys that stand twice in one place; YAML itself would take the last and say nothing."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            below = f"{path}.{key.value}".lstrip(".")
            if key.value in seen:
                row = key.start_mark.line + 1
                yield Problem(
                    name, row, below, f"a second {key.value}", "each key once", "remove one of the two"
                )
            seen.add(key.value)
            yield from _given_twice(name, value, below)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _given_twice(name, value, f"{path}.{number}".lstrip("."))


def _lines(node: yaml.Node | None, path: str = "") -> dict[str, int]:
    """Return the line of each key, by its path, such as `panellists.2.level`."""
    found = {path: node.start_mark.line + 1} if node else {}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            found |= _lines(value, f"{path}.{key.value}".lstrip("."))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            found |= _lines(value, f"{path}.{number}".lstrip("."))
    return found


def _problem(name: str, detail: ErrorDetails, lines: dict[str, int]) -> Problem:
    path = ".".join(str(part) for part in detail["loc"])
    row = next((lines[known] for known in _upwards(path) if known in lines), None)
    kind = detail["type"]
    if kind == "missing":
        return Problem(name, row, path, "", "a value", "add the key")
    if kind == "extra_forbidden":
        return Problem(
            name, row, path, path, "a key that the data dictionary names", "correct or remove the key"
        )
    expected = detail["msg"].removeprefix("Value error, ")
    return Problem(name, row, path, _found(detail["input"]), expected, "correct the value")


def _innermost(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out what is said of a group only because something within it is wrong."""
    places = [detail["loc"] for detail in details]
    return [
        detail
        for detail in details
        if not any(
            place != detail["loc"] and place[: len(detail["loc"])] == detail["loc"] for place in places
        )
    ]


def _upwards(path: str) -> list[str]:
    parts = path.split(".")
    return [".".join(parts[:length]) for length in range(len(parts), -1, -1)]


def _found(value: Any) -> str:  # noqa: ANN401 - whatever stands in the file
    return str(value) if not isinstance(value, dict) else "a group of keys"
