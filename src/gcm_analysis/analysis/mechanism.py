"""What the Compact foresees for capacity building, what was stated of it since, and which themes of the record bear on it.

A theme bears on an element of the mechanism if a statement coded from the element's own words has it: the link is the
text's. What the Compact itself says is then left out of the record, so that the text does not confirm itself.
"""

import pandas as pd

# The objective on international cooperation, under which the Compact asks States to use the mechanism (paragraph 39).
MECHANISM_OBJECTIVE = 23

# What an indicator of the Migration Multi-Partner Trust Fund is about; all other indicators are steps of the Compact.
FUND_KINDS = {
    "capitalisation_target_first_year": "target",
    "funding_target": "target",
    "announced_additional_contributions": "amount",
    "donor_contribution": "amount",
    "fund_size": "amount",
    "funding_to_city_level_projects": "amount",
    "joint_programmes_value": "amount",
    "joint_programmes_value_africa": "amount",
    "concept_notes_submitted": "programmes",
    "countries_and_regions_submitting": "programmes",
    "joint_programmes_approved": "programmes",
    "joint_programmes_funded": "programmes",
    "joint_programmes_pipeline": "programmes",
    "joint_programmes_pipeline_africa": "programmes",
    "joint_programmes_running": "programmes",
    "joint_programmes_running_africa": "programmes",
    "pipeline_booklet_published": "programmes",
    "share_programmes_with_local_government_agreements": "programmes",
    "target_programmes_with_local_government_agreements": "programmes",
    "first_joint_north_south_contribution": "partners",
    "fund_launch_announced": "partners",
    "fund_launch_event": "partners",
    "fund_launch_participants": "partners",
    "fund_signatory_agencies": "partners",
    "fund_window_announced": "partners",
    "participating_un_organisations": "partners",
    "thematic_areas": "partners",
    "unece_donors_signing_statement": "partners",
}
KINDS = ("target", "amount", "programmes", "partners")
# Units of rows that record an act: their value counts nothing (1), or says the how manieth it was.
ACTS = ("announcement", "event", "forum", "platform", "press release", "publication", "resolution")
CURRENCY = r"[A-Z]{3}"
# Milestones have no column for the word before a number; where there is one, it opens the remark.
QUALIFIER = r"^[‘“]?(over|more than|approximately)\b"
QUALIFIERS = {"over": "at_least", "more than": "at_least", "approximately": "about"}
SIZE, TARGET = "fund_size", "funding_target"


def with_words(milestones: pd.DataFrame) -> pd.DataFrame:
    """Return the milestones with `kind` (empty outside the Fund), `act` and `qualifier`, one row each."""
    opening = milestones["note_en"].str.extract(QUALIFIER, expand=False)
    return milestones.assign(
        kind=milestones["indicator"].map(FUND_KINDS).fillna("").astype(str),
        act=milestones["unit"].isin(ACTS),
        qualifier=opening.map(QUALIFIERS).fillna("exact").astype(str),
    )


def in_order(milestones: pd.DataFrame) -> pd.DataFrame:
    """Return the milestones by year and id, those without a year last."""
    return milestones.sort_values(["year", "milestone_id"], na_position="last").reset_index(drop=True)


def of_fund(milestones: pd.DataFrame) -> pd.DataFrame:
    """Return what was stated of the Fund: by year, then by kind."""
    known = with_words(milestones)
    chosen = known[known["kind"] != ""]
    place = chosen["kind"].map({kind: place for place, kind in enumerate(KINDS)})
    ordered = chosen.assign(place=place).sort_values(["year", "place", "milestone_id"], na_position="last")
    return ordered.drop(columns="place").reset_index(drop=True)


def steps(milestones: pd.DataFrame) -> pd.DataFrame:
    """Return what was stated of all but the Fund, by year."""
    known = with_words(milestones)
    return in_order(known[known["kind"] == ""])


def drawn_amounts(milestones: pd.DataFrame) -> pd.DataFrame:
    """Return the dated amounts of the Fund in US dollars that may be charted, in the order of `of_fund`."""
    fund = of_fund(milestones)
    return fund[(fund["unit"] == "USD") & fund["year"].notna() & (fund["chart"] == "yes")].reset_index(
        drop=True
    )


def sizes_and_targets(milestones: pd.DataFrame) -> pd.DataFrame:
    """Return the years for which both a size and a target of the Fund are stated, each with one value, oldest first.

    Columns: `year`, `size`, `target` (ids of the first row that states each), `share` (size by target).
    """
    drawn = drawn_amounts(milestones)
    size, target = (_single(drawn[drawn["indicator"] == name]) for name in (SIZE, TARGET))
    pairs = size.merge(target, on="year", suffixes=("_size", "_target"))
    pairs = pairs[pairs["value_target"] > 0].sort_values("year")
    share = pairs["value_size"].astype(float) / pairs["value_target"].astype(float)
    named = pairs.rename(columns={"milestone_id_size": "size", "milestone_id_target": "target"})
    return named.assign(share=share)[["year", "size", "target", "share"]].reset_index(drop=True)


def _single(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the first row of each year in which all rows state the same value."""
    agreed = rows.groupby("year")["value"].transform("nunique") == 1
    return rows[agreed].drop_duplicates("year")[["year", "milestone_id", "value"]]


def stated_differently(milestones: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose indicator and donor occur with more than one value, by indicator, year and id; acts aside."""
    known = with_words(milestones)
    counted = known[~known["act"]]
    several = counted.groupby(["indicator", "donor"])["value"].transform("nunique") > 1
    ordered = counted[several].sort_values(["indicator", "year", "milestone_id"], na_position="last")
    return ordered.reset_index(drop=True)


def pillar_statements(pillars: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Return the statements coded from each element's own words, one row each, with `pillar` first, in the order given."""
    each = pillars[["pillar", "statements"]].assign(statement_id=pillars["statements"].str.split("|"))
    return each.explode("statement_id").drop(columns="statements").merge(statements, on="statement_id")


def pillar_themes(pillars: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Return which theme bears on which element: `pillar`, `theme`, each pair once, in the order of the elements."""
    named = pillar_statements(pillars, statements)[["pillar", "theme"]]
    return named.drop_duplicates().reset_index(drop=True)


def compact_origins(pillars: pd.DataFrame, sources: pd.DataFrame) -> set[str]:
    """Return the origins of the sources that the elements are read from."""
    return set(sources[sources["source_id"].isin(pillars["source_id"])]["origin"])


def beyond_the_text(coded: pd.DataFrame, pillars: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return the coded statements without those of the Compact itself."""
    own = coded["origin"].isin(compact_origins(pillars, sources))
    return coded[~own].reset_index(drop=True)


def elsewhere_in_the_text(
    statements: pd.DataFrame, pillars: pd.DataFrame, sources: pd.DataFrame
) -> pd.DataFrame:
    """Return the Compact's statements that are not of an element, by id; `of_objective` marks those that name the objective."""
    compact = sources[sources["origin"].isin(compact_origins(pillars, sources))]["source_id"]
    elements = set(pillars["statements"].str.split("|").explode())
    others = statements[statements["source_id"].isin(compact) & ~statements["statement_id"].isin(elements)]
    named = others["text_en"].str.contains(rf"\bObjective {MECHANISM_OBJECTIVE}\b")
    return others.assign(of_objective=named.astype(bool)).sort_values("statement_id").reset_index(drop=True)


def bearing(record: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """Return the record's statements on each element's themes: a row per statement and element, `pillar` last."""
    return record.merge(themes, on="theme")
