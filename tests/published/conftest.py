"""One published report for all tests here: the default event, both languages, all formats, made once a session."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from tests.builders import DEFAULT_EVENT

from gcm_analysis.edition import LANGUAGES, parse_edition
from gcm_analysis.order import FORMATS, Order
from gcm_analysis.report import publish_report


class Silent:
    """A watch that remembers the steps."""

    def __init__(self) -> None:
        self.total = 0
        self.steps: list[str] = []

    def begin(self, steps: int) -> None:
        self.total = steps

    def step(self, what: str) -> None:
        self.steps.append(what)


@dataclass(frozen=True)
class Published:
    folder: Path
    watch: Silent
    figures: int = 7  # in each language, in every format

    def html(self, language: str) -> BeautifulSoup:
        return BeautifulSoup(
            (self.folder / language / "index.html").read_text(encoding="utf-8"), "html.parser"
        )

    def explorer(self, language: str) -> BeautifulSoup:
        return BeautifulSoup(
            (self.folder / language / "evidence.html").read_text(encoding="utf-8"), "html.parser"
        )

    def facts(self, language: str) -> dict[str, dict]:
        facts = json.loads((self.folder / language / "facts.json").read_text(encoding="utf-8"))
        return {fact["id"]: fact for fact in facts}


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    watch = Silent()
    editions = tuple(parse_edition({"event": DEFAULT_EVENT, "language": code}) for code in LANGUAGES)
    output = tmp_path_factory.mktemp("reports")
    folder = publish_report(Order(editions, FORMATS, "embedded", output), watch)
    assert folder.name == DEFAULT_EVENT
    return Published(folder, watch)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)
