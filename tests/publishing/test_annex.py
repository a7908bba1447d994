"""The annex of facts: each number once, with where it is told, its rows and its sources."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcm_analysis.errors import RenderFailed
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.stage.annex import with_annex
from gcm_analysis.publishing.stage.chapters import Chapter, Text
from gcm_analysis.publishing.stage.facts import facts

from .notebooks import chapter, code, fact, figure, text

ENGLISH = Language("en")
MANY = ("ST001", "ST002", "ST003", "ST005", "ST006", "ST009")


def staged(*chapters: Chapter) -> list[Chapter]:
    return with_annex(chapters, facts(chapters), ENGLISH)


def annex(*chapters: Chapter) -> str:
    """Return the annex as markdown."""
    return "\n\n".join(block.markdown for block in staged(*chapters)[-1].blocks)


def entry(markdown: str, name: str) -> str:
    """Return what the annex says of one fact."""
    return next(part for part in markdown.split("\n\n") if f"{{#fact-{name}}}" in part)


def saying(
    *stated: dict, name: str = "01-x", title: str = "# One {#sec-one}", said: str = "Said."
) -> Chapter:
    return chapter(code("x", text(said, *stated)), name=name, title=title)


def test_an_entry_says_the_value_what_it_counts_and_where_it_is_stated() -> None:
    one = saying(fact("n.a", 12, how="statements of a kind"))
    other = saying(fact("n.a", 12), name="02-y", title="# Two {#sec-two}")
    assert entry(annex(one, other), "n.a").splitlines() == [
        "::: {.facts}",
        "[**12**]{#fact-n.a} – [statements of a kind]{.how}",
        ":   Given in [One](#fact-at-n.a) and [Two](#sec-two) · [`n.a`]{.fact-id}",
        ":::",
    ]


def test_the_annex_is_the_last_chapter_and_has_a_section_for_each_chapter_that_states_something_new() -> None:
    chapters = staged(
        saying(fact("b"), fact("a")),
        saying(fact("a"), name="02-y", title="# Two {#sec-two}"),
        saying(fact("c"), name="03-z", title="# Three {#sec-three}"),
    )
    assert [one.name for one in chapters] == ["01-x", "02-y", "03-z", "annex"]
    markdown = "\n".join(block.markdown for block in chapters[-1].blocks)
    assert re.findall(r"^#+ .*", markdown, re.MULTILINE) == [
        "# Annex: the facts behind the numbers {#sec-facts .unnumbered .online}",
        "## Facts: One {#sec-facts-1 .unnumbered .unlisted}",
        "## Facts: Three {#sec-facts-3 .unnumbered .unlisted}",
    ]
    assert re.findall(r"\{#fact-([^}]+)", markdown) == ["b", "a", "c"]


def test_only_the_first_mention_of_a_fact_is_a_place_that_its_entry_leads_back_to() -> None:
    first, second, _ = staged(
        chapter(code("#| label: fig-a", figure(fact("n"))), code("x", text("Again.", fact("n")))),
        saying(fact("n"), name="02-y"),
    )
    marked = '[1]{#fact-at-n .fact fact="n"}'
    assert [marked in block.note for block in first.exhibits] == [True]
    later = [first.blocks[-1].markdown, second.blocks[-1].markdown]
    assert later == ['Again. [1]{.fact fact="n"}', 'Said. [1]{.fact fact="n"}']


def test_a_report_without_facts_has_no_annex() -> None:
    assert [one.name for one in staged(chapter(code("x", text("Said."))))] == ["01-x"]


def test_rows_that_the_report_shows_are_led_to_and_others_are_named() -> None:
    shown = "[ST001]{#row-ST001} [ST003]{#row-ST003} [Mali]{#row-mieux-mali-1}"
    stated = fact("n", rows=["ST002", "ST001", "ST003", "ST007", "mieux-mali-1", "mieux-mali-2"])
    assert (
        ":   [Rows]{.what .rows}: [ST001](#row-ST001)–[ST003](#row-ST003), ST007, [mieux\\-mali\\-1](#row-mieux-mali-1), mieux\\-mali\\-2"
        in annex(saying(stated, said=shown))
    )


def test_every_source_is_cited() -> None:
    assert ":   [Sources]{.what}: [@MIEUX-A1; @S001; @S002]" in annex(
        saying(fact("n", sources=["S001", "S002", "MIEUX-A1"]))
    )


def test_rows_that_are_sources_are_said_once() -> None:
    markdown = entry(annex(saying(fact("n", rows=["S001", "S002"], sources=["S002", "S001"]))), "n")
    assert "[Sources]{.what}: [@S001; @S002]" in markdown
    assert "Rows" not in markdown


def test_a_long_list_is_printed_once_and_later_entries_lead_to_it() -> None:
    other = [*MANY[:-1], "ST010"]
    markdown = annex(
        saying(
            fact("one", rows=[*MANY], sources=["S1"]),
            fact("two", rows=[*MANY], sources=["S2"]),
            fact("three", rows=[*reversed(MANY)], sources=["S1"]),
            fact("four", rows=other, sources=["S1"]),
        )
    )
    assert "ST001–ST003, ST005–ST006, ST009" in entry(markdown, "one")
    for name, source in (("two", "S2"), ("three", "S1")):
        assert ":   [Rows]{.what .rows}: the same as for [`one`](#fact-one)" in entry(markdown, name)
        assert f"[@{source}]" in entry(markdown, name)
    assert "ST001–ST003, ST005–ST006, ST010" in entry(markdown, "four")


def test_more_sources_than_a_reader_would_read_are_in_the_file_of_facts() -> None:
    sources = [f"S{n:02}" for n in range(11)]
    markdown = annex(saying(fact("ten", sources=sources[1:]), fact("eleven", sources=sources)))
    assert f"[{'; '.join(f'@{one}' for one in sources[1:])}]" in entry(markdown, "ten")
    assert ":   [Sources]{.what}: those of the rows, listed in `facts.json`" in entry(markdown, "eleven")


@given(st.lists(st.sets(st.integers(1, 30)), max_size=6))
def test_from_the_entries_every_list_of_rows_can_be_read_again(lists: list[set[int]]) -> None:
    stated = [fact(f"n{at}", rows=[f"R{n:02}" for n in numbers]) for at, numbers in enumerate(lists)]
    markdown = annex(saying(*stated)) if stated else ""

    def read(name: str) -> set[str]:
        line = next((one for one in entry(markdown, name).splitlines() if "[Rows]" in one), "")
        other = re.search(r"\(#fact-(\w+)\)", line)
        if other:
            return read(other[1])
        runs = re.findall(r"R(\d+)(?:–R(\d+))?", line)
        return {f"R{n:02}" for first, last in runs for n in range(int(first), int(last or first) + 1)}

    assert [read(one["id"]) for one in stated] == [set(one["rows"]) for one in stated]


def test_what_comes_from_data_is_text_in_the_annex() -> None:
    markdown = annex(saying(fact("n", "<b>", how="of *some*")))
    assert r"[**\<b\>**]{#fact-n} – [of \*some\*]{.how}" in markdown


def test_a_number_without_an_entry_and_an_entry_without_a_number_are_refused() -> None:
    mentioned = chapter(code("x", text('One [1]{.fact fact="a.told"}.')))
    silent = replace(saying(fact("b.stated"), name="02-y"), blocks=(Text("Said."),))
    with pytest.raises(RenderFailed) as refused:
        staged(mentioned, silent)
    assert str(refused.value).splitlines() == [
        "The annex of facts can’t be made:",
        "  a.told: the text mentions this fact, but no exhibit states it",
        "  b.stated: an exhibit states this fact, but no text mentions it",
    ]


@pytest.mark.parametrize("name", ["a b", "1a", "a#b", "at-a", "é"])
def test_a_fact_whose_id_is_no_address_is_refused(name: str) -> None:
    with pytest.raises(RenderFailed, match=f"  {re.escape(name)}: a fact’s id"):
        staged(saying(fact(name)))
