"""Numbers published about the Compact, its mechanism and its Fund: their names, how they are shown, and their tables."""

import re

import pandas as pd

from gcm_analysis.analysis.mechanism import CURRENCY
from gcm_analysis.narrative.claims import QUALIFIED
from gcm_analysis.narrative.exhibits import Points, Prose, Table, prose
from gcm_analysis.narrative.facts import Fact, Unit, mark
from gcm_analysis.narrative.indicators import capital
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import Markdown, anchor, cite
from gcm_analysis.narrative.parts import subject, told

MILLION = 1_000_000
NAMES: dict[str, str] = {
    "announced_additional_contributions": mark("additional contributions announced"),
    "capacity_building_mechanism_components": mark("elements of the mechanism"),
    "capitalisation_target_first_year": mark("target for the Fund’s first year"),
    "champion_countries": mark("champion countries"),
    "concept_notes_submitted": mark("concept notes submitted"),
    "countries_and_regions_submitting": mark("countries and regions that submitted concept notes"),
    "donor_contribution": mark("donor contribution"),
    "first_joint_north_south_contribution": mark("first joint contribution from North and South"),
    "fund_launch_announced": mark("announcement of the Fund’s launch"),
    "fund_launch_event": mark("launch event of the Fund"),
    "fund_launch_participants": mark("participants in the Fund’s launch"),
    "fund_signatory_agencies": mark("UN entities that signed the Fund’s terms"),
    "fund_size": mark("size of the Fund"),
    "fund_window_announced": mark("announcement of a window of the Fund for the mechanism"),
    "funding_target": mark("target of the Fund"),
    "funding_to_city_level_projects": mark("funds for projects at city level"),
    "gcm_adoption_states": mark("States that adopted the Compact"),
    "gcm_objectives": mark("objectives of the Compact"),
    "hub_practices_arab_region": mark("practices of the Arab region on the hub"),
    "idm_2018_participants": mark("participants in the International Dialogue on Migration"),
    "joint_programmes_approved": mark("joint programmes approved"),
    "joint_programmes_funded": mark("joint programmes funded"),
    "joint_programmes_pipeline": mark("joint programmes in the pipeline"),
    "joint_programmes_pipeline_africa": mark("joint programmes in the pipeline in Africa"),
    "joint_programmes_running": mark("joint programmes running"),
    "joint_programmes_running_africa": mark("joint programmes running in Africa"),
    "joint_programmes_value": mark("value of the joint programmes approved"),
    "joint_programmes_value_africa": mark("value of the joint programmes in Africa"),
    "knowledge_hub_launch": mark("launch of the knowledge hub"),
    "mayors_declaration_participants": mark("mayors and city leaders at the mayors’ declaration"),
    "mayors_declaration_signatories": mark("signatories of the mayors’ declaration"),
    "network_first_annual_meeting_participants": mark(
        "participants in the first annual meeting of the UN Network on Migration"
    ),
    "participating_un_organisations": mark("UN organisations that take part in the Fund"),
    "pipeline_booklet_published": mark("published list of joint programmes in the pipeline"),
    "pledges_total": mark("pledges at the review forum"),
    "pledging_states": mark("States that pledged at the review forum"),
    "progress_declaration_endorsed": mark("endorsement of the Progress Declaration"),
    "progress_declaration_resolution": mark("resolution with the Progress Declaration"),
    "regional_review_clusters": mark("clusters of objectives in the regional review"),
    "review_forum": mark("International Migration Review Forum"),
    "review_forum_co_facilitators_appointed": mark("co-facilitators appointed for the review forum"),
    "share_programmes_with_local_government_agreements": mark(
        "joint programmes with agreements with local governments"
    ),
    "target_programmes_with_local_government_agreements": mark(
        "target for joint programmes with agreements with local governments"
    ),
    "summit_governments": mark("governments at the summit of the Global Forum"),
    "summit_participants": mark("participants in the summit of the Global Forum"),
    "thematic_areas": mark("thematic areas of the Fund"),
    "un_country_networks": mark("UN networks on migration in countries"),
    "unece_donors_signing_statement": mark("donors that signed a joint statement"),
    "unga_vote_abstentions": mark("abstentions in the General Assembly"),
    "unga_vote_against": mark("votes against in the General Assembly"),
    "unga_vote_in_favour": mark("votes in favour in the General Assembly"),
    "unga_vote_not_present": mark("States not present at the vote of the General Assembly"),
}


def name(language: Language, row: pd.Series) -> str:
    """Return the name of what is counted, with the donor's; one without a name is an error, not a code in the report."""
    named = language.text(NAMES[str(row["indicator"])])
    if not row["donor"]:
        return named
    return language.text("{name} ({country})", name=named, country=language.country(str(row["donor"])))


