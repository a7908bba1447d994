"""`mapping.yml`: how codes, documents and variables of a project reach the event's tables. A person edits it."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetPydanticSchema,
    StringConstraints,
    ValidationInfo,
    create_model,
)

from gcm_analysis.evidence import vocabulary as words
from gcm_analysis.evidence.note_rules import CODES
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.yaml_file import modelled, must_be_one_of

FILE = "mapping.yml"
IGNORE, NONE, INHERIT = "ignore", "none", "inherit"
# What a code may decide, and the column that it decides.
TARGETS = {
    "theme": "theme", "new_theme": "theme", "phase": "phase", "valence": "valence", "level": "level",
    "criterion": "criterion", "region": "region", "session": "session_id", "speaker": "speaker_id",
}  # fmt: skip
VARIABLES = {
    "session": "session_id", "speaker": "speaker_id", "level": "level", "region": "region", "year": "year",
    "language": "quote_language",
}  # fmt: skip
# What a column of a table holds: words, or something about them.
COLUMNS = ("text", "quote", "coded", "code", "coder", "comment", "document", *VARIABLES, IGNORE)
SECTIONS = ("passages", "variables", "columns", "documents", "sessions", "speakers", "codes")
KEYS = f"one of: {', '.join(SECTIONS)}; and in each what the draft has there"
Value = TypeVar("Value")


def _one_of(allowed: Iterable[str]) -> AfterValidator:
    return AfterValidator(lambda text: must_be_one_of(text, tuple(allowed)))


def _theme(code: str, info: ValidationInfo) -> str:
    return code if info.context is None else must_be_one_of(code, tuple(info.context))


# What a file leaves empty is not there.
_filled = BeforeValidator(
    lambda value: {key: cell for key, cell in value.items() if cell} if isinstance(value, dict) else value
)
_or_nothing = BeforeValidator(lambda value: {} if value in (None, "", IGNORE) else value)
_Language = Annotated[str, _one_of(words.LANGUAGES_OF_SOURCES)]
_Words = Literal["quote", "own"]
_Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
_Some = Annotated[str, StringConstraints(min_length=1)]
_CLOSED = ConfigDict(extra="forbid")


class _Passages(BaseModel):
    model_config = _CLOSED
    words: _Words = "quote"
    language: _Language = "en"
    comments: Literal["ignore", "en", "fr"] = "ignore"
    parents: Literal["ignore", "inherit"] = "ignore"


class _Document(BaseModel):
    model_config = _CLOSED
    source: str = ""
    session: str = ""
    speaker: str = ""
    words: _Words = "quote"
    language: _Language = "en"


_DECIDED: dict[str, Any] = {
    name: Annotated[str, _one_of(CODES[name])] for name in TARGETS if name in CODES
} | {
    "theme": Annotated[str, AfterValidator(_theme)],
    "new_theme": Annotated[str, StringConstraints(pattern="^[A-Z]{3,12}$")],  # as in data/codebook.csv
}
_FIELDS: dict[str, Any] = {name: (_DECIDED.get(name, _Some), "") for name in TARGETS}
_Targets: Any = create_model("_Targets", __config__=_CLOSED, **_FIELDS)


def _cells_of(model: Any, *validators: BeforeValidator) -> GetPydanticSchema:  # noqa: ANN401 - a model made here
    """Have a model check a group of cells, of which those stay that the file has."""
    as_given = AfterValidator(lambda checked: checked.model_dump(exclude_unset=True))
    return GetPydanticSchema(lambda _, schema_of: schema_of(Annotated[model, *validators, as_given]))


class Crosswalk(BaseModel):
    """The file as it was read. A code that means nothing here has no targets; the order of codes is their rank."""

    model_config = _CLOSED
    passages: Annotated[_Passages, _or_nothing] = _Passages()
    variables: Annotated[dict[str, Annotated[str, _one_of((*VARIABLES, IGNORE))]], _or_nothing] = {}
    columns: Annotated[dict[str, Annotated[str, _one_of(COLUMNS)]], _or_nothing] = {}
    documents: Annotated[
        dict[str, Annotated[dict[str, str], _cells_of(_Document, _filled, _or_nothing)]], _or_nothing
    ] = {}
    sessions: Annotated[dict[str, _Id], _or_nothing] = {}
    speakers: Annotated[dict[str, _Id], _or_nothing] = {}
    codes: Annotated[dict[str, Annotated[dict[str, str], _cells_of(_Targets, _or_nothing)]], _or_nothing] = {}

    def targets(self, code: str) -> Mapping[str, str] | None:
        """Return what a code decides: nothing if it is ignored, `None` if no line is for it.

        With `parents: inherit`, the codes above it decide what it leaves open.
        """
        found = looked_up(self.codes, code)
        while self.passages.parents == INHERIT and found != {} and "/" in code:
            code = code.rpartition("/")[0]
            above = looked_up(self.codes, code)
            decided = {TARGETS[target] for target in found or ()}
            more = {name: value for name, value in (above or {}).items() if TARGETS[name] not in decided}
            found = above if found is None else {**found, **more}
        return found

    def rank(self, code: str) -> int:
        """Return which place the line of a code has among the others."""
        key = line_of(self.codes, code)
        return len(self.codes) if key is None else list(self.codes).index(key)


def line_of(lines: Iterable[str], name: str) -> str | None:
    """Return the line for a name: the one of this name, else the first in which `*` stands for what is different."""
    patterns = (line for line in lines if "*" in line)
    fits = (
        line for line in patterns if re.fullmatch(re.escape(line).replace(r"\*", ".*"), name, flags=re.DOTALL)
    )
    return name if name in lines else next(fits, None)


def looked_up(lines: Mapping[str, Value], name: str) -> Value | None:
    """Return what the line for a name says."""
    key = line_of(lines, name)
    return None if key is None else lines[key]


def parse_mapping(text: str, themes: Iterable[str] | None) -> tuple[Crosswalk, list[Problem]]:
    """Return the mapping as the file has it, or all that is wrong in it; an empty file is an empty mapping.

    `themes` are those that exist; where none are given, any may be named.
    """
    crosswalk, problems = modelled(text, FILE, Crosswalk, KEYS, None if themes is None else tuple(themes))
    return crosswalk or Crosswalk(), problems
