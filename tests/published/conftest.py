"""One published report for all tests here: the default event, both languages, all formats, made once a run."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from lxml.html import HtmlElement, HTMLParser, parse
from tests.builders import DEFAULT_EVENT, Watch
from tests.sharing import made_once

from gcm_analysis.build_request import FORMATS, BuildRequest
from gcm_analysis.edition import LANGUAGES, parse_edition
from gcm_analysis.report import publish_report


@cache
def parsed(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@cache
def tree(path: Path) -> HtmlElement:
    """Return a page as lxml reads it: of ten thousands of elements, that takes a fiftieth of the time."""
    return parse(path, HTMLParser(encoding="utf-8")).getroot()


@dataclass(frozen=True)
class Published:
    """The report, which nothing may change, nor what is read of it."""

    folder: Path
    figures: int = 7  # in each language, in every format

    def html(self, language: str) -> BeautifulSoup:
        return parsed(self.folder / language / "index.html")

    def explorer(self, language: str) -> HtmlElement:
        return tree(self.folder / language / "evidence.html")

    def facts(self, language: str) -> dict[str, dict]:
        facts = json.loads((self.folder / language / "facts.json").read_text(encoding="utf-8"))
        return {fact["id"]: fact for fact in facts}


def publish(folder: Path) -> None:
    """Publish the report, and write down the steps that its progress named."""
    watch = Watch()
    editions = tuple(parse_edition({"event": DEFAULT_EVENT, "language": code}) for code in LANGUAGES)
    made = publish_report(BuildRequest(editions, FORMATS, "embedded", folder / "reports"), watch)
    assert made == folder / "reports" / DEFAULT_EVENT
    (folder / "steps.json").write_text(json.dumps([watch.total, watch.steps]), encoding="utf-8")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return Published(made_once(tmp_path_factory, "default", publish) / "reports" / DEFAULT_EVENT)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)
