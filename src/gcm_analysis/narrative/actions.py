"""What the Actions found one by one support: where and when they began, on what, with whom."""

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.evidence.vocabulary import ACTION_EVIDENCE, ACTION_REGIONS, ACTION_THEMES
from gcm_analysis.figures import statements as charts
from gcm_analysis.narrative.alt import grid_alt
from gcm_analysis.narrative.carried import GROUPS, own_data, rests_on
from gcm_analysis.narrative.claims import about, amount
from gcm_analysis.narrative.exhibits import Figure, Prose, Table, prose
from gcm_analysis.narrative.expertise import origins
from gcm_analysis.narrative.facts import Fact, computed, count_of, mark
from gcm_analysis.narrative.labels import label, labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import of, subject

__all__ = ["coverage", "found_of_published", "origins", "partners_table", "starts_figure", "themes_figure"]

MANY = 3  # Actions with one country from which the text calls it a repeated partner
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
    total = _published_total(language, figures)
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
            "The counts are of rows found, not of all Actions. The regions are the programme’s own. {rests_on} {source}",
            rests_on=rests_on(language, "starts", actions[actions["start"] != ""]),
            source=own_data(language),
        ),
        alt=grid_alt(language, drawn),
        data=_long(drawn, language.text("Region"), language.text("Year"), language.text("Actions")),
    )


def themes_figure(language: Language, actions: pd.DataFrame, phases: pd.DataFrame) -> Figure | Prose:
    """Show the Actions' themes by the programme phase in which they began."""
    phases = phases.sort_values("start")
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
            "Themes are the programme’s own labels; an Action with two themes counts under each. {rests_on} {source}",
            rests_on=rests_on(language, "themes", known),
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
            "A request made by several countries together is not counted under any of them. {rests_on} {source}",
            rests_on=rests_on(language, "partners", _of_partners(actions, table)), source=own_data(language),
        ),
        numeric=[False, True, True, True], widths=[40, 20, 20, 20], data=pd.DataFrame(rows, columns=header),
    )  # fmt: skip


def _evidence_part(language: Language, actions: pd.DataFrame, kind: str) -> Sentence:
    rows = count_of(
        f"actions.evidence.{kind}",
        of(actions, evidence=kind),
        mark("Actions whose row rests on this kind of page"),
        subject(language.text(GROUPS["found"]), label(language, kind)),
    )
    return language.say("{kind} ({n})", kind=label(language, kind), n=rows)


def _published_total(language: Language, figures: pd.DataFrame) -> Fact | None:
    claims = analysis.claims_of(figures, *PUBLISHED_TOTAL)
    dated = claims[claims["day"] != ""]
    if dated.empty:
        return None
    newest = dated.iloc[-1]
    return Fact(
        "actions.published", int(newest["value"]), "count", mark("the newest published total of Actions"),
        (str(newest["figure_id"]),), (str(newest["source_id"]),), amount(language, newest), about(language, newest),
    )  # fmt: skip


def _starts_title(language: Language, actions: pd.DataFrame) -> Sentence:
    dated = actions[actions["start"] != ""]
    if len(dated) < analysis.RANKED_FROM:
        return language.say("Actions by year of start and region")
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
    found = _of_partners(actions, table)
    return language.plural(
        "{n} country has at least {times} Actions: {found} in all",
        "{n} countries have at least {times} Actions each: {found} in all",
        n=computed(
            "actions.repeated_partners",
            len(table),
            mark("countries with so many Actions found that the text calls them repeated partners"),
            found,
        ),
        times=language.number(MANY),
        found=language.plural(
            "{n} Action",
            "{n} Actions",
            n=count_of("actions.with_repeated_partners", found, mark("Actions with these countries")),
        ),
    )


def _of_partners(actions: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Return the Actions with the countries of the table."""
    return actions[actions["action_id"].isin({row for rows in table["rows"] for row in rows})]


def _long(drawn: pd.DataFrame, rows: str, columns: str, values: str) -> pd.DataFrame:
    return drawn.rename_axis(rows).reset_index().melt(rows, var_name=columns, value_name=values)
