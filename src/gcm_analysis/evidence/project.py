"""Reads `project.yml`: the default event, and how the project publishes."""

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
    """How the project publishes; a text that is not given is empty.

    `site_url` is the address of the folder of reports, with a slash at its end. `licence` is the name of the licence of the
    project's own texts, `licence_url` the address of its text. `publisher_en` and `publisher_fr` name who publishes;
    `contact` is the address for readers.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    site_url: Annotated[Address, AfterValidator(lambda url: url and f"{url.rstrip('/')}/")] = ""
    licence: Text = ""
    licence_url: Address = ""
    publisher_en: Text = ""
    publisher_fr: Text = ""
    contact: Text = ""

    def publisher(self, code: str) -> str:
        """Return who publishes in a language; where there is no name in it, the name in the other."""
        names = {"en": self.publisher_en, "fr": self.publisher_fr}
        return names[code] or next(filter(None, names.values()), "")


class Project(Publication):
    """The content of `project.yml`."""

    default_event: str


def default_event(data: Path) -> str:
    """Return the event that `project.yml` names, or raise an `EvidenceError` with the problems of the file."""
    project, lines = _read(data)
    name = project.default_event
    if not is_event(data, name):
        names = event_names(data)
        hint = suggestion(name, names, otherwise="or add the event")
        expected = f"an event of data/events: {', '.join(names) or 'there is none'}"
        raise EvidenceError([Problem(NAME, lines[KEY], KEY, name, expected, f"correct it; {hint}")])
    return name


def project_publication(data: Path) -> Publication:
    """Return where and under which licence the project publishes; empty texts where there is no `project.yml`."""
    if not (data / paths.PROJECT).is_file():
        return Publication()
    return Publication(**_read(data)[0].model_dump(exclude={KEY}))


def project_problems(data: Path) -> list[Problem]:
    """Return the problems of `project.yml`."""
    try:
        default_event(data)
    except EvidenceError as error:
        return list(error.problems)
    return []


def _read(data: Path) -> tuple[Project, Lines]:
    keys = f"the key {KEY} and, if wanted, {', '.join(Publication.model_fields)}; no other"
    path, what = data / paths.PROJECT, f"{KEY}: EVENT"
    project, problems, lines = read_described(path, NAME, Project, what=what, keys=keys)
    if project is None:
        raise EvidenceError(problems)
    return project, lines
