"""One language of a published report, read in all its formats."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from pypdf.errors import PyPdfError

from gcm_analysis.publishing.status.status import briefs_in, files_in
from gcm_analysis.verifying import docx, html, pdf
from gcm_analysis.verifying.passages import Passage

PREFIX = "fact-"


class Unreadable(Exception):  # noqa: N818 - it says what the file is
    """A published file that is no page, PDF or Word file at all."""


@dataclass(frozen=True)
class Edition:
    """The report, or the brief, in one language's folder; `facts` are the ids of its facts."""

    folder: Path
    facts: tuple[str, ...]
    brief: bool = False

    @cached_property
    def files(self) -> dict[str, str]:
        """The formats that lie in the folder, each with its file."""
        return briefs_in(self.folder) if self.brief else files_in(self.folder)

    @cached_property
    def page(self) -> str:
        if "html" not in self.files:
            return ""
        return (self.folder / self.files["html"]).read_text(encoding="utf-8", errors="replace")

    def read(self, name: str) -> list[Passage]:
        """Return the passages of one format."""
        path = self.folder / self.files[name]
        tables = html.tables(self.page)
        try:
            if name == "docx":
                return docx.read(path, tables)
            if name == "pdf":
                known = {f"{PREFIX}{fact}": fact for fact in self.facts}
                return pdf.read(path, tables, lambda name: known.get(name, ""))
        except (PyPdfError, BadZipFile, ParseError, KeyError) as error:
            raise Unreadable(f"{path.name} can’t be read: {error}") from error
        return html.read(self.page)
