"""Writes the pages that link to all reports of a matrix, one in each language: their subject, status and files."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gcm_analysis import paths
from gcm_analysis.edition import LANGUAGES
from gcm_analysis.evidence.event_file import read_event
from gcm_analysis.matrix.plan import Plan
from gcm_analysis.matrix.results import FAILED, PUBLISHED, WAITING, Record, Status
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.labels import LABELS, partner_name
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.formats.page.templates import render_template
from gcm_analysis.publishing.stage.staging import LANGUAGE_NAMES
from gcm_analysis.publishing.status.status import FORMAT_NAMES, files_in

STATUSES: dict[Status, str] = {
    PUBLISHED: mark("Published"), FAILED: mark("Failed"), WAITING: mark("Not made yet"),
}  # fmt: skip
PARAMETERS = {
    "event": mark("Event"),
    "minimum_confidence": mark("Least confidence"),
    "self_reports": mark("Self-reports"),
    "level": mark("Level"),
    "region": mark("Region"),
    "theme": mark("Theme"),
    "country": mark("Country"),
    "source_type": mark("Kind of source"),
    "years": mark("Years"),
    "as_of": mark("Sources up to"),
    "partner": mark("Country or region"),
    "profile": mark("Profile"),
}
VALUES = {"all": mark("all"), "true": mark("counted"), "false": mark("left out"), "": mark("no limit")}


def write_summary(folder: Path, plan: Plan, records: Sequence[Record]) -> None:
    """Write the page of each language; the first is the folder's index."""
    languages = [code for code in LANGUAGES if code in plan.languages]
    files: dict[str, str] = {
        code: "index.html" if number == 0 else f"index.{code}.html" for number, code in enumerate(languages)
    }
    for code, file in files.items():
        html = page(folder, plan, records, Language(code), files)
        (folder / file).write_text(html, encoding="utf-8")


def page(
    folder: Path, plan: Plan, records: Sequence[Record], language: Language, files: Mapping[str, str]
) -> str:
    """Return the page of one language."""
    shown = [record for record in records if language.code in record.languages]
    varying = plan.varying or ("event",)
    others = [code for code in files if code != language.code]
    heads = [language.text(PARAMETERS[name]) for name in varying]
    events = {record.event for record in shown} if "event" in varying else ()
    titles = {event: _event_title(event, language) for event in events}
    return render_template(
        "matrix.html",
        language=language.code,
        drafts=[],
        title=language.typeset(plan.title[language.code]),
        others=[{"code": code, "name": LANGUAGE_NAMES[code], "href": files[code]} for code in others],
        counts=_counts(shown, language),
        caption=language.text("All reports, with their parameters, status and files"),
        heads=[*heads, language.text("Status"), language.text("Files")],
        rows=[_row(folder, record, varying, language, titles) for record in shown],
    )


def _counts(records: Sequence[Record], language: Language) -> str:
    parts = [
        language.labelled(language.text(name), language.number(count))
        for status, name in STATUSES.items()
        if (count := sum(record.status == status for record in records)) or status == PUBLISHED
    ]
    return " · ".join(language.typeset(part) for part in parts)


def _row(
    folder: Path, record: Record, varying: Sequence[str], language: Language, titles: Mapping[str, str]
) -> dict[str, Any]:
    values = {"event": record.event, **record.parameters}
    return {
        "values": [
            titles[record.event]
            if name == "event"
            else language.separated([_word(name, part, language) for part in values[name].split(",")])
            for name in varying
        ],
        "status": language.text(STATUSES[record.status]),
        "failed": record.status == FAILED,
        "links": _links(folder, record, language) if record.status == PUBLISHED else [],
    }


def _links(folder: Path, record: Record, language: Language) -> list[dict[str, str]]:
    present = files_in(folder / record.name / language.code)
    return [
        {"name": FORMAT_NAMES[name], "href": f"{record.name}/{language.code}/{file}", "about": record.name}
        for name, file in present.items()
    ]


def _word(parameter: str, value: str, language: Language) -> str:
    words = VALUES.get(value) or LABELS.get(value)
    if words:
        return language.text(words)
    if parameter == "years":
        return value.replace("-", "–")
    return partner_name(language, value) if parameter in ("partner", "country") else value


def _event_title(event: str, language: Language) -> str:
    """Return an event's title, or the name of its folder if its description can't be read."""
    described, _ = read_event(paths.event(paths.data(), event) / "event.yml", event)
    return language.typeset(described.title.in_language(language.code)) if described else event
