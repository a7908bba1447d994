"""The event's own words are searched before any notebook runs, and a disclosure names file, row and column."""

import pytest
from tests.evidence.own_notes import remarks, speakers
from tests.privacy.guard_kit import guard, refused_words

from gcm_analysis.privacy import Guard

OTHER = {
    "name": "Al Paconelli", "body_en": "Kite Works", "body_fr": "Fabrique de cerfs-volants", "country": "WSM",
    "role_en": "Keeper of Coastal Lantern Registers",
}  # fmt: skip
MIXED = [
    {"session_id": "open", "title_en": "Open", "attribution": "named"},
    {"session_id": "closed", "title_en": "Closed", "attribution": "chatham-house"},
]


def caught(watching: Guard) -> set[tuple[str, str, str]]:
    return {(disclosure.file, disclosure.where, disclosure.kind) for disclosure in refused_words(watching)}


def with_notes(*notes: dict[str, str], **tables: list) -> dict[str, list]:
    return {"notes": remarks(*notes)} | tables


def test_words_about_nobody_are_accepted() -> None:
    guard({}, OTHER, tables=with_notes({"text_en": "Directors of offices agree."})).check_words()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("As Quimby said.", {"name"}), ("As Al Paconelli said.", {"name"}), ("Our Lantern Office agrees.", {"body"}),
        ("The Kite Works agree.", {"body"}), ("In Kiribati it helps.", {"country"}),
        ("Keepers of coastal lantern registers agree.", {"role"}),
        ("I, director of the Lantern Office, agree.", {"role", "body"}),
    ],
)  # fmt: skip
def test_a_note_may_not_reveal_any_participant(text: str, kinds: set[str]) -> None:
    watching = guard({}, OTHER, tables=with_notes({"text_fr": text}))
    assert caught(watching) == {("notes.csv", "row 2, column text_fr", kind) for kind in kinds}


def test_a_note_may_mention_a_country_of_the_shared_data_but_not_that_of_its_speaker() -> None:
    people = ({"country": "MDA"}, {"country": "UGA"})
    text = {"text_en": "Moldova has a network."}
    guard(*people, tables=with_notes(text | {"speaker_id": "B"})).check_words()
    assert caught(guard(*people, tables=with_notes(text | {"speaker_id": "A"}))) == {
        ("notes.csv", "row 2, column text_en", "country")
    }


def test_only_notes_that_count_are_published_and_searched() -> None:
    gap = {"text_en": "As Quimby said.", "phase": ""}
    guard({}, tables=with_notes(gap)).check_words()
    guard({}, tables=with_notes({"text_en": "As Quimby said."}), statements="published").check_words()


def test_a_quote_is_searched_if_it_is_published() -> None:
    quote = {"quote": "“I, Quimby, agree.”"}
    guard({"quote_consent": "no"}, tables=with_notes(quote)).check_words()
    assert caught(guard({}, tables=with_notes(quote))) == {("notes.csv", "row 2, column quote", "name")}


def test_the_closed_session_does_not_reveal_a_speaker_who_is_named_elsewhere() -> None:
    notes = (
        {"session_id": "open", "text_en": "I am Quimby."},
        {"session_id": "closed", "text_en": "Quimby agrees."},
    )
    tables = with_notes(*notes, sessions=MIXED)
    assert caught(guard({}, tables=tables, attribution="named")) == {
        ("notes.csv", "row 3, column text_en", "name")
    }


@pytest.mark.parametrize(
    ("tables", "where"),
    [
        ({"sessions": [{"session_id": "quimby"}]}, ("sessions.csv", "row 2, column session_id", "name")),
        ({"sessions": [{"session_id": "a", "title_fr": "Par Z. Quimby"}]}, ("sessions.csv", "row 2, column title_fr", "name")),
        ({"themes": [{"code": "A", "label_en": "Quimby’s theme"}]}, ("themes.csv", "row 2, column label_en", "name")),
        ({"documents": [{"source_id": "D", "title": "Lantern Office, 2026"}]}, ("documents.csv", "row 2, column title", "body")),
        ({"notes": remarks({"note_id": "Quimby-1"})}, ("notes.csv", "row 2, column note_id", "name")),
        ({"notes": remarks({"locator_en": "Quimby, min 3"})}, ("notes.csv", "row 2, column locator_en", "name")),
        ({"notes": remarks({"coder": "zora-quimby"})}, ("notes.csv", "row 2, column coder", "name")),
    ],
)  # fmt: skip
def test_every_table_that_is_published_is_searched(tables: dict, where: tuple[str, str, str]) -> None:
    assert where in caught(guard({}, tables=tables))


