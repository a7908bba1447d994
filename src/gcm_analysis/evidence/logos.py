"""Organisers' logos: the files that an event's description names, looked for when the data are checked."""

from collections.abc import Iterator
from pathlib import Path

from gcm_analysis.evidence.event import Event, Logo
from gcm_analysis.evidence.files import read_bytes
from gcm_analysis.evidence.problems import Problem

PNG_BEGINS = b"\x89PNG\r\n\x1a\n"


def logo_files(logo: Logo) -> tuple[str, ...]:
    """Return the files of a logo: its own and, beside an SVG, the PNG that Word shows in its place."""
    return tuple(dict.fromkeys((logo.file, Path(logo.file).with_suffix(".png").name)))


def logo_problems(event: Event, folder: Path, label: str) -> Iterator[Problem]:
    """Yield every logo that is not there or no picture. `label` is how the event's folder is called in messages."""
    for number, logo in enumerate(event.notices.logos, start=1):
        for name in logo_files(logo):
            remedy = "add the file, or correct the name"
            if name != logo.file:
                remedy = f"add {name} beside {logo.file}: Word shows no SVG"
            if not (folder / name).is_file():
                yield _problem(label, number, f"no file {name}", "a file in the event’s folder", remedy)
            elif not _is_picture(folder / name):
                kind = name.rpartition(".")[2].upper()
                yield _problem(
                    label, number, name, f"a picture of the kind {kind}", f"save it as {kind} again"
                )


def _problem(label: str, number: int, found: str, expected: str, remedy: str) -> Problem:
    return Problem(f"{label}event.yml", None, f"notices.logos.{number}.file", found, expected, remedy)


def _is_picture(path: Path) -> bool:
    content = read_bytes(path, path.name, "a picture")
    return content.startswith(PNG_BEGINS) if path.suffix == ".png" else b"<svg" in content