def amount(language: Language, row: pd.Series) -> str:
    """Return the published value as a reader sees it: with its currency or per cent, and the word before it."""
    value, unit = int(row["value"]), str(row["unit"])
    if re.fullmatch(CURRENCY, unit):
        shown = money(language, value, unit)
    elif unit == "per cent":
        shown = language.text("{value}%", value=language.number(value))
    else:
        shown = language.number(value)
    return language.text(QUALIFIED[str(row["qualifier"])], value=shown)


def money(language: Language, value: int, currency: str) -> str:
    """Return an amount with its currency: in millions where two decimals are enough, else in full; never converted."""
    exact = [decimals for decimals in (0, 1, 2) if value * 10**decimals % MILLION == 0]
    if value < MILLION or not exact:
        return language.text("{currency} {value}", currency=currency, value=language.number(value))
    shown = language.number(value / MILLION, exact[0])
    return language.plural(
        "{currency} {value} million", "{currency} {value} million", n=value // MILLION, currency=currency, value=shown
    ).plain  # fmt: skip


def stated(language: Language, row: pd.Series) -> Fact:
    """Return a published number as a fact, in its own terms; `row` has the columns of `analysis.mechanism.with_words`."""
    unit: Unit = "money" if re.fullmatch(CURRENCY, str(row["unit"])) else "count"
    if unit == "count" and (row["unit"] == "per cent" or row["qualifier"] != "exact"):
        unit = "claim"
    return Fact(
        f"milestone.{row['milestone_id']}", int(row["value"]), unit, mark("number published about the Compact or its Fund"),
        (str(row["milestone_id"]),), (str(row["source_id"]),), amount(language, row),
        subject(name(language, row), year(language, row), str(row[language.column("note")]), str(row["source_id"])),
    )  # fmt: skip


def source(language: Language, row: pd.Series) -> Markdown:
    return cite(str(row["source_id"]), str(row[language.column("locator")]))


def remark(language: Language, row: pd.Series) -> Sentence:
    """Return the compilers' remark on a milestone, as the row's own words."""
    return told(language, str(row["milestone_id"]), str(row[language.column("note")]))


def value_with_source(language: Language, row: pd.Series) -> Sentence:
    """Return “value (remark) [source]”; the remark only where there is one."""
    message = mark("{value} ({remark}) {source}") if row["note_en"] else mark("{value} {source}")
    return language.say(
        message,
        value=stated(language, row),
        remark=remark(language, row),
        source=source(language, row),
    )


def side_by_side(language: Language, rows: pd.DataFrame) -> Points | Prose:
    """List numbers that were stated with different values, those of one thing together; nothing where there are none."""
    groups = [group for _, group in rows.groupby(["indicator", "donor"], sort=True)]
    return Points(tuple(_differing(language, group) for group in groups)) if groups else prose([])


def _differing(language: Language, group: pd.DataFrame) -> Sentence:
    message = (
        mark("{name}: {values}.")
        if len(set(group["unit"])) == 1
        else mark("{name}, in units that differ: {values}.")
    )
    values = language.joined([value_with_source(language, row) for _, row in group.iterrows()])
    return language.say(message, name=capital(name(language, group.iloc[0])), values=values)


def named_value(language: Language, row: pd.Series) -> Sentence:
    """Return “What is counted: value”; of an act, the act alone."""
    named = capital(name(language, row))
    if row["act"]:
        return language.say("{value}", value=named)
    return language.say("{name}: {value}", name=named, value=stated(language, row))


def year(language: Language, row: pd.Series) -> str:
    return language.text("undated") if pd.isna(row["year"]) else str(int(row["year"]))


def record_table(language: Language, rows: pd.DataFrame, title: Sentence, note: Sentence) -> Table:
    """Show every one of these milestones with year, value, remark and source; facts lead to its rows."""
    header = [
        language.text(word)
        for word in (mark("No."), mark("Year"), mark("What is stated"), mark("Remark"), mark("Source"))
    ]
    return Table(
        header, [_record(language, row) for _, row in rows.iterrows()], title=title, note=note,
        widths=[9, 10, 34, 29, 18], style="evidence", data=milestone_data(language, rows),
    )  # fmt: skip


def _record(language: Language, row: pd.Series) -> list[str | Sentence]:
    row_id = str(row["milestone_id"])
    return [
        anchor(row_id, row_id),
        year(language, row),
        named_value(language, row),
        language.typeset(str(row[language.column("note")])) or "–",
        source(language, row),
    ]


def milestone_data(language: Language, rows: pd.DataFrame) -> pd.DataFrame:
    """Return milestones for readers, one row each, in the language."""
    each = [row for _, row in rows.iterrows()]
    return pd.DataFrame(
        {
            language.text("No."): rows["milestone_id"],
            language.text("Year"): [year(language, row) for row in each],
            language.text("What is stated"): [capital(name(language, row)) for row in each],
            language.text("Value"): rows["value"].astype(int),
            language.text("As shown"): ["–" if row["act"] else amount(language, row) for row in each],
            language.text("Remark"): rows[language.column("note")],
            language.text("Source"): rows["source_id"],
            language.text("Place in the source"): rows[language.column("locator")],
        }
    )
