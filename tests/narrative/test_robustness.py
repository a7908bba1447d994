"""What is said of how firm the findings are: at the edges, and against hand-made records."""

import pandas as pd
import pytest
from tests.builders import coded, frame

from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative import (
    agreement,
    concentration,
    contrast,
    firmness,
    headlines,
    leaving_out,
    literature,
    robustness,
)
from gcm_analysis.narrative.exhibits import Exhibit, Figure, Prose, Table
from gcm_analysis.narrative.language import Language, Sentence

from .telling import told as tell

ENGLISH = Language("en")
GOOD, BAD = {"valence": "success_factor"}, {"valence": "challenge"}
KINDS = {
    "OWN": {"source_type": "programme_self_report", "publisher": "A programme"},
    "AUDIT": {"source_type": "independent_evaluation_or_audit", "publisher": "A court"},
}
CODEBOOK = frame(
    "codebook",
    *({"code": code, "label_en": label, "label_fr": label} for code, label in (("DATA", "Data"), ("MEL", "Measuring"), ("PEER", "Peers"))),
)  # fmt: skip


def record(**origins: str) -> pd.DataFrame:
    """Return one statement per word: `OWN="PEER MEL-"` is PEER and MEL by OWN, the latter as a challenge."""
    rows = [
        {"source_id": origin, "theme": word.strip("-")} | (BAD if "-" in word else GOOD)
        for origin, words in origins.items()
        for word in words.split()
    ]
    return coded(*rows, **KINDS)


def plain(said: Exhibit) -> str:
    assert isinstance(said, Prose)
    return " ".join(part.plain for part in said.paragraphs)


def cells(table: Exhibit) -> dict[str, list[str]]:
    """Return the cells of a table by its first column."""
    assert isinstance(table, Table)
    rows = [[cell.plain if isinstance(cell, Sentence) else str(cell) for cell in row] for row in table.rows]
    return {row[0]: row[1:] for row in rows}


# --- sources drawn again ----------------------------------------------------------------------------------------

TESTED = [
    lambda statements: robustness.redrawn(ENGLISH, statements, CODEBOOK),
    lambda statements: robustness.themes_figure(ENGLISH, statements, CODEBOOK),
    lambda statements: contrast.tested(ENGLISH, statements),
    lambda statements: leaving_out.left_out(ENGLISH, statements),
    lambda statements: leaving_out.ranks_table(ENGLISH, statements, CODEBOOK),
    lambda statements: headlines.finding(ENGLISH, statements),
    lambda statements: headlines.headlines_table(ENGLISH, statements, CODEBOOK),
]


@pytest.mark.parametrize("make", TESTED)
def test_statements_of_one_source_cannot_be_tested(make) -> None:
    assert plain(make(record(OWN="PEER MEL PEER"))) == ""


@pytest.mark.parametrize("make", TESTED)
def test_where_no_statement_is_left_nothing_is_tested(make) -> None:
    assert plain(make(record(OWN="PEER").head(0))) == ""


def test_a_theme_that_every_source_names_most_leads_in_every_draw() -> None:
    said = plain(robustness.redrawn(ENGLISH, record(OWN="PEER PEER MEL", AUDIT="PEER"), CODEBOOK))
    assert "“Peers” is named most often, alone or with others, in 100% of the draws." in said
    assert "Of the other themes" not in said


def test_the_other_theme_that_leads_most_often_is_named() -> None:
    said = plain(robustness.redrawn(ENGLISH, record(OWN="PEER PEER", AUDIT="MEL"), CODEBOOK))
    # Of the four equal draws, OWN leads in the two mixed ones and in its own.
    shares = [int(part.split("%")[0]) for part in said.split(", in ")[1:]]
    assert shares[0] == pytest.approx(75, abs=4)
    assert shares[1] == pytest.approx(25, abs=4)


def test_a_title_says_how_many_themes_the_leader_does_not_lead_for_sure() -> None:
    apart = robustness.themes_figure(ENGLISH, record(OWN="PEER PEER MEL", AUDIT="PEER PEER"), CODEBOOK)
    assert isinstance(apart, Figure)
    assert apart.title.plain == "“Peers”: ahead of every other theme in nearly all draws"
    close = robustness.themes_figure(ENGLISH, record(OWN="PEER PEER", AUDIT="MEL"), CODEBOOK)
    assert isinstance(close, Figure)
    assert close.title.plain == "“Peers” leads, but 1 other theme may have as many statements"
    tied = robustness.themes_figure(ENGLISH, record(OWN="PEER DATA", AUDIT="MEL PEER MEL"), CODEBOOK)
    assert isinstance(tied, Figure)
    assert (
        tied.title.plain
        == "“Measuring” and “Peers” share the lead, and 1 other theme may have as many statements"
    )


def test_themes_that_every_source_names_alike_are_told_apart_though_their_bars_overlap() -> None:
    # Each source has twice as many statements on peers as on measuring; one source is twice the size of the other.
    statements = record(OWN="PEER PEER MEL", AUDIT="PEER PEER PEER PEER MEL MEL")
    figure = robustness.themes_figure(ENGLISH, statements, CODEBOOK)
    assert isinstance(figure, Figure)
    assert figure.title.plain == "“Peers”: ahead of every other theme in nearly all draws"


