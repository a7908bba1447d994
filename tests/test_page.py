"""What a notebook's page shows, and what the report finds in the outputs that it leaves."""

import json
from collections.abc import Iterator
from inspect import signature
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from tests.builders import DEFAULT_EVENT

from gcm_analysis.edition import Edition, ParameterError
from gcm_analysis.figures.style import canvas
from gcm_analysis.narrative.exhibits import Figure, Prose, Table, bullets, prose
from gcm_analysis.narrative.facts import Fact
from gcm_analysis.narrative.language import Language
from gcm_analysis.notebook import Page, open_page
from gcm_analysis.outputs import cells as outputs_of_cells

FACT = Fact("x.n", 3, "count", "how it was computed", ("ST001",), ("S001",))


@pytest.fixture
def outputs(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[dict[str, Any], dict[str, Any]]]]:
    """Keep what would be displayed: data and metadata."""
    shown: list[tuple[dict[str, Any], dict[str, Any]]] = []
    monkeypatch.setattr(
        outputs_of_cells, "publish_display_data", lambda data, metadata: shown.append((data, metadata))
    )
    yield shown
    plt.close("all")


@pytest.fixture
def page(data_copy: Path) -> Page:
    assert data_copy
    return open_page(level="local", self_reports=False)


def sentence(language: Language) -> Prose:
    return prose(language.say("{n} statements.", n=FACT), style="lead")


def drawn(language: Language) -> Figure:
    axes = canvas(1)
    axes.plot([0, 1], [0, 1])
    data = pd.DataFrame({"=a": ["-b"], "n": [-1]})
    return Figure(
        axes, language.say("{n} rise", n=FACT), language.say("b*c"), language.say("A note."), "A line", data
    )


def tabled(language: Language) -> Table:
    rows = [["a|b", language.say("{n}", n=FACT)]]
    return Table(
        ["A", "B"], rows, language.say("A title"), numeric=[False, True], widths=[60, 40], row_headers=1
    )


def test_a_page_counts_what_its_edition_selects(page: Page) -> None:
    assert page.edition.level == "local"
    assert set(page.coded["level"]) == {"local"}
    assert "programme_self_report" not in set(page.coded["source_type"])
    assert len(page.coded) < len(page.evidence.statements) == 256
    assert page.language.country("VNM") == "Viet Nam"  # as the data name it


def test_a_page_without_an_event_is_about_the_default_event(page: Page, data_copy: Path) -> None:
    assert page.edition.event == DEFAULT_EVENT
    (data_copy / "data" / "project.yml").write_text("default_event: bangkok-2018-mieux", encoding="utf-8")
    assert open_page(event="").evidence.event.country == "THA"
    assert open_page(event=DEFAULT_EVENT).evidence.event.country == "MAR"


def test_a_page_refuses_a_parameter_that_no_edition_has(data_copy: Path) -> None:
    with pytest.raises(ParameterError, match=r"levl: there is no such parameter\. Did you mean level\?"):
        open_page(levl="local")
    assert data_copy


def test_a_page_is_opened_with_the_parameters_of_an_edition_and_their_defaults() -> None:
    *named, _ = signature(open_page).parameters.values()
    defaults = Edition(event=DEFAULT_EVENT).model_dump() | {"event": ""}
    assert {one.name: one.default for one in named} == defaults


def test_prose_is_shown_as_markdown_with_its_facts(page: Page, outputs: list) -> None:
    page.show(sentence)
    ((data, metadata),) = outputs
    assert data["text/markdown"] == "> 3 statements."
    assert metadata["gcm"]["kind"] == "text"
    assert metadata["gcm"]["markdown"] == '::: {.lead}\n[3]{.fact fact="x.n"} statements.\n:::'
    assert metadata["gcm"]["facts"] == [
        {
            "id": "x.n", "value": 3, "unit": "count", "shown": "3", "how": "how it was computed", "rows": ["ST001"],
            "sources": ["S001"],
        }
    ]  # fmt: skip


def test_a_figure_is_shown_as_vector_and_bitmap_between_its_words(page: Page, outputs: list) -> None:
    page.show(drawn)
    before, (data, metadata), after = outputs
    assert before[0]["text/markdown"] == "**3 rise**\\\nb*c"
    assert after[0]["text/markdown"] == "A note."
    assert [part[1]["gcm"]["kind"] for part in (before, after)] == ["heading", "heading"]
    assert data["image/svg+xml"].lstrip().startswith("<?xml")
    assert data["image/png"].startswith(b"\x89PNG")
    assert data["text/plain"] == metadata["gcm"]["alt"] == metadata["image/png"]["alt"] == "A line"
    assert metadata["gcm"]["title_plain"] == "3 rise"
    assert metadata["gcm"]["data"].splitlines() == ["'=a,n", "'-b,-1"]
    assert plt.get_fignums() == []


def test_a_figure_drawn_twice_has_the_same_bytes_and_no_date(page: Page, outputs: list) -> None:
    page.show(drawn)
    page.show(drawn)
    assert outputs[1][0] == outputs[4][0]
    assert "<dc:date>" not in outputs[1][0]["image/svg+xml"]


def test_a_table_is_shown_with_its_words_and_its_form(page: Page, outputs: list) -> None:
    page.show(tabled)
    ((data, metadata),) = outputs
    assert data["text/markdown"].startswith("**A title**\n\n| A | B |\n| :--- | ---: |\n| a\\|b | 3 |")
    exhibit = metadata["gcm"]
    assert (exhibit["kind"], exhibit["widths"], exhibit["row_headers"], exhibit["style"]) == (
        "table",
        [60, 40],
        1,
        "",
    )
    assert (exhibit["subtitle"], exhibit["note"]) == ("", "")
    assert [fact["id"] for fact in exhibit["facts"]] == ["x.n"]
    assert json.loads(json.dumps(metadata)) == metadata  # it can be kept in a notebook


def test_a_list_is_bulleted_or_numbered_and_may_have_a_style() -> None:
    items = [Language("en").say(text) for text in ("one", "two")]
    assert prose(bullets(items)).markdown == "- one\n- two"
    numbered = prose(bullets(items, numbered=True), style="key-messages")
    assert numbered.markdown == "::: {.key-messages}\n1. one\n2. two\n:::"
