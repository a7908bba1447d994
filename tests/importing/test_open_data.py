"""What others publish as open data becomes rows of the milestones, each with its source, and no figure replaces another's."""

import csv
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook

from gcm_analysis import paths
from gcm_analysis.errors import UserError
from gcm_analysis.evidence.problems import EvidenceError
from gcm_analysis.importing.open_data import Taken, open_data
from gcm_analysis.importing.shared_tables import updates

TAKEN = Taken("S069", "2026-11-30")
OTHER = Taken("S068", "2026-11-30")

# As the standard’s own example: codes, the attributes of a value, narratives in the activity’s language and others.
ACTIVITY = """
 <iati-activity xml:lang="en" default-currency="USD">
  <iati-identifier>AA-AAA-1-ABC</iati-identifier>
  <reporting-org ref="AA-AAA-1" type="40"><narrative>House</narrative></reporting-org>
  <title><narrative>Training judges</narrative><narrative xml:lang="fr">Former des juges</narrative></title>
  <participating-org ref="BB-1" role="4" type="10"><narrative>Agency</narrative></participating-org>
  <activity-date iso-date="2012-04-15" type="1"/><activity-date iso-date="2012-04-28" type="2"/>
  <recipient-country code="AF" percentage="25"/>
  {transactions}
 </iati-activity>"""
TRANSACTION = (
    '<transaction><transaction-type code="{code}"/><transaction-date iso-date="{day}"/>'
    '<value value-date="2012-01-01"{currency}>{value}</value></transaction>'
)


def transaction(code: str, day: str, value: str, currency: str = "") -> str:
    own = f' currency="{currency}"' if currency else ""
    return TRANSACTION.format(code=code, day=day, value=value, currency=own)


def file_of(path: Path, *inside: str, head: str = "", version: str = "2.03") -> Path:
    text = f'{head}<iati-activities version="{version}">{"".join(inside)}</iati-activities>'
    path.write_text(text, encoding="utf-8")
    return path


def activities(path: Path, *transactions: str) -> Path:
    return file_of(path, ACTIVITY.format(transactions="".join(transactions)))


def table(path: Path, *rows: list[str], separator: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    return path


def new_rows(data: Path, *files: Path, taken: Taken = TAKEN) -> list[dict[str, str]]:
    """Return the rows that files add."""
    edit = open_data(data, files, taken)
    old = len((data / "gcm" / "milestones.csv").read_text(encoding="utf-8").splitlines()) - 1
    return [row for each in edit.tables for row in each.table.to_dict("records")][old:]


def last_number(data: Path) -> int:
    last = (data / "gcm" / "milestones.csv").read_text(encoding="utf-8").splitlines()[-1]
    return int(last.partition(",")[0].removeprefix("M"))


@pytest.fixture
def data() -> Path:
    """The project's data: nothing is written before it is asked for."""
    return paths.data()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(paths.data(), tmp_path / "data"))


def test_transactions_of_one_kind_year_and_currency_are_one_sum(data: Path, tmp_path: Path) -> None:
    file = activities(
        tmp_path / "a.xml",
        transaction("3", "2012-02-01", "1000.50"),
        transaction("3", "2012-11-01", "-200"),
        transaction("3", "2012-11-01", "70", "EUR"),  # another currency
        transaction("3", "2013-11-01", "300"),  # another year
        transaction("1", "2012-11-01", "5"),  # money that comes in
    )
    rows = new_rows(data, file)
    assert [(row["indicator"], row["year"], row["unit"], row["value"]) for row in rows] == [
        ("disbursements", "2012", "USD", "800"),
        ("disbursements", "2012", "EUR", "70"),
        ("disbursements", "2013", "USD", "300"),
        ("incoming_funds", "2012", "USD", "5"),
    ]
    first = last_number(data) + 1
    assert [row["milestone_id"] for row in rows] == [f"M{number:03}" for number in range(first, first + 4)]
    assert "exactly 800.50" in rows[0]["note_en"]


def test_a_row_says_which_file_activity_and_house_it_is_from(data: Path, tmp_path: Path) -> None:
    (row,) = new_rows(data, activities(tmp_path / "a.xml", transaction("4", "2012-02-01", "9")))
    assert (row["source_id"], row["locator_en"], row["chart"]) == ("S069", "activity AA-AAA-1-ABC", "no")
    assert ("Training judges" in row["text_en"], "Former des juges" in row["text_fr"]) == (True, True)
    for part in ("House", "AA-AAA-1", "implementing: “Agency”", "AF", "2012-04-28", "a.xml", "2026-11-30"):
        assert part in row["note_en"]


def test_contributions_are_read_with_the_names_of_the_gateway_and_totals_are_not_rows(
    data: Path, tmp_path: Path
) -> None:
    file = table(
        tmp_path / "contributions.csv",
        ["Contributor/Partner", "Year", "Commitments", "Deposits", "Rate"],
        ["Government of France", "2021", "17 016 138,06", "1.234.567,00", "7"],
        ["A foundation", "2021", "", "US$ 2,256,200.40", "100"],
        ["Total", "", "17 016 138,06", "", ""],
        separator=";",
    )
    rows = new_rows(data, file)
    assert [(row["indicator"], row["donor"], row["value"], row["unit"]) for row in rows] == [
        ("fund_commitments", "FRA", "17016138", "USD"),
        ("fund_deposits", "FRA", "1234567", "USD"),
        ("fund_deposits", "", "2256200", "USD"),
    ]
    assert "columns not used: Rate" in rows[0]["note_en"]


