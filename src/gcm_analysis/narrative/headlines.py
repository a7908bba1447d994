"""The headline findings with all sources and without the largest one: which are firm, and which hang on a source."""

from collections.abc import Mapping, Sequence
from math import isnan

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.analysis.headlines import (
    FINDINGS,
    headlines,
    headlines_redrawn,
    headlines_without_each,
    largest_origin,
)
from gcm_analysis.narrative import contrast
from gcm_analysis.narrative.exhibits import Points, Prose, Table, prose
from gcm_analysis.narrative.facts import Fact, computed, count_of, distinct, mark
from gcm_analysis.narrative.labels import LABELS, theme_labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import (
    FEW,
    challenge_share,
    of,
    on_themes,
    own_data,
    quoted,
    strength,
    subject,
)
from gcm_analysis.narrative.robustness import largest_source, needs_sources

NAMES = {
    "valence": mark("whether success factors or challenges prevail"),
    "contrast": mark("who names challenges more readily"),
    "named": mark("the theme named most often"),
    "widest": mark("the theme with the most independent sources"),
    "obstacles": mark("the themes under which challenges outnumber success factors"),
    "phase": mark("the phase in which challenges weigh most"),
}
OPEN = mark("not told apart")
PREVAILING = {"success_factor": mark("Success factors"), "challenge": mark("Challenges")}
ENOUGH = 0.95  # a firm finding is the same in at least this share of the draws
FIRM, CLOSE, FRAGILE, UNDECIDED = mark("firm"), mark("close"), mark("fragile"), mark("open")


def verdicts(coded: pd.DataFrame) -> pd.DataFrame:
    """Return `found`, `without` (the largest origin), `changing` (origins), `same` (share of draws) and `verdict` by finding."""
    without = headlines_without_each(coded, FEW)
    found = headlines(coded, FEW)
    table = pd.DataFrame(
        {"found": found, "without": without.loc[largest_origin(coded)], "same": headlines_redrawn(coded, FEW)}
    )
    changes = without.ne(found, axis="columns")
    table["changing"] = [[str(origin) for origin in changes.index[changes[name]]] for name in FINDINGS]
    table["verdict"] = [
        _verdict(changing, same) for changing, same in zip(table["changing"], table["same"], strict=True)
    ]
    if table.loc["contrast", "verdict"] and contrast.is_open(coded):
        table.loc["contrast", "verdict"] = UNDECIDED
    return table


def _verdict(changing: Sequence[str], same: float) -> str:
    """Return how firm a finding is; nothing if it is not made."""
    if isnan(same):
        return ""
    if changing:
        return FRAGILE
    return FIRM if same >= ENOUGH else CLOSE


@needs_sources
def finding(language: Language, coded: pd.DataFrame) -> Prose:
    """Say which headline findings are firm, which are close, and which change without one source."""
    table = verdicts(coded)
    without = table["found"] != table["without"]
    fragile = table["verdict"] == FRAGILE
    groups = [
        (
            mark("Firm, whichever source is left out and in nearly all draws: {findings}."),
            table["verdict"] == FIRM,
        ),
        (
            mark("Close, since no single source changes it, but many draws do: {findings}."),
            table["verdict"] == CLOSE,
        ),
        (
            mark("Fragile, since it changes without {origin}, the largest source: {findings}."),
            fragile & without,
        ),
        (mark("Fragile, since it changes without another single source: {findings}."), fragile & ~without),
        (
            mark("Open, since the interval of the difference includes zero: {findings}."),
            table["verdict"] == UNDECIDED,
        ),
    ]
    origin = largest_source(coded)
    return prose([
        language.say(message, findings=language.separated([language.text(NAMES[str(name)]) for name in table.index[chosen]]), origin=origin)
        for message, chosen in groups
        if chosen.any()
    ])  # fmt: skip


@needs_sources
def headlines_table(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame) -> Table:
    """Show every headline finding with all sources and without the largest, and how firm it is."""
    largest, table = largest_origin(coded), verdicts(coded)
    rest, lacking = analysis.without_origin(coded, largest), language.text("Without {origin}", origin=largest)
    names = theme_labels(language, codebook)
    header = [
        language.text("Finding"),
        language.text("With all sources"),
        lacking,
        language.text("Sources that change it"),
        language.text("Draws with the same finding"),
        language.text("Verdict"),
    ]
    rows: list[list[str | Sentence]] = [
        [language.text("The size of the record"), strength(language, "record", coded), strength(language, "robust.without", rest, lacking), "–", "–", "–"],
        *(_row(language, str(name), row, {"": coded, lacking: rest}, names) for name, row in table.iterrows()),
    ]  # fmt: skip
    shown = [[cell.plain if isinstance(cell, Sentence) else cell for cell in row] for row in rows]
    return Table(
        header, rows,
        title=_title(language, coded, table),
        subtitle=language.say("Headline findings with all sources and without the one with the most statements, {origin}", origin=largest_source(coded)),
        note=language.say(
            "The verdicts are defined in @sec-strength. Draws that do not allow a finding are left out. Where several share the lead in a draw, none of them alone leads in it. {source}",
            source=own_data(language),
        ),
        numeric=[False, False, False, True, True, False], widths=[20, 25, 25, 10, 10, 10], data=pd.DataFrame(shown, columns=header),
    )  # fmt: skip


