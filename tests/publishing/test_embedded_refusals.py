"""What the embedded publisher refuses, and how it says so."""

from pathlib import Path

import pytest

from gcm_analysis.errors import RenderFailed
from gcm_analysis.publishing.formats import embedded

from .sample_stage import write_stage

MISTAKES = [
    ("See @fig-nowhere.", "the cross-reference @fig-nowhere leads to nothing"),
    ("See [@S999].", "the source @S999 is not in references.json"),
    ("[x](javascript:alert(1))", "the link javascript:alert(1) is neither http, https nor mailto"),
    ("[x](#sec-nowhere)", "the link #sec-nowhere leads to nothing"),
    (
        "![x](https://example.org/x.png)",
        "the image https://example.org/x.png is outside a .gcm-figure",
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
    ('[1]{.fact fact="lost"}', "the annex: the fact lost has no entry"),
    (
        "::: {.facts}\n[**1**]{#fact-idle} – [x]{.how}\n:   y\n:::",
        "the annex: the fact idle is mentioned nowhere",
    ),
    ("[x](#row-ST999)", "the link #row-ST999 leads to nothing"),
    (
        '::: {#fig-y .gcm-figure alt=""}\n::: {.gcm-title}\nT\n:::\n![](figures/fig-themes.svg)\n:::',
        "the figure #fig-y has no alt text",
    ),
]


def refuse(folder: Path, extra: str) -> str:
    """Return what the publisher says when it refuses a stage."""
    with pytest.raises(RenderFailed) as refused:
        embedded.write_html(write_stage(folder / "stage", extra=extra), folder / "x.html")
    return str(refused.value)


def test_all_mistakes_are_named_at_once_each_with_its_place(tmp_path: Path) -> None:
    message = refuse(tmp_path, "\n\n".join(extra for extra, _ in MISTAKES))
    assert [complaint for _, complaint in MISTAKES if complaint not in message] == []


@pytest.mark.parametrize(
    "source",
    [
        "https://example.org/x.svg",
        "/etc/hostname",
        "../secret.svg",
        "data:image/svg+xml,x",
        "figures/nothing.svg",
    ],
)
def test_no_image_is_shown_but_one_of_the_stage(tmp_path: Path, source: str) -> None:
    (tmp_path / "secret.svg").write_text("<svg/>", encoding="utf-8")
    figure = f'::: {{#fig-x .gcm-figure alt="bars"}}\n::: {{.gcm-title}}\nT\n:::\n![]({source})\n:::'
    assert f"The image {source} " in refuse(tmp_path, figure)
