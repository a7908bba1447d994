"""The functions that a notebook calls: open an edition, then write, draw and tabulate, one exhibit per cell.

An exhibit is an ordinary output of the notebook, so that JupyterLab shows it. The output's metadata hold its words, facts
and data, from which the staged report is made.
"""

from __future__ import annotations  # so that `help(page)` shows types as they are written here

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from numbers import Real
from types import MappingProxyType
from typing import Concatenate, ParamSpec

import pandas as pd
from IPython import get_ipython
from matplotlib.axes import Axes
from pandas.api.types import is_numeric_dtype
from PIL import Image, ImageOps

from gcm_analysis import analysis, paths
from gcm_analysis.analysis import partners
from gcm_analysis.analysis.findings import SHARE_NEEDED, Standing, carried_parts, standings_by_id
from gcm_analysis.edition import Edition, LanguageCode, parameters, parse_edition
from gcm_analysis.evidence import Evidence, default_event
from gcm_analysis.evidence.event import Picture
from gcm_analysis.evidence.findings import CountryCase, Synthesis, load_synthesis
from gcm_analysis.evidence.vocabulary import Confidence
from gcm_analysis.figures.style import WIDTH, canvas, house_style, use_house_style
from gcm_analysis.library import counted, load_edition
from gcm_analysis.narrative import cards, cover
from gcm_analysis.narrative.exhibits import Exhibit, Figure, Table, bullets, prose
from gcm_analysis.narrative.labels import label
from gcm_analysis.narrative.language import Language, Sentence, join_sentences
from gcm_analysis.narrative.markdown import Markdown, cite, escape, words_of
from gcm_analysis.narrative.message import Message
from gcm_analysis.outputs.cells import display

LARGEST_PICTURE = 1400  # pixels
CELL_LABEL = re.compile(r"#\|\s*label:\s*(?P<label>[a-z][a-z0-9-]*)")
NOTHING = Message("")

P = ParamSpec("P")


