"""What published sources say at the level of each perspective on the panel, and where they say nothing.

A perspective has no statements of its own: those that share a level share a paragraph, and those that share the region
as well can't be told apart.
"""

from collections.abc import Sequence
from itertools import groupby

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.evidence.event import Event
from gcm_analysis.evidence.vocabulary import VALENCES
from gcm_analysis.narrative.exhibits import Prose
from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.indicators import capital
from gcm_analysis.narrative.labels import AT_LEVEL, IN_PHASE, label, theme_labels
from gcm_analysis.narrative.language import Language, Sentence, join_sentences
from gcm_analysis.narrative.lenses import ASKED, Lens, lenses, silent_phases, words_of
from gcm_analysis.narrative.parts import (
    FEW,
    needs_statements,
    of,
    on_themes,
    quoted,
    statements,
    strength,
    subject,
)
from gcm_analysis.narrative.points import ABSENT, UNRANKED, example, named_first

NAMED = 5  # silent themes: more than these are counted, not named

FIRST = {
    "success_factor": mark("Among success factors, {themes} is named most often ({strength})."),
    "challenge": mark("Among challenges, {themes} is named most often ({strength})."),
}
TIED = {
    "success_factor": mark("Among success factors, {themes} are named most often ({strength} in all)."),
    "challenge": mark("Among challenges, {themes} are named most often ({strength} in all)."),
}
ALONE = {
    "success_factor": mark("The only success factor on record is {themes} ({strength})."),
    "challenge": mark("The only challenge on record is {themes} ({strength})."),
}
HEARD = mark("The kind of source heard most is {kinds}, with {strength}.")
HEARD_ALIKE = mark("The kinds of source heard most are {kinds}, with {strength} in all.")
HEARD_FEW = mark("Kinds of source heard, too few statements to rank: {kinds}, with {strength} in all.")


@needs_statements
def lens_points(language: Language, coded: pd.DataFrame, event: Event, codebook: pd.DataFrame) -> Prose:
    """Say for each level on the panel what is on record there, then for each perspective what is about its region."""
    names = theme_labels(language, codebook)
    paragraphs: list[Sentence] = []
    for level, group in groupby(lenses(coded, event), key=lambda lens: lens.level):
        through, seen = list(group), of(coded, level=level)
        paragraphs.append(_level(language, through, seen, names))
        if not seen.empty:
            paragraphs += [_region(language, lens, names, several=len(through) > 1) for lens in through]
    return Prose(tuple(paragraphs))


def _level(
    language: Language, through: Sequence[Lens], seen: pd.DataFrame, names: dict[str, str]
) -> Sentence:
    level = through[0].level
    lead = language.say("**{name}.**", name=capital(words_of(language, through)))
    where = language.text(AT_LEVEL[level])
    if seen.empty:
        return join_sentences([lead, language.say("This edition counts no statement {where}.", where=where)])
    name, place = f"perspective.{level}", label(language, level)
    return join_sentences(
        [
            lead,
            _counts(language, seen, name, where, place),
            _speakers(language, seen, name, place),
            *(
                _named(language, of(seen, valence=valence), names, (f"level.{level}", place), valence)
                for valence in VALENCES
            ),
            _silent_themes(language, seen, names, (name, place)),
            *_nothing(language, seen),
            *_thin_phases(language, seen, name, place),
        ]
    )


def _counts(language: Language, seen: pd.DataFrame, name: str, where: str, place: str) -> Sentence:
    success, challenge = (
        statements(
            language, f"{name}.{valence}", of(seen, valence=valence), subject(place, label(language, valence))
        ).facts[0]
        for valence in VALENCES
    )
    return language.say(
        "This edition counts {strength} {where}: {success} and {challenge}.",
        strength=strength(language, name, seen, place),
        where=where,
        success=language.plural("{n} names a success factor", "{n} name a success factor", n=success),
        challenge=language.plural("{n} a challenge", "{n} a challenge", n=challenge),
    )


def _speakers(language: Language, seen: pd.DataFrame, name: str, place: str) -> Sentence:
    """Name the kind of source that is heard most, or all kinds where the statements are too few to rank."""
    enough = len(seen) >= analysis.RANKED_FROM
    leading = (
        analysis.leaders(seen["source_type"].value_counts()) if enough else sorted(set(seen["source_type"]))
    )
    kinds = language.listed([language.quoted(label(language, code)) for code in leading])
    return language.say(
        (HEARD if len(leading) == 1 else HEARD_ALIKE) if enough else HEARD_FEW,
        kinds=kinds,
        strength=strength(
            language, f"{name}.speaker", seen[seen["source_type"].isin(leading)], subject(place, kinds)
        ),
    )


