"""Small tables made by hand: one good row per table, of which a test names only the cells that it is about."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from gcm_analysis.analysis import coded_statements
from gcm_analysis.evidence.findings.model import Finding
from gcm_analysis.evidence.load import NUMBERS
from gcm_analysis.evidence.tables import TABLES

DEFAULT_EVENT = "gfmd-2018-mieux"  # what data/project.yml names

GOOD: dict[str, dict[str, str]] = {
    "sources": {
        "source_id": "S001", "title": "A page", "short_en": "A body 2018", "short_fr": "Un organisme 2018", "author": "", "publisher": "A body", "published": "2018-12", "published_basis": "stated",
        "url": "https://example.org/S001", "language": "en", "source_type": "independent_evaluation_or_audit",
        "read_extent": "part", "origin": "S001", "house": "S001", "also_known_as": "", "note_en": "", "note_fr": "",
    },
    "codebook": {
        "code": "PEER", "label_en": "Peers", "label_fr": "Pairs", "definition_en": "d", "definition_fr": "d",
        "include_en": "i", "include_fr": "i", "exclude_en": "x", "exclude_fr": "x",
    },
    "statements": {
        "statement_id": "ST001", "source_id": "S001", "locator_en": "para 1", "locator_fr": "par. 1", "year": "2018",
        "body_en": "A city", "body_fr": "Une ville", "role_en": "Mayor", "role_fr": "maire", "level": "local",
        "region": "Africa", "iso3": "", "phase": "design", "valence": "success_factor", "theme": "PEER", "criterion": "relevance",
        "evidence_kind": "helped_or_hindered",
        "text_en": "It helps.", "text_fr": "Cela aide.", "confidence": "high",
    },
    "second_coding": {
        "statement_id": "ST001", "coder": "B", "phase": "design", "valence": "success_factor", "theme": "PEER",
        "criterion": "relevance",
    },
    "actions": {
        "action_id": "mieux-mexico-1", "title": "A title", "title_language": "en", "place_en": "Mexico",
        "place_fr": "Mexique", "iso3": "MEX", "region": "Africa", "scale": "national",
        "theme": "Migration and Development", "specific_areas": "", "start": "2018-03", "end": "2019",
        "institution_en": "", "institution_fr": "", "experts_from": "ESP", "evidence": "own_page", "source_id": "S001",
        "locator_en": "p. 1", "locator_fr": "p. 1", "note_en": "", "note_fr": "",
    },
    "figures": {
        "figure_id": "F001", "as_of": "2018-12-07", "indicator": "actions", "value": "100", "unit": "count",
        "qualifier": "exact", "scope_en": "programme total", "scope_fr": "ensemble du programme", "source_id": "S001",
        "locator_en": "p. 1", "locator_fr": "p. 1", "note_en": "", "note_fr": "",
    },
    "indicators": {"code": "actions", "label_en": "Actions", "label_fr": "Actions"},
    "phases": {
        "phase": "I", "label_en": "MIEUX I", "label_fr": "MIEUX I", "start": "2009-01", "end": "2011-12",
        "source_id": "S001", "locator_en": "p. 1", "locator_fr": "p. 1", "note_en": "", "note_fr": "",
    },
    "objectives": {
        "number": "1", "short_title_en": "Data", "short_title_fr": "Données", "imrf_round_table": "RT1",
        "source_id": "S001", "cluster_en": "One", "cluster_fr": "Un", "cluster_confirmed": "no",
    },
    "pillars": {
        "pillar": "hub", "label_en": "Hub", "label_fr": "Pôle", "statements": "ST001", "source_id": "S001",
        "locator_en": "para 1", "locator_fr": "par. 1",
    },
    "functions": {
        "function_id": "hub-i", "pillar": "hub", "paragraph": "43(a)(i)", "function_en": "Advising", "function_fr": "Conseiller",
        "delivered_rows": "",
        "record_en": "It advised.", "record_fr": "Il a conseillé.", "record_rows": "ST001", "hinders_en": "Nothing.",
        "hinders_fr": "Rien.", "hinders_rows": "ST001", "programme_had": "yes", "findings": "F01",
    },
    "milestones": {
        "milestone_id": "M001", "indicator": "pledges", "donor": "", "year": "2022", "value": "5", "unit": "pledges", "source_id": "S001",
        "locator_en": "p. 1", "locator_fr": "p. 1", "text_en": "Pledges: 5", "text_fr": "Engagements : 5", "note_en": "", "note_fr": "",
        "chart": "yes", "step_of": "",
    },
    "countries": {
        "iso3": "ESP", "name_en": "", "name_fr": "", "group": "eu", "member_since": "", "member_until": "", "note_en": "n", "note_fr": "n",
    },
    "regions": {
        "action_region": "Asia", "statement_region": "Asia and the Pacific", "relation": "wider", "note_en": "n", "note_fr": "n",
    },
    "record": {
        "fact_id": "EF001", "fact_en": "Date", "fact_fr": "Date", "value_en": "7 December", "value_fr": "7 décembre",
        "source_id": "S001", "locator_en": "p. 1", "locator_fr": "p. 1", "status": "background",
    },
}  # fmt: skip


def row(table: str, **cells: str) -> dict[str, str]:
    """Return a good row of a table with some cells changed."""
    assert set(cells) <= set(GOOD[table]), f"{table} has no such column"
    return GOOD[table] | cells


def frame(table: str, *rows: Mapping[str, str]) -> pd.DataFrame:
    """Return rows as the loaded table: text, with numbers as numbers. Each row may name only what it changes."""
    made = pd.DataFrame([row(table, **cells) for cells in rows], columns=list(GOOD[table]), dtype=str)
    return made.assign(
        **{name: pd.to_numeric(made[name]).astype("Int64") for name in NUMBERS if name in made}
    )


def statements(*rows: Mapping[str, str]) -> pd.DataFrame:
    """Return statements numbered from ST001, each of a source of its own unless it names one."""
    numbered = [
        {"statement_id": f"ST{n:03}", "source_id": f"S{n:03}"} | dict(cells)
        for n, cells in enumerate(rows, 1)
    ]
    return frame("statements", *numbered)


def sources_for(table: pd.DataFrame, **kinds: Mapping[str, str]) -> pd.DataFrame:
    """Return the sources that a table cites, each its own origin; `kinds` changes cells by source id."""
    ids = dict.fromkeys(table["source_id"])
    return frame(
        "sources",
        *({"source_id": name, "origin": name, "url": f"https://example.org/{name}"} | dict(kinds.get(name, {})) for name in ids),
    )  # fmt: skip


def coded(*rows: Mapping[str, str], **kinds: Mapping[str, str]) -> pd.DataFrame:
    """Return statements joined with the kind and the origin of their sources."""
    made = statements(*rows)
    return coded_statements(made, sources_for(made, **kinds))


def actions(*rows: Mapping[str, str]) -> pd.DataFrame:
    """Return Actions numbered from A1."""
    return frame("actions", *({"action_id": f"A{n}"} | dict(cells) for n, cells in enumerate(rows, 1)))


def claims(*rows: Mapping[str, str]) -> pd.DataFrame:
    """Return published figures numbered from F001."""
    return frame("figures", *({"figure_id": f"F{n:03}"} | dict(cells) for n, cells in enumerate(rows, 1)))


COUNTRIES = frame(
    "countries", {"iso3": "DEU"}, {"iso3": "ESP"}, {"iso3": "FRA"}, {"iso3": "HRV", "member_since": "2013-07-01"}, {"iso3": "GBR", "member_until": "2020-01-31"},
    {"iso3": "CAN", "group": "other"}, {"iso3": "CHE", "group": "other"},
    {"iso3": "MDA", "group": "", "name_en": "Republic of Moldova", "name_fr": "République de Moldova"},
)  # fmt: skip


def write_table(path: Path, table: str, *rows: Mapping[str, str]) -> Path:
    """Write rows as the CSV file that a person would have saved."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pd.DataFrame([row(table, **cells) for cells in rows], columns=list(GOOD[table])).to_csv(path, index=False)
    return path


