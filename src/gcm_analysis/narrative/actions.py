"""What the Actions found one by one support: where and when they began, on what, with whom, with whose experts."""

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.evidence.vocabulary import ACTION_EVIDENCE, ACTION_REGIONS, ACTION_THEMES
from gcm_analysis.figures import programme as programme_charts
from gcm_analysis.figures import statements as charts
from gcm_analysis.narrative.alt import grid_alt
from gcm_analysis.narrative.exhibits import Figure, Prose, Table, prose
from gcm_analysis.narrative.facts import Fact, count_of, distinct, mark, share_of
from gcm_analysis.narrative.labels import label, labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import of

MANY = 3  # Actions with one country from which the text calls it a repeated partner
SHOWN_ORIGINS = 20  # countries that the chart names; the data download has all
PUBLISHED_TOTAL = ("actions", "programme total")


def coverage(language: Language, actions: pd.DataFrame, figures: pd.DataFrame) -> Prose:
    """Say how many of the published Actions were found, and on what each row rests."""
    kinds = analysis.coverage(actions)
    parts = [_evidence_part(language, actions, kind) for kind in ACTION_EVIDENCE if kinds.get(kind, 0)]
    return prose(
        [
            found_of_published(language, actions, figures),
            language.say("They rest on {parts}.", parts=language.joined(parts)),
        ]
    )


def found_of_published(language: Language, actions: pd.DataFrame, figures: pd.DataFrame) -> Sentence:
    """Say how many Actions were found beside the newest published total."""
    found = count_of("actions.found", actions, mark("Actions for which a source was found, one row each"))
    total = _published_total(figures)
    if total is None:
        return language.plural("{n} Action was found.", "{n} Actions were found.", n=found)
    return language.say(
        "{found}; the programme itself counts {published}.",
        found=language.plural("{n} Action was found", "{n} Actions were found", n=found),
        published=total,
    )


def starts_figure(language: Language, actions: pd.DataFrame) -> Figure | Prose:
    """Show how many of the Actions found began in each year, by region."""
    if not (actions["start"] != "").any():
        return prose(language.say("No start of an Action is on record."))
    table = analysis.starts(actions).T.reindex(list(ACTION_REGIONS), fill_value=0).fillna(0).astype(int)
    drawn = table.set_axis(labels(language, table.index)).rename_axis(None)
    drawn.columns = [str(year) for year in drawn.columns]
    return Figure(
        charts.count_grid(
            drawn, drawn.astype(str).where(drawn > 0, ""), language.text("Year in which the Action began")
        ),
        title=_starts_title(language, actions),
        subtitle=_dated(language, actions),
        note=language.say(
            "The counts are of rows found, not of all Actions. The regions are the programme’s own. {source}",
            source=own_data(language),
        ),
        alt=grid_alt(language, drawn),
        data=_long(drawn, language.text("Region"), language.text("Year"), language.text("Actions")),
    )


def themes_figure(language: Language, actions: pd.DataFrame, phases: pd.DataFrame) -> Figure | Prose:
    """Show the Actions' themes by the programme phase in which they began."""
    phased = analysis.with_phase(actions, phases)
    known = phased[(phased["phase"] != "") & (phased["theme"] != "")]
    if known.empty:
        return prose(language.say("No Action on record has both a theme and a start."))
    counts = analysis.themes_by_phase(phased).reindex(
        index=list(ACTION_THEMES), columns=list(phases["phase"]), fill_value=0
    )
    names = dict(zip(phases["phase"], phases[language.column("label")], strict=True))
    drawn = (
        counts.set_axis(labels(language, counts.index))
        .rename(columns=names)
        .rename_axis(index=None, columns=None)
    )
    return Figure(
        charts.count_grid(
            drawn,
            drawn.astype(str).where(drawn > 0, ""),
            language.text("Programme phase in which the Action began"),
        ),
        title=_themes_title(language, known, phases),
        subtitle=language.say(
            "Actions by theme and programme phase; {n} with both a theme and a start",
            n=language.plural(
                "{n} Action",
                "{n} Actions",
                n=count_of("actions.themed", known, mark("Actions with a theme and a start")),
            ),
        ),
        note=language.say(
            "Themes are the programme’s own labels; an Action with two themes counts under each. {source}",
            source=own_data(language),
        ),
        alt=grid_alt(language, drawn),
        data=_long(drawn, language.text("Theme"), language.text("Phase"), language.text("Actions")),
    )


