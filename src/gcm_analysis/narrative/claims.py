"""What the programme published of itself: each claim in its own words, and the claims around the day of the event."""

from collections.abc import Sequence

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.evidence.event import Event
from gcm_analysis.narrative.exhibits import Prose, Table, prose
from gcm_analysis.narrative.facts import Fact, computed, count_of, mark
from gcm_analysis.narrative.indicators import capital, indicator
from gcm_analysis.narrative.language import Language, Sentence, join_sentences
from gcm_analysis.narrative.markdown import Markdown, cite
from gcm_analysis.narrative.parts import subject

QUALIFIED = {
    "exact": "{value}",
    "about": mark("about {value}"),
    "almost": mark("almost {value}"),
    "at_least": mark("more than {value}"),
    "at_most": mark("up to {value}"),
}
SUFFIX = {
    "count": "{value}",
    "percent": mark("{value}%"),
    "EUR": mark("EUR {value}"),
}


def said_at_event(figures: pd.DataFrame, event: Event) -> pd.DataFrame:
    """Return the programme totals that the event's own announcement claims, in the order of the table."""
    return figures[(figures["source_id"] == event.source_id) & (figures["scope_en"] == "programme total")]


def finding(language: Language, figures: pd.DataFrame, event: Event) -> Prose:
    """Say what was claimed on the day, and how many published totals take back an earlier one."""
    claimed = said_at_event(figures, event)
    if claimed.empty:
        return prose([*no_claim(language, event).paragraphs, conflict_count(language, figures)], style="lead")
    first = language.say(
        "In its announcement of the event of {day}, the programme claimed {claims} {source}.",
        day=language.day(event.date), claims=_joined(language, claimed), source=cite(event.source_id),
    )  # fmt: skip
    return prose([first, conflict_count(language, figures)], style="lead")


def in_short(language: Language, figures: pd.DataFrame, event: Event) -> Sentence:
    """Say what was claimed on the day, and how many totals state less than an earlier one, in one sentence."""
    claimed = said_at_event(figures, event)
    if claimed.empty:
        return join_sentences(no_claim(language, event).paragraphs)
    return language.say(
        "In its announcement of the event, the programme claimed {claims} {source}; {conflicts}.",
        claims=_joined(language, claimed), source=cite(event.source_id), conflicts=_fallen(language, figures),
    )  # fmt: skip


def _joined(language: Language, claimed: pd.DataFrame) -> Sentence:
    return language.joined([named_claim(language, row) for _, row in claimed.iterrows()])


def no_claim(language: Language, event: Event) -> Prose:
    """Say that the announcement claims nothing, or that there is none."""
    if not event.source_id:
        return prose(
            language.say(
                "No announcement of the event is on record that could claim anything of the programme."
            )
        )
    return prose(language.say("The event’s announcement makes no claim about the programme’s size."))


def conflict_count(language: Language, figures: pd.DataFrame) -> Sentence:
    """Say how many claims are published and how many of them take back an earlier one."""
    return language.say(
        "{claims}; {conflicts}.",
        claims=language.plural(
            "{n} figure on record has a source", "All {n} figures on record have a source",
            n=count_of("claims.published", figures, mark("published figures, one per row")),
        ),
        conflicts=_fallen(language, figures),
    )  # fmt: skip


def _fallen(language: Language, figures: pd.DataFrame) -> Sentence:
    pairs = analysis.contradictions(figures)
    rows = figures[figures["figure_id"].isin([*pairs["earlier"], *pairs["later"]])]
    if pairs.empty:
        return language.say("no programme total states a lower number than an earlier one")
    how = mark("dated totals that state less than an earlier claim on the same indicator and scope")
    return language.plural(
        "{n} programme total states a lower number than an earlier one", "{n} programme totals state lower numbers than earlier ones",
        n=computed("claims.conflicts", len(pairs), how, rows),
    )  # fmt: skip


