"""Which words and phrases are common: those that this project itself writes in small letters."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from gcm_analysis import paths
from gcm_analysis.privacy.folding import NO_LETTER, cased

ADDRESS = re.compile(r"https?://\S+|\S+@\S+")  # a web address may hold anybody's name in small letters
KINDS = (".py", ".po", ".html", ".css", ".scss", ".typ", ".lua", ".ipynb")
SMALL = re.compile(r"(?<!\S)[a-z][a-z0-9]*(?!\S)")


@dataclass(frozen=True)
class Common:
    """Text in which a word or phrase that stands in small letters is common."""

    text: str

    def __contains__(self, phrase: str) -> bool:
        return f" {phrase} " in self.text if " " in phrase else phrase in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(SMALL.findall(self.text))


@lru_cache(maxsize=1)  # the same for every report of a run, and slow
def common_words(text: str) -> Common:
    spaced = NO_LETTER.sub(" ", cased(ADDRESS.sub(" ", text)))
    return Common(f" {' '.join(spaced.split())} ")


def project_texts(notebooks: Path) -> list[str]:
    """Return the code, messages, templates and notebooks."""
    files = [path for path in paths.PACKAGE.rglob("*") if path.suffix in KINDS]
    return [path.read_text(encoding="utf-8") for path in sorted(files + list(notebooks.glob("*.ipynb")))]
