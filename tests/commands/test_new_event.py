"""The folder of a new event: valid unchanged, explained key by key, made whole or not at all."""

import re
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.conftest import HOME
from tests.importing.samples import contents

from gcm_analysis.commands import new_event
from gcm_analysis.commands.new_event import (
    DETAILS,
    create_event,
    detail_problems,
    name_problems,
    read_details,
)
from gcm_analysis.errors import UserError
from gcm_analysis.evidence import load_evidence
from gcm_analysis.evidence.event import Description
from gcm_analysis.evidence.event_file import read_event

GIVEN = {
    "title": "Round table | Table ronde",
    "date": "2018-03-05",
    "languages": "en,fr",
    "city": "Geneva",
    "country": "CHE",
    "organiser": "Agency A; Body B | Organe B",
}
EXAMPLE = re.compile(r"^#(?=[ ]*(- )?[a-z_0-9-]+:)", flags=re.MULTILINE)


@pytest.fixture
def data(data_copy: Path) -> Path:
    return data_copy / "data"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a new event as it was made. Nothing may change it."""
    data = Path(shutil.copytree(HOME / "data", tmp_path_factory.mktemp("project") / "data"))
    folder = create_event(data, "mine", GIVEN)
    assert folder == data / "events" / "mine"
    return folder


def test_a_new_event_has_a_description_a_workbook_and_the_next_three_commands(made: Path) -> None:
    assert sorted(path.name for path in made.iterdir()) == ["README.md", "event.yml", "notes.xlsx"]
    read_me = (made / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^gcm .*?(?=\s+#)", read_me, flags=re.MULTILINE)
    assert commands == ["gcm import mine data/events/mine/notes.xlsx", "gcm check mine", "gcm report mine"]


def test_the_new_description_is_valid_unchanged_and_names_nobody(made: Path) -> None:
    evidence = load_evidence(made.parents[1], "mine")
    event = evidence.event
    assert (event.title.en, event.title.fr, event.title_language) == ("Round table", "Table ronde", "en")
    assert (event.date.isoformat(), event.country, event.city.fr) == ("2018-03-05", "CHE", None)
    bodies = [(body.name.en, body.name.fr) for body in event.organisers]
    assert bodies == [("Agency A", None), ("Body B", "Organe B")]
    assert (event.status, event.attribution) == ("draft", "chatham-house")
    assert (event.statements, event.profile) == ("own", "outcome")
    assert evidence.statements.empty


def test_the_workbook_is_read_back_as_empty_tables_and_offers_the_shared_themes(made: Path) -> None:
    notes, losses = contents(made / "notes.xlsx")
    assert [len(frame) for frame in notes.tables().values()] == [0] * 7
    assert losses == []
    book = load_workbook(made / "notes.xlsx")
    shared = list(load_evidence(made.parents[1], "mine").codebook["code"])
    offered = {column[0].value: [cell.value for cell in column[1:]] for column in book["lists"].columns}
    assert offered["shared_code"][: len(shared)] == offered["theme"][: len(shared)] == shared
    assert [row[0].value for row in book["Read me"].iter_rows()][-len(shared) :] == shared


def test_a_text_in_one_language_has_a_place_for_the_other_which_is_listed_as_missing(data: Path) -> None:
    made = create_event(data, "mine", {**GIVEN, "title": "Table ronde", "languages": "fr"})
    text = (made / "event.yml").read_text(encoding="utf-8")
    assert 'title:\n  en: # to be added\n  fr: "Table ronde"\ntitle_language: fr\n' in text
    create_event(data, "both", {**GIVEN, "title": "Table ronde", "languages": "fr,en"})
    missing = {(each.kind, each.row, each.what) for each in load_evidence(data, "both").missing}
    assert ("untranslated", "title", "en") in missing


def test_every_example_in_the_description_can_be_used_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "event.yml"
    path.write_text(EXAMPLE.sub("", new_event.description(read_details(GIVEN))), encoding="utf-8")
    event, problems = read_event(path, "event.yml")
    assert problems == []
    assert event is not None
    assert event.model_fields_set == set(Description.model_fields)


@given(text=st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="|;"), min_size=1))
def test_any_text_is_written_into_the_description_as_it_was_entered(text: str) -> None:
    wanted = text.strip()
    if wanted:
        made = yaml.safe_load(
            new_event.description(read_details({**GIVEN, "title": text, "organiser": text}))
        )
        assert made["title"]["en"] == made["organisers"][0]["name"]["en"] == wanted


def test_a_name_has_small_letters_digits_and_hyphens(data: Path) -> None:
    for name in ("Mine", "my event", "my_event", "-mine", "mine-", "../mine", "", "é", "a" * 61):
        assert "small letters and digits" in name_problems(data, name)[0]
    with pytest.raises(UserError, match="small letters and digits"):
        create_event(data, name, GIVEN)


def test_an_event_that_cannot_be_made_leaves_nothing_behind(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(data.rglob("*"))

    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(new_event.workbook, "write", fail)
    with pytest.raises(OSError, match="no space left"):
        create_event(data, "mine", GIVEN)
    assert sorted(data.rglob("*")) == before


# --- what must be known of an event before it can begin -----------------------------------------------------


def options(given: dict[str, str]) -> list[str]:
    """Return the options whose answers are not allowed."""
    return [line.split()[0] for line in detail_problems(given)]


def test_the_answers_are_read() -> None:
    assert read_details(GIVEN) == {
        "mode": "in_person",
        "title": ("Round table", "Table ronde"),
        "date": "2018-03-05",
        "languages": ("en", "fr"),
        "city": ("Geneva",),
        "country": "CHE",
        "organiser": [("Agency A",), ("Body B", "Organe B")],
    }
    assert detail_problems(GIVEN) == []


def test_an_online_event_needs_no_place_and_may_have_one() -> None:
    placeless = {name: text for name, text in GIVEN.items() if name not in ("city", "country")}
    assert detail_problems({**placeless, "mode": "online"}) == []
    assert "city" not in read_details({**placeless, "mode": "online", "city": ""})
    assert read_details({**GIVEN, "mode": "online"})["country"] == "CHE"
    assert options(placeless | {"mode": "hybrid"}) == ["--city", "--country"]
    assert options(GIVEN | {"mode": "remote"}) == ["--mode"]


@pytest.mark.parametrize(
    ("text", "codes"), [("fr", ("fr",)), ("fr, en", ("fr", "en")), ("EN fr en", ("en", "fr"))]
)
def test_languages_keep_their_order(text: str, codes: tuple[str, ...]) -> None:
    assert read_details({**GIVEN, "languages": text})["languages"] == codes


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("title", " "), ("title", "a | b | c"), ("title", "a |"), ("date", "5 March 2018"), ("date", "2018-02-30"),
        ("date", "2018-03"), ("languages", "en,de"), ("languages", ","), ("city", "|"), ("country", "Atlantis"),
        ("country", ""), ("organiser", ";"), ("organiser", "a; |"),
    ],
)  # fmt: skip
def test_an_answer_that_is_not_allowed_is_named_with_its_option_and_with_what_is_allowed(
    name: str, text: str
) -> None:
    (line,) = detail_problems({**GIVEN, name: text})
    assert line.startswith(f"--{name} {'may not be' if text else 'is missing'}")
    assert next(detail.expected for detail in DETAILS if detail.name == name) in line


def test_everything_that_is_missing_is_named_at_once() -> None:
    assert options({}) == [f"--{name}" for name in GIVEN]
