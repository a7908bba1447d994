"""Checks figures: alternative texts, contrast on light and dark pages, no information by colour alone."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from gcm_analysis.figures.colours import QUIET
from gcm_analysis.publishing.accessibility.drawn import PAPER, Shape, Words, read
from gcm_analysis.publishing.accessibility.prose import plain
from gcm_analysis.publishing.formats.page.colours import contrast, dark
from gcm_analysis.publishing.stage.chapters import FigureBlock

TEXT, LARGE_TEXT, MARK = 4.5, 3.0, 3.0  # the least contrast that WCAG 2.2 AA asks for
LARGE = 24.0  # from this size on a text is large
SHOWN = 30  # letters of a text that a finding repeats


LIGHTS: dict[str, Callable[[str], str]] = {"by day": str, "by night": dark}  # a colour as it is seen


def repeated(alt: str, titles: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    """Yield where an alternative text repeats the figure's caption or the text of an earlier figure."""
    if _plain(alt) in {_plain(title) for title in titles}:
        yield "the alternative text is the caption"
    if _plain(alt) in {_plain(other) for other in others}:
        yield "another figure has the same alternative text"


def low_contrast(svg: str) -> Iterator[str]:
    """Yield the texts and marks of a drawing that have too little contrast with what is painted below them."""
    painted = read(svg)
    words = [one for one in painted if isinstance(one, Words)]
    below: list[Shape] = []
    for one in painted:
        if isinstance(one, Shape):
            below.append(one)
            yield from _pale_marks(one, words)
        else:
            yield from _pale_words(one, _ground(one, below))


def colour_alone(svg: str) -> Iterator[str]:
    """Yield colours of a drawing that have the same forms, so that only colour distinguishes their series.

    A form is an outline, hollow, hatched or filled, with its dashes. A mark with its own number or word is exempt.
    """
    painted = read(svg)
    words = [one for one in painted if isinstance(one, Words)]
    forms: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for one in painted:
        if isinstance(one, Shape) and one.colour and one.colour not in QUIET and not _has_words(one, words):
            forms[one.colour].add(_form(one))
    colours_by_forms: dict[frozenset[tuple[str, ...]], list[str]] = defaultdict(list)
    for colour, found in forms.items():
        colours_by_forms[frozenset(found)].append(colour)
    for colours in colours_by_forms.values():
        if len(colours) > 1:
            yield f"only colour distinguishes {' and '.join(sorted(colours))}"


def found_in(figure: FigureBlock, before: Sequence[FigureBlock]) -> Iterator[tuple[str, str]]:
    """Yield each finding in a figure as the check's name and words; `before` are the figures that come earlier."""
    captions = [plain(text) for text in (figure.title, figure.subtitle)]
    parts: dict[str, Iterable[str]] = {
        "alt": () if figure.alt.strip() else ["it has no alternative text"],
        "repeated": repeated(figure.alt, captions, [one.alt for one in before]) if figure.alt.strip() else (),
        "contrast": low_contrast(figure.svg),
        "colour": colour_alone(figure.svg),
    }
    for name, found in parts.items():
        yield from ((name, f"{figure.label}, {what}") for what in dict.fromkeys(found))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".")


def _ground(words: Words, below: Sequence[Shape]) -> str:
    """Return the colour of the topmost area behind a text, or that of the paper."""
    under = (shape.fill for shape in reversed(below) if shape.fill and shape.box.holds(words.x, words.y))
    return next(under, PAPER)


def _pale_words(words: Words, ground: str) -> Iterator[str]:
    least = LARGE_TEXT if words.size >= LARGE else TEXT
    for light, seen in LIGHTS.items():
        found = contrast(seen(words.colour), seen(ground))
        if found < least:
            yield f"“{words.text[:SHOWN]}” in {words.colour} on {ground}: contrast {found:.1f} {light}, {least} needed"


def _pale_marks(shape: Shape, words: Sequence[Words]) -> Iterator[str]:
    colours = {colour for colour in (shape.fill, shape.stroke) if colour and colour not in QUIET}
    if not colours or _has_words(shape, words):
        return
    for light, seen in LIGHTS.items():
        found = max(contrast(seen(colour), seen(PAPER)) for colour in colours)
        if found < MARK:
            yield f"marks in {shape.colour}: contrast {found:.1f} {light}, {MARK} needed"


def _has_words(shape: Shape, words: Sequence[Words]) -> bool:
    """Return whether an area has a text that says what its colour says."""
    return bool(shape.fill) and any(shape.box.holds(one.x, one.y) for one in words)


def _form(shape: Shape) -> tuple[str, ...]:
    look = "hatched" if shape.hatched else "filled" if shape.fill not in ("", PAPER) else "hollow"
    return (shape.form if shape.fill or shape.hatched else "line", look, shape.dashes)
