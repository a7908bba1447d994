"""Words that are wider than their column: an address, a number, the name of a file, which no hyphen parts."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from gcm_analysis.publishing.formats import embedded

from .sample_stage import write_stage

WORD = "1234567890" * 12
EVERYWHERE = f"""
## Heading {WORD}

::::: {{#tbl-long .gcm-table .evidence row-headers="1" widths="8,42,50"}}

::: {{.gcm-title}}
Title {WORD}
:::

| {WORD} | Head | Head |
| :--- | :--- | :--- |
| {WORD} | {WORD}.pdf | internationalisation <https://example.org/{WORD}> |

::: {{.gcm-note}}
Note {WORD}
:::

:::::

Paragraph {WORD}
"""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a stage of one chapter, beside whose table the usual one stands."""
    stage = write_stage(tmp_path_factory.mktemp("long") / "stage")
    usual = EVERYWHERE.replace(WORD, "short").replace("tbl-long", "tbl-usual")
    (stage / "report.md").write_text(f"# Words {{#sec-words}}\n{EVERYWHERE}\n{usual}", encoding="utf-8")
    return stage


def test_a_word_wider_than_its_column_breaks_in_the_pdf_and_keeps_its_signs(
    stage: Path, tmp_path: Path
) -> None:
    embedded.write_pdf(stage, tmp_path / "x.pdf")
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "x.pdf").pages)
    pieces = [piece for piece in re.findall(r"[0-9]+", text) if piece in WORD]
    widest_line = 110  # of these digits at the size of a note
    assert max(map(len, pieces)) <= widest_line
    assert "".join(text.split()).count(WORD) >= EVERYWHERE.count(WORD)


def test_a_word_wider_than_the_screen_widens_no_table_of_the_page(
    stage: Path, tmp_path: Path, browser: Browser
) -> None:
    embedded.write_html(stage, tmp_path / "x.html")
    tab = browser.new_page(viewport={"width": 320, "height": 800})
    tab.goto((tmp_path / "x.html").as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") == 320
    wide, usual = (
        tab.evaluate(f"document.querySelector('{table} table').offsetWidth")
        for table in ("#tbl-long", "#tbl-usual")
    )
    assert wide == usual
    tab.close()
