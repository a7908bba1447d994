"""An outline keeps what other chapters refer to, and leaves out what they do not."""

from gcm_analysis.publishing.formats.outline import ids_in, outline, structure

CHAPTER = """# One {#sec-one}

A long sentence with [12]{.fact fact="a.b"} in it.

::::: {#fig-one .gcm-figure alt="Two bars"}

::: {.gcm-title}
Bars
:::

![](figures/fig-one.svg)

::: {.gcm-note}
Of [3]{.fact fact="c"}.
:::

:::::

## Two {#sec-two}

::::: {#tbl-one .gcm-table row-headers="1"}

| A |
| --- |
| [ST001]{#row-ST001} |

:::::

::: {#refs}
:::
"""
STRUCTURE = [
    "# One {#sec-one}",
    '::::: {#fig-one .gcm-figure alt="Two bars"}',
    "## Two {#sec-two}",
    '::::: {#tbl-one .gcm-table row-headers="1"}',
]


def test_headings_exhibits_and_the_place_of_the_sources_stay() -> None:
    left = outline(CHAPTER, frozenset())
    assert structure(left).split("\n") == structure(CHAPTER).split("\n") == STRUCTURE
    assert "figures/fig-one.svg" in left
    assert "{#refs}" in left


def test_of_anchors_and_facts_those_stay_that_others_name() -> None:
    left = outline(CHAPTER, ids_in(["[its row](#row-ST001)", "[12]{#fact-a.b}"]))
    assert '[12]{.fact fact="a.b"}' in left
    assert "[ST001]{#row-ST001}" in left
    assert "c" not in ids_in([left])
    assert not {"row-ST001", "fact-a.b"} & ids_in([outline(CHAPTER, frozenset())])


def test_a_mention_of_a_fact_names_its_entry() -> None:
    assert ids_in(['[3]{.fact fact="c"} in [a row](#row-1)']) == {"fact-c", "row-1"}


def test_prose_and_rows_are_left_out() -> None:
    words = outline(CHAPTER, frozenset())
    assert "sentence" not in words
    assert "| A |" not in words
