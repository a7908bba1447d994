"""The evidence explorer of the published report, in a browser: filters, counts, addresses, findings, the keyboard.

One script serves both languages: what it does is tried in English, what it says in both.
"""

import csv
import io
import re

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


def shown(tab) -> list[str]:
    return tab.eval_on_selector_all(
        "#list tbody tr:not([hidden])", "rows => rows.map((row) => row.dataset.id)"
    )


def tick(tab, facet, value) -> None:
    """Tick an option, in the list that has to be opened first."""
    if not tab.is_visible(f'input[name="{facet}"][value="{value}"]'):
        tab.click(f"#facet-{facet}")
    tab.check(f'input[name="{facet}"][value="{value}"]')


def told(tab) -> str:
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


def test_the_report_leads_to_the_explorer_and_back(published, language):
    assert "evidence.html" in str(published.html(language))
    assert published.explorer(language).select_one('header a[href="index.html"]')


def test_at_first_all_is_shown(open_in, published, language):
    rows = statements(published, language)
    tab = open_in(language)
    assert shown(tab) == [row["id"] for row in rows]
    assert told(tab) == WORDS[language].format(shown=256, all=256)
    assert tab.is_disabled(".bar [data-reset]")


def test_ticking_filters_the_rows_says_how_many_and_writes_the_address(tab, published):
    rows = statements(published)
    tick(tab, "phase", "design")
    tick(tab, "level", "local")
    expected = with_codes(rows, phase="design", level="local")
    assert 0 < len(expected) < 256
    assert shown(tab) == expected
    assert told(tab) == WORDS["en"].format(shown=len(expected), all=256)
    assert tab.url.endswith("#phase=design&level=local")


def test_the_counts_of_a_filter_follow_the_other_filters(tab, published):
    rows = statements(published)
    tick(tab, "phase", "monitoring")
    assert counts(tab, "level") == {
        level: len(with_codes(rows, phase="monitoring", level=level)) for level in counts(tab, "level")
    }
    assert sum(counts(tab, "phase").values()) == 256  # those of the same filter do not


def test_two_values_of_one_filter_widen_it(tab, published):
    rows = statements(published)
    tick(tab, "level", "local")
    tick(tab, "level", "regional")
    assert set(shown(tab)) == {*with_codes(rows, level="local"), *with_codes(rows, level="regional")}


def test_an_address_opens_the_explorer_filtered(tab, address, published):
    rows = statements(published)
    theme = rows[0]["theme"]
    tab.goto(f"{address}#theme={theme.lower()}&valence=challenge")
    wait_until(tab, "() => document.querySelector('[data-reset]').disabled === false")
    assert shown(tab) == with_codes(rows, theme=theme, valence="challenge")
    assert tab.is_checked(f'input[name="theme"][value="{theme}"]')


def test_the_back_button_goes_back_one_choice(tab, published):
    tick(tab, "phase", "design")
    tick(tab, "level", "local")
    tab.go_back()
    rows = statements(published)
    assert shown(tab) == with_codes(rows, phase="design")
    assert not tab.is_checked('input[name="level"][value="local"]')


def test_words_are_found_without_accents_and_capitals_and_leave_no_trail(tab):
    before = tab.evaluate("history.length")
    tab.fill("#text", "MIGRATION systeme")
    found = tab.eval_on_selector_all(
        "#list tbody tr:not([hidden])", "rows => rows.map((row) => row.textContent)"
    )
    assert len(found) < 256
    assert tab.evaluate("history.length") == before
    assert "text=MIGRATION%20systeme" in tab.url


def test_what_is_not_found_is_said(open_in, language):
    tab = open_in(language)
    tab.fill("#text", "zzzzz")
    assert told(tab) == WORDS[language].format(shown=0, all=256)
    assert tab.is_visible("[data-nothing]")
    tab.click(".bar [data-reset]")
    assert len(shown(tab)) == 256
    assert tab.input_value("#text") == ""
    assert "#" not in tab.url


def test_a_number_of_the_report_opens_the_rows_behind_it(tab, address):
    tab.goto(f"{address}#rows=ST001-ST003,ST009")
    tab.wait_for_selector("#by-number", state="visible")
    assert shown(tab) == ["ST001", "ST002", "ST003", "ST009"]
    assert not tab.is_visible("#tbl-actions")


def test_the_sources_of_rows_that_were_asked_for_stay_with_them(tab, address, published):
    rows = {row["id"]: row for row in statements(published)}
    tab.goto(f"{address}#rows=ST001-ST003,ST009")
    tab.wait_for_selector("#by-number", state="visible")
    listed = tab.eval_on_selector_all(
        "section:has(> #sources) tbody tr:not([hidden])", "rows => rows.map((row) => row.dataset.id)"
    )
    assert set(listed) == {rows[name]["source"] for name in ("ST001", "ST002", "ST003", "ST009")}


