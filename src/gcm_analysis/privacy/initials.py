"""Initials, in any order of the name, and ids and codes that are short for a name.

Initials are looked for with full stops, and without where they are three or say themselves what they are.
"""

import re
from collections.abc import Collection, Container, Iterator, Sequence

from gcm_analysis.evidence.countries import is_country
from gcm_analysis.privacy.folding import cased, folded, folded_joined
from gcm_analysis.privacy.name_words import ADDRESSES, PARTICLES, NameWord, name_words

DOTTED = re.compile(r"(?<!\w)(?:[A-Z](?:\.[\s-]?|'(?=[A-Z]\.)))+(?:[a-z]')?[A-Z]\.")
# Not within what is packed or a path; at least three letters.
BARE = re.compile(r"(?<![\w+/=.@-])[A-Z](?:[. ]?[A-Z]){2,4}(?![\w+/=@-])")
# After a form of address, or at the head of a line before a colon.
LABELLED = re.compile(
    r"(?<!\w)(?:Mr|Mrs|Ms|Mme|Mlle|M|Dr|Prof)\.? ([A-Z]{2,5})(?!\w)|^\W{0,5}([A-Z]{2,5}) ?:", re.MULTILINE
)
ACRONYM = re.compile(r"(?<!\w)[A-Z]{2,5}(?!\w)")
# What two capitals mean to everybody.
EVERYDAY = frozenset(  # as one text: quoted one by one they look like codes of countries
    "AD AM BC CC DC EN EU FR HE HQ ID IT NB NY PM PS QA RE SE TV UE UK UN US USA".split()  # noqa: SIM905
)
EXCELLENCIES = (["h", "e"], ["s", "e"])
SHORTEST_BARE = 3


def heads(words: Sequence[NameWord]) -> frozenset[str]:
    """Return the first letters of words of a name, each and all together, folded."""
    letters = [folded(word.text)[0] for word in words if _counts(word)]
    return frozenset((*letters, "".join(letters))) - {""}


def initials_of(name: str) -> frozenset[str]:
    """Return the initials of a name in any order, with its middle names, particles and halves and without."""
    written = [letters for letters in _letters(name) if len(letters) > 1]
    turned = {order for letters in written for order in _turned(letters)}
    return frozenset((*written, *(letters[0] + letters[-1] for letters in written), *(turned - EVERYDAY)))


def initials_in_order(name: str) -> frozenset[str]:
    """Return the initials of a name in its own order, of two letters or more."""
    found = {letters for letters in _letters(name) if len(letters) > 1}
    return frozenset(letters for letters in found if not is_country(letters)) - EVERYDAY


def bare_initials_of(name: str) -> frozenset[str]:
    """Return the initials that are known without full stops: in the order of the name, or the last one first."""
    orders = {order for letters in _letters(name) for order in (letters, letters[-1:] + letters[:-1])}
    return (
        frozenset(order for order in orders if len(order) >= SHORTEST_BARE and not is_country(order))
        - EVERYDAY
    )


def without_stops(found: str) -> str:
    return "".join(letter for letter in found if letter.isupper())


def _letters(name: str) -> Iterator[str]:
    """Yield first letters: of all words, without particles, of those that tell, of the parts between spaces."""
    words = name_words(name)
    if [folded(word.text) for word in words[:2]] in EXCELLENCIES:
        words = words[2:]
    counting = [word for word in words if _counts(word)]
    by_part = {word.part: word for word in reversed(words) if _counts(word) or word.half}
    yield from map(
        _heads,
        (
            [word for word in words if folded(word.text) not in ADDRESSES or word in counting],
            counting,
            [word for word in words if word.telling],
            [by_part[part] for part in sorted(by_part)],
        ),
    )


def _heads(words: Sequence[NameWord]) -> str:
    return "".join(folded(word.text)[0].upper() for word in words)


def _turned(letters: str) -> Iterator[str]:
    """Yield the orders with the family's name, of one word or more, first."""
    yield from (letters[start:] + letters[:start] for start in range(1, len(letters)))
    yield letters[-1] + letters[0]


def _counts(word: NameWord) -> bool:
    """Tell whether a word has an initial: a particle and a form of address have none."""
    bare = folded(word.text)
    return word.telling or len(bare) == 1 or bare not in PARTICLES | ADDRESSES


OF_PEOPLE = "coder"  # the column in which two letters are somebody's
COLUMNS = (OF_PEOPLE, "note_id", "session_id", "source_id", "code")
NUMBERING = re.compile(r"^[\W\d_]+|[\W\d_]+$")
PART = re.compile(r"[^\W\d_]+")
SHORTEST_BEGINNING = 5  # letters; fewer begin too many words


def is_short_for(
    code: str, column: str, name: str, common: Container[str], acronyms: Collection[str]
) -> bool:
    """Tell whether a code in a column is short for a name; `common` words and `acronyms` are short for something else."""
    bare = cased(NUMBERING.sub("", code)).upper()
    if bare in initials_in_order(name) and bare not in acronyms:
        return column == OF_PEOPLE or len(bare) >= SHORTEST_BARE
    return any(_begins(part, name) for part in _parts(code, common, acronyms))


def _parts(code: str, common: Container[str], acronyms: Collection[str]) -> Iterator[str]:
    for part in PART.findall(cased(code)):
        meant = part.lower() in common or part.upper() in acronyms
        if len(part) >= SHORTEST_BEGINNING and not meant:
            yield part.lower()


def _begins(part: str, name: str) -> bool:
    return any(word.telling and folded_joined(word.text).startswith(part) for word in name_words(name))
