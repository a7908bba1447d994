"""The sample as a draft with all that a report may have besides: what could be taken for markup is in its text."""

import json
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from gcm_analysis.narrative.markdown import escape
from gcm_analysis.publishing.formats import embedded

from .embedded_kit import in_folder
from .sample_stage import write_stage

# All words of a draft come from its stage: one language stands for both.
DRAFT_WORDS = {"language": "fr", "word": "PROJET", "line": "Non autorisé", "missing": "Ce qui manque"}
LOGOS = [
    {"src": "logos/body.png", "alt": 'Logo of “A & B" body'}, {"src": "logos/donor.svg", "alt": "Emblem of a donor"},
]  # fmt: skip
EMBLEM = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><style>.a{fill:#0a6}</style><rect class="a" width="9" height="3"/></svg>'
HOSTILE_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" onload="x()" viewBox="0 0 9 9"><script>x()</script>'
    '<a href="https://example.org"><text>t</text></a><image href="https://example.org/x.png"/>'
    '<rect id="r" fill="url(#g)" onclick="x()"/><use href="#r"/></svg>'
)
OFFER = {
    "data": "data/fig-regions.csv", "size": "4 KB", "files": [{"name": "SVG", "href": "figures/fig-regions.svg"}],
}  # fmt: skip
SETTINGS = {
    "draft": DRAFT_WORDS, "logos": LOGOS, "notices": "It binds nobody.\n\n[Payé par A]{lang=fr} \\[fr\\]\n\nCC BY",
    "explorer": "evidence.html", "exhibits": {"fig-regions": OFFER},
}  # fmt: skip
ONLINE = "https://example.org/page"
READ_BY_TYPESETTERS = (
    *("2015--2018 a --- b", "and then ... nobody", "3-4 of -5 or x-?y", "say \"so\" and 'so'"),
    *("<<so>> ~and *so* _on_", "#let @S001 $m$ `code`", "a // comment and a /* comment */"),
    *("http://example.org//x?a=1&b=2", "\\ back \\u{41}", "= no heading", "- no list", "+ no list"),
    *("/ no: term", "1. no list", "[so] (so) {so}; so", "&amp; <b> | a | b |"),
)
LOCATORS = (
    "section 3", "p. 3", "12–14", "Leçon n° 2", "chap. 2 and others", "intro", "p. iv", "dernier par.", "MMXX, p", "« vi »",
)  # fmt: skip
MARKED = ("{}, para 3", ", [para 3]{.place}", ", *para* 3", " para 3", ", {}para 3")
RAW = '<b onclick="x()">bold</b> `<i>x</i>`{=html} `#eval("1")`{=typst} \\input{x} $x$\n\n```{=openxml}\n<w:p/>\n```'
MISSING = "# What is missing {#sec-missing .unnumbered}\n\nNothing.\n\n"
TABLE = """# Chapitre {0} {{#sec-{0} .unnumbered}}

::::: {{#tbl-{0} .gcm-table row-headers="1"}}
::: {{.gcm-title}}
T
:::

| a | b |
|---|---|
| 1 | 2 |
:::::"""
# An entry of the annex whose rows are those of another.
OWN_ROWS = ":   [`themes-total`](#fact-themes-total)\n"
SAME_ROWS = ":   [Rows]{.what .rows}: the same as for [`themes-total`](#fact-themes-total)\n"
FILES = {
    "data/fig-regions.csv": "Thème,n\nA,3\n",
    "logos/donor.svg": EMBLEM,
    "head.html": '<meta name="robots" content="noindex">',
    "cite.html": '<section class="cite">x</section>',
}


def publish_draft(folder: Path) -> None:
    stage = write_stage(folder / "stage", extra="\n\n".join(_in_the_first_chapter()), settings=SETTINGS)
    _rewrite(stage / "report.md", _with_more_chapters)
    _rewrite(stage / "references.json", _with_two_more)
    for name, text in FILES.items():
        (stage / name).parent.mkdir(exist_ok=True)
        (stage / name).write_text(text, encoding="utf-8")
    for name in ("body.png", "donor.png"):
        Image.new("RGB", (90, 30), "blue").save(stage / "logos" / name)
    files = in_folder(folder)
    embedded.write_pdf(stage, files.pdf)
    embedded.write_docx(stage, files.docx)
    (stage / "figures" / "fig-themes.svg").write_text(HOSTILE_DRAWING, encoding="utf-8")  # Typst refuses it
    embedded.write_html(stage, files.html)


def _in_the_first_chapter() -> list[str]:
    cited = [f"@S001, {locator}" for locator in LOCATORS] + [f"@S001{suffix}" for suffix in MARKED]
    return [
        *(f"{escape(text)} [{escape(text)}]{{lang=fr}}" for text in READ_BY_TYPESETTERS),
        RAW,
        *(f"LOCATED {number} [{one}]." for number, one in enumerate(cited)),
        '## There are [12]{.fact fact="n"} {#sec-twelve}',
        "See @sec-online.",
        "# Sur la page {#sec-online .online}\n\nSeule la page le cite [@S999].",
    ]


def _rewrite(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def _with_more_chapters(text: str) -> str:
    assert OWN_ROWS in text
    return "\n\n".join([MISSING, text.replace(OWN_ROWS, SAME_ROWS), *(TABLE.format(name) for name in "xy")])


def _with_two_more(text: str) -> str:
    """Add a source that only a chapter of the page cites, and one that nobody cites."""
    first, *others = json.loads(text)
    online = first | {"id": "S999", "URL": ONLINE, "genre": "Autres", "collection-number": "09"}
    idle = first | {"id": "S998", "title": "Cited nowhere"}
    return json.dumps([first, *others, online, idle])
