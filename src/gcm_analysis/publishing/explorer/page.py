"""The explorer as a page: everything that it shows, put into its template."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from gcm_analysis.evidence.event import Status
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.language import Language
from gcm_analysis.paths import RESOURCES
from gcm_analysis.publishing.explorer.counts import answered, by_theme_and_side
from gcm_analysis.publishing.explorer.findings import FindingEntry, Question
from gcm_analysis.publishing.explorer.statements import COLUMNS, Statements
from gcm_analysis.publishing.explorer.tables import Listed, Source
from gcm_analysis.publishing.formats.page.fallback_faces import faces_for
from gcm_analysis.publishing.formats.page.style import explorer_script, script, style
from gcm_analysis.publishing.formats.page.templates import pages
from gcm_analysis.publishing.formats.workbook import FILE
from gcm_analysis.publishing.metadata.cite import apa
from gcm_analysis.publishing.metadata.describe import Description
from gcm_analysis.publishing.status.status import draft_words, explorer_file, format_files

WHOLE = "data/evidence.csv"  # all statements as one table
SERIF = '@font-face{font-family:"Noto Serif"'  # nothing in this page is set in it
# The filters; the first of them lie open from the start. Those without a heading here have that of their column.
FACETS = (
    "source_type", "evidence_kind", "theme", "valence", "read_extent", "confidence", "region", "phase", "level",
    "finding", "publisher", "source",
)  # fmt: skip
OPEN = FACETS[:2]
HEADINGS = {
    "source_type": mark("Kind of source"),
    "finding": mark("Finding"),
    "publisher": mark("Publisher"),
}
ROLES = {"supports": mark("supports finding"), "qualifies": mark("qualifies finding")}
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
    questions: Sequence[Question] = ()

    @property
    def report(self) -> str:
        """The file of the report's page."""
        return format_files(self.status)["html"]

    @property
    def findings(self) -> list[FindingEntry]:
        return [one for question in self.questions for one in question.findings]


def page(explorer: Explorer) -> str:
    """Return the page: nothing to fetch, complete without script."""
    language, found = explorer.language, explorer.statements
    file = explorer_file(explorer.status)
    rendered: str = (
        pages()
        .get_template("evidence.html")
        .render(
            _=language.verbatim,
            explorer=explorer,
            found=found,
            drafts=[draft] if (draft := draft_words(language, explorer.status)) else [],
            languages=[{**one, "href": f"../{one['lang']}/{file}"} for one in explorer.languages],
            facets=list(_facets(explorer)),
            shown=SHOWN,
            coded=[name for name in SHOWN if name in FACETS and name != "source"],
            more=MORE,
            number={name: index for index, name in enumerate(COLUMNS)},
            citation=apa(explorer.description),
            labelled=language.labelled,
            counted={one.id: _counted(language, one) for one in explorer.findings},
            roles=_roles(explorer),
            ready=answered(found) if found.rows else [],
            grid=by_theme_and_side(found) if found.rows else [],
            style=Markup(f"{_style()}{faces_for(_letters(explorer))}"),  # noqa: S704 - our own
            first=Markup(script("first")),  # noqa: S704 - our own
            facet_names=FACETS,
            whole=WHOLE,
            workbook=FILE,
            scripts=[Markup(explorer_script())] if found.rows or explorer.tables else [],  # noqa: S704 - our own
        )
    )
    return rendered


def _letters(explorer: Explorer) -> str:
    """Return what readers see of the data: only these letters may need a typeface of their own."""
    rows = explorer.statements.rows
    said = [cell.text for row in rows for cell in (*row.cells.values(), *((row.quote,) if row.quote else ()))]
    listed = [part for table in explorer.tables for part in (table.title, table.table, table.note)]
    sources = [part for one in explorer.sources for part in (one.title.text, one.author, one.publisher)]
    findings = [part for one in explorer.findings for part in (one.title, one.claim)]
    return " ".join((explorer.description.title, *said, *listed, *sources, *findings))


def _facets(explorer: Explorer) -> Iterator[dict[str, Any]]:
    """Yield the filters that have something to choose from: options by code, and what they mean where that is said."""
    found, language = explorer.statements, explorer.language
    titles = {one.id: f"{one.number} – {one.title}" for one in explorer.findings}
    titled = {code: f"{code} – {title}" for code, title in found.options.get("source", {}).items()}
    options = {**found.options, "finding": titles, "source": titled}
    headings = {name: language.verbatim(word) for name, word in HEADINGS.items()} | dict(found.headings)
    for name in FACETS:
        if options.get(name):
            yield {
                "name": name,
                "heading": headings[name],
                "options": options[name],
                "is_open": name in OPEN,
            }


def _counted(language: Language, finding: FindingEntry) -> str:
    """Return how many statements support a finding, and how many qualify it."""
    support = language.plural(
        "{n} statement supports it", "{n} statements support it", n=len(finding.supports)
    )
    if not finding.qualifies:
        return support.plain
    limits = language.plural("{n} qualifies it", "{n} qualify it", n=len(finding.qualifies))
    return f"{support.plain}, {limits.plain}"


def _roles(explorer: Explorer) -> dict[str, dict[str, list[FindingEntry]]]:
    """Return by statement and role the findings that it supports or qualifies."""
    roles: dict[str, dict[str, list[FindingEntry]]] = defaultdict(lambda: defaultdict(list))
    for one in explorer.findings:
        for role, words in ROLES.items():
            for row in getattr(one, role):
                roles[row][words].append(one)
    return roles


def _style() -> str:
    faces = [line for line in style().splitlines() if not line.startswith(SERIF)]
    return "\n".join([*faces, (RESOURCES / "explorer" / "explorer.css").read_text(encoding="utf-8")])
