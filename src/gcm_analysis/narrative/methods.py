"""How the report came about: the collection, its coding, and every statement used."""

import pandas as pd

from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.vocabulary import EVENT_NOTES, SOURCE_TYPES
from gcm_analysis.narrative.agreement import VARIABLES
from gcm_analysis.narrative.coders import INTRA, coders
from gcm_analysis.narrative.exhibits import Points, Prose, Table, prose
from gcm_analysis.narrative.facts import count_of, distinct, mark
from gcm_analysis.narrative.labels import label, theme_labels
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.markdown import Markdown, anchor, cite, escape
from gcm_analysis.narrative.parts import needs_statements, of, on_themes, strength
from gcm_analysis.narrative.spoken import who


def finding(
    language: Language, coded: pd.DataFrame, statements: pd.DataFrame, sources: pd.DataFrame
) -> Prose:
    """Say what the report rests on."""
    every = count_of(
        "methods.statements", statements, mark("coded statements in the data, before an edition selects")
    )
    cited = sources[sources["source_id"].isin(coded["source_id"]) & (sources["source_type"] != EVENT_NOTES)]
    noted = coded[coded["source_type"] == EVENT_NOTES]
    said = language.say(
        PUBLISHED if noted.empty else NOTED if cited.empty else BOTH,
        strength=strength(language, "record", coded),
        pages=language.plural(
            "{n} page or document", "{n} pages and documents", n=count_of("methods.pages", cited, mark("sources that a counted statement cites"))
        ),
        all=language.plural("{n} statement", "{n} statements", n=every),
    )  # fmt: skip
    return prose(said, style="lead")


PUBLISHED = mark("The report rests on {strength}, published on {pages}; the data hold {all} in all.")
NOTED = mark("The report rests on {strength}, from the notes of the event alone; the data hold {all} in all.")
BOTH = mark(
    "The report rests on {strength}, published on {pages} or from the notes of the event; the data hold {all} in all."
)
COLLECTED = (
    mark(
        "Public pages and documents were searched for statements on what helps and what hinders capacity building on migration: pages of the programme and its partners, evaluations and audits, academic work, negotiated texts, regional dialogues, cities and the press. Each statement was paraphrased in one sentence, in English and in French, and keeps its source and its place in it."
    ),
    mark(
        "Most pages were read only in their opening part. The absence of a statement therefore proves nothing."
    ),
)
NOTES_TAKEN = mark(
    "What was said at the event was noted by its organisers and coded as the rest. Each speaker counts as one independent source; notes of a session that name no speaker count as one together. What a speaker said is told as the event’s rule of attribution allows."
)


def collected(language: Language, evidence: Evidence) -> Prose:
    """Say how statements were found: in published pages, in the notes of the event, or in both."""
    noted = evidence.statements["voice"] != ""
    published = bool((~noted).any()) or evidence.event.statements != "own"
    said = [*(COLLECTED if published else ()), *((NOTES_TAKEN,) if noted.any() or not published else ())]
    return prose(*(language.say(text) for text in said))


LIMITS = (
    mark("Phase and theme are partly tied by their definitions, so that their relation is no finding."),
    mark("The yearly counts of Actions are of rows found. Some Actions may be listed twice under different names, and several end when a programme phase closed rather than when work stopped."),
    mark("The counting units of the programme’s sources shift: request, intervention, project, Action; country, government, organisation."),
    mark("Titles of some Actions were read from page addresses."),
)  # fmt: skip


def limits(language: Language, evidence: Evidence) -> Points:
    """List what the record cannot show."""
    kind, further = coders(evidence.first_coding, evidence.second_coding)
    alone = mark(
        "The statements were coded by one person. The agreement shown is that person’s with themselves."
    )
    several = mark("Where several people coded, they did so for the statements of the event alone.")
    once = mark("The statements were coded by one person; another may have coded otherwise.")
    coded = once if further.empty else alone if kind == INTRA else several
    first = mark(
        "The collection is purposive. Shares and ranks describe it; they estimate nothing beyond it, and no test of significance is made."
    )
    return Points(tuple(language.say(text) for text in (first, coded, *LIMITS)))


