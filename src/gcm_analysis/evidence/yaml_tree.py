"""The tree of a YAML text: its texts, lists and groups with their places, made within limits.

A person writes these files by hand. So nothing is guessed: `no` is no truth value, 2018 no number, `12:30` no count of
seconds. What YAML has beyond texts, lists and groups (aliases, tags, keys that are groups) is refused: an alias makes a few
lines stand for millions, a tag makes a text something else.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import yaml
from yaml._yaml import CParser

from gcm_analysis.evidence.files import refusal

Place = tuple[str | int, ...]  # of a value: the keys and numbers that lead to it

DEEPEST = 30  # groups and lists within each other; the deepest file of a project has 5
MOST_NODES = 100_000  # keys and values
YAML_TAG = "tag:yaml.org,2002:"
NULL = f"{YAML_TAG}null"


def compose(text: str, name: str, *, settings: bool = False) -> yaml.Node | None:
    """Return the tree of a text, without aliases and tags, of a limited size; nothing of an empty text.

    In `settings` of another tool, true is a truth value and 1 a number.
    """
    loader = None
    quick, explaining = (QuickSettings, SettingsLoader) if settings else (QuickLoader, Loader)
    try:
        with suppress(yaml.YAMLError, ValueError, OverflowError):  # PyYAML's own parser explains them better
            return quick(text).get_single_node()
        loader = explaining(text)
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


class _Unwanted(Exception):  # noqa: N818 - it never leaves this module
    """YAML that no file of a project needs."""

    def __init__(self, event: yaml.Event, found: str, expected: str, remedy: str) -> None:
        super().__init__(found)
        self.row = line(event)
        self.found, self.expected, self.remedy = found, expected, remedy


class _Limits(yaml.composer.Composer):
    """Makes the tree, and refuses while it is made what would be too much to look at once it is."""

    _depth = _nodes = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:  # noqa: ANN401 - as its base
        is_key = isinstance(parent, yaml.MappingNode) and index is None
        self._check(self.peek_event(), is_key=is_key)  # type: ignore[attr-defined]  # of the parser beside
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
            raise _Unwanted(
                event, "one more within them", expected, "look for brackets that are never closed"
            )
        if self._nodes > MOST_NODES:
            raise _Unwanted(event, "one more", f"at most {MOST_NODES} keys and values", "shorten the file")


class Loader(_Limits, yaml.SafeLoader):
    # What is written is a text, or nothing: YAML would read much else into it.
    yaml_implicit_resolvers = {  # noqa: RUF012 - as its base has it
        first: [(tag, pattern) for tag, pattern in resolvers if tag == NULL]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class QuickLoader(_Limits, CParser, yaml.resolver.Resolver):
    """The same tree from libyaml, in a seventh of the time."""

    yaml_implicit_resolvers: dict[str, Any] = Loader.yaml_implicit_resolvers

    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)
        yaml.composer.Composer.__init__(self)
        yaml.resolver.Resolver.__init__(self)


class SettingsLoader(Loader):
    yaml_implicit_resolvers = yaml.SafeLoader.yaml_implicit_resolvers


class QuickSettings(QuickLoader):
    yaml_implicit_resolvers = yaml.SafeLoader.yaml_implicit_resolvers


def content(node: yaml.Node) -> Any:  # noqa: ANN401 - whatever the file holds
    if isinstance(node, yaml.MappingNode):
        return {key.value: content(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [content(value) for value in node.value]
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
    assert mark is not None, "what was read from a text has a place in it"  # noqa: S101
    return mark.line + 1
