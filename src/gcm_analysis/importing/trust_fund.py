"""Tables of a trust fund's money by year, as the gateway of the United Nations' Multi-Partner Trust Fund Office exports them.

The gateway calls those who give “Contributor/Partner”, those who receive “Participating Organization”, and says that all
amounts are in US dollars. Its sums at the end of a table are no rows. Columns that are not known here are named in the note.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from gcm_analysis.evidence.countries import country_of, name_of
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.importing.amounts import CURRENCY, NAMES, Amount, Words, both, kinds, quoted
from gcm_analysis.importing.model import Sheet
from gcm_analysis.importing.safety import refused
from gcm_analysis.importing.sheets import read_tables

GIVERS, RECEIVERS, AMOUNTS = NAMES["givers"], NAMES["receivers"], kinds("amounts")
OTHERS = ("year", "fund", "currency")
US_DOLLARS = "USD"
CONTRIBUTOR = Words("contributor", "contributeur")
PARTICIPANT = Words("participating organisation", "organisation participante")
SUM = re.compile(r"(grand |sub-?)?total\b.*", re.IGNORECASE)
GOVERNMENT = re.compile("government of (the )?", re.IGNORECASE)
YEAR = re.compile("(19|20)[0-9]{2}")
BLANK = re.compile(r"[\s'’]|^(US\$|USD|\$)", re.IGNORECASE)
# Digits, in groups of three or not, and decimals after the other sign; 1.234 may be either, so it is refused.
ENGLISH = re.compile(r"-?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?")
FRENCH = re.compile(r"-?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+),[0-9]{1,2}")
UNCLEAR = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}")


def amounts(path: Path) -> Iterator[Amount | Problem]:
    """Give each amount of a table in a file, or what is wrong with it."""
    sheet = _sheet(path)
    names = [name.casefold() for name in sheet.header]
    bodies = [name for name in names if name in (*GIVERS, *RECEIVERS)]
    found = [name for name in names if name in AMOUNTS]
    indicators = {AMOUNTS[one].indicator for one in found}
    if (len(bodies), names.count("year")) != (1, 1) or not found or len(indicators) < len(found):
        expected = (
            "one column Contributor/Partner or Participating Organization, one Year, and "
            f"one or more of, each once: {', '.join(name.capitalize() for name in AMOUNTS)}"
        )
        remedy = "name the columns so; in an export of one year, add a column Year"
        raise refused(path, f"the columns {', '.join(sheet.header) or 'none'}", expected, remedy)
    used = {"", *bodies, *found, *OTHERS}
    unused = [title for title, name in zip(sheet.header, names, strict=True) if name not in used]
    rows = [(number, {name: cell.strip() for name, cell in row.items()}) for number, row in sheet.records()]
    funds = {row["fund"] for _, row in rows if row.get("fund")}
    if len(funds) > 1:
        listed = f"rows of {len(funds)} funds: {', '.join(sorted(funds))}"
        raise refused(path, listed, "rows of one fund", "divide the file")
    for number, row in rows:
        if not SUM.fullmatch(row[bodies[0]]):
            yield from _of_row(path, number, row, bodies[0], unused)


def _sheet(path: Path) -> Sheet:
    filled = [sheet for sheet in read_tables(path) if sheet.rows and not sheet.is_for_people]
    if not filled:
        raise refused(path, "no rows below the names of the columns", "rows with amounts", "export it again")
    if len(filled) > 1:
        found = f"{len(filled)} sheets with rows"
        raise refused(path, found, "one table", "keep the sheet with the table alone")
    for loss in filled[0].losses:
        if loss.unread:
            raise refused(path, loss.what, "all rows and cells as they are", loss.why)
    return filled[0]


def _of_row(
    path: Path, number: int, row: dict[str, str], body: str, unused: list[str]
) -> Iterator[Amount | Problem]:
    """Give the amounts of a row, or what is wrong with it: then none of them."""
    kinds = [name for name in row if name in AMOUNTS and row[name]]
    currency = row.get("currency") or US_DOLLARS
    clear = "write the amount in full, with a point before decimals and no sign between thousands"
    checks = [
        (body, bool(row[body]), "a name", "fill the cell in, or remove the row"),
        ("year", YEAR.fullmatch(row["year"]), "a year such as 2021", "correct the cell"),
        ("currency", CURRENCY.fullmatch(currency), "a code such as EUR", "write the code"),
        *((name, _number(row[name]) is not None, "an amount such as 1234567.89", clear) for name in kinds),
    ]
    problems = [
        Problem(f"{path.name}, row {number}, column {name}", None, None, row.get(name, ""), expected, remedy)
        for name, is_right, expected, remedy in checks
        if not is_right
    ]
    yield from problems or (_amount(name, row, body, unused) for name in kinds)


def _amount(name: str, row: dict[str, str], body: str, unused: list[str]) -> Amount:
    kind, is_giver = AMOUNTS[name], body in GIVERS
    donor = (country_of(GOVERNMENT.sub("", row[body])) or "") if is_giver else ""
    parts: dict[str, Words | str] = {
        "kind": kind.words,
        "year": row["year"],
        "role": CONTRIBUTOR if is_giver else PARTICIPANT,
        "name": Words(name_of(donor, "en"), name_of(donor, "fr")) if donor else quoted(row[body]),
        "published": quoted(row[body]),
        "fund": quoted(row["fund"]) if row.get("fund") else Words("the trust fund", "le fonds"),
        "unused": ", ".join(unused),
    }
    note = both("columns not used: {unused}", "colonnes non utilisées : {unused}", **parts)
    return Amount(
        kind.indicator,
        donor,
        row["year"],
        row.get("currency") or US_DOLLARS,
        both("{fund}, {role} {published}", "{fund}, {role} {published}", **parts),
        both("{kind} in {year}, {role} {name}, {fund}", "{kind} en {year}, {role} {name}, {fund}", **parts),
        note if unused else Words("", ""),
        _number(row[name]) or Decimal(0),
    )


def _number(cell: str) -> Decimal | None:
    """Return an amount as people and spreadsheets write it, in English or in French; nothing where it is not clear."""
    bare = BLANK.sub("", BLANK.sub("", cell))
    if ENGLISH.fullmatch(bare) and not UNCLEAR.fullmatch(bare):
        return Decimal(bare.replace(",", ""))
    if FRENCH.fullmatch(bare):
        return Decimal(bare.replace(".", "").replace(",", "."))
    return None
