"""A report whose every field means harm, opened in a browser: nothing is asked, fetched or left, and our scripts run."""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
from defusedxml import ElementTree
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from tests.builders import Watch
from tests.narrative import outcome_event

from gcm_analysis.build_request import FORMATS, BuildRequest
from gcm_analysis.edition import parse_edition
from gcm_analysis.report import publish_report
from gcm_analysis.verifying.diff import difference
from gcm_analysis.verifying.diff_page import page as diff_page

HOME = Path(__file__).parents[2]
# Ways out of an attribute, an element, a script, a comment and a title; places that a template could look for; code of
# Jinja, pandoc, Typst and a shell.
HARM = (
    'A" onmouseover="alert(1)" x=\'y\' </title></style></textarea></script><script>alert(2)</script>'
    '<img src="x" onerror="alert(3)"><meta http-equiv="refresh" content="0;url=https://evil.example/">'
    " /* script page */ <!-- style --> <!-- cite --> <!-- part body --> <!-- data fig-1 --> ]]>"
    ' {{ 7 * 7 }} {% endblock %} $body$ #eval(1) #link("https://evil.example") `id` $(id) &lt;b&gt; \\u003c'
    " [x](javascript:alert) ![y](https://evil.example/y.png)"
)  # fmt: skip
BOTH = {"en": HARM, "fr": HARM}


def hostile_event(home: Path) -> None:
    """Write a project whose event, sessions, speakers, notes and themes say `HARM` wherever a text is free."""
    questions = [
        {"text": BOTH, "phase": "design"},
        {"text": BOTH, "themes": ["FUNDING"], "sessions": ["S1", "S2"]},
    ]
    outcome_event.event(
        home,
        notes=[note | {"text_en": HARM, "text_fr": HARM} for note in outcome_event.NOTES],
        sessions=[one | {"title_en": HARM, "title_fr": HARM} for one in outcome_event.SESSIONS],
        speakers=[
            one | {"body_en": shown_body(one), "body_fr": shown_body(one)} for one in outcome_event.SPEAKERS
        ],
        title=BOTH,
        kind=BOTH,
        series=BOTH,
        city=BOTH,
        organisers=[{"name": BOTH}],
        questions=questions,
        follow_up=[{"what": BOTH, "who": BOTH, "when": BOTH}],
        notices={"disclaimer": BOTH, "funding": BOTH, "licence": BOTH},
    )
    written = json.dumps(HARM)
    with (home / "data" / "project.yml").open("a", encoding="utf-8") as project:
        project.write(f"publisher_en: {written}\npublisher_fr: {written}\ncontact: {written}\n")
    themes = pd.read_csv(home / "data" / "codebook.csv", dtype=str, keep_default_na=False)
    harmed = themes["code"].isin(["PEER", "FUNDING"])
    themes.loc[harmed, themes.columns != "code"] = HARM
    themes.to_csv(home / "data" / "codebook.csv", index=False)


def shown_body(speaker: Mapping[str, str]) -> str:
    """Return a body that the rule of its session lets be named, and that ends an attribute and a script."""
    return f'{speaker["body_en"]}" onclick="alert(4)"></script><script>alert(5)</script>'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("hostile")
    hostile_event(home)
    shutil.copytree(HOME / "notebooks", home / "notebooks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GCM_HOME", str(home))
        edition = parse_edition({"event": "towns", "language": "en"})
        yield publish_report(
            BuildRequest((edition,), FORMATS, "embedded", home / "reports", draft=True), Watch()
        )


