"""What lies beside the reports of a folder: the page of all, the feed, the map; made anew from the reports' cards."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, Field, model_validator

from gcm_analysis import paths
from gcm_analysis.evidence import project_publication
from gcm_analysis.publishing.folder.indexes import CARD, write_reports_index
from gcm_analysis.publishing.metadata.all_reports import FEED, SITEMAP, write_for_all
from gcm_analysis.verifying.files import DamagedError, read_json
from gcm_analysis.verifying.rebuilt import temporary_folder

INDEX = "index.html"
MATRIX = "matrix*.json"  # what came of a matrix


class _Circle(BaseModel):
    x: int
    y: int
    r: int


class _Cover(BaseModel):
    language: str
    title: str
    line: str
    colour: int
    circles: list[_Circle]


class _Link(BaseModel):
    name: str
    href: str


class _Draft(BaseModel):
    word: str


_Nothing = Annotated[dict[str, str], Field(max_length=0)]  # of a report that is no draft


class _Edition(BaseModel):
    language: str
    title: str
    about: str
    href: str
    links: list[_Link]
    draft: _Draft | _Nothing = {}
    version: str = ""
    authors: list[str] = []


class _Metadata(BaseModel):
    date: str
    titles: dict[str, str]
    draft: bool


class _Card(BaseModel):
    """What the page of all reports and the feed take of a report."""

    event: str
    date: str
    editions: list[_Edition] = Field(min_length=1)
    cover: _Cover
    metadata: _Metadata

    @model_validator(mode="after")
    def _is_titled(self) -> Self:
        bare = [one.language for one in self.editions if one.language not in self.metadata.titles]
        if bare:
            raise ValueError(f"metadata has no title in {', '.join(bare)}")
        return self


def differences(report: Path) -> Iterator[str]:
    """Yield each of these files that is not what the cards say; a matrix has another page, and a lone report none."""
    reports = report.resolve().parent
    if not (reports / INDEX).is_file() or any(reports.glob(MATRIX)):
        return
    with temporary_folder() as anew:
        for card in sorted(reports.glob(f"*/{CARD}")):
            try:
                read_json(card, _Card)
            except DamagedError as error:
                yield str(error).replace(f"{reports}/", "../")
                return
            (anew / card.parent.name).mkdir()
            shutil.copy(card, anew / card.parent.name)
        write_for_all(anew, project_publication(paths.data()).site_url)
        write_reports_index(anew)
        for name in (INDEX, FEED, SITEMAP):
            if _content(anew / name) != _content(reports / name):
                yield f"../{name}: other than the cards of the reports say"


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
