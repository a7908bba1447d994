"""Ids and codes that are short for a name: its initials, or the beginning of one of its words."""

import re
from collections.abc import Collection, Iterator

from gcm_analysis.privacy.common import Common
from gcm_analysis.privacy.folding import cased, folded_joined
from gcm_analysis.privacy.initials import SHORTEST_BARE, initials_in_order
from gcm_analysis.privacy.name_words import name_words

OF_PEOPLE = "coder"  # the column in which two letters are somebody's
COLUMNS = (OF_PEOPLE, "note_id", "session_id", "source_id", "code")
NUMBERING = re.compile(r"^[\W\d_]+|[\W\d_]+$")
PART = re.compile(r"[^\W\d_]+")
SHORTEST_BEGINNING = 5  # letters; fewer begin too many words


def is_short_for(code: str, column: str, name: str, common: Common, acronyms: Collection[str]) -> bool:
    """Tell whether a code in a column is short for a name; `common` words and `acronyms` are short for something else."""
    bare = cased(NUMBERING.sub("", code)).upper()
    if bare in initials_in_order(name) and bare not in acronyms:
        return column == OF_PEOPLE or len(bare) >= SHORTEST_BARE
    return any(_begins(part, name) for part in _parts(code, common, acronyms))


def _parts(code: str, common: Common, acronyms: Collection[str]) -> Iterator[str]:
    for part in PART.findall(cased(code)):
        known = part.lower() in common or part.upper() in acronyms
        if len(part) >= SHORTEST_BEGINNING and not known:
            yield part.lower()


def _begins(part: str, name: str) -> bool:
    return any(word.telling and folded_joined(word.text).startswith(part) for word in name_words(name))
