"""The signs of names: other alphabets in Latin letters, the sound of words, the signs between words and within one.

The table of letters is small on purpose: the languages of reports write Latin, and a name in another script is found in its usual
transliterations. It has no Chinese, Japanese or Korean readings.
"""

import csv
import re
from functools import lru_cache
from pathlib import Path
from unicodedata import category, normalize

with Path(__file__).with_name("letters.csv").open(encoding="utf-8", newline="") as lines:
    LETTERS = list(csv.DictReader(lines))
# Letters that are no others with an accent; letters of other alphabets. Of Arabic and Persian, vowels are mostly not written.
LATIN = {row["letter"]: row["latin"] for row in LETTERS if row["alphabet"] == "Latin"}
TABLE = {row["letter"]: row["latin"] for row in LETTERS if row["alphabet"] != "Latin"}
FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u052f\u0600-\u06ff\u10d0-\u10ff\u1c90-\u1cbf]+")
VOWELLESS = re.compile(r"[\u0600-\u06ff]")
HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u1100-\u11ff]")

SOUNDS = (  # spellings of one sound, in this order; longer ones come first
    ("shch", "s"), ("sch", "s"), ("tch", "s"), ("gue", "ge"), ("gui", "gi"), ("ch", "s"), ("sh", "s"), ("zh", "z"), ("dj", "z"), ("dz", "z"),
    ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ts", "s"), ("tz", "s"), ("ck", "k"),
    ("qu", "kv"), ("ks", "x"), ("yo", "e"), ("io", "e"), ("ye", "e"), ("ie", "e"), ("iu", "u"), ("yu", "u"),
    ("ia", "a"), ("ya", "a"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "i"), ("ey", "i"), ("ai", "e"), ("c", "k"), ("q", "k"),
    ("w", "v"), ("j", "i"), ("y", "i"),
)  # fmt: skip
SPELLING = re.compile("|".join(spelling for spelling, _ in SOUNDS))
DOUBLE = re.compile(r"(.)\1+")
OPEN = re.compile(r"[aeiouv]")  # vowels, and the v and i that Arabic writes for u and i


def transliterated(word: str) -> str:
    """Return a word of Cyrillic, Greek or Arabic letters in Latin ones; a capital at its head stays one."""
    latin = "".join(TABLE.get(letter, "") for letter in word.lower())
    return latin.capitalize() if word[0].isupper() else latin


@lru_cache(maxsize=262144)
def sound(word: str) -> str:
    """Return a folded word as it sounds, roughly: the transliterations of a name become one."""
    sounds = dict(SOUNDS)
    return DOUBLE.sub(r"\1", SPELLING.sub(lambda spelling: sounds[spelling[0]], word))


@lru_cache(maxsize=262144)
def consonants(word: str) -> str:
    """Return the sound without vowels, since Arabic letters give hardly any."""
    return DOUBLE.sub(r"\1", OPEN.sub("", sound(word)))


# ASCII and Latin, modifier letters, Greek, Armenian, Hebrew, N'Ko, primes, saltillo, full width.
APOSTROPHES = "`´‘’‚‛ʹʻʼʽʾʿˈˊˋ\u0374\u1fbd\u1fbf՚՛՝׳״\u07f4\u07f5′‵Ꞌꞌ＇"
# Every dash of Unicode, the minus, the hyphen's bullet, the modifier letter.
HYPHENS = "\u058a\u05be\u1400\u1806‐‑‒–—―⸗⸚⸺⸻〜〰゠︱︲﹘﹣－\U00010ead−⁃˗"
POINTS = "·‧•\u0387・･"
PLAIN = dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-") | dict.fromkeys(POINTS, "·")
ODD = re.compile(f"[{re.escape(''.join(PLAIN))}]")
ZERO_WIDTH = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
# Also: accents of their own, Hebrew and Arabic vowel signs, the Arabic lengthening sign, variants, tags.
INVISIBLE = re.compile(
    f"{ZERO_WIDTH.pattern}|[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0640\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0000-\U000e0fff]"
)
# Signs that may interrupt a word: an apostrophe, a point, marks of emphasis, a hyphen also at the end of a line.
JOINT = re.compile(r"(?<=\w)(?:['·]|[*_]{1,2}|-\s*)(?=\w)")


def plain_signs(text: str) -> str:
    """Return text with one kind of apostrophe, of hyphen and of middle point."""
    return ODD.sub(lambda sign: PLAIN[sign[0]], text)


def split_name(text: str) -> list[str]:
    """Return the words of a name, cut at every sign that is no letter, mark or number, seen or not."""
    parted = ZERO_WIDTH.sub(" ", plain_signs(normalize("NFC", text)))
    return "".join(sign if category(sign)[0] in "LMN" else " " for sign in parted).split()
