"""The Quarto publisher: the project that it writes, and what it says where Quarto is missing."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tests.builders import DEFAULT_EVENT

from gcm_analysis.commands.quarto_prerender import language_of_profile
from gcm_analysis.edition import Edition
from gcm_analysis.errors import RenderFailed, UserError
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.formats import quarto
from gcm_analysis.publishing.stage.chapters import Chapter, read_chapter
from gcm_analysis.publishing.stage.references import REFERENCE
from gcm_analysis.publishing.stage.staging import Offer, write_stage

from .notebooks import PNG, SVG, code, fact, figure, notebook, table, text

HOME = Path(__file__).parents[2]
needs_quarto = pytest.mark.skipif(
    quarto.find_quarto() is None, reason="no Quarto on this machine to render the book with"
)


def chapters_of_a_book() -> list[Chapter]:
    cite = "[@S008, Lesson 1], [@ICMPD-SSA] and [@MIEUX-ABOUT, para 3]"
    stated = text("First", fact("a.b", 12, rows=["ST001"]))
    first = notebook(code("x", stated), title="# Evidence {#sec-summary .unnumbered}")
    second = notebook(
        code("x", text(f"Said {cite}.", fact("a.b", 12)), text("[ST001]{#row-ST001}")),
        code("#| label: fig-a", figure()),
        code("#| label: tbl-b", table(widths=[60, 40])),
        title="# The event {#sec-event}",
    )
    return [
        read_chapter(name, book, Language("fr")) for name, book in (("00-summary", first), ("01-x", second))
    ]


@pytest.fixture
def project(tmp_path: Path, evidence: Evidence) -> Path:
    """Return a written project of a French book with two chapters."""
    edition = Edition(event=DEFAULT_EVENT, language="fr")
    chapters = write_stage(tmp_path / "stage", chapters_of_a_book(), edition, evidence, Offer())
    quarto.write_project(tmp_path / "fr", tmp_path / "stage", chapters, "fr")
    return tmp_path / "fr"


def settings(project: Path) -> dict:
    return yaml.safe_load((project / "_quarto.yml").read_text(encoding="utf-8"))


def test_the_project_lists_its_chapters_with_the_first_as_its_index_in_its_language(
    project: Path, evidence: Evidence
) -> None:
    book = settings(project)
    assert book["project"] == {"type": "book", "output-dir": "_book"}
    assert book["book"]["chapters"] == ["index.qmd", "01-x.qmd", "annex.qmd"]
    assert all((project / name).is_file() for name in book["book"]["chapters"])
    assert not (project / "00-summary.qmd").exists()
    assert (book["lang"], book["crossref"]["tbl-title"]) == ("fr", "Tableau")
    assert book["book"]["title"] == Language("fr").words(evidence.event.title)
    assert book["book"]["author"]


def test_the_project_needs_nothing_outside_its_folder(project: Path) -> None:
    book = settings(project)
    assert not set(quarto.SETTINGS_OF_TOP) & set(book)
    html = book["format"]["html"]
    named = [book["csl"], *book["bibliography"], html["css"], html["theme"][-1]]
    assert all((project / name).is_file() for name in named)
    assert "pre-render" not in book["project"]
    assert str(HOME) not in (project / "_quarto.yml").read_text(encoding="utf-8")


def test_a_chapter_is_plain_markdown_with_its_figures_tables_and_places_in_sources(project: Path) -> None:
    chapter = (project / "01-x.qmd").read_text(encoding="utf-8")
    assert chapter.startswith("---\nengine: markdown\n---\n\n# ")
    assert "{#sec-event}\n" in chapter
    assert (
        '::: {#fig-a}\n![Bars, \\"one\\" \\\\ two](figures/fig-a){fig-alt="Bars, \\"one\\" \\\\ two"}'
        in chapter
    )
    assert '::: {#tbl-b tbl-colwidths="[60,40]"}\n| a |' in chapter
    assert "A title. [A subtitle]{.gcm-subtitle}\n:::\n\n::: {.gcm-note}\nA note\n:::" in chapter
    assert (project / "figures/fig-a.svg").read_text(encoding="utf-8") == SVG
    assert (project / "figures/fig-a.png").read_bytes() == PNG
    assert "[@S008{}, Lesson 1], [@ICMPD-SSA] and [@MIEUX-ABOUT{}, para 3]" in chapter


def test_a_number_leads_to_its_entry_in_the_annex_and_the_entry_leads_back(project: Path) -> None:
    first, second, annex = (
        (project / name).read_text(encoding="utf-8") for name in ("index.qmd", "01-x.qmd", "annex.qmd")
    )
    page = '[[12](annex.qmd#fact-a.b){.fact fact="a.b"}]{.content-visible when-format="html"}'
    number = f'{page}[12]{{.content-hidden when-format="html"}}'  # on paper there is no annex
    assert f"First [{number}]{{#fact-at-a.b}}" in first
    assert number in second
    assert "[**12**]{#fact-a.b} – " in annex
    assert "(index.qmd#fact-at-a.b)" in annex
    assert "(01-x.qmd#sec-event)" in annex
    assert "[ST001](01-x.qmd#row-ST001)" in annex


def test_paper_has_no_chapter_of_the_page_alone_and_says_where_it_is(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = {}

    def render(_: str, folder: Path, name: str) -> None:
        listed[name] = settings(folder)["book"]["chapters"]

    monkeypatch.setattr(quarto, "find_quarto", lambda: "quarto")
    monkeypatch.setattr(quarto, "_render", render)
    monkeypatch.setattr(quarto, "_collect", lambda *_: None)
    quarto.publish(project, ["pdf", "docx", "html"], project)
    assert listed == {
        "typst": ["index.qmd", "01-x.qmd"], "docx": ["index.qmd", "01-x.qmd"],
        "html": ["index.qmd", "01-x.qmd", "annex.qmd"],
    }  # fmt: skip


def test_every_link_and_reference_of_a_project_leads_somewhere(project: Path) -> None:
    chapters = {path.name: path.read_text(encoding="utf-8") for path in project.glob("*.qmd")}
    have = {(name, found) for name, body in chapters.items() for found in re.findall(r"\{#([\w.:-]+)", body)}
    for name, body in chapters.items():
        for file, place in re.findall(r"\]\(([\w-]+\.qmd)?#([\w.:-]+)\)", body):
            assert (file or name, place) in have
        assert set(REFERENCE.findall(body)) <= {place for _, place in have}
        for picture in re.findall(r"\]\((figures/[\w-]+)\)", body):
            assert (project / f"{picture}.svg").is_file()
            assert (project / f"{picture}.png").is_file()
    references = json.loads((project / "references.json").read_text(encoding="utf-8"))
    cited = {one for body in chapters.values() for one in re.findall(r"(?<=[\[ ])@([A-Z][\w-]*)", body)}
    assert cited
    assert cited <= {source["id"] for source in references}


def test_pages_beside_a_book_lead_to_the_chapter_that_has_the_place(project: Path, tmp_path: Path) -> None:
    page = tmp_path / "evidence.html"
    page.write_text('<a href="index.html#fig-a">x</a> <a href=index.html#fact-a.b>', encoding="utf-8")
    quarto.link_to_chapters(tmp_path, project)
    linked = '<a href="01-x.html#fig-a">x</a> <a href=annex.html#fact-a.b>'
    assert page.read_text(encoding="utf-8") == linked


def test_quarto_is_found_on_the_path_or_beside_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "venv" / "python"))
    assert quarto.find_quarto() is None
    for folder in ("venv", "path"):
        (tmp_path / folder).mkdir()
        program = fake(tmp_path / folder, "")
        assert quarto.find_quarto() == program


def test_without_quarto_the_error_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quarto, "find_quarto", lambda: None)
    with pytest.raises(UserError, match=r"Quarto was not found\. Install it with") as refused:
        quarto.publish(tmp_path, ["html"], tmp_path)
    assert "or use --publisher embedded" in str(refused.value)


def fake(folder: Path, script: str) -> str:
    program = folder / "quarto"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


def bare(folder: Path) -> Path:
    """Return the folder of a book without chapters."""
    folder.mkdir(exist_ok=True)
    (folder / "_quarto.yml").write_text("book: {chapters: []}\n", encoding="utf-8")
    return folder


def test_a_book_that_quarto_cannot_render_is_refused_with_what_it_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarto, "find_quarto", lambda: fake(tmp_path, "echo 'no such citation' >&2; exit 1"))
    with pytest.raises(RenderFailed) as refused:
        quarto.publish(bare(tmp_path), ["pdf"], tmp_path)
    assert str(refused.value) == (
        "Quarto could not render the book as typst; nothing was published. It said:\nno such citation"
    )


def test_what_quarto_made_is_where_the_embedded_publisher_would_put_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = "mkdir -p $2/_book; touch $2/_book/report.pdf $2/_book/report.docx $2/_book/index.html"
    monkeypatch.setattr(quarto, "find_quarto", lambda: fake(tmp_path, made))
    target = tmp_path / "target"
    target.mkdir()
    quarto.publish(bare(tmp_path / "project"), ["html", "pdf", "docx"], target)
    assert sorted(path.name for path in target.iterdir()) == ["index.html", "report.docx", "report.pdf"]


def test_the_profile_of_quarto_sets_the_language() -> None:
    assert [language_of_profile(names) for names in ("", "fr", "ci,fr", "ci")] == ["en", "fr", "fr", "en"]


@needs_quarto
def test_quarto_renders_the_project(project: Path) -> None:
    command = [str(quarto.find_quarto()), "render", str(project), "--to", "html"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert (project / "_book" / "01-x.html").is_file()


def test_a_title_from_data_is_no_markup_in_the_settings(tmp_path: Path) -> None:
    words = {"title": "<script>a()</script> $x$ [y](z)", "subtitle": "*S*", "event-line": "`E`"}
    (tmp_path / "report.json").write_text(
        json.dumps(words | {"authors": ["{P}"], "date": "2020-01-01"}), encoding="utf-8"
    )
    page = quarto.title_page(tmp_path)
    assert page["title"] == r"\<script\>a()\</script\> \$x\$ \[y\](z)"
    assert (page["subtitle"], page["author"]) == (r"\*S\* – \`E\`", [r"\{P\}"])
