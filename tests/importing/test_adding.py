"""A new row from the command line: numbered as the next, checked like the data, written once confirmed."""

import io
import sys
from pathlib import Path

import pytest
from tests.builders import DEFAULT_EVENT
from tests.conftest import Terminal

from gcm_analysis import paths
from gcm_analysis.evidence import load_evidence
from gcm_analysis.evidence.problems import EvidenceError
from gcm_analysis.importing.shared_tables import SharedTables, added, columns_to_give

SOURCE = {
    "title": "A review", "short_en": "House 2026, review", "short_fr": "House 2026, bilan", "publisher": "House",
    "url": "https://example.org/review", "language": "en", "source_type": "international_organization",
    "read_extent": "part", "origin": "House", "house": "House",
}  # fmt: skip


@pytest.fixture
def gcm(data_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(data_copy, monkeypatch, capsys)


@pytest.fixture(scope="module")
def tables() -> SharedTables:
    """Return the real tables. Nothing may change them."""
    return SharedTables.read(paths.data())


@pytest.fixture
def words() -> list[str]:
    return [f"{column}={cell}" for column, cell in SOURCE.items()]


class Typed(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_row_is_written_with_the_next_number_and_every_other_byte_stays(
    gcm: Terminal, words: list[str]
) -> None:
    path = gcm.home / "data" / "sources.csv"
    before = path.read_bytes()
    numbers = [line[:4] for line in before.decode().splitlines() if line[0] == "S" and line[1:4].isdigit()]
    code, _, err = gcm("add", "source", *words)
    assert (code, "--yes" in err, path.read_bytes()) == (1, True, before)  # nobody has agreed
    code, out, _ = gcm("add", "source", *words, "--yes")
    expected = f"S{int(max(numbers)[1:]) + 1}"
    assert (code, f"{expected} title: new: “A review”" in out) == (0, True)
    assert path.read_bytes().startswith(before)
    assert path.read_bytes()[len(before) :].startswith(f"{expected},A review,".encode())
    load_evidence(gcm.home / "data", DEFAULT_EVENT)


def test_at_a_terminal_each_required_cell_is_asked_for_until_it_is_right(
    gcm: Terminal, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    incomplete = [word for word in words if not word.startswith(("language=", "short_fr="))]
    monkeypatch.setattr(sys, "stdin", Typed("House 2026, bilan\nEnglish\nen\ny\n"))
    code, out, _ = gcm("add", "source", *incomplete)
    assert code == 0
    assert "Language of the page that was read." in out  # what the data dictionary says
    assert "House 2026, bilan" in (gcm.home / "data" / "sources.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"language": "English"}, "language"),  # no code of the column
        ({"title": ""}, "title"),  # may not be empty
        ({"titel": "A review"}, "titel"),  # no column
        ({"published": "2026-13", "published_basis": "stated"}, "published"),  # no date
        ({"published": "2026-11"}, "published_basis"),  # one half of a pair
        ({"note_fr": "This remark is certainly written in English and not in French."}, "note_fr"),
        ({"publisher": "SociÃ©tÃ©"}, "publisher"),  # spoiled by a wrong encoding
        ({"publisher": "Hou\u200bse"}, "publisher"),  # a sign that nobody can see
    ],
)
def test_a_wrong_value_is_refused_with_its_column(
    tables: SharedTables, change: dict[str, str], column: str
) -> None:
    with pytest.raises(EvidenceError) as error:
        added(tables, "source", (SOURCE | change).items())
    assert {problem.column for problem in error.value.problems} == {column}


@pytest.mark.parametrize("written", ["http://{}", "https://www.{}", "https://{}/"])
def test_a_page_is_one_source_however_its_address_is_written(tables: SharedTables, written: str) -> None:
    page = tables.frames["sources"]["url"][2]
    address = written.format(page.removeprefix("https://").removeprefix("www.").removesuffix("/"))
    with pytest.raises(EvidenceError) as error:
        added(tables, "source", (SOURCE | {"url": address}).items())
    assert {problem.column for problem in error.value.problems} == {"url"}


def test_what_a_source_says_at_one_place_is_one_statement(tables: SharedTables) -> None:
    again = tables.frames["statements"].iloc[0].drop("statement_id").to_dict()
    with pytest.raises(EvidenceError, match="row 2 has it"):
        added(tables, "statement", [(str(name), str(cell)) for name, cell in again.items()])


def test_an_unknown_source_is_named_with_the_nearest_and_a_column_is_given_once(tables: SharedTables) -> None:
    row = tables.frames["statements"].iloc[0].drop("statement_id").to_dict()
    with pytest.raises(EvidenceError, match=r"did you mean S008\?"):
        added(tables, "statement", (row | {"source_id": "S0008"}).items())
    with pytest.raises(EvidenceError) as error:
        added(tables, "statement", [*row.items(), ("year", "2020")])
    (problem,) = error.value.problems
    assert (problem.column, problem.expected) == ("year", "each column once")
    assert "did you mean" not in problem.remedy


def test_for_a_statement_the_themes_are_offered_and_its_source_must_exist(tables: SharedTables) -> None:
    columns = {one.name: one for one in columns_to_give(tables, "statement")}
    assert columns["theme"].rule.codes == tuple(tables.frames["codebook"]["code"])
    assert [name for name, one in columns.items() if not one.is_needed] == ["year", "iso3"]
    with pytest.raises(EvidenceError) as error:
        added(tables, "statement", [("source_id", "S999")])
    assert any(problem.found == "S999" for problem in error.value.problems)
