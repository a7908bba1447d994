"""A name is found by each of its words, however it is cut, spelt or shortened; ordinary words are not taken for names."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.privacy.guard_kit import guard, kinds
from tests.privacy.name_variants import FOUND, INNOCENT, MISSED

BARE = {"role_en": "", "role_fr": "", "body_en": "", "body_fr": "", "country": ""}


def caught(name: str, texts: Iterable[str], folder: Path) -> set[str]:
    """Return those texts in which the guard finds the name, and nothing but names."""
    watching = guard(BARE | {"name": name})
    found = {text: kinds(watching, folder, f"{text}, and so on.") for text in texts}
    assert set().union(*found.values()) <= {"name"}
    return {text for text in texts if found[text]}


@pytest.mark.parametrize(("name", "texts"), FOUND.items())
def test_a_name_is_found_in_each_of_its_forms(name: str, texts: tuple[str, ...], tmp_path: Path) -> None:
    assert set(texts) - caught(name, texts, tmp_path) == set()


@pytest.mark.parametrize(("name", "texts"), INNOCENT.items())
def test_ordinary_words_and_acronyms_are_no_names(name: str, texts: tuple[str, ...], tmp_path: Path) -> None:
    assert caught(name, texts, tmp_path) == set()


@pytest.mark.parametrize(("name", "texts"), MISSED.items())
def test_what_is_known_to_be_missed_is_still_missed(name: str, texts: dict[str, str], tmp_path: Path) -> None:
    assert caught(name, texts, tmp_path) == set()


def test_the_city_of_the_event_is_no_name_but_with_a_form_of_address_it_is(tmp_path: Path) -> None:
    watching = guard(BARE | {"name": "Ana Lindqvist-Ostwick"}, city={"en": "Ostwick", "fr": "Ostwick"})
    assert kinds(watching, tmp_path, "A meeting in Ostwick.") == set()
    assert kinds(watching, tmp_path, "Ms Ostwick said so.") == {"name"}
