"""The data dictionary in code: every table, every column, what each may hold. `data/README.md` says it in prose."""

from pandera.pandas import Check, Column, DataFrameSchema

from gcm_analysis.evidence import vocabulary as words
from gcm_analysis.evidence.rules import (
    A_COUNTRY_OR_MORE,
    COUNTRY,
    FILLED,
    PARTIAL_DATE,
    WEB_ADDRESS,
    YEAR,
    Rule,
    identifier,
    listed,
    matches,
    one_of,
    whole_number,
)


def _column(*rules: Rule, unique: bool = False) -> Column:
    checks = [Check(rule.holds, element_wise=True, error=rule.expected) for rule in rules]
    return Column(str, checks=checks, unique=unique, metadata={"rules": rules})


def _bilingual(name: str, *, optional: bool = False) -> dict[str, Column]:
    rules = [] if optional else [FILLED]
    return {f"{name}_en": _column(*rules), f"{name}_fr": _column(*rules)}


def _table(columns: dict[str, Column], unique: list[str] | None = None) -> DataFrameSchema:
    return DataFrameSchema(columns, strict=True, unique=unique)


CITED = {"source_id": _column(FILLED), **_bilingual("locator")}

SOURCES = _table(
    {
        "source_id": _column(identifier("S001"), unique=True),
        "title": _column(FILLED),
        **{f"short_{code}": _column(FILLED, unique=True) for code in ("en", "fr")},
        "author": _column(),
        "publisher": _column(FILLED),
        "published": _column(PARTIAL_DATE.or_empty),
        "published_basis": _column(one_of(("stated", "inferred")).or_empty),
        "url": _column(WEB_ADDRESS, unique=True),
        "language": _column(one_of(words.LANGUAGES_OF_SOURCES)),
        "source_type": _column(one_of(words.PUBLISHED_TYPES)),
        "read_extent": _column(one_of(words.READ_EXTENTS)),
        "origin": _column(identifier("S001")),
        "house": _column(identifier("ILO")),
        "also_known_as": _column(),
        **_bilingual("note", optional=True),
    }
)

CODEBOOK = _table(
    {
        "code": _column(
            matches("[A-Z]{3,12}", "3 to 12 capital letters, such as ABC", "write the code so"), unique=True
        ),
        **_bilingual("label"),
        **_bilingual("definition"),
        **_bilingual("include"),
        **_bilingual("exclude"),
    }
)

CODED = {
    "phase": _column(one_of(words.PHASES)),
    "valence": _column(one_of(words.VALENCES)),
    "theme": _column(FILLED),
    "criterion": _column(one_of(words.CRITERIA)),
}

STATEMENTS = _table(
    {
        "statement_id": _column(identifier("ST001"), unique=True),
        **CITED,
        "year": _column(YEAR.or_empty),
        **_bilingual("body"),
        **_bilingual("role"),
        "level": _column(one_of(words.LEVELS)),
        "region": _column(one_of(words.REGIONS)),
        "iso3": _column(A_COUNTRY_OR_MORE),
        **CODED,
        "evidence_kind": _column(one_of(words.EVIDENCE_KINDS)),
        **_bilingual("text"),
        "confidence": _column(one_of(words.CONFIDENCES)),
    }
)

SECOND_CODING = _table(
    {"statement_id": _column(FILLED), "coder": _column(identifier("B")), **CODED},
    unique=["statement_id", "coder"],
)

ACTIONS = _table(
    {
        "action_id": _column(identifier("action-2"), unique=True),
        "title": _column(),
        "title_language": _column(one_of(words.LANGUAGES_OF_SOURCES).or_empty),
        **_bilingual("place"),
        "iso3": _column(A_COUNTRY_OR_MORE),
        "region": _column(one_of(words.ACTION_REGIONS)),
        "scale": _column(one_of(words.SCALES).or_empty),
        "theme": _column(listed(one_of(words.ACTION_THEMES), f"among: {'; '.join(words.ACTION_THEMES)}")),
        "specific_areas": _column(),
        "start": _column(PARTIAL_DATE.or_empty),
        "end": _column(PARTIAL_DATE.or_empty),
        **_bilingual("institution", optional=True),
        "experts_from": _column(A_COUNTRY_OR_MORE),
        "evidence": _column(one_of(words.ACTION_EVIDENCE)),
        **CITED,
        **_bilingual("note", optional=True),
    }
)

