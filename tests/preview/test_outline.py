"""An outline keeps what other chapters refer to, and leaves out what they do not."""

from gcm_analysis.preview.build import ids_in, outline
from gcm_analysis.publishing.stage.annex import MENTION
from gcm_analysis.publishing.stage.chapters import Chapter, FigureBlock, TableBlock, Text, texts
from gcm_analysis.publishing.stage.references import labels

BLOCKS = (
    Text(
        '# One {#sec-one}\n\nA long sentence with [12]{.fact fact="a.b"} in it.\n\n## Two {#sec-two}\n\nMore.'
    ),
    FigureBlock("fig-one", "Bars", "Of all", 'Of [3]{.fact fact="c"}.', "a\n1\n", "Two bars", "<svg/>", b""),
    TableBlock(
        "tbl-one", "Rows", "", "", "a\n1\n", "| A |\n| --- |\n| [ST001]{#row-ST001} |", 1, (50, 50), ""
    ),
)
CHAPTER = Chapter("01-one", "One", BLOCKS, ())


def test_headings_and_exhibits_stay_and_of_anchors_and_facts_those_that_others_name() -> None:
    left = outline(CHAPTER, ids_in(["[its row](#row-ST001)", "[12]{#fact-a.b}"]))
    assert labels([left]) == labels([CHAPTER]) == {"sec-one", "sec-two", "fig-one", "tbl-one"}
    assert facts_of(left) == ["a.b"]
    assert any("{#row-ST001}" in text for text in texts(left))
    assert "row-ST001" not in " ".join(texts(outline(CHAPTER, frozenset())))


def test_a_mention_of_a_fact_names_its_entry() -> None:
    assert ids_in(['[3]{.fact fact="c"} in [a row](#row-1)']) == {"fact-c", "row-1"}


def test_prose_and_rows_are_left_out() -> None:
    words = " ".join(texts(outline(CHAPTER, frozenset())))
    assert "sentence" not in words
    assert "| A |" not in words


def facts_of(chapter: Chapter) -> list[str]:
    return [found["id"] for text in texts(chapter) for found in MENTION.finditer(text)]
