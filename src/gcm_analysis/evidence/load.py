"""Loads all evidence of a report into one object, checked as a whole before anything is computed."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from gcm_analysis import paths
from gcm_analysis.evidence import missing
from gcm_analysis.evidence.attribution import Rules, participants, without_people
from gcm_analysis.evidence.event import Event
from gcm_analysis.evidence.event_file import FINDINGS, read_event, with_lines
from gcm_analysis.evidence.event_statements import EventStatements, with_event_columns
from gcm_analysis.evidence.findings.check import conclusion_problems
from gcm_analysis.evidence.logos import logo_problems
from gcm_analysis.evidence.missing import Missing
from gcm_analysis.evidence.names import must_be_event
from gcm_analysis.evidence.note_rules import note_problems, session_day_problems, theme_problems
from gcm_analysis.evidence.notes import Notes, read_notes
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.evidence.releases import Release, Releases, read_release_state
from gcm_analysis.evidence.tables import TABLES, read_table, reference_problems
from gcm_analysis.evidence.withdrawn import read_withdrawn, untranslated_reasons, without_withdrawn

OPTIONAL = ("record",)  # tables that an event may do without
GIVEN = ("statement_id", "phase", "valence", "theme", "criterion")
NUMBERS = ("year", "value", "number")


@dataclass(frozen=True)
class Evidence:
    """The checked tables, as `data/README.md` describes them, and the event.

    Text stays text (an empty cell is an empty string); `year`, `value` and `number` are whole numbers or missing.
    `left_out` has the sources that an edition of an earlier day leaves out: those of `sources.csv`, with `reason`.

    `statements` has more columns than the file: `own` says whether a statement is the event's (a note, or from a source
    in `reported_in`); for notes `session`, `voice` (one per speaker), `voice_level` and `voice_region` (of the speaker, as
    far as it may be shown), `quote` and `quote_language` (where the speaker consented) and `coder`. Nothing in here is
    hidden by the event's rule of attribution: `participants` has the speakers who may be listed, `attribution.PARTICIPANT`.
    """

    event: Event
    sources: pd.DataFrame
    codebook: pd.DataFrame
    statements: pd.DataFrame
    second_coding: pd.DataFrame
    actions: pd.DataFrame
    figures: pd.DataFrame
    indicators: pd.DataFrame
    phases: pd.DataFrame
    objectives: pd.DataFrame
    milestones: pd.DataFrame
    record: pd.DataFrame
    pillars: pd.DataFrame
    functions: pd.DataFrame
    countries: pd.DataFrame
    regions: pd.DataFrame
    left_out: pd.DataFrame
    sessions: pd.DataFrame
    participants: pd.DataFrame
    codes_given: pd.DataFrame
    missing: tuple[Missing, ...]  # before the report can be cleared
    releases: Releases  # the same in every edition

    @property
    def release(self) -> Release | None:
        """The release that this report is published under; a draft has none."""
        return self.releases.of(self.event.status)

    @property
    def source_ids(self) -> frozenset[str]:
        """The ids of all sources, those that the edition leaves out included."""
        return frozenset([*self.sources["source_id"], *self.left_out["source_id"]])

    def country_names(self, language: str) -> dict[str, str]:
        """Return the names of countries that differ from Babel's, by ISO 3166-1 alpha-3 code."""
        named = self.countries[self.countries["name_en"] != ""]
        return dict(zip(named["iso3"], named[f"name_{language}"], strict=True))

    @property
    def first_coding(self) -> pd.DataFrame:
        """The statements with the codes that their first coder gave, and the `origin` of each: its source's, or its voice.

        The codes of a note that counts may be defaults, or settled between coders; `codes_given` has the coder's own.
        """
        first = self.statements.set_index("statement_id")
        first.update(self.codes_given.set_index("statement_id"))
        origins = first["source_id"].map(self.sources.set_index("source_id")["origin"])
        if "voice" in first:
            origins = origins.mask(first["voice"] != "", first["voice"])
        return first.assign(origin=origins).reset_index()


