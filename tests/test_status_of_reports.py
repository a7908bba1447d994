"""From event.yml to the published folder: what a draft is made of, and what is not published while something is missing."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from tests.builders import Watch
from tests.conftest import Terminal, release
from tests.publishing.notebooks import code, fact, figure, notebook, publish_instead, text

from gcm_analysis.edition import Edition, ParameterError
from gcm_analysis.errors import UserError
from gcm_analysis.evidence import EvidenceError
from gcm_analysis.report import BuildRequest, publish_report

NAME = "own"
SIGNS = "cleared: {who: Ana, when: on 3 May}\npublished: {who: {en: Us, fr: Nous}, when: on 4 May}\n"
EVENT = """\
title: {en: A title, fr: Un titre}
title_language: en
kind: {en: side event, fr: événement parallèle}
date: 2018-12-07
city: {en: Marrakech, fr: Marrakech}
country: MAR
organisers: [{name: {en: A body, fr: Un organisme}}]
attribution: named
statements: own
"""
DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>a</text></svg>'


def story(alt: str = "One bar.") -> dict[str, NotebookNode]:
    """Return one notebook whose summary has six words, its heading included."""
    sentence = code("page.show(a)", text("Said here, in short:", fact("n", 1)))
    drawn = code("#| label: fig-a\npage.show(b)", figure(svg=DRAWN, alt=alt))
    return {"00-summary": notebook(sentence, drawn, title="# Sources {#sec-summary}")}


@pytest.fixture
def home(small_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Publish notebooks made by hand instead of executed ones."""
    publish_instead(monkeypatch, lambda _: story())
    return small_copy


def describe(home: Path, more: str) -> None:
    """Write the description of the event, with more keys."""
    folder = home / "data" / "events" / NAME
    folder.mkdir(exist_ok=True)
    (folder / "event.yml").write_text(EVENT + more, encoding="utf-8")
    release(NAME)


def publish(home: Path, more: str = "", *languages: str, watch: Watch | None = None, **options: str) -> Path:
    """Publish the event with more keys in its description."""
    describe(home, more)
    editions = tuple(Edition(event=NAME, language=code) for code in languages or ("en", "fr"))
    order = BuildRequest(editions, ("html",), options.get("publisher", "embedded"), home / "reports")
    return publish_report(order, watch or Watch())


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def test_a_draft_says_so_everywhere_lists_what_is_missing_and_is_replaced_by_a_cleared_report(
    home: Path,
) -> None:
    folder = publish(home, "word_limits: {00-summary: 5}\nvenue: {en: A room}\n")
    assert {"en/report-draft.html", "fr/report-draft.html"} <= files(folder)
    assert not {"en/index.html", "fr/index.html"} & files(folder)
    for name in ("index.html", "fr/report-draft.html", "fr/notebooks/00-summary.html"):
        assert "PROJET" in page(folder / name).body.find("aside").get_text()
    assert "PROJET" in page(home / "reports" / "index.html").get_text()
    first = json.loads((folder / "fr/notebooks/00-summary.ipynb").read_text(encoding="utf-8"))["cells"][0]
    assert "".join(first["source"]) == "**PROJET** – Publication non autorisée"
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["status"] == "draft"
    for language in ("en", "fr"):
        assert (folder / language / "data" / "missing.csv").read_text(encoding="utf-8").splitlines() == [
            "kind,file,row,what", "untranslated,event.yml,venue,fr",
            'words,notebooks/00-summary.ipynb,en,"6 words, 5 allowed"',
            'words,notebooks/00-summary.ipynb,fr,"6 words, 5 allowed"',
        ]  # fmt: skip
    assert_links_lead_to_files(folder)
    publish(home, "status: cleared\n" + SIGNS, "en")
    assert "en/index.html" in files(folder)
    assert not {name for name in files(folder) if name.startswith("fr/")}


def assert_links_lead_to_files(folder: Path) -> None:
    pages = [*folder.rglob("*.html"), folder.parent / "index.html"]
    assert len(pages) == 12
    for path in pages:
        for link in page(path).find_all(["a", "link"], href=True):
            target = str(link["href"]).partition("#")[0]
            assert (
                "://" in target or target.startswith(("data:", "mailto:")) or (path.parent / target).exists()
            ), (path, target)


def test_a_cleared_report_says_who_cleared_it_and_what_was_checked_and_stays_while_the_next_is_refused(
    home: Path,
) -> None:
    folder = publish(home, "status: cleared\n" + SIGNS)
    before = {name: (folder / name).read_bytes() for name in files(folder)}
    assert {"en/index.html", "fr/index.html"} <= files(folder)
    assert not {name for name in files(folder) if "draft" in name or "missing" in name}
    words = page(folder / "fr/index.html").select_one(".notices").get_text()
    assert "Version 0.1, publication autorisée par Ana le" in words
    assert "publiée" not in words
    assert not page(folder / "fr/index.html").find(id="sec-missing")
    english, french = (page(folder / code / "accessibility.html") for code in ("en", "fr"))
    assert [one.get_text() for one in french.find_all("h2")] == [
        "Normes visées", "Ce qui a été vérifié par une machine", "Ce qui n’a pas été vérifié",
    ]  # fmt: skip
    assert english.h1.get_text() == "Accessibility statement"
    assert "(WCAG 1.1.1): nothing found." in english.get_text()
    assert "PDF has tags" not in english.get_text()  # no PDF was made
    with pytest.raises(UserError) as refused:
        publish(home, "status: cleared\nword_limits: {00-summary: 5}\n" + SIGNS)
    assert "notebooks/00-summary.ipynb, en: 6 words, 5 allowed" in str(refused.value)
    assert "notebooks/00-summary.ipynb, fr: 6 words, 5 allowed" in str(refused.value)
    assert {name: (folder / name).read_bytes() for name in files(folder)} == before