def test_a_contrast_is_as_strong_as_its_weaker_side() -> None:
    own = {"OWN": "PEER"}
    assert contrast.evidence(record(**own, AUDIT="PEER")) == "single"
    assert contrast.evidence(record(**own)) == "none"


def pair(own: str, outside: str) -> pd.DataFrame:
    """Return two programmes that say the same of themselves, and two audits that do."""
    kinds = {"OWN": own, "OWN2": own, "AUDIT": outside, "AUDIT2": outside}
    rows = [
        {"source_id": origin, "theme": word.strip("-")} | (BAD if "-" in word else GOOD)
        for origin, words in kinds.items()
        for word in words.split()
    ]
    return coded(*rows, **KINDS, OWN2=KINDS["OWN"], AUDIT2=KINDS["AUDIT"])


def test_the_balance_is_said_to_depend_on_who_speaks_only_where_the_interval_excludes_zero() -> None:
    good, bad, mixed = " ".join(["PEER"] * 6), " ".join(["PEER-"] * 6), " ".join(["PEER", "PEER-"] * 3)
    clear = pair(own=good, outside=bad)
    said = plain(contrast.tested(ENGLISH, clear))
    # None of the two sources hinders on the one side, and all of two do on the other: either bound leaves 84 points open.
    assert said.startswith("Whether who speaks shapes the balance is open")
    assert plain(contrast.tested(ENGLISH, pair(own=mixed, outside=mixed))).startswith(
        "Whether who speaks shapes the balance is open"
    )
    less, more = "PEER PEER PEER PEER PEER PEER-", "PEER PEER- PEER- PEER- PEER- PEER-"
    said = plain(contrast.tested(ENGLISH, pair(own=less, outside=more)))
    assert said.startswith("Who speaks shapes the balance, and this does not hang on single sources")
    assert "by 67 percentage points; in the middle 95% of the draws, by 67 to 67." in said
    assert "is lower than in what programmes say" in plain(
        contrast.tested(ENGLISH, pair(own=more, outside=less))
    )
    few = record(OWN="PEER PEER PEER PEER", AUDIT="PEER- PEER- PEER- PEER- PEER-")
    assert "too few statements, or a single source, for a comparison" in plain(contrast.tested(ENGLISH, few))


# --- sources left out -------------------------------------------------------------------------------------------


def test_a_lead_that_hangs_on_a_source_names_it() -> None:
    said = plain(leaving_out.left_out(ENGLISH, record(OWN="PEER PEER PEER", AUDIT="MEL MEL", S3="MEL DATA")))
    # With all, MEL and PEER tie at three; without any one source, one of them leads alone.
    assert said.startswith(
        "Which theme is named most often hangs on 3 sources, without each of which it changes. By name: AUDIT, OWN and S3."
    )


def test_a_lead_that_hangs_on_no_source_says_so() -> None:
    said = plain(leaving_out.left_out(ENGLISH, record(OWN="PEER PEER MEL", AUDIT="PEER PEER MEL")))
    assert (
        said
        == "Whichever of the 2 independent sources is left out, the theme named most often stays the same."
    )


def test_ranks_stand_with_their_ranges() -> None:
    table = leaving_out.ranks_table(ENGLISH, record(OWN="PEER PEER PEER DATA", AUDIT="MEL MEL"), CODEBOOK)
    # Without OWN: MEL 2, the others 0. Without AUDIT: PEER 3, DATA 1, MEL 0.
    assert {name: (row[1], row[3]) for name, row in cells(table).items()} == {
        "Peers": ("1", "1–2"), "Measuring": ("2", "1–3"), "Data": ("3", "2"),
    }  # fmt: skip
    assert isinstance(table, Table)
    assert table.title.plain == "Leaving out one source moves a theme by 1 rank at most"


# --- headline findings ------------------------------------------------------------------------------------------


def test_a_finding_is_fragile_if_a_source_changes_it_and_firm_if_neither_sources_nor_draws_do() -> None:
    statements = record(OWN="PEER PEER PEER-", AUDIT="PEER PEER", S3="PEER PEER")
    rows = cells(headlines.headlines_table(ENGLISH, statements, CODEBOOK))
    assert rows["The size of the record"][:2] == [
        "7 statements from 3 independent sources",
        "4 statements from 2 independent sources",
    ]
    assert rows["The theme named most often"] == ["“Peers”: 7", "“Peers”: 4", "0", "100%", "firm"]
    lonely = record(OWN="PEER- PEER", AUDIT="MEL-", S3="PEER")
    rows = cells(headlines.headlines_table(ENGLISH, lonely, CODEBOOK))
    assert rows["The themes under which challenges outnumber success factors"][-1] == "fragile"


