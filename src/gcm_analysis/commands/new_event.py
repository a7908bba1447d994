"""Makes a new event: reads its details, asked for or given as options, and makes its complete folder, or none.

The folder has its description, a workbook for its notes, and the next three commands.
"""

import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from gcm_analysis import paths
from gcm_analysis.errors import UserError
from gcm_analysis.evidence.countries import country_of, near_codes
from gcm_analysis.evidence.event import LANGUAGES, MODES
from gcm_analysis.evidence.notes import nothing
from gcm_analysis.evidence.values import parse_day
from gcm_analysis.importing import workbook
from gcm_analysis.importing.store import read_shared
from gcm_analysis.importing.texts import quoted

TEMPLATES = Environment(  # noqa: S701 - no pages: texts come as YAML has them
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
WORKBOOK = "notes.xlsx"
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_NAME = 60  # it becomes part of file names and addresses
ONLINE = "online"
BETWEEN_LANGUAGES, BETWEEN_BODIES = "|", ";"
# The expected answers, in words.
TWO_LANGUAGES = "some text; for both languages, in their order: one | other"
OF_REPORT = f"{', '.join(LANGUAGES)}; the first is the one of what you write here"
A_COUNTRY = "a country's name in English or French, or its ISO 3166-1 alpha-3 code"
BODIES = "the name of a body, of several between semicolons; with | as above"


@dataclass(frozen=True)
class Detail:
    """One detail of an event: its question, what is expected, and how an answer is read; a wrong answer gives None."""

    name: str
    question: str
    expected: str
    read: Callable[[str], Any | None]
    default: str = ""
    near: Callable[[str], str] = lambda _: ""  # suggestions, in words


def _texts(text: str) -> tuple[str, ...] | None:
    """Return a text in the event's first language and, after a bar, in the other."""
    parts = tuple(part.strip() for part in text.split(BETWEEN_LANGUAGES))
    return parts if all(parts) and len(parts) <= len(LANGUAGES) else None


def _bodies(text: str) -> list[tuple[str, ...]] | None:
    bodies = [_texts(part) for part in text.split(BETWEEN_BODIES) if part.strip()]
    readable = [each for each in bodies if each is not None]
    return readable if readable and len(readable) == len(bodies) else None


def _languages(text: str) -> tuple[str, ...] | None:
    codes = tuple(dict.fromkeys(re.findall(r"\w+", text.lower())))
    return codes if codes and set(codes) <= set(LANGUAGES) else None


def _day(text: str) -> str | None:
    day = parse_day(text.strip())
    return day.isoformat() if day else None


def _mode(text: str) -> str | None:
    """Return how people met; in one place if nothing is given."""
    mode = text.strip() or MODES[0]
    return mode if mode in MODES else None


DETAILS = (
    Detail("mode", "How people met", ", ".join(MODES), _mode),
    Detail("title", "Title", TWO_LANGUAGES, _texts),
    Detail("date", "First day", "a day as YYYY-MM-DD", _day),
    Detail("languages", "Languages of the report", OF_REPORT, _languages, default=",".join(LANGUAGES)),
    Detail("city", "City", TWO_LANGUAGES, _texts),
    Detail("country", "Country", A_COUNTRY, country_of, near=near_codes),
    Detail("organiser", "Organiser", BODIES, _bodies),
)


def needed(given: Mapping[str, str]) -> list[Detail]:
    """Return the details that an event needs: an online event needs no city and no country."""
    online = given.get("mode", "").strip() == ONLINE
    return [
        one for one in DETAILS if not (online and one.name in ("city", "country") and not given.get(one.name))
    ]


def detail_problems(given: Mapping[str, str]) -> list[str]:
    """Return what is missing or wrong, one line each."""
    wrong = [detail for detail in needed(given) if detail.read(given.get(detail.name, "")) is None]
    return [_explained(detail, given.get(detail.name, "")) for detail in wrong]


def _explained(detail: Detail, answer: str) -> str:
    """Return what is expected, and a suggestion."""
    near = detail.near(answer)
    found = f"may not be {answer!r}" if answer else "is missing"
    return f"--{detail.name} {found}: {detail.expected}" + (f"; {near}" if near else ".")


def read_details(given: Mapping[str, str]) -> dict[str, Any]:
    """Return the details as values; none may be missing or wrong."""
    return {detail.name: detail.read(given.get(detail.name, "")) for detail in needed(given)}


def name_problems(data: Path, name: str) -> list[str]:
    """Return why no event can have this name; none if it can."""
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        expected = f"small letters and digits with hyphens between them, at most {LONGEST_NAME}"
        return [f"EVENT may not be {name!r}: {expected}, such as round-table-2018."]
    folder = paths.event(data, name)
    if folder.exists():
        return [
            f"{folder} exists already and is not overwritten: choose another name, or go on with that event."
        ]
    return []


def create_event(data: Path, name: str, given: Mapping[str, str]) -> Path:
    """Make the folder of a new event from its details, or name everything that is missing or wrong."""
    folder = paths.event(data, name)
    wrong = [*name_problems(data, name), *([] if folder.exists() else detail_problems(given))]
    if wrong:
        raise UserError("Nothing was made:\n" + "\n".join(f"  {line}" for line in wrong))
    with tempfile.TemporaryDirectory(prefix=".new-", dir=data) as unfinished:
        made = Path(unfinished) / name
        made.mkdir()
        _write(made, name, read_details(given), read_shared(folder).themes)
        folder.parent.mkdir(exist_ok=True)
        made.rename(folder)
    return folder


def _write(
    folder: Path, name: str, details: Mapping[str, Any], themes: Mapping[str, tuple[str, ...]]
) -> None:
    (folder / "event.yml").write_text(description(details), encoding="utf-8")
    workbook.write(nothing(), folder / WORKBOOK, themes)
    next_commands = TEMPLATES.get_template("README.md").render(
        event=name, title=details["title"][0], workbook=f"data/events/{name}/{WORKBOOK}"
    )
    (folder / "README.md").write_text(next_commands, encoding="utf-8")


def description(details: Mapping[str, Any]) -> str:
    """Return `event.yml` with the given details, and with every other key explained and ready for use."""
    languages = details["languages"]
    return TEMPLATES.get_template("event.yml").render(
        title=_in_languages(details["title"], languages),
        date=details["date"],
        day_after=(date.fromisoformat(details["date"]) + timedelta(days=1)).isoformat(),
        mode=details["mode"],
        city=_in_languages(details.get("city", ()), languages),
        country=details.get("country"),
        languages=languages,
        organisers=[_in_languages(body, languages) for body in details["organiser"]],
    )


def _in_languages(texts: tuple[str, ...], languages: tuple[str, ...]) -> dict[str, str]:
    """Return a text by language of reports, as YAML has it; a missing one has a placeholder, none at all is empty."""
    order = [*languages, *(code for code in LANGUAGES if code not in languages)]
    given = {code: quoted(text) for code, text in zip(order, texts, strict=False)}
    return {code: given.get(code, "# to be added") for code in LANGUAGES} if given else {}