def day_table(language: Language, figures: pd.DataFrame, event: Event) -> Table | Prose:
    """Set the claims of the day between the earlier and the later ones on the same indicator."""
    if said_at_event(figures, event).empty:
        return no_claim(language, event)
    header = [
        language.text("Indicator"),
        language.text("Claimed earlier"),
        language.text("Claimed for {day}", day=language.day(event.date)),
        language.text("Claimed later"),
    ]
    codes = said_at_event(figures, event)["indicator"].drop_duplicates()
    rows = [_around_the_day(language, figures, event, str(code)) for code in codes]
    return Table(
        header, rows,
        title=language.say("What the programme claimed of itself before, at and after the event"),
        note=language.say(
            "Programme totals only. A claim dated only by year or month is taken as made at the end of that period; undated claims come last. The sources’ terms vary: “interventions” and “projects” are counted as Actions, “beneficiary governments” as partner countries.",
        ),
        widths=[16, 28, 20, 36], data=pd.DataFrame(
            [[cell.plain if isinstance(cell, Sentence) else cell for cell in row] for row in rows], columns=header
        ),
    )  # fmt: skip


def claim(language: Language, row: pd.Series) -> Sentence:
    """Return a claim in its own terms, such as “more than 400”, as a fact."""
    value = Fact(
        f"claim.{row['figure_id']}", int(row["value"]), "claim", mark("number published about the programme"),
        (str(row["figure_id"]),), (str(row["source_id"]),), amount(language, row), about(language, row),
    )  # fmt: skip
    return language.say("{value}", value=value)


def about(language: Language, row: pd.Series) -> str:
    """Return what a claim is about: its indicator, scope, date and source."""
    day = language.partial_day(str(row["as_of"]))
    scope = str(row[language.column("scope")])
    return subject(indicator(language, str(row["indicator"])), scope, day, str(row["source_id"]))


def named_claim(language: Language, row: pd.Series) -> Sentence:
    """Return a claim with what it counts, such as “more than 400 experts”."""
    return language.say(
        "{claim} {indicator}",
        claim=claim(language, row),
        indicator=indicator(language, str(row["indicator"])),
    )


def dated_claim(language: Language, row: pd.Series, source: Markdown) -> Sentence:
    """Return a claim with its date and where it stands."""
    return language.say(
        "{claim} ({date}) {source}",
        claim=claim(language, row), date=language.partial_day(str(row["as_of"])), source=source,
    )  # fmt: skip


def in_a_row(language: Language, parts: Sequence[Sentence]) -> Sentence:
    """Return sentences as one, with semicolons between them."""
    return Sentence(
        Markdown(language.separated([part.markdown for part in parts])),
        language.separated([part.plain for part in parts]),
        tuple(fact for part in parts for fact in part.facts),
    )


def amount(language: Language, row: pd.Series) -> str:
    """Return a claim in its own words, such as “more than 400” or “about 20%”."""
    value = language.number(int(row["value"]))
    with_unit = (
        language.plural("{value} month", "{value} months", n=int(row["value"]), value=value).plain
        if row["unit"] == "months"
        else language.text(SUFFIX[str(row["unit"])], value=value)
    )
    return language.text(QUALIFIED[str(row["qualifier"])], value=with_unit)


def _around_the_day(
    language: Language, figures: pd.DataFrame, event: Event, code: str
) -> list[str | Sentence]:
    claims = analysis.claims_of(figures, code)
    own = claims["source_id"] == event.source_id
    earlier = claims[~own & (claims["day"] != "") & (claims["day"] <= event.date.isoformat())]
    later = claims[~own & ~claims.index.isin(earlier.index)]
    return [
        capital(indicator(language, code)),
        *(_cell(language, part) for part in (earlier, claims[own], later)),
    ]


def _cell(language: Language, claims: pd.DataFrame) -> Sentence:
    parts = [dated_claim(language, row, cite(str(row["source_id"]))) for _, row in claims.iterrows()]
    return in_a_row(language, parts) if parts else Sentence(Markdown("–"), "–", ())
