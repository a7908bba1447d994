"""The translations that a step asked for, one by one: to correct another leaves it alone."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from gcm_analysis import paths
from gcm_analysis.caching.files import ABSENT, digest, fingerprint

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog


def catalogue(language: str) -> Path:
    return paths.LOCALE / language / "LC_MESSAGES" / "gcm_analysis.po"


def translations(language: str, messages: Iterable[str]) -> dict[str, str]:
    """Return a fingerprint of the translation of each message; nothing for the language of the messages themselves."""
    now = fingerprint(catalogue(language))
    if now == ABSENT:
        return {}
    found = _read(language, now)
    return {
        message: digest(str(known and known.string)) for message in messages for known in [found.get(message)]
    }


@lru_cache(maxsize=4)
def _read(language: str, _fingerprint: str) -> "Catalog":
    from gcm_analysis.catalogue import read_catalogue  # noqa: PLC0415 - only if there is something to read

    read = read_catalogue(language)
    assert read is not None, "there was a file a moment ago, by its fingerprint"  # noqa: S101
    return read