def load_evidence(data: Path, event: str, *, releases: bool = True) -> Evidence:
    """Return all evidence for one event, or raise an `EvidenceError` that lists every problem found.

    A notebook needs no `releases`: a new one is no reason to execute it again.
    """
    must_be_event(data, event)
    folder, label = paths.event(data, event), f"data/events/{event}/"
    tables, problems = _read_all(data, event)
    description, wrong = read_event(folder / "event.yml", f"{label}event.yml")
    withdrawn, more = read_withdrawn(folder, label)
    gone = {one.note_id for one in withdrawn}
    notes, others = _read_notes(folder, label, tables, gone)
    problems += [*wrong, *more, *others]
    if description:
        problems += logo_problems(description, folder, label)
        problems += session_day_problems(description, notes, label)
        problems += _unknown(description, tables, notes, f"{label}event.yml")
        if description.statements == "both" and "codebook" in tables:
            problems += theme_problems(notes, label, set(tables["codebook"]["code"]))
    if problems or description is None:
        raise EvidenceError(with_lines(problems, folder / "event.yml", f"{label}event.yml"))
    for name in ("statements", "second_coding"):
        tables[name] = tables[name][~tables[name]["statement_id"].isin(gone)]
    state, outdated = Releases(withdrawn=withdrawn), tuple[Missing, ...]()
    if releases:
        state, outdated, problems = read_release_state(folder, label, description, notes, tables, withdrawn)
    if problems:
        raise EvidenceError(problems)
    gaps = (*outdated, *untranslated_reasons(withdrawn, description))
    evidence = _with_notes(
        description, {name: _typed(frame) for name, frame in tables.items()}, notes, gaps, state
    )
    _check_conclusions(evidence, folder, label)
    return evidence


def _check_conclusions(evidence: Evidence, folder: Path, label: str) -> None:
    """Refuse an event whose report draws conclusions that its statements do not support."""
    said = evidence.statements[evidence.statements["own"].astype(bool)]
    kinds = evidence.sources[["source_id", "source_type", "read_extent", "origin"]]
    problems = list(conclusion_problems(evidence.event, said.merge(kinds, on="source_id"), label))
    for file in ("event.yml", FINDINGS):
        problems = with_lines(problems, folder / file, f"{label}{file}")
    if problems:
        raise EvidenceError(problems)


def load_rules(data: Path, event: str) -> Rules:
    """Return the event and its own tables, with their private cells: nothing of them may be shown."""
    folder, label = paths.event(data, event), f"data/events/{event}/"
    description, problems = read_event(folder / "event.yml", f"{label}event.yml")
    notes, more = read_notes(folder, label)
    if problems or more or description is None:
        raise EvidenceError([*problems, *more])
    return Rules(description, notes)


def _with_notes(
    event: Event, tables: dict[str, pd.DataFrame], notes: Notes, gaps: Iterable[Missing], releases: Releases
) -> Evidence:
    """Return the evidence that the event asks for: the published record, its own notes, or both."""
    rules = Rules(event, notes)
    own = EventStatements(rules, shared=event.statements == "both")
    rows, uncounted = own.statements()
    published = with_event_columns(tables["statements"], event.reported_in)
    kept = published[published["own"]] if event.statements == "own" else published
    codes_given: list[dict[str, str]] = []
    if event.statements != "published":
        noted = pd.DataFrame(rows, columns=[name for name in published if name != "own"], dtype=str)
        kept = pd.concat([kept, _typed(noted).assign(own=True)], ignore_index=True)
        ids = set(noted["statement_id"])
        tables |= {
            "sources": _appended(tables["sources"], own.sources(set(noted["source_id"]))),
            "codebook": _codebook(tables["codebook"], own.codebook(), set(kept["theme"]), event),
            "second_coding": _second(tables["second_coding"], own.second_coding(ids), kept),
        }
        codes_given = own.first_coding(ids)
        gaps = (*gaps, *missing.of_notes(rules), *uncounted)
    return Evidence(
        event=without_people(event),
        **tables | {"statements": kept.reset_index(drop=True)},
        left_out=pd.DataFrame(columns=["source_id", "reason"], dtype=str),
        sessions=notes.sessions,
        participants=participants(rules),
        codes_given=pd.DataFrame(codes_given, columns=list(GIVEN), dtype=str),
        missing=tuple(sorted({*gaps, *missing.of_event(event)})),
        releases=releases,
    )


