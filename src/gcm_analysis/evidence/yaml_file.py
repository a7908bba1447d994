"""The one reader of YAML: each value is the text that stands there, and every problem has its line and key.

A person writes these files by hand. So nothing is guessed: `no` is no truth value, 2018 no number, `12:30` no count of
seconds; a model makes of a text what it needs. What YAML has beyond texts, lists and groups (aliases, tags, keys that are
groups) is refused: an alias makes a few lines stand for millions, a tag makes a text something else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from gcm_analysis.evidence.faulty_text import faults
from gcm_analysis.evidence.files import read_text, refusal
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.near import suggestion

Model = TypeVar("Model", bound=BaseModel)
Place = tuple[str | int, ...]  # of a value: the keys and numbers that lead to it
Lines = dict[str, int]  # the line of each key, by its path, such as `panellists.2.level`

LARGEST = 1_000_000  # bytes
DEEPEST = 30  # groups and lists within each other; the deepest file of a project has 5
MOST_NODES = 100_000  # keys and values
YAML_TAG = "tag:yaml.org,2002:"
NULL = f"{YAML_TAG}null"


@dataclass(frozen=True)
class Document:
    """What a file says, in texts, lists and groups, and the line of each key."""

    content: Any
    lines: Lines


def read_described(
    path: Path, name: str, model: type[Model], *, what: str, keys: str
) -> tuple[Model | None, list[Problem], Lines]:
    """Return a file's content, or its problems, and the line of each key.

    `what` the file is and which `keys` it may have is said where there is none, or another.
    """
    lines: Lines = {}
    try:
        document = read_yaml(path, name, what)
        lines = document.lines
        return model.model_validate(document.content), [], lines
    except EvidenceError as error:
        return None, list(error.problems), lines
    except ValidationError as error:
        known = () if "root" in model.model_fields else tuple(model.model_fields)
        return None, [_problem(name, one, lines, keys, known) for one in _innermost(error.errors())], lines


def read_yaml(path: Path, name: str, what: str) -> Document:
    """Return what a file says, or raise an `EvidenceError` with what keeps it from being read."""
    return parse_yaml(read_text(path, name, what, largest=LARGEST), name, what)


def parse_yaml(text: str, name: str, what: str) -> Document:
    """Return what a text says, or raise an `EvidenceError`. An empty text says nothing, and is refused."""
    node = compose(text, name)
    if node is None:
        raise refusal(name, "an empty file", what, "fill it in")
    problems = [*_given_twice(name, node), *_faulty(name, node)]
    if problems:
        raise EvidenceError(problems)
    return Document(_content(node), _lines(node))


def compose(text: str, name: str) -> yaml.Node | None:
    """Return the tree of a text, without aliases and tags, of a limited size; nothing of an empty text."""
    loader = None
    try:
        loader = _Loader(text)
        return loader.get_single_node()
    except _Unwanted as unwanted:
        raise refusal(name, unwanted.found, unwanted.expected, unwanted.remedy, unwanted.row) from None
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line + 1 if error.problem_mark else None
        raise refusal(
            name, str(error.problem), "YAML", "check indentation, colons and quotes there", row
        ) from None
    except yaml.reader.ReaderError as error:
        row = text.count("\n", 0, error.position) + 1
        found = f"the character U+{int(error.character):04X}"
        raise refusal(
            name, found, "characters that can be printed", "remove the character; it can't be seen", row
        ) from None
    except (OverflowError, ValueError):  # such as "\UFFFFFFFF", of which Python makes no character
        row = loader.get_mark().line + 1 if loader else None
        found = "a number that is too large, such as a character with \\U"
        raise refusal(name, found, "a character of Unicode", "write the character itself", row) from None


def line_of(lines: Lines, path: str) -> int | None:
    """Return the line of a key, or of the nearest group around it."""
    return next((lines[known] for known in _upwards(path) if known in lines), None)


class _Unwanted(Exception):  # noqa: N818 - it never leaves this module
    """YAML that no file of a project needs."""

    def __init__(self, event: yaml.Event, found: str, expected: str, remedy: str) -> None:
        super().__init__(found)
        self.row = _line(event)
        self.found, self.expected, self.remedy = found, expected, remedy


class _Loader(yaml.SafeLoader):
    """Makes the tree, and refuses while it is made what would be too much to look at once it is."""

    # What stands there is a text, or nothing: YAML would read much else into it.
    yaml_implicit_resolvers = {  # noqa: RUF012 - as its base has it
        first: [(tag, pattern) for tag, pattern in resolvers if tag == NULL]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._depth = self._nodes = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:  # noqa: ANN401 - as its base
        self._check(self.peek_event(), is_key=isinstance(parent, yaml.MappingNode) and index is None)
        self._depth += 1
        self._nodes += 1
        node: yaml.Node | None = super().compose_node(parent, index)
        self._depth -= 1
        return node

    def _check(self, event: yaml.Event, *, is_key: bool) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise _Unwanted(event, f"an alias, *{event.anchor}", "the text itself", "write it out")
        if tag := getattr(event, "tag", None):
            raise _Unwanted(
                event, f"a tag, {str(tag).replace(YAML_TAG, '!!')}", "a text without a tag", "remove the tag"
            )
        if is_key and not isinstance(event, yaml.ScalarEvent):
            raise _Unwanted(event, "a key that is a group or a list", "a text as key", "write a name there")
        if self._depth > DEEPEST:
            expected = f"at most {DEEPEST} groups and lists within each other"
            raise _Unwanted(event, "one more", expected, "look for brackets that are never closed")
        if self._nodes > MOST_NODES:
            raise _Unwanted(event, "one more", f"at most {MOST_NODES} keys and values", "shorten the file")


def _content(node: yaml.Node) -> Any:  # noqa: ANN401 - whatever stands in the file
    if isinstance(node, yaml.MappingNode):
        return {key.value: _content(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_content(value) for value in node.value]
    return None if node.tag == NULL else node.value


def _entries(node: yaml.Node, path: Place = ()) -> Iterator[tuple[Place, yaml.Node | None, yaml.Node]]:
    """Yield each value with its path, and its key where it has one; the parts of a list are numbered."""
    if isinstance(node, yaml.ScalarNode):
        return
    for number, part in enumerate(node.value):
        key, value = part if isinstance(node, yaml.MappingNode) else (None, part)
        below = (*path, number if key is None else key.value)
        yield below, key, value
        yield from _entries(value, below)


def _given_twice(name: str, node: yaml.Node) -> Iterator[Problem]:
    """Yield the keys that stand twice in one place; YAML itself would take the last and say nothing."""
    seen: set[Place] = set()
    for path, key, _ in _entries(node):
        if key is not None and path in seen:
            row = _line(key)
            remedy = "remove one of the two"
            yield Problem(name, row, _joined(path), f"a second {key.value}", "each key once", remedy)
        seen.add(path)


def _faulty(name: str, node: yaml.Node) -> Iterator[Problem]:
    """Yield the texts that no writer meant."""
    for path, key, value in _entries(node):
        for part in (key, value):
            for fault in faults(part.value) if isinstance(part, yaml.ScalarNode) else ():
                yield Problem(name, _line(part), _joined(path), *fault)


def _lines(node: yaml.Node) -> Lines:
    """Return the line of each key, by its path, such as `panellists.2.level`."""
    return {"": _line(node)} | {
        _joined(path): _line(value if key is None else key) for path, key, value in _entries(node)
    }


def _line(part: yaml.Node | yaml.Event | None) -> int:
    mark = part.start_mark if part else None
    assert mark is not None, "what was read from a text has a place in it"  # noqa: S101
    return mark.line + 1


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
        return Problem(name, row, path, path, keys, f"correct or remove the key{near and f'; {near}'}")
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return Problem(
            name, row, path or None, _found(detail["input"]), "lines of the form “key: value”", "write it so"
        )
    expected = detail["msg"].removeprefix("Value error, ")
    return Problem(name, row, path, _found(detail["input"]), expected, "correct the value")


def _innermost(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out what is said of a group only because something within it is wrong."""
    groups = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    return [detail for detail in details if detail["loc"] not in groups]


def _upwards(path: str) -> list[str]:
    parts = path.split(".")
    return [".".join(parts[:length]) for length in range(len(parts), -1, -1)]


def _found(value: Any) -> str:  # noqa: ANN401 - whatever stands in the file
    return str(value) if not isinstance(value, dict) else "a group of keys"
