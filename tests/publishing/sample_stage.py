"""A small staged report in either language: a summary, two chapters, figures, tables, and text that means harm."""

import json
from functools import cache
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from gcm_analysis.figures.style import house_style
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.formats.embedded import WORDS

FRENCH_WORDS = {key: Language("fr").verbatim(word) for key, word in WORDS.items()}
HOSTILE = r"\<script\>alert(1)\</script\> \#eval(\"1+1\") \#import \"x.typ\" \$x\$ \]\; end"
ROWS, SOURCES = 60, 40


# The prose that differs between the languages of the sample.
TEXTS = {
    "title": (
        "What governments say makes capacity building work",
        "Ce qui fait réussir le renforcement des capacités, selon les gouvernements",
    ),
    "subtitle": (
        "Outcome report of the panel on migration capacity building",
        "Rapport final du panel sur le renforcement des capacités en matière de migration",
    ),
    "event_line": ("Marrakech, 7 December 2018", "Marrakech, le 7 décembre 2018"),
    "date_text": ("24 November 2026", "24 novembre 2026"),
    "summary": ("Summary", "Synthèse"),
    "finding": (
        "Ownership comes first, and money that ends is the commonest obstacle",
        "L’appropriation vient en tête, et l’argent qui s’arrête est l’obstacle le plus fréquent",
    ),
    "chapter": ("Success factors and challenges", "Facteurs de réussite et défis"),
    "evidence": ("The evidence", "Les données"),
    "references": ("References", "Références"),
    "annex": ("Annex: the facts", "Annexe : les faits"),
    "counted": ("themes named by “someone” & counted", "thèmes nommés et comptés"),
    "statement": (
        "Training lasts when an institution of the country teaches it itself, and ends when outside experts leave.",
        "La formation dure quand une institution du pays l’enseigne elle-même\u202f; elle cesse au départ des experts.",
    ),
}
ENGLISH, FRENCH = (SimpleNamespace(**{name: both[place] for name, both in TEXTS.items()}) for place in (0, 1))


def write_stage(
    folder: Path, language: str = "en", *, extra: str = "", settings: dict[str, object] | None = None
) -> Path:
    """Write a staged report and return its folder; `extra` is markdown added to the first chapter."""
    texts = FRENCH if language == "fr" else ENGLISH
    (folder / "figures").mkdir(parents=True)
    _draw(folder / "figures", "fig-themes")
    _draw(folder / "figures", "fig-regions")
    (folder / "report.md").write_text(_markdown(texts, extra), encoding="utf-8")
    _write_json(folder / "report.json", settings_of(language) | (settings or {}))
    _write_json(folder / "references.json", _references(language))
    return folder


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2), encoding="utf-8")


def settings_of(language: str) -> dict[str, Any]:
    """Return what report.json of the sample says."""
    texts, other = (FRENCH, "en") if language == "fr" else (ENGLISH, "fr")
    names = {"en": "English", "fr": "Français"}
    return {
        "lang": language,
        "title": texts.title,
        "subtitle": texts.subtitle,
        "publishers": ["MIEUX Initiative (EU–ICMPD)", "GFMD Mayors & Partners"],
        "authors": ["MIEUX Initiative (EU–ICMPD)", "GFMD Mayors & Partners"],
        "persons": [],
        "version": "",
        "erratum": "",
        "withdrawn": [],
        "date": "2026-11-24",
        "date-text": texts.date_text,
        "event-line": texts.event_line,
        "abstract": f"{texts.finding} [@S001].",
        "notices": "*EU* & ICMPD – " + texts.statement,
        "keywords": ["migration", "capacity building"],
        "description": texts.finding,
        "draft": {},
        "explorer": "",
        "status": "",
        "statement": {},
        "logos": [],
        "formats": [
            {"name": "PDF", "href": "report.pdf", "lang": language},
            {"name": "Word", "href": "report.docx", "lang": language},
        ],
        "languages": [
            {"name": names[language], "lang": language, "href": "index.html", "current": True},
            {"name": names[other], "lang": other, "href": f"../{other}/index.html", "current": False},
        ],
        "methods": [
            {"name": texts.chapter, "href": "notebooks/02.html"},
            {"name": "MIEUX", "href": "notebooks/03.html"},
        ],
        "words": FRENCH_WORDS if language == "fr" else WORDS,
    }


KINDS = {"en": ("Evaluations", "Press"), "fr": ("Évaluations", "Presse")}


def _references(language: str) -> list[dict[str, object]]:
    return [_reference(n, language) for n in range(1, SOURCES + 1)]


def _reference(n: int, language: str) -> dict[str, object]:
    item: dict[str, object] = {
        "id": f"S{n:03}",
        "title-short": f"House {n:02}",
        "genre": KINDS[language][n % 2],
        "collection-number": f"{n % 2:02}",
        "type": "report" if n % 2 else "webpage",
        "title": f"Rapport n° {n} <b>gras</b>" if language == "fr" else f"Report number {n} <b>bold</b>",
        "publisher": "ICMPD & partners",
        "URL": f"https://example.org/a-rather-long-path/that-needs/to-break/on-narrow-screens/report_{n}?q=1&r=2",
        "language": "en" if n % 3 else "fr",
    }
    return item if n == 2 else item | {"issued": {"date-parts": [[2000 + n % 20]]}}


def _markdown(texts: SimpleNamespace, extra: str) -> str:
    return "\n\n".join([_summary(texts), _results(texts, extra), _evidence(texts), _closing(texts)]) + "\n"


