"""The feed of published reports and the map of their pages."""

import json
from pathlib import Path

import pytest
from defusedxml import ElementTree
from tests.builders import DEFAULT_EVENT, Watch

from gcm_analysis.build_request import BuildRequest
from gcm_analysis.edition import LANGUAGES, Edition
from gcm_analysis.publishing.folder.indexes import write_reports_pages
from gcm_analysis.report import publish_report

from .metadata_kit import SITE
from .notebooks import code, fact, notebook, publish_instead
from .notebooks import text as words

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def card(reports: Path, name: str, day: str, *, draft: bool = False, languages: str = "en fr") -> None:
    """Write the card of a report as a report writes it of itself."""
    codes = languages.split()
    editions = [
        {
            "language": code, "title": f"Title in {code}", "about": f"About {code}.", "links": [], "authors": ["A & B"],
            "href": f"{code}/index.html", "version": f"Version 1.1 ({code}).",
        }
        for code in codes
    ]  # fmt: skip
    metadata = {"date": day, "titles": {code: f"Title <{code}>" for code in codes}, "draft": draft}
    content = {"event": name, "date": "2018-12-07", "editions": editions, "metadata": metadata}
    (reports / name).mkdir(parents=True)
    (reports / name / "card.json").write_text(json.dumps(content), encoding="utf-8")


def parsed(path: Path) -> ElementTree:
    return ElementTree.parse(path).getroot()


def text(element: ElementTree, name: str) -> str:
    return element.find(f"{ATOM}{name}").text


def addresses(entry: ElementTree) -> list[tuple[str, str]]:
    return [(link.get("hreflang"), link.get("href")) for link in entry.findall(f"{ATOM}link")]


def test_the_feed_has_an_entry_for_each_language_the_newest_report_first(tmp_path: Path) -> None:
    card(tmp_path, "older", "2025-01-31")
    card(tmp_path, "newer", "2026-02-03", languages="fr")
    write_reports_pages(tmp_path, "")
    feed = parsed(tmp_path / "feed.xml")
    assert text(feed, "title") == "Published reports · Rapports publiés"
    assert text(feed, "updated") == "2026-02-03T00:00:00Z"
    entries = feed.findall(f"{ATOM}entry")
    assert [(one.get(LANG), text(one, "title"), text(one, "updated")) for one in entries] == [
        ("fr", "Title <fr>", "2026-02-03T00:00:00Z"),
        ("en", "Title <en>", "2025-01-31T00:00:00Z"),
        ("fr", "Title <fr>", "2025-01-31T00:00:00Z"),
    ]
    assert [text(one, "summary") for one in entries] == [
        f"About {code}. Version 1.1 ({code})." for code in ("fr", "en", "fr")
    ]
    assert entries[0].find(f"{ATOM}author/{ATOM}name").text == "A & B"
    assert addresses(entries[2]) == [("fr", "older/fr/index.html"), ("en", "older/en/index.html")]


def test_without_a_site_ids_are_names_of_their_own_and_there_is_no_map(tmp_path: Path) -> None:
    card(tmp_path, "a", "2026-02-03")
    write_reports_pages(tmp_path, "")
    feed = parsed(tmp_path / "feed.xml")
    ids = [text(feed, "id"), *(text(entry, "id") for entry in feed.findall(f"{ATOM}entry"))]
    assert all(one.startswith("urn:uuid:") for one in ids)
    assert len(set(ids)) == 3
    assert not (tmp_path / "sitemap.xml").exists()


def test_with_a_site_ids_and_links_are_addresses(tmp_path: Path) -> None:
    card(tmp_path, "a", "2026-02-03", languages="en")
    write_reports_pages(tmp_path, SITE)
    feed = parsed(tmp_path / "feed.xml")
    (entry,) = feed.findall(f"{ATOM}entry")
    assert text(feed, "id") == SITE
    assert [link.get("href") for link in feed.findall(f"{ATOM}link")] == [f"{SITE}feed.xml", SITE]
    assert text(entry, "id") == f"{SITE}a/en/index.html"
    assert addresses(entry) == [("en", f"{SITE}a/en/index.html")]


def test_the_map_has_every_page_with_its_day_and_its_languages(tmp_path: Path) -> None:
    card(tmp_path, "a", "2026-02-03")
    card(tmp_path, "b", "2025-01-31", languages="fr")
    write_reports_pages(tmp_path, SITE)
    pages = parsed(tmp_path / "sitemap.xml").findall(f"{MAP}url")
    assert [(one.find(f"{MAP}loc").text, one.find(f"{MAP}lastmod").text) for one in pages] == [
        (SITE, "2026-02-03"),
        (f"{SITE}a/", "2026-02-03"),
        (f"{SITE}a/en/index.html", "2026-02-03"),
        (f"{SITE}a/fr/index.html", "2026-02-03"),
        (f"{SITE}b/", "2025-01-31"),
        (f"{SITE}b/fr/index.html", "2025-01-31"),
    ]
    languages = {"en": f"{SITE}a/en/index.html", "fr": f"{SITE}a/fr/index.html"}
    for page in pages[2:4]:
        assert {link.get("hreflang"): link.get("href") for link in page.findall(LINK)} == languages


def test_a_draft_is_in_neither(tmp_path: Path) -> None:
    card(tmp_path, "a", "2026-02-03")
    card(tmp_path, "secret", "2026-02-04", draft=True)
    write_reports_pages(tmp_path, SITE)
    for name in ("feed.xml", "sitemap.xml"):
        content = (tmp_path / name).read_text(encoding="utf-8")
        assert "secret" not in content
        assert "2026-02-04" not in content


def test_where_nothing_is_published_both_are_taken_away(tmp_path: Path) -> None:
    card(tmp_path, "a", "2026-02-03", draft=True)
    for name in ("feed.xml", "sitemap.xml"):
        (tmp_path / name).touch()
    write_reports_pages(tmp_path, SITE)
    assert {path.name for path in tmp_path.iterdir()} == {"a", "index.html"}


def test_a_report_that_is_published_has_the_addresses_of_the_project_s_site(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (small_copy / "data" / "project.yml").open("a", encoding="utf-8") as lines:
        lines.write(f"site_url: {SITE}\n")
    told = notebook(code("x", words("Said.", fact("n", 1))), title="# The event {#sec-event}")
    publish_instead(monkeypatch, lambda _: {"01-x": told})
    editions = tuple(Edition(event=DEFAULT_EVENT, language=code) for code in LANGUAGES)
    folder = publish_report(BuildRequest(editions, ("html",), "embedded", small_copy / "reports"), Watch())
    feed = parsed(folder.parent / "feed.xml")
    paths = [addresses(entry)[0] for entry in feed.findall(f"{ATOM}entry")]
    assert paths == [(code, f"{SITE}{folder.name}/{code}/index.html") for code in LANGUAGES]
    assert (folder.parent / "sitemap.xml").exists()
    page = (folder / "en" / "index.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{SITE}{folder.name}/en/index.html">' in page
