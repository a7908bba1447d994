"""What the explorer’s script says, and what codes mean, in English; all other words stand in the template."""

from gcm_analysis.narrative.facts import mark

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
