"""What the embedded publisher refuses, and how it says so."""

from pathlib import Path

import pytest

from .embedded_kit import refuse

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
]


def test_all_mistakes_are_named_at_once_each_with_its_place(tmp_path: Path) -> None:
    message = refuse(tmp_path, extra="\n\n".join(extra for extra, _ in MISTAKES))
    assert [complaint for _, complaint in MISTAKES if complaint not in message] == []


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


@pytest.mark.parametrize(
    ("image", "complaint"),
    [
        (figure("figures/nothing.svg"), "figures/nothing.svg"),
        (figure("figures/fig-themes.svg", alt=""), "the figure #fig-x has no alt text"),
    ],
)
def test_an_image_that_is_not_there_and_a_figure_without_words_are_named(
    tmp_path: Path, image: str, complaint: str
) -> None:
    assert complaint in refuse(tmp_path, extra=image)