LISTENER = {
    "participant_id": "Q1",
    "name": "Ilse Vandermolen-Ostwick",
    "role": "Mayor",
    "body": "Town of Ferring",
    "country": "KIR",
}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("As Ostwick heard.", {"name"}), ("The Town of Ferring agrees.", {"body"}), ("The mayor of Kiribati left.", {"role"})],
)  # fmt: skip
def test_no_note_may_reveal_somebody_who_took_part_without_speaking(text: str, kinds: set[str]) -> None:
    watching = guard({"country": "WSM"}, tables=with_notes({"text_en": text}, participants=[LISTENER]))
    assert {disclosure.kind for disclosure in refused_words(watching)} == kinds
    assert {disclosure.whom for disclosure in refused_words(watching)} == {"participants.csv, row 2"}


def test_a_note_may_mention_the_country_of_somebody_who_only_listened() -> None:
    notes = with_notes({"text_en": "In Kiribati it helps."}, participants=[LISTENER])
    guard({"country": "WSM"}, tables=notes).check_words()


def test_a_note_may_mention_a_body_that_spoke_openly_though_its_other_members_only_listened() -> None:
    tables = with_notes({"text_en": "The Town of Ferring agrees."}, participants=[LISTENER])
    tables["sessions"] = MIXED
    tables["notes"] = remarks({"session_id": "open", "text_en": "The Town of Ferring agrees."})
    guard({"body_en": "Town of Ferring"}, tables=tables, attribution="named").check_words()


def test_at_an_event_that_names_people_a_listener_may_be_named() -> None:
    tables = with_notes({"text_en": "As Ostwick heard."}, participants=[LISTENER])
    guard({}, tables=tables, attribution="named").check_words()


@pytest.mark.parametrize(
    ("keys", "where"),
    [
        ({"status": "cleared", "cleared": {"who": "Ms Quimby", "when": "today"}}, "cleared.who"),
        ({"notices": {"logos": [{"file": "quimby.png", "alt": {"en": "A lamp"}}]}}, "notices.logos.1.file"),
        ({"notices": {"logos": [{"file": "a.png", "alt": {"fr": "Mme Quimby"}}]}}, "notices.logos.1.alt"),
        ({"questions": [{"text": {"en": "Why?"}, "sessions": ["quimby"]}]}, "questions.1.sessions.1"),
    ],
)  # fmt: skip
def test_every_text_of_the_description_is_searched(keys: dict, where: str) -> None:
    assert ("event.yml", where, "name") in caught(guard({}, **keys))


@pytest.mark.parametrize(
    "text", ["Brunn*stein*", "M&uuml;ller", "M%C3%BCller", "**Brunn**stein", "Brunn&shy;stein"]
)
def test_a_name_is_found_through_entities_escapes_and_emphasis(text: str) -> None:
    watching = guard({"name": "Éloïse Müller-Brunnstein"}, tables=with_notes({"text_en": f"As {text} said."}))
    assert caught(watching) == {("notes.csv", "row 2, column text_en", "name")}


def test_the_coder_of_a_second_coding_is_searched() -> None:
    tables = {"recoding": [{"note_id": "N001", "coder": "quimby"}]}
    assert caught(guard({}, tables=tables)) == {("recoding.csv", "row 2, column coder", "name")}


def test_the_list_of_speakers_itself_is_not_published_and_not_searched() -> None:
    guard(
        {"speaker_id": "Quimby"}, tables={"speakers": speakers({"speaker_id": "Quimby"}), "notes": []}
    ).check_words()


def test_a_description_may_announce_bodies_and_countries_but_not_names() -> None:
    title = {"en": "The Lantern Office of Kiribati invites", "fr": "Quimby invite"}
    assert caught(guard({}, title=title)) == {("event.yml", "title", "name")}


def test_what_was_agreed_may_not_reveal_participants() -> None:
    agreed = {"what": {"en": "A hub"}, "who": {"en": "The Lantern Office"}}
    assert caught(guard({}, follow_up=[agreed])) == {("event.yml", "follow_up.1.who", "body")}