def definitions(language: Language) -> Points:
    """Say what the words for how firm a finding is mean."""
    enough = Fact(
        "robust.enough", ENOUGH, "share", mark("share of the draws in which a firm finding is the same")
    )
    return Points(
        (
            language.say(
                "**Firm**: no single independent source changes the finding if it is left out, and at least {enough} of the draws repeat it.",
                enough=enough,
            ),
            language.say("**Close**: no single source changes it, but fewer draws repeat it."),
            language.say("**Fragile**: at least one source changes it if it is left out."),
            language.say("**Open**: it is a difference, and the interval of the difference includes zero."),
        )
    )


def _title(language: Language, coded: pd.DataFrame, table: pd.DataFrame) -> Sentence:
    firm, made = int((table["verdict"] == FIRM).sum()), int((table["verdict"] != "").sum())
    return language.plural(
        "{n} of {all} headline findings is firm",
        "{n} of {all} headline findings are firm",
        n=computed("robust.firm", firm, mark("headline findings that no single source changes, and that nearly all draws repeat"), coded),
        all=computed("robust.findings", made, mark("headline findings that the statements allow"), coded),
    )  # fmt: skip


def _row(
    language: Language, name: str, row: pd.Series, frames: Mapping[str, pd.DataFrame], names: dict[str, str]
) -> list[str | Sentence]:
    """Return a finding of all sources and without the largest; `frames` are their statements by what is left out."""
    (_, coded), without = frames.items()
    title = language.text(NAMES[name])
    cells: list[str | Sentence] = [
        title[:1].upper() + title[1:],
        _value(language, f"robust.all.{name}", str(row["found"]), ("", coded), names),
        _value(language, f"robust.without.{name}", str(row["without"]), without, names),
    ]
    if not row["verdict"]:
        return [*cells, "–", "–", "–"]
    number = computed(
        f"robust.changing.{name}", len(row["changing"]), mark("independent sources without which this finding changes"),
        coded[coded["origin"].isin(row["changing"])], about=title,
    )  # fmt: skip
    same = computed(f"robust.same.{name}", float(row["same"]), mark("share of the draws of sources in which this finding is the same"), coded, "share", title)  # fmt: skip
    return [
        *cells,
        language.say("{n}", n=number),
        language.say("{n}", n=same),
        language.text(str(row["verdict"])),
    ]


def _value(
    language: Language, fact: str, found: str, of_what: tuple[str, pd.DataFrame], names: dict[str, str]
) -> str | Sentence:
    """Return what a finding says of these statements: the codes that it names, with a number.

    `of_what` are the statements, after the words for what is left out of them.
    """
    lacking, coded = of_what
    name, codes = fact.rpartition(".")[2], [code for code in found.split("|") if code]
    if name == "contrast":
        return _contrast(language, fact, coded, lacking)
    if name == "obstacles":
        return quoted(language, codes, names) or language.text("none")
    if not codes:
        return language.text(OPEN)
    if name == "valence":
        return language.say(
            "{codes}; challenges: {share}",
            codes=_labels(language, PREVAILING, codes),
            share=challenge_share(language, fact, coded, lacking or language.text("all statements")),
        )
    if name == "phase":
        group = coded[coded["phase"].isin(codes)]
        return language.say(
            "{codes}: {n}",
            codes=_labels(language, LABELS, codes),
            n=challenge_share(language, fact, group, subject(_labels(language, LABELS, codes), lacking)),
        )
    first, about = of(coded, theme=codes[0]), subject(on_themes(language, codes[:1], names), lacking)
    number = (
        distinct(fact, first, "origin", mark("independent sources on this theme"), about)
        if name == "widest"
        else count_of(fact, first, mark("statements on this theme"), about)
    )
    return language.say("{codes}: {n}", codes=quoted(language, codes, names), n=number)


def _labels(language: Language, words: Mapping[str, str], codes: Sequence[str]) -> str:
    return language.listed([language.text(words[code]) for code in codes])


def _contrast(language: Language, fact: str, coded: pd.DataFrame, lacking: str) -> str | Sentence:
    """Return the share of challenges on either side; where one has too few statements, that they are not told apart."""
    own, outside = (contrast.side(coded, name) for name in contrast.SIDES)
    if min(len(own), len(outside)) < FEW:
        return language.text(OPEN)
    return language.say(
        "programmes on themselves: {own}; evaluations, audits and academic work: {outside}",
        own=challenge_share(
            language, f"{fact}.own", own, subject(language.text(contrast.SIDES["own"]), lacking)
        ),
        outside=challenge_share(
            language, f"{fact}.outside", outside, subject(language.text(contrast.SIDES["outside"]), lacking)
        ),
    )
