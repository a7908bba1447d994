"""Puts variants of names into every kind of place, and prints how many the guard catches, and which it misses.

`python -m benchmarks.name_variants` puts every variant into a page, and two of each name into all other places; with `all`
every variant everywhere, which takes some minutes. The variants are in `tests/privacy/name_variants.py`.
"""

import csv
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import escape
from io import BytesIO
from json import dumps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pikepdf
from rich.console import Console
from tests.privacy.guard_kit import disclosures, guard
from tests.privacy.name_variants import FOUND, INNOCENT, MISSED
from tests.privacy.planted import PART, SVG, archive, cell, chunk, png, typeset, word

PDF = "PDF, text"
RESULTS = Path(__file__).with_suffix(".csv")
BARE = {"role_en": "", "role_fr": "", "body_en": "", "body_fr": "", "country": ""}


class Result(NamedTuple):
    """A variant of a name in a place, and whether it was caught."""

    place: str
    name: str
    variant: str
    caught: bool


@cache
def page() -> bytes:
    return typeset("A page.")


def in_properties(text: str) -> bytes:
    with pikepdf.open(BytesIO(page())) as pdf:
        pdf.docinfo["/Author"] = text
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def pages(texts: Sequence[str]) -> Iterator[bytes]:
    """Yield a PDF for each text; they are typeset together, since loading fonts is slow."""
    source = "#pagebreak()\n".join(f"Said #{dumps(text, ensure_ascii=False)}.\n" for text in texts)
    with pikepdf.open(BytesIO(typeset(source))) as pdf:
        for number in range(len(texts)):
            one, out = pikepdf.new(), BytesIO()
            one.pages.append(pdf.pages[number])
            one.save(out)
            yield out.getvalue()


PLACES: dict[str, tuple[str, Callable[[str], bytes | str]]] = {
    "page, text": ("a.html", lambda text: f"<p>Said {escape(text)}.</p>"),
    "page, attribute": ("a.html", lambda text: f'<img src="a.svg" alt="{escape(text)}">'),
    "page, comment": ("a.html", lambda text: f"<!-- {escape(text)} -->"),
    "table": ("a.csv", lambda text: f'a,b\r\n1,"{text}"\r\n'),
    "JSON, key": ("a.json", lambda text: dumps({text: 1})),
    "notebook, metadata": ("a.ipynb", lambda text: cell(metadata={"by": text})),
    "drawing, title": ("a.svg", lambda text: SVG.format(f"<title>{escape(text)}</title>")),
    "drawing, metadata": ("a.svg", lambda text: SVG.format(f"<metadata>{escape(text)}</metadata>")),
    "picture, text": ("a.png", lambda text: png(chunk(b"iTXt", b"Author\0\0\0\0\0" + text.encode()))),
    "picture, EXIF": ("a.png", lambda text: png(chunk(b"eXIf", b"MM\0*" + text.encode("utf-16-le")))),
    "photo, XMP": ("a.jpg", lambda text: b"\xff\xd8\xff\xe1\0\x40<x>" + text.encode() + b"</x>\xff\xd9"),
    "PDF, properties": ("a.pdf", in_properties),
    "Word, text": ("a.docx", lambda text: word(lambda document: document.add_paragraph(text))),
    "Word, properties": ("a.docx", lambda text: word(docProps__custom_xml=PART.format(escape(text)))),
    "OpenDocument": ("a.odt", lambda text: archive(content_xml=PART.format(escape(text)))),
    "archive, name of a part": ("a.zip", lambda text: archive(**{f"{text}.txt": "x"})),
    "name of a file": ("", lambda _: "x"),
}


def contents(place: str, texts: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of a file for each text in a place."""
    if place == PDF:
        yield from (("a.pdf", content) for content in pages(texts))
        return
    name, content = PLACES[place]
    for text in texts:
        made = content(text)
        yield name or f"{text.replace('/', '-')}.txt", made.encode() if isinstance(made, str) else made


def planted(names: Mapping[str, Collection[str]], places: Iterable[str]) -> Iterator[Result]:
    """Yield every variant of every name in every place."""
    for name, variants in names.items():
        watching = guard(BARE | {"name": name})
        for place in places:
            with TemporaryDirectory() as temporary:
                for number, (file, content) in enumerate(contents(place, list(variants))):
                    path = Path(temporary, str(number), file)
                    path.parent.mkdir()
                    path.write_bytes(content)
                found = {
                    disclosure.file.partition("/")[0] for disclosure in disclosures(watching, Path(temporary))
                }
            for number, variant in enumerate(variants):
                yield Result(place, name, variant, str(number) in found)


def as_markdown(results: list[Result]) -> str:
    """Return how many variants were caught in each place."""
    lines = ["| place | planted | caught |", "| --- | ---: | ---: |"]
    for place in dict.fromkeys(result.place for result in results):
        there = [result.caught for result in results if result.place == place]
        lines.append(f"| {place} | {len(there)} | {sum(there)} |")
    return "\n".join(lines)


def main() -> None:
    out = Console(markup=False, highlight=False, soft_wrap=True)
    first = next(iter(PLACES))
    some = FOUND if "all" in sys.argv[1:] else {name: variants[:2] for name, variants in FOUND.items()}
    others = (place for place in (*PLACES, PDF) if place != first)
    results = [*planted(FOUND, (first,)), *planted(some, list(others))]
    out.print(as_markdown(results))
    missed = [result for result in results if not result.caught]
    out.print(f"\n{len(results) - len(missed)} of {len(results)} caught; missed:")
    for result in missed:
        out.print(f"  {result.place}: {result.variant!r} of {result.name}")
    out.print("\nNot searched for:")
    for name, variants in MISSED.items():
        for variant, why in variants.items():
            out.print(f"  {variant!r} of {name}: {why}")
    innocent = list(
        planted({name: list(texts) for name, texts in INNOCENT.items()}, ["page, text", "Word, text"])
    )
    out.print(
        f"\nOrdinary words taken for names: {sum(result.caught for result in innocent)} of {len(innocent)}"
    )
    with RESULTS.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([Result._fields, *results])


if __name__ == "__main__":
    main()
