"""`mapping.yml`: how codes, documents and variables of a project reach the event's tables. A person edits it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import yaml

from gcm_analysis.evidence import vocabulary as words
from gcm_analysis.evidence.note_rules import CODES
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.evidence.yaml_tree import compose
from gcm_analysis.near import nearest

FILE = "mapping.yml"
IGNORE, NONE, INHERIT = "ignore", "none", "inherit"
# What a code may decide, and the column that it decides.
TARGETS = {
    "theme": "theme",
    "new_theme": "theme",
    "phase": "phase",
    "valence": "valence",
    "level": "level",
    "criterion": "criterion",
    "region": "region",
    "session": "session_id",
    "speaker": "speaker_id",
}
VARIABLES = {
    "session": "session_id",
    "speaker": "speaker_id",
    "level": "level",
    "region": "region",
    "year": "year",
    "language": "quote_language",
}
PASSAGES = {
    "words": ("quote", "own"),
    "language": words.LANGUAGES_OF_SOURCES,
    "comments": (IGNORE, "en", "fr"),
    "parents": (IGNORE, INHERIT),
}
# What a column of a table holds: words, or something about them.
COLUMNS = ("text", "quote", "coded", "code", "coder", "comment", "document", *VARIABLES, IGNORE)
OF_DOCUMENT = ("source", "session", "speaker", "words", "language")
NEW_THEME = re.compile("[A-Z]{3,12}")  # as in data/codebook.csv
SECTIONS = ("passages", "variables", "columns", "documents", "sessions", "speakers", "codes")
Value = TypeVar("Value")
IDENTIFIER = re.compile("[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class Crosswalk:
    """The file as it was read. A code that means nothing here has no targets; the order of codes is their rank."""

    words: str = "quote"
    language: str = "en"
    comments: str = IGNORE
    parents: str = IGNORE
    variables: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    documents: dict[str, dict[str, str]] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    speakers: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def targets(self, code: str) -> Mapping[str, str] | None:
        """Return what a code decides: nothing if it is ignored, `None` if no line is for it.

        With `parents: inherit`, the codes above it decide what it leaves open.
        """
        found = looked_up(self.codes, code)
        while self.parents == INHERIT and found != {} and "/" in code:
            code = code.rpartition("/")[0]
            above = looked_up(self.codes, code)
            decided = {TARGETS[target] for target in found or ()}
            more = {
                target: value for target, value in (above or {}).items() if TARGETS[target] not in decided
            }
            found = above if found is None else {**found, **more}
        return found

    def rank(self, code: str) -> int:
        """Return where the line of a code stands among the others."""
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


def parse_mapping(text: str, name: str, themes: Mapping[str, object]) -> tuple[Crosswalk, list[Problem]]:
    """Return the mapping as the file has it, and all that is wrong in it. An empty file is an empty mapping."""
    problems: list[Problem] = []
    try:
        node = compose(text, name)
    except EvidenceError as error:
        return Crosswalk(), list(error.problems)
    top = _Part(name, "", node, problems)
    parts = dict(top.parts(SECTIONS))
    passages = {key: part.one_of(PASSAGES[key]) for key, part in _parts(parts, "passages", tuple(PASSAGES))}
    read: dict[str, Callable[[_Part], Any]] = {
        "variables": lambda part: part.one_of((*VARIABLES, IGNORE)),
        "columns": lambda part: part.one_of(COLUMNS),
        "documents": _document,
        "sessions": _identifier,
        "speakers": _identifier,
        "codes": lambda part: _targets(part, themes),
    }
    lines: dict[str, Any] = {
        name: {key: how(part) for key, part in _parts(parts, name)} for name, how in read.items()
    }
    return Crosswalk(**passages, **lines), problems  # type: ignore[arg-type]  # one kind for each section


class _Part:
    """A part of the file: where it stands, and what is wrong with it."""

    def __init__(self, file: str, path: str, node: yaml.Node | None, problems: list[Problem]) -> None:
        self.file, self.path, self.node, self.problems = file, path, node, problems

    @property
    def is_empty(self) -> bool:
        return self.node is None or (
            isinstance(self.node, yaml.ScalarNode) and self.node.value in ("", "~", "null")
        )

    @property
    def text(self) -> str:
        return str(self.node.value) if isinstance(self.node, yaml.ScalarNode) else ""

    def parts(self, allowed: tuple[str, ...] = ()) -> Iterator[tuple[str, "_Part"]]:
        """Give the parts by name, each once."""
        if not isinstance(self.node, yaml.MappingNode):
            if not self.is_empty:
                self.wrong("lines of the form “name: value”", "write it as in the draft")
            return
        seen: set[str] = set()
        for key, value in self.node.value:
            if not isinstance(key, yaml.ScalarNode):
                part = _Part(self.file, self.path, key, self.problems)
                part.wrong("a name before the colon", "write it in quotation marks", found="brackets")
                continue
            part = _Part(self.file, f"{self.path}.{key.value}".lstrip("."), value, self.problems)
            if key.value in seen:
                part.wrong("each name once", "remove one of them", found=str(key.value))
            elif allowed and key.value not in allowed:
                part.wrong(f"one of: {', '.join(allowed)}", "correct the name", found=str(key.value))
            else:
                yield str(key.value), part
            seen.add(key.value)

    def one_of(self, allowed: tuple[str, ...]) -> str:
        if self.text not in allowed:
            near = nearest(self.text, allowed)
            self.wrong(f"one of: {', '.join(allowed)}", f"write {near}?" if near else "use one of these")
        return self.text

    def wrong(self, expected: str, remedy: str, *, found: str | None = None) -> None:
        line = self.node.start_mark.line + 1 if self.node is not None else None
        shown = self.text if found is None else found
        self.problems.append(Problem(self.file, line, self.path, shown, expected, remedy))


def _parts(parts: dict[str, _Part], name: str, allowed: tuple[str, ...] = ()) -> Iterator[tuple[str, _Part]]:
    if name in parts:
        yield from parts[name].parts(allowed)


def _identifier(part: _Part) -> str:
    if not IDENTIFIER.fullmatch(part.text):
        part.wrong(f"an id such as S1, {NONE} or {IGNORE}", "write the id that it has in the tables")
    return part.text


def _document(part: _Part) -> dict[str, str]:
    return {
        key: inner.one_of(PASSAGES[key]) if key in PASSAGES else inner.text
        for key, inner in part.parts(OF_DOCUMENT)
        if not inner.is_empty
    }


def _targets(part: _Part, themes: Mapping[str, object]) -> dict[str, str]:
    if part.text == IGNORE or part.is_empty:
        return {}
    return {target: _target(inner, target, themes) for target, inner in part.parts(tuple(TARGETS))}


def _target(part: _Part, target: str, themes: Mapping[str, object]) -> str:
    if target == "theme":
        return part.one_of(tuple(themes))
    if target in CODES:
        return part.one_of(CODES[target])
    if target == "new_theme" and not NEW_THEME.fullmatch(part.text):
        part.wrong("3 to 12 capital letters, such as WATER", "write the code of the new theme so")
    if not part.text:
        part.wrong("some text", "fill it in, or remove it")
    return part.text
