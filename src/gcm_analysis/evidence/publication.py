"""Where and under which licence the project publishes: what `data/project.yml` may say besides its default event."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

ADDRESSES = ("site_url", "licence_url")
ADDRESS = re.compile(r"https?://[\w.-]+(:\d+)?(/[^\s?#]*)?")


@dataclass(frozen=True)
class Publication:
    """What the project says of its publishing; a text is empty where it says nothing.

    `site_url` is the address under which the folder of reports can be read, with a slash at its end. `licence` is the
    name of the licence of what the project itself wrote, `licence_url` the address of its text. `publisher_en` and
    `publisher_fr` name who publishes; `contact` is where readers write to.
    """

    site_url: str = ""
    licence: str = ""
    licence_url: str = ""
    publisher_en: str = ""
    publisher_fr: str = ""
    contact: str = ""

    def publisher(self, code: str) -> str:
        """Return who publishes in a language, in the other one where it has no name in this one."""
        names = {"en": self.publisher_en, "fr": self.publisher_fr}
        return names[code] or next(filter(None, names.values()), "")


KEYS = tuple(field.name for field in fields(Publication))


def publication(content: Mapping[str, object]) -> Publication:
    """Return what checked content of `project.yml` says."""
    told = {key: str(content.get(key) or "") for key in KEYS}
    site = told["site_url"]
    return Publication(**told | {"site_url": f"{site.rstrip('/')}/" if site else ""})


def wrong_values(content: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """Yield key, value found and what was expected, for each value that is no text or no address."""
    for key in KEYS:
        value = content.get(key) or ""
        if not isinstance(value, str):
            yield key, str(value), "a text"
        elif key in ADDRESSES and value and not ADDRESS.fullmatch(value):
            yield key, value, "an address that begins with https:// or http://, without ? and #"
