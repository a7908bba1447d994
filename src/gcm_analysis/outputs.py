"""An exhibit as an output of the cell that shows it: what JupyterLab shows, and in its metadata what the report takes."""

import re
from io import BytesIO, StringIO
from typing import Any, cast

import matplotlib.pyplot as plt
from IPython.display import publish_display_data
from matplotlib.figure import Figure as FigureCanvas

from gcm_analysis.figures.narrow import narrow
from gcm_analysis.figures.style import FALLBACK
from gcm_analysis.narrative.exhibits import Exhibit, Figure, Points, Prose, Table
from gcm_analysis.narrative.facts import Fact
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.safe_csv import to_csv

METADATA = "gcm"  # the key under which an output carries what the staged report needs
PIXELS = 220  # per inch, for the Word file
PACKED = re.compile(r'(?<=;base64,)[^"]*')  # a picture within a drawing, which the guard unpacks


def display(language: Language, exhibit: Exhibit) -> None:
    """Show an exhibit as the outputs of the cell that runs."""
    if isinstance(exhibit, Figure):
        _show_figure(language, exhibit)
    elif isinstance(exhibit, Table):
        _show_table(language, exhibit)
    else:
        _show_text(language, exhibit)


def _show_text(language: Language, exhibit: Prose | Points) -> None:
    metadata = {"kind": "text", "facts": _facts(language, exhibit.facts)}
    publish_display_data(
        {"text/markdown": exhibit.markdown, "text/plain": exhibit.markdown}, {METADATA: metadata}
    )


def _show_table(language: Language, table: Table) -> None:
    metadata = {
        "kind": "table",
        **_words(language, table),
        "row_headers": table.row_headers,
        "widths": list(table.widths),
        "style": table.style,
        "markdown": table.markdown,
    }
    parts = [f"**{table.title.markdown}**", table.subtitle, table.markdown, table.note]
    shown = "\n\n".join(part.markdown if isinstance(part, Sentence) else part for part in parts if part)
    publish_display_data({"text/markdown": shown, "text/plain": table.title.plain}, {METADATA: metadata})


def _show_figure(language: Language, figure: Figure) -> None:
    heading = f"**{figure.title.markdown}**\\\n{figure.subtitle.markdown}"
    publish_display_data({"text/markdown": heading}, {METADATA: {"kind": "heading"}})
    drawn, narrowed = _drawn(figure)
    metadata = {"kind": "figure", **_words(language, figure), "alt": figure.alt, "narrow": narrowed}
    bundle = {**drawn, "text/plain": figure.alt}
    publish_display_data(
        bundle, {METADATA: metadata, "image/png": {"alt": figure.alt}, "image/svg+xml": {"alt": figure.alt}}
    )
    publish_display_data({"text/markdown": figure.note.markdown}, {METADATA: {"kind": "heading"}})


def _drawn(figure: Figure) -> tuple[dict[str, str | bytes], str]:
    """Return a figure as drawing and picture, and as a drawing for a phone."""
    canvas = cast("FigureCanvas", figure.axes.get_figure(root=True))
    canvas.draw_without_rendering()  # everything finds its place once, not once for each file
    canvas.set_layout_engine("none")
    svg, png = _svg(canvas), BytesIO()
    canvas.savefig(png, format="png", dpi=PIXELS, metadata={"Software": None})
    narrow(canvas)
    narrowed = _svg(canvas)
    plt.close("all")
    return {"image/svg+xml": svg, "image/png": png.getvalue()}, narrowed


def _svg(canvas: FigureCanvas) -> str:
    svg = StringIO()
    canvas.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
    return PACKED.sub(lambda picture: picture[0].replace("\n", ""), svg.getvalue().replace(FALLBACK, ""))


def _words(language: Language, exhibit: Figure | Table) -> dict[str, Any]:
    return {
        "title": exhibit.title.markdown,
        "title_plain": exhibit.title.plain,
        "subtitle": exhibit.subtitle.markdown if exhibit.subtitle else "",
        "note": exhibit.note.markdown if exhibit.note else "",
        "data": to_csv(exhibit.data),
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
