"""The content of a matrix file: events, languages, parameters as lists or from tables, combinations to add or leave out."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from gcm_analysis.edition import LanguageCode
from gcm_analysis.evidence.event import Words


def _listed(value: Any) -> Any:  # noqa: ANN401 - anything that YAML can hold
    """Turn a single value into a list of one."""
    return value if isinstance(value, list) else [value]


Texts = Annotated[tuple[str, ...], BeforeValidator(_listed), Field(min_length=1)]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Record):
    """The values of a column of a table; `separator` splits cells that hold several."""

    file: str = Field(alias="from")
    column: str
    separator: str = ""


class Condition(_Record):
    """A condition on a cell; every given part has to be true."""

    is_: Texts | None = Field(None, alias="is")
    is_not: Texts | None = Field(None, alias="not")
    at_least: str | None = None
    at_most: str | None = None
    empty: bool | None = None
    found_in: Column | None = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:  # noqa: ANN401 - as above
        """Read a plain value or list as the values that the cell may have."""
        return value if isinstance(value, Mapping) else {"is": value}

    @model_validator(mode="after")
    def _says_something(self) -> "Condition":
        if not self.model_fields_set:
            raise ValueError("a value, a list of values, or is, not, at_least, at_most, empty, found_in")
        return self


class Table(Column):
    """Values of one parameter from a table, one for each row that meets all conditions."""

    parameter: str = Field(alias="as")
    where: dict[str, Condition] = Field(default_factory=dict)


Combination = dict[str, Texts]  # parameters, event or language; a list means any of them


class Matrix(_Record):
    """A matrix file."""

    title: Words
    events: Texts | None = None  # none: the one that data/project.yml names
    languages: Annotated[tuple[LanguageCode, ...], BeforeValidator(_listed), Field(min_length=1)] | None = (
        None
    )
    parameters: dict[str, Texts] = Field(default_factory=dict)
    tables: tuple[Table, ...] = ()
    include: tuple[dict[str, str], ...] = ()
    exclude: tuple[Combination, ...] = ()
    formats: Annotated[
        tuple[Literal["html", "pdf", "docx"], ...], BeforeValidator(_listed), Field(min_length=1)
    ] = ("html", "pdf", "docx")
    publisher: Literal["embedded", "quarto"] = "embedded"
    draft: bool = False  # published as drafts even if their events say otherwise
