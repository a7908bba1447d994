"""What a report lacks before it can be cleared."""

from tests.evidence.own_notes import event, remarks, rules, speakers

from gcm_analysis.evidence.missing import Missing, of_event, of_notes

NAMED, AFFILIATION, CHATHAM = "named", "affiliation", "chatham-house"


def gaps(tables: dict, **keys: object) -> set[tuple[str, str, str, str]]:
    return {(gap.kind, gap.file, gap.row, gap.what) for gap in of_notes(rules(tables, **keys))}


def test_in_a_complete_event_nothing_is_missing() -> None:
    assert list(of_event(event())) == []
    assert gaps({}, attribution=NAMED) == set()


def test_each_text_of_the_description_without_translation_is_listed_with_its_key() -> None:
    questions = [{"text": {"en": "Why?", "fr": "Pourquoi ?"}}, {"text": {"fr": "Comment ?"}}]
    made = event(kind={"en": "round table"}, questions=questions)
    assert list(of_event(made)) == [
        Missing("untranslated", "event.yml", "kind", "fr"),
        Missing("untranslated", "event.yml", "questions.2.text", "en"),
    ]


def test_an_event_in_one_language_needs_no_translation() -> None:
    assert list(of_event(event(kind={"en": "round table"}, languages=["en"]))) == []
    assert gaps({"notes": remarks({"text_fr": ""})}, languages=["en"]) == set()


def test_each_text_of_the_tables_without_translation_is_listed_with_its_row() -> None:
    tables = {
        "sessions": [{"session_id": "one", "title_fr": "Ouverture"}, {"session_id": "two"}],
        "notes": remarks({"text_fr": "", "locator_en": "min 3"}),
        "themes": [{"code": "OWN", "label_en": "Own", "label_fr": "Propre", "definition_en": "d"}],
    }
    assert gaps(tables) == {
        ("untranslated", "sessions.csv", "one", "title_en"),
        ("untranslated", "notes.csv", "N001", "text_fr"),
        ("untranslated", "notes.csv", "N001", "locator_fr"),
        ("untranslated", "themes.csv", "OWN", "definition_fr"),
    }


def test_only_what_is_shown_of_speakers_must_be_translated_and_the_list_names_nobody() -> None:
    tables = {
        "speakers": speakers({}, {"role_fr": "", "body_en": ""}),
        "notes": remarks({}, {"speaker_id": "B"}),
    }
    body = ("untranslated", "speakers.csv", "3", "body_en")
    role = ("untranslated", "speakers.csv", "3", "role_fr")
    assert gaps(tables, attribution=NAMED) == {role, body}
    assert gaps(tables, attribution=AFFILIATION) == {body}
    assert gaps(tables, attribution=CHATHAM) == set()


BEN = {"note_id": "N001", "coder": "ben", "theme": "DATA", "phase": "design"}


def test_a_code_that_two_coders_gave_differently_is_a_disagreement() -> None:
    assert gaps({"recoding": [BEN]}) == {("disagreement", "recoding.csv", "N001", "theme: PEER / DATA (ben)")}


def test_a_code_that_one_coder_left_out_is_not_a_disagreement() -> None:
    assert gaps({"recoding": [BEN | {"theme": ""}]}) == set()
    assert gaps({"recoding": [BEN], "notes": remarks({"theme": ""})}) == set()


def test_an_agreed_coding_settles_the_codes_that_it_names() -> None:
    agreed = {"note_id": "N001", "coder": "agreed", "theme": "DATA"}
    assert gaps({"recoding": [BEN, agreed]}) == set()
    other = BEN | {"phase": "monitoring"}
    assert gaps({"recoding": [other, agreed]}) == {
        ("disagreement", "recoding.csv", "N001", "phase: design / monitoring (ben)")
    }