def dates(language: Language, sources: pd.DataFrame) -> Prose:
    """Say how many sources state their date, how many dates are inferred, how many are missing."""
    stated, inferred, undated = (of(sources, published_basis=basis) for basis in ("stated", "inferred", ""))
    said = language.say(
        "Dates of the sources, {n} in all: stated by the source, {stated}; inferred from the content, {inferred}; unknown, {undated}.",
        n=distinct("methods.sources", sources, "source_id", mark("sources in the data")),
        stated=count_of("methods.dated", stated, mark("sources that print their date")),
        inferred=count_of("methods.inferred", inferred, mark("sources whose date was inferred")),
        undated=count_of("methods.undated", undated, mark("sources without any date")),
    )
    return prose(said)


@needs_statements
def speakers_table(language: Language, coded: pd.DataFrame) -> Table:
    """Show how many statements, sources and origins there are of each kind."""
    table = coded.groupby("source_type").agg(
        statements=("statement_id", "size"), pages=("source_id", "nunique"), origins=("origin", "nunique")
    )
    ordered = table.reindex([kind for kind in SOURCE_TYPES if kind in table.index])
    header = [
        language.text(word)
        for word in (
            mark("Kind of source"),
            mark("Statements"),
            mark("Pages and documents"),
            mark("Independent sources"),
        )
    ]
    rows = [
        [label(language, str(kind)), *(language.number(int(n)) for n in counts)]
        for kind, *counts in ordered.itertuples()
    ]
    return Table(
        header, rows,
        title=language.say("Who speaks in the record"),
        note=language.say("A source of one kind can share its origin with one of another, so that the numbers in the last column cannot be added."),
        numeric=[False, True, True, True], widths=[46, 18, 18, 18], data=pd.DataFrame(rows, columns=header),
    )  # fmt: skip


def codebook_table(language: Language, codebook: pd.DataFrame) -> Table:
    """Show the themes, what each means, and what belongs to it."""
    header = [
        language.text(word)
        for word in (mark("Theme"), mark("Definition"), mark("Includes"), mark("Leaves to others"))
    ]
    columns = [language.column(name) for name in ("label", "definition", "include", "exclude")]
    rows = [
        [_with_code(str(row["code"]), str(row[columns[0]])), *(str(row[column]) for column in columns[1:])]
        for _, row in codebook.iterrows()
    ]
    return Table(
        header, rows,
        title=language.say("The codebook: themes and their boundaries"),
        note=language.say("The codes in brackets stand for the themes in the last column and in the data."),
        widths=[20, 30, 25, 25], style="evidence", data=codebook[["code", *columns]].set_axis([language.text("Code"), *header], axis="columns"),
    )  # fmt: skip


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


def _evidence_row(language: Language, row: pd.Series) -> list[str]:
    coding = " · ".join(label(language, str(row[name])) for name in ("valence", "phase", "level"))
    return [
        anchor(str(row["statement_id"]), str(row["statement_id"])),
        str(row[language.column("text")]),
        _speaker(language, row),
        coding,
        cite(str(row["source_id"]), str(row[language.column("locator")])),
    ]


def _speaker(language: Language, row: pd.Series) -> str:
    """Return the body that speaks; of a participant without one, what else may be told."""
    return str(row[language.column("body")]) or who(language, row)


def _with_code(code: str, name: str) -> Markdown:
    return Markdown(f"{escape(name)} ({code})")


def evidence_themes(coded: pd.DataFrame, codebook: pd.DataFrame) -> list[str]:
    """Return the themes that have statements, in the order of the codebook."""
    present = set(coded["theme"])
    return [code for code in codebook["code"] if code in present]
