"""Text that no writer meant: it is found wherever a wrong encoding made it, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcm_analysis.evidence.faulty_text import faults

WORDS = [
    "événement", "Évaluation", "l’État", "où", "à l’étranger", "« oui »", "Sénégal", "2018–2019", "“quoted”", "Türkiye", "œuvre",
    "piñata", "São Tomé", "Kraków", "10 €", "Łódź", "Übung", "façade", "naïve", "…", "İstanbul", "ČR", "Ångström", "MAÇÃ", "été",
]  # fmt: skip
RIGHT = [
    "“MAÇÃ”", "«CAFÉ»", "“Ä”", "Å, Ä and Ö", "√2", "A•B", "Ñandú", "10 × 10", "a\tb", "two\nlines", "Ã", "Â", "l'eau", "5 °C",
    "§ 7", "É…",
]  # fmt: skip


def found(text: str) -> bool:
    return bool(list(faults(text)))


def test_letters_and_characters_of_any_language_are_accepted() -> None:
    assert [text for text in [*WORDS, *RIGHT] if found(text)] == []


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8))
def test_a_sentence_is_accepted_in_whatever_order_its_words_are(words: list[str]) -> None:
    assert not found(" ".join(words))


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
def test_utf_8_that_was_read_as_another_encoding_is_found(encoding: str) -> None:
    written = [
        "événement", "l’État", "Sénégal", "« oui »", "2018–2019", "“quoted”", "où est-ce ?", "à la ville", "façade",
    ]  # fmt: skip
    assert [text for text in written if not found(text.encode().decode(encoding, "replace"))] == []


@pytest.mark.parametrize(
    "text", ["d\ufffdveloppement", "dï¿½veloppement", "dÃƒÂ©veloppement", "Ð¡Ð¾Ñ\x8e", "ï»¿title"]
)
def test_letters_that_were_lost_or_read_wrong_twice_are_found(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x9d", "\ud800", "\uffff"])
def test_a_character_that_cannot_be_seen_is_named_by_its_number(sign: str) -> None:
    (fault,) = faults(f"a{sign}b")
    assert fault.found == f"the character U+{ord(sign):04X}"
