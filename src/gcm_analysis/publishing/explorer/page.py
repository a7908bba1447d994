"""The explorer as a page: everything that it shows, put into its template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from gcm_analysis.evidence.event import Status
from gcm_analysis.narrative.language import Language
from gcm_analysis.paths import RESOURCES
from gcm_analysis.publishing.explorer.findings import Question, Told
from gcm_analysis.publishing.explorer.grid import grid
from gcm_analysis.publishing.explorer.ready import ready
from gcm_analysis.publishing.explorer.scripts import shipped
from gcm_analysis.publishing.explorer.statements import COLUMNS, Statements
from gcm_analysis.publishing.explorer.tables import Listed, Source
from gcm_analysis.publishing.explorer.words import CONFIDENT, meanings, script_words, words
from gcm_analysis.publishing.metadata.cite import apa
from gcm_analysis.publishing.metadata.describe import Description
from gcm_analysis.publishing.page.fallback_faces import faces_for
from gcm_analysis.publishing.page.style import script, style
from gcm_analysis.publishing.page.templates import pages
from gcm_analysis.publishing.status import draft_words, explorer_file, format_files
from gcm_analysis.publishing.workbook import FILE

SERIF = '@font-face{font-family:"Noto Serif"'  # nothing in this page is set in it
STYLE = RESOURCES / "explorer" / "explorer.css"
FACETS = (
    "source_type", "evidence_kind", "theme", "valence", "read_extent", "confidence", "region", "phase", "level",
    "finding", "publisher", "source",
)  # fmt: skip
OPEN = FACETS[:2]  # these filters lie open from the start
SHOWN = ("id", "text", "speaker", "theme", "valence", "source")  # columns of the table
MORE = (
    "evidence_kind", "role", "phase", "level", "region", "criterion", "confidence", "read_extent",
)  # fmt: skip


@dataclass(frozen=True)
class Explorer:
    """All that the page of one language shows."""

    language: Language
    status: Status
    statements: Statements
    tables: Sequence[Listed]
    sources: Sequence[Source]
    languages: Sequence[Mapping[str, Any]]
    description: Description
    data: str  # the file with all statements
    questions: Sequence[Question] = ()
    workbook: str = FILE  # the file with all tables

    @property
    def report(self) -> str:
        """The file of the report's page."""
        return format_files(self.status)["html"]

    @property
    def findings(self) -> list[Told]:
        return [one for question in self.questions for one in question.findings]


def page(explorer: Explorer) -> str:
    """Return the page: nothing to fetch, complete without script."""
    language, found = explorer.language, explorer.statements
    said = words(language)
    template = pages().get_template("evidence.html")
    rendered: str = template.render(
        explorer=explorer,
        found=found,
        words=said,
        drafts=[draft] if (draft := draft_words(language, explorer.status)) else [],
        languages=_languages(explorer),
        facets=_facets(explorer, said),
        shown=SHOWN,
        coded=[name for name in SHOWN if name in FACETS and name != "source"],
        more=MORE,
        number={name: index for index, name in enumerate(COLUMNS)},
        citation=apa(explorer.description),
        labelled=language.labelled,
        counted={one.id: _counted(language, one) for one in explorer.findings},
        roles=_roles(explorer, said),
        carried={row.id: _carried(explorer, row.id) for row in found.rows},
        confident={code: language.verbatim(meaning) for code, meaning in CONFIDENT.items()},
        ready=ready(language, found) if found.rows else [],
        grid=grid(found) if found.rows else [],
        style=Markup(f"{_style()}{faces_for(_letters(explorer))}"),  # noqa: S704 - our own
        first=Markup(script("first")),  # noqa: S704 - our own
        settings=_settings(explorer),
        scripts=[Markup(one) for one in _scripts(explorer)],  # noqa: S704 - shipped
    )
    return rendered


def _letters(explorer: Explorer) -> str:
    """Return what readers see of the data: only these letters may need a typeface of their own."""
    rows = explorer.statements.rows
    said = [cell.text for row in rows for cell in (*row.cells.values(), *((row.quote,) if row.quote else ()))]
    listed = [part for table in explorer.tables for part in (table.title, table.table, table.note)]
    sources = [
        part for source in explorer.sources for part in (source.title.text, source.author, source.publisher)
    ]
    told = [part for one in explorer.findings for part in (one.title, one.claim)]
    return " ".join((explorer.description.title, *said, *listed, *sources, *told))


def _scripts(explorer: Explorer) -> tuple[str, ...]:
    """Return what runs: nothing where there is no row."""
    return shipped() if explorer.statements.rows or explorer.tables else ()


@dataclass(frozen=True)
class Facet:
    """A filter: its heading, its options by code, and what they mean where that is said beside them."""

    name: str
    heading: str
    options: Mapping[str, str]
    meanings: Mapping[str, str]
    is_open: bool


def _facets(explorer: Explorer, said: Mapping[str, str]) -> list[Facet]:
    """Return the filters that have something to choose from."""
    found, meant = explorer.statements, meanings(explorer.language)
    told = {one.id: f"{one.number} – {one.title}" for one in explorer.findings}
    titled = {code: f"{code} – {title}" for code, title in found.options.get("source", {}).items()}
    options = {**found.options, "finding": told, "source": titled}
    return [
        Facet(
            name, {**said, **found.headings}[name], options[name], meant.get(name, {}), is_open=name in OPEN
        )
        for name in FACETS
        if options.get(name)
    ]


def _counted(language: Language, told: Told) -> str:
    """Return how many statements support a finding, and how many qualify it."""
    support = language.plural("{n} statement supports it", "{n} statements support it", n=len(told.supports))
    if not told.qualifies:
        return support.plain
    limits = language.plural("{n} qualifies it", "{n} qualify it", n=len(told.qualifies))
    return f"{support.plain}, {limits.plain}"


def _carried(explorer: Explorer, statement_id: str) -> str:
    """Return the ids of the findings that a statement supports or qualifies, as the filter reads them."""
    return " ".join(one.id for one in explorer.findings if statement_id in one.rows)


def _roles(explorer: Explorer, said: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Return by statement what it is to the findings: words, and the numbers of the findings."""
    roles: dict[str, dict[str, list[str]]] = {}
    for one in explorer.findings:
        for role in ("supports", "qualifies"):
            for row in getattr(one, role):
                roles.setdefault(row, {}).setdefault(said[role], []).append(str(one.number))
    return {row: [(word, ", ".join(those)) for word, those in parts.items()] for row, parts in roles.items()}


def _settings(explorer: Explorer) -> dict[str, Any]:
    found = explorer.statements
    return {
        "language": explorer.language.code,
        "words": script_words(explorer.language),
        "columns": [found.headings[name] for name in COLUMNS],
        "citation": apa(explorer.description),
        "facets": FACETS,
    }


def _languages(explorer: Explorer) -> list[dict[str, Any]]:
    file = explorer_file(explorer.status)
    return [{**one, "href": f"../{one['lang']}/{file}"} for one in explorer.languages]


def _style() -> str:
    faces = [line for line in style().splitlines() if not line.startswith(SERIF)]
    return "\n".join([*faces, STYLE.read_text(encoding="utf-8")])
