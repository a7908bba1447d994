"""The sample report, published once for all tests here."""

import pytest
from bs4 import BeautifulSoup

from .embedded_kit import Published, publish, soup


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Published]:
    return {language: publish(tmp_path_factory.mktemp(language), language) for language in ("en", "fr")}


@pytest.fixture(scope="session")
def pages(reports: dict[str, Published]) -> dict[str, BeautifulSoup]:
    return {language: soup(report.html) for language, report in reports.items()}
