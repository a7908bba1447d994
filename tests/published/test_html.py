"""The published page, parsed."""

import re
from itertools import pairwise

# Words that English prose can't do without and French does not have; names of bodies may hold “of” or “and”.
ENGLISH = re.compile(
    r"\b(the|with|from|which|this|that|these|were|was|are|is|their|its|has|have|been|by|statements?|sources? in|challenges?|"
    r"success factors?|independent|undated|download)\b"
)


def text_without(page, hidden, between: str = "") -> str:
    """Return the text of a page without what some of its elements hold; `between` stands where one ends."""
    left_out = {id(one) for one in hidden}
    kept = (text for text in page.strings if not left_out & {id(one) for one in text.parents})
    return re.sub("[ \n\t]+", " ", between.join(kept))


def test_the_page_has_one_title_and_no_heading_level_is_skipped(published, language):
    levels = [int(heading.name[1]) for heading in published.html(language).find_all(re.compile("^h[1-6]$"))]
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_a_report_that_is_no_draft_does_not_say_that_it_is_one(published, language):
    page = published.html(language)
    assert not page.select("aside.draft")
    assert page.title.get_text() == page.h1.get_text()


def test_ids_are_unique(published, language):
    ids = [tag["id"] for tag in published.html(language).find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_every_figure_says_in_words_what_it_shows(published, language):
    page = published.html(language)
    figures = page.select("figure .wide svg[role=img], figure img")  # the narrow ones are the same
    alts = [figure.get("aria-label") or figure.get("alt") for figure in figures]
    assert len(alts) == published.figures
    assert len(set(alts)) == len(alts)
    assert all(len(alt) > 60 for alt in alts)
    captions = page.get_text(" ")
    assert not [alt for alt in alts if alt in captions], "an alt text repeats what stands on the page"


def test_every_table_has_a_caption_and_headers_with_scope(published, language):
    tables = published.html(language).find_all("table")
    assert len(tables) > 10
    for table in tables:
        assert table.caption or table.get("aria-labelledby") or table.find_parent("figure").figcaption
        assert table.find_all("th")
        assert all(th.get("scope") in ("col", "row", "colgroup", "rowgroup") for th in table.find_all("th"))
        assert all(th.get_text(strip=True) for th in table.find_all("th"))


def test_every_number_leads_to_its_entry_in_the_annex_and_every_entry_leads_back(published, language):
    page, facts = published.html(language), published.facts(language)
    links = {link["data-fact"]: link["href"] for link in page.select("main a.fact")}
    assert links == {name: f"#fact-{name}" for name in facts}
    marks = {tag["id"]: tag["data-fact"] for tag in page.select(".fact[id]")}
    assert marks == {f"fact-at-{name}": name for name in facts}
    terms = {term.span["id"]: term for term in page.select(".facts dt")}
    assert terms.keys() == {f"fact-{name}" for name in facts}
    for name, fact in facts.items():
        term = terms[f"fact-{name}"]
        assert term.span.get_text() == fact["shown"]
        assert term.find_next_sibling("dd").a["href"] == f"#fact-at-{name}"


def test_the_page_is_light_enough_to_be_sent(published, language):
    assert (published.folder / language / "index.html").stat().st_size < 1_500_000


def test_the_french_page_has_no_english_in_it(published):
    """It may have names of facts, code, passages in another language, titles and headings as printed in their source."""
    page = published.html("fr")
    names = [link for link in page.select(".facts a[href]") if link["href"] == f"#fact-{link.get_text()}"]
    others = page.select('[lang]:not(html), #refs, script, style, code, [id^="ref-"]')
    text = text_without(page, names + others, " ")
    hits = ENGLISH.findall(re.sub("« ?[^»]* ?»", "", text))
    assert not hits, sorted(set(hits))


def test_the_french_page_sets_no_break_spaces_before_double_punctuation(published):
    page = published.html("fr").main
    text = text_without(page, page.select("#refs"))  # titles as published
    broken = re.findall(r"\S{1,12} [;:!?»]", text)
    assert not broken