def partners_table(language: Language, actions: pd.DataFrame) -> Table | Prose:
    """Show the countries with which the programme worked repeatedly."""
    table = analysis.repeated_partners(actions, MANY)
    if table.empty:
        return prose(language.say("No country has more than a few Actions on record."))
    header = [
        language.text(word)
        for word in (
            mark("Country"),
            mark("Actions found"),
            mark("First known start"),
            mark("Last known start"),
        )
    ]
    rows = [
        [
            language.country(str(row["iso3"])),
            language.number(int(row["actions"])),
            str(row["first"] or "–"),
            str(row["last"] or "–"),
        ]
        for _, row in table.fillna("").iterrows()
    ]
    return Table(
        header, rows,
        title=_partners_title(language, actions, table),
        note=language.say(
            "A request made by several countries together is not counted under any of them. {source}", source=own_data(language)
        ),
        numeric=[False, True, True, True], widths=[40, 20, 20, 20], data=pd.DataFrame(rows, columns=header),
    )  # fmt: skip


def origins(language: Language, actions: pd.DataFrame) -> Prose:
    """Say how many Actions had experts from outside the European Union, and what presence means."""
    presence = analysis.expert_presence(actions)
    if presence.empty:
        return prose(language.say("No source names where the experts came from."))
    named = actions[actions["experts_from"] != ""]
    beyond = named[named["action_id"].isin(of(presence, origin="south")["action_id"])]
    said = language.say(
        "Of the {named} Actions for which sources name the origin of experts, {share} ({beyond}) had experts from countries of the South or East, alongside or instead of European ones.",
        named=count_of("actions.experts_named", named, mark("Actions whose sources name where experts came from")),
        share=share_of("actions.experts_south_share", beyond, named, mark("Actions with experts from the South or East, as a share of these")),
        beyond=language.plural(
            "{n} Action", "{n} Actions", n=count_of("actions.experts_south", beyond, mark("Actions with experts from the South or East")),
        ),
    )  # fmt: skip
    return prose(
        [
            said,
            language.say(
                "This is presence, not headcount: a country counts once in an Action, whether it sent one expert or ten."
            ),
        ]
    )


def origins_figure(language: Language, actions: pd.DataFrame) -> Figure | Prose:
    """Show in how many Actions experts of each country took part."""
    presence = analysis.expert_presence(actions)
    if presence.empty:
        return prose(language.say("No source names where the experts came from."))
    table = analysis.expert_origins(presence)
    names = {code: label(language, code) for code in analysis.ORIGINS}
    named = table.assign(name=[language.country(code) for code in table["country"]])
    drawn = named.head(SHOWN_ORIGINS)
    return Figure(
        programme_charts.origin_bars(drawn, names, language.text("Actions in which experts of the country took part")),
        title=_origins_title(language, presence, table),
        subtitle=language.say(
            "The countries named most often as origin of experts; {named}, {countries}",
            named=language.plural(
                "{n} Action", "{n} Actions", n=count_of(
                    "actions.experts_named", actions[actions["experts_from"] != ""], mark("Actions whose sources name where experts came from")
                ),
            ),
            countries=language.plural(
                "{n} country", "{n} countries", n=distinct("actions.expert_countries", presence, "country", mark("countries from which experts came")),
            ),
        ),
        note=language.say(
            "Presence, not headcount. The groups are the compilers’: EU member states at any time of the programme, the United Kingdom "
            "apart because it left in between. South and East are all countries but these and other high-income economies. {source}", source=own_data(language),
        ),
        alt=language.text("One bar for each country, most first: {rows}.", rows=language.listed(
            [f"{name}, {language.number(int(number))}" for name, number in zip(drawn["name"].head(8), drawn["actions"].head(8), strict=True)]
        )),
        data=named.assign(origin=named["origin"].map(names)).set_axis(
            ["ISO 3166", language.text("Group"), language.text("Actions"), language.text("Country")], axis="columns"
        ),
    )  # fmt: skip


def own_data(language: Language) -> Sentence:
    """Return the source line of what is made from the Action rows."""
    return language.say(
        "Source: the programme’s Action pages and news, one row per Action; see @sec-methods for the coverage."
    )


def _evidence_part(language: Language, actions: pd.DataFrame, kind: str) -> Sentence:
    rows = count_of(
        f"actions.evidence.{kind}",
        of(actions, evidence=kind),
        mark("Actions whose row rests on this kind of evidence"),
    )
    return language.say("{kind} ({n})", kind=label(language, kind), n=rows)


