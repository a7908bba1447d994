"""What lies beside the pages: data, figures, notebooks, manifest, indexes."""

import csv
import json
import re
from hashlib import sha256

import nbformat
import pytest
from bs4 import BeautifulSoup

from gcm_analysis import paths
from gcm_analysis.project.profiles import profile_notebooks

# Rules of the report itself, and the size of its own vocabulary, which no row says.
CONSTANTS = (
    "bounds.", "methods.alpha_draws", "methods.middle",
)  # fmt: skip
# A fence, attributes, a link within the report, a citation or a reference.
ONLY_PANDOC = re.compile(r"^:{3,}.*|[]\w `]\{[#.\w][^}]*\}|\]\(#[^)]*\)|(?<![\w\\/])@\w+", re.MULTILINE)
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
        page = BeautifulSoup(copy.with_suffix(".html").read_text(encoding="utf-8"), "html.parser")
        assert page.html["lang"] == language
        assert page.select(".highlight")
        assert not page.select("script[src], link[rel=stylesheet]")
        assert all(image.get("alt") for image in page.find_all("img"))
        assert ":::" not in page.get_text()
        prose = " ".join(block.get_text() for block in page.find_all(["p", "li", "td"]))
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


def test_the_data_behind_the_gaps_adds_up_to_the_statements_on_effects(published):
    text = (published.folder / "en" / "data" / "fig-gaps.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines()))[1:]
    assert (
        sum(int(cell) for row in rows for cell in row[1:]) == published.facts("en")["fig-gaps.all"]["value"]
    )


def test_the_manifest_has_the_hash_of_every_input_and_output(published):
    manifest = json.loads((published.folder / "manifest.json").read_text(encoding="utf-8"))
    for name, digest in manifest["inputs"].items():
        assert sha256((paths.home() / name).read_bytes()).hexdigest() == digest
    for name, digest in manifest["outputs"].items():
        assert sha256((published.folder / name).read_bytes()).hexdigest() == digest
    assert {"data/statements.csv", "notebooks/00-summary.ipynb"} <= manifest["inputs"].keys()
    assert manifest["parameters"]["fr"]["language"] == "fr"
    assert {"python", "pandoc", "typst", "pandas"} <= manifest["versions"].keys()


@pytest.mark.parametrize("name", ["index.html", "../index.html"])
def test_the_index_pages_lead_to_what_is_there(published, name):
    path = (published.folder / name).resolve()
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    links = [link["href"] for link in page.find_all("a")]
    assert links
    assert all((path.parent / link).is_file() for link in links)


def test_the_facts_of_both_languages_stand_in_one_file(published):
    told = json.loads((published.folder / "facts.json").read_text(encoding="utf-8"))
    assert told["schema"] == 1
    assert told["facts"].keys() == published.facts("en").keys()
    for name, fact in told["facts"].items():
        assert fact["shown"] == {code: published.facts(code)[name]["shown"] for code in ("en", "fr")}


def test_nothing_is_left_behind_but_the_report(published):
    left = {path.name for path in published.folder.parent.iterdir()}
    assert left == {published.folder.name, "index.html", "feed.xml"}
