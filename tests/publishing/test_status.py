"""The status of a report: how its files are called, who signs it, what is missing, and the refusal to clear it."""

from dataclasses import replace

import pytest

from gcm_analysis.errors import UserError
from gcm_analysis.evidence import Event, Evidence
from gcm_analysis.evidence.event import Notices, Words
from gcm_analysis.evidence.missing import Missing
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.stage.chapters import TableBlock, read_chapter
from gcm_analysis.publishing.status.imprint import notices
from gcm_analysis.publishing.status.missing_from_draft import missing_chapter, staged_missing
from gcm_analysis.publishing.status.status import (
    check_complete,
)

from .notebooks import code, figure, notebook

MISSING = (
    Missing("untranslated", "notes.csv", "N2", "text_fr"),
    Missing("untranslated", "event.yml", "kind", "fr"),
    Missing("consent", "notes.csv", "N1", "quote_consent"),
)


def event(evidence: Evidence, **changes: object) -> Event:
    return evidence.event.model_copy(update=changes)


def test_the_notices_of_an_event_take_the_place_of_the_project_s_own(evidence: Evidence) -> None:
    given = Notices(
        disclaimer=Words(en="It binds *nobody*.", fr="Il n’engage personne."),
        funding=Words(en="Paid by A."),
        licence=Words(en="CC BY", fr="CC BY"),
    )
    draft = replace(evidence, event=event(evidence, notices=given, status="draft"))
    text = notices(Language("fr"), draft)
    assert text.split("\n\n") == ["Il n’engage personne\\.", "[Paid by A\\.]{lang=en} \\[en\\]", "CC BY"]
    assert "organisateurs" in notices(Language("fr"), evidence)


@pytest.mark.parametrize("status", ["cleared", "published"])
def test_a_report_is_not_cleared_while_anything_is_missing(evidence: Evidence, status: str) -> None:
    check_complete(event(evidence, status="draft"), "e", MISSING)
    check_complete(event(evidence, status=status), "e", ())
    with pytest.raises(UserError) as refused:
        check_complete(event(evidence, status=status), "e", MISSING)
    assert refused.value.exit_code == 1
    assert str(refused.value) == (
        f"e is {status} according to event.yml, but 3 things are missing; nothing was published.\n"
        "To go on working, publish it with --draft, or set status: draft in event.yml.\n\n"
        "Quotations without the speaker’s consent: 1. Ask the speaker, or write what was said in words of your own.\n"
        "    notes.csv, N1: quote_consent\n\n"
        "Texts missing in a language of the report: 2. Add the text in the language that is named.\n"
        "    event.yml, kind: fr\n    notes.csv, N2: text_fr"
    )


def test_a_draft_ends_with_what_is_missing_by_kind() -> None:
    chapter = missing_chapter(MISSING, Language("fr"))
    assert chapter.title == "Ce qui manque dans ce projet"
    table = chapter.blocks[-1]
    assert isinstance(table, TableBlock)
    assert table.markdown.splitlines()[2:] == [
        "| Citations sans l’accord de l’intervenant | 1 | Demander l’accord de l’intervenant, ou reformuler ce qui a été dit\\. |",
        "| Textes qui n’existent pas dans une langue du rapport | 2 | Ajouter le texte dans la langue indiquée\\. |",
    ]


NO_ALT = "fig-a, it has no alternative text (WCAG 1.1.1)"


@pytest.mark.parametrize(
    ("language", "found"),
    [
        ("en", [Missing("alt", "notebooks/01-x.ipynb", "cell second", f"en: {NO_ALT}")]),
        (
            "fr",
            [
                Missing(
                    "untranslated",
                    "notebooks/01-x.ipynb",
                    "cell first",
                    "fr: A heading that nobody translated",
                ),
                Missing("alt", "notebooks/01-x.ipynb", "cell second", f"fr: {NO_ALT}"),
            ],
        ),
    ],
)
def test_the_chapters_show_what_lacks_a_translation_or_a_description(
    evidence: Evidence, language: str, found: list[Missing]
) -> None:
    executed = notebook(
        code("#| label: fig-a", figure(alt=" ")), title="# A heading that nobody translated {#sec-a}"
    )
    executed.cells[0].id, executed.cells[1].id = "first", "second"
    chapter = read_chapter("01-x", executed, Language(language))
    assert list(staged_missing({"01-x": executed}, [chapter], evidence.event, Language(language))) == found
    mark = {"en": "", "fr": " [en]"}[language]
    assert chapter.title == f"A heading that nobody translated{mark}"
