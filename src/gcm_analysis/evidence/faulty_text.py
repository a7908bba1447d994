"""Finds faulty text: letters that a wrong encoding changed, and characters that can't be printed.

Nothing else complains of such text, and it would be printed as it is. Every cell and every value is searched for it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Fault(NamedTuple):
    """A fault of a text: what was found, what was expected, what to do."""

    found: str
    expected: str
    remedy: str


# The second and third bytes of a letter in UTF-8, read as Windows-1252.
TAIL = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
# A letter in UTF-8 that was read as Windows-1252 or as Mac Roman. A capital before a mark of punctuation may be a word
# in capitals at the end of a quotation, so the mark has to follow another letter or none.
MISREAD = re.compile(
    rf"Ã[\u0080-\u00bf€‚ƒ„†‡ˆ‰Š‹ŒŽ‘“•˜™š›œžŸ]|(?<![^\W\d_])Ã[{TAIL}]|(?<=[a-zà-ÿ])Ã[{TAIL}]"
    rf"|Â[\u0080-\u00ba\u00bc-\u00bf]|(?<![A-ZÀ-Þ])Â»"
    rf"|[ÄÅ][¡-¿‚ƒ„†‡ˆ‰Š‹ŒŽ‘•˜™š›œžŸ](?=\w)|Å[“”](?=[a-z])"
    rf"|â€[{TAIL}]|â‚¬|ï»¿|(?:[ÐÑ][{TAIL}]){{2}}"
    r"|√[†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø]|‚Ä[ìîòôúùûñ¶]|¬[†´ª]"
)
REPLACED = re.compile("\ufffd|ï¿½")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
AROUND = 12  # characters before and after that a message shows


def faults(text: str) -> Iterator[Fault]:
    """Yield each kind of fault that a text has."""
    if match := REPLACED.search(text):
        remedy = "write the letters again that were lost when the file was converted"
        yield Fault(_shown(text, match), "letters, not the sign for one that was lost", remedy)
    elif match := MISREAD.search(text):
        remedy = "the text was in UTF-8 and was read as another encoding: take it from its origin again"
        yield Fault(_shown(text, match), "letters, not what a wrong encoding made of them", remedy)
    if match := CONTROL.search(text):
        yield unprintable(ord(match[0]))


def unprintable(character: int) -> Fault:
    found = f"the character U+{character:04X}"
    return Fault(found, "characters that can be printed", "remove the character; it can't be seen")


def _shown(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - AROUND) : match.end() + AROUND]