def test_rows_of_other_tables_are_opened_in_their_table(tab, address, published):
    page = published.explorer("en")
    actions = [row["data-id"] for row in page.select('[aria-labelledby="tbl-actions"] tr[data-id]')][:2]
    tab.goto(f"{address}#rows=F001-F003,{','.join(actions)}")
    tab.wait_for_selector("#by-number", state="visible")
    visible = tab.eval_on_selector_all(
        "section.other:not([hidden]):not(:has(#sources)) tbody tr:not([hidden])",
        "rows => rows.map((row) => row.dataset.id)",
    )
    assert sorted(visible) == sorted(["F001", "F002", "F003", *actions])
    assert not tab.is_visible("#list")
    tab.click("#by-number [data-reset]")
    assert tab.is_visible("#list")


def test_a_number_that_no_row_has_is_said(tab, address):
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


def test_a_ready_question_lists_as_many_statements_as_it_says(tab):
    for question in tab.locator(".ready li").all():
        question.locator("a").click()
        assert len(shown(tab)) == int(question.locator(".number").inner_text())


def test_what_was_chosen_stands_beside_the_matches_and_can_be_taken_away(tab, published):
    rows = statements(published)
    tick(tab, "phase", "design")
    tick(tab, "level", "local")
    tick(tab, "level", "national")
    assert tab.locator(".chips button").count() == 3
    tab.locator(".chips button").first.click()
    assert set(shown(tab)) == {*with_codes(rows, level="local"), *with_codes(rows, level="national")}
    assert not tab.is_checked('input[name="phase"][value="design"]')


def test_a_number_by_theme_and_speaker_is_a_link_to_its_statements_by_keyboard_too(tab):
    first = tab.locator("#grid a").first
    number = int(first.inner_text())
    assert first.get_attribute("aria-label").endswith(str(number))
    first.focus()
    tab.keyboard.press("Enter")
    assert len(shown(tab)) == number
    assert tab.locator("#grid a[aria-current]").count() == 1


def test_the_numbers_by_theme_follow_the_other_filters(tab, published):
    tick(tab, "valence", "challenge")
    challenges = with_codes(statements(published), valence="challenge")
    cells = tab.eval_on_selector_all("#grid td", "cells => cells.map((cell) => +cell.textContent)")
    assert sum(cells) == len(challenges)


def test_the_column_of_sources_is_in_sight_on_a_laptop_and_on_a_phone(open_in):
    tab = open_in("fr")  # whose words are longer
    for width in (1280, 360):
        tab.set_viewport_size({"width": width, "height": 800})
        box = tab.locator("#list tbody td:last-child a").first.bounding_box()
        assert 0 <= box["x"] < box["x"] + box["width"] <= width


def test_a_source_is_reached_and_what_is_chosen_stays(tab):
    tick(tab, "phase", "design")
    source = tab.locator("#list tbody td:last-child a").first
    name = source.inner_text()
    source.click()
    assert tab.evaluate("document.activeElement.id") == f"row-{name}"
    assert tab.url.endswith("#phase=design")


def test_the_other_language_keeps_what_is_chosen(open_in, language):
    tab = open_in(language)
    tick(tab, "phase", "design")
    other = {"en": "fr", "fr": "en"}[language]
    leads = tab.get_attribute(f'.languages a[hreflang="{other}"]', "href")
    assert leads.endswith(f"/{other}/evidence.html#phase=design")


def test_everything_that_can_be_used_is_reached_by_tab_and_seen(tab, address):
    tab.goto(f"{address}#rows=ST001-ST002")
    tab.wait_for_selector("#by-number", state="visible")
    tab.focus(".skip")
    seen = set()
    for _ in range(250):
        tab.keyboard.press("Tab")
        name, is_seen = tab.evaluate(
            "(() => { const e = document.activeElement; const box = e.getBoundingClientRect();"
            " const name = e.name || e.id || e.className || e.parentElement?.id || e.tagName;"
            " return [e === document.body ? 'BODY' : name,"
            " box.height > 0 && getComputedStyle(e).outlineStyle !== 'none']; })()"
        )
        if name in seen and name == "BODY":
            break
        seen.add(name)
        assert is_seen or name == "BODY", name
    assert {"text", "source_type", "evidence_kind", "sort", "table-scroll"} <= seen


def test_the_page_is_light_enough(published, language):
    assert (published.folder / language / "evidence.html").stat().st_size < 900_000
