"""What to look for of a name: its words in any order, with umlauts or without, its initials, other alphabets.

A single word of a name is looked for unless it is short, or common: a word that this project itself writes in small
letters, in its code, its messages, its shared data. Such a word is looked for next to another word of the name, an initial
or a form of address. Initials are looked for with full stops; without, only where they are three or are marked as a
speaker's.
"""

import re
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from itertools import groupby, permutations
from operator import attrgetter
from typing import NamedTuple
from unicodedata import normalize

from gcm_analysis.evidence.countries import is_country
from gcm_analysis.privacy.countries import all_names
from gcm_analysis.privacy.folding import cased, folded, folded_joined
from gcm_analysis.privacy.letters import FOREIGN, VOWELLESS, consonants, sound, split_name
from gcm_analysis.privacy.terms import SHORTEST_WORD, Term, with_plural

# Words of many names, which identify nobody.
PARTICLES = frozenset((
    "a", "abu", "af", "al", "ar", "as", "bin", "bint", "d", "da", "dal", "das", "de", "del", "della", "den", "der", "des",
    "di", "do", "dos", "du", "e", "el", "ibn", "la", "las", "le", "les", "los", "mac", "mc", "of", "ould", "san", "santa",
    "st", "ten", "ter", "the", "ul", "und", "van", "vom", "von", "y", "zu", "zum", "zur",
))  # fmt: skip
# What else may be written as one with the word behind it.
PREFIXES = PARTICLES | {"abd", "abdel", "abdul", "ait", "ben", "bou", "fitz", "l", "m", "n", "o", "ou", "t"}
ADDRESSES = frozenset((
    "dr", "frau", "he", "herr", "lady", "lord", "m", "madam", "madame", "me", "miss", "mlle", "mme", "monsieur", "mr",
    "mrs", "ms", "mx", "prof", "professor", "senor", "senora", "sir",
))  # fmt: skip
EXCELLENCIES = (["h", "e"], ["s", "e"])
SHORTEST_SOUND = 5  # letters of a sound, or consonants of a name, that are looked for
SHORTEST_REST = 3  # letters of a name behind a particle that is written as one with it
LONG_HALF = 6  # letters of half a family's name that is looked for in small letters too
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
BARE_VOWELS = {"ae": "a", "oe": "o", "ue": "u", "aa": "a"}

DOTTED = re.compile(r"(?<!\w)(?:[A-Z](?:\.[\s-]?|'(?=[A-Z]\.)))+(?:[a-z]')?[A-Z]\.")
# Not within packed data or a path; at least three letters.
BARE = re.compile(r"(?<![\w+/=.@-])[A-Z](?:[. ]?[A-Z]){2,4}(?![\w+/=@-])")
# After a form of address, or at the beginning of a line before a colon.
LABELLED = re.compile(
    r"(?<!\w)(?:Mr|Mrs|Ms|Mme|Mlle|M|Dr|Prof)\.? ([A-Z]{2,5})(?!\w)|^\W{0,5}([A-Z]{2,5}) ?:", re.MULTILINE
)
ACRONYM = re.compile(r"(?<!\w)[A-Z]{2,5}(?!\w)")
# Pairs of capitals with a common meaning.
EVERYDAY = frozenset(  # as one text: quoted one by one they look like codes of countries
    "AD AM BC CC DC EN EU FR HE HQ ID IT NB NY PM PS QA RE SE TV UE UK UN US USA".split()  # noqa: SIM905
)
SHORTEST_BARE = 3
OF_PEOPLE = "coder"  # the column in which two letters are somebody's
CODE_COLUMNS = (OF_PEOPLE, "note_id", "session_id", "source_id", "code")
NUMBERING = re.compile(r"^[\W\d_]+|[\W\d_]+$")
PART = re.compile(r"[^\W\d_]+")
SHORTEST_BEGINNING = 5  # letters; fewer begin too many words


class NameWord(NamedTuple):
    """A word of a name."""

    text: str
    part: int  # in which part between spaces it is
    distinctive: bool  # it identifies the person: no particle, form of address or initial
    half: bool  # a hyphen or the like ties it to another distinctive word
    given: bool  # not of the family's name


def name_words(name: str) -> list[NameWord]:
    """Return the words of a name; if none of them is distinctive, all are."""
    parts = [(part, split_name(part)) for part in name.split() if folded(part)]
    words = [
        word
        for number, (part, inside) in enumerate(parts)
        for word in _words(number, part, inside, len(parts))
    ]
    return words if _distinctive(words) else [word._replace(distinctive=True) for word in words]


def _words(number: int, part: str, words: list[str], parts: int) -> Iterator[NameWord]:
    given = number == 0 and parts > 1 and not part.endswith(",") and not part.isupper()
    halves = sum(map(_identifies, words)) > 1
    for word in filter(folded, words):
        yield NameWord(word, number, _identifies(word), halves and _identifies(word), given)


