"""An event's own notes as statements: what counts, by which codes, in whose words, cited as what."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence.own_notes import counted, gaps, remarks, rules, speakers, write_event

from gcm_analysis.evidence import EvidenceError, known_by, load_evidence
from gcm_analysis.evidence.event_statements import NEEDED, EventStatements
from gcm_analysis.evidence.load import Evidence

ASK = {"text_en": "", "text_fr": ""}


@pytest.mark.parametrize("column", [*NEEDED, "text_en"])
def test_a_note_without_a_code_or_words_is_not_counted_and_listed(column: str) -> None:
    # The speaker's level and region replace the note's own where they may be shown: here they may not.
    gap = {column: ""} if column != "text_en" else ASK
    tables = {"notes": remarks(gap, {})}
    assert [row["statement_id"] for row in counted(tables)] == ["N002"]
    kind, what = ("uncoded", column) if column != "text_en" else ("unsaid", "text_en, text_fr")
    assert gaps(tables) == [(kind, "N001", what)]


CODED = {name: st.sampled_from(("", value)) for name, value in {
    "phase": "design", "valence": "challenge", "theme": "PEER", "level": "local", "region": "Africa",
    "criterion": "relevance", "confidence": "low", "text_en": "Said.", "text_fr": "Dit.", "quote": "“Said.”",
}.items()}  # fmt: skip


@given(st.fixed_dictionaries(CODED), st.sampled_from(("yes", "no", "")))
def test_a_note_counts_if_and_only_if_it_has_words_and_all_codes(note: dict[str, str], consent: str) -> None:
    tables = {"notes": remarks(note), "speakers": speakers({"quote_consent": consent})}
    words = note["text_en"] or note["text_fr"] or (note["quote"] and consent == "yes")
    complete = bool(words) and all(note[name] for name in NEEDED)
    assert len(counted(tables)) == complete
    assert any(kind != "untranslated" for kind, *_ in gaps(tables)) is not complete


def test_empty_codes_are_those_of_the_event() -> None:
    defaults = {
        "phase": "monitoring", "criterion": "impact", "confidence": "low", "level": "regional", "region": "Global",
    }  # fmt: skip
    (row,) = counted({"notes": remarks(dict.fromkeys(defaults, ""))}, defaults=defaults)
    assert {name: row[name] for name in defaults} == defaults


def test_the_level_is_that_of_the_note_else_of_the_speaker_else_of_the_event() -> None:
    notes = remarks({"level": "local"}, {"level": ""}, {"level": "", "speaker_id": ""})
    rows = counted({"notes": notes}, attribution="affiliation", defaults={"level": "regional"})
    assert [row["level"] for row in rows] == ["local", "national", "regional"]


def test_codes_that_coders_agreed_on_count_and_the_note_keeps_its_own_where_they_left_them_open() -> None:
    notes = remarks({"phase": "monitoring", "criterion": ""})
    recoding = [
        {"note_id": "N001", "coder": "ben", "theme": "DATA"},
        {"note_id": "N001", "coder": "agreed", "theme": "DATA", "level": "regional"},
    ]
    (row,) = counted(
        {"notes": notes, "recoding": recoding}, defaults={"phase": "design", "criterion": "impact"}
    )
    codes = ("theme", "level", "phase", "valence", "criterion")
    assert [row[name] for name in codes] == ["DATA", "regional", "monitoring", "challenge", "impact"]


def test_further_codings_of_notes_that_count_are_kept_unchanged() -> None:
    recoding = [
        {"note_id": "N001", "coder": "ben", "theme": "DATA"},
        {"note_id": "N001", "coder": "agreed", "theme": "PEER"},
        {"note_id": "N002", "coder": "ben", "theme": "DATA"},
    ]
    own = EventStatements(rules({"recoding": recoding}, defaults={"phase": "design"}), shared=False)
    assert own.second_coding({"N001"}) == [
        {"statement_id": "N001", "coder": "ben", "phase": "", "valence": "", "criterion": "", "theme": "DATA"}
    ]


@pytest.mark.parametrize(("consent", "quote"), [("yes", "“So.”"), ("no", ""), ("", "")])
def test_a_quote_is_published_only_with_consent(consent: str, quote: str) -> None:
    notes = remarks({"quote": "“So.”", "quote_language": "en"})
    (row,) = counted({"notes": notes, "speakers": speakers({"quote_consent": consent})})
    assert (row["quote"], row["quote_language"]) == (quote, "en" if quote else "")
    assert row["text_en"] == "It helps."


def test_a_quote_without_a_speaker_is_not_published() -> None:
    (row,) = counted({"notes": remarks({"quote": "“So.”", "speaker_id": ""})})
    assert row["quote"] == ""


def test_a_quote_replaces_a_missing_text_and_is_marked_with_its_language_in_the_other() -> None:
    tables = {"notes": remarks(ASK | {"quote": "So.", "quote_language": "en"})}
    (row,) = counted(tables)
    assert (row["text_en"], row["text_fr"]) == ("So.", "So. [en]")
    assert gaps(tables) == [("untranslated", "N001", "text_fr")]


def test_a_note_without_text_whose_quote_has_no_consent_lacks_the_consent() -> None:
    tables = {"notes": remarks(ASK | {"quote": "So."}), "speakers": speakers({"quote_consent": "no"})}
    assert counted(tables) == []
    assert gaps(tables) == [("consent", "N001", "quote_consent")]


def test_a_text_without_translation_is_shown_in_the_other_language_and_marked() -> None:
    (row,) = counted({"notes": remarks({"text_en": "", "locator_fr": "min 3"})})
    assert (row["text_en"], row["text_fr"]) == ("Cela aide. [fr]", "Cela aide.")
    assert (row["locator_en"], row["locator_fr"]) == ("min 3 [fr]", "min 3")


THEMES = [
    {"code": "OWN", "label_en": "Own", "label_fr": "Propre"},
    {"code": "MATE", "label_en": "Mates", "label_fr": "", "shared_code": "PEER"},
]


def test_together_with_the_published_record_a_theme_counts_as_the_shared_theme_that_it_belongs_to() -> None:
    tables = {"themes": THEMES, "notes": remarks({"theme": "OWN"}, {"theme": "MATE"})}
    assert [row["theme"] for row in counted(tables, shared=True)] == ["OWN", "PEER"]
    assert [row["theme"] for row in counted(tables)] == ["OWN", "MATE"]
    codes = [
        [row["code"] for row in EventStatements(rules(tables), shared).codebook()] for shared in (True, False)
    ]
    assert codes == [["OWN"], ["OWN", "MATE"]]


def test_each_session_and_document_that_is_cited_is_a_source() -> None:
    tables = {
        "sessions": [
            {"session_id": "one", "title_en": "Opening", "date": "2026-03-06"},
            {"session_id": "two"},
        ],
        "documents": [
            {"source_id": "D1", "title": "Minutes", "published": "2026-04", "language": "fr"},
            {"source_id": "D2", "title": "Speech", "author": "A. Smith", "publisher": "A press"},
        ],
        "notes": remarks({"session_id": "one"}, {"source_id": "D1"}, {"source_id": "D2"}, {}),
    }
    own = EventStatements(rules(tables), shared=False)
    found = own.sources({row["source_id"] for row in own.statements()[0]})
    named = ("source_id", "title", "publisher", "published", "language", "source_type")
    assert [tuple(row[name] for name in named) for row in found] == [
        ("session-one", "Opening", "A body", "2026-03-06", "en", "event_notes"),
        ("notes", "A round table", "A body", "2026-03-05", "en", "event_notes"),
        ("D1", "Minutes", "", "2026-04", "fr", "event_notes"),  # nobody said who published it
        ("D2", "Speech", "A press", "", "en", "event_notes"),
    ]
    assert [row["author"] for row in found] == ["", "", "", "A. Smith"]


@pytest.fixture
def data(data_copy: Path) -> Path:
    return data_copy / "data"


def loaded(data: Path, statements: str, **keys: object) -> Evidence:
    write_event(data, "trial", {}, statements=statements, **keys)
    return load_evidence(data, "trial")


def test_an_event_counts_the_published_record_its_own_notes_or_both(data: Path, evidence: Evidence) -> None:
    record = len(evidence.statements)
    sizes = {}
    for kind in ("published", "own", "both"):
        write_event(data, f"trial-{kind}", {}, statements=kind)
        table = load_evidence(data, f"trial-{kind}").statements
        sizes[kind] = (len(table), int(table["own"].sum()))
    assert sizes == {"published": (record, 0), "own": (1, 1), "both": (record + 1, 1)}


def test_published_statements_that_report_the_event_are_its_own(data: Path, evidence: Evidence) -> None:
    made = loaded(data, "own", reported_in=["S008"]).statements
    of_source = evidence.statements["source_id"] == "S008"
    assert sorted(made["source_id"].unique()) == ["S008", "notes"]
    assert len(made) == of_source.sum() + 1
    assert made["own"].all()


def test_notes_that_are_not_counted_need_no_translation(data: Path) -> None:
    write_event(data, "trial", {"notes": remarks({"phase": "", "text_fr": ""})}, statements="published")
    assert load_evidence(data, "trial").missing == ()


COLLISIONS = [
    ("both", {"notes": remarks({"note_id": "ST001"})}, "notes.csv", "note_id", "ST001"),
    ("own", {"notes": remarks({"note_id": "ST001"})}, "notes.csv", "note_id", "ST001"),
    ("own", {"documents": [{"source_id": "S001"}]}, "documents.csv", "source_id", "S001"),
    ("own", {"documents": [{"source_id": "notes"}]}, "documents.csv", "source_id", "notes"),
    (
        "own",
        {"sessions": [{"session_id": "a"}], "documents": [{"source_id": "session-a"}]},
        "documents.csv", "source_id", "session-a",
    ),
    ("both", {"themes": [{"code": "PEER", "label_en": "Mine"}]}, "themes.csv", "code", "PEER"),
]  # fmt: skip


@pytest.mark.parametrize(("statements", "tables", "file", "column", "found"), COLLISIONS)
def test_an_id_that_already_means_something_else_is_refused(  # noqa: PLR0913 - the columns of the table above
    statements: str, tables: dict, file: str, column: str, found: str, data: Path
) -> None:
    write_event(data, "trial", tables, statements=statements)
    with pytest.raises(EvidenceError) as raised:
        load_evidence(data, "trial")
    (problem,) = raised.value.problems
    assert (problem.file, problem.row, problem.column, problem.found) == (
        f"data/events/trial/{file}", 2, column, found,
    )  # fmt: skip


def test_an_event_without_the_published_record_may_reuse_the_code_of_a_shared_theme(data: Path) -> None:
    write_event(data, "trial", {"themes": [{"code": "PEER", "label_en": "Mine", "label_fr": "À moi"}]})
    codebook = load_evidence(data, "trial").codebook
    assert codebook[["code", "label_en"]].to_numpy().tolist() == [["PEER", "Mine"]]


def test_a_cell_of_blanks_counts_as_empty(data: Path) -> None:
    write_event(data, "trial", {"notes": remarks({"text_en": "  ", "text_fr": "\u00a0"})})
    made = load_evidence(data, "trial")
    assert made.statements.empty
    assert [(gap.kind, gap.what) for gap in made.missing] == [("unsaid", "text_en, text_fr")]


AGREED = {"what": {"en": "A hub", "fr": "Un pôle"}, "who": {"en": "All", "fr": "Tous"}}


def test_an_edition_of_a_day_before_the_event_has_nothing_from_it(data: Path) -> None:
    sessions = [{"session_id": "one"}, {"session_id": "two", "date": "2026-03-06"}]
    tables = {"sessions": sessions, "notes": remarks({"session_id": "one"}, {"session_id": "two"})}
    keys = {"attribution": "named", "end_date": "2026-03-06", "follow_up": [AGREED]}
    write_event(data, "trial", tables, statements="both", **keys)
    evidence = load_evidence(data, "trial")
    known = [known_by(evidence, f"2026-03-0{day}") for day in (4, 5, 6)]
    parts = ("sessions", "participants")
    assert [
        (one.statements["own"].sum(), *(len(getattr(one, part)) for part in parts), len(one.event.follow_up))
        for one in known
    ] == [(0, 0, 0, 0), (1, 1, 1, 1), (2, 2, 1, 1)]
