"""What the programme published of itself: each claim with date, qualifier and source, contradictions shown, none averaged."""

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.evidence.event import Event
from gcm_analysis.figures import programme as charts
from gcm_analysis.narrative.exhibits import Figure, Points, Prose, Table, prose
from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.indicators import capital, indicator
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import Markdown, anchor, cite

QUALIFIED = {
    "exact": "{value}",
    "about": mark("about {value}"),
    "almost": mark("almost {value}"),
    "at_least": mark("more than {value}"),
    "at_most": mark("up to {value}"),
}
QUALIFIER_WORDS = {
    "exact": mark("stated as exact"),
    "about": mark("“about”"),
    "almost": mark("“almost”"),
    "at_most": mark("“up to”"),
    "at_least": mark("“more than”, “over”"),
}
UNITS = {"count": mark("number"), "percent": mark("per cent"), "months": mark("months"), "EUR": mark("euro")}
SUFFIX = {
    "count": "{value}",
    "percent": mark("{value}%"),
    "months": mark("{value} months"),
    "EUR": mark("EUR {value}"),
}


def said_at_event(figures: pd.DataFrame, event: Event) -> pd.DataFrame:
    """Return the programme totals that the event's own announcement claims, in the order of the table."""
    return figures[(figures["source_id"] == event.source_id) & (figures["scope_en"] == "programme total")]


def finding(language: Language, figures: pd.DataFrame, event: Event) -> Prose:
    """Say what was claimed on the day, and how many published totals take back an earlier one."""
    claimed = said_at_event(figures, event)
    if claimed.empty:
        return prose(*_no_claim(language).paragraphs, style="lead")
    parts = [_claim_with_indicator(language, row) for _, row in claimed.iterrows()]
    first = language.say(
        "In its announcement of the event of {day}, the programme claimed {claims} {source}.",
        day=language.day(event.date), claims=language.joined(parts), source=cite(event.source_id),
    )  # fmt: skip
    return prose([first, conflict_count(language, figures)], style="lead")


def _no_claim(language: Language) -> Prose:
    return prose(language.say("The event’s announcement makes no claim about the programme’s size."))


def conflict_count(language: Language, figures: pd.DataFrame) -> Sentence:
    """Say how many claims are published and how many of them take back an earlier one."""
    pairs = analysis.contradictions(figures)
    rows = tuple(pairs["earlier"]) + tuple(pairs["later"])
    return language.say(
        "{claims}; {conflicts}.",
        claims=language.plural(
            "{n} figure on record has a source", "All {n} figures on record have a source",
            n=Fact("claims.published", len(figures), "count", mark("published figures, one per row"), tuple(figures["figure_id"])),
        ),
        conflicts=language.plural(
            "{n} programme total states a lower number than an earlier one", "{n} programme totals state lower numbers than earlier ones",
            n=Fact("claims.conflicts", len(pairs), "count", mark("dated totals that state less than an earlier claim on the same indicator and scope"), rows),
        ),
    )  # fmt: skip


def day_table(language: Language, figures: pd.DataFrame, event: Event) -> Table | Prose:
    """Set the claims of the day between the earlier and the later ones on the same indicator."""
    if said_at_event(figures, event).empty:
        return _no_claim(language)
    header = [
        language.text("Indicator"),
        language.text("Claimed earlier"),
        language.text("Claimed for {day}", day=language.day(event.date)),
        language.text("Claimed later"),
    ]
    rows = [
        _around_the_day(language, figures, event, str(code))
        for code in said_at_event(figures, event)["indicator"]
    ]
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


def timeline_figure(language: Language, figures: pd.DataFrame, event: Event) -> Figure | Prose:
    """Show the claims on the indicator of the day that is contradicted most."""
    if said_at_event(figures, event).empty:
        return _no_claim(language)
    code = _most_contradicted(figures, said_at_event(figures, event))
    dated = analysis.claims_of(figures, code)
    dated = dated[dated["day"] != ""]
    if dated.empty:
        return prose(language.say("No claim on the programme’s size is dated."))
    shown = [_amount(language, row) for _, row in dated.iterrows()]
    words = {qualifier: language.text(word) for qualifier, word in QUALIFIER_WORDS.items()}
    list_of_claims = language.listed(
        [
            f"{language.partial_day(str(row['as_of']))}, {text}"
            for (_, row), text in zip(dated.iterrows(), shown, strict=True)
        ]
    )
    return Figure(
        charts.claims_over_time(dated, words, shown, event.date),
        title=_timeline_title(language, dated, code),
        subtitle=language.say(
            "Published claims about {indicator}, by date of the claim; dashed line: {day}",
            indicator=indicator(language, code), day=language.day(event.date),
        ),
        note=language.say(
            "A claim dated by year or month alone is drawn at its end. Source: the programme’s pages, listed in @tbl-claims.",
        ),
        alt=language.text("Marks by date, their height the number claimed: {claims}.", claims=list_of_claims),
        data=claims_data(language, dated),
    )  # fmt: skip


def conflicts(language: Language, figures: pd.DataFrame) -> Points | Prose:
    """List the totals that say less than an earlier claim, each with both sources."""
    pairs = analysis.contradictions(figures)
    if pairs.empty:
        return prose(language.say("No dated total says less than an earlier one."))
    by_id = figures.set_index("figure_id", drop=False)
    return Points(
        tuple(
            _conflict(language, by_id.loc[one], by_id.loc[two])
            for one, two in zip(pairs["earlier"], pairs["later"], strict=True)
        )
    )