def test_a_finding_that_no_source_but_many_draws_change_is_close() -> None:
    # PEER leads MEL by six to three, and without any one source it still leads.
    statements = record(OWN="PEER PEER", AUDIT="PEER PEER", S3="PEER PEER", S4="MEL", S5="MEL", S6="MEL")
    rows = cells(headlines.headlines_table(ENGLISH, statements, CODEBOOK))
    *_, changing, same, verdict = rows["The theme named most often"]
    assert (changing, verdict) == ("0", "close")
    assert int(same.rstrip("%")) < 95
    assert "Close, since no single source changes it, but many draws do: the theme named most often" in plain(
        headlines.finding(ENGLISH, statements)
    )


def test_a_finding_that_the_statements_do_not_allow_has_no_verdict() -> None:
    rows = cells(headlines.headlines_table(ENGLISH, record(OWN="PEER", AUDIT="MEL"), CODEBOOK))
    assert rows["Who names challenges more readily"] == ["not told apart", "not told apart", "–", "–", "–"]


def test_the_real_headlines_say_which_of_them_are_fragile(evidence: Evidence) -> None:
    statements = tell(evidence, "en", "").coded
    rows = cells(headlines.headlines_table(ENGLISH, statements, evidence.codebook))
    assert {name: row[-1] for name, row in rows.items()} == {
        "The size of the record": "–",
        "Whether success factors or challenges prevail": "firm",
        # Without the programme that has most to say of itself, too few statements are left on that side.
        "Who names challenges more readily": "fragile",
        "The theme named most often": "fragile",
        "The theme with the most independent sources": "close",
        "The themes under which challenges outnumber success factors": "fragile",
        "The phase in which challenges weigh most": "close",
    }


# --- concentration ----------------------------------------------------------------------------------------------


def sources(**publishers: str) -> pd.DataFrame:
    return frame("sources", *({"source_id": name, "publisher": by} for name, by in publishers.items()))


def test_the_largest_source_and_its_own_account_of_itself_are_named() -> None:
    statements = record(OWN="PEER PEER PEER", AUDIT="MEL")
    said = plain(concentration.finding(ENGLISH, statements, sources(OWN="A programme", AUDIT="A court")))
    assert said == (
        "The publisher of most statements is A programme, with 75% of them. The independent source behind most "
        "statements is OWN, with 75% (3 statements); in 3 of them it speaks of itself. Of all statements, 75% are a programme’s own account "
        "of itself. By the sum of squared shares, the record is as concentrated as if it had 1.6 sources of equal size."
    )  # 1 / (9/16 + 1/16)


def test_publishers_that_tie_are_all_named() -> None:
    statements = record(OWN="PEER", AUDIT="MEL")
    said = plain(concentration.finding(ENGLISH, statements, sources(OWN="A programme", AUDIT="A court")))
    assert said.startswith("The publishers of most statements are A court and A programme, with 50% each.")


# --- words for strength, agreement, literature ------------------------------------------------------------------


def test_the_words_for_strength_are_defined_by_their_thresholds() -> None:
    assert cells(firmness.definitions_table(ENGLISH)) == {
        "on strong evidence": ["10", "3", "2", "50%"],
        "on moderate evidence": ["5", "2", "any", "any"],
        "on limited evidence": ["2", "any", "any", "any"],
        "from a single source": ["1", "any", "any", "any"],
    }


SECOND = frame("second_coding", {"theme": "MEL"}, {"statement_id": "ST002"})


def test_codes_that_differ_are_listed_in_words_and_linked_where_the_edition_shows_the_statement() -> None:
    first = record(OWN="PEER PEER")
    shown, hidden = (
        agreement.disagreements_table(ENGLISH, first, SECOND, statements, CODEBOOK)
        for statements in (first, first.tail(1))
    )
    assert cells(shown) == {"[ST001](#row-ST001)": ["Theme", "Peers", "Measuring"]}
    assert cells(hidden) == {"ST001": ["Theme", "Peers", "Measuring"]}
    assert isinstance(shown, Table)
    assert shown.title.plain == "1 of 8 codes differs between the first and the second coding"


def test_codings_that_do_not_differ_and_codings_that_are_not_there_say_so() -> None:
    first = record(OWN="PEER PEER")
    same = agreement.disagreements_table(ENGLISH, first, SECOND.tail(1), first, CODEBOOK)
    assert plain(same) == "The two codings do not differ in any code."
    nothing = agreement.agreement_table(ENGLISH, first, SECOND.head(0))
    assert plain(nothing) == "No statement of this edition was coded a second time."


def test_agreement_is_judged_by_the_two_conventional_bounds(evidence: Evidence) -> None:
    said = plain(agreement.finding(ENGLISH, evidence.statements, evidence.second_coding))
    assert "from an alpha of 0.800, and tentatively from 0.667" in said
    assert "The upper bound is reached by: Phase, Success factor or challenge, Theme and Criterion." in said
    assert "Neither bound" not in said
    assert "the agreement is intra-coder" in said


def test_the_literature_is_marked_so_that_its_numbers_are_known_for_what_they_are() -> None:
    for entry in literature.references(ENGLISH).items:
        assert entry.markdown.endswith("{.reference}")
    assert literature.references(Language("fr")).items[0].markdown.endswith("{.reference lang=en}")
