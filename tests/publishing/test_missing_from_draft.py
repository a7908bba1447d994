"""What a draft lists as missing: what its chapters show."""

from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.stage.chapters import read_chapter
from gcm_analysis.publishing.status.missing_from_draft import staged_missing

from .notebooks import code, figure, notebook


def test_the_chapters_show_what_lacks_a_translation_or_a_description(evidence: Evidence) -> None:
    executed = notebook(
        code("#| label: fig-a", figure(alt=" ")), title="# A heading that nobody translated {#sec-a}"
    )
    executed.cells[0].id, executed.cells[1].id = "first", "second"
    chapter = read_chapter("01-x", executed, Language("fr"))
    found = staged_missing({"01-x": executed}, [chapter], evidence.event, Language("fr"))
    assert [(one.kind, one.file, one.row, one.what) for one in found] == [
        ("untranslated", "notebooks/01-x.ipynb", "cell first", "fr: A heading that nobody translated"),
        ("alt", "notebooks/01-x.ipynb", "cell second", "fr: fig-a, it has no alternative text (WCAG 1.1.1)"),
    ]
    assert chapter.title == "A heading that nobody translated [en]"
