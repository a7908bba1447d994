"""What is put into a page or into XML: it is shown, it ends nothing, and it makes no file that cannot be read."""

import json

import pytest
from bs4 import BeautifulSoup
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from gcm_analysis.publishing.folder.indexes import FEED, SITEMAP, rendered
from gcm_analysis.publishing.formats.page.templates import embedded_json, pages, web_address
from gcm_analysis.publishing.formats.xml_text import xml_text

ANY = st.text(st.characters(), max_size=30)  # lone surrogates and control characters are in it


@given(ANY)
def test_feed_and_map_can_be_read_whatever_a_title_holds(text: str) -> None:
    page = {"language": "en", "about": text, "href": text, "version": text, "authors": [text]}
    about = {"date": "2026-01-02", "titles": {"en": text}, "draft": False}
    cards = [{"event": text, "editions": [page], "metadata": about}]
    feed = rendered(FEED, cards, "")
    for written in (
        feed,
        rendered(FEED, cards, f"https://example.org/{text}"),
        rendered(SITEMAP, cards, text),
    ):
        root = ElementTree.fromstring(written.encode())
        assert root.tag.endswith(("feed", "urlset"))
    title = root_title(feed)
    assert " ".join(title.split()) == " ".join(xml_text(text).split())


def root_title(written: str) -> str:
    atom = "{http://www.w3.org/2005/Atom}"
    return ElementTree.fromstring(written.encode()).find(f"{atom}entry/{atom}title").text or ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\0b", "a�b"), ("\ud800", "�"), ("\ufffe", "�"), ("a\u2028b", "a\nb"), ("é\t😀\u00a0", "é\t😀\u00a0")],
)
def test_what_no_file_can_hold_is_shown_as_unknown(text: str, shown: str) -> None:
    assert xml_text(text) == shown


@given(ANY)
def test_json_in_a_page_ends_nothing_and_stays_what_it_was(text: str) -> None:
    page = BeautifulSoup(f"<script>{embedded_json([text])}</script>", "html.parser")
    assert json.loads(page.script.string) == [text]
    assert len(page.find_all(True)) == 1
    assert not {"\u2028", "\u2029"} & set(embedded_json([text]))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", "java\nscript:alert(1)", " javascript:alert(1)", "data:text/html,x",
        "//evil.example/x", "\\\\evil.example", "https:/\\evil.example", "vbscript:x", "file:///etc/passwd", "",
    ],
)  # fmt: skip
def test_an_address_that_leads_neither_to_the_web_nor_to_a_mailbox_becomes_no_link(address: str) -> None:
    assert web_address(address) == ""


@pytest.mark.parametrize(
    "address", ["https://example.org/a?b=c#d", "HTTP://example.org", "mailto:a@example.org"]
)
def test_an_address_of_the_web_or_a_mailbox_stays_as_it_is(address: str) -> None:
    assert web_address(address) == address


def test_every_template_of_a_page_says_what_it_may_do() -> None:
    loader = pages().loader
    assert loader
    for name in loader.list_templates():
        source = loader.get_source(pages(), name)[0]
        if "<head>" in source:
            assert source.index("content_policy(") < source.index("<style>"), name
