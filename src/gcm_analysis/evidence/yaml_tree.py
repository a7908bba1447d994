"""Parses a YAML text into a tree: its texts, lists and groups with their places, within limits.

People write these files by hand. So nothing is guessed: `no` is no truth value, 2018 no number, `12:30` no count of
seconds. Everything in YAML but texts, lists and groups (aliases, tags, keys that are groups) is refused: with aliases a few
lines can mean millions, a tag makes a text something else.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import yaml
from yaml._yaml import CParser

from gcm_analysis.evidence.faulty_text import unprintable
from gcm_analysis.evidence.files import refusal
from gcm_analysis.evidence.problems import EvidenceError

Place = tuple[str | int, ...]  # of a value: its keys, and numbers in lists

DEEPEST = 30  # groups and lists within each other; the deepest file of a project has 5
MOST_NODES = 100_000  # keys and values
YAML_TAG = "tag:yaml.org,2002:"
NULL = f"{YAML_TAG}null"


def compose(text: str, name: str) -> yaml.Node | None:
    """Return the tree of a text, without aliases and tags, of a limited size; nothing of an empty text."""
    loader = None
    try:
        with suppress(yaml.YAMLError, ValueError, OverflowError):  # PyYAML's own parser explains them better
            return QuickLoader(text, name).get_single_node()
        loader = Loader(text, name)
        return loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line + 1 if error.problem_mark else None
        remedy = "check indentation, colons and quotes there"
        raise refusal(name, str(error.problem), "YAML", remedy, row) from None
    except yaml.reader.ReaderError as error:
        row = text.count("\n", 0, error.position) + 1
        raise refusal(name, *unprintable(int(error.character)), row) from None
    except (OverflowError, ValueError):  # such as "\UFFFFFFFF", which is no character in Python
        row = loader.get_mark().line + 1 if loader else None
        found = "a number that is too large, such as a character with \\U"
        raise refusal(name, found, "a character of Unicode", "write the character itself", row) from None


class _Limits(yaml.composer.Composer):
    """Makes the tree, and refuses while it is made, before it is too large."""

    _file = ""
    _depth = _nodes = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:  # noqa: ANN401 - as its base
        is_key = isinstance(parent, yaml.MappingNode) and index is None
        self._check(self.peek_event(), is_key=is_key)  # type: ignore[attr-defined]  # of the parser
        self._depth += 1
        self._nodes += 1
        node: yaml.Node | None = super().compose_node(parent, index)
        self._depth -= 1
        return node

    def _refusal(self, event: yaml.Event, found: str, expected: str, remedy: str) -> EvidenceError:
        return refusal(self._file, found, expected, remedy, line(event))

    def _check(self, event: yaml.Event, *, is_key: bool) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise self._refusal(event, f"an alias, *{event.anchor}", "the text itself", "write it out")
        if tag := getattr(event, "tag", None):
            found = f"a tag, {str(tag).replace(YAML_TAG, '!!')}"
            raise self._refusal(event, found, "a text without a tag", "remove the tag")
        if is_key and not isinstance(event, yaml.ScalarEvent):
            raise self._refusal(
                event, "a key that is a group or a list", "a text as key", "write a name there"
            )
        if self._depth > DEEPEST:
            expected = f"at most {DEEPEST} groups and lists within each other"
            remedy = "look for brackets that are never closed"
            raise self._refusal(event, "one more within them", expected, remedy)
        if self._nodes > MOST_NODES:
            raise self._refusal(
                event, "one more", f"at most {MOST_NODES} keys and values", "shorten the file"
            )


class Loader(_Limits, yaml.SafeLoader):
    # A value is a text, or nothing.
    yaml_implicit_resolvers = {  # noqa: RUF012 - as its base has it
        first: [(tag, pattern) for tag, pattern in resolvers if tag == NULL]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def __init__(self, text: str, file: str) -> None:
        super().__init__(text)
        self._file = file


class QuickLoader(_Limits, CParser, yaml.resolver.Resolver):
    """The same tree from libyaml, in a seventh of the time."""

    yaml_implicit_resolvers: dict[str, Any] = Loader.yaml_implicit_resolvers

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        CParser.__init__(self, text)
        yaml.composer.Composer.__init__(self)
        yaml.resolver.Resolver.__init__(self)


def content(node: yaml.Node, *, typed: bool = False) -> Any:  # noqa: ANN401 - any YAML
    """Return the texts, lists and groups of a tree; `typed`: with YAML's own types, such as true and 1."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: content(value, typed=typed) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [content(value, typed=typed) for value in node.value]
    if typed and isinstance(node, yaml.ScalarNode) and not node.style:  # not between quotes
        return yaml.safe_load(node.value)
    return None if node.tag == NULL else node.value


def entries(node: yaml.Node, path: Place = ()) -> Iterator[tuple[Place, yaml.Node | None, yaml.Node]]:
    """Yield each value with its path, and its key where it has one; the parts of a list are numbered."""
    if isinstance(node, yaml.ScalarNode):
        return
    for number, part in enumerate(node.value):
        key, value = part if isinstance(node, yaml.MappingNode) else (None, part)
        below = (*path, number if key is None else key.value)
        yield below, key, value
        yield from entries(value, below)


def line(part: yaml.Node | yaml.Event | None) -> int:
    mark = part.start_mark if part else None
    assert mark is not None, "every part of a text has a place in it"  # noqa: S101
    return mark.line + 1
