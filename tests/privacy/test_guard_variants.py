"""A name is found by each of its words, however it is cut, spelt or shortened; ordinary words are not taken for names."""

from pathlib import Path

import pytest
from tests.privacy.guard_kit import guard, kinds
from tests.privacy.name_variants import FOUND, INNOCENT, MISSED

BARE = {"role_en": "", "role_fr": "", "body_en": "", "body_fr": "", "country": ""}


def kinds_of(name: str, text: str, folder: Path) -> set[str]:
    return kinds(guard(BARE | {"name": name}), folder, f"{text}.")


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FOUND.items() for text in texts])
def test_a_name_is_found_in_each_of_its_forms(name: str, text: str, tmp_path: Path) -> None:
    assert kinds_of(name, text, tmp_path) == {"name"}


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in INNOCENT.items() for text in texts]
)
def test_ordinary_words_and_acronyms_are_no_names(name: str, text: str, tmp_path: Path) -> None:
    assert kinds_of(name, text, tmp_path) == set()


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in MISSED.items() for text in texts])
def test_what_is_known_to_be_missed_is_still_missed(name: str, text: str, tmp_path: Path) -> None:
    assert kinds_of(name, text, tmp_path) == set()


def test_the_city_of_the_event_is_no_name_but_with_a_form_of_address_it_is(tmp_path: Path) -> None:
    watching = guard(BARE | {"name": "Ana Lindqvist-Ostwick"}, city={"en": "Ostwick", "fr": "Ostwick"})
    assert kinds(watching, tmp_path, "A meeting in Ostwick.") == set()
    assert kinds(watching, tmp_path, "Ms Ostwick said so.") == {"name"}
