"""Reading a described YAML file into its model: every problem of the file at once, each with its line and key."""

from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from gcm_analysis.evidence.problems import Problem

Model = TypeVar("Model", bound=BaseModel)
Lines = dict[str, int]  # the line of each key, by its path, such as `panellists.2.level`


def read_described(  # noqa: PLR0913 - a file, its model, and what is said of both
    path: Path, name: str, model: type[Model], *, what: str, keys: str, as_written: bool = False
) -> tuple[Model | None, list[Problem], Lines]:
    """Return a file's content, or its problems, and the line of each key.

    `what` the file is and which `keys` it may have is said where there is none, or another. With `as_written`, a value
    is the text that stands there: no is then no truth value, and 2018 no number.
    """
    lines: Lines = {}
    loader = _TextLoader if as_written else _Loader
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=loader)
        twice, lines = list(_given_twice(name, node)), _lines(node)
        return (None, twice, lines) if twice else (model.model_validate(_content(node, loader)), [], lines)
    except FileNotFoundError:
        problems = [Problem(name, None, None, "no such file", what, "add the file")]
    except UnicodeDecodeError:
        problems = [
            Problem(name, None, None, "bytes that are not UTF-8", "text in UTF-8", "save the file as UTF-8")
        ]
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line + 1 if error.problem_mark else None
        problems = [
            Problem(name, row, None, str(error.problem), "YAML", "check indentation, colons and quotes there")
        ]
    except yaml.YAMLError as error:
        problems = [Problem(name, None, None, str(error), "YAML", "remove the character that is named")]
    except ValidationError as error:
        problems = [_problem(name, detail, lines, keys) for detail in _innermost(error.errors())]
    return None, problems, lines


def line_of(lines: Lines, path: str) -> int | None:
    """Return the line of a key, or of the nearest group around it."""
    return next((lines[known] for known in _upwards(path) if known in lines), None)


class _Loader(yaml.SafeLoader):
    """YAML without its own dates: what is written reaches the model letter by letter, which names what is wrong."""


class _TextLoader(yaml.SafeLoader):
    """YAML in which every value is a text, or empty."""


def _without(tags: Container[str]) -> dict[str, list[tuple[str, Any]]]:
    """Return what YAML takes for more than text, without some of it."""
    return {
        first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] not in tags]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_Loader.yaml_implicit_resolvers = _without({"timestamp"})
_TextLoader.yaml_implicit_resolvers = _without({"timestamp", "bool", "int", "float", "value"})


def _content(node: yaml.Node | None, loader: type[yaml.SafeLoader]) -> Any:  # noqa: ANN401 - whatever stands in the file
    return loader("").construct_document(node) if node else None


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


def _lines(node: yaml.Node | None, path: str = "") -> Lines:
    """Return the line of each key, by its path, such as `panellists.2.level`."""
    found = {path: node.start_mark.line + 1} if node else {}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            found |= _lines(value, f"{path}.{key.value}".lstrip("."))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            found |= _lines(value, f"{path}.{number}".lstrip("."))
    return found


def _problem(name: str, detail: ErrorDetails, lines: Lines, keys: str) -> Problem:
    path = ".".join(str(part) for part in detail["loc"])
    row = line_of(lines, path)
    kind = detail["type"]
    if kind == "missing":
        return Problem(name, row, path, "", "a value", "add the key")
    if kind == "extra_forbidden":
        return Problem(name, row, path, path, keys, "correct or remove the key")
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
