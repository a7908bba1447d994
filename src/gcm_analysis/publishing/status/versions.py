"""Writes the last section of a corrected report: its versions, what changed with each, and what was withdrawn."""

from collections.abc import Iterator
from datetime import date

from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.content import EVENT, REST
from gcm_analysis.evidence.releases import Release, Releases
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.markdown import escape
from gcm_analysis.publishing.stage.chapters import Chapter, Text

NAME = "versions"


def versions_chapter(evidence: Evidence, language: Language) -> list[Chapter]:
    """Return the section; nothing for a draft, or for a first version without withdrawals."""
    releases = evidence.releases
    if not evidence.release or not (corrected(releases) or releases.withdrawn):
        return []
    title = language.verbatim("Versions and corrections")
    blocks = [Text(f"# {title} {{#sec-{NAME} .unnumbered}}"), _list(_versions(releases, language))]
    if releases.withdrawn:
        heading = language.verbatim("Withdrawn statements")
        lead = language.verbatim("These statements are neither counted nor shown any more.")
        blocks += [
            Text(f"## {heading} {{#sec-withdrawn .unnumbered}}"),
            Text(lead),
            _list(withdrawals(releases, language)),
        ]
    return [Chapter(NAME, title, tuple(blocks), ())]


def corrected(releases: Releases) -> list[Release]:
    """Return the published releases that followed another, the newest first."""
    return [one for one in releases.made if one.status == "published"][:0:-1]


def erratum(language: Language, release: Release | None) -> str:
    """Return what a release corrected, in the words of its author; an empty text for a first one."""
    return language.words(release.erratum) if release and release.erratum else ""


def changed(language: Language, release: Release) -> str:
    """Return the rows that differ from the release before, by file."""
    files = [f"{file} ({', '.join(rows)})" if rows else file for file, rows in _shown(release).items()]
    return language.text("Changed: {files}.", files=language.separated(files)) if files else ""


def withdrawals(releases: Releases, language: Language) -> Iterator[str]:
    """Yield each statement that was withdrawn: its id, the day, the reason."""
    for one in releases.withdrawn:
        day = language.day(date.fromisoformat(one.day))
        yield language.text(
            "{id}, withdrawn on {day}: {reason}", id=one.note_id, day=day, reason=language.words(one.reason)
        )


def _versions(releases: Releases, language: Language) -> Iterator[str]:
    for one in reversed([one for one in releases.made if one.status == "published"] or releases.made[-1:]):
        dated = language.text("Version {version}, {day}", version=one.version, day=language.day(one.issued))
        details = [text for text in (erratum(language, one), changed(language, one)) if text]
        yield language.labelled(dated, " ".join(details)) if details else dated


def _shown(release: Release) -> dict[str, list[str]]:
    """Return the changed rows as readers see them: keys of the description, statements of codings."""
    return {
        file: sorted({_row_name(file, row) for row in rows} - {REST})
        for file, rows in release.changed.items()
    }


def _row_name(file: str, row: str) -> str:
    return row.partition(".")[0] if file == EVENT else row.partition(" · ")[0]


def _list(lines: Iterator[str]) -> Text:
    return Text("\n".join(f"- {escape(line)}" for line in lines))
