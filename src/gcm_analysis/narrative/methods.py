"""How the report came about: the collection, its coding, and every statement used."""

import pandas as pd

from gcm_analysis.narrative.agreement import VARIABLES
from gcm_analysis.narrative.exhibits import Table
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.labels import label, theme_labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import anchor, cite
from gcm_analysis.narrative.outcome import who, words
from gcm_analysis.narrative.parts import of, on_themes, strength


def evidence_table(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, theme: str) -> Table:
    """Show every counted statement on one theme, with its coding, source and place in the source."""
    chosen, names = of(coded, theme=theme).sort_values("statement_id"), theme_labels(language, codebook)
    header = [
        language.text(word)
        for word in (mark("No."), mark("Statement"), mark("Who speaks"), mark("Coded as"), mark("Source"))
    ]
    rows = [_evidence_row(language, row) for _, row in chosen.iterrows()]
    return Table(
        header, rows,
        title=language.say(
            "{theme}: {strength}", theme=names[theme], strength=strength(language, f"evidence.{theme}", chosen, on_themes(language, [theme], names))
        ),
        widths=[8, 42, 20, 16, 14], style="evidence", data=evidence_data(language, chosen, codebook),
    )  # fmt: skip


def evidence_data(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """Return statements for readers, one row each, in the language."""
    names = theme_labels(language, codebook)
    return pd.DataFrame(
        {
            language.text("No."): coded["statement_id"],
            language.text("Statement"): coded[language.column("text")],
            language.text("Who speaks"): [_speaker(language, row) for _, row in coded.iterrows()],
            language.text("Role"): coded[language.column("role")],
            language.text("Theme"): coded["theme"].map(names),
            **{
                language.text(LABELLED[name]): [label(language, code) for code in coded[name]]
                for name in LABELLED
            },
            language.text("Source"): coded["source_id"],
            language.text("Place in the source"): coded[language.column("locator")],
        }
    )


LABELLED = {
    "valence": VARIABLES["valence"],
    "phase": VARIABLES["phase"],
    "level": mark("Level"),
    "region": mark("Region"),
    "criterion": VARIABLES["criterion"],
    "evidence_kind": mark("Kind of evidence"),
    "confidence": mark("Confidence"),
    "read_extent": mark("Extent read"),
}


def _evidence_row(language: Language, row: pd.Series) -> list[str | Sentence]:
    coding = " · ".join(label(language, str(row[name])) for name in ("valence", "phase", "level"))
    return [
        anchor(str(row["statement_id"]), str(row["statement_id"])),
        words(language, row) if row.get("quote") else str(row[language.column("text")]),
        who(language, row) if row.get("voice") else _speaker(language, row),
        coding,
        cite(str(row["source_id"]), str(row[language.column("locator")])),
    ]


def _speaker(language: Language, row: pd.Series) -> str:
    """Return the body that speaks; of a participant without one, what else may be told."""
    return str(row[language.column("body")]) or who(language, row)


def evidence_themes(coded: pd.DataFrame, codebook: pd.DataFrame) -> list[str]:
    """Return the themes that have statements, in the order of the codebook."""
    present = set(coded["theme"])
    return [code for code in codebook["code"] if code in present]
