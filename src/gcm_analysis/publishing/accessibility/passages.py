"""Passages in another language: found by the small words that one language can't do without and the others do not have.

It knows English, French and Spanish, and only passages long enough to tell. What it does not find may still be in
another language; what it finds is.
"""

import re
from collections.abc import Iterator

SMALL_WORDS = {
    "en": "the of and with from which that these were was are is their its has have been by how what not they for this into",
    "fr": "le la les des du et dans avec pour sur une est sont aux qui que par leur cette ont pas nous au ces entre",
    "es": "el los las del y con para una es son por su esta han como más entre sus desde hacia",
}  # fmt: skip
KNOWN = {code: frozenset(words.split()) for code, words in SMALL_WORDS.items()}
LEAST = 4  # small words of a foreign language, and at least so many times as many as of the page's own
TIMES = 3
WORD = re.compile(r"[^\W\d_]+")
QUOTED = re.compile(r"“([^”]{30,})”|«\s?([^»]{30,})»")


def foreign(text: str, language: str) -> str:
    """Return the language that a passage is in where it is certainly not the given one, else nothing."""
    words = [word.lower() for word in WORD.findall(text)]
    counts = {code: sum(word in known for word in words) for code, known in KNOWN.items()}
    own = counts.pop(language, 0)
    code = max(counts, key=lambda one: counts[one])
    return code if counts[code] >= LEAST and counts[code] >= TIMES * max(own, 1) else ""


def quotations(text: str) -> Iterator[str]:
    """Yield the longer quotations of a text, without their marks."""
    for found in QUOTED.finditer(text):
        yield found[1] or found[2]
