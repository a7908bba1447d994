"""The sample report, published once for all tests here, which only read it."""

from functools import partial

import pytest
from bs4 import BeautifulSoup
from tests.sharing import made_once

from .embedded_kit import Published, in_folder, publish, soup
from .sample_draft import publish_draft


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Published]:
    return {
        code: in_folder(made_once(tmp_path_factory, f"sample-{code}", partial(publish, language=code)))
        for code in ("en", "fr")
    }


@pytest.fixture(scope="session")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Return the draft that has all that a report may have besides."""
    return in_folder(made_once(tmp_path_factory, "draft", publish_draft))


@pytest.fixture(scope="session")
def pages(reports: dict[str, Published]) -> dict[str, BeautifulSoup]:
    return {language: soup(report.html) for language, report in reports.items()}
