"""The folder of a new event: valid as it stands, explained key by key, made whole or not at all."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.commands.test_event_details import GIVEN
from tests.importing.samples import contents

from gcm_analysis.commands import new_event
from gcm_analysis.commands.new_event import create_event, name_problems, read_details
from gcm_analysis.errors import UserError
from gcm_analysis.evidence import load_evidence
from gcm_analysis.evidence.event import Description
from gcm_analysis.evidence.event_file import read_event

EXAMPLE = re.compile(r"^#(?=[ ]*(- )?[a-z_0-9-]+:)", flags=re.MULTILINE)


@pytest.fixture
def data(data_copy: Path) -> Path:
    return data_copy / "data"


def test_a_new_event_has_a_description_a_workbook_and_the_next_three_commands(data: Path) -> None:
    made = create_event(data, "mine", GIVEN)
    assert made == data / "events" / "mine"
    assert sorted(path.name for path in made.iterdir()) == ["README.md", "event.yml", "notes.xlsx"]
    commands = re.findall(
        r"^gcm .*?(?=\s+#)", (made / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert commands == ["gcm import mine data/events/mine/notes.xlsx", "gcm check mine", "gcm report mine"]


def test_its_description_is_valid_as_it_stands_and_shows_nobody(data: Path) -> None:
    create_event(data, "mine", GIVEN)
    evidence = load_evidence(data, "mine")
    event = evidence.event
    assert (event.title.en, event.title.fr, event.title_language) == ("Round table", "Table ronde", "en")
    assert (event.date.isoformat(), event.country, event.city.fr) == ("2018-03-05", "CHE", None)
    assert [(body.name.en, body.name.fr) for body in event.organisers] == [
        ("Agency A", None),
        ("Body B", "Organe B"),
    ]
    assert (event.status, event.attribution, event.statements, event.profile) == (
        "draft",
        "chatham-house",
        "own",
        "outcome",
    )
    assert evidence.statements.empty


def test_a_text_in_one_language_has_a_place_for_the_other_which_is_listed_as_missing(data: Path) -> None:
    made = create_event(data, "mine", {**GIVEN, "title": "Table ronde", "languages": "fr"})
    text = (made / "event.yml").read_text(encoding="utf-8")
    assert 'title:\n  en: # to be added\n  fr: "Table ronde"\ntitle_language: fr\n' in text
    create_event(data, "both", {**GIVEN, "title": "Table ronde", "languages": "fr,en"})
    missing = {(each.kind, each.row, each.what) for each in load_evidence(data, "both").missing}
    assert ("untranslated", "title", "en") in missing


def test_every_key_of_an_event_is_in_the_description() -> None:
    text = new_event.description(read_details(GIVEN))
    keys = set(re.findall(r"^#?([a-z_]+):", text, flags=re.MULTILINE))
    assert keys == set(Description.model_fields)


def test_every_example_in_the_description_can_be_used_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "event.yml"
    path.write_text(EXAMPLE.sub("", new_event.description(read_details(GIVEN))), encoding="utf-8")
    event, problems = read_event(path, "event.yml")
    assert problems == []
    assert event is not None
    assert event.model_fields_set == set(Description.model_fields)


@given(text=st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="|;"), min_size=1))
def test_any_text_stands_in_the_description_as_it_was_said(text: str) -> None:
    wanted = text.strip()
    if wanted:
        made = yaml.safe_load(
            new_event.description(read_details({**GIVEN, "title": text, "organiser": text}))
        )
        assert made["title"]["en"] == made["organisers"][0]["name"]["en"] == wanted


def test_the_workbook_is_read_back_as_empty_tables(data: Path) -> None:
    notes, losses = contents(create_event(data, "mine", GIVEN) / "notes.xlsx")
    assert [len(frame) for frame in notes.tables().values()] == [0] * 7
    assert losses == []


def test_the_workbook_offers_the_shared_themes(data: Path) -> None:
    book = load_workbook(create_event(data, "mine", GIVEN) / "notes.xlsx")
    shared = list(load_evidence(data, "mine").codebook["code"])
    offered = {column[0].value: [cell.value for cell in column[1:]] for column in book["lists"].columns}
    assert offered["shared_code"][: len(shared)] == offered["theme"][: len(shared)] == shared
    assert [row[0].value for row in book["Read me"].iter_rows()][-len(shared) :] == shared


def test_a_name_has_small_letters_digits_and_hyphens(data: Path) -> None:
    for name in ("Mine", "my event", "my_event", "-mine", "mine-", "../mine", "", "é", "a" * 61):
        assert "small letters and digits" in name_problems(data, name)[0]
    with pytest.raises(UserError, match="small letters and digits"):
        create_event(data, name, GIVEN)


def test_an_event_that_exists_is_not_touched(data: Path) -> None:
    made = create_event(data, "mine", GIVEN)
    (made / "event.yml").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="exists already and is not overwritten"):
        create_event(data, "mine", GIVEN)
    assert (made / "event.yml").read_text(encoding="utf-8") == "mine"


def test_what_fails_leaves_nothing(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted(data.rglob("*"))

    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(new_event.workbook, "write", fail)
    with pytest.raises(OSError, match="no space left"):
        create_event(data, "mine", GIVEN)
    assert sorted(data.rglob("*")) == before
