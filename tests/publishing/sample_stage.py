"""A small staged report in French: a summary, two chapters, figures and tables."""

import json
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.formats.pandoc import WORDS

from .metadata_kit import FINDINGS, SUBTITLES, TITLES, settings_of
from .notebooks import drawn

FRENCH_WORDS = {key: Language("fr").verbatim(word) for key, word in WORDS.items()}
ROWS, SOURCES = 60, 40
FRENCH = SimpleNamespace(
    title=TITLES["fr"],
    subtitle=SUBTITLES["fr"],
    finding=FINDINGS["fr"],
    event_line="Marrakech, le 7 décembre 2018",
    summary="Synthèse",
    chapter="Facteurs de réussite et défis",
    evidence="Les données",
    references="Références",
    annex="Annexe : les faits",
    counted="thèmes nommés par « quelqu’un » & comptés",
    statement="La formation dure quand une institution du pays l’enseigne elle-même\u202f; elle cesse au départ des experts.",
)
SETTINGS = settings_of("fr") | {
    "date-text": "24 novembre 2026",
    "event-line": FRENCH.event_line,
    "abstract": f"{FRENCH.finding} [@S001].",
    "notices": "",
    "draft": {},
    "explorer": "",
    "status": "",
    "statement": {},
    "logos": [],
    "methods": [{"name": FRENCH.chapter, "href": "notebooks/02.html"}],
    "words": FRENCH_WORDS,
}


def write_stage(folder: Path, *, extra: str = "", settings: dict[str, object] | None = None) -> Path:
    """Write a staged report and return its folder; `extra` is markdown added to the first chapter."""
    (folder / "figures").mkdir(parents=True)
    for name in ("fig-themes", "fig-regions"):
        for kind in ("svg", "png"):
            (folder / "figures" / f"{name}.{kind}").write_bytes(drawing(kind))
    (folder / "report.md").write_text(_markdown(extra), encoding="utf-8")
    _write_json(folder / "report.json", SETTINGS | (settings or {}))
    _write_json(folder / "references.json", [_reference(n) for n in range(1, SOURCES + 1)])
    return folder


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2), encoding="utf-8")


def _reference(n: int) -> dict[str, object]:
    item: dict[str, object] = {
        "id": f"S{n:03}",
        "title-short": f"House {n:02}",
        "genre": ("Évaluations", "Presse")[n % 2],
        "collection-number": f"{n % 2:02}",
        "type": "report" if n % 2 else "webpage",
        "title": f"Rapport n° {n} <b>gras</b>",
        "publisher": "ICMPD & partners",
        "URL": f"https://example.org/a-rather-long-path/that-needs/to-break/on-narrow-screens/report_{n}?q=1&r=2",
        "language": "en" if n % 3 else "fr",
    }
    return item if n == 2 else item | {"issued": {"date-parts": [[2000 + n % 20]]}}


def _markdown(extra: str) -> str:
    return "\n\n".join([_summary(), _results(extra), _evidence(), _closing()]) + "\n"


def _summary() -> str:
    return f"""# {FRENCH.summary} {{#sec-summary .unnumbered}}

::: {{.key-messages}}
- **{FRENCH.finding}.** {FRENCH.statement} [@S003]
- [12]{{#fact-at-themes-total .fact fact="themes-total"}} → {FRENCH.statement} (@fig-themes)
- {FRENCH.statement}
:::

::::: {{#tbl-key .gcm-table row-headers="1" widths="40,30,30"}}
::: {{.gcm-title}}
{FRENCH.finding}
:::
| A | B | C |
|:---|---:|---:|
| MIEUX | 1,200 | 55% |
| GCM | 87 | 5% |
:::::"""


def _figure(name: str) -> str:
    return f"""::::: {{#{name} .gcm-figure alt="{FRENCH.finding}: bars & “quotes”"}}
::: {{.gcm-title}}
{FRENCH.finding}
:::
::: {{.gcm-subtitle}}
{FRENCH.chapter}; 250 × 146
:::
![](figures/{name}.svg)
::: {{.gcm-note}}
{FRENCH.statement} Source: [@S002; @S004]. [CSV](data/{name}.csv)
:::
:::::"""


