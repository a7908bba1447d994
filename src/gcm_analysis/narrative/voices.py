"""Who was heard: voices by the level at which they work, as far as it may be told."""

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.analysis.voices import UNTOLD, by_level, merged_levels
from gcm_analysis.evidence.event import Event
from gcm_analysis.evidence.vocabulary import VALENCES
from gcm_analysis.narrative.exhibits import Prose, Table, prose
from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.labels import label
from gcm_analysis.narrative.language import Language, Sentence, join_sentences
from gcm_analysis.narrative.parts import of, own_data, subject
from gcm_analysis.narrative.spoken import of_the_event, spoken, voices

HEADER = (
    mark("Level of who speaks"),
    mark("Voices"),
    mark("Statements"),
    mark("Success factors"),
    mark("Challenges"),
)
NOT_TOLD = mark("not told")


@of_the_event
def levels_table(language: Language, said: pd.DataFrame, event: Event) -> Table | Prose:
    """Show how many voices of each level were heard and on which side, or say that the level is not told of any."""
    table = by_level(said, event.smallest_group)
    told = [str(level) for level in table.index if level != UNTOLD]
    if not told:
        return prose(
            [
                language.say("At which level those who spoke work is not told."),
                *_merged(language, said, event),
            ]
        )
    header = [language.text(word) for word in HEADER]
    rows = [_row(language, _of_level(said, table, str(level)), str(level)) for level in table.index]
    shown = [[cell.plain if isinstance(cell, Sentence) else cell for cell in row] for row in rows]
    return Table(
        header,
        rows,
        title=_title(language, table, told),
        note=join_sentences([_notes(language, said, event), own_data(language)]),
        numeric=[False, True, True, True, True],
        widths=[36, 16, 16, 16, 16],
        data=pd.DataFrame(shown, columns=header),
    )


def _of_level(said: pd.DataFrame, table: pd.DataFrame, level: str) -> pd.DataFrame:
    """Return the statements of a row: those of the level, or of all levels that have no row."""
    if level != UNTOLD:
        return of(said, voice_level=level)
    return said[~said["voice_level"].isin([name for name in table.index if name != UNTOLD])]


def _row(language: Language, group: pd.DataFrame, level: str) -> list[str | Sentence]:
    name = f"voices.{level or 'untold'}"
    first = label(language, level) if level else language.text(NOT_TOLD)
    about = subject(language.text(HEADER[0]), first)
    parts = [
        voices(language, name, group, about),
        spoken(language, name, group, about),
        *(
            spoken(language, f"{name}.{side}", of(group, valence=side), subject(about, label(language, side)))
            for side in VALENCES
        ),
    ]
    return [first, *(language.say("{n}", n=part.facts[0]) for part in parts)]


def _title(language: Language, table: pd.DataFrame, told: list[str]) -> Sentence:
    """Name the level with the most voices, or all that tie; nothing is compared where one level alone is told."""
    most = table.loc[told, "voices"]
    leading = [level for level in told if most[level] == most.max()]
    if most.sum() < analysis.RANKED_FROM or len(told) == 1 or len(leading) == len(told):
        return language.say("Voices by level")
    return language.say(
        "Level with the most voices, of those told: {levels}" if len(leading) == 1 else "Levels with the most voices, of those told: {levels}",
        levels=language.listed([label(language, level) for level in leading]),
    )  # fmt: skip


def _notes(language: Language, said: pd.DataFrame, event: Event) -> Sentence:
    parts = _merged(language, said, event)
    return parts[0] if parts else language.say("The level is that of the body for which a voice speaks.")


def _merged(language: Language, said: pd.DataFrame, event: Event) -> list[Sentence]:
    """Say by which rule small groups were merged, where some were."""
    if not merged_levels(said, event.smallest_group):
        return []
    smallest = Fact(
        "voices.smallest",
        event.smallest_group,
        "count",
        mark("voices below which a group is not shown by itself"),
    )
    return [
        language.say(
            "Levels with fewer than {n} voices are not told; where these are few together, the smallest other level joins them.",
            n=smallest,
        )
    ]
