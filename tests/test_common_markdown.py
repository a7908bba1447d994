"""What Jupyter shows of the report's markdown: common Markdown, with sources by their names."""

import pytest

from gcm_analysis.narrative.language import Language
from gcm_analysis.outputs.common_markdown import common

NAMES = {"S001": "[A 2018](<https://a.org>)", "S002": "B"}


@pytest.mark.parametrize(
    ("dialect", "shown"),
    [
        ('[3]{.fact fact="x.n"} of [**4**]{#fact-x}', "3 of **4**"),
        ("[ST001]{#row-ST001}", "ST001"),
        ("It holds [([1](#sec-f01), [2](#sec-f02))]{.finding-links}.", "It holds (1, 2)."),
        ("[elsewhere](https://a.org)", "[elsewhere](https://a.org)"),
        ('[**High.** [mot]{lang=fr}]{.confidence level="high"}', '**High.** <span lang="fr">mot</span>'),
        ("[@S001, p\\. 3; @S002]", "\\[[A 2018](<https://a.org>), p\\. 3; B\\]"),
        ('[so [@S002]]{.row row="ST1"}', "so \\[B\\]"),
        ('[so [@S001]]{.row row="ST1"}', "so \\[[A 2018](<https://a.org>)\\]"),
        ("[@S999]", "\\[S999\\]"),
        ("(@tbl-a; [-@fig-b])", "(`tbl-a`; `fig-b`)"),
        ("\\[\\@S001\\]\\{x\\} a\\@fig\\-b", "\\[\\@S001\\]\\{x\\} a\\@fig\\-b"),
        ("### Title {#sec-f05 .x}\n\nText.", "### Title\n\nText."),
        ("::: {.lead}\nOne.\n\nTwo.\n:::", "> One.\n> \n> Two."),
        ("::: {.a}\nOne.\n\n::: {.b}\nTwo.\n:::\n:::\n\nThree.", "> One.\n> \n\n> > Two.\n\n\n\nThree."),
        ('| a |\n| :--- |\n| [1]{.fact fact="x"} |', "| a |\n| :--- |\n| 1 |"),
    ],
)
def test_the_words_remain_and_the_syntax_that_only_pandoc_reads_is_removed(dialect: str, shown: str) -> None:
    assert common(dialect, NAMES, Language("en")) == shown


def test_sources_are_separated_as_the_language_does() -> None:
    assert common("[@S002; @S999]", NAMES, Language("fr")) == "\\[B\u202f; S999\\]"
