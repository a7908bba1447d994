"""The evidence explorer in a browser: filters, counts, addresses, findings, the keyboard.

One script serves both languages and every report: what it says is tried in both languages of the published report, what it
does in the page of a small one, in English.
"""

import csv
import io
import re
from pathlib import Path
from unicodedata import normalize

import pytest
from tests.publishing.explorer_kit import few, made
from tests.publishing.metadata_kit import TITLES
from tests.waiting import wait_until

from gcm_analysis.edition import LANGUAGES

from .conftest import tree

LISTED = "//*[@id='list']//tbody/tr"
WORDS = {"en": "Statements shown: {shown} of {all}", "fr": "Énoncés affichés : {shown} sur {all}"}


@pytest.fixture(scope="module")
def window(browser):
    """A tab that may not reach the network, and what it asked for and broke."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.fetched, page.errors = [], []
    page.on("request", lambda request: page.fetched.append(request.url))
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    yield page
    context.close()


@pytest.fixture(scope="module")
def small(evidence, tmp_path_factory) -> dict[str, Path]:
    """Return the pages of a small report."""
    folder, paths = tmp_path_factory.mktemp("small"), {}
    for code in LANGUAGES:
        explorer = made(few(evidence), code)
        paths[code] = folder / f"{code}.html"
        paths[code].write_text(explorer.text, encoding="utf-8")
        explorer.explorer.statements.table.to_csv(folder / f"{code}.csv", index=False)
    return paths


@pytest.fixture
def open_page(window):
    """Open a page anew: nothing is left of the test before."""

    def opened(path):
        window.errors.clear()
        window.set_viewport_size({"width": 1280, "height": 900})
        window.goto("about:blank")
        window.goto(path.as_uri())
        return window

    yield opened
    assert window.errors == []
    assert all(url.startswith(("file:", "data:", "blob:", "about:")) for url in window.fetched)


@pytest.fixture
def tab(open_page, small):
    return open_page(small["en"])


@pytest.fixture
def address(small):
    return small["en"].as_uri()


@pytest.fixture
def page(small):
    return tree(small["en"])


def listed(tab, where) -> list[str]:
    return tab.eval_on_selector_all(
        f"{where} tbody tr:not([hidden])", "rows => rows.map((row) => row.dataset.id)"
    )


def shown(tab) -> list[str]:
    return listed(tab, "#list")


def tick(tab, facet, value) -> None:
    """Tick an option, in the list that has to be opened first."""
    if not tab.is_visible(f'input[name="{facet}"][value="{value}"]'):
        tab.click(f"#facet-{facet}")
    tab.check(f'input[name="{facet}"][value="{value}"]')


def status(tab) -> str:
    return " ".join(tab.inner_text(".bar [role=status]").split())


def counts(tab, facet) -> dict[str, int]:
    found = tab.eval_on_selector_all(
        f'input[name="{facet}"]',
        "boxes => boxes.map((box) => [box.value, box.parentElement.querySelector('.number').textContent])",
    )
    return {value: int(text) for value, text in found}


def statements(page) -> list[dict[str, str]]:
    """Return the rows of the page without script, by their codes."""
    rows = page.xpath(LISTED)
    return [{name[5:]: value for name, value in row.items() if name.startswith("data-")} for row in rows]


def with_codes(rows, **codes) -> list[str]:
    return [row["id"] for row in rows if all(row[name] == code for name, code in codes.items())]


def test_without_script_all_statements_and_all_other_rows_can_be_read(published, language):
    page, facts = published.explorer(language), published.facts(language)
    rows = set(page.xpath("//tr/@data-id"))
    behind = {row for fact in facts.values() for row in fact["rows"]}
    assert len(page.xpath(LISTED)) == 256
    assert behind <= rows
    assert {source for fact in facts.values() for source in fact["sources"]} <= rows
    assert page.xpath("//header//a[@href='index.html']")
    assert (published.folder / language / "evidence.html").stat().st_size < 900_000


def test_each_language_says_how_many_are_shown_and_the_other_keeps_what_is_chosen(
    open_page, published, language
):
    rows = statements(published.explorer(language))
    tab = open_page(published.folder / language / "evidence.html")
    assert shown(tab) == [row["id"] for row in rows]
    assert status(tab) == WORDS[language].format(shown=256, all=256)
    assert tab.is_disabled(".bar [data-reset]")
    tab.fill("#text", "zzzzz")
    assert status(tab) == WORDS[language].format(shown=0, all=256)
    assert tab.is_visible("[data-nothing]")
    tab.click(".bar [data-reset]")
    assert len(shown(tab)) == 256
    assert (tab.input_value("#text"), "#" in tab.url) == ("", False)
    tick(tab, "phase", "design")
    other = {"en": "fr", "fr": "en"}[language]
    leads = tab.get_attribute(f'.languages a[hreflang="{other}"]', "href")
    assert leads.endswith(f"/{other}/evidence.html#phase=design")


def test_filters_narrow_each_other_two_values_of_one_widen_it_and_each_choice_can_be_undone(tab, page):
    rows = statements(page)
    tick(tab, "phase", "design")
    tick(tab, "level", "national")
    chosen = with_codes(rows, phase="design", level="national")
    assert 0 < len(chosen) < len(rows)
    assert shown(tab) == chosen
    assert status(tab) == WORDS["en"].format(shown=len(chosen), all=len(rows))
    assert tab.url.endswith("#phase=design&level=national")
    assert counts(tab, "level") == {
        level: len(with_codes(rows, phase="design", level=level)) for level in counts(tab, "level")
    }
    assert sum(counts(tab, "phase").values()) == len(with_codes(rows, level="national"))
    cells = tab.eval_on_selector_all("#grid td", "cells => cells.map((cell) => +cell.textContent)")
    assert sum(cells) == len(chosen)
    tick(tab, "level", "regional")
    assert tab.locator(".chips button").count() == 3
    tab.locator(".chips button").first.click()
    assert set(shown(tab)) == {*with_codes(rows, level="national"), *with_codes(rows, level="regional")}
    assert not tab.is_checked('input[name="phase"][value="design"]')
    tab.go_back()
    tab.go_back()
    assert shown(tab) == chosen


def test_an_address_opens_the_explorer_filtered_and_words_are_found_without_accents_and_capitals(
    open_page, small
):
    page, address = tree(small["fr"]), small["fr"].as_uri()  # whose words have accents
    rows, tab = statements(page), open_page(small["fr"])
    theme = next(row["theme"] for row in rows if row["valence"] == "challenge")
    tab.goto(f"{address}#theme={theme.lower()}&valence=challenge")
    wait_until(tab, "() => document.querySelector('[data-reset]').disabled === false")
    assert shown(tab) == with_codes(rows, theme=theme, valence="challenge")
    assert tab.is_checked(f'input[name="theme"][value="{theme}"]')
    tab.click(".bar [data-reset]")
    texts = {row.get("data-id"): " ".join(row.itertext()) for row in page.xpath(LISTED)}
    accented = next(
        word for text in texts.values() for word in re.findall(r"[^\W\d]{5,}", text) if not word.isascii()
    )
    plain = normalize("NFKD", accented).encode("ascii", "ignore").decode().upper()
    before = tab.evaluate("history.length")
    tab.fill("#text", plain)
    assert {name for name, text in texts.items() if accented in text} <= set(shown(tab)) < set(texts)
    assert tab.evaluate("history.length") == before
    assert f"text={plain}" in tab.url


def test_a_number_of_the_report_opens_the_rows_behind_it_with_their_sources(tab, address, page):
    rows = {row["id"]: row for row in statements(page)}
    actions = page.xpath("//*[@aria-labelledby='tbl-actions']//tr/@data-id")[:2]
    tab.goto(f"{address}#rows=ST010-ST012,ST015")
    tab.wait_for_selector("#by-number", state="visible")
    assert shown(tab) == ["ST010", "ST011", "ST012", "ST015"]
    assert not tab.is_visible("#tbl-actions")
    assert set(listed(tab, "section:has(> #sources)")) == {rows[name]["source"] for name in shown(tab)}
    tab.goto(f"{address}#rows=F001-F003,{','.join(actions)}")
    wait_until(tab, "() => document.querySelector('#list').checkVisibility() === false")
    others = listed(tab, "section.other:not([hidden]):not(:has(#sources))")
    assert sorted(others) == sorted(["F001", "F002", "F003", *actions])
    tab.click("#by-number [data-reset]")
    assert tab.is_visible("#list")
    tab.goto(f"{address}#rows=XY999")
    tab.wait_for_selector("#by-number", state="visible")
    assert "XY999" in tab.inner_text("#by-number")
    assert shown(tab) == []


def test_a_column_is_sorted_by_keyboard_and_says_so(tab):
    button = tab.locator('th[data-name="theme"] button')
    button.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_selector('th[data-name="theme"][aria-sort="ascending"]')
    orders = "cells => cells.map((cell) => +cell.dataset.order)"
    rising = tab.eval_on_selector_all("#list td[data-order]:nth-child(4)", orders)
    assert rising == sorted(rising)
    assert "sort=theme" in tab.url
    tab.keyboard.press("Enter")
    falling = tab.eval_on_selector_all("#list td[data-order]:nth-child(4)", orders)
    assert falling == sorted(falling, reverse=True)


def test_the_download_has_the_rows_that_are_shown_with_all_columns_and_the_citation(tab, small):
    tick(tab, "level", "regional")
    with tab.expect_download() as download:
        tab.click("[data-download]")
    text = download.value.path().read_text(encoding="utf-8-sig")
    header, *rows = list(csv.reader(io.StringIO(text)))
    whole = small["en"].with_suffix(".csv").read_text(encoding="utf-8")
    published_header, *all_rows = list(csv.reader(io.StringIO(whole)))
    assert header == published_header
    kept = [row[0] for row in rows if len(row) == len(header)]
    assert kept == shown(tab)
    by_id = {row[0]: row for row in all_rows}
    assert [re.sub(r"\s", " ", cell) for cell in rows[0]] == [
        re.sub(r"\s", " ", cell) for cell in by_id[kept[0]]
    ]
    assert "level=regional" in rows[-1][0]
    assert TITLES["en"] in rows[-1][0]


def test_choosing_a_finding_leads_to_the_statements_that_support_or_qualify_it(tab, page):
    first = tab.locator(".findings li a").first
    name = first.get_attribute("data-go").removeprefix("finding=")
    tick(tab, "level", "local")  # what was chosen before gives way
    first.click()
    assert shown(tab) == page.xpath(f"{LISTED}[contains(@data-finding, '{name}')]/@data-id")
    assert tab.url.endswith(f"#finding={name}")
    assert tab.is_visible(f'.finding-shown[data-finding="{name}"]')
    assert tab.evaluate("document.activeElement.id") == "statements"


def test_a_ready_question_and_a_number_by_theme_list_as_many_statements_as_they_say(tab):
    for question in tab.locator(".ready li").all():
        question.locator("a").click()
        assert len(shown(tab)) == int(question.locator(".number").inner_text())
    tab.click(".bar [data-reset]")
    first = tab.locator("#grid a").first
    number = int(first.inner_text())
    assert first.get_attribute("aria-label").endswith(str(number))
    first.press("Enter")
    assert len(shown(tab)) == number
    assert tab.locator("#grid a[aria-current]").count() == 1


def test_sources_are_in_sight_on_a_laptop_and_on_a_phone_and_lead_to_their_row(open_page, small):
    tab = open_page(small["fr"])  # whose words are longer
    source = tab.locator("#list tbody td:last-child a").first
    for width in (1280, 360):
        tab.set_viewport_size({"width": width, "height": 800})
        box = source.bounding_box()
        assert 0 <= box["x"] < box["x"] + box["width"] <= width
    tick(tab, "phase", "design")
    source = tab.locator("#list tbody tr:not([hidden]) td:last-child a").first
    name = source.inner_text()
    source.click()
    assert tab.evaluate("document.activeElement.id") == f"row-{name}"
    assert tab.url.endswith("#phase=design")