def _named(
    language: Language, group: pd.DataFrame, names: dict[str, str], where: tuple[str, str], valence: str
) -> Sentence:
    """Name what is named most often; of too few statements to rank, all that is named.

    `where` is the beginning of the facts' ids, and what they are about.
    """
    if group.empty:
        return language.say(ABSENT[valence])
    leading = named_first(group["theme"])
    message = (FIRST if len(leading) == 1 else TIED)[valence]
    if len(group) < analysis.RANKED_FROM:
        message = (ALONE if len(group) == 1 else UNRANKED)[valence]
    name, place = where
    about = subject(place, label(language, valence), on_themes(language, leading, names))
    return language.say(
        message,
        themes=quoted(language, leading, names),
        theme=quoted(language, leading, names),
        strength=strength(language, f"{name}.{valence}.first", group[group["theme"].isin(leading)], about),
    )


def _silent_themes(
    language: Language, seen: pd.DataFrame, names: dict[str, str], where: tuple[str, str]
) -> Sentence:
    silent = sorted(set(names) - set(seen["theme"]))
    every = _searched("perspective.themes", len(names), seen.head(0), mark("themes of the codebook"))
    if not silent:
        return language.say("Each of the {every} themes has a statement.", every=every)
    name, place = where
    how = mark("themes of the codebook without a statement there")
    number = _searched(f"{name}.silent_themes", len(silent), seen, how, place)
    if len(silent) > NAMED:
        return language.say("Of the {every} themes, {n} have no statement.", every=every, n=number)
    return language.plural(
        "Of the {every} themes, {n} has no statement: {themes}.",
        "Of the {every} themes, {n} have no statement: {themes}.",
        n=number,
        every=every,
        themes=quoted(language, silent, names),
    )


def _searched(name: str, number: int, seen: pd.DataFrame, how: str, about: str = "") -> Fact:
    """Return a count of what was looked for; the rows are those that were looked through."""
    rows, cited = tuple(seen["statement_id"]), tuple(sorted(set(seen["source_id"])))
    return Fact(name, number, "count", how, rows, cited, about=about)


def _thin_phases(language: Language, seen: pd.DataFrame, name: str, place: str) -> list[Sentence]:
    """Say in which phases so little is on record that it isn't compared, where the rest could be."""
    sizes = seen["phase"].value_counts()
    thin = [phase for phase in ASKED if 0 < sizes.get(phase, 0) < FEW <= len(seen)]
    return [
        language.say(
            "{where}: only {n}.",
            where=capital(language.text(IN_PHASE[phase])),
            n=statements(
                language, f"{name}.{phase}", of(seen, phase=phase), subject(place, label(language, phase))
            ),
        )
        for phase in thin
    ]


def _nothing(language: Language, seen: pd.DataFrame) -> list[Sentence]:
    """Say in which phases nothing is on record."""
    silent = [language.text(IN_PHASE[phase]) for phase in silent_phases(seen)]
    return [language.say("Nothing is on record {where}.", where=language.listed(silent))] if silent else []


def _region(language: Language, lens: Lens, names: dict[str, str], *, several: bool) -> Sentence:
    """Say what of a level is about a region: how much, what is named, where it is silent, with an example."""
    region = label(language, lens.region)
    lead = language.labelled(capital(words_of(language, [lens])), region) if several else region
    said = [language.say("*{lead}.*", lead=lead)]
    if len(lens.words) > 1:
        said.append(_alike(language, lens))
    if lens.seen.empty:
        return join_sentences([*said, language.say("At this level, nothing on record is about this region.")])
    place = lens.place(language)
    number = strength(language, lens.id, lens.seen, place)
    if len(lens.seen) < FEW:
        said.append(
            language.say(
                "At this level and about this region: only {strength}, too few to compare.", strength=number
            )
        )
    else:
        said.append(language.say("At this level and about this region: {strength}.", strength=number))
        said += [
            _named(language, of(lens.seen, valence=valence), names, (lens.id, place), valence)
            for valence in VALENCES
        ]
        said += _nothing(language, lens.seen)
    return join_sentences([*said, example(language, lens.seen)])


def _alike(language: Language, lens: Lens) -> Sentence:
    return language.say(
        "The codes do not tell {who} apart: level and region are the same.", who=words_of(language, [lens])
    )
