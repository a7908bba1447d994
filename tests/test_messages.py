"""Bringing the catalogues up to date."""

import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from gcm_analysis import paths
from gcm_analysis.commands import messages


@pytest.fixture
def catalogue(data_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the French catalogue, which may be changed."""
    shutil.copytree(paths.LOCALE, tmp_path / "locale")
    monkeypatch.setattr(paths, "LOCALE", tmp_path / "locale")
    assert data_copy
    return messages.po_file("fr")


def strings(path: Path) -> dict:
    with path.open("rb") as lines:
        return {str(message.id): message.string for message in read_po(lines, locale="fr") if message.id}


def test_a_catalogue_that_is_up_to_date_stays_as_it_is(
    catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = strings(catalogue)
    messages.main()
    assert strings(catalogue) == before
    assert capsys.readouterr().out == f"fr: {len(before)} messages, 0 to translate\n"


def test_a_new_message_comes_in_empty_and_one_no_longer_used_goes(
    catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(
        text.replace('msgid "Success factors"', 'msgid "Success factor of old"', 1), encoding="utf-8"
    )
    messages.main()
    after = strings(catalogue)
    assert after["Success factors"] == ""
    assert "Success factor of old" not in after
    assert capsys.readouterr().out.endswith(", 1 to translate\n")


def test_a_language_without_a_catalogue_gets_one(catalogue: Path) -> None:
    catalogue.unlink()
    messages.main()
    assert set(strings(catalogue).values()) <= {"", ("", "")}
    assert messages.untranslated(messages.update("fr", messages.gather(paths.PACKAGE, paths.notebooks())))
