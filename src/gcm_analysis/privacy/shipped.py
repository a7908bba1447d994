"""What comes with the program and is the same in every report: nothing of an event can stand in it.

Scripts, and the table of typefaces in a Word file, are full of words that are names elsewhere. They are passed over only
where they are letter by letter as they were shipped; what differs is looked through.
"""

from functools import cache
from io import BytesIO
from zipfile import ZipFile

from gcm_analysis.publishing.formats.page.style import explorer_script
from gcm_analysis.publishing.formats.reference_docx import pandocs_own

THEME = "word/theme/theme1.xml"


def without_shipped(page: str) -> str:
    """Return a page without the code of shipped scripts; lines keep their numbers."""
    script = explorer_script()
    return page.replace(f"<script>{script}</script>", "<script>" + "\n" * script.count("\n") + "</script>")


def is_shipped(name: str, part: bytes) -> bool:
    """Tell whether a part of a Word file is pandoc's own theme: typefaces by script, such as Hans."""
    return name == THEME and part == _theme()


@cache
def _theme() -> bytes:
    with ZipFile(BytesIO(pandocs_own())) as archive:
        return archive.read(THEME)
