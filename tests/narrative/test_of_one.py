"""What is said of one of a kind agrees with it, in both languages: “Est consigné 1 énoncé”."""

import re

import pytest
from tests.builders import DEFAULT_EVENT
from tests.conftest import HOME
from tests.narrative.telling import CHANGES, told

from gcm_analysis.evidence import load_evidence

EVIDENCE = load_evidence(HOME / "data", DEFAULT_EVENT)
ONE_OF_A_KIND = [
    name
    for name in CHANGES
    if name.startswith(("one ", "an ")) and name not in ("one source", "one conflict of claims")
]
# A number that asks for the singular, before or after words in the plural; French 0 asks for it too.
WRONG = {
    "en": re.compile(
        r"(?<![\d,.])1 (?:(?:independent |coded |further )?(?:statements|sources|voices|themes|Actions|claims|rows|acts|months|countries)\b"
        r"|(?:are|have|were|remain|name|come)\b)|the 1 Actions"
    ),
    "fr": re.compile(
        r"(?<![\d,.\s])(?<!\d )\b[01] (?:énoncés|sources|thèmes|Actions|chiffres|lignes|actes|nombres|facteurs|défis|jalons|autres)\b"
        r"|[Ss]ont \w+ [01] |\bles [01] |\bdes 1 "
    ),
}


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("name", ONE_OF_A_KIND)
def test_a_record_with_one_of_a_kind_is_told_in_the_singular(name: str, code: str) -> None:
    change, numbers = CHANGES[name]
    story = told(change(EVIDENCE), code, numbers)
    said = [sentence.plain for _, sentence in story.sentences]
    said += [getattr(exhibit, "alt", "") for _, exhibit in story.shown]
    assert not [
        text for text in said if WRONG[code].search(text.replace("\u00a0", " ").replace("\u202f", " "))
    ]