def _summary(texts: SimpleNamespace) -> str:
    return f"""# {texts.summary} {{#sec-summary .unnumbered}}

::: {{.key-messages}}
- **{texts.finding}.** {texts.statement} [@S003]
- [12]{{#fact-at-themes-total .fact fact="themes-total"}} → {texts.statement} (@fig-themes)
- {texts.statement}
:::

::::: {{#tbl-key .gcm-table row-headers="1" widths="40,30,30"}}
::: {{.gcm-title}}
{texts.finding}
:::
| A | B | C |
|:---|---:|---:|
| MIEUX | 1,200 | 55% |
| GCM | 87 | 5% |
:::::"""


def _figure(name: str, texts: SimpleNamespace) -> str:
    return f"""::::: {{#{name} .gcm-figure alt="{texts.finding}: bars & “quotes”"}}
::: {{.gcm-title}}
{texts.finding}
:::
::: {{.gcm-subtitle}}
{texts.chapter}; 250 × 146
:::
![](figures/{name}.svg)
::: {{.gcm-note}}
{texts.statement} Source: [@S002; @S004]. [CSV](data/{name}.csv)
:::
:::::"""


def _results(texts: SimpleNamespace, extra: str) -> str:
    return f"""# {texts.chapter} {{#sec-results}}

::: {{.lead}}
{texts.finding}: [12]{{.fact fact="themes-total"}} / 15 [@S008, Lesson 1].
:::

{texts.statement} @fig-themes, @tbl-themes, @sec-evidence, @sec-detail, [-@fig-regions].[^1] {texts.statement} [@S001; @S002]

[^1]: {texts.statement} See [the page](https://example.org/), [@S005, p. 12].

{_figure("fig-themes", texts)}

## {texts.finding} {{#sec-detail}}

{texts.statement} *{texts.statement}* **{texts.event_line}.** [Des textes restent en français]{{lang=fr}}, [and others in English]{{lang=en}}.

::: {{.callout-note}}
## {texts.chapter}
{texts.statement}
:::

::: {{.callout-warning}}
{texts.statement}

- {texts.finding}
- {HOSTILE}
:::

::::: {{#tbl-themes .gcm-table row-headers="1"}}
::: {{.gcm-title}}
{texts.finding}
:::
::: {{.gcm-subtitle}}
{texts.chapter}
:::
| {texts.chapter} | n | % |
|:---|---:|---:|
| {texts.event_line} [@S006] | [12]{{#fact-at-n .fact fact="n"}} | 1 250,5 |
| {HOSTILE} | 3 | −4 |
::: {{.gcm-note}}
{texts.statement}
:::
:::::

### {texts.evidence}

1. {texts.statement}
2. {texts.statement}

{texts.statement}

{_figure("fig-regions", texts)}

::: {{.content-visible when-format="html"}}
Only on the page.
:::

::: {{.content-hidden when-format="html"}}
Only on paper.
:::

{extra}"""


def _evidence(texts: SimpleNamespace) -> str:
    rows = "\n".join(
        f"| [{n:03}]{{#row-ST{n:03}}} | {texts.statement} {texts.finding if n % 3 else ''} | {texts.chapter} | [@S{n % 40 + 1:03}, p. {n}] |"
        for n in range(1, ROWS + 1)
    )
    return f"""# {texts.evidence} {{#sec-evidence}}

{texts.statement}

:::: {{.evidence}}
::::: {{#tbl-evidence .gcm-table row-headers="1" widths="8,52,22,18"}}
::: {{.gcm-title}}
{texts.evidence}
:::
| n | {texts.evidence} | {texts.chapter} | Source |
|:---|:---|:---|:---|
{rows}
:::::
::::"""


def _closing(texts: SimpleNamespace) -> str:
    return f"""# {texts.references} {{#sec-references .unnumbered}}

::: {{#refs}}
:::

# {texts.annex} {{#sec-facts .unnumbered .online}}

{texts.statement}

## {texts.summary} {{#sec-facts-1 .unnumbered}}

::: {{.facts}}
[**12**]{{#fact-themes-total}} – [{texts.counted}]{{.how}}
:   [{texts.summary}](#fact-at-themes-total) · [`themes-total`]{{.fact-id}}
:   [{texts.references}]{{.what .rows}}: [ST001](#row-ST001)–[ST003](#row-ST003), ST999
:   [@S001; @S002]

[**12**]{{#fact-n}} – [{texts.counted}]{{.how}}
:   [{texts.chapter}](#fact-at-n) · [`n`]{{.fact-id}}
:   [`themes-total`](#fact-themes-total)
:   [{texts.references}]{{.what}}: [@S003]
:::"""


def _draw(folder: Path, name: str) -> None:
    for kind, drawn in zip(("svg", "png"), _drawing(), strict=True):
        (folder / f"{name}.{kind}").write_bytes(drawn)


@cache
def _drawing() -> tuple[bytes, bytes]:
    look = {"font.family": "Noto Sans", "svg.fonttype": "none", "svg.hashsalt": "sample", "font.size": 9.5}
    with house_style(), mpl.rc_context(look):
        figure = Figure(figsize=(7.4, 3), layout="constrained")
        axes = figure.add_subplot()
        axes.barh(["Appropriation", "Financement", "Suivi & évaluation"], [-5, 8, 3], color="#1f5fa8")
        axes.set_xlabel("n ≥ 3 <statements>")
        svg, png = BytesIO(), BytesIO()
        figure.savefig(svg, format="svg", metadata={"Date": None})
        figure.savefig(png, format="png", dpi=200)
    return svg.getvalue(), png.getvalue()
