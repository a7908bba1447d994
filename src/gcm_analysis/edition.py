"""Defines an edition: a frozen, typed object made from the parameters of a report before any kernel starts.

Each field is a parameter of every notebook; `gcm report --help` prints its description.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from gcm_analysis.errors import UserError
from gcm_analysis.evidence.countries import is_country
from gcm_analysis.evidence.values import parse_day
from gcm_analysis.evidence.vocabulary import ACTION_REGIONS, LEVELS, REGIONS, SOURCE_TYPES, Confidence
from gcm_analysis.near import advice

LanguageCode = Literal["en", "fr"]
LANGUAGES: tuple[LanguageCode, ...] = get_args(LanguageCode)
ALL = "all"
THEME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")  # the evidence says which there are
CLOSE_ENOUGH = 0.5  # of 1: the least similarity of a parameter, or of its value, to what is meant
YEARS = re.compile(r"(?:19|20)[0-9]{2}(?:-(?:19|20)[0-9]{2})?")


def _day(value: str) -> str:
    """Refuse what is neither a day nor empty."""
    if value and parse_day(value) is None:
        raise ValueError
    return value


def _several(value: str, is_allowed: Callable[[str], object]) -> str:
    """Return codes that are separated by commas, each once; refuse them if one is not allowed."""
    parts = list(dict.fromkeys(part.strip() for part in value.split(",")))
    if value != ALL and not all(map(is_allowed, parts)):
        raise ValueError
    return ",".join(parts)


def _years(value: str) -> str:
    """Refuse what is neither a year nor a span of years nor empty."""
    first, _, last = value.partition("-")
    if value and not (YEARS.fullmatch(value) and first <= (last or first)):
        raise ValueError
    return value


def _of(codes: Collection[str]) -> AfterValidator:
    return AfterValidator(lambda value: _several(value, codes.__contains__))


def _partner(value: str) -> str:
    """Refuse what is neither a country's code nor a region of Actions."""
    if value in (ALL, *ACTION_REGIONS) or is_country(value):
        return value
    raise ValueError


# Parameters that take several of these codes.
CODES: dict[str, tuple[str, ...]] = {"level": LEVELS, "region": REGIONS, "source_type": SOURCE_TYPES}
# Allowed values that the type alone does not show.
ALLOWED = {
    "theme": "all, or codes of themes such as ABC",
    "country": "all, or codes of countries such as ABC",
    "years": "a year such as 2018, a span such as 2015-2020, or empty",
    "as_of": "a day such as 2020-01-31, or empty",
    "partner": f"all, a country’s code such as ABC, or one of {', '.join(ACTION_REGIONS)}",
    "profile": "a profile of notebooks/profiles.yml, or empty",
}
# Defaults that the project decides, not the code.
DEFAULTS = {"event": "in data/project.yml", "profile": "the event’s own"}


class Edition(BaseModel):
    """One report in one language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    event: str = Field(
        min_length=1, description="the event that the report is about: a folder of data/events"
    )
    language: LanguageCode = Field("en", description="the language of the report")
    minimum_confidence: Confidence = Field(
        "low", description="leave out statements whose coding is less sure than this"
    )
    self_reports: bool = Field(True, description="count what programmes say about themselves")
    level: Annotated[str, _of(LEVELS)] = Field(
        ALL, description="keep only statements about this level, or several with commas between"
    )
    region: Annotated[str, _of(REGIONS)] = Field(
        ALL, description="keep only statements about this region, or several"
    )
    theme: Annotated[str, AfterValidator(lambda value: _several(value, THEME.fullmatch))] = Field(
        ALL, description="keep only statements on this theme, or several"
    )
    country: Annotated[str, AfterValidator(lambda value: _several(value, is_country))] = Field(
        ALL, description="keep only statements about this country, or any of several"
    )
    source_type: Annotated[str, _of(SOURCE_TYPES)] = Field(
        ALL, description="keep only statements from sources of this kind, or several"
    )
    years: Annotated[str, AfterValidator(_years)] = Field(
        "", description="keep only statements of these years; empty: also those without a year"
    )
    as_of: Annotated[str, AfterValidator(_day)] = Field(
        "", description="leave out what was not certainly published by this day; empty: leave out nothing"
    )
    partner: Annotated[str, AfterValidator(_partner)] = Field(
        "all",
        description="the country or region of the programme’s Actions that the report is about; for profiles that take one",
    )
    profile: str = Field("", description="the set of notebooks that makes the report")

    @property
    def changed(self) -> dict[str, str | bool]:
        """Every parameter but event and language that is not the default."""
        fields = type(self).model_fields
        return {
            key: value
            for key, value in self.model_dump().items()
            if key not in ("event", "language") and value != fields[key].default
        }

    @property
    def name(self) -> str:
        """The name of this edition's folder: the event, and every parameter that is not the default."""
        parts = [f"{key}-{value}".replace("_", "-") for key, value in self.changed.items()]
        return "--".join([self.event, *(re.sub(r"[^a-z0-9-]+", "-", part.lower()) for part in parts)])