def table_file(data: Path, table: str, event: str) -> Path:
    """Return the path of a table in a folder of data."""
    return data / TABLES[table].file.format(event=event)


class Plain(yaml.CSafeDumper):
    """Writes each text where it is, as a person would: the project's reader takes no aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - as PyYAML calls it
        return True


def write_yaml(path: Path, content: object) -> None:
    path.write_text(yaml.dump(content, Dumper=Plain, allow_unicode=True), encoding="utf-8")


class Watch:
    """A progress display that remembers the steps of a report."""

    def __init__(self) -> None:
        self.total = 0
        self.steps: list[str] = []

    def begin(self, steps: int) -> None:
        self.total += steps

    def step(self, what: str) -> None:
        self.steps.append(what)


def contents_of(folder: Path) -> dict[str, bytes]:
    """Return the content of every file of a folder, by its path in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def both_languages(words: str) -> dict[str, str]:
    return {"en": words, "fr": f"{words} (fr)"}


def finding(name: str, *supports: str, level: str = "moderate", **changed: Any) -> Finding:
    """Return a finding whose words end with the last character of its name."""
    why = {"why": both_languages("Why.")}
    concerns = ("methodological_limitations", "coherence", "adequacy", "relevance")
    return Finding.model_validate({
        "id": name, "question": "design", "title": both_languages(f"Title {name[-1]}"), "supports": supports,
        "finding": both_languages("A claim."), "implication": [{**both_languages(f"do {name[-1]}"), "actor": "hub"}],
        "confidence": {name: {"level": "minor", **why} for name in concerns}, "overall": {"level": level, **why}, **changed,
    })  # fmt: skip