def test_what_is_written_after_the_event_may_not_reveal_participants() -> None:
    words = {"en": "The Lantern Office said so"}
    message = {"id": "K01", "title": {"en": "A hub"}, "finding": words, "supports": ["N001"]}
    advice = {"id": "R01", "what": {"en": "A hub"}, "who": words, "supports": ["N001"]}
    concluded = {"findings": [message], "recommendations": [advice]}
    written: dict[str, object] = {
        "accounts": [{"text": words, "notes": ["N001"]}],
        "message": {"text": words, "by": {"en": "Quimby"}},
        "acronyms": [{"short": "LO", "text": words}],
        "acknowledgements": words,
    }
    assert caught(guard({}, conclusions=concluded, **written)) == {
        ("findings.yml", "findings.1.finding", "body"),
        ("findings.yml", "recommendations.1.who", "body"),
        ("event.yml", "accounts.1.text", "body"),
        ("event.yml", "message.text", "body"),
        ("event.yml", "message.by", "name"),
        ("event.yml", "acronyms.1.text", "body"),
        ("event.yml", "acknowledgements", "body"),
    }


def test_a_biography_may_not_reveal_somebody_who_is_hidden_and_makes_nobody_public() -> None:
    words = "She worked with Quimby."
    tables = {
        "sessions": [{"session_id": "closed", "attribution": "chatham-house"}],
        "notes": remarks({"speaker_id": "A", "session_id": "closed"}, {"speaker_id": "B"}),
    }
    chair = {
        "name": "Ada Lind", "role": {"en": "Mayor"}, "body": {"en": "Town"}, "level": "local", "region": "Europe",
        "perspective": {"en": "a town"}, "locator": {"en": "p. 1"}, "biography": {"en": words},
    }  # fmt: skip
    other = {"name": "Al Paconelli", "body_en": "Kite Works", "body_fr": "", "biography_en": words}
    assert caught(guard({}, other, tables=tables, attribution="named", chair=chair)) == {
        ("speakers.csv", "row 3, column biography_en", "name"),
        ("event.yml", "chair.biography", "name"),
    }


SHORT = {"name": "Kouassi N’Guessan-Brunnstein"}


@pytest.mark.parametrize(
    ("column", "code", "expected"),
    [
        ("coder", "KN", {"name"}), ("coder", "kn2", {"name"}), ("coder", "BRUNN", {"name"}),
        ("coder", "NK", set()), ("coder", "AK", set()), ("coder", "BRU", set()), ("coder", "EU", set()),
        ("note_id", "KN-01", set()), ("note_id", "KNGB-01", {"name"}), ("note_id", "T-brunn-1", {"name"}),
    ],
)  # fmt: skip
def test_a_code_that_is_short_for_a_name_is_refused(column: str, code: str, expected: set[str]) -> None:
    """Two letters are a person’s only as a coder’s; the beginning of a name is known by five."""
    found = list(guard(SHORT, tables=with_notes({column: code})).in_words())
    assert {each.kind for each in found} == expected


def test_the_code_of_a_theme_that_is_short_for_a_name_is_refused_unless_all_events_have_it() -> None:
    for code, names in (("BRUNN", 1), ("PARTNER", 0)):
        person = {"name": f"Éloïse {code.title()}stein"}
        found = list(guard(person, tables={"themes": [{"code": code, "label_en": "A"}]}).in_words())
        assert [each.where for each in found] == ["row 2, column code"] * names


MAYOR = {"role_en": "Mayor", "role_fr": "Maire"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The mayor from the hills asked for data.", {"role"}), ("It is late. The mayor asked for data.", {"role"}),
        ("Mayors asked for data.", set()), ("Many a thing the mayor asked for.", set()),
    ],
)  # fmt: skip
def test_a_note_may_not_reveal_its_speaker_by_a_role_that_only_one_person_has(
    text: str, kinds: set[str]
) -> None:
    of_mayor = with_notes({"speaker_id": "A", "text_en": text})
    assert {each.kind for each in guard(MAYOR, OTHER, tables=of_mayor).in_words()} == kinds


def test_a_role_that_several_people_or_another_person_have_reveals_nobody() -> None:
    text = {"text_en": "The mayor asked for data."}
    guard(MAYOR, OTHER | MAYOR, tables=with_notes(text | {"speaker_id": "A"})).check_words()
    guard(MAYOR, OTHER, tables=with_notes(text | {"speaker_id": "B"})).check_words()