class ParameterError(UserError):
    """An unknown parameter, or a value that a parameter may not have."""


def parse_edition(parameters: Mapping[str, Any]) -> Edition:
    """Return the edition, or name every parameter that is unknown or wrong at once."""
    try:
        return Edition.model_validate(dict(parameters))
    except ValidationError as error:
        lines = "\n".join(f"  {_explained(detail)}" for detail in error.errors())
        raise ParameterError(f"These parameters can't be used:\n{lines}") from None


def parameters(names: Mapping[str, object]) -> dict[str, Any]:
    """Return the parameters among the names of a notebook: `open_page(**parameters(globals()))` opens what they describe."""
    return {name: value for name, value in names.items() if name in Edition.model_fields}


def parse_assignment(text: str) -> tuple[str, str]:
    """Return name and value of `NAME=VALUE` as the command line gives it."""
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise ParameterError(f"A parameter is written NAME=VALUE, not {text!r}.")
    return name.strip(), value.strip()


def parameter_table() -> list[tuple[str, str, str, str]]:
    """Return name, allowed values, default and meaning of every parameter."""
    return [
        (name, _allowed(name), _default(name, field.default), str(field.description))
        for name, field in Edition.model_fields.items()
    ]


def _default(name: str, value: object) -> str:
    """Return a default as a user writes it: a truth value in small letters."""
    return DEFAULTS.get(name) or (str(value).lower() if isinstance(value, bool) else str(value)) or "empty"


def _explained(detail: ErrorDetails) -> str:
    name = str(detail["loc"][0])
    if detail["type"] == "extra_forbidden":
        return f"{name}: there is no such parameter. {advice(name, Edition.model_fields, CLOSE_ENOUGH)}"
    if detail["type"] == "missing":
        return f"{name}: a value is needed."
    near = advice_on_value(name, str(detail["input"]))
    return f"{name}: {detail['input']!r} is not {_allowed(name)}. {near}".rstrip()


def advice_on_value(name: str, value: str) -> str:
    """Return a sentence with what may be meant by a value of a parameter: by the first wrong one of several."""
    choices = _choices(name)
    is_right = is_country if name == "country" else choices.__contains__
    wrong = next((part for part in value.split(",") if not is_right(part.strip())), value)
    return (
        _near_place(name, wrong) if name in ("partner", "country") else advice(wrong, choices, CLOSE_ENOUGH)
    )


def _near_place(name: str, word: str) -> str:
    from gcm_analysis.evidence.countries import near_codes, near_places  # noqa: PLC0415 - costly, for a mistake

    if name == "country":
        return near_codes(word).replace("did", "Did", 1)
    near = near_places(word)
    return f"Did you mean {' or '.join(near)}?" if near else ""


def _choices(name: str) -> tuple[str, ...]:
    """Return the values that a parameter may have, if there is a list of them."""
    if name in CODES:
        return ALL, *CODES[name]
    return tuple(map(str, get_args(Edition.model_fields[name].annotation)))


def _allowed(name: str) -> str:
    kind, choices = Edition.model_fields[name].annotation, _choices(name)
    if choices or name in ALLOWED:
        return ALLOWED.get(name) or f"one of {', '.join(choices)}"
    return "true or false" if kind is bool else "a name"
