"""What the guard knows a person by: how names, roles, bodies and countries may be written, and what is none of them."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.privacy.guard_kit import guard, kinds
from tests.privacy.name_variants import FOUND, INNOCENT, MISSED

BARE = {"role_en": "", "role_fr": "", "body_en": "", "body_fr": "", "country": ""}


def person(name: str = "", **cells: str) -> dict[str, str]:
    return BARE | {"name": name} | cells


@pytest.mark.parametrize(("name", "alone"), [("Mark Field", "field"), ("Bo Li", "li"), ("Will Page", "page")])
def test_a_short_or_common_word_is_a_name_only_beside_another_part_an_initial_or_an_address(
    name: str, alone: str, tmp_path: Path
) -> None:
    first, family = name.split()
    watching = guard(person(name))
    assert kinds(watching, tmp_path, f"the {alone} and {family} said") == set()
    for words in (
        name,
        f"{family.upper()} {first}",
        f"{first[0]}. {family}",
        f"Mr {family}",
        f"Mme {family}",
    ):
        assert kinds(watching, tmp_path, f"Here {words} said.") == {"name"}
    assert kinds(watching, tmp_path, f"{first[0].lower()} {alone} mr {alone}") == set()


def test_a_body_is_found_with_its_articles_plurals_and_parts(tmp_path: Path) -> None:
    body = {"body_en": "The Lantern Office, Northern Isles (LNTO)", "body_fr": "l’Office des lanternes"}
    watching = guard(person(**body))
    found = (
        "lantern office",
        "Lantern\u00a0Offices",
        "LANTERN-OFFICE",
        "the LNTO",
        "press@lnto.example",
        "office des lanternes",
        "Northern Isles",
    )
    for text in found:
        assert kinds(watching, tmp_path, f"At {text} too.") == {"body"}, text
    for text in ("an office", "a lantern in the office", "the isles"):
        assert kinds(watching, tmp_path, f"At {text} too.") == set(), text


@pytest.mark.parametrize("body", ["Government", "civil society", "the programme"])
def test_a_body_of_common_words_identifies_nobody(body: str, tmp_path: Path) -> None:
    text = "The Government, civil society and the programme."
    assert kinds(guard(person(body_en=body)), tmp_path, text) == set()


def test_a_country_is_found_by_name_adjective_and_code(tmp_path: Path) -> None:
    watching = guard(person(country="KIR"))
    for text in ("Kiribati", "kiribatian", "Kiribatis", "KIR"):
        assert kinds(watching, tmp_path, f"From {text}.") == {"country"}, text
    for text in ("kir", "AKIR", "KIRA"):
        assert kinds(watching, tmp_path, f"From {text}.") == set(), text


@pytest.mark.parametrize(
    ("code", "text"),
    [("VUT", "vanuatuan"), ("BHR", "Bahraini"), ("BHR", "bahreïnien"), ("SUR", "surinamaise"), ("BTN", "Bhutanese"),
     ("BTN", "bhoutanais"), ("ISL", "Icelander")],
)  # fmt: skip
def test_adjectives_formed_from_the_name_of_a_country_are_found(code: str, text: str, tmp_path: Path) -> None:
    watching = guard(person(country=code), country="NOR")
    assert kinds(watching, tmp_path, f"A {text} view.") == {"country"}


def test_the_longer_name_of_another_country_does_not_reveal_a_country(tmp_path: Path) -> None:
    assert kinds(guard(person(country="WSM")), tmp_path, "In American Samoa.") == set()
    assert kinds(guard(person(country="WSM")), tmp_path, "In Samoa.") == {"country"}
    assert kinds(guard(person(country="DMA")), tmp_path, "In the Dominican Republic.") == set()


ROLE = {
    "role_en": "Keeper of Coastal Lantern Registers",
    "role_fr": "directrice du registre des phares côtiers",
}


def test_a_role_of_several_distinctive_words_is_found_in_any_gender_and_number(tmp_path: Path) -> None:
    watching = guard(person(**ROLE))
    for text in (
        "keepers of coastal lantern registers",
        "le directeur du registre des phares côtiers",
        "Directeurs du Registre des phares cotiers",
    ):
        assert kinds(watching, tmp_path, f"Said {text}.") == {"role"}, text
    assert kinds(watching, tmp_path, "A keeper of registers.") == set()


@pytest.mark.parametrize(
    ("role", "words"),
    [({"role_en": "Chairman"}, "the Chairwoman"), ({"role_fr": "conseiller"}, "la conseillère"),
     ({"role_fr": "député"}, "les députées"), ({"role_en": "Director"}, "directors"), ({"role_fr": "inspectrice"}, "l’inspecteur")],
)  # fmt: skip
def test_a_role_of_few_words_is_found_only_near_its_body_or_country(
    role: dict[str, str], words: str, tmp_path: Path
) -> None:
    watching = guard(person(body_en="Lantern Office", country="KIR", **role))
    assert kinds(watching, tmp_path, f"So said {words}.") == set()
    assert kinds(watching, tmp_path, f"So said {words} of Kiribati.") == {"role", "country"}
    assert kinds(watching, tmp_path, f"At the Lantern Office, {words} spoke.") == {"role", "body"}
    assert kinds(watching, tmp_path, f"Kiribati. {'Far away. ' * 20} {words}.") == {"country"}


def test_a_role_of_few_words_without_body_and_country_identifies_nobody(tmp_path: Path) -> None:
    assert kinds(guard(person(role_en="Director")), tmp_path, "The Director.") == set()


def test_under_affiliation_only_name_and_role_are_searched_for(tmp_path: Path) -> None:
    watching = guard(
        person("Zora Quimby", **ROLE, body_en="Lantern Office", country="KIR"), attribution="affiliation"
    )
    assert kinds(watching, tmp_path, "The Lantern Office of Kiribati.") == set()
    assert kinds(watching, tmp_path, "Quimby, keeper of coastal lantern registers") == {"name", "role"}


def test_under_affiliation_a_role_of_few_words_near_the_body_identifies_the_person(tmp_path: Path) -> None:
    watching = guard(person(role_en="Director", body_en="Lantern Office"), attribution="affiliation")
    assert kinds(watching, tmp_path, "Director, Lantern Office") == {"role"}


PUBLIC = {
    "name": "Katharina Stasch",
    "body_en": "International Centre for Migration Policy Development",
    "country": "MDA",
}


def test_what_the_shared_data_publish_is_accepted_in_the_words_of_their_cells(tmp_path: Path) -> None:
    watching = guard(person(**PUBLIC))
    cell = "Permanent Representative in Geneva (Katharina Stasch)"
    assert (
        kinds(watching, tmp_path, f"| Federal Republic of Germany | {cell} |\n{cell[:40]}-\n{cell[40:]}")
        == set()
    )
    assert kinds(watching, tmp_path, "Said Katharina Stasch in the corridor.") == {"name"}
    assert kinds(watching, tmp_path, "Actions in Moldova and elsewhere; MDA.") == set()
    assert kinds(watching, tmp_path, "A Moldovan official.") == {"country"}


def test_a_public_cell_that_is_cut_short_is_still_recognised(tmp_path: Path) -> None:
    watching = guard(person(body_en="facility"))
    cell = "When the facility was created, many administrations knew little"
    assert kinds(watching, tmp_path, cell) == set()


def test_whatever_the_event_s_description_announces_is_public_except_names(tmp_path: Path) -> None:
    title = {"en": "A Lantern Office round table by Quimby", "fr": "x"}
    watching = guard(person("Zora Quimby", body_en="Lantern Office", country="ISL"), title=title)
    assert kinds(watching, tmp_path, "At A Lantern Office round table by Queen, Iceland") == {"body"}
    assert kinds(watching, tmp_path, "A Lantern Office round table by Quimby; Iceland, Islande") == {"name"}


def test_a_named_event_may_name_its_people_though_one_session_is_closed(tmp_path: Path) -> None:
    tables = {"sessions": [{"session_id": "one", "attribution": "chatham-house"}]}
    chair = {
        "name": "Ada Lindqvist", "role": {"en": "Mayor"}, "body": {"en": "Town"}, "level": "local", "region": "Europe",
        "perspective": {"en": "a town"}, "locator": {"en": "p. 1"},
    }  # fmt: skip
    watching = guard(
        person("Zora Quimby"),
        person("Ada Lindqvist"),
        tables=tables | {"notes": []},
        attribution="named",
        chair=chair,
    )
    assert kinds(watching, tmp_path, "The chair: Ada Lindqvist.") == set()
    assert kinds(watching, tmp_path, "A guest: Zora Quimby.") == {"name"}


# --- names in every form ------------------------------------------------------------------------------------


def caught(name: str, texts: Iterable[str], folder: Path) -> set[str]:
    """Return those texts in which the guard finds the name, and nothing but names."""
    watching = guard(person(name))
    found = {text: kinds(watching, folder, f"{text}, and so on.") for text in texts}
    assert set().union(*found.values()) <= {"name"}
    return {text for text in texts if found[text]}


@pytest.mark.parametrize(("name", "texts"), FOUND.items())
def test_a_name_is_found_in_each_of_its_forms(name: str, texts: tuple[str, ...], tmp_path: Path) -> None:
    assert set(texts) - caught(name, texts, tmp_path) == set()


@pytest.mark.parametrize(("name", "texts"), INNOCENT.items())
def test_ordinary_words_and_acronyms_are_not_names(name: str, texts: tuple[str, ...], tmp_path: Path) -> None:
    assert caught(name, texts, tmp_path) == set()


@pytest.mark.parametrize(("name", "texts"), MISSED.items())
def test_the_forms_that_are_listed_as_missed_are_still_missed(
    name: str, texts: dict[str, str], tmp_path: Path
) -> None:
    assert caught(name, texts, tmp_path) == set()


def test_the_city_of_the_event_is_a_name_only_with_a_form_of_address(tmp_path: Path) -> None:
    watching = guard(person("Ana Lindqvist-Ostwick"), city={"en": "Ostwick", "fr": "Ostwick"})
    assert kinds(watching, tmp_path, "A meeting in Ostwick.") == set()
    assert kinds(watching, tmp_path, "Ms Ostwick said so.") == {"name"}
