"""Makes a copy of the project for the measurements, and the list of briefs."""

import csv
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parents[2]
PROFILE, DEFAULT = "partner", "full"
NOTEBOOKS: dict[str, list[str]] = yaml.safe_load(
    (HERE / "notebooks" / "profiles.yml").read_text(encoding="utf-8")
)
LANGUAGES = ("en", "fr")
QUARTERS = [f"{year}-{day}" for year in (2024, 2025) for day in ("03-31", "06-30", "09-30", "12-31")]
DAYS = ("", "2026-03-31", *reversed(QUARTERS))  # of the editions: today's, and earlier ones


@dataclass(frozen=True)
class Brief:
    """One brief in one language, with parameters for `papermill -p NAME VALUE`."""

    partner: str
    language: str
    as_of: str

    @property
    def name(self) -> str:
        return f"{self.partner}-{self.as_of or 'now'}-{self.language}".replace(" ", "-")

    @property
    def parameters(self) -> dict[str, str]:
        return {"partner": self.partner, "language": self.language, "as_of": self.as_of}


def copied(folder: Path) -> Path:
    """Copy what a report is made from into a new folder."""
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("data", "notebooks"):
        shutil.copytree(HERE / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    return folder


def environment(home: Path) -> dict[str, str]:
    """Return the environment of everything that is timed: the copy, with its own cache and kernels' template."""
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    return os.environ | {
        "GCM_HOME": str(home),
        "GCM_CACHE": str(home / "cache"),
        "XDG_RUNTIME_DIR": str(runtime),
        "PYTHONPATH": str(HERE),
    }


def briefs(count: int) -> list[Brief]:
    """Return `count` briefs: on every partner, each in both languages, first of today, then of earlier days."""
    with (HERE / "data" / "mieux" / "actions.csv").open(encoding="utf-8", newline="") as lines:
        partners = list(dict.fromkeys(row["iso3"] for row in csv.DictReader(lines) if row["iso3"]))
    found = [Brief(partner, code, day) for day in DAYS for partner in partners for code in LANGUAGES]
    return found[:count]


def matrix_file(home: Path, chosen: list[Brief], name: str, formats: str) -> Path:
    """Write a matrix file for exactly these briefs."""
    partners = {day: list(dict.fromkeys(b.partner for b in chosen if b.as_of == day)) for day in DAYS}
    included = "".join(
        f"  - {{profile: {PROFILE}, partner: {partner}, as_of: '{day}'}}\n"
        for day in DAYS[1:]
        for partner in partners[day]
    )
    path = home / f"{name}.yml"
    path.write_text(
        f"title: {{en: Briefs, fr: Notes}}\nlanguages: [en, fr]\nformats: [{formats}]\n"
        f"parameters:\n  profile: {PROFILE}\n  partner: [{', '.join(partners[DAYS[0]])}]\n"
        + (f"include:\n{included}" if included else ""),
        encoding="utf-8",
    )
    return path
