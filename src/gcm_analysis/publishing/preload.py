"""What the server does that forks the processes of languages, where no notebook is executed: it imports and compiles what they use."""

from nbformat.v4 import new_code_cell, new_notebook

from gcm_analysis.caching import versions
from gcm_analysis.running.preload import prepare, read_conclusions


def _compile_templates() -> None:
    from gcm_analysis.publishing.formats.page.templates import pages  # noqa: PLC0415 - a failure is the fork's

    for name in pages().list_templates():
        pages().get_template(name)


def _export_a_notebook() -> None:
    """Export a cell, since nbconvert's own templates and the highlighting are compiled for the first."""
    from gcm_analysis.publishing.formats.appendix import Placeholders, exporter  # noqa: PLC0415

    code = Placeholders({}).code("1")
    exporter().from_notebook_node(new_notebook(cells=[new_code_cell(code)]))


prepare(
    ("gcm_analysis.publishing.language_files", "fontTools.subset"),
    read_conclusions,
    versions.needed,
    _compile_templates,
    _export_a_notebook,
)
