"""Writes docs/api.md from the docstrings of the library and the rules of the tables: `python docs/make_api.py`."""

import inspect
from pathlib import Path

import gcm_analysis as gcm
from gcm_analysis.evidence.load import NUMBERS
from gcm_analysis.evidence.tables import TABLES
from gcm_analysis.library import FRAMES, ORDERED, codes_of

PAGE = Path(__file__).with_name("api.md")
HEAD = """# The library

Written by `python docs/make_api.py` from the docstrings; its examples are run by the tests. It works from any folder: the
project is the one that the environment variable `GCM_HOME` names, else the nearest at or above the working directory.

```python
import gcm_analysis as gcm

data = gcm.load(as_of="2020-01-31", labels="fr")
local = data.statements[data.statements["level"] == "local"]
gcm.balance(local, by="theme_label")
```

**Contents:** """


def page() -> str:
    """Return the text of docs/api.md."""
    functions = {name: getattr(gcm, name) for name in ("load", "balance", "agreement", "findings")}
    links = [f"[{name}](#{name.lower()})" for name in (*functions, "Dataset")]
    parts = [HEAD + " · ".join([*links, "[columns](#columns)"])]
    parts += [_section(name, function) for name, function in functions.items()]
    parts += [_section("Dataset", gcm.Dataset), _method("with_labels"), _columns()]
    return "\n\n".join(parts) + "\n"


def _section(name: str, thing: object) -> str:
    signature = f"```python\ngcm.{name}{_signature(thing)}\n```\n\n" if inspect.isfunction(thing) else ""
    return f"## {name}\n\n{signature}{_text(thing)}"


def _method(name: str) -> str:
    return f"### Dataset.{name}\n\n{_text(getattr(gcm.Dataset, name))}"


def _signature(function: object) -> str:
    """Return the parameters with their defaults, one per line."""
    parameters = inspect.signature(function).parameters.values()
    lines = [f"    {one.name}{_default(one)}," for one in parameters]
    starred = next((place for place, one in enumerate(parameters) if one.kind is one.KEYWORD_ONLY), None)
    if starred is not None:
        lines.insert(starred, "    *,")
    return "\n".join(["(", *lines, ")"])


def _default(parameter: inspect.Parameter) -> str:
    if parameter.default is parameter.empty:
        return ""
    return f'="{parameter.default}"' if isinstance(parameter.default, str) else f"={parameter.default}"


def _text(thing: object) -> str:
    """Return a docstring as markdown: its examples as code."""
    text, example, code = inspect.getdoc(thing).partition("\n>>> ")
    return text.rstrip() + (f"\n\n```pycon\n>>> {code.rstrip()}\n```" if example else "")


def _columns() -> str:
    """Return a table of the columns that hold numbers or codes; all others are texts."""
    rows = []
    for frame in FRAMES:
        rules = TABLES[frame].columns if frame in TABLES else {}
        rows += [f"| `{frame}` | `{name}` | whole number |" for name in rules if name in NUMBERS]
        rows += [
            f"| `{frame}` | `{name}` | {_kind(name, codes)} |"
            for name, codes in codes_of(frame).items()
            if _is_in(frame, name)
        ]
    head = "## Columns\n\nThose that hold numbers or codes; all others are texts."
    return "\n".join([head, "", "| frame | column | holds |", "| --- | --- | --- |", *rows])


def _is_in(frame: str, column: str) -> bool:
    """Return whether a frame has a column; a statement has only two coded columns of its source."""
    joined = ("source_type", "read_extent") if frame == "statements" else ()
    return frame not in TABLES or column in (*TABLES[frame].columns, *joined)


def _kind(name: str, codes: tuple[str, ...]) -> str:
    return ("in order: " if name in ORDERED else "one of: ") + ", ".join(f"`{code}`" for code in codes)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
