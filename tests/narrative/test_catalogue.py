"""The French catalogue: complete, no older than the code, faithful to what is filled in, and French."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import nbformat
import pytest
from babel.messages import Message
from babel.messages.catalog import Catalog
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from tests.conftest import HOME, Terminal

from gcm_analysis import paths
from gcm_analysis.catalogue import (
    PoFile,
    _translations,
    is_translated,
    of_notebooks,
    of_package,
    read_catalogue,
)
from gcm_analysis.commands import messages as developers
from gcm_analysis.errors import UserError
from gcm_analysis.gathering import TRANSLATED, of_cells, of_code, untranslated, updated, without_translation
from gcm_analysis.narrative.language import Language, forget_catalogues
from gcm_analysis.publishing.stage.chapters import read_chapter

NOTEBOOKS = HOME / "notebooks"
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
    return of_code(paths.PACKAGE)


@pytest.fixture(scope="module", params=TRANSLATED)
def catalogues(request: pytest.FixtureRequest, template: Catalog) -> list[tuple[Catalog, Catalog]]:
    """Return each catalogue of a language as it is, and as it should be: of the package, of the notebooks."""
    code = request.param
    files = {of_package(code): template, of_notebooks(code): of_cells(NOTEBOOKS, code)}
    return [(file.read(), updated(file, used)) for file, used in files.items()]


@pytest.fixture(scope="module", params=TRANSLATED)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    """Return all translations of a language, of the package and of the notebooks."""
    return read_catalogue(request.param) or Catalog()


def test_plural_forms_are_those_of_the_files_whatever_babel_has_for_a_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("babel.messages.catalog.get_plural", lambda *_: (3, "n > 1 ? 2 : 0"))
    _translations.cache_clear()
    forget_catalogues()
    shown = [Language("fr").plural("{n} byte", "{n} bytes", n).plain for n in (1, 3)]
    assert shown == ["1 octet", "3 octets"]
    forget_catalogues()


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


def test_every_message_has_a_translation_that_nobody_doubts(
    catalogues: list[tuple[Catalog, Catalog]],
) -> None:
    assert [message for _, should in catalogues for message in untranslated(should)] == []


def test_a_catalogue_holds_exactly_the_messages_that_are_used(
    catalogues: list[tuple[Catalog, Catalog]],
) -> None:
    for held, used in catalogues:
        assert {forms(message.id) for message in messages(held)} == {
            forms(message.id) for message in messages(used)
        }


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


def test_messages_are_gathered_from_calls_within_calls(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(
        'say("Outer {a}", a=say("Inner"), b=plural("{n} one", "{n} many", n=2), c=mark(f"zebras {x}"), d=text(variable))',
        encoding="utf-8",
    )
    gathered = {message.id for message in messages(of_code(tmp_path))}
    assert {"Outer {a}", "Inner", ("{n} one", "{n} many")} <= gathered
    assert not [one for one in gathered if "zebras" in str(one)]


def save(folder: Path, *cells: str, name: str = "01-new.ipynb") -> None:
    """Write a notebook: Markdown first, then code."""
    nbformat.write(
        new_notebook(cells=[new_markdown_cell(cells[0]), *map(new_code_cell, cells[1:])]), folder / name
    )


def test_messages_are_gathered_from_prose_and_code_of_notebooks_in_the_order_of_their_cells(
    tmp_path: Path,
) -> None:
    code = '#| label: a\nif 1:\n    page.axes(1).set_xlabel(page.language.text("An axis"))'
    save(tmp_path, "# A title {#sec-a}\n\nProse\nof one paragraph.", code, "%time 1\nsay('Last')")
    gathered = messages(of_cells(tmp_path, "fr"))
    assert [one.id for one in gathered] == ["A title", "Prose of one paragraph.", "An axis", "Last"]
    assert {one.locations[0][0] for one in gathered} == {"notebooks/01-new.ipynb"}


def test_a_cell_that_python_cannot_read_is_named(tmp_path: Path) -> None:
    save(tmp_path, "# Title", "say(")
    with pytest.raises(UserError, match=r"notebooks/01-new\.ipynb\n.*cell 2: '\(' was never closed, line 1"):
        of_cells(tmp_path, "fr")


def test_a_message_that_the_package_translates_needs_no_second_translation_but_its_plural_does(
    tmp_path: Path,
) -> None:
    known = "Statements"
    assert Language("fr").text(known) != known
    save(tmp_path, f"# {known}\n\nNew.")
    assert [one.id for one in messages(of_cells(tmp_path, "fr"))] == ["New."]
    assert without_translation(tmp_path, "fr") == [("notebooks/01-new.ipynb", "New.")]
    save(tmp_path, "New.", f"plural('{known}', 'Many {{n}}', n=2)")
    assert [one.id for one in messages(of_cells(tmp_path, "fr"))] == ["New.", (known, "Many {n}")]


NEW = "A sentence that is new."
NEUF = "Une phrase nouvelle."


@pytest.fixture
def notebooks(gcm: Terminal) -> Iterator[Path]:
    """Return the notebooks of a project of its own, with one that nobody has translated yet."""
    save(gcm.home / "notebooks", f"# Statements\n\n{NEW}")
    forget_catalogues()
    yield gcm.home / "notebooks"
    forget_catalogues()


def translate(notebooks: Path, message: str, french: str) -> None:
    path = notebooks / "fr.po"
    text, empty = path.read_text(encoding="utf-8"), f'msgid "{message}"\nmsgstr ""'
    assert empty in text
    path.write_text(text.replace(empty, f'{empty[:-1]}{french}"'), encoding="utf-8")
    forget_catalogues()


def in_french(message: str) -> str:
    forget_catalogues()
    return Language("fr").text(message)


def test_a_new_notebook_is_published_in_the_french_that_is_written_beside_it(
    gcm: Terminal, notebooks: Path
) -> None:
    code, out, _ = gcm("messages")
    assert code == 0
    assert f"in English: 1.\n    notebooks/01-new.ipynb: {NEW}" in out
    translate(notebooks, NEW, NEUF)
    assert "Nothing is left to translate." in gcm("messages")[1]
    executed = nbformat.read(notebooks / "01-new.ipynb", as_version=4)
    chapter = read_chapter("01-new", executed, Language("fr"))
    assert [block.markdown for block in chapter.blocks] == [f"# Énoncés\n\n{NEUF}"]


def test_a_changed_message_gets_the_old_translation_as_a_draft_which_is_not_published(
    gcm: Terminal, notebooks: Path
) -> None:
    gcm("messages")
    translate(notebooks, NEW, NEUF)
    save(notebooks, f"# Statements\n\n{NEW[:-1]}!")
    assert f"notebooks/01-new.ipynb: {NEW[:-1]}!" in gcm("messages")[1]
    draft = of_notebooks("fr").read().get(f"{NEW[:-1]}!")
    assert draft
    assert (draft.string, draft.fuzzy) == (NEUF, True)
    assert in_french(f"{NEW[:-1]}!") == f"{NEW[:-1]}!"
    assert not Language("fr").translates(f"{NEW[:-1]}!")


def test_a_message_that_returns_gets_its_translation_again(gcm: Terminal, notebooks: Path) -> None:
    gcm("messages")
    translate(notebooks, NEW, NEUF)
    before = (notebooks / "fr.po").read_text(encoding="utf-8")
    save(notebooks, "# Statements")
    gcm("messages")
    assert NEW not in of_notebooks("fr").read()
    assert in_french(NEW) == NEW
    gcm("messages")
    save(notebooks, f"# Statements\n\n{NEW}")
    gcm("messages")
    assert (notebooks / "fr.po").read_text(encoding="utf-8") == before


def test_an_older_project_has_the_french_that_came_with_the_package_until_it_has_its_own(
    gcm: Terminal, notebooks: Path
) -> None:
    (notebooks / "01-new.ipynb").unlink()
    before = (notebooks / "fr.po").read_text(encoding="utf-8")
    (notebooks / "fr.po").unlink()
    assert in_french("The answer") == "La réponse"
    assert "There is no notebooks/fr.po" in gcm("check")[1]
    gcm("messages")
    assert (notebooks / "fr.po").read_text(encoding="utf-8") == before


def test_outside_a_project_there_is_french_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GCM_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    assert in_french("The answer") == "La réponse"


def test_a_broken_file_of_translations_is_named_with_the_line_by_every_command(
    gcm: Terminal, notebooks: Path
) -> None:
    (notebooks / "fr.po").write_text('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', encoding="utf-8")
    forget_catalogues()
    for command in ("check", "messages", "report"):
        code, _, err = gcm(command)
        assert (code, "notebooks/fr.po, row 1\n" in err) == (1, True), (command, err)


def test_other_plural_forms_than_the_packages_are_refused(gcm: Terminal, notebooks: Path) -> None:
    file = notebooks / "fr.po"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("nplurals=2", "nplurals=3"), encoding="utf-8")
    forget_catalogues()
    code, _, err = gcm("check")
    assert code == 1
    assert "notebooks/fr.po, column Plural-Forms\n" in err


def test_the_notebooks_translation_of_a_message_is_preferred(notebooks: Path) -> None:
    with (notebooks / "fr.po").open("a", encoding="utf-8") as file:
        file.write('\nmsgid "Statements"\nmsgstr "Propos"\n')
    assert in_french("Statements") == "Propos"


@pytest.mark.usefixtures("notebooks")
def test_developers_are_told_what_the_package_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(paths.LOCALE, tmp_path / "locale")
    monkeypatch.setattr(paths, "LOCALE", tmp_path / "locale")
    path = of_package("fr").path
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('msgid "undated"', 'msgid "Nothing like it"', 1), encoding="utf-8")
    developers.main()
    assert "1 to translate\n    undated\n" in capsys.readouterr().out
    assert not is_translated(of_package("fr").read()["undated"])


def test_a_language_without_a_catalogue_gets_one(template: Catalog, tmp_path: Path) -> None:
    new = updated(PoFile("fr", "fr.po", tmp_path / "fr.po"), template)
    assert len(untranslated(new)) == len(template)
