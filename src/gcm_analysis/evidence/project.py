"""What the project itself decides: the event that a report is about where none is named, and how it publishes."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from gcm_analysis import paths
from gcm_analysis.evidence.names import event_names, is_event
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.evidence.yaml_file import Lines, read_described
from gcm_analysis.near import suggestion

KEY = "default_event"
NAME = f"data/{paths.PROJECT}"
ADDRESS = re.compile(r"https?://[\w.-]+(:\d+)?(/[^\s?#]*)?")


def _address(value: str) -> str:
    if value and not ADDRESS.fullmatch(value):
        raise ValueError("an address that begins with https:// or http://, without ? and #")
    return value


Text = Annotated[str, BeforeValidator(lambda value: value or "")]
Address = Annotated[Text, AfterValidator(_address)]


class Publication(BaseModel):
    """What the project says of its publishing; a text is empty where it says nothing.

    `site_url` is the address under which the folder of reports can be read, with a slash at its end. `licence` is the
    name of the licence of what the project itself wrote, `licence_url` the address of its text. `publisher_en` and
    `publisher_fr` name who publishes; `contact` is where readers write to.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    site_url: Annotated[Address, AfterValidator(lambda url: url and f"{url.rstrip('/')}/")] = ""
    licence: Text = ""
    licence_url: Address = ""
    publisher_en: Text = ""
    publisher_fr: Text = ""
    contact: Text = ""

    def publisher(self, code: str) -> str:
        """Return who publishes in a language, in the other one where it has no name in this one."""
        names = {"en": self.publisher_en, "fr": self.publisher_fr}
        return names[code] or next(filter(None, names.values()), "")


class Project(Publication):
    """All that `project.yml` says."""

    default_event: str


def default_event(data: Path) -> str:
    """Return the event that `project.yml` names, or say what is wrong with the file."""
    project, lines = _read(data)
    if problems := _unknown(project.default_event, data, lines):
        raise EvidenceError(problems)
    return project.default_event


def project_publication(data: Path) -> Publication:
    """Return where and under which licence the project publishes; nothing where there is no `project.yml`."""
    if not (data / paths.PROJECT).is_file():
        return Publication()
    return Publication(**_read(data)[0].model_dump(exclude={KEY}))


def project_problems(data: Path) -> list[Problem]:
    """Return what is wrong with `project.yml`."""
    try:
        default_event(data)
    except EvidenceError as error:
        return list(error.problems)
    return []


def _read(data: Path) -> tuple[Project, Lines]:
    keys = f"the key {KEY} and, if wanted, {', '.join(Publication.model_fields)}; no other"
    project, problems, lines = read_described(
        data / paths.PROJECT, NAME, Project, what=f"{KEY}: EVENT", keys=keys
    )
    if project is None:
        raise EvidenceError(problems)
    return project, lines


def _unknown(name: str, data: Path, lines: Lines) -> list[Problem]:
    if is_event(data, name):
        return []
    names = event_names(data)
    hint = suggestion(name, names, otherwise="or add the event")
    expected = f"an event of data/events: {', '.join(names) or 'there is none'}"
    return [Problem(NAME, lines[KEY], KEY, name, expected, f"correct it; {hint}")]
