"""What one report is: a frozen, typed object made from the parameters, before any kernel starts.

Each field is a parameter of every notebook; its description is what `gcm report --help` prints.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, cast, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from gcm_analysis.errors import UserError
from gcm_analysis.evidence.countries import is_country as known_country
from gcm_analysis.evidence.values import parse_partial_date
from gcm_analysis.evidence.vocabulary import ACTION_REGIONS, Confidence, Level, Region
from gcm_analysis.near import nearest

LanguageCode = Literal["en", "fr"]
LANGUAGES: tuple[LanguageCode, ...] = get_args(LanguageCode)
ALL = "all"
COUNTRY = re.compile(r"[A-Z]{3}")


def _day(value: str) -> str:
    """Refuse what is neither a day nor empty."""
    if value and (len(value) != len("YYYY-MM-DD") or parse_partial_date(value) is None):
        raise ValueError
    return value


def is_country(partner: str) -> bool:
    """Tell whether a partner is a country, by its ISO 3166-1 alpha-3 code; else it is a region."""
    return COUNTRY.fullmatch(partner) is not None


def _partner(value: str) -> str:
    """Refuse what is neither a country's code nor a region of Actions."""
    if value in (ALL, *ACTION_REGIONS) or known_country(value):
        return value
    raise ValueError


# What a type alone does not say.
ALLOWED = {
    "as_of": "a day such as 2020-01-31, or empty",
    "partner": f"all, a country’s code such as ABC, or one of {', '.join(ACTION_REGIONS)}",
    "profile": "a profile of notebooks/profiles.yml, or empty",
}
# What the project decides, not the code.
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
    self_reports: bool = Field(True, description="count what programmes say of themselves")
    level: Literal["all"] | Level = Field("all", description="keep only statements about this level")
    region: Literal["all"] | Region = Field("all", description="keep only statements about this region")
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
        """The folder that this edition is published in: the event, and every parameter that is not the default."""
        parts = [f"{key}-{value}".replace("_", "-") for key, value in self.changed.items()]
        return "--".join([self.event, *(re.sub(r"[^a-z0-9-]+", "-", part.lower()) for part in parts)])


class ParameterError(UserError):
    """A parameter that no notebook has, or a value that it may not take."""


def parse_edition(parameters: Mapping[str, Any]) -> Edition:
    """Return the edition, or name every parameter that is unknown or wrong at once."""
    try:
        return Edition.model_validate(dict(parameters))
    except ValidationError as error:
        # A value that none of two lists allows is an error for each of them.
        lines = "\n".join(dict.fromkeys(f"  {_explained(detail)}" for detail in error.errors()))
        raise ParameterError(f"These parameters can't be used:\n{lines}") from None


def parse_assignment(text: str) -> tuple[str, str]:
    """Return name and value of `NAME=VALUE` as the command line gives it."""
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise ParameterError(f"A parameter is written NAME=VALUE, not {text!r}.")
    return name.strip(), value.strip()


def parameter_table() -> list[tuple[str, str, str, str]]:
    """Return name, allowed values, default and meaning of every parameter."""
    return [
        (name, _allowed(name), DEFAULTS.get(name) or str(field.default), str(field.description))
        for name, field in Edition.model_fields.items()
    ]


def _explained(detail: ErrorDetails) -> str:
    name = str(detail["loc"][0])
    if detail["type"] == "extra_forbidden":
        return f"{name}: there is no such parameter. {_nearest(name, tuple(Edition.model_fields))}"
    if detail["type"] == "missing":
        return f"{name}: a value is needed."
    allowed = _allowed(name)
    word, choices = str(detail["input"]), _choices(Edition.model_fields[name].annotation)
    nearest = _near_partner(word) if name == "partner" else _nearest(word, choices)
    return f"{name}: {detail['input']!r} is not {allowed}. {nearest}".rstrip()


def _nearest(word: str, known: tuple[str, ...]) -> str:
    near = nearest(word, known, cutoff=0.5)
    return f"Did you mean {near}?" if near else (f"Known: {', '.join(known)}." if known else "")


def _near_partner(word: str) -> str:
    from gcm_analysis.evidence.countries import near_places  # noqa: PLC0415 - names of all countries, for a mistake

    near = near_places(word)
    return f"Did you mean {' or '.join(near)}?" if near else ""


def _choices(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - a type annotation
    """Return the values of a Literal, or of a union of them."""
    parts = get_args(kind)
    return tuple(choice for part in parts for choice in (_choices(part) or (str(part),)))


def _allowed(name: str) -> str:
    kind = Edition.model_fields[name].annotation
    choices = _choices(kind)
    if choices or name in ALLOWED:
        return ALLOWED.get(name) or f"one of {', '.join(choices)}"
    return {bool: "true or false", str: "a name", int: "a whole number"}[cast("type", kind)]
