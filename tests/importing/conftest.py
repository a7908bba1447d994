"""What all tests of imports have: workbooks whose lists are short."""

from collections.abc import Iterator

import pytest

from gcm_analysis.importing import workbook


@pytest.fixture(autouse=True, scope="module")
def _short_lists() -> Iterator[None]:
    """Let the lists in a workbook be short: to write and read all of their rows takes seconds."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(workbook, "MOST_IDS", 5)
        yield
