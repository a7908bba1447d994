"""The staged report: all that a publisher needs, in one folder."""

import json
import re
from pathlib import Path

import pytest
from tests.builders import DEFAULT_EVENT

from gcm_analysis.edition import Edition
from gcm_analysis.errors import RenderFailed
from gcm_analysis.evidence import Evidence
from gcm_analysis.publishing.formats.embedded import write_html
from gcm_analysis.publishing.stage.facts import facts, write_facts
from gcm_analysis.publishing.stage.staging import Offer, write_stage

from .notebooks import PNG, SVG, chapter, code, fact, figure, table, text


@pytest.fixture
def stage(tmp_path: Path, evidence: Evidence) -> Path:
    chapters = [
        chapter(
            code("#| label: fig-a", figure(fact("b", 2))),
            code("#| label: tbl-b", table(style="evidence", widths=[60, 40])),
        ),
        chapter(
            code("x", text("Said.", fact("a", 1), fact("b", 2))),
            name="02-y",
            title="# Two {#sec-two .unnumbered}",
        ),
    ]
    offer = Offer(("html", "pdf"), ("en", "fr"))
    write_stage(tmp_path / "stage", chapters, Edition(event=DEFAULT_EVENT), evidence, offer)
    return tmp_path / "stage"


def settings(stage: Path) -> dict:
    return json.loads((stage / "report.json").read_text(encoding="utf-8"))


def test_a_stage_holds_the_report_its_settings_its_sources_and_its_facts(stage: Path) -> None:
    files = sorted(path.relative_to(stage).as_posix() for path in stage.rglob("*") if path.is_file())
    assert files == [
        "cite.html", "data/fig-a.csv", "data/tbl-b.csv", "facts.json", "figures/fig-a.png", "figures/fig-a.svg", "head.html",
        "references.json", "report.json", "report.md",
    ]  # fmt: skip
    assert (stage / "figures/fig-a.svg").read_text(encoding="utf-8") == SVG
    assert (stage / "figures/fig-a.png").read_bytes() == PNG


def test_a_photograph_has_no_data_to_download(tmp_path: Path, evidence: Evidence) -> None:
    chapters = [chapter(code("#| label: fig-room", figure(data="")))]
    write_stage(
        tmp_path / "stage", chapters, Edition(event=DEFAULT_EVENT), evidence, Offer(("html",), ("en",))
    )
    write_html(tmp_path / "stage", tmp_path / "index.html")
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert 'id="fig-room"' in page
    assert not re.search(r'fig-room\.csv|class="as-table"', page)
    assert not any((tmp_path / "stage" / "data").iterdir())


def test_the_chapters_stand_in_order_with_their_exhibits_as_blocks(stage: Path) -> None:
    report = (stage / "report.md").read_text(encoding="utf-8")
    annex = "# Annex: the facts behind the numbers {#sec-facts .unnumbered .online}"
    places = [report.index(part) for part in ("# One {#sec-one}", "{#fig-a", "{#tbl-b", "# Two", annex)]
    assert places == sorted(places)
    assert r'::::: {#fig-a .gcm-figure alt="Bars, \"one\" \\ two"}' in report
    assert '::::: {#tbl-b .gcm-table .evidence row-headers="1" widths="60,40"}' in report
    assert "::: {.gcm-title}\nA title\n:::" in report


def test_every_fact_is_there_once_in_the_order_of_ids(stage: Path) -> None:
    found = json.loads((stage / "facts.json").read_text(encoding="utf-8"))
    assert [(one["id"], one["notebook"]) for one in found] == [("a", "02-y"), ("b", "01-x")]


def test_a_fact_with_two_values_is_a_report_that_contradicts_itself() -> None:
    one = chapter(code("x", text("Said.", fact("n", 1))))
    other = chapter(code("x", text("Said.", fact("n", 2))), name="02-y")
    with pytest.raises(
        RenderFailed, match=r"The fact n is 1 in 01-x but 2 in 02-y\. Give the two facts two names"
    ):
        facts([one, other])


def test_a_report_offers_its_formats_its_languages_and_its_methods(stage: Path) -> None:
    shown_settings = settings(stage)
    assert [link["href"] for link in shown_settings["formats"]] == ["report.pdf", "evidence.html"]
    assert shown_settings["explorer"] == "evidence.html"
    assert [(link["href"], link["current"]) for link in shown_settings["languages"]] == [
        ("../en/index.html", True), ("../fr/index.html", False),
    ]  # fmt: skip
    assert [(link["name"], link["href"]) for link in shown_settings["methods"]] == [
        ("Notebook of “One”", "notebooks/01-x.html"), ("Notebook of “Two”", "notebooks/02-y.html"),
        ("Download the facts (JSON)", "../facts.json"),
    ]  # fmt: skip
    assert shown_settings["lang"] == "en"


def languages_of(folder: Path, **languages: list[dict]) -> Path:
    for language, found in languages.items():
        (folder / language).mkdir()
        shown_settings = [one | {"notebook": "01-x", "cell": "01-01"} for one in found]
        (folder / language / "facts.json").write_text(json.dumps(shown_settings), encoding="utf-8")
    return folder


def written(folder: Path, *codes: str, **parameters: str) -> dict:
    write_facts(folder, [Edition(event=DEFAULT_EVENT, language=code, **parameters) for code in codes])
    return json.loads((folder / "facts.json").read_text(encoding="utf-8"))


def test_a_fact_has_its_value_once_and_its_words_in_each_language(tmp_path: Path) -> None:
    english = fact("n", 0.5, shown="50%", how="a share", rows=["ST001"], sources=["S1"], unit="share")
    found = written(
        languages_of(tmp_path, en=[english], fr=[english | {"shown": "50 %", "how": "une part"}]), "en", "fr"
    )
    assert found["facts"] == {
        "n": {
            "value": 0.5, "unit": "share", "rows": ["ST001"], "sources": ["S1"], "notebook": "01-x", "cell": "01-01",
            "shown": {"en": "50%", "fr": "50 %"}, "how": {"en": "a share", "fr": "une part"},
        }
    }  # fmt: skip


def test_the_file_says_which_edition_it_is_of(tmp_path: Path) -> None:
    found = written(languages_of(tmp_path, en=[]), "en", as_of="2018-12-07")
    assert (found["schema"], found["event"]) == (1, Edition(event=DEFAULT_EVENT).event)
    assert found["parameters"]["as_of"] == "2018-12-07"
    assert not {"event", "language"} & set(found["parameters"])


def test_two_languages_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    folder = languages_of(tmp_path, en=[fact("n", 1)], fr=[fact("n", 2)])
    with pytest.raises(RenderFailed, match="The fact n is 1 in one language but 2 in another"):
        written(folder, "en", "fr")
