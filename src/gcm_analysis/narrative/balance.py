"""How success factors and challenges balance in the record, and how that changes with who speaks."""

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.evidence.vocabulary import CRITERIA, EVENT_NOTES, LEVELS, PHASES
from gcm_analysis.narrative import contrast
from gcm_analysis.narrative.exhibits import Prose, Table, prose
from gcm_analysis.narrative.facts import count_of, mark
from gcm_analysis.narrative.labels import label, theme_labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import needs_statements, of, own_data, quoted, strength

PUBLISHED = mark(
    "A statement is something that a published source says helps or hinders capacity building on migration, paraphrased in one sentence and coded by theme, phase, level and criterion. The codes are defined in @sec-codebook."
)
WITH_NOTES = mark(
    "A statement is something that a published source or a participant in the event says helps or hinders, paraphrased in one sentence and coded by theme, phase, level and criterion. The codes are defined in @sec-codebook."
)


def what_a_statement_is(language: Language, coded: pd.DataFrame) -> Prose:
    """Say what is counted, and who says it."""
    return prose(language.say(WITH_NOTES if EVENT_NOTES in set(coded["source_type"]) else PUBLISHED))


def finding(language: Language, coded: pd.DataFrame) -> Prose:
    """Say how the statements balance, and how the balance changes with who speaks."""
    if coded.empty:
        return prose(language.say("No statement meets the parameters of this edition."), style="lead")
    return prose([counted(language, coded), *contrast.finding(language, coded)], style="lead")


def counted(language: Language, coded: pd.DataFrame) -> Sentence:
    """Say how many statements there are, from how many independent sources, and of which kind."""
    success = count_of(
        "record.success", of(coded, valence="success_factor"), mark("statements coded as a success factor")
    )
    challenge = count_of(
        "record.challenge", of(coded, valence="challenge"), mark("statements coded as a challenge")
    )
    return language.say(
        "This edition counts {strength}: {success} and {challenge}.",
        strength=strength(language, "record", coded),
        success=language.plural("{n} names a success factor", "{n} name a success factor", n=success),
        challenge=language.plural("{n} a challenge", "{n} a challenge", n=challenge),
    )


@needs_statements
def order_without_self_reports(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame) -> Prose:
    """Say whether the most named theme stays the same when self-reports are left out."""
    names = theme_labels(language, codebook)
    outside = analysis.without_self_reports(coded)
    if outside.empty:
        return prose(language.say("Without what programmes say of themselves, no statement is left."))
    every, rest = (
        analysis.leaders(analysis.balance(frame, "theme")["statements"]) for frame in (coded, outside)
    )
    if every == rest:
        message = mark(
            "Without what programmes say of themselves, the record holds {strength}; the theme named most often stays the same: {themes}."
        )
    else:
        message = mark(
            "Without what programmes say of themselves, the record holds {strength}; the theme named most often is then {themes}."
        )
    said = language.say(
        message,
        strength=strength(language, "outside", outside, language.text("without self-reports")),
        themes=quoted(language, rest, names),
    )
    return prose(said)


@needs_statements
def comparison_table(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame) -> Table:
    """Set the counts by theme with and without what programmes say of themselves side by side."""
    every = analysis.balance(coded, "theme")
    outside = analysis.balance(analysis.without_self_reports(coded), "theme").reindex(
        every.index, fill_value=0
    )
    columns = ["success_factor", "challenge", "sources"]
    both = every[columns].join(outside[columns].add_suffix("_outside")).astype(int)
    data = both.rename(index=theme_labels(language, codebook)).reset_index()
    header = [
        language.text("Theme"),
        language.text("Success factors"),
        language.text("Challenges"),
        language.text("Independent sources"),
        language.text("Success factors, without self-reports"),
        language.text("Challenges, without self-reports"),
        language.text("Independent sources, without self-reports"),
    ]
    return Table(
        header,
        rows=[
            [str(name), *(language.number(int(value)) for value in counts)]
            for name, *counts in data.itertuples(index=False)
        ],
        title=language.say("Themes with and without what programmes say of themselves"),
        note=own_data(language),
        numeric=[False] + [True] * 6,
        widths=[24, 11, 10, 13, 14, 14, 14],
        data=data.set_axis(header, axis="columns"),
    )


GROUPINGS = {
    "phase": (mark("Phase"), PHASES),
    "level": (mark("Level"), LEVELS),
    "criterion": (mark("Criterion"), CRITERIA),
}


@needs_statements
def groups_table(language: Language, coded: pd.DataFrame) -> Table:
    """Show statements and independent sources by phase, level and criterion."""
    header = [
        language.text("Grouped by"),
        language.text("Group"),
        language.text("Success factors"),
        language.text("Challenges"),
        language.text("Statements"),
        language.text("Independent sources"),
        language.text("Share of challenges"),
    ]
    rows = [
        row
        for by, (name, codes) in GROUPINGS.items()
        for row in _group_rows(language, coded, by, name, codes)
    ]
    return Table(
        header,
        rows,
        title=language.say("Statements and independent sources by phase, level and criterion"),
        note=own_data(language),
        numeric=[False, False] + [True] * 5,
        widths=[14, 20, 13, 13, 13, 14, 13],
        row_headers=2,
        data=pd.DataFrame(rows, columns=header),
    )


def _group_rows(
    language: Language, coded: pd.DataFrame, by: str, name: str, codes: tuple[str, ...]
) -> list[list[str]]:
    table = analysis.balance(coded, by, codes)
    counts = table[["success_factor", "challenge", "statements", "sources"]].astype(int)
    return [
        [
            language.text(name),
            label(language, str(code)),
            *(language.number(int(number)) for number in numbers),
            language.percent(float(table.loc[code, "challenge_share"])),
        ]
        for code, *numbers in counts.itertuples()
    ]
