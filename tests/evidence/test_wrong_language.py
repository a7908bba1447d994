"""Running text in the column of the other language is found where there is enough of it to be sure, and only there."""

from pathlib import Path

import pandas as pd
import pytest
from tests.builders import DEFAULT_EVENT

from gcm_analysis.evidence import Evidence, EvidenceError, event_names
from gcm_analysis.evidence.wrong_language import Key, check_languages_of_texts, is_copied, is_in

ENGLISH = "Staff who were trained left for better paid posts, so that the skills were lost again."
FRENCH = "Les agents formés sont partis vers des postes mieux payés, de sorte que les acquis se sont perdus."


def test_english_and_french_texts_are_distinguished() -> None:
    assert is_in(ENGLISH, "en")
    assert not is_in(ENGLISH, "fr")
    assert is_in(FRENCH, "fr")
    assert not is_in(FRENCH, "en")


@pytest.mark.parametrize(
    "text",
    [
        "Migration",
        "Salle Orangeraie, Palmeraie Conference Center",
        "MIEUX",
        "2018–2019",
        "Note d’orientation",
        f"read in “{ENGLISH}”, « {FRENCH} »",  # what others said, in their language
    ],
)
def test_a_short_text_or_a_name_may_be_in_either_column(text: str) -> None:
    assert is_in(text, "en")
    assert is_in(text, "fr")


def test_the_committed_texts_are_all_in_their_columns() -> None:
    for event in event_names(Path("data")):
        check_languages_of_texts(Path("data"), event)


def test_a_french_sentence_in_an_english_column_and_the_reverse_are_named(data_copy: Path) -> None:
    statements = data_copy / "data" / "statements.csv"
    table = pd.read_csv(statements, dtype=str, keep_default_na=False)
    table.loc[0, ["text_en", "text_fr"]] = [FRENCH, ENGLISH]
    table.to_csv(statements, index=False)
    event = data_copy / "data" / "events" / DEFAULT_EVENT / "event.yml"
    with event.open("a", encoding="utf-8") as lines:
        lines.write(f"more:\n  - text:\n      en: {FRENCH}\n")
    with pytest.raises(EvidenceError) as raised:
        check_languages_of_texts(data_copy / "data", DEFAULT_EVENT)
    assert {(one.file.rpartition("/")[2], one.column) for one in raised.value.problems} == {
        ("statements.csv", "text_en"),
        ("statements.csv", "text_fr"),
        ("event.yml", "more.0.text.en"),
    }


@pytest.mark.parametrize(
    ("languages", "french", "copied"),
    [(("en", "fr"), ENGLISH, True), (("en", "fr"), FRENCH, False), (("en",), ENGLISH, False)],
)
def test_a_sentence_that_is_the_same_in_both_languages_of_an_event_was_copied(
    evidence: Evidence, languages: tuple[str, ...], french: str, *, copied: bool
) -> None:
    event = evidence.event.model_copy(update={"languages": languages})
    pair = {"en": ENGLISH, "fr": french}
    assert is_copied(event, Key("statements.csv", "ST001", "text"), pair) is copied
