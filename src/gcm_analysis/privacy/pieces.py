"""What an artefact says, piece by piece."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """A text and where in its file it stands; of a lined one, the line tells more. A closed one can't be looked into."""

    where: str
    text: str
    lined: bool = False
    closed: bool = False


def closed(what: str) -> list[Piece]:
    """Return a piece that says what cannot be looked into, so that it may not be published."""
    return [Piece(what, "", closed=True)]