def _published_total(figures: pd.DataFrame) -> Fact | None:
    claims = analysis.claims_of(figures, *PUBLISHED_TOTAL)
    dated = claims[claims["day"] != ""]
    if dated.empty:
        return None
    newest = dated.iloc[-1]
    return Fact(
        "actions.published", int(newest["value"]), "count", mark("the newest published total of Actions"),
        (str(newest["figure_id"]),), (str(newest["source_id"]),),
    )  # fmt: skip


def _starts_title(language: Language, actions: pd.DataFrame) -> Sentence:
    dated = actions[actions["start"] != ""]
    regions = analysis.leaders(dated["region"].value_counts())
    message = (
        mark("{region} saw the most Actions begin: {n} of {dated}")
        if len(regions) == 1
        else mark("{region} saw the most Actions begin: {n} each, of {dated}")
    )
    return language.say(
        message,
        region=language.listed(labels(language, regions)),
        n=count_of(
            "actions.first_region",
            dated[dated["region"] == regions[0]],
            mark("Actions with a known start in this region"),
        ),
        dated=count_of("actions.dated", dated, mark("Actions with a known start")),
    )


def _dated(language: Language, actions: pd.DataFrame) -> Sentence:
    dated, undated = actions[actions["start"] != ""], actions[actions["start"] == ""]
    return language.say(
        "Actions by year of start and region; {dated} with a known start, {undated} without",
        dated=language.plural(
            "{n} Action",
            "{n} Actions",
            n=count_of("actions.dated", dated, mark("Actions with a known start")),
        ),
        undated=count_of("actions.undated", undated, mark("Actions without a known start")),
    )


def _themes_title(language: Language, known: pd.DataFrame, phases: pd.DataFrame) -> Sentence:
    """Say which theme led, and claim of a phase only what its Actions show."""
    began = [of(known, phase=str(phase)) for phase in phases["phase"]]
    leading = [analysis.leaders(group["theme"].str.split("|").explode().value_counts()) for group in began]
    present = [themes for themes in leading if themes]
    first, last = (_themes(language, themes) for themes in (present[0], present[-1]))
    if all(themes == present[0] for themes in present):
        if len(present) == len(leading):
            return language.say("{theme} led in every phase of the programme", theme=first)
        return language.say("{theme} led among the Actions with a theme and a start", theme=first)
    if not leading[0] or not leading[-1]:
        return language.say("The leading theme changed from phase to phase")
    if present[0] == present[-1]:
        return language.say(
            "{theme} led in the first and the last phase of the programme, but not in every phase",
            theme=first,
        )
    return language.say(
        "From {first} to {last}: the leading theme changed between the first and the last phase",
        first=first,
        last=last,
    )


def _themes(language: Language, themes: list[str]) -> str:
    return language.listed([language.quoted(label(language, theme)) for theme in themes])


def _partners_title(language: Language, actions: pd.DataFrame, table: pd.DataFrame) -> Sentence:
    rows = tuple(row for rows in table["rows"] for row in rows)
    found = actions[actions["action_id"].isin(rows)]
    return language.plural(
        "{n} country has at least {times} Actions: {found} in all",
        "{n} countries have at least {times} Actions each: {found} in all",
        n=Fact(
            "actions.repeated_partners",
            len(table),
            "count",
            mark("countries with at least this number of Actions found"),
            rows,
        ),
        times=language.number(MANY),
        found=language.plural(
            "{n} Action",
            "{n} Actions",
            n=count_of("actions.with_repeated_partners", found, mark("Actions with these countries")),
        ),
    )


def _origins_title(language: Language, presence: pd.DataFrame, table: pd.DataFrame) -> Sentence:
    top = table[table["actions"] == table["actions"].max()]
    country = language.listed([language.country(code) for code in top["country"]])
    chosen = presence[presence["country"] == top["country"].iloc[0]]
    message = (
        mark("Experts from {country} took part in the most Actions: {n}")
        if len(top) == 1
        else mark("Experts from {country} took part in the most Actions: {n} each")
    )
    return language.say(
        message,
        country=country, n=count_of("actions.first_origin", chosen, mark("Actions in which experts of this country took part")),
    )  # fmt: skip


def _long(drawn: pd.DataFrame, rows: str, columns: str, values: str) -> pd.DataFrame:
    return drawn.rename_axis(rows).reset_index().melt(rows, var_name=columns, value_name=values)
