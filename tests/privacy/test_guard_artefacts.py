"""A name planted in any place of any kind of artefact is found; what cannot be searched is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.privacy.guard_kit import disclosures, guard
from tests.privacy.planted import PLANTED, chunk, png, typeset, word

from gcm_analysis.privacy import DisclosureError, Guard


@pytest.fixture(scope="module")
def watching() -> Guard:
    return guard({"name": "Zora Quimby"}, {"name": "Zora Quimbyanders"})


Content = bytes | str | Callable[[], bytes]


def put(folder: Path, name: str, content: Content) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    made = content() if callable(content) else content
    path.write_bytes(made.encode() if isinstance(made, str) else made)


@pytest.mark.parametrize("place", PLANTED)
def test_a_planted_name_is_caught(place: str, watching: Guard, tmp_path: Path) -> None:
    name, content = PLANTED[place]
    put(tmp_path, name, content)
    put(tmp_path, "clean.txt", "Nothing to see here.")
    found = disclosures(watching, tmp_path)
    assert {disclosure.kind for disclosure in found} == {"name"}
    assert {disclosure.file.split("/")[0] for disclosure in found} == {name.split("/")[0]}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", lambda: typeset("#set document(title: [Z])\nZoraqui mbyville")),
        ("a.docx", word),
        ("a.png", png(chunk(b"tEXt", b"Software\0matplotlib"))),
        ("a.html", "<p class='zo ra'>Zo ra Qui mby</p><p>Quim</p><p>by</p><!-- quay -->"),
        ("a.svg", "<svg><text>Qui</text><text>mby</text></svg>"),
        ("a.ipynb", '{"cells": [{"source": ["Qui\\n", "mby"]}]}'),
        ("font.woff2", b"Zora Quimby"),
    ],
)
def test_a_file_that_names_nobody_is_accepted(
    name: str, content: Content, watching: Guard, tmp_path: Path
) -> None:
    put(tmp_path, name, content)
    assert disclosures(watching, tmp_path) == []


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.docx", b"no archive", "a broken or locked archive"),
        ("a.pdf", b"no PDF", "a broken PDF"),
        ("a.png", b"GIF89a", "a picture that is no PNG"),
        ("a.mp4", b"ftyp", "a.mp4"),
        ("noending", b"x", "noending"),
    ],
)
def test_a_file_that_cannot_be_searched_is_refused(
    name: str, content: bytes, what: str, watching: Guard, tmp_path: Path
) -> None:
    put(tmp_path, name, content)
    (disclosure,) = disclosures(watching, tmp_path)
    assert (disclosure.file, disclosure.where, disclosure.kind) == (
        name,
        what,
        "something that cannot be looked into",
    )


PLACES = [
    ("a.txt", "a\nb\nZora\nQuimby", "line 3"),
    ("a.txt", "so-\ncalled Quim-\nby", "line 2"),
    ("a.html", "<p>\n<b\n>x</b></p>\n<p>Quimby</p>", "line 4"),
    ("a.json", '{"a": {"b": ["x", {"c": "Quimby"}]}}', "a.b.2.c"),
    ("a.docx", lambda: word(word__notes_xml="<a>Quimby</a>"), "word/notes.xml, line 1"),
    ("a.png", png(chunk(b"tEXt", b"a\0Quimby")), "chunk tEXt"),
    ("a.pdf", lambda: typeset("a #pagebreak() Quimby"), "page 2"),
    ("quimby.txt", "", "its name"),
]


@pytest.mark.parametrize(("name", "content", "where"), PLACES)
def test_a_disclosure_says_where_it_is(
    name: str, content: Content, where: str, watching: Guard, tmp_path: Path
) -> None:
    put(tmp_path, name, content)
    assert where in [disclosure.where for disclosure in disclosures(watching, tmp_path)]


def test_the_refusal_says_what_about_whom_was_found_where_and_under_which_rule_but_not_the_words(
    watching: Guard, tmp_path: Path
) -> None:
    put(tmp_path, "en/a.txt", "x\nZora Quimby\nand Quimby\nof the Lantern Office")
    with pytest.raises(DisclosureError) as raised:
        watching.check_folder(tmp_path)
    message = str(raised.value)
    assert raised.value.exit_code == 1
    assert message.startswith(
        "5 places would reveal people whom the rule of attribution hides; nothing was published"
    )
    assert "en/a.txt: name of speakers.csv, row 2 (rule: chatham-house)\n    at: line 2; line 3\n" in message
    assert "en/a.txt: body of speakers.csv, row 3 (rule: chatham-house)\n    at: line 4\n" in message
    assert not [word for word in ("zora", "quimby", "lantern") if word in message.lower()]


def test_an_event_that_names_its_people_is_not_searched(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "Zora Quimby")
    put(tmp_path, "a.mp4", b"ftyp")
    open_event = guard({"name": "Zora Quimby"}, attribution="named")
    open_event.check_words()
    open_event.check_folder(tmp_path)
    assert open_event.knowledge.people == ()