def _identifies(word: str) -> bool:
    return len(folded(word)) > 1 and folded(word) not in PARTICLES | ADDRESSES


def _distinctive(words: Iterable[NameWord]) -> list[NameWord]:
    return [word for word in words if word.distinctive]


def name_terms(name: str, common: Container[str]) -> Iterator[Term]:
    """Yield the terms of a name."""
    words = name_words(name)
    spellings = [_spellings(word.text) for word in words]
    for order in _orders(len(words)):
        yield with_plural("name", [spellings[n] for n in order])
    chosen = [n for n, word in enumerate(words) if word.distinctive]
    for one, other in permutations(chosen if len(chosen) > 1 else range(len(words)), 2):
        yield from _pair(spellings[one], spellings[other])
    for n in chosen:
        yield from _alone(words[n], spellings[n], common)
        yield from _with_initials(spellings[n], _first_letters(words[:n] + words[n + 1 :]))
        yield from _behind_particle(spellings[n], common)
    tied = [part for part in _parts(words) if len(part) > 1]
    yield from (with_plural("name", [_spellings(word.text) for word in part]) for part in tied)
    runs = map(_run_together, (*tied, *_with_particles(words), *_pairs_of_parts(words)))
    closed = [text for text in dict.fromkeys(runs) if len(text) >= SHORTEST_WORD and text not in common]
    yield from (with_plural("name", [frozenset((text,))]) for text in closed)
    yield from _by_sound([*(words[n].text for n in chosen), *closed])


def spelt_out(name: str, common: Container[str]) -> frozenset[str]:
    """Return the words of a name that are looked for letter by letter, as in “Q u i m b y”."""
    words = _distinctive(name_words(name))
    return frozenset().union(*(_sure(_spellings(word.text), common) for word in words))


def _orders(number: int) -> list[tuple[int, ...]]:
    """Return the orders in which a name is written: the family's name, of one word or more, last or first."""
    return [tuple(range(start, number)) + tuple(range(start)) for start in range(number if number > 1 else 0)]


def _spellings(word: str) -> frozenset[str]:
    """Return the spellings of a word of a name: with umlauts and without."""
    spelt, bare = normalize("NFC", word).lower(), folded(word)
    for letter, letters in UMLAUTS.items():
        spelt = spelt.replace(letter, letters)
    for letters, letter in BARE_VOWELS.items():
        bare = bare.replace(letters, letter)
    return frozenset({folded(word), folded_joined(word), folded(spelt), bare})


def _parts(words: Iterable[NameWord]) -> list[list[NameWord]]:
    return [list(part) for _, part in groupby(words, key=attrgetter("part"))]


def _pairs_of_parts(words: Iterable[NameWord]) -> Iterator[list[NameWord]]:
    """Yield each part between spaces with another one, both with a distinctive word."""
    yield from ([*one, *other] for one, other in permutations(filter(_distinctive, _parts(words)), 2))


def _with_particles(words: Iterable[NameWord]) -> Iterator[list[NameWord]]:
    """Yield each distinctive word with one or more of the particles before it."""
    before: list[NameWord] = []
    for word in words:
        before.append(word)
        if word.distinctive:
            yield from (before[start:] for start in range(len(before) - 1))
            before = []


def _run_together(words: Iterable[NameWord]) -> str:
    return "".join(folded_joined(word.text).replace(" ", "") for word in words)


def _pair(one: frozenset[str], other: frozenset[str]) -> Iterator[Term]:
    yield with_plural("name", [one, other], middle=True)
    yield Term("name", (frozenset(a + b for a in one for b in other if " " not in a + b),))


def _sure(spellings: frozenset[str], common: Container[str]) -> frozenset[str]:
    return frozenset(word for word in spellings if len(word) >= SHORTEST_WORD and word not in common)


def _alone(word: NameWord, spellings: frozenset[str], common: Container[str]) -> Iterator[Term]:
    """Yield a word of a name by itself, unless it is short or common.

    Half a name is rather an ordinary word, as in Ki-moon or Marie-Claire, and needs its capital unless it is long; a
    country that is half a name is the country.
    """
    sure = _sure(spellings, common)
    if sure and not (word.half and sure & all_names()):
        small = not word.half or (not word.given and len(min(sure, key=len)) >= LONG_HALF)
        yield with_plural("name", [sure], capitals="any" if small else "last")


def _with_initials(spellings: frozenset[str], initials: frozenset[str]) -> Iterator[Term]:
    """Yield a word of a name, however short or common, with a form of address or initials."""
    for first in filter(None, (ADDRESSES, initials)):
        yield with_plural("name", [first, spellings], capitals="first", middle=True)
    if initials:
        yield with_plural("name", [spellings, initials], capitals="first")


