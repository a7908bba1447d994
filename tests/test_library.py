"""`import gcm_analysis as gcm`: what your own notebook gets, by which names, and how mistakes are reported."""

import doctest
import importlib.util
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import gcm_analysis as gcm
from gcm_analysis import library
from gcm_analysis.edition import ParameterError
from gcm_analysis.errors import UserError

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
    assert statements["phase"].cat.categories.tolist() == [
        "design",
        "implementation",
        "monitoring",
        "cross-cutting",
    ]
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


def test_by_default_a_balance_counts_only_what_helped_or_hindered(data: gcm.Dataset) -> None:
    rows = pd.DataFrame(
        {
            "theme": ["PEER", "PEER", "PEER", "AIMS"],
            "valence": ["success_factor", "challenge", "challenge", "success_factor"],
            "evidence_kind": [
                "helped_or_hindered",
                "helped_or_hindered",
                "norm_or_opinion",
                "helped_or_hindered",
            ],
            "origin": ["S1", "S1", "S2", "S3"],
        }
    )
    assert gcm.balance(rows, by="theme").loc["PEER"].tolist() == [1, 1, 2, 1, 0.5]
    assert gcm.balance(rows, by="theme", effects_only=False).loc["PEER"].tolist() == [1, 2, 3, 2, 2 / 3]
    with pytest.raises(ParameterError, match="Did you mean theme"):
        gcm.balance(data.statements, by="them")


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


def test_where_nothing_was_coded_twice_the_message_says_so(data: gcm.Dataset) -> None:
    with pytest.raises(UserError, match="coded twice"):
        gcm.agreement(library.replace(data, second_coding=data.second_coding[:0]))


def test_a_mistake_is_named_with_what_was_probably_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GCM_HOME", str(HOME))
    with pytest.raises(ParameterError, match="Did you mean Africa"):
        gcm.load(region="Afrika")  # type: ignore[arg-type]
    with pytest.raises(UserError, match="There is no event named"):
        gcm.load("no-such-event")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda data: gcm.findings(data, "desing"), "Did you mean design"),
        (lambda data: data.with_labels("it"), "there is no 'it'"),
        (lambda data: gcm.balance(data, "theme"), "statements"),
        (lambda data: gcm.balance(data.sources, "origin"), "valence, evidence_kind missing"),
        (lambda data: gcm.balance(data.statements, ["theme", "phase"]), "by: there is no"),
    ],
)
def test_a_wrong_argument_is_refused_by_its_name(call: Callable[[gcm.Dataset], object], words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        call(gcm.load())