INDICATOR = matches("[a-z][a-z0-9_]*", "a name in small letters, such as partner_countries", "rename it")

INDICATORS = _table({"code": _column(INDICATOR, unique=True), **_bilingual("label")})

FIGURES = _table(
    {
        "figure_id": _column(identifier("F001"), unique=True),
        "as_of": _column(PARTIAL_DATE.or_empty),
        "indicator": _column(INDICATOR),
        "value": _column(whole_number(0, 10**12)),
        "unit": _column(one_of(("count", "percent", "months", "EUR"))),
        "qualifier": _column(one_of(words.QUALIFIERS)),
        **_bilingual("scope"),
        **CITED,
        **_bilingual("note", optional=True),
    }
)

PROGRAMME_PHASES = _table(
    {
        "phase": _column(identifier("III"), unique=True),
        **_bilingual("label"),
        "start": _column(PARTIAL_DATE),
        "end": _column(PARTIAL_DATE),
        **CITED,
        **_bilingual("note", optional=True),
    }
)

OBJECTIVES = _table(
    {
        "number": _column(whole_number(1, 23), unique=True),
        **_bilingual("short_title"),
        "imrf_round_table": _column(matches("RT[1-4]", "RT1 to RT4", "name the review forum's round table")),
        "source_id": _column(FILLED),
        **_bilingual("cluster"),
        "cluster_confirmed": _column(one_of(("yes", "no"))),
    }
)

MILESTONES = _table(
    {
        "milestone_id": _column(identifier("M001"), unique=True),
        "indicator": _column(FILLED),
        "donor": _column(COUNTRY.or_empty),
        "year": _column(YEAR.or_empty),
        "value": _column(whole_number(0, 10**12)),
        "unit": _column(FILLED),
        **CITED,
        **_bilingual("text"),
        **_bilingual("note", optional=True),
        "chart": _column(one_of(("yes", "no"))),
        "step_of": _column(one_of(words.STEPS).or_empty),
    }
)

PILLARS = _table(
    {
        "pillar": _column(identifier("hub"), unique=True),
        **_bilingual("label"),
        "statements": _column(FILLED),
        **CITED,
    }
)

FUNCTIONS = _table(
    {
        "function_id": _column(identifier("hub-i"), unique=True),
        "pillar": _column(FILLED),
        "paragraph": _column(FILLED),
        **_bilingual("function"),
        "delivered_rows": _column(),
        **_bilingual("record"),
        "record_rows": _column(FILLED),
        **_bilingual("hinders"),
        "hinders_rows": _column(FILLED),
        "programme_had": _column(one_of(words.PROGRAMME_HAD)),
        "findings": _column(),
    }
)

COUNTRIES = _table(
    {
        "iso3": _column(COUNTRY, unique=True),
        **_bilingual("name", optional=True),
        "group": _column(one_of(words.COUNTRY_GROUPS).or_empty),
        "member_since": _column(PARTIAL_DATE.or_empty),
        "member_until": _column(PARTIAL_DATE.or_empty),
        **_bilingual("note"),
    }
)

REGIONS = _table(
    {
        "action_region": _column(one_of(words.ACTION_REGIONS)),
        "statement_region": _column(one_of(words.REGIONS)),
        "relation": _column(one_of(words.REGION_RELATIONS)),
        **_bilingual("note"),
    },
    unique=["action_region", "statement_region"],
)

RECORD = _table(
    {
        "fact_id": _column(identifier("EF001"), unique=True),
        **_bilingual("fact"),
        **_bilingual("value"),
        **CITED,
        "status": _column(one_of(words.FACT_STATUSES)),
    }
)
