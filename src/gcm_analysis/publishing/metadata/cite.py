"""Writes the citations of a report and its figures: a line in APA style, BibTeX and RIS.

The line is our own: styles for citation processors have a licence (CC BY-SA) that does not fit the package's, and one
line needs no processor.
"""

import re
from typing import Any

from babel.dates import format_date

from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.markdown import WHITE
from gcm_analysis.publishing.formats.xml_text import xml_text
from gcm_analysis.publishing.metadata.describe import Description

FOLDER = "cite"
BIBTEX, RIS = f"{FOLDER}/report.bib", f"{FOLDER}/report.ris"
BIBTEX_SPECIAL = re.compile(r"([&%$#_{}])|([~^\\])")
BIBTEX_WORDS = {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")  # BibTeX's own


def work(description: Description) -> str:
    """Join title and subtitle; a title that ends in punctuation gets no colon."""
    title, subtitle = description.title, description.subtitle
    if not subtitle:
        return title
    if title[-1] in "?!.":
        return f"{title} {subtitle}"
    return Language(description.language).labelled(title, subtitle)


def apa(description: Description) -> str:
    """Return the recommended citation. A publisher who is also the author is not repeated."""
    language = Language(description.language)
    line = language.text(
        "{authors} ({day}). {work} [{kind}].",
        authors=language.listed(description.authors),
        day=_day(description),
        work=work(description),
        kind=_kind(description),
    )
    publisher = f"{description.own_publisher}." if description.own_publisher else ""
    return " ".join(part for part in (line, publisher, description.selected, description.url) if part)


def of_figure(description: Description, title: str) -> str:
    """Return the citation of one figure of the report."""
    language = Language(description.language)
    return language.text("{title} [Figure]. In {report}", title=title.rstrip("."), report=apa(description))


def recommended(description: Description) -> str:
    """Return the citation as in the imprint."""
    language = Language(description.language)
    return language.labelled(language.verbatim("Recommended citation"), apa(description))


def section(description: Description) -> dict[str, Any]:
    """Return the page's section on citing: the line in parts, around the work's title, and the two records."""
    language = Language(description.language)
    before, title, after = apa(description).partition(work(description))
    return {
        "title": language.verbatim("Cite this report"),
        "before": before,
        "work": title,
        "after": after,
        "records": [
            {"name": "BibTeX", "href": BIBTEX, "download": language.text("Download as {format}", format="BibTeX"), "text": bibtex(description)},
            {"name": "RIS", "href": RIS, "download": language.text("Download as {format}", format="RIS"), "text": ris(description).replace("\r\n", "\n")},
        ],
    }  # fmt: skip


def bibtex(description: Description) -> str:
    """Return the report as a `techreport`; its title in double braces, which keep upper and lower case."""
    fields = {
        "author": " and ".join(_bibtex_author(description, author) for author in description.authors),
        "title": f"{{{_tex(work(description))}}}",
        "institution": _tex(description.publisher),
        "type": _tex(description.kind),
        "number": description.version,
        "year": f"{description.date:%Y}",
        "month": MONTHS[description.date.month - 1],
        "language": description.language,
        "note": _tex(" ".join(filter(None, (description.selected, description.history)))),
        "url": description.url,
    }
    values = {name: value if name == "month" else f"{{{value}}}" for name, value in fields.items() if value}
    lines = ",\n".join(f"  {name} = {value}" for name, value in values.items())
    return f"@techreport{{{key(description)},\n{lines}\n}}\n"


def ris(description: Description) -> str:
    """Return the report as RIS: one tag per line, with the line ends of the format.

    A comma after the name of a body keeps it from being split into first names and family name.
    """
    day = description.date
    tags = [
        ("TY", "RPRT"),
        *(
            ("AU", author if author in description.persons else f"{author},")
            for author in description.authors
        ),
        ("TI", work(description)),
        ("PY", f"{day:%Y}"),
        ("DA", f"{day:%Y/%m/%d}"),
        ("PB", description.publisher),
        ("ET", description.version),
        ("M3", description.kind),
        ("LA", description.language),
        ("AB", description.about),
        *(("KW", word) for word in description.keywords),
        ("N1", " ".join(filter(None, (description.selected, description.history)))),
        ("UR", description.url),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {_line(text)}\r\n" for tag, text in tags if text or tag == "ER")


def key(description: Description) -> str:
    """Return the report's key in a bibliography."""
    return f"{description.name}-{description.language}"


def _kind(description: Description) -> str:
    """Return the type of work, with its version, which distinguishes a corrected report from the one before."""
    if not description.version:
        return description.kind
    version = Language(description.language).text("version {version}", version=description.version)
    return f"{description.kind}, {version}"


def _day(description: Description) -> str:
    if description.language == "en":
        return str(format_date(description.date, "y, MMMM d", locale="en"))
    return Language(description.language).day(description.date)


def _bibtex_author(description: Description, name: str) -> str:
    """Return an author; a body in braces, so that its name is not split into first names and family name."""
    return _tex(name) if name in description.persons else f"{{{_tex(name)}}}"


def _tex(text: str) -> str:
    return BIBTEX_SPECIAL.sub(
        lambda found: f"\\{found[1]}" if found[1] else BIBTEX_WORDS[found[2]], _line(text)
    )


def _line(text: str) -> str:
    return WHITE.sub(" ", xml_text(text)).strip(" ")
