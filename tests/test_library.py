"""`import gcm_analysis as gcm`: what your own notebook gets, by which names, and how mistakes are reported."""

import doctest
import importlib.util
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import gcm_analysis as gcm
from gcm_analysis import library
from gcm_analysis.errors import UserError
from gcm_analysis.evidence.vocabulary import PHASES

HOME = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def data() -> gcm.Dataset:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GCM_HOME", str(HOME))
        return gcm.load()


def test_the_examples_of_the_library_run_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GCM_HOME", str(HOME))
    failed, attempted = doctest.testmod(library)
    assert (failed, attempted > 5) == (0, True)


def test_the_generated_page_about_the_library_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("make_api", HOME / "docs" / "make_api.py")
    assert spec
    assert spec.loader
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    assert maker.PAGE.read_text(encoding="utf-8") == maker.page(), "run: python docs/make_api.py"


def test_without_a_project_the_library_says_how_to_name_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GCM_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match="GCM_HOME"):
        gcm.load()


def test_codes_are_categories_and_ordered_ones_can_be_compared(data: gcm.Dataset) -> None:
    statements = data.statements
    assert tuple(statements["phase"].cat.categories) == PHASES
    sure = statements[statements["confidence"] >= "medium"]
    assert set(sure["confidence"]) == {"medium", "high"}
    assert list(statements["theme"].cat.categories) == list(data.codebook["code"])


def test_an_empty_cell_is_missing_and_a_year_is_a_number(data: gcm.Dataset) -> None:
    assert not any(frame.isin([""]).to_numpy().any() for frame in data.frames.values())
    assert data.sources["published"].isna().any()
    assert data.statements["year"].dtype == "Int64"


def test_labels_are_added_beside_codes_in_either_language(data: gcm.Dataset) -> None:
    english, french = data.with_labels("en"), data.with_labels("fr")
    first = data.statements.index[data.statements["valence"] == "challenge"][0]
    assert english.statements.loc[first, "valence_label"] == "Challenge"
    assert french.statements.loc[first, "valence_label"] == "Défi"
    assert (
        dict(zip(french.statements["theme"], french.statements["theme_label"], strict=True)).items()
        <= dict(zip(data.codebook["code"], data.codebook["label_fr"], strict=True)).items()
    )
    assert set(french.findings["confidence_label"]) <= {
        "Confiance élevée", "Confiance modérée", "Confiance faible", "Confiance très faible",
    }  # fmt: skip


def test_by_default_a_balance_counts_only_what_helped_or_hindered() -> None:
    rows = pd.DataFrame(
        [
            ("PEER", "success_factor", "helped_or_hindered", "S1"),
            ("PEER", "challenge", "helped_or_hindered", "S1"),
            ("PEER", "challenge", "norm_or_opinion", "S2"),
            ("AIMS", "success_factor", "helped_or_hindered", "S3"),
        ],
        columns=["theme", "valence", "evidence_kind", "origin"],
    )
    assert gcm.balance(rows, by="theme").loc["PEER"].tolist() == [1, 1, 2, 1, 0.5]
    assert gcm.balance(rows, by="theme", effects_only=False).loc["PEER"].tolist() == [1, 2, 3, 2, 2 / 3]


def test_an_edition_of_an_earlier_day_leaves_out_what_was_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GCM_HOME", str(HOME))
    then, now = gcm.load(as_of="2018-12-31", self_reports=False), gcm.load()
    assert len(then.sources) + len(then.left_out) == len(now.sources)
    assert set(then.statements["statement_id"]) < set(now.statements["statement_id"])
    assert set(gcm.findings(then)["finding_id"]) <= set(gcm.findings(now)["finding_id"])


def test_findings_can_be_asked_for_by_question(data: gcm.Dataset) -> None:
    every = gcm.findings(data)
    question = every["question"].iloc[0]
    assert gcm.findings(data, question).equals(every[every["question"] == question].reset_index(drop=True))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda _: gcm.load(region="Afrika"), "Did you mean Africa"),  # type: ignore[arg-type]
        (lambda _: gcm.load("no-such-event"), "There is no event named"),
        (lambda data: gcm.findings(data, "desing"), "Did you mean design"),
        (lambda data: data.with_labels("it"), "there is no 'it'"),
        (lambda data: gcm.balance(data, "theme"), "statements"),
        (lambda data: gcm.balance(data.sources, "origin"), "valence, evidence_kind missing"),
        (lambda data: gcm.balance(data.statements, "them"), "Did you mean theme"),
        (lambda data: gcm.balance(data.statements, ["theme", "phase"]), "by: there is no"),
        (
            lambda data: gcm.agreement(library.replace(data, second_coding=data.second_coding[:0])),
            "coded twice",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_name_and_what_was_probably_meant(
    call: Callable[[gcm.Dataset], object], words: str, data: gcm.Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GCM_HOME", str(HOME))
    with pytest.raises(UserError, match=words):
        call(data)
