"""What a number in prose belongs to, passage by passage."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcm_analysis.verifying import html
from gcm_analysis.verifying.basis import Basis, _by_number, basis
from gcm_analysis.verifying.facts import contradictions
from gcm_analysis.verifying.numbers import PageNumbers, numbers
from gcm_analysis.verifying.passages import Passage, Piece, is_number_in

BASIS = Basis(
    facts={"record.all": "250"},
    rows={"S008": "S008 A page", "ST001": "ST001 In 12 cities it helped.", "7": "7 An objective"},
    texts=_by_number(["In 12 cities it helped.", "12 States", "11th Summit of the Forum"]),
    exhibits={"tbl-a": ("Local 40 0.4125", "National 1234567", "1234607")},
)


def kinds(*pieces: Piece | str, exhibit: str = "", line: int | None = None) -> list[str]:
    parts = tuple(piece if isinstance(piece, Piece) else Piece(piece) for piece in pieces)
    return [number.kind for number in numbers([Passage("here", parts, exhibit, line)], BASIS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 7 December 2018", ["date", "date"]),
        ("le 1er juin 2019, de mars 2020", ["date", "date", "date"]),
        ("12–13 February 2019", ["date"] * 3),
        ("08:30–09:45, 9 h 45", ["date"] * 6),
        ("as of 2018-12-07", ["date"] * 3),
        ("between 2008 and 2010", ["date", "date"]),
        ("2018% of 2,018 in 20181", ["", "", ""]),
        ("at 7 of 12 places", ["", ""]),
        ("[S008, Lesson 1; S008]", ["citation"] * 3),
        ("[S999, Lesson 1]", ["", ""]),
        ("the row ST001 and the source S008", ["text", "text"]),
        ("objective 7", [""]),
        ("the 11th Summit of the Forum", ["text"]),
        ("the 12th Summit of the Forum", [""]),
        ("in 12 cities it helped", [""]),
        ("So: In 12  cities\u00a0it helped.", ["text"]),
        ("12 States", [""]),
        ("Alpha is 1 for perfect agreement and 0 for what chance gives", ["literal", "literal"]),
        ("no number at all", []),
    ],
)
def test_the_kind_of_a_number_in_plain_text_follows_from_the_words_around_it(
    text: str, expected: list[str]
) -> None:
    assert kinds(text) == expected


def test_a_row_of_a_table_has_the_numbers_of_its_own_line() -> None:
    assert kinds("Local|40|41%|", exhibit="tbl-a", line=0) == ["table", "table"]
    assert kinds("National|1 234 567|", exhibit="tbl-a", line=1) == ["", "", ""]
    assert kinds("National|1\u202f234\u202f567|40|", exhibit="tbl-a", line=1) == ["table", ""]


def test_an_alternative_text_has_all_lines_and_the_sums() -> None:
    assert kinds("Local 40, in all 1,234,607; not 41", exhibit="tbl-a") == ["table", "table", ""]


def test_a_year_in_a_row_of_a_table_is_not_a_date_by_itself() -> None:
    assert kinds("Local|2018|", exhibit="tbl-a", line=0) == [""]


def test_a_fact_must_show_the_same_as_facts_json_except_for_spaces() -> None:
    (good,) = numbers([Passage("here", (Piece("2\u00ad50", "fact", "record.all"),))], BASIS)[:1]
    (bad,) = numbers([Passage("here", (Piece("251", "fact", "record.all"),))], BASIS)
    (unknown,) = numbers([Passage("here", (Piece("250", "fact", "no.such"),))], BASIS)
    assert (good.wrong, bad.wrong) == ("", "is shown as '251', but the fact record.all is '250'")
    assert unknown.wrong == "belongs to the fact no.such, which facts.json does not have"


@pytest.mark.parametrize(
    ("shown", "wrong"), [("-12", ""), ("−12", ""), (" −\n12", ""), ("12", "12"), ("-13", "13")]
)
def test_a_minus_is_part_of_a_fact_however_it_is_set(shown: str, wrong: str) -> None:
    (found,) = numbers([Passage("here", (Piece(shown, "fact", "x"),))], Basis({"x": "-12"}))
    assert bool(found.wrong) == bool(wrong)


def test_a_fact_whose_number_was_taken_away_is_wrong_too() -> None:
    (empty,) = numbers([Passage("here", (Piece("many", "fact", "record.all"),))], BASIS)
    assert empty.wrong == "is shown as 'many', but the fact record.all is '250'"


def test_numbers_of_the_annex_are_not_checked_as_prose() -> None:
    assert numbers([Passage("here", (Piece("9999"),), annex=True)], BASIS) == []


def page(*texts: tuple[Piece, ...]) -> PageNumbers:
    passages = [Passage("page", pieces) for pieces in texts]
    return PageNumbers(passages, numbers(passages, BASIS))


def beside_page(on_page: PageNumbers, text: str) -> list[str]:
    return [number.kind for number in numbers([Passage("page 1", (Piece(text),))], BASIS, on_page)]


def test_a_number_of_the_pdf_gets_its_kind_from_the_same_words_of_the_page() -> None:
    on_page = page(
        (Piece("This edition counts "), Piece("250", "fact", "record.all"), Piece(" statements in all."))
    )
    assert beside_page(on_page, "This edi-\ntion counts 250 statements in all.") == ["fact"]
    assert beside_page(on_page, "This edition counts 251 statements in all.") == [""]
    assert beside_page(on_page, "This edition counts 2500 statements in all.") == [""]
    assert beside_page(on_page, "250") == [""]


def test_a_source_is_one_passage_with_its_short_name_as_on_paper(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<body><div id="refs"><div class="csl-entry"><div class="csl-left-margin">JMDI 2014 </div>'
        '<div class="csl-right-inline">JMDI (2014). <em>A title</em>.</div></div></div>',
        encoding="utf-8",
    )
    (source,) = html.read(tmp_path / "index.html")
    assert source.text.split() == ["JMDI", "2014", "JMDI", "(2014).", "A", "title."]


def test_numbering_may_be_on_one_side_only() -> None:
    on_page = page((Piece("2.1", "numbering"), Piece(" Of "), Piece("250", "fact", "record.all")))
    assert beside_page(on_page, "Of 250") == ["fact"]
    assert beside_page(on_page, "2.1 Of 250") == ["numbering", "fact"]


def test_a_number_that_is_wrong_on_the_page_covers_none_elsewhere() -> None:
    on_page = page((Piece("This edition counts 77 statements in all."),))
    assert beside_page(on_page, "This edition counts 77 statements in all.") == [""]


@given(st.integers(0, 10**9))
def test_a_whole_number_is_recognised_however_it_is_grouped(number: int) -> None:
    for sign in (",", ".", "\u202f", "\u00a0", "’"):
        assert is_number_in(f"{number:,}".replace(",", sign), f"a {number} b")
    assert not is_number_in(str(number), str(number + 1))


@given(st.floats(0, 1, allow_nan=False).map(lambda share: round(share, 6)))
def test_a_share_is_shown_as_a_percentage_only_where_one_is_meant(share: float) -> None:
    shown = str(int(share * 100 + 0.5 + 1e-9))
    assert is_number_in(shown, f"{share:.6f}", per_cent=True)


@pytest.mark.parametrize(
    ("shown", "value", "unit", "wrong"),
    [
        ("USD 25 million", 25_000_000, "money", False),
        ("environ 7,5 millions USD", 7_500_000, "money", False),
        ("USD 26 million", 25_000_000, "money", True),
        ("more than 120", 120, "claim", False),
        ("1,234", 1234, "count", False),
        ("15%", 0.15, "share", False),
        ("16%", 0.15, "share", True),
        ("0.85", 0.8480, "agreement", False),
        ("0.84", 0.8480, "agreement", True),
        ("-12%", -0.12, "share", False),
        ("−13", -0.125, "share", False),
        ("12%", -0.12, "share", True),
        ("-12%", 0.12, "share", True),
        ("7 December 2018", "2018-12-07", "date", False),
    ],
)
def test_a_fact_shows_its_value(shown: str, value: object, unit: str, *, wrong: bool) -> None:
    found = contradictions({"x": {"shown": shown, "value": value, "unit": unit}}, "en")
    assert bool(found) == wrong


def write(path: Path, *lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_row_is_everything_that_the_tables_say_under_its_id(tmp_path: Path) -> None:
    event = tmp_path / "data" / "events" / "towns"
    write(event / "notes.csv", "note_id,text_en,quote", "N001,It took 3 years.,We waited 36 months")
    write(event / "recoding.csv", "note_id,coder,phase", "N001,ben,design")
    found = basis(tmp_path / "data", "towns", tmp_path / "report", "en")
    assert found.rows["N001"] == "N001 It took 3 years. We waited 36 months N001 ben design"


def test_a_session_is_known_as_a_source_too(tmp_path: Path) -> None:
    event = tmp_path / "data" / "events" / "towns"
    write(event / "sessions.csv", "session_id,title_en", "S2,Two years on")
    found = basis(tmp_path / "data", "towns", tmp_path / "report", "en")
    assert {"S2", "session-S2"} <= found.ids


def test_the_names_of_the_columns_belong_to_the_whole_exhibit_and_to_no_row(tmp_path: Path) -> None:
    write(tmp_path / "report" / "en" / "data" / "fig-a.csv", "ISO 3166,n", "FRA,3", "DEU,4")
    found = basis(tmp_path / "data", "towns", tmp_path / "report", "en")
    assert found.exhibits["fig-a"] == ("FRA 3", "DEU 4", "ISO 3166 n 7 3 4 3 4")
    assert found.exhibit("fig-a", 0) == "FRA 3"
    assert "ISO 3166" in found.exhibit("fig-a", None)
