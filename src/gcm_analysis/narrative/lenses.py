"""The lenses through which the panel's perspectives are read: a level and a region each, set side by side in a table."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from gcm_analysis.evidence.event import Event, Words
from gcm_analysis.evidence.vocabulary import LEVELS, PHASES
from gcm_analysis.narrative.exhibits import Prose, Table, prose
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.indicators import capital
from gcm_analysis.narrative.labels import label, labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import (
    FEW,
    challenge_share,
    needs_statements,
    of,
    own_data,
    statements,
    strength,
    subject,
)

ASKED = PHASES[:3]  # a cross-cutting statement is about no phase that could be silent


@dataclass(frozen=True)
class Lens:
    """A level and a region, the words of the perspectives read through them, and the statements seen there."""

    level: str
    region: str
    words: tuple[Words, ...]
    seen: pd.DataFrame

    @property
    def id(self) -> str:
        """Return the beginning of the ids of its facts."""
        return f"perspective.{self.level}.{self.region.replace(' ', '-').lower()}"

    def place(self, language: Language) -> str:
        """Return what its facts are about: its level and its region."""
        return subject(label(language, self.level), label(language, self.region))


def lenses(coded: pd.DataFrame, event: Event) -> list[Lens]:
    """Return the lenses by level, then as announced; perspectives of one level and region share a lens."""
    read: dict[tuple[str, str], list[Words]] = {}
    for person in event.people:
        read.setdefault((person.level, person.region), []).append(person.perspective)
    made = [
        Lens(level, region, tuple(words), of(coded, level=level, region=region))
        for (level, region), words in read.items()
    ]
    return sorted(made, key=lambda lens: LEVELS.index(lens.level))


def introduction(language: Language, event: Event) -> Prose:
    """Say what a perspective is, or that there is none to read the record through."""
    if not event.people:
        return prose(
            language.say(
                "This report names no chair and no panellist, so that there is no perspective to read the record through."
            )
        )
    return prose(
        language.say(
            "Each person named for the panel stands for a perspective with a level and a region (@tbl-panel). Here they are lenses: what published sources say about bodies of that level, then the part of it that is about that region. A level is a lens, not a voice. The statements are chosen by level and region, whoever makes them; they are not what anyone said on the panel."
        )
    )


def reading(language: Language, event: Event) -> Prose:
    """Say how the perspectives are told, where there are some."""
    if not event.people:
        return prose([])
    return prose(
        language.say(
            "In bold, the perspectives of one level, with what is on record there; then each one’s region. Silence proves nothing: most pages were read only in their opening part (@sec-methods), and a theme can belong to one level by its definition (@sec-codebook)."
        )
    )


@needs_statements
def lens_table(language: Language, coded: pd.DataFrame, event: Event) -> Table | Prose:
    """Set the perspectives side by side: their level and region, and how much is on record there."""
    through = lenses(coded, event)
    if not through:
        return prose([])
    header = [
        language.text("Perspective"),
        language.text("Level and region"),
        language.text("Statements at the level"),
        language.text("Of these, about the region"),
        language.text("Independent sources"),
        language.text("Share of challenges"),
        language.text("Phases without a statement"),
    ]
    rows = [_row(language, lens, of(coded, level=lens.level)) for lens in through]
    plain = [[cell.plain if isinstance(cell, Sentence) else cell for cell in row] for row in rows]
    return Table(
        header,
        rows,
        title=_thinnest(language, through),
        note=language.say(
            "Sources, share and phases are those of the statements at the level and about the region; where these are "
            "few, no share is given. {source}",
            source=own_data(language),
        ),
        numeric=[False] * 2 + [True] * 4 + [False],
        widths=[21, 20, 12, 11, 12, 11, 13],
        data=pd.DataFrame(plain, columns=header),
    )


def _row(language: Language, lens: Lens, at_level: pd.DataFrame) -> list[str | Sentence]:
    whole = statements(language, f"perspective.{lens.level}", at_level, label(language, lens.level)).facts
    here = strength(language, lens.id, lens.seen, lens.place(language)).facts
    how = mark("challenges as a share of the statements at this level and about this region")
    share = challenge_share(language, f"{lens.id}.challenge_share", lens.seen, lens.place(language), how)
    return [
        capital(words_of(language, [lens])),
        lens.place(language),
        *(language.say("{n}", n=fact) for fact in (*whole, *here)),
        language.say("{n}", n=share) if len(lens.seen) >= FEW else "–",
        language.listed(labels(language, silent_phases(lens.seen))) or "–",
    ]


def _thinnest(language: Language, through: Sequence[Lens]) -> Sentence:
    """Say through which lens the least is seen, or all that tie for it."""
    least = min(len(lens.seen) for lens in through)
    thin = [lens for lens in through if len(lens.seen) == least]
    seen, about = thin[0].seen, thin[0].place(language)
    values = {"who": words_of(language, thin), "n": statements(language, "perspective.least", seen, about)}
    if least == 0:
        return language.say("The record is silent at the level and about the region of {who}", **values)
    if len(through) == 1:
        message = mark("On record at the level and about the region of {who}: {strength}")
        return language.say(message, **values, strength=strength(language, "perspective.least", seen, about))
    if len(thin) == len(through):
        return language.say(
            "At the level and about the region of each perspective stands the same: {n}", **values
        )
    if len(thin) > 1:
        return language.say(
            "The record is thinnest at the levels and about the regions of {who}: {n} each", **values
        )
    return language.say(
        "The record is thinnest at the level and about the region of {who}: {strength}",
        **values,
        strength=strength(language, "perspective.least", seen, about),
    )


def silent_phases(seen: pd.DataFrame) -> list[str]:
    return [phase for phase in ASKED if phase not in set(seen["phase"])]


def words_of(language: Language, through: Sequence[Lens]) -> str:
    """Return the words of the perspectives, as a list in a sentence."""
    return language.listed([language.words(text) for lens in through for text in lens.words])
