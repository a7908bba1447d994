"""The French catalogue: complete, no older than the code, faithful to what is filled in, and French."""

import re
import shutil
from pathlib import Path
from string import Formatter

import nbformat
import pytest
from babel.messages import Message
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from gcm_analysis import paths
from gcm_analysis.commands import messages as command
from gcm_analysis.commands.messages import (
    TRANSLATED,
    gather,
    po_file,
    untranslated,
    update,
    without_translation,
)
from gcm_analysis.narrative.language import Language

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
# Words that no French sentence has. Quoted titles and what is filled in are left out.
ENGLISH = re.compile(
    r"\b(?:the|and|of|with|from|is|are|was|were|by|not|for|that|this|what|which|its|they|than|more|most|each|all)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\{[^{}]*\}|`[^`]*`|@[a-z-]+|gcm-analysis")
# Marks of the dialect, which a translation must keep: bold, code, citations, cross-references.
MARKS = re.compile(r"\*\*|`[^`]+`|\[?@[\w-]+|\]\(|\{\.[\w-]+\}")


@pytest.fixture(scope="module")
def template() -> Catalog:
    return gather(paths.PACKAGE, NOTEBOOKS)


@pytest.fixture(scope="module", params=TRANSLATED)
def catalogue(request: pytest.FixtureRequest, template: Catalog) -> Catalog:
    return update(request.param, template)


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, tuple | list) else (text,)


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def translations(catalogue: Catalog) -> list[tuple[str, str]]:
    """Return each text that was translated, of a plural its last form, with each form of its translation."""
    pairs = ((forms(one.id)[-1], text) for one in messages(catalogue) for text in forms(one.string or ""))
    return [(message, text) for message, text in pairs if text]


def marks(text: str) -> list[str]:
    return sorted(MARKS.findall(text))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_message_has_a_translation_that_nobody_doubts(catalogue: Catalog) -> None:
    assert untranslated(catalogue) == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_catalogue_holds_exactly_the_messages_that_are_used(code: str, template: Catalog) -> None:
    used = {forms(message.id) for message in messages(template)}
    held = {forms(message.id) for message in messages(read(po_file(code)))}
    assert held - used == set()
    assert used - held == set()


# What is wrong with a translation, by what its name says; of the message and of the translation.
FAULTS = {
    "it fills in what the message does not": lambda told, text: placeholders(told) != placeholders(text),
    "it changes the marks of the message": lambda told, text: marks(told) != marks(text),
    "an English word is left in it": lambda _, text: ENGLISH.search(QUOTED.sub(" ", text)),
    "a sentence is none any more, or a title is one": lambda told, text: (
        " " in text and (told[-1] in ".:?!") != (text[-1] in ".:?!")
    ),
    "it has a straight apostrophe or quotation mark": lambda _, text: re.search(
        r"['\"]", QUOTED.sub(" ", text)
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_no_translation_has_a_fault(catalogue: Catalog, fault: str) -> None:
    assert [text for told, text in translations(catalogue) if FAULTS[fault](told, text)] == []


def test_both_forms_of_a_plural_are_translated(catalogue: Catalog) -> None:
    plurals = [message for message in messages(catalogue) if isinstance(message.id, tuple | list)]
    assert plurals
    assert {len(forms(message.string)) for message in plurals} == {2}


def test_a_message_that_nobody_translated_shows_in_english() -> None:
    assert Language("fr").text("A message that is in no catalogue, {n}.", n=1) == (
        "A message that is in no catalogue, 1."
    )


def test_messages_are_gathered_from_calls_within_calls_and_from_prose_and_code_of_notebooks(
    tmp_path: Path,
) -> None:
    (tmp_path / "x.py").write_text(
        'say("Outer {a}", a=say("Inner"), b=plural("{n} one", "{n} many", n=2), c=mark(f"zebras {x}"), d=text(variable))',
        encoding="utf-8",
    )
    prose = new_markdown_cell("# Title {#sec-a}\n\nProse\nof one paragraph.")
    code = new_code_cell('#| label: a\nif 1:\n    page.axes(1).set_xlabel(page.language.text("An axis"))')
    nbformat.write(new_notebook(cells=[prose, code]), tmp_path / "01-a.ipynb")
    gathered = {message.id: message.locations for message in messages(gather(tmp_path, tmp_path))}
    assert {"Outer {a}", "Inner", ("{n} one", "{n} many")} <= set(gathered)
    assert not [one for one in gathered if "zebras" in str(one)]
    of_notebook = {"Title", "Prose of one paragraph.", "An axis"}
    assert {gathered[one][0][0] for one in of_notebook} == {"notebooks/01-a.ipynb"}


@pytest.fixture
def french(template: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the French catalogue, which may be changed; what messages there are is known."""
    shutil.copytree(paths.LOCALE, tmp_path / "locale")
    monkeypatch.setattr(paths, "LOCALE", tmp_path / "locale")
    monkeypatch.setenv("GCM_HOME", str(NOTEBOOKS.parent))
    monkeypatch.setattr(command, "gather", lambda *_: template)
    return po_file("fr")


def strings(path: Path) -> dict[str, object]:
    return {str(message.id): message.string for message in messages(read(path))}


def test_a_message_of_a_notebook_without_translation_is_named_with_its_notebook(tmp_path: Path) -> None:
    known = "Statements"
    cells = [
        new_markdown_cell(f"# {known}\n\nNobody translated this."),
        new_code_cell("%time 1\nsay('Nor this.')"),
    ]
    nbformat.write(new_notebook(cells=cells), tmp_path / "01-new.ipynb")
    assert Language("fr").text(known) != known
    assert without_translation(tmp_path, "fr") == [
        ("notebooks/01-new.ipynb", "Nobody translated this."),
        ("notebooks/01-new.ipynb", "Nor this."),
    ]


def test_a_new_message_comes_in_empty_one_no_longer_used_goes_and_the_others_stay(
    french: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, text = strings(french), french.read_text(encoding="utf-8")
    old = text.replace('msgid "Success factors"', 'msgid "Success factor of old"', 1)
    french.write_text(old, encoding="utf-8")
    command.main()
    assert strings(french) == before | {"Success factors": ""}
    assert capsys.readouterr().out == f"fr: {len(before)} messages, 1 to translate\n"


def test_a_language_without_a_catalogue_gets_one(french: Path, template: Catalog) -> None:
    french.unlink()
    command.main()
    assert set(strings(french).values()) <= {"", ("", "")}
    assert untranslated(update("fr", template))


def read(path: Path) -> Catalog:
    with path.open("rb") as lines:
        return read_po(lines, locale="fr")
