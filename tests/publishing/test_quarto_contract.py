"""Both publishers tell the same: the same staged report, rendered by each, is read alike from their pages.

Where there is no Quarto, its page is stood in for by a page that was written by hand as Quarto writes one; it holds the
reading itself to account.
"""

from pathlib import Path

import pytest
from tests.builders import DEFAULT_EVENT

from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.publishing.formats import embedded, quarto
from gcm_analysis.publishing.stage.staging import Offer, write_stage

from .test_quarto import needs_quarto, told
from .told_by import Told, differences, told_by

QUARTO_PAGE = """<html><body><nav id="TOC"><a href="#sec-event">The event</a></nav><main>
<header id="title-block-header"><h1 class="title"><span id="sec-event" class="quarto-section-identifier">
<span class="chapter-number">1</span>&nbsp; <span class="chapter-title">The event</span></span></h1></header>
<p>Said <span class="citation" data-cites="S008">[<a href="references.html#ref-S008">S008</a>, Lesson 1]</span>, see
<a href="#fig-a" class="quarto-xref"><span>Figure 1.1</span></a> and
<a class="fact" data-fact="a.b" href="facts.html#fact-a.b">12</a>.</p>
<div id="fig-a" class="quarto-float quarto-figure"><figure class="quarto-float quarto-float-fig">
<div aria-describedby="fig-a-caption-0ceaefa1"><img src="figures/fig-a.svg" class="img-fluid" alt="Two bars."></div>
<figcaption id="fig-a-caption-0ceaefa1">Figure&nbsp;1.1: Bars of two kinds. <span class="gcm-subtitle">By kind</span></figcaption>
</figure></div>
<div class="callout callout-style-default callout-note"><div class="callout-body"><p>Mind.</p></div></div>
</main></body></html>"""
EMBEDDED_PAGE = """<html><body><main><article><section id="sec-event"><h2><span class="number">1</span> The event</h2>
<p>Said <span class="citation">[<a href="#ref-S008">S008</a>, Lesson 1]</span>, see
<a href="#fig-a" class="cross-reference">Figure 1.1</a> and <a class="fact" data-fact="a.b" href="#fact-a.b">12</a>.</p>
<figure class="gcm-figure" id="fig-a"><figcaption><p class="exhibit-label">Figure 1.1</p>
<div id="fig-a-title" class="exhibit-title"><p>Bars of two kinds.</p></div><div class="exhibit-subtitle"><p>By kind</p></div>
</figcaption><svg aria-label="Two bars."></svg><div class="exhibit-tools"><a href="#fig-a">Link to figure 1.1</a></div></figure>
<aside class="callout callout-note"><p>Mind.</p></aside></section></article></main></body></html>"""


@pytest.fixture(params=["en", "fr"])
def both(request: pytest.FixtureRequest, tmp_path: Path, evidence: Evidence) -> tuple[Told, Told]:
    """Return what the embedded publisher and Quarto tell of the same staged report."""
    edition, stage = Edition(event=DEFAULT_EVENT, language=request.param), tmp_path / "stage"
    chapters = write_stage(stage, told(request.param), edition, evidence, Offer())
    embedded.write_html(stage, tmp_path / "index.html")
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    quarto.write_project(tmp_path / "book", stage, chapters, request.param)
    (tmp_path / "published").mkdir()
    quarto.publish(tmp_path / "book", ["html"], tmp_path / "published")
    names = ["index.html", *(f"{chapter.name}.html" for chapter in chapters[1:])]
    pages = [(tmp_path / "published" / name).read_text(encoding="utf-8") for name in names]
    return told_by([page]), told_by(pages)


def test_pages_of_both_kinds_are_read_alike() -> None:
    assert differences(told_by([EMBEDDED_PAGE]), told_by([QUARTO_PAGE])) == {}
    read = told_by([QUARTO_PAGE])
    assert (read.headings, read.exhibits, read.numbers) == (["The event"], ["fig-a"], {"fig-a": "1.1"})
    assert read.alternatives == {"fig-a": "Two bars."}
    assert (read.citations["ref-S008"], read.references["fig-a"], read.facts["a.b", "12"]) == (1, 1, 1)
    assert read.callouts == ["note"]


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ("The event", "An event", "headings"), ("Figure&nbsp;1.1:", "Figure&nbsp;1.2:", "numbers"),
        ("Bars of two", "Bars of three", "titles"), ("Two bars.", "", "alternatives"),
        ("#ref-S008", "#ref-S009", "citations"), ('href="#fig-a"', 'href="#fig-b"', "references"),
        ("callout-note", "callout-tip", "callouts"), (">12<", ">13<", "facts"),
    ],
)  # fmt: skip
def test_what_one_of_them_tells_otherwise_is_noticed(before: str, after: str, field: str) -> None:
    changed = QUARTO_PAGE.replace(before, after)
    assert set(differences(told_by([EMBEDDED_PAGE]), told_by([changed]))) == {field}


@needs_quarto
def test_both_publishers_tell_the_same(both: tuple[Told, Told]) -> None:
    assert differences(*both) == {}
