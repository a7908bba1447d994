"""What the evidence explorer counts and draws, and the rows that it takes."""

import dataclasses
import json
from collections import Counter

import pandas as pd
import pytest
import vl_convert
from tests.narrative import outcome_event

from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.explorer import figure, scripts
from gcm_analysis.publishing.explorer.matrix import Cell, Matrix, matrix
from gcm_analysis.publishing.explorer.statements import COLUMNS, Row, Said, Statements, said
from gcm_analysis.publishing.explorer.write import explore
from gcm_analysis.publishing.page.templates import embedded_json

from .explorer_kit import made

ENGLISH = Language("en")
OPTIONS = {
    "theme": {"A": "Apples", "B": "Pears"},
    "phase": {"design": "Design", "monitoring": "Monitoring"},
    "level": {"local": "Local"},
}


def row(theme: str, phase: str) -> Row:
    return Row({"id": Said("N1")}, {"theme": theme, "phase": phase, "level": "local"}, None)


def three() -> Statements:
    rows = (row("A", "design"), row("A", "design"), row("B", "monitoring"))
    return Statements(rows, {}, OPTIONS, pd.DataFrame())


def test_every_theme_phase_and_level_has_a_cell_and_empty_ones_are_zero() -> None:
    counted = matrix(three())
    assert counted.cells == (
        Cell("A", "design", "local", 2),
        Cell("A", "monitoring", "local", 0),
        Cell("B", "design", "local", 0),
        Cell("B", "monitoring", "local", 1),
    )
    assert counted.most == 2
    assert counted.row("B") == list(counted.cells[2:])