def test_gaps_in_the_data_are_refused_before_anything_runs(home: Path) -> None:
    watch = Watch()
    gap = "venue: {en: A room}\n"
    with pytest.raises(
        UserError, match=r"1 thing is missing; nothing was published(.|\n)*event\.yml, venue: fr"
    ):
        publish(home, f"status: published\n{SIGNS}{gap}", watch=watch)
    assert watch.total == 0
    assert not (home / "reports").exists()


def test_a_figure_without_a_description_is_allowed_only_in_a_draft(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_instead(monkeypatch, lambda _: story(alt=""))
    folder = publish(home, "", "en")
    assert page(folder / "en/report-draft.html").svg["aria-label"] == "This figure has no description yet."
    with pytest.raises(
        UserError, match=r"notebooks/00-summary\.ipynb, cell \w+: en: fig-a, it has no alternative text"
    ):
        publish(home, "status: cleared\n" + SIGNS, "en")


def test_what_an_event_does_not_allow_is_refused_before_anything_runs(home: Path) -> None:
    watch = Watch()
    with pytest.raises(ParameterError, match="The reports of own are in en, not in fr"):
        publish(home, "languages: [en]\n", watch=watch)
    with pytest.raises(EvidenceError, match=r"word_limits\.00-sumary(.|\n)*write 00-summary"):
        publish(home, "word_limits: {00-sumary: 5}\n", watch=watch)
    with pytest.raises(EvidenceError, match=r"notices\.logos\.1\.file(.|\n)*no file a\.png"):
        publish(home, "notices: {logos: [{file: a.png, alt: {en: A, fr: A}}]}\n", watch=watch)
    with pytest.raises(ParameterError, match="Quarto"):
        publish(home, publisher="quarto", watch=watch)
    assert watch.total == 0


def test_gcm_check_lists_what_is_missing(gcm: Terminal) -> None:
    describe(gcm.home, "venue: {en: A room}\n")
    code, out, _ = gcm("check", NAME)
    assert code == 0
    assert "no problem found" in out
    assert "Texts missing in a language of the report: 1. Add the text in the language that is named." in out
    assert "    event.yml, venue: fr\n" in out


@pytest.mark.parametrize(("option", "built"), [((), ["en"]), (("--language", "en,fr"), ["en", "fr"])])
def test_by_default_the_languages_are_those_of_the_event(
    gcm: Terminal, monkeypatch: pytest.MonkeyPatch, option: tuple[str, ...], built: list[str]
) -> None:
    ordered: list[BuildRequest] = []
    monkeypatch.setattr(
        "gcm_analysis.report.publish_report", lambda order, _: ordered.append(order) or order.report
    )
    describe(gcm.home, "languages: [en]\n")
    gcm("report", NAME, *option)
    assert [edition.language for edition in ordered[0].editions] == built


@pytest.fixture
def inaccessible(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Publish a report in which a link does not say where it leads."""
    told = story()
    told["00-summary"].cells.append(code("page.show(c)", text("Read [here](https://example.org/).")))
    publish_instead(monkeypatch, lambda _: told)
    return home


def test_what_is_not_accessible_is_refused_with_notebook_cell_and_criterion(inaccessible: Path) -> None:
    with pytest.raises(UserError) as refused:
        publish(inaccessible, "status: cleared\n" + SIGNS, "en")
    assert refused.value.exit_code == 1
    assert re.search(
        r"notebooks/00-summary\.ipynb, cell \w+: en: a link says only “here”", str(refused.value)
    )
    assert "(WCAG 2.4.4)" in str(refused.value)
    assert "publish it with --draft" in str(refused.value)
    assert not (inaccessible / "reports" / NAME).exists()


def test_with_the_option_draft_it_is_published_with_the_findings_in_its_last_chapter(
    inaccessible: Path,
) -> None:
    describe(inaccessible, "status: cleared\n" + SIGNS)
    order = BuildRequest(
        (Edition(event=NAME, language="en"),), ("html",), "embedded", inaccessible / "reports", draft=True
    )
    folder = publish_report(order, Watch())
    assert "en/report-draft.html" in files(folder)
    last = page(folder / "en/report-draft.html").find(id="sec-missing").get_text()
    assert "Links that do not say where they lead" in last
    assert "a link says only “here”" in (folder / "en/data/missing.csv").read_text(encoding="utf-8")
    words = page(folder / "en/accessibility.html")
    assert "say where it leads (WCAG 2.4.4): 1 finding." in words.get_text()
    assert "DRAFT" in words.aside.get_text()
