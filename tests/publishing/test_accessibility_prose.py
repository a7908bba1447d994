"""What in a notebook's words keeps readers out: headings, links, columns, passages in another language."""

import pandas as pd
import pytest
from tests.publishing.notebooks import code, notebook, table, text

from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.accessibility.notebooks import findings, mislabelled
from gcm_analysis.publishing.accessibility.prose import foreign

FRENCH = (
    "Le rapport dit que les autorités locales sont au premier rang de la liste et qu’elles ont leur part."
)


def kinds(*cells: object, title: str = "# A chapter {#sec-chapter}", language: str = "en") -> list[str]:
    story = {"01-x": notebook(*cells, title=title)}
    return [one.kind for one in findings(story, Language(language))]


def said(markdown: str) -> object:
    return code("page.show(a)", text(markdown))


def test_a_finding_names_notebook_cell_language_and_criterion() -> None:
    cell = said("Read [here](https://example.org/).")
    (found,) = findings({"01-x": notebook(cell)}, Language("en"))
    assert (found.kind, found.file, found.row) == ("links", "notebooks/01-x.ipynb", f"cell {cell['id']}")
    assert found.what == "en: a link says only “here”, to https://example.org/ (WCAG 2.4.4)"


@pytest.mark.parametrize("words", ["", "here", "Click here", "ici", "read more", "**here**"])
def test_a_link_without_words_or_with_words_for_anything_is_found(words: str) -> None:
    assert kinds(said(f"See [{words}](https://example.org/) .")) == ["links"]


def test_a_level_of_headings_that_is_skipped_is_found() -> None:
    assert kinds(said("### Deep {#sec-deep}")) == ["headings"]
    assert not kinds(said("## One\n\n### Two\n\n## Three"))


def test_a_notebook_that_begins_deeper_and_a_heading_without_words_are_found() -> None:
    assert kinds(title="## A chapter {#sec-chapter}") == ["headings"]
    assert kinds(said("## {#sec-nothing}")) == ["headings"]


def test_a_column_and_a_table_without_a_name_are_found() -> None:
    unnamed = table(markdown="| a |   |\n| :--- | ---: |\n| 1 | 2 |")
    assert kinds(code("#| label: tbl-a\npage.show(a)", unnamed)) == ["headers"]
    assert kinds(code("#| label: tbl-a\npage.show(a)", table(title=""))) == ["headers"]
    assert not kinds(code("#| label: tbl-a\npage.show(a)", table()))


def test_a_passage_in_another_language_has_to_say_so() -> None:
    assert kinds(said(FRENCH)) == ["passages"]
    assert kinds(said(f"It says: “{FRENCH}” and no more of this, which is that.")) == ["passages"]
    assert not kinds(said(f"[{FRENCH}]{{lang=fr}}"))
    assert not kinds(said(FRENCH), language="fr")


def test_names_and_short_passages_are_not_taken_for_another_language() -> None:
    assert not foreign("Organisation internationale pour les migrations", "en")
    assert not foreign(
        "The report of the Agence de la Francophonie pour les pays is one of the sources", "en"
    )
    assert foreign("El informe de los gobiernos para las autoridades y sus socios es más largo", "en") == "es"


def test_a_title_of_a_source_in_another_language_than_its_row_says_is_found() -> None:
    sources = pd.DataFrame(
        {"source_id": ["S1", "S2"], "title": [FRENCH, FRENCH], "language": ["fr", "en"]}, dtype=str
    )
    (found,) = mislabelled(sources)
    assert (found.kind, found.file, found.row) == ("passages", "data/sources.csv", "S2")
