"""What `quarto render` runs first: notebooks executed, chapters written, the list of chapters last."""

import os
from pathlib import Path

import pytest
import yaml
from tests.publishing.notebooks import code, notebook, text

from gcm_analysis.commands import quarto_prerender as prerender
from gcm_analysis.edition import Edition
from gcm_analysis.errors import NotebookFailed


@pytest.fixture
def home(data_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project whose notebooks need not be executed."""

    def execute_all(editions: list[Edition], _: object, __: Path, done: object) -> dict:
        done(editions[0], "01-event")
        return {
            editions[0].language: {
                "01-event": notebook(code("x", text("Said.")), title="# The event {#sec-event}")
            }
        }

    monkeypatch.setattr(prerender, "execute_all", execute_all)
    monkeypatch.setenv("QUARTO_PROJECT_RENDER_ALL", "1")
    return data_copy


@pytest.mark.parametrize(("profile", "title"), [("", "# The event"), ("ci,fr", "# L’événement")])
def test_the_chapters_are_written_in_the_language_of_the_profile(
    profile: str, title: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUARTO_PROFILE", profile)
    prerender.main()
    assert capsys.readouterr().err == "executed 01-event\n"
    assert title in (home / "chapters" / "01-event.qmd").read_text(encoding="utf-8")
    assert (home / "chapters" / "references.json").is_file()
    listed = yaml.safe_load((home / "chapters" / "_chapters.yml").read_text(encoding="utf-8"))
    assert listed["book"]["chapters"] == ["chapters/01-event.qmd"]
    assert listed["book"]["title"]
    assert listed["book"]["author"]  # Typst sets no book without
    assert os.environ["GCM_HOME"] == str(home)


def test_a_second_call_by_a_preview_leaves_the_chapters_as_they_are(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prerender.main()
    chapter = home / "chapters" / "01-event.qmd"
    chapter.write_text("as it was", encoding="utf-8")
    monkeypatch.delenv("QUARTO_PROJECT_RENDER_ALL")
    prerender.main()
    assert chapter.read_text(encoding="utf-8") == "as it was"
    monkeypatch.setenv("QUARTO_PROFILE", "fr")
    prerender.main()
    assert "L’événement" in chapter.read_text(encoding="utf-8")


def test_a_run_that_fails_leaves_no_list_of_chapters(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prerender.main()

    def fail(*_: object) -> None:
        raise NotebookFailed("stopped")

    monkeypatch.setattr(prerender, "execute_all", fail)
    with pytest.raises(NotebookFailed):
        prerender.main()
    assert not (home / "chapters" / "_chapters.yml").exists()
