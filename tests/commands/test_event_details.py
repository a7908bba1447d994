"""What must be known of an event before it can begin, and how it is read."""

import pytest

from gcm_analysis.commands.new_event import DETAILS, detail_problems, read_details

GIVEN = {
    "title": "Round table | Table ronde",
    "date": "2018-03-05",
    "languages": "en,fr",
    "city": "Geneva",
    "country": "CHE",
    "organiser": "Agency A; Body B | Organe B",
}


def test_what_was_said_is_read() -> None:
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
    assert [line.split()[0] for line in detail_problems({**placeless, "mode": "hybrid"})] == [
        "--city",
        "--country",
    ]
    assert [line.split()[0] for line in detail_problems({**GIVEN, "mode": "remote"})] == ["--mode"]


@pytest.mark.parametrize(
    ("text", "codes"), [("fr", ("fr",)), ("fr, en", ("fr", "en")), ("EN fr en", ("en", "fr"))]
)
def test_languages_keep_their_order(text: str, codes: tuple[str, ...]) -> None:
    assert read_details({**GIVEN, "languages": text})["languages"] == codes


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("title", " "),
        ("title", "a | b | c"),
        ("title", "a |"),
        ("date", "5 March 2018"),
        ("date", "2018-02-30"),
        ("date", "2018-03"),
        ("languages", "en,de"),
        ("languages", ","),
        ("city", "|"),
        ("country", "Atlantis"),
        ("country", ""),
        ("organiser", ";"),
        ("organiser", "a; |"),
    ],
)
def test_what_may_not_be_said_is_named_with_its_option_and_what_may(name: str, text: str) -> None:
    (line,) = detail_problems({**GIVEN, name: text})
    assert line.startswith(f"--{name} {'may not be' if text else 'is missing'}")
    assert next(detail.expected for detail in DETAILS if detail.name == name) in line


def test_all_that_is_missing_is_named_at_once() -> None:
    assert [line.split()[0] for line in detail_problems({})] == [f"--{name}" for name in GIVEN]
