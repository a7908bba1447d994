"""Gathers the facts of a report: those of one language, and one file with those of all."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from gcm_analysis.edition import LANGUAGES, Edition
from gcm_analysis.errors import RenderFailed
from gcm_analysis.publishing.stage.chapters import Chapter

SHARED = ("value", "unit", "rows", "sources", "notebook", "cell")  # the same in every language


def facts(chapters: Iterable[Chapter]) -> list[dict[str, Any]]:
    """Return every fact once, by id; refuse the same id with another value, a contradiction in the report."""
    found: dict[str, dict[str, Any]] = {}
    for chapter in chapters:
        for fact in chapter.facts:
            first = found.setdefault(fact["id"], fact)
            if first["value"] != fact["value"]:
                raise RenderFailed(
                    f"The fact {fact['id']} is {first['shown']} in {first['notebook']} but {fact['shown']} in {fact['notebook']}. "
                    "Give the two facts two names, or compute them alike."
                )
    return [found[name] for name in sorted(found)]


def write_facts(report: Path, editions: Sequence[Edition]) -> None:
    """Write the facts of a report's languages as one file at its top."""
    files = {code: report / code / "facts.json" for code in LANGUAGES}
    content = {
        "schema": 1,
        "event": editions[0].event,
        "parameters": editions[0].model_dump(exclude={"event", "language"}),
        "facts": _in_all_languages({code: read_json(path) for code, path in files.items() if path.is_file()}),
    }
    write_json(report / "facts.json", content)


def _in_all_languages(by_language: Mapping[str, Iterable[Mapping[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Return each fact by its id, with its shown value and its description in each language."""
    merged: dict[str, dict[str, Any]] = {}
    for code, found in by_language.items():
        for fact in found:
            shared = {key: fact[key] for key in SHARED}
            entry = merged.setdefault(fact["id"], shared | {"shown": {}, "how": {}})
            if entry["value"] != fact["value"] and fact["unit"] != "text":
                raise RenderFailed(
                    f"The fact {fact['id']} is {entry['value']} in one language but {fact['value']} in another."
                )
            entry["shown"][code], entry["how"][code] = fact["shown"], fact["how"]
    return merged


def read_json(path: Path) -> Any:  # noqa: ANN401 - any JSON
    return json.loads(path.read_text(encoding="utf-8"))


def write_json(path: Path, content: Any) -> None:  # noqa: ANN401 - any JSON
    """Write JSON that people can read and that is the same in every run."""
    path.write_text(
        json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
