"""What on a page keeps readers out, found in a page that lacks nothing else."""

import pytest

from gcm_analysis.publishing.accessibility import web

HEAD = '<html lang="en"><head><title>T</title><style>:root{--ink: #1b2a3a; --page: #fff;}</style></head><body><h1>T</h1>'
TABLE = '<table aria-label="t"><tr><th scope="col">a</th></tr><tr><td>1</td></tr></table>'
FRENCH = "Le rapport dit que les autorités locales sont au premier rang de la liste."


def found(body: str, head: str = HEAD) -> list[tuple[str, str]]:
    page = web.parsed(f"{head}{body}</body></html>")
    return [(name, what) for name, _, what in web.found_in(page, "en")]


def test_a_page_that_lacks_nothing_has_no_finding() -> None:
    assert not found(
        f'{TABLE}<h2>A</h2><img src="a.png" alt="a"><p lang="fr">{FRENCH}</p><a href="a.html">All reports</a>'
    )


@pytest.mark.parametrize(
    ("body", "name", "what"),
    [
        ('<img src="a.png" alt="">', "alt", "a picture has no alternative text"),
        ('<svg role="img"></svg>', "alt", "a picture has no alternative text"),
        ("<h3>Deep</h3>", "headings", "“Deep” is of level 3 after level 1"),
        ("<h1>Again</h1>", "headings", "the page has 2 headings of level 1"),
        ("<h2> </h2>", "headings", "a heading of level 2 has no words"),
        (TABLE.replace(' aria-label="t"', ""), "headers", "a table has no name"),
        (TABLE.replace(' scope="col"', ""), "headers", "a header cell has no scope"),
        (TABLE.replace(">a<", "><"), "headers", "a header cell has no words"),
        ('<table aria-label="t"><tr><td>1</td></tr></table>', "headers", "a table has no header cell"),
        ('<a href="x.html"></a>', "links", "a link has no words, to x.html"),
        ('<a href="x.html">Read more</a>', "links", "a link says only “Read more”, to x.html"),
        (f"<p>{FRENCH}</p>", "passages", f"“{FRENCH[:40]}…” is in fr"),
    ],
)
def test_each_fault_is_found_under_its_name(body: str, name: str, what: str) -> None:
    assert found(body) == [(name, what)]


def test_links_that_stand_alone_with_the_same_words_lead_to_the_same_place() -> None:
    twice = '<p><a href="a.csv">Data</a></p><p><a href="{}">Data</a></p>'
    assert not found(twice.format("a.csv"))
    assert found(twice.format("b.csv")) == [("links", "two links say “Data” and lead to different places")]


def test_names_to_choose_from_and_what_is_hidden_until_it_has_words_are_left_alone() -> None:
    assert not found(f'<p><select aria-label="s"><option>{FRENCH}</option></select></p>')
    assert not found('<p hidden><a href="#x"></a></p>')


def test_two_figures_with_the_same_alternative_text_are_found() -> None:
    figure = '<svg role="img" aria-label="Bars"></svg>'
    assert found(figure + figure) == [("repeated", "another figure has the same alternative text")]


def test_a_page_without_title_or_in_no_language_is_found() -> None:
    head = "<html><head></head><body><h1>T</h1>"
    assert found("", head) == [
        ("passages", "the page says that its language is “”"),
        ("passages", "the page has no title"),
    ]


def test_a_pale_colour_of_the_style_sheet_is_found_by_day_and_by_night() -> None:
    pale = HEAD.replace(
        "--ink: #1b2a3a; --page: #fff;",
        "--grey: light-dark(#999999, #777); --page: light-dark(#fff, #13181d);",
    )
    assert found("", pale) == [
        ("contrast", "--grey on --page: contrast 2.8 by day, 4.5 needed"),
        ("contrast", "--grey on --page: contrast 4.0 by night, 4.5 needed"),
    ]