def _behind_particle(spellings: frozenset[str], common: Container[str]) -> Iterator[Term]:
    """Yield a name that is written as one with its particle in two words: Almaktoum as Al Maktoum."""
    cut = [
        (particle, word.removeprefix(particle))
        for word in spellings
        for particle in PREFIXES
        if word.startswith(particle) and len(word) >= len(particle) + SHORTEST_REST
    ]
    rests = {rest: particle for particle, rest in cut if not (rest in common or rest in all_names())}
    if rests:
        yield with_plural("name", [frozenset(rests.values()), frozenset(rests)], capitals="last")


def _by_sound(words: list[str]) -> Iterator[Term]:
    """Yield the sound of a name, for texts in another alphabet, or for all where the name is written in one."""
    foreign, vowelless = (any(letters.search(word) for word in words) for letters in (FOREIGN, VOWELLESS))
    words = [folded_joined(word) for word in words]
    for word in words:
        if len(sound(word)) >= SHORTEST_SOUND:
            yield Term("name", (frozenset((word,)),), key="sound", foreign=foreign)
    for one, other in permutations(words, 2):
        pair = (frozenset((one,)), frozenset((other,)))
        yield Term("name", pair, key="sound", foreign=foreign)
        if len(consonants(one) + consonants(other)) >= SHORTEST_SOUND:
            yield Term("name", pair, key="consonants", foreign=vowelless)


def initials_of(name: str) -> frozenset[str]:
    """Return the initials of a name in any order, with its middle names, particles and halves and without."""
    written = [letters for letters in _initials(name) if len(letters) > 1]
    turned = {order for letters in written for order in _turned(letters)}
    return frozenset((*written, *(letters[0] + letters[-1] for letters in written), *(turned - EVERYDAY)))


def bare_initials_of(name: str) -> frozenset[str]:
    """Return the initials that are known without full stops: in the order of the name, or the last one first."""
    orders = {order for letters in _initials(name) for order in (letters, letters[-1:] + letters[:-1])}
    return _unlike_codes(orders, SHORTEST_BARE)


def _unlike_codes(initials: Iterable[str], shortest: int) -> frozenset[str]:
    return frozenset(one for one in initials if len(one) >= shortest and not is_country(one)) - EVERYDAY


def without_stops(found: str) -> str:
    return "".join(filter(str.isupper, found))


def _initials(name: str) -> Iterator[str]:
    """Yield first letters: of all words, without particles, of distinctive words, of the parts between spaces."""
    words = name_words(name)
    if [folded(word.text) for word in words[:2]] in EXCELLENCIES:
        words = words[2:]
    counting = [word for word in words if _has_initial(word)]
    by_part = {word.part: word for word in reversed(words) if _has_initial(word) or word.half}
    yield _heads(word for word in words if folded(word.text) not in ADDRESSES or word in counting).upper()
    yield _heads(counting).upper()
    yield _heads(_distinctive(words)).upper()
    yield _heads(by_part[part] for part in sorted(by_part)).upper()


def _first_letters(words: Sequence[NameWord]) -> frozenset[str]:
    """Return the first letters of words of a name, each and all together, folded."""
    letters = _heads(filter(_has_initial, words))
    return frozenset((*letters, letters)) - {""}


def _heads(words: Iterable[NameWord]) -> str:
    return "".join(folded(word.text)[0] for word in words)


def _turned(letters: str) -> Iterator[str]:
    """Yield the orders with the family's name, of one word or more, first."""
    yield from (letters[start:] + letters[:start] for start in range(1, len(letters)))
    yield letters[-1] + letters[0]


def _has_initial(word: NameWord) -> bool:
    """Return whether a word has an initial: a particle and a form of address have none."""
    bare = folded(word.text)
    return word.distinctive or len(bare) == 1 or bare not in PARTICLES | ADDRESSES


def is_short_for(
    code: str, column: str, name: str, common: Container[str], acronyms: Collection[str]
) -> bool:
    """Return whether a code in a column is short for a name; `common` words and `acronyms` mean something else."""
    bare = cased(NUMBERING.sub("", code)).upper()
    if bare in _unlike_codes(_initials(name), 2) and bare not in acronyms:
        return column == OF_PEOPLE or len(bare) >= SHORTEST_BARE
    parts = [part for part in PART.findall(cased(code)) if len(part) >= SHORTEST_BEGINNING]
    unknown = [part.lower() for part in parts if part.lower() not in common and part.upper() not in acronyms]
    words = [folded_joined(word.text) for word in _distinctive(name_words(name))]
    return any(word.startswith(part) for part in unknown for word in words)
