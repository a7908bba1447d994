"""The folder of a new event: its description, a workbook for its notes, and the next three commands. Made whole or not at all."""

import re
import tempfile
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from string import Template
from typing import Any

import yaml

from gcm_analysis import paths
from gcm_analysis.beginning.details import problems, read
from gcm_analysis.errors import UserError
from gcm_analysis.evidence.event import LANGUAGES
from gcm_analysis.evidence.notes import nothing
from gcm_analysis.importing import workbook_file
from gcm_analysis.importing.store import read_shared

TEMPLATES = Path(__file__).parent / "templates"
WORKBOOK = "notes.xlsx"
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_NAME = 60  # it becomes part of file names and addresses


def free(data: Path, name: str) -> list[str]:
    """Return why no event of this name can begin; nothing if it can."""
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        expected = f"small letters and digits with hyphens between them, at most {LONGEST_NAME}"
        return [f"EVENT may not be {name!r}: {expected}, such as round-table-2018."]
    folder = paths.event(data, name)
    if folder.exists():
        return [
            f"{folder} exists already and is not overwritten: choose another name, or go on with that event."
        ]
    return []


def begin(data: Path, name: str, given: Mapping[str, str]) -> Path:
    """Make the folder of a new event from what was said of it, or name all that is missing or wrong."""
    folder = paths.event(data, name)
    wrong = [*free(data, name), *([] if folder.exists() else problems(given))]
    if wrong:
        raise UserError("Nothing was made:\n" + "\n".join(f"  {line}" for line in wrong))
    with tempfile.TemporaryDirectory(prefix=".new-", dir=data) as unfinished:
        made = Path(unfinished) / name
        made.mkdir()
        _write(made, name, read(given), read_shared(folder).themes)
        folder.parent.mkdir(exist_ok=True)
        made.rename(folder)
    return folder


def _write(
    folder: Path, name: str, details: Mapping[str, Any], themes: Mapping[str, tuple[str, ...]]
) -> None:
    (folder / "event.yml").write_text(description(details), encoding="utf-8")
    workbook_file.write(nothing(), folder / WORKBOOK, themes)
    words = {
        "event": name,
        "title": details["title"][0],
        "folder": f"data/events/{name}",
        "workbook": WORKBOOK,
    }
    (folder / "README.md").write_text(_filled("README.md", words), encoding="utf-8")


def description(details: Mapping[str, Any]) -> str:
    """Return `event.yml` with what was said, and with every other key explained and ready to be used."""
    languages = details["languages"]
    organisers = [f"  - name:\n{_words(body, languages, 6)}" for body in details["organiser"]]
    return _filled(
        "event.yml",
        {
            "title": _words(details["title"], languages, 2),
            "title_language": languages[0],
            "date": details["date"],
            "day_after": (date.fromisoformat(details["date"]) + timedelta(days=1)).isoformat(),
            "city": _words(details["city"], languages, 2),
            "country": details["country"],
            "languages": ", ".join(languages),
            "organisers": "\n".join(organisers),
        },
    )


def _words(texts: tuple[str, ...], languages: tuple[str, ...], indent: int) -> str:
    """Return a text as lines of YAML, one for each language of reports; one that was not said has its place."""
    order = [*languages, *(code for code in LANGUAGES if code not in languages)]
    said = dict(zip(order, texts, strict=False))
    lines = [
        f"{code}: {_quoted(said[code])}" if code in said else f"{code}: # to be added" for code in LANGUAGES
    ]
    return "\n".join(" " * indent + line for line in lines)


def _quoted(text: str) -> str:
    return str(yaml.safe_dump(text, default_style='"', allow_unicode=True, width=10**9)).strip()


def _filled(template: str, words: Mapping[str, str]) -> str:
    return Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(words)