def _results(extra: str) -> str:
    return f"""# {FRENCH.chapter} {{#sec-results}}

::: {{.lead}}
{FRENCH.finding}: [12]{{.fact fact="themes-total"}} / 15 [@S008, Lesson 1].
:::

{FRENCH.statement} @fig-themes, @tbl-themes, @sec-evidence, @sec-detail, [-@fig-regions].[^1] {FRENCH.statement} [@S001; @S002]

[^1]: {FRENCH.statement} See [the page](https://example.org/), [@S005, p. 12].

{_figure("fig-themes")}

## {FRENCH.finding} {{#sec-detail}}

{FRENCH.statement} *{FRENCH.statement}* **{FRENCH.event_line}.** [Des textes restent en français]{{lang=fr}}, [and others in English]{{lang=en}}.

::: {{.callout-note}}
## {FRENCH.chapter}
{FRENCH.statement}
:::

::: {{.callout-warning}}
{FRENCH.statement}

- {FRENCH.finding}
:::

::::: {{#tbl-themes .gcm-table row-headers="1"}}
::: {{.gcm-title}}
{FRENCH.finding}
:::
::: {{.gcm-subtitle}}
{FRENCH.chapter}
:::
| {FRENCH.chapter} | n | % |
|:---|---:|---:|
| {FRENCH.event_line} [@S006] | [12]{{#fact-at-n .fact fact="n"}} | 1 250,5 |
| MIEUX | 3 | −4 |
::: {{.gcm-note}}
{FRENCH.statement}
:::
:::::

### {FRENCH.evidence}

1. {FRENCH.statement}
2. {FRENCH.statement}

{FRENCH.statement}

{_figure("fig-regions")}

::: {{.content-visible when-format="html"}}
Only on the page.
:::

::: {{.content-hidden when-format="html"}}
Only on paper.
:::

{extra}"""


def _evidence() -> str:
    rows = "\n".join(
        f"| [{n:03}]{{#row-ST{n:03}}} | {FRENCH.statement} {FRENCH.finding if n % 3 else ''} | {FRENCH.chapter} | [@S{n % 40 + 1:03}, p. {n}] |"
        for n in range(1, ROWS + 1)
    )
    return f"""# {FRENCH.evidence} {{#sec-evidence}}

{FRENCH.statement}

:::: {{.evidence}}
::::: {{#tbl-evidence .gcm-table row-headers="1" widths="8,52,22,18"}}
::: {{.gcm-title}}
{FRENCH.evidence}
:::
| n | {FRENCH.evidence} | {FRENCH.chapter} | Source |
|:---|:---|:---|:---|
{rows}
:::::
::::"""


def _closing() -> str:
    return f"""# {FRENCH.references} {{#sec-references .unnumbered}}

::: {{#refs}}
:::

# {FRENCH.annex} {{#sec-facts .unnumbered .online}}

{FRENCH.statement}

## {FRENCH.summary} {{#sec-facts-1 .unnumbered}}

::: {{.facts}}
[**12**]{{#fact-themes-total}} – [{FRENCH.counted}]{{.how}}
:   [{FRENCH.summary}](#fact-at-themes-total) · [`themes-total`]{{.fact-id}}
:   [{FRENCH.references}]{{.what .rows}}: [ST001](#row-ST001)–[ST003](#row-ST003), ST999
:   [@S001; @S002]

[**12**]{{#fact-n}} – [{FRENCH.counted}]{{.how}}
:   [{FRENCH.chapter}](#fact-at-n) · [`n`]{{.fact-id}}
:   [`themes-total`](#fact-themes-total)
:   [{FRENCH.references}]{{.what}}: [@S003]
:::"""


@cache
def drawing(kind: str) -> bytes:
    return drawn("n ≥ 3 <statements>", ["Appropriation", "Financement", "Suivi & évaluation"], kind)
