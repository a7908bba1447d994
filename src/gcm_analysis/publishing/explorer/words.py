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
    "findings": mark("What the report finds"),
    "use_findings": mark("Choose a finding to list the statements that support or qualify it."),
    "in_report": mark("in the report"),
    "supports": mark("supports finding"),
    "qualifies": mark("qualifies finding"),
    "confidence_words": mark("What the words for confidence mean"),
    "asked": mark("Ask the evidence"),
    "grid": mark("What do independent evaluations say about …?"),
    "grid_caption": mark("Number of statements by theme and by who speaks"),
    "use_grid": mark("Choose a number to list its statements. The numbers follow the filters."),
    "outside": mark("Evaluations, audits, academic work"),
    "own": mark("Programmes on themselves"),
    "others": mark("All others"),
    "statements": mark("Statements"),
    "caption": mark("All statements that this report counts"),
    "filters": mark("Filter the statements"),
    "text": mark("Words in the statement, the speaker or the source"),
    "finding": mark("Finding"),
    "source_type": mark("Kind of source"),
    "publisher": mark("Publisher"),
    "chosen": mark("Chosen"),
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
    "rows": mark("Chosen by number: {rows}"),
    "none_listed": mark("No row of this page has one of these numbers: {rows}"),
    "remove": mark("Take away: {filter}"),
    "file": mark("Selection from: {title} {address}"),
    "cell": mark("{theme}, {side}: {n}"),
}  # fmt: skip
# What the codes of a filter mean, beside them; themes have their definitions in the codebook.
MEANINGS = {
    "evidence_kind": {
        "helped_or_hindered": mark("that something helped or hindered, or had a result"),
        "design_feature": mark("how support is set up, without an effect"),
        "norm_or_opinion": mark("what should be, or what somebody thinks of it"),
        "context": mark("what situation support meets"),
        "output": mark("what was delivered, counted or is still unfinished"),
        "review_of_gcm": mark("how the Compact itself is coordinated, funded and reviewed"),
    },
    "read_extent": {
        "full": mark("the source was read from beginning to end"),
        "part": mark("only the parts that bear on the question were read"),
        "abstract": mark("only its summary was read"),
        "headings": mark("only its headings were read"),
    },
    "confidence": {
        "low": mark("only the reading as a challenge is the coder’s"),
        "medium": mark("condensed, or read with some interpretation"),
        "high": mark("the source says it plainly"),
    },
}  # fmt: skip
CONFIDENT = {
    "high": mark("The finding very probably shows how things are."),
    "moderate": mark("The finding probably shows how things are."),
    "low": mark("The finding possibly shows how things are."),
    "very low": mark("Whether the finding shows how things are is not clear."),
}


def words(language: Language) -> dict[str, str]:
    """Return what the page says."""
    return {name: language.verbatim(message) for name, message in PAGE.items()}


def meanings(language: Language) -> dict[str, dict[str, str]]:
    """Return what the codes of a filter mean, by facet and code."""
    return {
        facet: {code: language.verbatim(meaning) for code, meaning in codes.items()}
        for facet, codes in MEANINGS.items()
    }


def script_words(language: Language) -> dict[str, str]:
    """Return what the script says; it fills in what stands between braces."""
    return {name: language.verbatim(message) for name, message in SCRIPT.items()}
