"""The facts of all languages in one file."""

import json
from pathlib import Path

import pytest
from tests.builders import DEFAULT_EVENT

from gcm_analysis.edition import Edition
from gcm_analysis.errors import RenderFailed
from gcm_analysis.publishing.stage.facts import write_facts

from .notebooks import fact


def report(folder: Path, **languages: list[dict]) -> Path:
    for code, found in languages.items():
        (folder / code).mkdir()
        told = [one | {"notebook": "01-x", "cell": "01-01"} for one in found]
        (folder / code / "facts.json").write_text(json.dumps(told), encoding="utf-8")
    return folder


def written(folder: Path, *codes: str, **parameters: str) -> dict:
    write_facts(folder, [Edition(event=DEFAULT_EVENT, language=code, **parameters) for code in codes])
    return json.loads((folder / "facts.json").read_text(encoding="utf-8"))


def test_a_fact_has_its_value_once_and_its_words_in_each_language(tmp_path: Path) -> None:
    english = fact("n", 0.5, shown="50%", how="a share", rows=["ST001"], sources=["S1"], unit="share")
    found = written(
        report(tmp_path, en=[english], fr=[english | {"shown": "50 %", "how": "une part"}]), "en", "fr"
    )
    assert found["facts"] == {
        "n": {
            "value": 0.5, "unit": "share", "rows": ["ST001"], "sources": ["S1"], "notebook": "01-x", "cell": "01-01",
            "shown": {"en": "50%", "fr": "50 %"}, "how": {"en": "a share", "fr": "une part"},
        }
    }  # fmt: skip


def test_the_file_says_which_edition_it_is_of(tmp_path: Path) -> None:
    found = written(report(tmp_path, en=[]), "en", as_of="2018-12-07")
    assert (found["schema"], found["event"]) == (1, Edition(event=DEFAULT_EVENT).event)
    assert found["parameters"]["as_of"] == "2018-12-07"
    assert not {"event", "language"} & set(found["parameters"])


def test_a_text_may_differ_between_languages(tmp_path: Path) -> None:
    found = written(
        report(tmp_path, en=[fact("n", "one", unit="text")], fr=[fact("n", "un", unit="text")]), "en", "fr"
    )
    assert found["facts"]["n"]["shown"] == {"en": "one", "fr": "un"}


def test_two_languages_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    folder = report(tmp_path, en=[fact("n", 1)], fr=[fact("n", 2)])
    with pytest.raises(RenderFailed, match="The fact n is 1 in one language but 2 in another"):
        written(folder, "en", "fr")