EVERY_PAGE = (
    "../index.html", "index.html", "en/report-draft.html", "en/brief-draft.html", "en/evidence-draft.html", "en/accessibility.html",
    "en/notebooks/11-what-was-said.html", "en/notebooks/13-statements.html",
)  # fmt: skip
ACTING = "meta[http-equiv=refresh], [onmouseover], [onclick], [onerror], img[src^=http]"
STRANGE_LINKS = """[...document.links].map((link) => link.protocol + link.host)
    .filter((one) => /javascript|evil/.test(one))"""


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab that keeps what a page asks, fetches and breaks."""
    page = browser.new_page()
    page.dialogs, page.fetched, page.errors = [], [], []
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: page.fetched.append(request.url))
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda said: page.errors.append(said.text) if said.type == "error" else None)
    yield page
    page.close()


def stir(tab: Page) -> None:
    """Let everything happen that a reader may set off: the mouse over every element, a click on each that takes one."""
    tab.evaluate("""
        for (const one of document.querySelectorAll("body *"))
          for (const kind of ["mouseover", "focus", "error", "load"]) one.dispatchEvent(new Event(kind))
    """)
    tab.wait_for_timeout(50)


def test_no_text_of_an_event_acts_in_any_page(hostile: Path, tab: Page) -> None:
    for name in EVERY_PAGE:
        address = (hostile / name).resolve().as_uri()
        tab.goto(address)
        stir(tab)
        assert (name, tab.dialogs, tab.errors, tab.url) == (name, [], [], address)
        assert tab.locator(ACTING).count() == 0, name
        assert tab.evaluate(STRANGE_LINKS) == [], name
        assert HARM.split(" x=", maxsplit=1)[0] in tab.evaluate("document.documentElement.textContent"), name
    assert [one for one in tab.fetched if not one.startswith(("file:", "data:"))] == []


def test_the_scripts_of_the_report_s_page_run(hostile: Path, tab: Page) -> None:
    tab.goto((hostile / "en/report-draft.html").as_uri())
    tab.locator("main a.fact").first.press("Enter")
    assert tab.locator(".bubble:popover-open").count() == 1
    assert tab.locator("html.js").count() == tab.locator("button.theme").count() == 1


def test_the_scripts_of_the_explorer_run(hostile: Path, tab: Page) -> None:
    tab.goto((hostile / "en/evidence-draft.html").as_uri())
    tab.locator("#facet-theme").click()
    tab.locator('input[name="theme"]').first.check()
    assert "theme=" in tab.url
    with tab.expect_download() as download:
        tab.locator("[data-download]").click()
    assert HARM[:20] in Path(download.value.path()).read_text(encoding="utf-8").replace('""', '"')
    assert tab.errors == []


def test_no_page_lets_a_script_run_that_is_not_named_by_its_hash(hostile: Path, tab: Page) -> None:
    for path in sorted(hostile.rglob("*.html")):
        page = path.with_name(f"changed-{path.name}")
        text = path.read_text(encoding="utf-8")
        harm = '<script>document.title = "run"</script><img src="data:," onerror="document.title = \'run\'">'
        page.write_text(text.replace("</body>", f"{harm}</body>"), encoding="utf-8")
        tab.goto(page.as_uri())
        tab.wait_for_timeout(20)
        page.unlink()
        assert tab.title() != "run", path.name


def test_the_page_of_differences_shows_a_title_as_it_is(hostile: Path, tmp_path: Path, tab: Page) -> None:
    other = Path(shutil.copytree(hostile, tmp_path / "other"))
    facts = json.loads((other / "en" / "facts.json").read_text(encoding="utf-8"))
    for fact in facts:
        fact["shown"] = HARM
    (other / "en" / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    (tmp_path / "diff.html").write_text(diff_page(difference(hostile, other, "en")), encoding="utf-8")
    tab.goto((tmp_path / "diff.html").as_uri())
    assert (tab.dialogs, tab.errors, tab.locator("img").count()) == ([], [], 0)


def test_the_files_for_machines_are_well_formed_and_say_the_same(hostile: Path) -> None:
    for path in hostile.rglob("*.svg"):
        assert ElementTree.parse(path).getroot() is not None
    page = (hostile / "en/report-draft.html").read_text(encoding="utf-8")
    data = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(data)["publisher"] == [{"@type": "Organization", "name": HARM}]
    assert json.loads((hostile / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]


def test_in_pdf_and_word_the_text_is_shown_and_no_link_or_script_is_made_of_it(hostile: Path) -> None:
    pdf = PdfReader(hostile / "en/report-draft.pdf")
    text = "".join("".join(sheet.extract_text() for sheet in pdf.pages).split())
    assert "#eval(1)" in text
    notes = [note.get_object() for sheet in pdf.pages for note in sheet.get("/Annots", ())]
    actions = [note["/A"] for note in notes if "/A" in note]
    assert not [one for one in actions if one["/S"] == "/JavaScript" or "evil" in str(one.get("/URI", ""))]
    with ZipFile(hostile / "en/report-draft.docx") as word:
        for name in word.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(word.read(name))
        assert b"evil.example" not in word.read("word/_rels/document.xml.rels")
