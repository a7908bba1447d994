"""An outline keeps what other chapters refer to, and leaves out what they do not."""

from gcm_analysis.preview.build import outline
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


def test_headings_exhibits_facts_and_anchors_stay() -> None:
    left = outline(CHAPTER)
    assert labels([left]) == labels([CHAPTER]) == {"sec-one", "sec-two", "fig-one", "tbl-one"}
    assert facts_of(left) == facts_of(CHAPTER) == ["a.b", "c"]
    assert any("{#row-ST001}" in text for text in texts(left))


def test_prose_and_rows_are_left_out() -> None:
    words = " ".join(texts(outline(CHAPTER)))
    assert "sentence" not in words
    assert "| A |" not in words


def facts_of(chapter: Chapter) -> list[str]:
    return [found["id"] for text in texts(chapter) for found in MENTION.finditer(text)]