def test_a_workbook_with_titles_above_its_table_is_read(data: Path, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Expenditure by organisation"], ["Participating Organization", "Year", "Expenditure"]):
        sheet.append(row)
    sheet.append(["House", 2021, 1234567.891])
    book.save(tmp_path / "spent.xlsx")
    (row,) = new_rows(data, tmp_path / "spent.xlsx")
    assert (row["indicator"], row["year"], row["value"]) == ("fund_expenditure", "2021", "1234568")


def test_the_same_file_changes_nothing_and_corrections_and_other_figures_of_another_source_are_shown(
    copied: Path, tmp_path: Path
) -> None:
    header = ["Contributor", "Year", "Deposits"]
    file = table(tmp_path / "a.csv", header, ["House", "2021", "10"])
    open_data(copied, [file], TAKEN).write()
    assert open_data(copied, [file], Taken(TAKEN.source, "2027-01-01")).tables == ()
    corrected = table(tmp_path / "b.csv", header, ["House", "2021", "12"], ["House", "2022", "3"])
    (update,) = open_data(copied, [corrected], TAKEN).tables
    assert [(one.before, one.after) for one in update.changes if one.column == "value"] == [
        ("10", "12"),
        (None, "3"),
    ]
    assert {one.before for one in open_data(copied, [corrected], OTHER).tables[0].changes} == {None}


FEWEST = ["Contributor", "Year", "Deposits"]


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        ([FEWEST, ["House", "2021", "1.234"]], "row 2, column deposits"),  # a thousand, or one and a bit?
        ([FEWEST, ["House", "2021", "ten"]], "row 2, column deposits"),
        ([FEWEST, ["House", "21", "10"]], "row 2, column year"),
        ([FEWEST, ["", "2021", "10"]], "row 2, column contributor"),
        ([FEWEST, ["House", "2021", "-10"]], "contributor “House”"),  # no sum that a figure can be
        ([["Contributor", "Deposits"], ["House", "10"]], "a.csv"),  # of which year?
        ([["Contributor", "Fund", "Year", "Deposits"], ["H", "A", "2021", "1"], ["H", "B", "2021", "1"]], "a.csv"),
        ([FEWEST, ["Total", "", "10"]], "a.csv"),  # no row
        ([[*FEWEST, "Currency"], ["House", "2021", "10", "US$"]], "row 2, column currency"),
        ([["Contributor", "Year", "Transfers", "Transferred"], ["House", "2021", "1", "1"]], "a.csv"),  # twice the same
    ],
)  # fmt: skip
def test_a_table_that_is_not_clear_is_refused_with_its_place(
    data: Path, tmp_path: Path, rows: list[list[str]], where: str
) -> None:
    with pytest.raises(EvidenceError) as error:
        open_data(data, [table(tmp_path / "a.csv", *rows)], TAKEN)
    (problem,) = error.value.problems
    assert where in problem.file


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        (transaction("IF", "2012-01-01", "1"), "transaction 1, transaction-type"),  # a code of version 1
        (transaction("3", "2012", "1"), "transaction 1, transaction-date"),
        (transaction("3", "2012-01-01", "1,000"), "transaction 1, value"),
        (transaction("3", "2012-01-01", "1", "Euro"), "transaction 1, value"),
        ("", "a.xml"),  # nothing to read
    ],
)
def test_an_activity_with_a_fault_is_refused_with_its_transaction(
    data: Path, tmp_path: Path, wrong: str, where: str
) -> None:
    with pytest.raises(EvidenceError) as error:
        open_data(data, [activities(tmp_path / "a.xml", wrong)], TAKEN)
    (problem,) = error.value.problems
    assert where in problem.file


ONE = ACTIVITY.format(transactions=transaction("3", "2012-01-01", "1"))
OTHER_HOUSE = ONE.replace('ref="AA-AAA-1"', 'ref="ZZ-1"').replace("AA-AAA-1-ABC", "ZZ-1-ABC")
SAME_HOUSE = ONE.replace("House", "THE HOUSE").replace("1-ABC", "1-DEF")


@pytest.mark.parametrize(
    ("inside", "named", "words"),
    [
        ([ONE], {"head": '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'}, "document type"),
        ([ONE], {"version": "1.05"}, "of version 1.05"),
        ([ONE[:-20]], {}, "well-formed XML"),
        ([ONE, ONE.replace("judges", "officials")], {}, "twice"),
        ([ONE, ONE], {}, "twice"),
        ([ONE, OTHER_HOUSE], {}, "one reporting organisation"),
    ],
)
def test_a_file_that_is_not_clear_is_refused(
    data: Path, tmp_path: Path, inside: list[str], named: dict[str, str], words: str
) -> None:
    with pytest.raises(EvidenceError, match=words):
        open_data(data, [file_of(tmp_path / "a.xml", *inside, **named)], TAKEN)


def test_an_organisation_may_write_its_name_in_two_ways(data: Path, tmp_path: Path) -> None:
    assert len(new_rows(data, file_of(tmp_path / "a.xml", ONE, SAME_HOUSE))) == 2


def test_the_same_figure_in_two_files_is_not_added_up(data: Path, tmp_path: Path) -> None:
    files = [table(tmp_path / name, FEWEST, ["House", "2021", "10"]) for name in ("a.csv", "b.csv")]
    with pytest.raises(EvidenceError, match=r"b\.csv"):
        open_data(data, files, TAKEN)


def test_open_data_need_a_source_that_exists_and_a_day(data: Path, tmp_path: Path) -> None:
    file = table(tmp_path / "a.csv", FEWEST, ["House", "2021", "10"])
    for taken in (Taken("S999", "2026-11-30"), Taken("S069", "yesterday")):
        with pytest.raises(UserError, match=r"--source|--taken"):
            open_data(data, [file], taken)
    with pytest.raises(EvidenceError, match="--source"):
        updates(data, [file])
