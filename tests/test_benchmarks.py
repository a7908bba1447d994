"""The benchmark still runs, so that it can be trusted when somebody needs it."""

from benchmarks import name_variants, robustness, synthetic
from benchmarks.many.__main__ import GROWTH
from benchmarks.many.project import briefs


def test_every_call_of_the_benchmark_returns_something() -> None:
    for name, call in robustness.calls(100).items():
        assert call() is not None, name


def test_made_up_statements_are_the_same_each_time_and_uneven_as_real_ones_are() -> None:
    made = synthetic.coded(1000)
    assert made.equals(synthetic.coded(1000))
    themes = made["theme"].value_counts()
    assert themes.iloc[0] > 2 * themes.iloc[3]


def test_times_are_shown_by_function_and_number_of_statements() -> None:
    results = [("balance", rows, 3, rows / 1e6) for rows in robustness.SIZES]
    assert robustness.as_markdown(results).splitlines() == [
        "| function | 100 | 10,000 | 1,000,000 |",
        "| --- | ---: | ---: | ---: |",
        "| balance | 0.000 s | 0.010 s | 1.000 s |",
    ]


def test_there_are_as_many_different_briefs_as_are_measured() -> None:
    assert len(set(briefs(max(GROWTH)))) == max(GROWTH)


def test_a_name_is_planted_and_caught_in_every_place() -> None:
    places = (*name_variants.PLACES, name_variants.PDF)
    results = list(name_variants.planted({"Zora Quimby": ["Quimby", "Zora"]}, places))
    assert [result.place for result in results if result.caught] == [
        place for place in places for _ in range(2)
    ]