def _appended(frame: pd.DataFrame, rows: list[dict[str, str]]) -> pd.DataFrame:
    if not rows:
        return frame
    return pd.concat([frame, pd.DataFrame(rows, columns=list(frame.columns), dtype=str)], ignore_index=True)


def _codebook(shared: pd.DataFrame, own: list[dict[str, str]], used: set[str], event: Event) -> pd.DataFrame:
    """Return the shared themes and the event's own; with its own alone, only the shared ones that it uses."""
    codes = {row["code"] for row in own}
    if own and event.statements == "own":
        shared = shared[shared["code"].isin(used)]
    return _appended(shared[~shared["code"].isin(codes)], own)


def _second(shared: pd.DataFrame, own: list[dict[str, str]], kept: pd.DataFrame) -> pd.DataFrame:
    """Return the further codings of the event's own notes; those of the published record where there are none."""
    if own:
        return pd.DataFrame(own, columns=list(shared.columns), dtype=str)
    return shared[shared["statement_id"].isin(kept["statement_id"])].reset_index(drop=True)


def _read_notes(
    folder: Path, label: str, tables: dict[str, pd.DataFrame], withdrawn: set[str]
) -> tuple[Notes, list[Problem]]:
    """Return the event's own tables without withdrawn notes, and their problems by the rows of the files."""
    notes, problems = read_notes(folder, label)
    shared = (("codebook", "code"), ("sources", "source_id"), ("statements", "statement_id"))
    if not problems and {name for name, _ in shared} <= set(tables):
        found = note_problems(notes, label, *(set(tables[name][key]) for name, key in shared))
        # The codings of a note that was withdrawn may still be there when the note itself is not.
        problems += [one for one in found if not (one.column == "note_id" and one.found in withdrawn)]
    return without_withdrawn(notes, withdrawn), problems


def _read_all(data: Path, event: str) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Return the tables that could be read, and the problems of all, those between tables included."""
    tables: dict[str, pd.DataFrame] = {}
    files: dict[str, str] = {}
    problems: list[Problem] = []
    for name, table in TABLES.items():
        file = table.file.format(event=event)
        files[name] = f"data/{file}"
        if name in OPTIONAL and not os.path.lexists(data / file):
            tables[name] = pd.DataFrame(columns=list(table.columns), dtype=str)
            continue
        frame, found = read_table(data / file, files[name], name)
        problems += found
        if set(table.columns) <= set(frame.columns) and not (frame.empty and found):
            tables[name] = frame
    return tables, problems + list(reference_problems(tables, files))


def _unknown(event: Event, tables: dict[str, pd.DataFrame], notes: Notes, file: str) -> Iterator[Problem]:
    """Yield the sources, themes and sessions that a description names and no table has; lists count from one."""
    ids = {"session": (set(notes.sessions["session_id"]), "a session_id that the event’s sessions.csv has")}
    if "sources" in tables:
        ids["source"] = set(tables["sources"]["source_id"]), "a source_id that data/sources.csv has"
    if "codebook" in tables:
        themes = {*tables["codebook"]["code"], *notes.themes["code"]}
        ids["theme"] = themes, "a theme that data/codebook.csv or the event’s themes.csv has"
    for kind, key, code in _ids_in(event):
        known, expected = ids.get(kind, ({code}, ""))  # a table that can't be read has its own problem
        if code and code not in known:
            yield Problem(file, None, key, code, expected, f"correct it, or add the {kind}")


def _ids_in(event: Event) -> Iterator[tuple[str, str, str]]:
    """Yield the ids of sources, themes and sessions in a description, each with its kind and its key."""
    yield "source", "source_id", event.source_id
    yield from (("source", f"reported_in.{n}", code) for n, code in enumerate(event.reported_in, start=1))
    for n, question in enumerate(event.questions, start=1):
        yield from (("theme", f"questions.{n}.themes", code) for code in question.themes)
        yield from (("session", f"questions.{n}.sessions", code) for code in question.sessions)
    yield from (
        ("session", f"accounts.{n}.session", one.session) for n, one in enumerate(event.accounts, start=1)
    )


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    numbers = {name: pd.to_numeric(frame[name]).astype("Int64") for name in NUMBERS if name in frame}
    return frame.assign(**numbers).reset_index(drop=True)
