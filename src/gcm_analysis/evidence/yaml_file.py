"""Reads YAML: each value is the text that was written, and every problem has its line and key.

A model makes of a text what it needs, such as a number, a day or a truth value.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticKnownError

from gcm_analysis.evidence.faulty_text import faults
from gcm_analysis.evidence.files import read_text, refusal
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.evidence.yaml_tree import Place, compose, content, entries, line
from gcm_analysis.near import suggestion

Model = TypeVar("Model", bound=BaseModel)
Lines = dict[str, int]  # the line of each key, by its path, such as `panellists.2.level`

LARGEST = 1_000_000  # bytes
# The expected form of a value, in words.
FORMS = dict.fromkeys(("model_type", "dict_type", "model_attributes_type"), "lines of the form “key: value”")
FORMS |= dict.fromkeys(("tuple_type", "list_type"), "a list, such as [one, two]") | {"string_type": "a text"}
FORMS |= {
    "int_parsing": "a whole number, in digits alone",
    "greater_than": "a number greater than {gt}",
    "greater_than_equal": "a number of at least {ge}",
    "less_than_equal": "a number of at most {le}",
    "too_short": "a list with at least {min_length} entry",
    "string_too_short": "a text",
    "string_too_long": "a text of at most {max_length} characters",
    "string_pattern_mismatch": "a text of the form {pattern}",
}
CUT = "; if it is the rest of a text with a comma, put the text between quotation marks"


def read_described(
    path: Path, name: str, model: type[Model], *, what: str, keys: str
) -> tuple[Model | None, list[Problem], Lines]:
    """Return a file's content, or its problems, and the line of each key.

    Messages say `what` the file is and which `keys` it may have.
    """
    try:
        text = read_text(path, name, what, largest=LARGEST)
    except EvidenceError as error:
        return None, list(error.problems), {}
    found, problems, lines = _described(text, name, model, what, keys)
    return found, list(problems), lines


@lru_cache(maxsize=64)  # the kernels of a report are forks of a process that has read the same texts
def _described(
    text: str, name: str, model: type[Model], what: str, keys: str
) -> tuple[Model | None, list[Problem], Lines]:
    try:
        node = parse_yaml(text, name, what)
    except EvidenceError as error:
        return None, list(error.problems), {}
    return *_validated(node, name, model, keys), lines_of(node)


def modelled(
    text: str, name: str, model: type[Model], keys: str, context: object = None
) -> tuple[Model | None, list[Problem]]:
    """Return a text as a model, or its problems; nothing of an empty one. It is not searched for faults of an encoding."""
    try:
        node = compose(text, name)
    except EvidenceError as error:
        return None, list(error.problems)
    if node is None:
        return None, []
    twice = [*_given_twice(name, node)]
    found, problems = _validated(node, name, model, keys, context)
    return None if twice else found, [*twice, *problems]


def must_be_one_of(text: str, allowed: tuple[str, ...]) -> str:
    """Return a text if it is allowed; for a model in which the allowed texts are known only at run time."""
    if text not in allowed:
        raise PydanticKnownError("literal_error", {"expected": " ".join(map(repr, allowed))})
    return text


def _validated(
    node: yaml.Node, name: str, model: type[Model], keys: str, context: object = None
) -> tuple[Model | None, list[Problem]]:
    try:
        return model.model_validate(content(node), context=context), []
    except ValidationError as error:
        known = () if "root" in model.model_fields else tuple(model.model_fields)
        lines = lines_of(node)
        return None, [_problem(name, one, lines, keys, known) for one in _innermost(error.errors())]


def read_yaml(path: Path, name: str, what: str) -> yaml.Node:
    """Return the tree of a file, or raise an `EvidenceError` with its problems."""
    return parse_yaml(read_text(path, name, what, largest=LARGEST), name, what)


def parse_yaml(text: str, name: str, what: str) -> yaml.Node:
    """Return the tree of a text, or raise an `EvidenceError`. An empty text is refused."""
    node = compose(text, name)
    if node is None:
        raise refusal(name, "an empty file", what, "fill it in")
    problems = [*_given_twice(name, node), *_faulty(name, node)]
    if problems:
        raise EvidenceError(problems)
    return node


def read_settings(path: Path, name: str, what: str) -> Any:  # noqa: ANN401 - any YAML
    """Return the content of a file of another tool, with YAML's own types: true is a truth value there."""
    node = compose(read_text(path, name, what, largest=LARGEST), name)
    try:
        return content(node, typed=True) if node else None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise refusal(name, str(error), what, "correct the value") from None


def line_of(lines: Lines, path: str) -> int | None:
    """Return the line of a key, or of the nearest group around it."""
    while path and path not in lines:
        path = path.rpartition(".")[0]
    return lines.get(path)


def _given_twice(name: str, node: yaml.Node) -> Iterator[Problem]:
    """Yield the keys that are given twice in one group; YAML itself would take the last without a word."""
    seen: set[Place] = set()
    for path, key, _ in entries(node):
        if key is not None and path in seen:
            row = line(key)
            remedy = "remove one of the two"
            yield Problem(name, row, _joined(path), f"a second {key.value}", "each key once", remedy)
        seen.add(path)


def _faulty(name: str, node: yaml.Node) -> Iterator[Problem]:
    """Yield the faulty texts."""
    for path, key, value in entries(node):
        for part in (key, value):
            for fault in faults(part.value) if isinstance(part, yaml.ScalarNode) else ():
                yield Problem(name, line(part), _joined(path), *fault)


def lines_of(node: yaml.Node) -> Lines:
    """Return the line of each key, by its path, such as `panellists.2.level`."""
    return {"": line(node)} | {
        _joined(path): line(value if key is None else key) for path, key, value in entries(node)
    }


def _joined(path: Place) -> str:
    return ".".join(map(str, path))


def _problem(name: str, detail: ErrorDetails, lines: Lines, keys: str, known: tuple[str, ...]) -> Problem:
    path = ".".join(str(part) for part in detail["loc"])
    row = line_of(lines, path)
    kind = detail["type"]
    if kind == "missing":
        return Problem(name, row, path, "", "a value", "add the key")
    if kind == "extra_forbidden":
        near = suggestion(path, known) if len(detail["loc"]) == 1 else ""
        cut = CUT if detail["input"] is None else ""
        return Problem(name, row, path, path, keys, f"correct or remove the key{near and f'; {near}'}{cut}")
    value, near = detail["input"], ""
    found = "a group of keys" if isinstance(value, dict) else "" if value is None else str(value)
    form = FORMS.get(kind)
    expected = form.format(**detail.get("ctx", {})) if form else detail["msg"].removeprefix("Value error, ")
    if kind == "literal_error":
        allowed = re.findall("'(.*?)'", detail["ctx"]["expected"])
        expected, near = f"one of: {', '.join(allowed)}", suggestion(found, allowed)
    return Problem(name, row, path or None, found, expected, f"correct the value{near and f'; {near}'}")


def _innermost(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out the errors of a group that only repeat errors within it."""
    groups = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    return [detail for detail in details if detail["loc"] not in groups]
