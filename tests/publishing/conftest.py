"""The sample report, published once for all tests here, which only read it."""

import pytest
from bs4 import BeautifulSoup
from tests.sharing import made_once

from .embedded_kit import Published, in_folder, publish, soup
from .sample_draft import publish_draft


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Published]:
    """Return the sample in English, and in French as a draft with all that a report may have besides."""
    return {
        "en": in_folder(made_once(tmp_path_factory, "sample-en", publish)),
        "fr": in_folder(made_once(tmp_path_factory, "sample-fr", publish_draft)),
    }


@pytest.fixture(scope="session")
def draft(reports: dict[str, Published]) -> Published:
    return reports["fr"]


@pytest.fixture(scope="session")
def pages(reports: dict[str, Published]) -> dict[str, BeautifulSoup]:
    return {language: soup(report.html) for language, report in reports.items()}
