"""What leaving out each independent source in turn does to the order of themes."""

from collections.abc import Sequence

import pandas as pd

from gcm_analysis.analysis import resampling
from gcm_analysis.narrative.exhibits import Prose, Table, prose
from gcm_analysis.narrative.facts import computed, mark
from gcm_analysis.narrative.labels import theme_labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import of, own_data, sources
from gcm_analysis.narrative.robustness import draws_fact, middle_fact, named_source, needs_sources

NAMED = 3  # so many sources are named in a sentence; of more, only the number is said


@needs_sources
def left_out(language: Language, coded: pd.DataFrame) -> Prose:
    """Say whether the theme named most often changes when any one independent source is left out, and which does it."""
    without = resampling.leave_one_out(coded)
    changing = without.index[~without["same"]]
    number = computed(
        "robust.loo", len(changing), mark("independent sources without which another theme, or more or fewer of them, lead"),
        coded[coded["origin"].isin(changing)],
    )  # fmt: skip
    if changing.empty:
        message = mark("Whichever of the {sources} is left out, the theme named most often stays the same.")
        said = [language.say(message, sources=sources(language, "record", coded))]
    else:
        said = [language.plural(
            "Which theme is named most often hangs on {n} source, without which it changes.",
            "Which theme is named most often hangs on {n} sources, without each of which it changes.",
            n=number,
        ), *_by_name(language, coded, [str(origin) for origin in changing])]  # fmt: skip
    return prose([*said, *_order(language, coded, without["tau"].dropna())])


def _by_name(language: Language, coded: pd.DataFrame, origins: Sequence[str]) -> list[Sentence]:
    if len(origins) > NAMED:
        return []
    how = mark("name of an independent source without which another theme leads, as the data have it")
    facts = [named_source(f"robust.loo.{origin}", origin, coded, how) for origin in origins]
    return [
        language.say(
            "By name: {names}.", names=language.joined([language.say("{name}", name=fact) for fact in facts])
        )
    ]


def _order(language: Language, coded: pd.DataFrame, tau: pd.Series) -> list[Sentence]:
    """Say without which source the order of all themes changes most, if there is an order."""
    if tau.empty or tau.min() == 1:
        return []
    origin = str(tau.sort_index().idxmin())
    return [language.say(
        "The order of all themes changes most without {origin}: the correlation of the two orders, Kendall’s tau-b, is then {tau}.",
        origin=named_source("robust.moving", origin, coded, mark("name of the independent source without which the order of themes changes most, as the data have it")),
        tau=computed("robust.tau", float(tau.min()), mark("Kendall’s tau-b between the order of themes with and without this source"), of(coded, origin=origin), "agreement"),
    )]  # fmt: skip


@needs_sources
def ranks_table(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame) -> Table:
    """Show the rank of each theme, its interval, and its range when one source is left out."""
    drawn, ranges = resampling.bootstrap(coded), resampling.rank_ranges(coded)
    names = theme_labels(language, codebook)
    header = [
        language.text(word)
        for word in (
            mark("Theme"),
            mark("Statements"),
            mark("Rank"),
            mark("Rank when sources are drawn again"),
            mark("Rank when one source is left out"),
        )
    ]
    rows = [
        [
            names[str(code)],
            language.number(int(row["statements"])),
            language.number(int(row["rank"])),
            _range(language, row["rank_low"], row["rank_high"]),
            _range(language, row["best"], row["worst"]),
        ]
        for code, row in drawn.join(ranges[["best", "worst"]]).iterrows()
    ]
    return Table(
        header, rows,
        title=_moved(language, coded, ranges),
        note=language.say(
            "Themes that tie share a rank. When sources are drawn again, the table gives the ranks of the middle {middle} of {draws} draws. {source}",
            middle=middle_fact(), draws=draws_fact(), source=own_data(language),
        ),
        numeric=[False] + [True] * 4, widths=[36, 14, 10, 20, 20], data=pd.DataFrame(rows, columns=header),
    )  # fmt: skip


def _moved(language: Language, coded: pd.DataFrame, ranges: pd.DataFrame) -> Sentence:
    shift = int(max((ranges["rank"] - ranges["best"]).max(), (ranges["worst"] - ranges["rank"]).max()))
    if shift == 0:
        return language.say("Whichever source is left out, every theme keeps its rank")
    number = computed("robust.shift", shift, mark("most ranks that a theme moves when one independent source is left out"), coded)  # fmt: skip
    return language.plural(
        "Leaving out one source moves a theme by {n} rank at most",
        "Leaving out one source moves a theme by {n} ranks at most",
        n=number,
    )


def _range(language: Language, low: float, high: float) -> str:
    ends = dict.fromkeys((language.number(int(low)), language.number(int(high))))
    return "–".join(ends)