@dataclass(frozen=True, repr=False)
class Page:
    """An open edition: its evidence, the statements that it counts, its language, and what a cell can show.

    `statements` has one row per statement that the edition counts, joined with the columns of its source; `evidence` has
    the tables of `data/` as frames, such as `page.evidence.actions`.

        page.say(say("Statements: {n}.", n=count(page.statements)))       a paragraph; `points` shows a list
        page.figure(axes, frame, title=say("…"), alt=say("…"))            a chart drawn on `page.axes(height)`
        page.table(frame, title=say("…"), headers={"column": say("…")})   a table
        page.answer(), page.finding("F01"), page.case(page.cases[0])      what the project concludes

    `say`, `plural` and `count` are of `gcm_analysis.narrative.message`. A cell that says a number or shows a figure or a
    table begins with its label: `#| label: fig-regions`. docs/dialect.md has it all.
    """

    edition: Edition
    evidence: Evidence
    coded: pd.DataFrame
    language: Language

    def __repr__(self) -> str:
        return f"Page of {self.edition.name}: {len(self.coded)} statements, in {self.edition.language}"

    @property
    def statements(self) -> pd.DataFrame:
        """The statements that the edition counts, each with the columns of its source."""
        return self.coded

    @cached_property
    def said(self) -> pd.DataFrame:
        """The statements of the event that the edition counts: its notes, and what published accounts report of it."""
        return self.coded[self.coded["own"].astype(bool)].reset_index(drop=True)

    @cached_property
    def synthesis(self) -> Synthesis | None:
        """What the project concludes from its evidence: findings, answers, a theory of change; none where none is written."""
        return load_synthesis(paths.data())

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """Each finding of the project by its id, with what the edition's evidence leaves of its support."""
        return standings_by_id(self.synthesis, self.coded)

    @cached_property
    def actions(self) -> pd.DataFrame:
        """The Actions with the edition's partner, a country or a region; all of them where it names none."""
        return partners.actions_with(self.evidence.actions, self.edition.partner)

    @cached_property
    def about(self) -> pd.DataFrame:
        """The statements that the edition counts about its partner; all of them where it names none."""
        return partners.statements_about(
            self.coded, self.evidence.actions, self.evidence.regions, self.edition.partner
        )

    def say(self, *paragraphs: Message | Sequence[Message], style: str = "") -> None:
        """Show paragraphs; messages given together in a list make one paragraph."""
        cell = cell_label()
        sentences = [
            self._said(one, cell) if isinstance(one, Message) else [self._said(part, cell) for part in one]
            for one in paragraphs
        ]
        self._display(prose(*sentences, style=style))

    def points(self, *items: Message | Sentence, numbered: bool = False) -> None:
        """Show a list."""
        cell = cell_label()
        self._display(prose(bullets((self._said(one, cell) for one in items), numbered=numbered)))

    def axes(self, height: float, width: float = WIDTH) -> Axes:
        """Return empty axes in the house style, of a size in inches, for pandas or seaborn to draw on."""
        use_house_style()
        return canvas(height, width)

    def figure(  # noqa: PLR0913 - a figure's words
        self,
        axes: Axes,
        data: pd.DataFrame,
        *,
        title: Message,
        alt: Message,
        subtitle: Message = NOTHING,
        note: Message = NOTHING,
    ) -> None:
        """Show a chart with its words; `data` has one row per mark, its columns named for readers."""
        cell = cell_label()
        titled, measured, noted = (self._said(one, cell) for one in (title, subtitle, note))
        self._display(Figure(axes, titled, measured, noted, self._said(alt, cell).plain, data))

    def table(  # noqa: PLR0913 - a table's words
        self, frame: pd.DataFrame, *, title: Message, subtitle: Message = NOTHING, note: Message = NOTHING,
        headers: Mapping[str, Message] = MappingProxyType({}), widths: Sequence[int] = (),
        right: Sequence[str] = (), style: str = "", data: pd.DataFrame | None = None,
    ) -> None:  # fmt: skip
        """Show a frame, its first column as headers of rows; `headers` has the words for columns. An empty one is not shown.

        Columns of numbers and those of `right` are set to the right. `data` are the rows for readers, if not those shown.
        """
        if frame.empty:
            return
        cell = cell_label()
        names = [str(name) for name in frame]
        columns = [self._said(headers[name], cell).plain if name in headers else name for name in names]
        rows = [[self._cell(value, cell) for value in row] for row in frame.itertuples(index=False)]
        plain = [[one.plain if isinstance(one, Sentence) else words_of(one) for one in row] for row in rows]
        titled, noted, measured = (self._said(one, cell) for one in (title, note, subtitle))
        numeric = [name in right or is_numeric_dtype(frame[name]) for name in names]
        given = pd.DataFrame(plain, columns=columns) if data is None else data
        self._display(Table(columns, rows, titled, noted, measured, numeric, widths, style=style, data=given))

    def picture(self, picture: Picture) -> None:
        """Show a picture of the event's folder, without what a camera wrote into it, and with its caption."""
        with Image.open(paths.event(paths.data(), self.edition.event) / picture.file) as photo:
            shown = ImageOps.exif_transpose(photo).convert("RGB")
        shown.thumbnail((LARGEST_PICTURE, LARGEST_PICTURE))
        axes = self.axes(min(WIDTH * shown.height / shown.width, WIDTH))
        axes.imshow(shown, interpolation="none")
        axes.set_axis_off()
        alt = self.language.words(picture.alt)
        caption = Message("{text}", values={"text": self.language.words(picture.caption)})
        self.figure(axes, pd.DataFrame(), title=caption, alt=Message("{text}", values={"text": alt}))

    def finding(self, finding_id: str) -> None:
        """Show the card of a finding; nothing if this edition's evidence does not carry it."""
        self._card(cards.card, finding_id, self.coded)

    def lesson(self, finding_id: str, rows: pd.DataFrame) -> None:
        """Show a short card of a finding: its claim, and what these statements, some of those that it rests on, add to it."""
        self._card(cards.short, finding_id, rows)

    def _card(self, make: Callable[..., Exhibit], finding_id: str, rows: pd.DataFrame) -> None:
        standing = self.standings.get(finding_id)
        if standing and standing.is_carried:
            self.show(make, standing, rows, self._places)

    def findings(self, question: str) -> None:
        """Show the cards of all findings on a question that this edition's evidence carries."""
        for name, standing in self.standings.items():
            if standing.finding.question == question:
                self.finding(name)

    @property
    def cases(self) -> list[str]:
        """The ids of the country cases that this edition's evidence carries."""
        return list(self._carried_cases)

    def case(self, case_id: str) -> None:
        """Show a country case: what was asked, done, kept and lost; nothing if this edition's evidence does not carry it."""
        parts = self._carried_cases.get(case_id)
        if parts:
            self.show(cards.country_case, *parts, self.coded, self._counted)

    @property
    def chain(self) -> pd.DataFrame:
        """The steps from a request to the Compact whose findings the edition carries, in words; see `cards.chain`."""
        synthesis = self.synthesis
        return cards.chain(self.language, synthesis, self.standings) if synthesis else pd.DataFrame()

    def answer(self, question: str = "") -> None:
        """Show the answer to a question of `answers.yml`, or, without one, to the report's own."""
        synthesis = self.synthesis
        if synthesis:
            answers = {one.question: one for one in synthesis.answers} | {"": synthesis.overall}
            self.show(cards.answer, answers[question], self.standings)

    def show(
        self, make: Callable[Concatenate[Language, P], Exhibit], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Make an exhibit in the edition's language and the house style, and show it."""
        with house_style():
            self._display(make(self.language, *args, **kwargs))

    def _display(self, exhibit: Exhibit) -> None:
        display(self.language, exhibit, self._names)

    @cached_property
    def _names(self) -> dict[str, str]:
        """What a citation shows of each source by its id, and where it leads."""
        sources = cover.sources(self.language, self.evidence)
        short = sources["short"].map(self.language.typeset).map(escape)
        linked = "[" + short + "](<" + sources["url"] + ">)"
        return dict(zip(sources["source_id"], linked.where(sources["url"] != "", short), strict=True))

    def label(self, code: str) -> str:
        """Return the label of a code of the data, such as `helped_or_hindered`."""
        return label(self.language, code)

    def quoted(self, ids: str) -> Sentence:
        """Return what statements and milestones say, each with its source; those not in the edition are left out.

        `ids` are separated by vertical bars, as in the data.
        """
        return join_sentences([self._sayings[one] for one in ids.split("|") if one in self._sayings])

    @cached_property
    def _sayings(self) -> dict[str, Sentence]:
        """What each statement and each milestone says, by its id, with its source; a milestone with its year."""
        text, milestones = self.language.column("text"), self.evidence.milestones
        years = milestones["year"].astype("string").fillna(self.language.text("undated"))
        dated = milestones.assign(**{text: milestones[text] + " (" + years + ")."})
        return {
            row[0]: self.language.say(
                "{text} {source}", text=self.language.row_text(*row[:2]), source=cite(row[2])
            )
            for table in (self.evidence.statements, dated)
            for row in zip(table.iloc[:, 0], table[text], table["source_id"], strict=True)
        }

    @cached_property
    def _carried_cases(self) -> dict[str, tuple[CountryCase, tuple[str, ...]]]:
        """Each case with the parts that the edition's evidence supports; on an earlier day, no part with a row still unknown."""
        synthesis = self.synthesis
        if synthesis is None:
            return {}
        every, share = frozenset(synthesis.coded["statement_id"]), 1 if self.edition.as_of else SHARE_NEEDED
        parts = {one.id: carried_parts(one, every, self._counted.keys(), share) for one in synthesis.cases}
        return {one.id: (one, parts[one.id]) for one in synthesis.cases if parts[one.id]}

    @cached_property
    def _counted(self) -> dict[str, str]:
        """The source of each row that the edition counts; where it leaves out self-reports, it does so for every table."""
        sources, statements = self.evidence.sources, self.evidence.statements
        own = (
            sources[sources["source_type"] == analysis.SELF_REPORT]
            if not self.edition.self_reports
            else sources[:0]
        )
        out = set(statements["statement_id"]) - set(self.coded["statement_id"])
        rows = self._places.items()
        return {row: source for row, source in rows if row not in out and source not in set(own["source_id"])}

    @cached_property
    def _places(self) -> dict[str, str]:
        """The source of each row of the data by its id."""
        tables = (
            self.evidence.statements,
            self.evidence.actions,
            self.evidence.figures,
            self.evidence.milestones,
            self.evidence.record,
        )
        return {
            row[0]: row[1]
            for table in tables
            for row in zip(table.iloc[:, 0], table["source_id"], strict=True)
        }

    def _said(self, message: Message | Sentence, cell: str) -> Sentence:
        return message if isinstance(message, Sentence) else message.in_language(self.language, cell)

    def _cell(self, value: object, cell: str) -> str | Sentence:
        """Return a cell of a table as the language writes it."""
        if isinstance(value, Message | Sentence):
            return self._said(value, cell)
        if isinstance(value, Real):
            return self.language.number(float(value))
        return value if isinstance(value, Markdown) else self.language.typeset(str(value))


def cell_label() -> str:
    """Return the label of the running cell, from its first line: `#| label: fund`; an empty text if it has none."""
    found = CELL_LABEL.match(_running())
    return found["label"] if found else ""


def _running() -> str:
    """Return the code of the running cell; an empty text outside Jupyter."""
    shell = get_ipython()
    return str(shell.user_ns["In"][-1]) if shell else ""


def open_page(  # noqa: PLR0913 - the parameters of an edition
    *,
    event: str = "",
    language: LanguageCode = "en",
    minimum_confidence: Confidence = "low",
    self_reports: bool = True,
    level: str = "all",
    region: str = "all",
    theme: str = "all",
    country: str = "all",
    source_type: str = "all",
    years: str = "",
    as_of: str = "",
    partner: str = "all",
    profile: str = "",
    **unknown: object,
) -> Page:
    """Open the edition that the parameters describe; unknown or wrong ones are refused by name.

    An empty `event`, as in the notebooks' own parameters, is the project's default. `help(Edition)` of
    `gcm_analysis.edition` and `gcm report --help` say what each parameter does.
    """
    given = parameters(locals()) | {"event": event or default_event(paths.data()), "years": str(years)}
    edition = parse_edition(given | unknown)
    evidence = load_edition(paths.data(), edition, releases=False)
    words = Language(edition.language, evidence.country_names(edition.language))
    return Page(edition, evidence, counted(edition, evidence), words)
