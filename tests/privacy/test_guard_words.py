"""The event's own words are searched before any notebook runs, and a disclosure names file, row and column."""

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


def found_in(*notes: dict[str, str], people: tuple = ({}, OTHER), **tables: list) -> dict[int, set[str]]:
    """Return which kinds of terms are found in each of several notes, by its place among them."""
    kinds: dict[int, set[str]] = {n: set() for n in range(1, len(notes) + 1)}
    for one in guard(*people, tables=with_notes(*notes, **tables)).in_words():
        kinds[int(one.where.split()[1].rstrip(",")) - 1].add(one.kind)
    return kinds


def by_place(*kinds: set[str]) -> dict[int, set[str]]:
    return dict(enumerate(kinds, 1))


def test_a_note_may_not_reveal_any_participant() -> None:
    texts = (
        ("As Quimby said.", {"name"}), ("As Al Paconelli said.", {"name"}), ("Our Lantern Office agrees.", {"body"}),
        ("The Kite Works agree.", {"body"}), ("In Kiribati it helps.", {"country"}),
        ("Keepers of coastal lantern registers agree.", {"role"}),
        ("I, director of the Lantern Office, agree.", {"role", "body"}),
    )  # fmt: skip
    notes = [{"text_fr": text} for text, _ in texts]
    assert found_in(*notes) == by_place(*(kinds for _, kinds in texts))
    assert {where for _, where, _ in caught(guard({}, OTHER, tables=with_notes(*notes)))} == {
        f"row {n}, column text_fr" for n in range(2, len(texts) + 2)
    }


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


def test_every_table_that_is_published_is_searched() -> None:
    ids = ({"note_id": "Quimby-1"}, {"locator_en": "Quimby, min 3"}, {"coder": "zora-quimby"})
    tables = {
        "sessions": [{"session_id": "quimby"}, {"session_id": "a", "title_fr": "Par Z. Quimby"}],
        "themes": [{"code": "A", "label_en": "Quimby’s theme"}],
        "documents": [{"source_id": "D", "title": "Lantern Office, 2026"}],
        "recoding": [{"note_id": "N001", "coder": "quimby"}],
    }
    assert caught(guard({}, tables=with_notes(*ids, **tables))) == {
        ("sessions.csv", "row 2, column session_id", "name"),
        ("sessions.csv", "row 3, column title_fr", "name"),
        ("themes.csv", "row 2, column label_en", "name"),
        ("documents.csv", "row 2, column title", "body"),
        ("recoding.csv", "row 2, column coder", "name"),
        ("notes.csv", "row 2, column note_id", "name"),
        ("notes.csv", "row 3, column locator_en", "name"),
        ("notes.csv", "row 4, column coder", "name"),
    }


LISTENER = {
    "participant_id": "Q1", "name": "Ilse Vandermolen-Ostwick", "role": "Mayor", "body": "Town of Ferring", "country": "KIR",
}  # fmt: skip


def test_no_note_may_reveal_somebody_who_took_part_without_speaking() -> None:
    texts = ("As Ostwick heard.", "The Town of Ferring agrees.", "The mayor of Kiribati left.")
    notes = with_notes(*({"text_en": text} for text in texts), participants=[LISTENER])
    refused = refused_words(guard({"country": "WSM"}, tables=notes))
    assert {(one.where, one.kind) for one in refused} == {
        (f"row {n}, column text_en", kind) for n, kind in ((2, "name"), (3, "body"), (4, "role"))
    }
    assert {one.whom for one in refused} == {"participants.csv, row 2"}


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


def test_every_text_of_the_description_is_searched() -> None:
    logos = [{"file": "quimby.png", "alt": {"en": "A lamp"}}, {"file": "a.png", "alt": {"fr": "Mme Quimby"}}]
    keys = {
        "status": "cleared", "cleared": {"who": "Ms Quimby", "when": "today"}, "notices": {"logos": logos},
        "questions": [{"text": {"en": "Why?"}, "sessions": ["quimby"]}],
    }  # fmt: skip
    assert caught(guard({}, **keys)) == {
        ("event.yml", where, "name")
        for where in ("cleared.who", "notices.logos.1.file", "notices.logos.2.alt", "questions.1.sessions.1")
    }


def test_a_name_is_found_through_entities_escapes_and_emphasis() -> None:
    texts = ("Brunn*stein*", "M&uuml;ller", "M%C3%BCller", "**Brunn**stein", "Brunn&shy;stein")
    notes = [{"text_en": f"As {text} said."} for text in texts]
    found = found_in(*notes, people=({"name": "Éloïse Müller-Brunnstein"},))
    assert found == by_place(*[{"name"}] * len(texts))


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


def test_a_code_that_is_short_for_a_name_is_refused() -> None:
    """Two letters are a person’s only as a coder’s; the beginning of a name is known by five."""
    codes = (
        ("coder", "KN", {"name"}), ("coder", "kn2", {"name"}), ("coder", "BRUNN", {"name"}),
        ("coder", "NK", set()), ("coder", "AK", set()), ("coder", "BRU", set()), ("coder", "EU", set()),
        ("note_id", "KN-01", set()), ("note_id", "KNGB-01", {"name"}), ("note_id", "T-brunn-1", {"name"}),
    )  # fmt: skip
    notes = [{column: code} for column, code, _ in codes]
    found = found_in(*notes, people=({"name": "Kouassi N’Guessan-Brunnstein"},))
    assert found == by_place(*(kinds for *_, kinds in codes))


def test_the_code_of_a_theme_that_is_short_for_a_name_is_refused_unless_all_events_have_it() -> None:
    for code, names in (("BRUNN", 1), ("PARTNER", 0)):
        person = {"name": f"Éloïse {code.title()}stein"}
        found = list(guard(person, tables={"themes": [{"code": code, "label_en": "A"}]}).in_words())
        assert [each.where for each in found] == ["row 2, column code"] * names


MAYOR = {"role_en": "Mayor", "role_fr": "Maire"}


def test_a_note_may_not_reveal_its_speaker_by_a_role_that_only_one_person_has() -> None:
    texts = (
        ("The mayor from the hills asked for data.", {"role"}), ("It is late. The mayor asked for data.", {"role"}),
        ("Mayors asked for data.", set()), ("Many a thing the mayor asked for.", set()),
    )  # fmt: skip
    notes = [{"speaker_id": "A", "text_en": text} for text, _ in texts]
    assert found_in(*notes, people=(MAYOR, OTHER)) == by_place(*(kinds for _, kinds in texts))


def test_a_role_that_several_people_or_another_person_have_reveals_nobody() -> None:
    text = {"text_en": "The mayor asked for data."}
    guard(MAYOR, OTHER | MAYOR, tables=with_notes(text | {"speaker_id": "A"})).check_words()
    guard(MAYOR, OTHER, tables=with_notes(text | {"speaker_id": "B"})).check_words()
