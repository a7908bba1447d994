"""The sample report, published once for all tests here, which only read it."""

import pytest
from bs4 import BeautifulSoup
from tests.sharing import made_once

from .embedded_kit import Published, in_folder, soup
from .sample_draft import publish_draft


@pytest.fixture(scope="session")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Return the sample, a draft in French with all that a report may have."""
    return in_folder(made_once(tmp_path_factory, "sample", publish_draft))


@pytest.fixture(scope="session")
def html(draft: Published) -> BeautifulSoup:
    return soup(draft.html)
