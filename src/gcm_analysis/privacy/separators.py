"""The signs that stand between the words of a name or within one: hyphens, apostrophes, points, signs that cannot be seen."""

import re
from unicodedata import category, normalize

# ASCII and Latin, modifier letters, Greek, Armenian, Hebrew, N'Ko, primes, saltillo, full width.
APOSTROPHES = "`´‘’‚‛ʹʻʼʽʾʿˈˊˋ\u0374\u1fbd\u1fbf՚՛՝׳״\u07f4\u07f5′‵Ꞌꞌ＇"
# Every dash of Unicode, the minus, the hyphen's bullet, the modifier letter.
HYPHENS = "\u058a\u05be\u1400\u1806‐‑‒–—―⸗⸚⸺⸻〜〰゠︱︲﹘﹣－\U00010ead−⁃˗"
POINTS = "·‧•\u0387・･"
PLAIN = dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-") | dict.fromkeys(POINTS, "·")
ODD = re.compile(f"[{re.escape(''.join(PLAIN))}]")
ZERO_WIDTH = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
# Beside these: accents of their own, Hebrew and Arabic vowel signs, the Arabic lengthening sign, variants, tags.
INVISIBLE = re.compile(
    f"{ZERO_WIDTH.pattern}|[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0640\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0000-\U000e0fff]"
)
# What a word is read over: an apostrophe, a point or marks of emphasis within it, a hyphen also at the end of a line.
JOINT = re.compile(r"(?<=\w)(?:['·]|[*_]{1,2}|-\s*)(?=\w)")


def plain_signs(text: str) -> str:
    """Return text with one kind of apostrophe, of hyphen and of middle point."""
    return ODD.sub(lambda sign: PLAIN[sign[0]], text)


def split_name(text: str) -> list[str]:
    """Return the words of a name, cut at every sign that is no letter, mark or number, seen or not."""
    parted = ZERO_WIDTH.sub(" ", plain_signs(normalize("NFC", text)))
    return "".join(sign if category(sign)[0] in "LMN" else " " for sign in parted).split()
