"""Who may be named for what was said: by session, by speaker, in small groups; and the roster of what is hidden."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.own_notes import counted, event, remarks, rules, speakers, write_event

from gcm_analysis.evidence import load_evidence
from gcm_analysis.evidence.attribution import WITHHELD, participants, roster, shown_groups, without_people
from gcm_analysis.evidence.load import load_rules

NAMED, AFFILIATION, CHATHAM = "named", "affiliation", "chatham-house"
BODIES = ("Lantern Office", "Bureau des lanternes")
OPEN_AND_CLOSED = [
    {"session_id": "open", "title_en": "Open", "attribution": NAMED},
    {"session_id": "closed", "title_en": "Closed", "attribution": CHATHAM},
]
PANELLIST = {
    "name": "Ada Lind", "role": {"en": "Mayor", "fr": "maire"}, "body": {"en": "Town", "fr": "Ville"},
    "level": "local", "region": "Europe", "perspective": {"en": "a town", "fr": "une ville"},
    "locator": {"en": "p. 1", "fr": "p. 1"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        (NAMED, ["Zora Quimby, Director", "Zora Quimby, directrice", *BODIES]),
        (AFFILIATION, ["", "", *BODIES]),
        (CHATHAM, ["", "", "", ""]),
    ],
)
def test_a_statement_shows_of_its_speaker_what_the_rule_allows(rule: str, shown: list[str]) -> None:
    (row,) = counted({}, attribution=rule)
    assert [row[name] for name in ("role_en", "role_fr", "body_en", "body_fr")] == shown


def test_a_role_or_body_without_translation_is_shown_in_the_other_language_and_marked() -> None:
    (row,) = counted({"speakers": speakers({"role_fr": "", "body_en": ""})}, attribution=NAMED)
    assert (row["role_fr"], row["body_en"]) == ("Zora Quimby, Director [en]", "Bureau des lanternes [fr]")


def test_the_rule_of_a_session_takes_precedence_over_that_of_the_event() -> None:
    notes = remarks({"session_id": "open"}, {"session_id": "closed"}, {"session_id": ""})
    rows = counted({"sessions": OPEN_AND_CLOSED, "notes": notes}, attribution=AFFILIATION)
    assert [(row["role_en"], row["body_en"]) for row in rows] == [
        ("Zora Quimby, Director", "Lantern Office"), ("", ""), ("", "Lantern Office"),
    ]  # fmt: skip


def test_somebody_who_spoke_in_an_open_and_a_closed_session_has_two_voices_that_cannot_be_linked() -> None:
    notes = remarks({"session_id": "open"}, {"session_id": "closed"}, {"session_id": "closed"})
    rows = counted({"sessions": OPEN_AND_CLOSED, "notes": notes}, attribution=NAMED)
    assert [row["voice"] for row in rows] == ["voice-1", "voice-2", "voice-2"]


def test_voices_are_numbered_in_the_order_of_the_notes_and_not_of_the_list_of_speakers() -> None:
    people = speakers({}, {})
    rows = counted({"speakers": people, "notes": remarks({"speaker_id": "B"}, {"speaker_id": "A"})})
    assert [row["voice"] for row in rows] == ["voice-1", "voice-2"]


def test_notes_without_a_speaker_are_one_voice_per_session() -> None:
    notes = remarks(
        *({"speaker_id": "", "session_id": session} for session in ("open", "open", "closed", ""))
    )
    rows = counted({"sessions": OPEN_AND_CLOSED, "notes": notes})
    assert [row["voice"] for row in rows] == ["session-open", "session-open", "session-closed", "notes"]


def test_participants_are_listed_with_what_their_rule_allows() -> None:
    people = speakers(*[{"biography_en": "She mended lamps."}] * 3)
    sessions = [*OPEN_AND_CLOSED, {"session_id": "half", "attribution": AFFILIATION}]
    where = ("open", "half", "closed")
    notes = remarks(*({"speaker_id": who, "session_id": at} for who, at in zip("ABC", where, strict=True)))
    listed = participants(rules({"speakers": people, "sessions": sessions, "notes": notes}))
    columns = ["name", "role_en", "biography_en", "biography_fr", "body_en", "country", "attribution"]
    said, body = ["She mended lamps.", "She mended lamps. [en]"], ["Lantern Office", "KIR"]
    assert listed[columns].to_numpy().tolist() == [
        ["Zora Quimby", "Director", *said, *body, NAMED], ["", "", "", "", *body, AFFILIATION],
    ]  # fmt: skip


def test_somebody_who_spoke_in_several_sessions_is_listed_under_the_most_open_rule() -> None:
    notes = remarks({"session_id": "closed"}, {"session_id": "open"})
    made = rules({"sessions": OPEN_AND_CLOSED, "notes": notes}, attribution=CHATHAM)
    assert made.of_speakers() == {"A": NAMED}
    assert roster(made) == ()


@pytest.mark.parametrize(
    ("of_event", "of_sessions", "expected"),
    [(NAMED, (), NAMED), (AFFILIATION, (NAMED,), AFFILIATION), (NAMED, (NAMED, CHATHAM), CHATHAM)],
)
def test_a_speaker_without_a_note_is_under_the_strictest_rule_of_the_event(
    of_event: str, of_sessions: tuple[str, ...], expected: str
) -> None:
    sessions = [{"session_id": f"s{n}", "attribution": rule} for n, rule in enumerate(of_sessions)]
    assert rules({"sessions": sessions, "notes": []}, attribution=of_event).of_speakers() == {"A": expected}


def test_the_roster_says_what_is_hidden_about_whom_and_in_which_row_they_are() -> None:
    (person,) = roster(rules({}))
    assert (person.name, person.roles, person.bodies, person.country) == (
        "Zora Quimby", ("Director", "directrice"), ("Lantern Office", "Bureau des lanternes"), "KIR",
    )  # fmt: skip
    assert person.hidden == {"name", "role", "body", "country"}
    assert (person.where, person.rule) == ("speakers.csv, row 2", CHATHAM)


@pytest.mark.parametrize(
    ("rule", "hidden"),
    [(NAMED, None), (AFFILIATION, {"name", "role"}), (CHATHAM, {"name", "role", "body", "country"})],
)
def test_the_people_of_the_description_are_in_the_roster_unless_the_event_names_people(
    rule: str, hidden: set[str] | None
) -> None:
    people = roster(rules({"speakers": [], "notes": []}, attribution=rule, chair=PANELLIST))
    assert [(person.name, person.where, set(person.hidden)) for person in people] == (
        [("Ada Lind", "event.yml, chair", hidden)] if hidden else []
    )


def test_nothing_is_hidden_about_a_person_whom_the_event_names_openly_elsewhere() -> None:
    chair = PANELLIST | {"name": "zora  QUIMBY"}
    tables = {"sessions": OPEN_AND_CLOSED, "notes": remarks({"session_id": "closed"})}
    assert len(roster(rules(tables, chair=chair))) == 2
    assert roster(rules(tables, chair=chair, attribution=NAMED)) == ()


def test_the_description_keeps_people_only_where_the_rule_names_them() -> None:
    described = event(attribution=NAMED, chair=PANELLIST, panellists=[PANELLIST], announced_panellists=2)
    assert without_people(described) == described
    for rule in (AFFILIATION, CHATHAM):
        bare = without_people(described.model_copy(update={"attribution": rule}))
        assert (bare.chair, bare.panellists, bare.announced_panellists) == (None, (), None)


def groups(*shared: tuple[str, str]) -> dict[str, tuple[str, str]]:
    return dict(zip("ABCDEFGHIJ", shared, strict=False))


def test_level_and_region_are_shown_if_enough_people_share_them() -> None:
    crowd = groups(*[("national", "Africa")] * 3)
    assert shown_groups(crowd, ["ABC"], 3) == crowd
    assert set(shown_groups(crowd, ["ABC"], 4).values()) == {WITHHELD}


def test_a_region_that_few_share_is_withheld_and_a_level_that_all_share_is_shown() -> None:
    few = groups(("national", "Africa"), ("national", "Africa"), ("national", "Europe"))
    assert set(shown_groups(few, ["ABC"], 3).values()) == {("national", "")}


def test_if_one_person_would_be_left_over_another_group_is_withheld_too() -> None:
    mayor = groups(*[("national", "Africa")] * 4, ("local", "Africa"))
    assert set(shown_groups(mayor, ["ABCDE"], 3).values()) == {WITHHELD}


def test_the_group_is_those_who_spoke_in_the_session_and_not_all_who_are_listed() -> None:
    people = speakers(*[{}] * 5)
    rooms = [("open", "A"), ("open", "B"), ("open", "C"), ("closed", "D"), ("closed", "E")]
    notes = remarks(*({"session_id": room, "speaker_id": who, "level": ""} for room, who in rooms))
    rows = counted(
        {"speakers": people, "sessions": OPEN_AND_CLOSED, "notes": notes}, defaults={"level": "regional"}
    )
    national, withheld = ("national", "national", "Africa"), ("regional", "", "")
    assert [(row["level"], row["voice_level"], row["voice_region"]) for row in rows] == [
        *[national] * 3, *[withheld] * 2,
    ]  # fmt: skip


def test_what_is_shown_of_a_speaker_is_the_same_in_all_sessions() -> None:
    alike = groups(*[("national", "Africa")] * 4)
    assert set(shown_groups(alike, ["ABC", "AD"], 3).values()) == {WITHHELD}


LEVEL_AND_REGION = st.tuples(
    st.sampled_from(("local", "national", "regional", "")), st.sampled_from(("Africa", "Europe", ""))
)


@given(
    st.lists(LEVEL_AND_REGION, min_size=1, max_size=10),
    st.lists(st.sets(st.sampled_from("ABCDEFGHIJ"), min_size=1), max_size=3),
    st.integers(1, 5),
)
def test_in_every_session_enough_people_share_whatever_is_shown_or_withheld(
    known: list[tuple[str, str]], rooms: list[set[str]], smallest: int
) -> None:
    people = groups(*known)
    sessions = [room & set(people) for room in rooms]
    after = shown_groups(people, sessions, smallest)
    for room in sessions:
        sizes = [sum(after[other] == after[who] for other in room) for who in room]
        assert min(sizes, default=smallest) >= smallest or {after[who] for who in room} == {WITHHELD}
    for who, (level, region) in after.items():
        assert (level, region) in (people[who], (people[who][0], ""), WITHHELD)


SECRETS = ("Zora Quimby", "Quimby", "Lantern Office", "Bureau des lanternes", "KIR", "Wickmaster", "chandler")
WORDS = st.sampled_from(("", "It helps.", "Zora Quimby said so.", "Cela aide."))


@settings(max_examples=8)  # each reads all data
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "text_en": WORDS, "text_fr": WORDS, "quote": WORDS, "session_id": st.sampled_from(("", "closed")),
                "level": st.sampled_from(("", "local")), "theme": st.sampled_from(("PEER", "")),
            }
        ),
        max_size=4,
    ),
    st.sampled_from(("own", "both", "published")),
)  # fmt: skip
def test_under_chatham_house_nothing_from_the_roster_reaches_the_evidence_except_what_notes_say(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]], statements: str
) -> None:
    data = tmp_path_factory.mktemp("data")
    for table in (Path(__file__).parents[2] / "data").iterdir():
        if table.name != "events":
            (data / table.name).symlink_to(table)
    person = {"speaker_id": "Quimby", "role_en": "Wickmaster", "role_fr": "chandler", "country": "KIR"}
    tables = {
        "speakers": [speakers({})[0] | person],
        "sessions": [{"session_id": "closed", "title_en": "Closed"}],
        "notes": remarks(*(row | {"speaker_id": "Quimby"} for row in rows)),
    }
    write_event(data, "trial", tables, statements=statements)
    evidence = load_evidence(data, "trial")
    frames = {name: part for name, part in vars(evidence).items() if hasattr(part, "columns")}
    shared = {
        "sources", "actions", "figures", "indicators", "phases", "objectives", "milestones", "pillars", "countries",
        "regions", "functions",
    }  # fmt: skip
    cells = [
        str(cell)
        for name in frames.keys() - shared
        for column in frames[name].columns.difference(["text_en", "text_fr", "quote", "iso3"])
        for cell in frames[name][column]
    ]
    cells += [repr(evidence.event), repr(evidence.missing)]
    assert not [(cell, secret) for cell in cells for secret in SECRETS if secret in cell]
    words = {value for row in rows for value in (row["text_en"], row["text_fr"], row["quote"])}
    own = evidence.statements[evidence.statements["voice"] != ""]
    texts = {text.removesuffix(" [en]").removesuffix(" [fr]") for text in own["text_en"]}
    assert texts <= words
    assert [person.name for person in roster(load_rules(data, "trial"))] == ["Zora Quimby"]