def all_claims_table(language: Language, figures: pd.DataFrame) -> Table:
    """Show every published figure with date, qualifier, scope and source."""
    ordered = figures.sort_values(["indicator", "as_of", "figure_id"])
    header = [
        language.text(word)
        for word in (mark("No."), mark("Claim"), mark("Date"), mark("Scope and remark"), mark("Source"))
    ]
    rows = [
        [
            anchor(str(row["figure_id"]), str(row["figure_id"])),
            language.labelled(capital(indicator(language, str(row["indicator"]))), _amount(language, row)),
            language.partial_day(str(row["as_of"])),
            _scope(language, row),
            cite(str(row["source_id"]), str(row[language.column("locator")])),
        ]
        for _, row in ordered.iterrows()
    ]
    return Table(
        header, rows, title=language.say("Every published figure on record"),
        note=language.say("Remarks are the compilers’."),
        widths=[9, 27, 15, 31, 18], style="evidence", data=claims_data(language, ordered),
    )  # fmt: skip


def claims_data(language: Language, claims: pd.DataFrame) -> pd.DataFrame:
    """Return claims for readers, one row each, in the language."""
    return pd.DataFrame(
        {
            language.text("No."): claims["figure_id"],
            language.text("Indicator"): [
                capital(indicator(language, str(code))) for code in claims["indicator"]
            ],
            language.text("Value"): claims["value"],
            language.text("Unit"): [language.text(UNITS[code]) for code in claims["unit"]],
            language.text("Qualifier"): [
                language.text(QUALIFIER_WORDS[code]) for code in claims["qualifier"]
            ],
            language.text("Date"): claims["as_of"],
            language.text("Scope"): claims[language.column("scope")],
            language.text("Source"): claims["source_id"],
            language.text("Place in the source"): claims[language.column("locator")],
            language.text("Remark"): claims[language.column("note")],
        }
    )


def claim(language: Language, row: pd.Series) -> Sentence:
    """Return a claim in its own terms, such as “more than 400”, as a fact."""
    value = Fact(
        f"claim.{row['figure_id']}", int(row["value"]), "claim", mark("as published"),
        (str(row["figure_id"]),), (str(row["source_id"]),), words=_amount(language, row),
    )  # fmt: skip
    return language.say("{value}", value=value)


def _claim_with_indicator(language: Language, row: pd.Series) -> Sentence:
    return language.say(
        "{claim} {indicator}",
        claim=claim(language, row),
        indicator=indicator(language, str(row["indicator"])),
    )


def _amount(language: Language, row: pd.Series) -> str:
    value = language.number(int(row["value"]))
    with_unit = language.text(SUFFIX[str(row["unit"])], value=value)
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
    parts = [
        language.say(
            "{claim} ({date}) {source}",
            claim=claim(language, row),
            date=language.partial_day(str(row["as_of"])),
            source=cite(str(row["source_id"])),
        )
        for _, row in claims.iterrows()
    ]
    if not parts:
        return Sentence(Markdown("–"), "–", ())
    return Sentence(
        Markdown(language.separated([part.markdown for part in parts])),
        language.separated([part.plain for part in parts]),
        tuple(fact for part in parts for fact in part.facts),
    )


def _scope(language: Language, row: pd.Series) -> str:
    scope, note = str(row[language.column("scope")]), str(row[language.column("note")])
    return language.separated([scope, note]) if note else scope


def _most_contradicted(figures: pd.DataFrame, claimed: pd.DataFrame) -> str:
    """Return the claimed indicator with the most conflicting pairs; among equals the one with the most claims."""
    pairs = analysis.contradictions(figures)["indicator"].value_counts()
    sizes = {
        str(code): (int(pairs.get(code, 0)), len(analysis.claims_of(figures, str(code))))
        for code in claimed["indicator"]
    }
    return max(sizes, key=lambda code: sizes[code])


def _timeline_title(language: Language, dated: pd.DataFrame, code: str) -> Sentence:
    values = dated["value"].astype(int)
    return language.say(
        "From {first} to {last}, the published number of {indicator} moves between {low} and {high}",
        first=Fact(
            "claims.first_year", int(dated["day"].iloc[0][:4]), "year", mark("year of the first dated claim")
        ),
        last=Fact(
            "claims.last_year", int(dated["day"].iloc[-1][:4]), "year", mark("year of the last dated claim")
        ),
        indicator=indicator(language, code),
        low=Fact(
            "claims.lowest",
            int(values.min()),
            "count",
            mark("the lowest number claimed"),
            tuple(dated["figure_id"]),
        ),
        high=Fact(
            "claims.highest",
            int(values.max()),
            "count",
            mark("the highest number claimed"),
            tuple(dated["figure_id"]),
        ),
    )


def _conflict(language: Language, one: pd.Series, two: pd.Series) -> Sentence:
    return language.say(
        "{indicator}: {first} ({first_date}) {first_source}, but later {second} ({second_date}) {second_source}.",
        indicator=capital(indicator(language, str(one["indicator"]))),
        first=claim(language, one), first_date=language.partial_day(str(one["as_of"])), first_source=cite(str(one["source_id"])),
        second=claim(language, two), second_date=language.partial_day(str(two["as_of"])), second_source=cite(str(two["source_id"])),
    )  # fmt: skip
