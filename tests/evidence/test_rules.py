"""Partial dates, and the days that they can mean."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcm_analysis.evidence.values import last_day, parse_partial_date

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
LENGTHS = st.sampled_from([4, 7, 10])  # a year, a year and a month, a day


@given(DAYS, LENGTHS)
def test_a_partial_date_means_its_first_day_at_the_earliest(day: date, length: int) -> None:
    first = parse_partial_date(day.isoformat()[:length])
    assert first is not None
    assert first <= day
    assert first.isoformat()[:length] == day.isoformat()[:length]


@given(DAYS, LENGTHS)
def test_the_last_day_of_a_partial_date_is_no_earlier_than_any_day_it_means(day: date, length: int) -> None:
    assert last_day(day.isoformat()[:length]) >= day.isoformat()


@given(DAYS, LENGTHS, DAYS, LENGTHS)
def test_last_days_are_in_the_order_of_time(one: date, first: int, two: date, second: int) -> None:
    texts = one.isoformat()[:first], two.isoformat()[:second]
    if texts[0] == two.isoformat()[:first] and len(texts[0]) < len(texts[1]):
        assert last_day(texts[0]) >= last_day(texts[1])  # the year ends no earlier than a month in it
    elif not texts[0].startswith(texts[1]):
        assert (last_day(texts[0]) < last_day(texts[1])) == (texts[0] < texts[1])


@given(st.text(alphabet="0123456789-", max_size=12))
def test_only_the_three_forms_of_a_partial_date_are_dates(text: str) -> None:
    if parse_partial_date(text):
        assert re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text)


@pytest.mark.parametrize(
    "text", ["", "18", "2018-2", "2018-00", "2018-13", "2018-02-30", "2019-02-29", "2018-12-", " 2018", "2018/12", "٢٠١٨", "２０１８-12"]
)  # fmt: skip
def test_a_text_that_is_not_a_date_has_no_value(text: str) -> None:
    assert parse_partial_date(text) is None


def test_a_leap_day_is_a_day() -> None:
    assert parse_partial_date("2020-02-29") == date(2020, 2, 29)


def test_an_empty_cell_has_no_last_day() -> None:
    assert last_day("") == ""
    assert [last_day(text) for text in ("2018", "2018-02", "2018-02-03")] == [
        "2018-12-31", "2018-02-28", "2018-02-03",
    ]  # fmt: skip
