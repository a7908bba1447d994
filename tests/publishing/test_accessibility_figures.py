"""What makes a figure unfit for readers who see little, or no colour, and what does not."""

from gcm_analysis.publishing.accessibility import figures
from gcm_analysis.publishing.stage.chapters import FigureBlock

BLUE, ORANGE, PALE = "#1f5fa8", "#b84a00", "#ffe08a"


def svg(*parts: str) -> str:
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {spaces}>{''.join(parts)}</svg>"


def bar(colour: str, left: int = 0, fill: str = "") -> str:
    outline = f"M {left} 0 L {left + 40} 0 L {left + 40} 10 L {left} 10 z"
    return f'<path d="{outline}" style="fill: {fill or colour}; stroke: {colour}"/>'


def text(words: str, colour: str, x: int = 20, size: int = 10) -> str:
    style = f"font-size: {size}px; text-anchor: middle; fill: {colour}"
    return f'<text x="{x}" y="8" style="{style}">{words}</text>'


def line(colour: str, dashes: str = "none") -> str:
    return f'<path d="M 0 0 L 90 40" style="fill: none; stroke: {colour}; stroke-dasharray: {dashes}"/>'


def hatch(name: str, colour: str, lines: str) -> str:
    return (
        f'<defs><pattern id="{name}"><rect width="9" height="9" fill="#ffffff"/>'
        f'<path d="{lines}" style="stroke: {colour}"/></pattern></defs>'
    )


def drawn(label: str, alt: str, title: str = "A title") -> FigureBlock:
    return FigureBlock(label, title, "", "", "a\n1\n", alt, svg(), b"")


def found(figure: FigureBlock, *before: FigureBlock) -> list[tuple[str, str]]:
    return list(figures.found_in(figure, before))


def test_ink_on_white_and_white_on_blue_can_be_read_by_day_and_by_night() -> None:
    assert not list(figures.low_contrast(svg(bar(BLUE), text("12", "#ffffff"), text("a", "#1b2a3a", 80))))


def test_a_pale_text_is_found_with_its_ground_and_both_lights() -> None:
    faults = list(figures.low_contrast(svg(text("Kept", "#a0a8b0"))))
    assert faults == [
        "“Kept” in #a0a8b0 on #ffffff: contrast 2.4 by day, 4.5 needed",
        "“Kept” in #a0a8b0 on #ffffff: contrast 2.7 by night, 4.5 needed",
    ]


def test_a_text_is_compared_with_the_area_that_it_is_on_and_not_against_the_paper() -> None:
    (faults, *_) = figures.low_contrast(svg(bar("#5f91c8"), text("14 (8)", "#1b2a3a")))
    assert faults.startswith("“14 (8)” in #1b2a3a on #5f91c8: contrast 4.4 by day")


def test_a_large_text_needs_less() -> None:
    grey = "#8a8a8a"  # 3.5 on white
    assert list(figures.low_contrast(svg(text("x", grey))))
    assert not [one for one in figures.low_contrast(svg(text("x", grey, size=24))) if "by day" in one]


def test_a_pale_mark_is_found_unless_a_text_on_it_says_what_it_says() -> None:
    assert any("marks in #ffe08a" in one for one in figures.low_contrast(svg(bar(PALE))))
    assert not list(figures.low_contrast(svg(bar(PALE), text("3", "#1b2a3a"))))


def test_two_series_of_one_form_are_distinguished_by_colour_alone() -> None:
    (faults,) = figures.colour_alone(svg(bar(BLUE), bar(ORANGE, 50)))
    assert faults == "only colour distinguishes #1f5fa8 and #b84a00"
    assert list(figures.colour_alone(svg(line(BLUE), line(ORANGE))))


def test_a_hatch_dashes_or_words_on_them_distinguish_series_too() -> None:
    ways = (
        (bar(BLUE), hatch("h", ORANGE, "M 0 9 L 9 0"), bar(ORANGE, 50, "url(#h)")),
        (line(BLUE), line(ORANGE, "3,2")),
        (bar(BLUE), text("a", "#ffffff"), bar(ORANGE, 50), text("b", "#ffffff", 70)),
    )
    for parts in ways:
        assert not list(figures.colour_alone(svg(*parts)))


def test_two_hatches_that_run_alike_are_one_form_and_others_are_not() -> None:
    def both(one: str, other: str) -> list[str]:
        hatches = hatch("g", BLUE, one), hatch("h", ORANGE, other)
        return list(figures.colour_alone(svg(*hatches, bar(BLUE, 0, "url(#g)"), bar(ORANGE, 50, "url(#h)"))))

    assert both("M 0 9 L 9 0", "M 0 9 L 9 0")
    assert not both("M 0 9 L 9 0", "M 0 0 L 9 9")


def test_an_alternative_text_that_is_the_caption_or_that_of_another_figure_is_found() -> None:
    assert found(drawn("fig-a", "A  title.")) == [("repeated", "fig-a, the alternative text is the caption")]
    first, again = drawn("fig-a", "One bar for each theme."), drawn("fig-b", "One bar for each theme.")
    assert found(again, first) == [("repeated", "fig-b, another figure has the same alternative text")]
    assert not found(first)
