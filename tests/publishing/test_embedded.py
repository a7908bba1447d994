"""What the embedded publisher writes, opened and read: the page, the PDF and the Word file of one small report."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import docx
import page
import pikepdf
import pytest
from bs4 import BeautifulSoup, Tag
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from gcm_analysis import fonts
from gcm_analysis.errors import RenderFailed
from gcm_analysis.publishing import embedded

from .sample_stage import ENGLISH, FRENCH, FRENCH_WORDS, ROWS, write_stage

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine to open the page in")
HARM = '<script>alert(1)</script> #eval("1+1") #import "x.typ" $x$ ]; end'
BOTH = pytest.mark.parametrize("language", ["en", "fr"])


@dataclass(frozen=True)
class Published:
    """The three files of one report and the stage that they came from."""

    stage: Path
    html: Path
    pdf: Path
    docx: Path


def publish(folder: Path, language: str) -> Published:
    stage = write_stage(folder / "stage", language)
    files = Published(stage, folder / "index.html", folder / "report.pdf", folder / "report.docx")
    embedded.write_html(stage, files.html)
    embedded.write_pdf(stage, files.pdf)
    embedded.write_docx(stage, files.docx)
    return files


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Published]:
    return {language: publish(tmp_path_factory.mktemp(language), language) for language in ("en", "fr")}


@pytest.fixture(scope="module")
def pages(reports: dict[str, Published]) -> dict[str, BeautifulSoup]:
    return {language: soup(report.html) for language, report in reports.items()}


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def pdf_text(path: Path) -> str:
    return re.sub(
        r"\s+", " ", "\n".join(sheet.extract_text() for sheet in PdfReader(path).pages).replace("\xad\n", "")
    )


def docx_text(path: Path) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs(path))


def paragraphs(path: Path) -> list:
    return list(docx.Document(str(path)).element.body.iter(qn("w:p")))


def words(element: Tag | None) -> str:
    assert element is not None
    return re.sub(r"\s+", " ", element.get_text().replace("\u00a0", " ")).strip()


def refuse(folder: Path, *, extra: str = "", settings: dict[str, object] | None = None) -> str:
    """Return what the publisher says when it refuses a stage."""
    with pytest.raises(RenderFailed) as refused:
        embedded.write_html(write_stage(folder / "stage", extra=extra, settings=settings), folder / "x.html")
    return str(refused.value)


# --- what all formats share -------------------------------------------------------------------------------------


@BOTH
def test_a_report_published_twice_is_the_same_bytes(
    reports: dict[str, Published], language: str, tmp_path: Path
) -> None:
    again = publish(tmp_path, language)
    first = reports[language]
    assert again.html.read_bytes() == first.html.read_bytes()
    assert again.pdf.read_bytes() == first.pdf.read_bytes()
    assert again.docx.read_bytes() == first.docx.read_bytes()


@pytest.mark.parametrize("label", ["Figure 1.1", "Figure 1.2", "Table 1", "Table 1.1", "Table 2.1"])
def test_figures_and_tables_have_the_same_number_in_every_format(
    reports: dict[str, Published], pages: dict[str, BeautifulSoup], label: str
) -> None:
    assert label in [words(p) for p in pages["en"].select(".exhibit-label")]
    assert label in pdf_text(reports["en"].pdf).replace("\u00a0", " ")
    assert f"{label}: " in docx_text(reports["en"].docx).replace("\u00a0", " ")


def test_references_name_figures_tables_chapters_and_sections(pages: dict[str, BeautifulSoup]) -> None:
    shown = [words(a) for a in pages["en"].select("#sec-results > p > a")]
    assert shown[:5] == ["Figure 1.1", "Table 1.1", "Chapter 2", "Section 1.1", "1.2"]
    assert "Tableau 1.1" in [words(a) for a in pages["fr"].select("#sec-results > p > a")]


def test_a_citation_shows_the_id_and_the_locator_as_it_was_written(
    reports: dict[str, Published], pages: dict[str, BeautifulSoup]
) -> None:
    assert "[S008, Lesson 1]" in words(pages["en"].article)
    assert "[S005, p. 12]" in words(pages["fr"].article)
    assert "[S001; S002]" in docx_text(reports["fr"].docx)
    assert "[S008, Lesson 1]" in pdf_text(reports["fr"].pdf)


@pytest.mark.parametrize(
    "locator",
    [
        "section 3",
        "p. 3",
        "12–14",
        "Leçon n° 2",
        "chap. 2 and others",
        "intro",
        "p. iv",
        "dernier par.",
        "MMXX, p",
        "« vi »",
    ],
)
def test_no_locator_is_reworded(tmp_path: Path, locator: str) -> None:
    stage = write_stage(tmp_path / "stage", "fr", extra=f"LOCATED [@S001, {locator}].")
    embedded.write_html(stage, tmp_path / "x.html")
    assert f"[S001, {locator}]" in words(soup(tmp_path / "x.html").article)


@pytest.mark.parametrize(
    "suffix", ["{}, para 3", ", [para 3]{.place}", ", *para* 3", " para 3", ", {}para 3"]
)
def test_a_locator_may_be_marked_as_text_in_any_way(tmp_path: Path, suffix: str) -> None:
    stage = write_stage(tmp_path / "stage", extra=f"LOCATED [@S001{suffix}].")
    embedded.write_html(stage, tmp_path / "x.html")
    assert "LOCATED [S001, para 3]." in words(soup(tmp_path / "x.html").article)


def test_the_bibliography_is_sorted_and_says_when_a_source_has_no_date(
    pages: dict[str, BeautifulSoup],
) -> None:
    entries = {language: [words(e) for e in page_.select(".csl-entry")] for language, page_ in pages.items()}
    assert [entry[:4] for entry in entries["en"]] == [f"S{n:03}" for n in range(1, 41)]
    assert "ICMPD & partners (n.d.). Report number 2 <b>bold</b>. https" in entries["en"][1]
    assert "(s. d.)" in entries["fr"][1]
    assert "ICMPD & partners (2001)." in entries["en"][0]


@BOTH
def test_text_that_means_harm_is_shown_and_does_nothing(
    reports: dict[str, Published], pages: dict[str, BeautifulSoup], language: str
) -> None:
    assert HARM in words(pages[language].select_one("#tbl-themes"))
    assert not pages[language].select("script, iframe, object, embed, [onclick], [onload]")
    assert HARM in pdf_text(reports[language].pdf)
    assert HARM in docx_text(reports[language].docx)


def test_raw_markup_of_any_format_stays_text(tmp_path: Path) -> None:
    extra = '<b onclick="x()">bold</b> `<i>x</i>`{=html} `#eval("1")`{=typst} \\input{x} $x$\n\n```{=openxml}\n<w:p/>\n```'
    stage = write_stage(tmp_path / "stage", extra=extra)
    embedded.write_html(stage, tmp_path / "x.html")
    embedded.write_pdf(stage, tmp_path / "x.pdf")
    embedded.write_docx(stage, tmp_path / "x.docx")
    for text in (
        words(soup(tmp_path / "x.html").article),
        pdf_text(tmp_path / "x.pdf"),
        docx_text(tmp_path / "x.docx"),
    ):
        assert '<b onclick="x()">bold</b>' in text
        assert "<w:p/>" in text
        assert '#eval("1")' in text


def test_each_format_keeps_only_what_is_meant_for_it(
    reports: dict[str, Published], pages: dict[str, BeautifulSoup]
) -> None:
    report = reports["en"]
    for text, is_page in (
        (words(pages["en"].article), True),
        (pdf_text(report.pdf), False),
        (docx_text(report.docx), False),
    ):
        assert ("Only on the page." in text) == is_page
        assert ("Only on paper." in text) != is_page


def test_the_french_report_has_no_english_word_of_the_publisher(
    reports: dict[str, Published], pages: dict[str, BeautifulSoup]
) -> None:
    differ = {key for key, word in FRENCH_WORDS.items() if word.isalpha() and word != embedded.WORDS[key]}
    english = {embedded.WORDS[key] for key in differ}
    for text in (words(pages["fr"].body), pdf_text(reports["fr"].pdf), docx_text(reports["fr"].docx)):
        found = {word for word in english if re.search(rf"\b{word}\b(?!=)", text)}
        assert not found


# --- what is refused --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("extra", "complaint"),
    [
        ("See @fig-nowhere.", "the cross-reference @fig-nowhere leads to nothing"),
        ("See [@S999].", "the source @S999 is not in references.json"),
        ("[x](javascript:alert(1))", "the link javascript:alert(1) is neither http, https nor mailto"),
        ("[x](#sec-nowhere)", "the link #sec-nowhere leads to nothing"),
        (
            "![x](https://example.org/x.png)",
            "the image https://example.org/x.png stands outside a .gcm-figure",
        ),
        ("::: {.callout-caution}\nx\n:::", ".callout-caution is not one of"),
        ("## Again {#sec-results}", "the id #sec-results is used twice"),
        (
            '::: {.content-visible when-format="html"}\n## x\n:::',
            "their numbers would differ between formats",
        ),
        ("::: {#tbl-x .gcm-table}\n::: {.gcm-title}\nT\n:::\n:::", "the table #tbl-x needs one pipe table"),
        (
            '::: {#fig-x .gcm-figure alt="a"}\n![](figures/fig-themes.svg)\n:::',
            "the figure #fig-x has no title",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, extra: str, complaint: str) -> None:
    assert complaint in refuse(tmp_path, extra=extra)


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    message = refuse(tmp_path, extra="@fig-one @tbl-two [@S998]")
    assert all(name in message for name in ("@fig-one", "@tbl-two", "@S998"))


def figure(source: str, alt: str = "bars") -> str:
    return f'::: {{#fig-x .gcm-figure alt="{alt}"}}\n::: {{.gcm-title}}\nT\n:::\n![]({source})\n:::'


@pytest.mark.parametrize(
    "source",
    [
        "https://example.org/x.svg",
        "/etc/hostname",
        "../secret.svg",
        "data:image/svg+xml,x",
        "file:///etc/hostname",
    ],
)
def test_no_image_outside_the_stage_is_shown(tmp_path: Path, source: str) -> None:
    (tmp_path / "secret.svg").write_text("<svg/>", encoding="utf-8")
    assert f"The image {source} is outside the staged report" in refuse(tmp_path, extra=figure(source))


def test_a_missing_image_is_named(tmp_path: Path) -> None:
    assert "figures/nothing.svg" in refuse(tmp_path, extra=figure("figures/nothing.svg"))


def test_a_figure_without_alternative_text_is_refused(tmp_path: Path) -> None:
    assert "the figure #fig-x has no alt text" in refuse(
        tmp_path, extra=figure("figures/fig-themes.svg", alt="")
    )


def test_a_missing_word_is_named(tmp_path: Path) -> None:
    lacking = {key: word for key, word in embedded.WORDS.items() if key != "contents"}
    assert "words.contents" in refuse(tmp_path, settings={"words": lacking})


def test_a_missing_file_of_the_stage_is_named(tmp_path: Path) -> None:
    stage = write_stage(tmp_path / "stage")
    (stage / "references.json").unlink()
    with pytest.raises(RenderFailed, match=r"references\.json"):
        embedded.write_html(stage, tmp_path / "x.html")


# --- the page ---------------------------------------------------------------------------------------------------


@BOTH
def test_the_page_needs_nothing_from_elsewhere(reports: dict[str, Published], language: str) -> None:
    text = reports[language].html.read_text(encoding="utf-8")
    fetched = re.findall(r'(?:\bsrc=|<link[^>]*rel="stylesheet"|url\()["\']?(?!data:|#)', text)
    assert not fetched
    assert "@import" not in text
    assert len(text.encode()) < 2_000_000


@BOTH
def test_the_page_has_landmarks_language_and_a_way_past_the_navigation(
    pages: dict[str, BeautifulSoup], language: str
) -> None:
    page_ = pages[language]
    assert page_.html["lang"] == language
    assert all(
        len(page_.select(f"body {name}")) == 1 for name in ("main", "article", "body > footer, footer")
    )
    assert page_.select_one("a.skip")["href"] == "#content"
    assert len(page_.select("h1")) == 1


def test_the_page_leads_to_the_other_language_and_the_formats(pages: dict[str, BeautifulSoup]) -> None:
    current, other = pages["fr"].select(".languages a")
    assert (current.get("aria-current"), other.get("aria-current")) == ("page", None)
    assert (other["hreflang"], other["lang"], other["href"]) == ("en", "en", "../en/index.html")
    assert [a["href"] for a in pages["fr"].select(".formats a")] == ["report.pdf", "report.docx"]


def test_the_contents_lead_to_every_chapter_and_section(pages: dict[str, BeautifulSoup]) -> None:
    targets = [a["href"][1:] for a in pages["en"].select(".contents a")]
    assert targets[:3] == ["sec-summary", "sec-results", "sec-detail"]
    assert all(pages["en"].find(id=target) for target in targets)


def test_every_link_inside_the_page_leads_somewhere_and_no_id_is_used_twice(
    pages: dict[str, BeautifulSoup],
) -> None:
    ids = [element["id"] for element in pages["en"].select("[id]")]
    assert len(ids) == len(set(ids))
    targets = {a["href"][1:] for a in pages["en"].select('a[href^="#"]')}
    assert targets <= set(ids)


def test_a_figure_is_drawn_in_the_page_and_described(pages: dict[str, BeautifulSoup]) -> None:
    drawn = pages["en"].select_one("figure#fig-themes svg")
    assert drawn["role"] == "img"
    assert drawn["aria-label"] == f"{ENGLISH.finding}: bars & “quotes”"
    assert "n ≥ 3 <statements>" in drawn.get_text()
    assert not drawn.select("style, script, metadata")


def test_an_svg_brings_nothing_that_acts_or_fetches(tmp_path: Path) -> None:
    stage = write_stage(tmp_path / "stage")
    (stage / "figures" / "fig-themes.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script>'
        '<a href="https://example.org"><text>t</text></a><image href="https://example.org/x.png"/>'
        '<rect id="r" fill="url(#g)" onclick="x()"/><use href="#r"/></svg>',
        encoding="utf-8",
    )
    embedded.write_html(stage, tmp_path / "x.html")
    drawn = soup(tmp_path / "x.html").select_one("#fig-themes svg")
    assert not drawn.select("script, image, a, [onclick], [onload]")
    assert drawn.select_one("rect")["fill"] == "url(#fig-themes-g)"
    assert drawn.select_one("use")["href"] == "#fig-themes-r"
    assert "onload" not in drawn.attrs


def test_a_table_has_a_caption_and_headers_with_scope(pages: dict[str, BeautifulSoup]) -> None:
    table = pages["en"].select_one("#tbl-themes table")
    assert words(table.caption).startswith(f"Table 1.1 {ENGLISH.finding}")
    assert {th["scope"] for th in table.select("thead th")} == {"col"}
    assert [th["scope"] for th in table.select("tbody th")] == ["row", "row"]
    assert "text-align: right" in table.select_one("tbody td")["style"]


def test_a_wide_table_scrolls_in_a_named_region_that_takes_the_focus(pages: dict[str, BeautifulSoup]) -> None:
    region = pages["fr"].select_one("#tbl-evidence .table-scroll")
    assert (region["role"], region["tabindex"]) == ("region", "0")
    assert region["aria-label"] == "Tableau\u00a02.1\u00a0: Tableau que l’on peut faire défiler"
    assert len(region.select("tbody tr")) == ROWS


def test_a_callout_is_a_note_named_by_its_heading_or_its_kind(pages: dict[str, BeautifulSoup]) -> None:
    first, second = pages["fr"].select("aside[role=note]")
    assert words(first.select_one(".callout-title")) == FRENCH.chapter
    assert words(second.select_one(".callout-title")) == "Attention"


def test_a_fact_and_a_passage_in_another_language_are_marked(pages: dict[str, BeautifulSoup]) -> None:
    assert words(pages["en"].select_one('span.fact[data-fact="themes-total"]')) == "12"
    assert words(pages["en"].select_one('article span[lang="fr"]')).startswith("Des textes")


def test_notes_lead_there_and_back_with_words_of_the_language(pages: dict[str, BeautifulSoup]) -> None:
    assert pages["fr"].select_one('a[role="doc-noteref"]')["href"] == "#fn1"
    back = pages["fr"].select_one('[role="doc-endnotes"] a[role="doc-backlink"]')
    assert (back["href"], back["aria-label"]) == ("#fnref1", "Retour au texte 1")


@needs_chromium
@BOTH
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_fault_and_the_page_never_scrolls_sideways(
    reports: dict[str, Published], language: str, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    playwright = pytest.importorskip("playwright.sync_api")
    requests: list[str] = []
    with playwright.sync_playwright() as start:
        browser = start.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        tab = browser.new_page(viewport={"width": width, "height": 900})
        tab.on("request", lambda request: requests.append(request.url))
        tab.goto(reports[language].html.as_uri())
        found = [fault["id"] for fault in axe.Axe().run(tab).response["violations"]]
        overflow = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        font = tab.evaluate("document.fonts.check('600 16px \"Noto Sans\"', 'ç → ≥')")
        browser.close()
    assert found == []
    assert overflow == 0
    assert font
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []


# --- the PDF ----------------------------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A])
def test_the_pdf_keeps_to_the_standards_of_accessibility_and_archiving(
    reports: dict[str, Published], language: str, profile: page.ValidationProfile
) -> None:
    outcome = page.validate_pdf(str(reports[language].pdf), profile=profile)
    assert outcome.is_compliant, outcome.failures


@BOTH
def test_the_pdf_knows_its_title_language_publishers_and_date(
    reports: dict[str, Published], language: str
) -> None:
    with pikepdf.open(reports[language].pdf) as pdf:
        about = pdf.open_metadata()
        assert pdf.Root.Lang == language
        assert about["dc:title"] == (FRENCH if language == "fr" else ENGLISH).title
        assert about["dc:creator"] == ["MIEUX Initiative (EU–ICMPD), GFMD Mayors & Partners"]
        assert about["xmp:CreateDate"].startswith("2026-11-24")
        assert "capacity building" in about["pdf:Keywords"]


def test_chapters_of_the_pdf_are_bookmarked_and_start_a_page(reports: dict[str, Published]) -> None:
    reader = PdfReader(reports["en"].pdf)
    chapters = [item for item in reader.outline if not isinstance(item, list)]
    assert [item.title for item in chapters] == [
        "Summary",
        "1 Success factors and challenges",
        "2 The evidence",
        "References",
    ]
    starts = [reader.get_destination_page_number(item) for item in chapters]
    assert len(set(starts)) == len(starts)


def test_pages_of_the_pdf_say_where_they_are(reports: dict[str, Published]) -> None:
    reader = PdfReader(reports["fr"].pdf)
    last = reader.pages[-1].extract_text()
    assert f"Page {len(reader.pages)} sur {len(reader.pages)}" in last
    assert FRENCH.title in last.replace("\n", " ")


def test_a_long_table_of_the_pdf_repeats_its_header_on_each_page(reports: dict[str, Published]) -> None:
    texts = [sheet.extract_text() for sheet in PdfReader(reports["en"].pdf).pages]
    long = [text for text in texts if "2 The evidence" in text and re.search(r"\[S\d{3}, p\. \d+\]", text)]
    assert len(long) > 3
    assert all("Source" in text for text in long)


def test_figures_of_the_pdf_carry_their_alternative_text(reports: dict[str, Published]) -> None:
    with pikepdf.open(reports["en"].pdf) as pdf:
        alts = {
            str(item.Alt) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        }
    assert f"{ENGLISH.finding}: bars & “quotes”" in alts


def test_the_pdf_uses_the_typefaces_of_the_house_alone(reports: dict[str, Published]) -> None:
    with pikepdf.open(reports["fr"].pdf) as pdf:
        names = {
            str(i.BaseFont) for i in pdf.objects if isinstance(i, pikepdf.Dictionary) and "/BaseFont" in i
        }
    assert names
    assert all("NotoSans" in name or "NotoSerif" in name for name in names)


# --- the Word file ----------------------------------------------------------------------------------------------


def style_names(path: Path) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in docx.Document(str(path)).paragraphs]


def test_headings_of_the_word_file_are_headings_that_word_numbers(reports: dict[str, Published]) -> None:
    shown = style_names(reports["en"].docx)
    assert ("Heading 1", "Success factors and challenges") in shown
    assert ("Heading 2", ENGLISH.finding) in shown
    assert ("Heading 1 Unnumbered", "Summary") in shown
    styles = docx.Document(str(reports["en"].docx)).styles
    assert styles["Heading 1"].element.pPr.numPr.numId.val == 900
    assert styles["Heading 1 Unnumbered"].element.pPr.numPr.numId.val == 0


def test_captions_of_the_word_file_count_by_fields(reports: dict[str, Published]) -> None:
    caption = next(p for p in paragraphs(reports["en"].docx) if p.style == "ImageCaption")
    codes = [code.text.strip() for code in caption.iter(qn("w:instrText"))]
    assert codes == ["STYLEREF 1 \\s", "SEQ Figure \\* ARABIC \\r 1"]


def test_references_of_the_word_file_are_fields_to_bookmarks_that_exist(
    reports: dict[str, Published],
) -> None:
    body = docx.Document(str(reports["en"].docx)).element.body
    bookmarks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    targets = [code.text.split()[1] for code in body.iter(qn("w:instrText")) if code.text.split()[0] == "REF"]
    anchors = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    assert len(targets) == 6
    assert set(targets) | set(anchors) <= bookmarks
    ids = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))


def test_contents_of_the_word_file_are_filled_before_word_opens_it(reports: dict[str, Published]) -> None:
    entries = [(p.style, "".join(t.text for t in p.iter(qn("w:t")))) for p in paragraphs(reports["fr"].docx)]
    assert ("TOC1", "1 Facteurs de réussite et défis") in entries
    assert ("TOC2", f"1.1 {FRENCH.finding}") in entries
    assert b"w:dirty" not in ZipFile(reports["fr"].docx).read("word/document.xml")


def test_tables_of_the_word_file_have_header_rows_that_repeat(reports: dict[str, Published]) -> None:
    tables = docx.Document(str(reports["en"].docx)).tables
    assert len(tables) == 3
    for table in tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"
        assert table.rows[0].cells[0].paragraphs[0].style.name.endswith("Head")


def test_pictures_of_the_word_file_are_described_and_tell_no_path(reports: dict[str, Published]) -> None:
    body = docx.Document(str(reports["en"].docx)).element.body
    described = [item.get("descr") for tag in ("wp:docPr", "pic:cNvPr") for item in body.iter(qn(tag))]
    assert described == [f"{ENGLISH.finding}: bars & “quotes”"] * 4
    with ZipFile(reports["en"].docx) as archive:
        for name in archive.namelist():
            assert str(reports["en"].stage.parent).encode() not in archive.read(name)
            assert b"figures/" not in archive.read(name)


def test_the_word_file_knows_its_language_and_its_publishers(reports: dict[str, Published]) -> None:
    document = docx.Document(str(reports["fr"].docx))
    core = document.core_properties
    assert (core.title, core.language, core.subject) == (FRENCH.title, "fr", FRENCH.subtitle)
    assert core.author == "MIEUX Initiative (EU–ICMPD); GFMD Mayors & Partners"
    assert core.keywords == "migration, capacity building"
    assert {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))} == {"fr-FR"}
    foreign = [e.get(qn("w:val")) for e in document.element.body.iter(qn("w:lang"))]
    assert foreign == ["fr", "en"]


def test_every_style_that_the_word_file_uses_exists(reports: dict[str, Published]) -> None:
    document = docx.Document(str(reports["en"].docx))
    known = {style.style_id for style in document.styles}
    used = {p.style for p in paragraphs(reports["en"].docx) if p.style}
    assert used <= known


# --- the typefaces ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(fonts.FOLDER.glob("*.ttf")), ids=lambda path: path.stem)
def test_a_typeface_has_the_signs_of_both_languages(path: Path) -> None:
    font = TTFont(path)
    characters = font.getBestCmap()
    needed = "éèêëàâäçùûüôöîïœæÉÈÀÇŒ«»“”‘’–—…•·×±−≤≥≈≠→←↑↓€£°№n\u00a0\u202f\u2009\u2011"
    assert [character for character in needed if ord(character) not in characters] == []
    narrow = characters[0x202F]
    assert font["glyf"][narrow].numberOfContours == 0
    assert 0 < font["hmtx"][narrow][0] < font["hmtx"][characters[0x20]][0]
    assert {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord} >= {"kern", "mark"}


def test_the_page_and_the_pdf_use_the_same_typefaces() -> None:
    names = {path.stem for path in fonts.FOLDER.glob("*.ttf")}
    assert names == {path.stem for path in fonts.FOLDER.glob("*.woff2")}
    for name in names:
        page_font, pdf_font = (TTFont(fonts.FOLDER / f"{name}.{kind}") for kind in ("woff2", "ttf"))
        assert page_font.getBestCmap() == pdf_font.getBestCmap()


def test_the_words_of_the_sample_are_those_that_the_publisher_asks_for() -> None:
    assert set(FRENCH_WORDS) == set(embedded.WORDS)
