"""What a notebook calls: open an edition, then show one exhibit a cell.

An exhibit reaches the notebook as an ordinary output, so that JupyterLab shows it, and carries its words, facts and
data in the output's metadata, from where the staged report takes them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, cast

import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import publish_display_data
from matplotlib.figure import Figure as FigureCanvas

from gcm_analysis import analysis, paths
from gcm_analysis.edition import Edition, parse_edition
from gcm_analysis.evidence import Evidence, default_event, known_by, load_evidence
from gcm_analysis.figures.style import FALLBACK, house_style
from gcm_analysis.narrative.exhibits import Exhibit, Figure, Points, Prose, Table
from gcm_analysis.narrative.facts import Fact
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.safe_csv import to_csv

METADATA = "gcm"  # the key under which an output carries what the staged report needs
PIXELS = 220  # per inch, for the Word file

P = ParamSpec("P")


@dataclass(frozen=True)
class Page:
    """An open edition: its evidence, the statements that it counts, its language."""

    edition: Edition
    evidence: Evidence
    coded: pd.DataFrame
    language: Language

    def show(
        self, make: Callable[Concatenate[Language, P], Exhibit], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Make an exhibit in the edition's language and the house style, and show it."""
        with house_style():
            exhibit = make(self.language, *args, **kwargs)
            if isinstance(exhibit, Figure):
                _show_figure(self.language, exhibit)
            elif isinstance(exhibit, Table):
                _show_table(self.language, exhibit)
            else:
                _show_text(self.language, exhibit)


def open_page(**parameters: Any) -> Page:  # noqa: ANN401 - checked by the edition
    """Open the edition that the parameters describe; unknown or wrong ones are refused by name.

    An empty `event`, as in the notebooks' own parameters, is the project's default.
    """
    edition = parse_edition(parameters | {"event": parameters.get("event") or default_event(paths.data())})
    evidence = load_edition(paths.data(), edition, releases=False)
    language = Language(edition.language, evidence.country_names(edition.language))
    return Page(edition, evidence, counted(edition, evidence), language)


def counted(edition: Edition, evidence: Evidence) -> pd.DataFrame:
    """Return the statements that an edition counts."""
    return analysis.coded_statements(
        evidence.statements,
        evidence.sources,
        minimum_confidence=edition.minimum_confidence,
        self_reports=edition.self_reports,
        level=edition.level,
        region=edition.region,
    )


def load_edition(data: Path, edition: Edition, *, releases: bool = True) -> Evidence:
    """Return the evidence of an edition, told by its profile: all of it, or what was known on its day."""
    evidence = load_evidence(data, edition.event, releases=releases)
    if edition.profile:
        event = evidence.event.model_copy(update={"profile": edition.profile})
        evidence = replace(evidence, event=event)
    return known_by(evidence, edition.as_of) if edition.as_of else evidence


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
    metadata = {"kind": "figure", **_words(language, figure), "alt": figure.alt}
    bundle = {**_drawn(figure), "text/plain": figure.alt}
    publish_display_data(
        bundle, {METADATA: metadata, "image/png": {"alt": figure.alt}, "image/svg+xml": {"alt": figure.alt}}
    )
    publish_display_data({"text/markdown": figure.note.markdown}, {METADATA: {"kind": "heading"}})


def _drawn(figure: Figure) -> dict[str, str | bytes]:
    canvas = cast("FigureCanvas", figure.axes.get_figure(root=True))
    canvas.draw_without_rendering()  # everything finds its place once, not once for each file
    canvas.set_layout_engine("none")
    svg, png = StringIO(), BytesIO()
    canvas.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
    canvas.savefig(png, format="png", dpi=PIXELS, metadata={"Software": None})
    plt.close("all")
    return {"image/svg+xml": svg.getvalue().replace(FALLBACK, ""), "image/png": png.getvalue()}


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