@pytest.mark.parametrize(
    ("most", "bounds"),
    [(1, [1, 2, 3, 4, 5]), (5, [1, 2, 3, 4, 5]), (20, [1, 5, 9, 13, 17]), (100, [1, 21, 41, 61, 81])],
)
def test_the_classes_of_colour_are_whole_numbers_that_rise(most: int, bounds: list[int]) -> None:
    assert figure.thresholds(most) == bounds


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (((part + 0.055) / 1.055) ** 2.4 if part > 0.04045 else part / 12.92 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_number_has_the_contrast_of_text_on_every_class_of_colour() -> None:
    for place, colour in enumerate(figure.CLASSES):
        text = "#ffffff" if place >= figure.DARK else figure.INK
        light, dark = sorted((luminance(text), luminance(colour)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, colour


def test_the_drawing_has_real_text_in_the_typeface_of_the_house_and_a_description() -> None:
    found = three()
    drawn = figure.drawn(figure.specification(matrix(found), found, ENGLISH, 'Two "rows"'), 'Two "rows"')
    assert drawn.startswith('<svg role="img" aria-label="Two &quot;rows&quot;"')
    assert ">Apples</text>" in drawn
    assert 'font-family="Noto Sans"' in drawn
    assert "http" not in drawn.replace("http://www.w3.org/", "")


def test_the_same_numbers_are_drawn_the_same_each_time() -> None:
    found = three()
    specification = figure.specification(matrix(found), found, ENGLISH, "x")
    assert figure.drawn(specification, "x") == figure.drawn(specification, "x")
    assert json.dumps(figure.compiled(specification)) == json.dumps(figure.compiled(specification))


def test_a_drawing_of_little_keeps_its_own_width() -> None:
    found = three()
    drawn = figure.drawn(figure.specification(matrix(found), found, ENGLISH, "x"), "x")
    assert 100 < figure.width(drawn) < 250
    assert figure.width("<svg>") == 0


def test_names_of_themes_are_data_and_never_code() -> None:
    evil = {"A": '"]; fetch("//x") //', "B": "</script>"}
    found = dataclasses.replace(three(), options=OPTIONS | {"theme": evil})
    drawn = figure.drawn(figure.specification(matrix(found), found, ENGLISH, "x"), "x")
    assert 'fetch("//x") //' in drawn.replace("&quot;", '"')
    assert "</script>" not in drawn


def test_an_empty_matrix_has_no_most() -> None:
    assert Matrix([], [], [], ()).most == 0


def test_a_text_that_stands_in_for_its_translation_has_its_language_and_says_so() -> None:
    assert said(Language("fr"), "Good [en]") == Said("Good", "en", stands_in=True)
    assert said(Language("fr"), "Bon : oui") == Said("Bon\u00a0: oui")
    assert said(Language("fr"), "A title: one", "en") == Said("A title: one", "en")
    assert said(Language("en"), "A title", "en") == Said("A title")


def test_the_rows_are_those_that_the_edition_counts_with_the_columns_that_the_report_publishes(
    evidence: Evidence,
) -> None:
    one = made(evidence, level="local")
    found = one.explorer.statements
    assert [row.id for row in found.rows] == sorted(one.coded["statement_id"])
    assert {row.codes["level"] for row in found.rows} == {"local"}
    assert list(found.options["level"]) == ["local"]
    assert len(found.headings) == len(COLUMNS) == len(found.table.columns)


def test_a_report_that_lists_some_rows_alone_shows_no_others(evidence: Evidence) -> None:
    one = made(evidence)
    first = dataclasses.replace(one.chapter, blocks=one.chapter.blocks[:1])
    explorer = explore([first], one.coded, evidence, ENGLISH, {"languages": []}, one.explorer.description)
    themes = Counter(row.codes["theme"] for row in explorer.statements.rows)
    assert len(themes) == 1
    assert not explorer.tables


def test_an_option_is_sorted_as_it_is_listed(evidence: Evidence) -> None:
    found = made(evidence).explorer.statements
    assert [found.order("phase", code) for code in ("design", "implementation", "monitoring", "cross-cutting")] == [0, 1, 2, 3]  # fmt: skip


def test_a_speaker_under_the_chatham_house_rule_is_told_as_the_report_tells_them(tmp_path) -> None:
    one = made(outcome_event.event(tmp_path))
    rows = {row.id: row for row in one.explorer.statements.rows}
    assert rows["N001"].cells["role"].text == "Person A, Head"  # spoken under the rule “named”
    assert rows["N004"].cells["speaker"].text == "a participant"
    assert "Person D" not in one.text.replace(scripts.shipped()[0], "")


def test_a_quotation_has_the_language_in_which_it_was_said(tmp_path) -> None:
    spoken = {
        "session_id": "S1",
        "speaker_id": "A",
        "theme": "PEER",
        "valence": "challenge",
        "phase": "design",
    }
    notes = [
        spoken | {"quote": "On apprend vite.", "quote_language": "fr"},
        spoken | {"quote": "On apprend tard.", "quote_language": "fr", "text_en": "", "text_fr": ""},
    ]
    page = made(outcome_event.event(tmp_path, notes=notes)).html
    beside = page.select_one("#row-N001 q")
    assert (beside["lang"], beside.text) == ("fr", "On apprend vite.")
    alone = page.select_one('#row-N002 [data-column="1"] [lang=fr]')
    assert alone.text == "On apprend tard."
    assert not page.select("#row-N002 q")


def test_data_in_the_page_can_not_end_their_element() -> None:
    assert embedded_json({"a": "</script><b>&"}) == '{"a":"\\u003c/script\\u003e\\u003cb\\u003e\\u0026"}'


def test_the_figure_runs_with_the_version_that_draws_it() -> None:
    path = scripts.LIBRARIES[1]
    assert path.parent.name == f"vega-{vl_convert.get_vega_version()}"
    assert f'version="{vl_convert.get_vega_version()}"' in scripts.shipped()[1]


def test_every_library_comes_with_its_licence_and_says_where_it_is_from() -> None:
    for path in scripts.LIBRARIES:
        licence = (path.parent / "LICENSE.txt").read_text(encoding="utf-8")
        assert "Permission is hereby granted" in licence or "Redistribution and use" in licence
        assert path.name in (path.parent / "README.md").read_text(encoding="utf-8")
