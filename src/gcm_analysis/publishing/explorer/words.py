"""Every word that the explorer itself says, in English; the catalogue has the translations."""

from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.language import Language

PAGE = {
    "title": mark("Evidence explorer"),
    "about": mark("Every row that the report rests on, with its source: to read, to filter, to download."),
    "back": mark("Back to the report"),
    "skip": mark("Skip to the content"),
    "languages": mark("Languages"),
    "contents": mark("On this page"),
    "figure": mark("Themes by phase and level"),
    "use_figure": mark("Choose a number to list the statements behind it below; choose it again to list all. The table has the same numbers and works with the keyboard."),
    "empty_cells": mark("An empty field stands for no statement."),
    "matrix": mark("The same numbers as a table"),
    "matrix_caption": mark("Number of statements by theme, level and phase"),
    "statements": mark("Statements"),
    "caption": mark("All statements that this report counts"),
    "filters": mark("Filter the statements"),
    "text": mark("Words in the statement, the speaker or the source"),
    "publisher": mark("Publisher"),
    "all_publishers": mark("All publishers"),
    "all_sources": mark("All sources"),
    "reset": mark("Show all"),
    "download_shown": mark("Download what is shown (CSV)"),
    "download_all": mark("Download all statements (CSV)"),
    "download_workbook": mark("Download all tables (Excel)"),
    "download": mark("Download the data (CSV)"),
    "quote": mark("In the speaker’s words:"),
    "scrollable": mark("can be scrolled sideways"),
    "sources": mark("Sources"),
    "sources_caption": mark("The sources of these rows"),
    "number": mark("No."),
    "source_title": mark("Title"),
    "date": mark("Date"),
    "none": mark("This report lists no statement."),
    "nothing": mark("This report rests on no rows that could be listed."),
    "no_match": mark("No statement matches. Take a filter away, or show all."),
    "cite": mark("Cite this report"),
}  # fmt: skip
SCRIPT = {
    "shown": mark("Statements shown: {shown} of {all}"),
    "see": mark("Show them"),
    "rows": mark("Chosen by number: {rows}"),
    "none_listed": mark("No row of this page has one of these numbers: {rows}"),
    "sort": mark("Sort by this column"),
    "file": mark("Selection from: {title} {address}"),
    "cell": mark("{theme}, {level}, {phase}: {n}"),
}  # fmt: skip


def words(language: Language) -> dict[str, str]:
    """Return what the page says."""
    return {name: language.verbatim(message) for name, message in PAGE.items()}


def script_words(language: Language) -> dict[str, str]:
    """Return what the script says; it fills in what stands between braces."""
    return {name: language.verbatim(message) for name, message in SCRIPT.items()}
