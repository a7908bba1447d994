"""The evidence explorer of the published report, in a browser: filters, counts, addresses, findings, the keyboard.

One script serves both languages: what it does is tried in English, what it says in both.
"""

import csv
import io
import re
from unicodedata import normalize

import pytest
from tests.waiting import wait_until

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


@pytest.fixture
def address(published):
    return (published.folder / "en" / "evidence.html").as_uri()


@pytest.fixture
def open_in(window, published):
    """Open the explorer of a language anew: nothing is left of the test before."""

    def opened(language):
        window.errors.clear()
        window.set_viewport_size({"width": 1280, "height": 900})
        window.goto("about:blank")
        window.goto((published.folder / language / "evidence.html").as_uri())
        return window

    yield opened
    assert window.errors == []
    assert all(url.startswith(("file:", "data:", "blob:", "about:")) for url in window.fetched)


@pytest.fixture
def tab(open_in):
    return open_in("en")


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


def statements(published, language="en") -> list[dict[str, str]]:
    """Return the rows of the page without script, by their codes."""
    rows = published.explorer(language).select("#list tbody tr")
    return [
        {name[5:]: value for name, value in row.attrs.items() if name.startswith("data-")} for row in rows
    ]


def with_codes(rows, **codes) -> list[str]:
    return [row["id"] for row in rows if all(row[name] == code for name, code in codes.items())]


def test_without_script_all_statements_and_all_other_rows_can_be_read(published, language):
    page, facts = published.explorer(language), published.facts(language)
    rows = {row["data-id"] for row in page.select("tr[data-id]")}
    behind = {row for fact in facts.values() for row in fact["rows"]}
    assert len(page.select("#list tbody tr")) == 256
    assert behind <= rows
    assert {source for fact in facts.values() for source in fact["sources"]} <= rows
    assert page.select_one('header a[href="index.html"]')
    assert (published.folder / language / "evidence.html").stat().st_size < 900_000


def test_each_language_says_how_many_are_shown_and_the_other_keeps_what_is_chosen(
    open_in, published, language
):
    rows, tab = statements(published, language), open_in(language)
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


def test_filters_narrow_each_other_two_values_of_one_widen_it_and_each_choice_can_be_undone(tab, published):
    rows = statements(published)
    tick(tab, "phase", "design")
    tick(tab, "level", "local")
    chosen = with_codes(rows, phase="design", level="local")
    assert 0 < len(chosen) < 256
    assert shown(tab) == chosen
    assert status(tab) == WORDS["en"].format(shown=len(chosen), all=256)
    assert tab.url.endswith("#phase=design&level=local")
    assert counts(tab, "level") == {
        level: len(with_codes(rows, phase="design", level=level)) for level in counts(tab, "level")
    }
    assert sum(counts(tab, "phase").values()) == len(with_codes(rows, level="local"))
    cells = tab.eval_on_selector_all("#grid td", "cells => cells.map((cell) => +cell.textContent)")
    assert sum(cells) == len(chosen)
    tick(tab, "level", "national")
    assert tab.locator(".chips button").count() == 3
    tab.locator(".chips button").first.click()
    assert set(shown(tab)) == {*with_codes(rows, level="local"), *with_codes(rows, level="national")}
    assert not tab.is_checked('input[name="phase"][value="design"]')
    tab.go_back()
    tab.go_back()
    assert shown(tab) == chosen


def test_an_address_opens_the_explorer_filtered_and_words_are_found_without_accents_and_capitals(
    tab, address, published
):
    rows = statements(published)
    theme = rows[0]["theme"]
    tab.goto(f"{address}#theme={theme.lower()}&valence=challenge")
    wait_until(tab, "() => document.querySelector('[data-reset]').disabled === false")
    assert shown(tab) == with_codes(rows, theme=theme, valence="challenge")
    assert tab.is_checked(f'input[name="theme"][value="{theme}"]')
    tab.click(".bar [data-reset]")
    texts = {row["data-id"]: row.get_text(" ") for row in published.explorer("en").select("#list tbody tr")}
    accented = next(
        word for text in texts.values() for word in re.findall(r"[^\W\d]{5,}", text) if not word.isascii()
    )
    plain = normalize("NFKD", accented).encode("ascii", "ignore").decode().upper()
    before = tab.evaluate("history.length")
    tab.fill("#text", plain)
    assert {name for name, text in texts.items() if accented in text} <= set(shown(tab)) < set(texts)
    assert tab.evaluate("history.length") == before
    assert f"text={plain}" in tab.url


def test_a_number_of_the_report_opens_the_rows_behind_it_with_their_sources(tab, address, published):
    rows = {row["id"]: row for row in statements(published)}
    actions = [
        row["data-id"]
        for row in published.explorer("en").select('[aria-labelledby="tbl-actions"] tr[data-id]')
    ][:2]
    tab.goto(f"{address}#rows=ST001-ST003,ST009")
    tab.wait_for_selector("#by-number", state="visible")
    assert shown(tab) == ["ST001", "ST002", "ST003", "ST009"]
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


def test_the_download_has_the_rows_that_are_shown_with_all_columns_and_the_citation(tab, published):
    tick(tab, "level", "regional")
    with tab.expect_download() as download:
        tab.click("[data-download]")
    text = download.value.path().read_text(encoding="utf-8-sig")
    header, *rows = list(csv.reader(io.StringIO(text)))
    whole = (published.folder / "en" / "data" / "evidence.csv").read_text(encoding="utf-8")
    published_header, *all_rows = list(csv.reader(io.StringIO(whole)))
    assert header == published_header
    kept = [row[0] for row in rows if len(row) == len(header)]
    assert kept == shown(tab)
    by_id = {row[0]: row for row in all_rows}
    assert [re.sub(r"\s", " ", cell) for cell in rows[0]] == [
        re.sub(r"\s", " ", cell) for cell in by_id[kept[0]]
    ]
    assert "level=regional" in rows[-1][0]
    assert "gcm-analysis" in rows[-1][0]


def test_choosing_a_finding_leads_to_the_statements_that_support_or_qualify_it(tab, published):
    first = tab.locator(".findings li a").first
    name = first.get_attribute("data-go").removeprefix("finding=")
    tick(tab, "level", "local")  # what was chosen before gives way
    first.click()
    rows = published.explorer("en").select(f'#list tr[data-finding~="{name}"]')
    assert shown(tab) == [row["data-id"] for row in rows]
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


def test_sources_are_in_sight_on_a_laptop_and_on_a_phone_and_lead_to_their_row(open_in):
    tab = open_in("fr")  # whose words are longer
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
