"""How an outcome report came about: what it rests on, how voices are counted, and every statement of the event."""

import pandas as pd

from gcm_analysis.analysis.discussion import said_there
from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.vocabulary import EVENT_NOTES
from gcm_analysis.narrative.coders import INTRA, coders
from gcm_analysis.narrative.exhibits import Points, Prose, Table, prose
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.labels import label, theme_labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import anchor, cite
from gcm_analysis.narrative.methods import evidence_data
from gcm_analysis.narrative.parts import of
from gcm_analysis.narrative.spoken import NOTHING_SAID, spoken, weight, who, words

HEADER = (mark("No."), mark("Statement"), mark("Who speaks"), mark("Coded as"), mark("Source"))
NOTES = mark("The report rests on {weight}, from the organisers’ notes alone.")
PUBLISHED = mark("The report rests on {weight}, from published accounts of the event alone.")
BOTH = mark(
    "The report rests on {weight}: {notes} from the organisers’ notes, {published} from published accounts of the event."
)


def finding(language: Language, coded: pd.DataFrame) -> Prose:
    """Say what the report rests on: notes, published accounts, or both."""
    said = said_there(coded)
    if said.empty:
        return prose(language.say(NOTHING_SAID), style="lead")
    own = said["source_type"] == EVENT_NOTES
    parts = {
        name: language.say("{n}", n=spoken(language, f"basis.{name}", rows, language.text(word)).facts[0])
        for name, word, rows in (
            ("notes", mark("organisers’ notes"), said[own]),
            ("published", mark("published accounts"), said[~own]),
        )
    }
    message = NOTES if own.all() else BOTH if own.any() else PUBLISHED
    told = language.say(message, weight=weight(language, "said", said), **parts)
    return prose(told, style="lead")


def first_coding(evidence: Evidence) -> pd.DataFrame:
    """Return the statements of the event with the codes of their first coder."""
    return said_there(evidence.first_coding)


def limits(language: Language, evidence: Evidence, coded: pd.DataFrame) -> Points:
    """List what the report cannot show."""
    own = said_there(coded)
    notes = bool((own["source_type"] == EVENT_NOTES).any())
    kind, further = coders(first_coding(evidence), evidence.second_coding)
    told = [
        mark(
            "What was said and is not on record can’t be seen here. The absence of a statement proves nothing."
        ),
        mark(
            "Counts describe what is on record of one event. They estimate nothing beyond it, and no test of significance is made."
        ),
        mark(
            "Two voices that name the same theme on the same side need not mean the same. The statements show what each said."
        ),
    ]
    if notes:
        told.append(
            mark("Statements are the note-takers’ paraphrase, unless they stand between quotation marks.")
        )
    else:
        told.append(
            mark("An account counts as one voice, whomever it quotes: who wrote it chose what to tell.")
        )
    if kind == INTRA or further.empty:
        told.append(mark("The statements were coded by one person; another may have coded otherwise."))
    return Points(tuple(language.say(text) for text in told))


def evidence_table(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, theme: str) -> Table:
    """Show every statement of the event on one theme, with who speaks, its coding and its source."""
    chosen = of(said_there(coded), theme=theme).sort_values("statement_id")
    header = [language.text(word) for word in HEADER]
    name = theme_labels(language, codebook)[theme]
    return Table(
        header,
        [_row(language, row) for _, row in chosen.iterrows()],
        title=language.say(
            "{theme}: {strength}",
            theme=name,
            strength=weight(language, f"noted.{theme}", chosen, name),
        ),
        widths=[8, 42, 20, 16, 14],
        style="evidence",
        data=evidence_data(language, chosen, codebook),
    )


def _row(language: Language, row: pd.Series) -> list[str | Sentence]:
    name = str(row["statement_id"])
    return [
        anchor(name, name),
        words(language, row),
        who(language, row),
        " · ".join(label(language, str(row[code])) for code in ("valence", "phase", "level")),
        cite(str(row["source_id"]), str(row[language.column("locator")])),
    ]


def evidence_themes(coded: pd.DataFrame, codebook: pd.DataFrame) -> list[str]:
    """Return the themes on which something was said, in the order of the codebook."""
    present = set(said_there(coded)["theme"])
    return [code for code in codebook["code"] if code in present]


def no_evidence(language: Language, coded: pd.DataFrame) -> Prose:
    """Say that there is nothing to list, where there is nothing."""
    return prose(language.say("Nothing is on record.") if said_there(coded).empty else [])
