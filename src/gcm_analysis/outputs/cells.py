"""Turns an exhibit into an output of its cell: with what Jupyter shows and, as metadata, what the report uses.

Jupyter is given common Markdown, the report its own dialect.
"""

import re
from collections.abc import Mapping
from io import BytesIO, StringIO
from typing import Any, cast

import matplotlib.pyplot as plt
from IPython.display import publish_display_data
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as FigureCanvas

from gcm_analysis.figures.narrow import narrow
from gcm_analysis.figures.style import FALLBACK, name_typefaces
from gcm_analysis.narrative.exhibits import Exhibit, Figure, Table
from gcm_analysis.narrative.facts import Fact
from gcm_analysis.narrative.language import Language
from gcm_analysis.outputs import METADATA, dialect
from gcm_analysis.outputs.common_markdown import common
from gcm_analysis.safe_csv import to_csv

PIXELS = 220  # per inch, for the Word file
PACKED = re.compile(r'(?<=;base64,)[^"]*')  # a picture in a drawing, which the guard unpacks


def display(language: Language, exhibit: Exhibit, names: Mapping[str, str]) -> None:
    """Show an exhibit as outputs of the running cell; `names` has the name of each source in citations, by its id."""
    if isinstance(exhibit, Figure):
        _show_figure(language, exhibit, names)
    elif isinstance(exhibit, Table):
        _show_table(language, exhibit, names)
    else:
        metadata = {"kind": "text", "markdown": exhibit.markdown, "facts": _facts(language, exhibit.facts)}
        _show_words(language, metadata, names)


def _show_words(
    language: Language, metadata: dict[str, Any], names: Mapping[str, str], plain: str = ""
) -> None:
    shown = common(dialect(metadata), names, language)
    publish_display_data({"text/markdown": shown, "text/plain": plain or shown}, {METADATA: metadata})


def _show_table(language: Language, table: Table, names: Mapping[str, str]) -> None:
    metadata = {
        "kind": "table",
        **_words(language, table),
        "row_headers": table.row_headers,
        "widths": list(table.widths),
        "style": table.style,
        "markdown": table.markdown,
    }
    _show_words(language, metadata, names, table.title.plain)


def _show_figure(language: Language, figure: Figure, names: Mapping[str, str]) -> None:
    lines = (f"**{figure.title.markdown}**", figure.subtitle.markdown)
    heading = "\\\n".join(line for line in lines if line)
    _show_words(language, {"kind": "heading", "markdown": heading}, names)
    drawn, narrowed = _drawn(figure)
    metadata = {"kind": "figure", **_words(language, figure), "alt": figure.alt, "narrow": narrowed}
    bundle = {**drawn, "text/plain": figure.alt}
    publish_display_data(
        bundle, {METADATA: metadata, "image/png": {"alt": figure.alt}, "image/svg+xml": {"alt": figure.alt}}
    )
    _show_words(language, {"kind": "heading", "markdown": figure.note.markdown}, names)


def _drawn(figure: Figure) -> tuple[dict[str, str | bytes], str]:
    """Return a figure as drawing and picture, and as a drawing for a phone."""
    canvas = cast("FigureCanvas", figure.axes.get_figure(root=True))
    name_typefaces(canvas)
    canvas.draw_without_rendering()  # lay everything out once, not once per file
    canvas.set_layout_engine("none")
    svg, png = _svg(canvas), _png(canvas)
    narrow(canvas)
    name_typefaces(canvas)
    narrowed = _svg(canvas)
    plt.close("all")
    return {"image/svg+xml": svg, "image/png": png}, narrowed


# `savefig` would draw each figure twice: once to find out how large it is.
def _png(canvas: FigureCanvas) -> bytes:
    png, dpi = BytesIO(), canvas.dpi
    canvas.set_dpi(PIXELS)
    FigureCanvasAgg(canvas).print_png(png, metadata={"Software": None})
    canvas.set_dpi(dpi)
    return png.getvalue()


def _svg(canvas: FigureCanvas) -> str:
    svg = StringIO()
    FigureCanvasSVG(canvas).print_svg(svg, metadata={"Date": None, "Creator": None})
    return PACKED.sub(lambda picture: picture[0].replace("\n", ""), svg.getvalue().replace(FALLBACK, ""))


def _words(language: Language, exhibit: Figure | Table) -> dict[str, Any]:
    return {
        "title": exhibit.title.markdown,
        "title_plain": exhibit.title.plain,
        "subtitle": exhibit.subtitle.markdown,
        "note": exhibit.note.markdown,
        "data": "" if exhibit.data.columns.empty else to_csv(exhibit.data),  # a photograph has none
        "facts": _facts(language, exhibit.facts),
    }


def _facts(language: Language, facts: tuple[Fact, ...]) -> list[dict[str, Any]]:
    return [
        {
            "id": fact.id,
            "value": fact.value if isinstance(fact.value, int | float | str) else fact.value.isoformat(),
            "unit": fact.unit,
            "shown": language.shown(fact),
            "how": language.described(fact),
            "rows": list(fact.rows),
            "sources": list(fact.sources),
        }
        for fact in facts
    ]
