"""Checks the files of organisers' logos and of pictures that an event's description names."""

from collections.abc import Iterator
from pathlib import Path

from gcm_analysis.evidence.event import Event, Logo
from gcm_analysis.evidence.files import read_bytes
from gcm_analysis.evidence.problems import Problem

PNG_BEGINS, JPEG_BEGINS = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


def logo_files(logo: Logo) -> tuple[str, ...]:
    """Return the files of a logo: its own and, for an SVG, the PNG that Word shows instead."""
    return tuple(dict.fromkeys((logo.file, Path(logo.file).with_suffix(".png").name)))


def logo_problems(event: Event, folder: Path, label: str) -> Iterator[Problem]:
    """Yield every logo and picture that is missing or no picture. `label` is the name of the event's folder in messages."""
    for number, picture in enumerate(event.pictures, start=1):
        yield from _file_problems(label, f"pictures.{number}.file", folder / picture.file)
    for number, logo in enumerate(event.notices.logos, start=1):
        for name in logo_files(logo):
            remedy = "add the file, or correct the name"
            if name != logo.file:
                remedy = f"add {name} next to {logo.file}: Word shows no SVG"
            yield from _file_problems(label, f"notices.logos.{number}.file", folder / name, remedy)


def _file_problems(
    label: str, key: str, path: Path, remedy: str = "add the file, or correct the name"
) -> Iterator[Problem]:
    file = f"{label}event.yml"
    if not path.is_file():
        yield Problem(file, None, key, f"no file {path.name}", "a file in the event’s folder", remedy)
    elif not _is_picture(path):
        kind = path.suffix[1:].upper()
        yield Problem(file, None, key, path.name, f"a picture of the kind {kind}", f"save it as {kind} again")


def _is_picture(path: Path) -> bool:
    content = read_bytes(path, path.name, "a picture")
    begins = {".png": PNG_BEGINS, ".jpg": JPEG_BEGINS, ".jpeg": JPEG_BEGINS}.get(path.suffix)
    return content.startswith(begins) if begins else b"<svg" in content
