"""What lies beside the pages: data, figures, notebooks, manifest, indexes."""

import csv
import json
import re

import nbformat

from gcm_analysis import paths
from gcm_analysis.project.profiles import profile_notebooks

from .conftest import tree

# A fence, attributes, a link within the report, a citation or a reference.
ONLY_PANDOC = re.compile(r"^:{3,}.*|[]\w `]\{[#.\w][^}]*\}|\]\(#[^)]*\)|(?<![\w\\/])@\w+", re.MULTILINE)
ABSOLUTE = re.compile("[a-z]+:")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
REFERENCE = re.compile(r"@(?:sec|fig|tbl)-[a-z0-9-]+")  # which Jupyter shows in a cell of prose


def test_progress_names_every_step_once(published):
    total, steps = json.loads((published.folder.parents[1] / "steps.json").read_text(encoding="utf-8"))
    assert len(steps) == len(set(steps)) == total


def test_every_notebook_is_published_executed_and_with_its_code(published, language):
    for path in profile_notebooks(paths.notebooks(), "full"):
        copy = published.folder / language / "notebooks" / path.name
        notebook = nbformat.read(copy, as_version=4)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        assert all(cell.execution_count for cell in code)
        assert "papermill" not in notebook.metadata
        page = tree(copy.with_suffix(".html"))
        assert page.get("lang") == language
        assert page.find_class("highlight")
        assert not page.xpath("//script[@src] | //link[@rel='stylesheet']")
        assert all(image.get("alt") for image in page.iter("img"))
        assert ":::" not in page.body.text_content()
        prose = " ".join(block.text_content() for block in page.iter("p", "li", "td"))
        assert "@" not in prose, "a reference or a citation is shown letter by letter"


def test_a_published_notebook_shows_nothing_in_jupyter_that_only_pandoc_reads(published, language):
    for path in (published.folder / language / "notebooks").glob("*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            prose = [REFERENCE.sub("", COMMENT.sub("", cell.source))] if cell.cell_type == "markdown" else []
            shown = [output.get("data", {}).get("text/markdown", "") for output in cell.get("outputs", ())]
            assert not [found for text in prose + shown for found in ONLY_PANDOC.findall(text)], cell.id


def test_every_figure_comes_as_svg_with_outlines_that_keep_their_words_and_as_png(published, language):
    svgs = sorted((published.folder / language / "figures").glob("*.svg"))
    assert len(svgs) == published.figures
    for svg in svgs:
        drawn = svg.read_text(encoding="utf-8")
        assert "<text" not in drawn
        assert 'role="img" aria-label="' in drawn
        assert svg.with_suffix(".png").read_bytes().startswith(b"\x89PNG")


def test_the_data_behind_every_figure_is_tidy(published, language):
    for path in (published.folder / language / "data").glob("fig-*.csv"):
        header, *rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        assert rows
        assert len(set(header)) == len(header)
        assert all(len(row) == len(header) for row in rows)


def test_the_data_behind_the_gaps_adds_up_to_the_statements_on_effects(published):
    text = (published.folder / "en" / "data" / "fig-gaps.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines()))[1:]
    assert (
        sum(int(cell) for row in rows for cell in row[1:]) == published.facts("en")["fig-gaps.all"]["value"]
    )


def test_every_link_of_every_page_leads_to_a_file_and_a_place_that_are_there(published):
    pages = {path: tree(path) for path in published.folder.parent.rglob("*.html")}
    places = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    for path, page in pages.items():
        for href in page.xpath("//a/@href | //link/@href"):
            file, _, place = href.partition("#")
            target = (path.parent / file).resolve() if file else path
            if not ABSOLUTE.match(href):
                assert target.is_file(), (path, href)
                assert not place or "=" in place or place in places[target], (path, href)
