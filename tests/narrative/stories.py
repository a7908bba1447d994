"""The whole story told from changed evidence: every function that a notebook calls, called as the notebook calls it."""

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any
from unittest.mock import patch

import matplotlib.pyplot as plt
import nbformat
import pandas as pd
import seaborn as sns
from nbformat import NotebookNode
from tests.builders import DEFAULT_EVENT

from gcm_analysis import notebook
from gcm_analysis.analysis import coded_statements
from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Evidence, known_by
from gcm_analysis.evidence.findings import Synthesis, load_synthesis
from gcm_analysis.figures.style import house_style
from gcm_analysis.narrative.exhibits import Exhibit, Figure, Prose, Table
from gcm_analysis.narrative.facts import Fact
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.notebook import Page, cell_label

EVERY = "00 02 03 04 05 06 07 08 09"
NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


@cache
def synthesis() -> Synthesis | None:
    return load_synthesis(NOTEBOOKS[0].parents[1] / "data")


@dataclass(frozen=True)
class Story(Page):
    """What a notebook's `page` is here: it keeps what is shown, and what could not be."""

    shown: list[tuple[str, Exhibit]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def synthesis(self) -> Synthesis | None:  # type: ignore[override]  # read once for all stories
        return synthesis()

    def show(self, make: Callable[..., Exhibit], *args: object, **kwargs: object) -> None:
        name = f"{make.__module__.rpartition('.')[2]}.{make.__name__}"
        with self._noted(name):
            self._keep(name, make(self.language, *args, **kwargs))

    def run(self, cell: CodeType, name: str, source: str, scope: dict[str, Any]) -> None:
        """Run a cell as its notebook does; what it shows by itself has the cell's name."""
        with self._noted(name), patch.object(notebook, "_running", lambda: source):
            exec(cell, scope)  # noqa: S102 - the project's own notebooks

    def _display(self, exhibit: Exhibit) -> None:
        self._keep(f"cell.{cell_label()}", exhibit)

    def _keep(self, name: str, exhibit: Exhibit) -> None:
        if isinstance(exhibit, Figure) and self.language.code == "fr":  # whose words are longer
            exhibit.axes.get_figure(root=True).draw_without_rendering()
        self.shown.append((name, exhibit))

    @contextmanager
    def _noted(self, name: str) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # noqa: BLE001 - the test names all that failed
            self.errors.append(f"{name}: {type(error).__name__}: {error}")
        finally:
            plt.close("all")

    @property
    def sentences(self) -> list[tuple[str, Sentence]]:
        return [(name, said) for name, exhibit in self.shown for said in sentences_of(exhibit)]

    @property
    def text(self) -> str:
        return "\n".join(said.plain for _, said in self.sentences)

    @property
    def facts(self) -> list[Fact]:
        return [fact for _, exhibit in self.shown for fact in exhibit.facts]

    def exhibit(self, label: str) -> Any:
        """Return what the cell of this label shows."""
        (found,) = [exhibit for name, exhibit in self.shown if name == f"cell.{label}"]
        return found


def tell(evidence: Evidence, code: str, numbers: str = EVERY, **parameters: Any) -> Story:
    """Tell the notebooks whose names begin with these numbers."""
    edition = Edition(event=DEFAULT_EVENT, language=code, **parameters)
    evidence = known_by(evidence, edition.as_of) if edition.as_of else evidence
    selected = edition.model_dump(exclude={"event", "language", "as_of", "partner", "profile"})
    coded = coded_statements(evidence.statements, evidence.sources, **selected)
    story = Story(edition, evidence, coded, Language(code, evidence.country_names(code)))
    with house_style(), patch.object(sns.matrix, "_draw_figure"):  # to see whether labels overlap
        for path in NOTEBOOKS:
            if path.name[:2] in numbers.split():
                scope = {"page": story} | _imports(path)
                for cell, source in _code(path):
                    story.run(cell, path.name, source, scope)
    return story


def sentences_of(exhibit: Exhibit) -> Iterator[Sentence]:
    if isinstance(exhibit, Prose):
        yield from exhibit.paragraphs
    else:
        yield from (said for said in (exhibit.title, exhibit.subtitle, exhibit.note) if said)
        for row in getattr(exhibit, "rows", ()):
            yield from (cell for cell in row if isinstance(cell, Sentence))


def plain_cells(table: Table) -> list[list[str]]:
    return [[cell.plain if isinstance(cell, Sentence) else str(cell) for cell in row] for row in table.rows]


@cache
def _cells(path: Path) -> list[NotebookNode]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


@cache
def _code(path: Path) -> list[tuple[CodeType, str]]:
    """Return the cells of code, each compiled and as it stands, but for those that open the page."""
    return [
        (compile(cell.source, path.name, "exec"), cell.source)
        for cell in _cells(path)
        if not cell.metadata.get("tags")
    ]


@cache
def _imports(path: Path) -> dict[str, Any]:
    """Return the names that a notebook imports."""
    nodes = [node for cell in _cells(path) for node in ast.parse(cell.source).body]
    imports = [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
    scope: dict[str, Any] = {}
    exec(compile(ast.Module(imports, []), path.name, "exec"), scope)  # noqa: S102
    return scope


# --- changed evidence -------------------------------------------------------------------------------------------


def statements(change: Callable[[pd.DataFrame], pd.DataFrame]) -> Callable[[Evidence], Evidence]:
    """Return a change of the statements; a second coding of one that is gone goes with it."""

    def changed(real: Evidence) -> Evidence:
        left = change(real.statements).reset_index(drop=True)
        again = real.second_coding[real.second_coding["statement_id"].isin(left["statement_id"])]
        return replace(real, statements=left, second_coding=again)

    return changed


def tables(**changes: Callable[[pd.DataFrame], pd.DataFrame]) -> Callable[[Evidence], Evidence]:
    """Return a change of tables; several stand together where no sentence reads them together."""
    return lambda real: replace(
        real, **{name: change(getattr(real, name)).reset_index(drop=True) for name, change in changes.items()}
    )


def table(name: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Callable[[Evidence], Evidence]:
    return tables(**{name: change})


def event(**values: object) -> Callable[[Evidence], Evidence]:
    return lambda real: replace(real, event=real.event.model_copy(update=values))


def tied(frame: pd.DataFrame) -> pd.DataFrame:
    """Return 24 statements in which two themes, two phases, two levels and both valences are equally frequent."""
    return frame.head(24).assign(
        theme=["PEER", "MEL"] * 12,
        phase=(["design"] * 2 + ["monitoring"] * 2) * 6,
        level=(["local"] * 4 + ["national"] * 4) * 3,
        valence=["challenge"] * 12 + ["success_factor"] * 12,
        source_id=["S008"] * 24,
    )


def by_kind(*, own: bool) -> Callable[[Evidence], Evidence]:
    """Keep what programmes say of themselves, or what others say."""

    def changed(real: Evidence) -> Evidence:
        kinds = real.statements["source_id"].map(real.sources.set_index("source_id")["source_type"])
        return statements(lambda t: t[(kinds == "programme_self_report") == own])(real)

    return changed


RECORD, PROGRAMME, EVENT, METHODS = "00 02 04 05 06 07 08", "03 07", "00 04", "06 08 09"
ANNEX = " 09"  # which lists every row: told of few
MECHANISM = "04"
PARTNERS = {
    "a partner with a case": "MDA",
    "a partner that no statement names": "AGO",
    "a partner without an Action": "MAR",
    "a partner with nothing on record": "AUS",
    "a region of statements": "Asia",
    "a region of partners": "EU Neighbourhood",
    "a partner of which no effect is told": "GHA",
    "a partner whose Actions have no date": "GHA",
    "a partner and one source": "CRI",
}
# a name, what changes, and the notebooks that tell of it
CHANGES: dict[str, tuple[Callable[[Evidence], Evidence], str]] = {
    "nothing": (lambda real: real, EVERY),
    "all success": (statements(lambda t: t.assign(valence="success_factor")), RECORD),
    "all challenge": (statements(lambda t: t.assign(valence="challenge")), RECORD),
    "one source": (statements(lambda t: t.assign(source_id="S008")), RECORD),
    "one statement": (statements(lambda t: t.head(1)), RECORD + ANNEX),
    "two statements that tie": (statements(lambda t: t.head(2).assign(theme=["PEER", "MEL"])), RECORD + ANNEX),
    "ties": (statements(tied), RECORD),
    "an empty phase and an empty level": (
        statements(lambda t: t[(t["phase"] != "monitoring") & (t["level"] != "local")]), RECORD,
    ),
    "no self-reports": (by_kind(own=False), RECORD),
    "only self-reports": (by_kind(own=True), RECORD),
    "no statement": (statements(lambda t: t.head(0)), RECORD + ANNEX),
    "one claim, and no start of an Action": (
        tables(actions=lambda t: t.assign(start="", end=""),
               figures=lambda t: t[t["figure_id"] == "F023"]), PROGRAMME,
    ),
    "no expert, and no claim at the event": (
        tables(actions=lambda t: t.assign(experts_from=""),
               figures=lambda t: t[t["source_id"] != "S001"]), PROGRAMME,
    ),
    "one Action, and no claim": (
        tables(actions=lambda t: t.head(1),
               figures=lambda t: t.head(0)), PROGRAMME + ANNEX,
    ),
    "regions and origins that tie, and undated claims": (
        tables(actions=lambda t: t.head(4).assign(region=["Africa", "Asia"] * 2, experts_from="ESP|MEX", start="2018"),
               figures=lambda t: t.assign(as_of="")), PROGRAMME,
    ),
    "no country of a group, and one conflict of claims": (
        tables(countries=lambda t: t.assign(group="", member_until=""),
               figures=lambda t: t[~t["figure_id"].isin(["F072", "F079"])]), PROGRAMME,
    ),
    "one code in the second coding, and all dates stated": (
        tables(sources=lambda t: t.assign(published="2018", published_basis="stated"),
               second_coding=lambda t: t.head(1)), METHODS,
    ),
    "no date, and no second coding": (
        tables(sources=lambda t: t.assign(published="", published_basis=""),
               second_coding=lambda t: t.head(0)), METHODS,
    ),
    "two countries that left the EU, and claims that exclude each other on one day": (
        tables(countries=lambda t: t.assign(member_until=["2012" if code in ("ESP", "GBR") else "" for code in t["iso3"]]),
               figures=lambda t: t[t["source_id"] == "S001"].assign(indicator="experts", qualifier="exact")), PROGRAMME,
    ),
    "nobody named": (event(panellists=(), announced_panellists=0, gaps=(), interpretation=()), EVENT),
    "a title in French, and nothing afterwards": (
        lambda real: replace(
            event(title_language="fr")(real), record=real.record[real.record["status"] != "published_after_event"]
        ), EVENT,
    ),
    "no milestone": (table("milestones", lambda t: t.head(0)), MECHANISM),
    "one milestone": (table("milestones", lambda t: t.head(1)), MECHANISM),
    "no target of the Fund, and nothing delivered": (
        tables(milestones=lambda t: t[~t["indicator"].str.contains("target")],
               functions=lambda t: t.assign(delivered_rows="")), MECHANISM,
    ),
    "no milestone has a year": (table("milestones", lambda t: t.assign(year=None).astype({"year": "Int64"})), MECHANISM),
    "no step of the mechanism, and all delivered": (
        tables(milestones=lambda t: t.assign(step_of=""),
               functions=lambda t: t.assign(delivered_rows="M011")), MECHANISM,
    ),
    "no pillar": (table("pillars", lambda t: t.head(0)), MECHANISM),
    "neither pillar nor milestone": (
        lambda real: replace(real, pillars=real.pillars.head(0), milestones=real.milestones.head(0)), MECHANISM,
    ),
    "one pillar": (table("pillars", lambda t: t.head(1)), MECHANISM),
    "no Action with a page of its own, and experts from the EU alone": (
        table("actions", lambda t: t.assign(evidence="mention", experts_from="ESP")), PROGRAMME,
    ),
    "experts from the country supported alone": (table("actions", lambda t: t.assign(experts_from=t["iso3"])), PROGRAMME),
    # what a brief tells of a partner, see PARTNERS
    **dict.fromkeys(PARTNERS, (lambda real: real, "20")),
    "all partners": (lambda real: real, "20"),
    "a partner of which no effect is told": (statements(lambda t: t.assign(evidence_kind="context")), "20"),
    "a partner whose Actions have no date": (table("actions", lambda t: t.assign(start="", end="")), "20"),
    "a partner and one source": (statements(lambda t: t.assign(source_id="S008")), "20"),
}  # fmt: skip
