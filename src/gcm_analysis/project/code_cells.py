"""Reads the code of cells without running it: whether it is Python, and what is missing where it shows an exhibit."""

import ast
import re
from functools import lru_cache
from typing import NamedTuple

NEEDED = {"figure": ("title", "alt"), "table": ("title",)}  # words without which a `Page` shows no exhibit
FIRST_LINE = re.compile(r"#\|\s*label:(.*)")
LABEL = re.compile("[a-z][a-z0-9-]*")


class Shown(NamedTuple):
    """A call that shows an exhibit: a figure or a table, and the words that it lacks."""

    kind: str
    missing: tuple[str, ...]


def parsed(source: str) -> ast.Module:
    """Return the syntax tree of a cell, which may have Jupyter's own commands; or raise a `SyntaxError`."""
    try:
        return ast.parse(source)
    except SyntaxError:
        from IPython.core.inputtransformer2 import TransformerManager  # noqa: PLC0415 - only where it may help

        return ast.parse(TransformerManager().transform_cell(source))


@lru_cache(maxsize=1024)
def shown(source: str) -> tuple[Shown, ...]:
    """Return each call of `page.figure` and `page.table` in a cell; or raise a `SyntaxError`. A preview asks often."""
    return tuple(filter(None, map(_shown, ast.walk(parsed(source)))))


def _shown(node: ast.AST) -> Shown | None:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="page"), attr=kind)) if kind in NEEDED:
            given = {each.arg for each in node.keywords}
            return Shown(kind, () if None in given else tuple(w for w in NEEDED[kind] if w not in given))
    return None


def faulty_label(source: str) -> str:
    """Return the label of a cell if nothing can be named after it, such as `Fig A`; else an empty text."""
    line = FIRST_LINE.match(source)
    label = line[1].strip() if line else ""
    return "" if LABEL.fullmatch(label) else label
