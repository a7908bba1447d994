"""The public functions for your own notebooks and scripts: `gcm.load`, `gcm.balance`, `gcm.agreement`, `gcm.findings`.

They give what a report counts, as pandas frames. An event's rule of attribution hides nothing here.
"""

from collections import ChainMap
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Literal

import pandas as pd

from gcm_analysis import analysis, paths
from gcm_analysis.analysis.findings import Standing, standings_by_id
from gcm_analysis.edition import ALL, Edition, ParameterError, parameters, parse_edition
from gcm_analysis.errors import UserError
from gcm_analysis.evidence import Event, Evidence, default_event, known_by, load_evidence
from gcm_analysis.evidence.event import LANGUAGES
from gcm_analysis.evidence.findings import CONFIDENCES, load_synthesis
from gcm_analysis.evidence.tables import TABLES
from gcm_analysis.evidence.vocabulary import Confidence
from gcm_analysis.near import advice

ORDERED = ("level", "confidence")  # columns whose codes compare: "low" < "high"
CODED_BY_THEME = ("statements", "first_coding", "second_coding")
FINDING = [
    "finding_id", "question", "title_en", "title_fr", "finding_en", "finding_fr", "implication_en", "implication_fr",
    "confidence", "carried", "statements", "origins", "independent", "self_reports", "supports", "qualifies", "illustrates",
]  # fmt: skip


@dataclass(frozen=True, repr=False, eq=False)
class Dataset:
    """The evidence that one report may use: its edition, its event, and frames.

    One row of each is a

    - `statements`: statement that the edition counts, with the columns of its source (statements.csv, sources.csv)
    - `sources`: source, a page or a document (sources.csv)
    - `actions`: Action of the programme for which a source was found (mieux/actions.csv)
    - `findings`: finding, with what the edition leaves of its support (findings.yml)
    - `codebook`: theme (codebook.csv, the event’s themes.csv)
    - `first_coding`: statement with the codes that its first coder gave (statements.csv, the event’s notes.csv)
    - `second_coding`: statement and further coder (second_coding.csv, the event’s recoding.csv)
    - `figures`: figure that the programme, or a page about it, published (mieux/figures.csv)
    - `indicators`: what those figures count, in words (indicators.csv)
    - `phases`: phase of the programme (mieux/phases.csv)
    - `objectives`: objective of the Global Compact (gcm/objectives.csv)
    - `milestones`: number published about the Compact and its mechanism (gcm/milestones.csv)
    - `pillars`: element of the mechanism that the Compact announces (gcm/pillars.csv)
    - `functions`: function that the Compact gives to the mechanism (gcm/functions.csv)
    - `record`: fact of the published record of the event (its record.csv)
    - `countries`: country that is named or grouped (countries.csv)
    - `regions`: pair of regions that share ground, one of Actions and one of statements (regions.csv)
    - `sessions`: session of an event with its own notes (its sessions.csv)
    - `participants`: speaker of such an event who may be listed (its speakers.csv)
    - `left_out`: source that `as_of` leaves out, with the `reason` (sources.csv)

    Files are those of `data/`; `data/README.md` explains each column. Texts are strings. Codes are categories in the
    order in which a report shows them; those of `level` and `confidence` compare: `"low" < "high"`.
    `year`, `value` and `number` are whole numbers, `own` and `carried` are true or false. An empty cell is missing
    (`isna`). A date says as much as its source does (`2020`, `2020-01`, `2020-01-31`) and stays a text. Several ids or
    codes in one cell are separated by `|`. The frames are copies: changing one changes nothing else.
    """

    edition: Edition
    event: Event
    statements: pd.DataFrame
    sources: pd.DataFrame
    actions: pd.DataFrame
    findings: pd.DataFrame
    codebook: pd.DataFrame
    first_coding: pd.DataFrame
    second_coding: pd.DataFrame
    figures: pd.DataFrame
    indicators: pd.DataFrame
    phases: pd.DataFrame
    objectives: pd.DataFrame
    milestones: pd.DataFrame
    pillars: pd.DataFrame
    functions: pd.DataFrame
    record: pd.DataFrame
    countries: pd.DataFrame
    regions: pd.DataFrame
    sessions: pd.DataFrame
    participants: pd.DataFrame
    left_out: pd.DataFrame

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The frames by name."""
        return {name: getattr(self, name) for name in FRAMES}

    def with_labels(self, language: Literal["en", "fr"]) -> "Dataset":
        """Return the same with the words for codes in further columns: `theme_label` next to `theme`, in English or French."""
        from gcm_analysis.narrative.cards import CONFIDENCE  # noqa: PLC0415
        from gcm_analysis.narrative.labels import LABELS, theme_labels  # noqa: PLC0415 - loads the catalogue
        from gcm_analysis.narrative.language import Language  # noqa: PLC0415

        _check("language", language, LANGUAGES)
        words = Language(language)
        labels = {code: words.text(text) for code, text in LABELS.items()}
        labels |= theme_labels(words, self.codebook)
        made = {name: _labelled(frame, labels) for name, frame in self.frames.items()}
        sure = {str(code): words.text(text) for code, text in CONFIDENCE.items()}
        made["findings"] = _labelled(self.findings, sure)
        return Dataset(self.edition, self.event, **made)

    def __repr__(self) -> str:
        shapes = [f"  {name:14}{len(frame):5} × {frame.shape[1]}" for name, frame in self.frames.items()]
        return "\n".join([f"Dataset of {self.edition.name}: rows × columns", *shapes])


FRAMES = [part.name for part in fields(Dataset) if part.name not in ("edition", "event")]


def load(  # noqa: PLR0913 - the parameters of an edition
    event: str = "",
    *,
    as_of: str = "",
    self_reports: bool = True,
    minimum_confidence: Confidence = "low",
    level: str = "all",
    region: str = "all",
    theme: str = "all",
    country: str = "all",
    source_type: str = "all",
    years: str = "",
    labels: Literal["en", "fr"] | None = None,
) -> Dataset:
    """Return the evidence of one event's report, checked whole.

    The project is the folder that the environment variable GCM_HOME names, else the nearest one at or above the working
    directory. `event` is a folder of `data/events`; without one, the project's default. `as_of` is a day such as
    2020-01-31: what was not certainly published by then is left out. `self_reports`, `minimum_confidence`, `level`, `region`,
    `theme`, `country`, `source_type` and `years` choose the rows of `statements`, as the parameters of a report do; several
    codes have commas between them, `years` is one (`2018`) or a span (`2015-2020`). With `labels`, each frame has the words
    for its codes in that language, as `Dataset.with_labels` gives them.

    Raises `gcm_analysis.errors.UserError` where there is no project or no such event, `ParameterError` for a value that a
    parameter may not take, and `EvidenceError` with every problem of the data, by file, row and column.

    >>> import gcm_analysis as gcm
    >>> data = gcm.load(self_reports=False, labels="fr")
    >>> bool((data.statements["source_type"] == "programme_self_report").any())
    False
    >>> data.statements["phase_label"].cat.categories.tolist()
    ['Conception', 'Mise en œuvre', 'Suivi', 'Transversal']
    """
    chosen, folder = parameters(locals()), paths.data()
    chosen |= {"event": event or default_event(folder), "as_of": str(as_of), "years": str(years)}
    edition = parse_edition(chosen | ({"language": labels} if labels else {}))
    evidence = load_edition(folder, edition, releases=False)
    coded = counted(edition, evidence)
    made = {"statements": coded, "findings": _findings(folder, coded)}
    given = {name: made[name] if name in made else getattr(evidence, name) for name in FRAMES}
    themes = tuple(evidence.codebook["code"])
    frames = {name: _typed(name, frame, themes) for name, frame in given.items()}
    data = Dataset(edition, evidence.event, **frames)
    return data.with_labels(labels) if labels else data


def balance(statements: pd.DataFrame, by: str, *, effects_only: bool = True) -> pd.DataFrame:
    """Return what helped and what hindered, by code: one row per code of the column `by`, the most statements first.

    `statements` are those of `load`, or a selection of them. Columns: `success_factor`, `challenge`, `statements` (numbers
    of statements), `sources` (number of independent origins), `challenge_share` (from 0 to 1). Only statements that say
    that something helped, hindered or had a result are counted; with `effects_only=False` also norms, plans and contexts,
    which say nothing of what works. Raises `ParameterError` for a column that there is not, and for another frame.

    >>> import gcm_analysis as gcm
    >>> table = gcm.balance(gcm.load().statements, by="phase")
    >>> table.columns.tolist()
    ['success_factor', 'challenge', 'statements', 'sources', 'challenge_share']
    >>> bool((table["success_factor"] + table["challenge"] == table["statements"]).all())
    True
    """
    columns = list(map(str, getattr(statements, "columns", ())))
    if missing := [name for name in BALANCED if name not in columns]:
        raise ParameterError(
            f"statements: {', '.join(missing)} missing: give load(…).statements or some of its rows."
        )
    _check("by", by, columns)
    plain = _plain(statements)
    return analysis.balance(analysis.effects(plain) if effects_only else plain, by)


def agreement(data: Dataset) -> pd.DataFrame:
    """Return how far coders agree: one row per coded variable (phase, valence, theme, criterion).

    Columns: `units` (statements coded twice or more), `agreeing` (those coded alike), `share` (from 0 to 1), `alpha`
    (Krippendorff's, 1 is full agreement, 0 chance), `low` and `high` (its 95 % interval over resampled sources; missing
    where one code is all there is). Raises `UserError` where nothing was coded twice.

    >>> import gcm_analysis as gcm
    >>> gcm.agreement(gcm.load()).index.tolist()
    ['phase', 'valence', 'theme', 'criterion']
    """
    if data.second_coding.empty:
        raise UserError("No statement of this edition was coded twice: there is nothing to compare.")
    return analysis.alpha_intervals(_plain(data.first_coding), _plain(data.second_coding))


def findings(data: Dataset, question: str = "") -> pd.DataFrame:
    """Return the findings that the edition's evidence carries, of one question or of all, one row each.

    Columns: `finding_id`, `question`, `title_en` … `implication_fr` (texts; an implication begins with its actor), `confidence` (what the rows left allow,
    from `very low` to `high`), `statements`, `origins`, `independent`, `self_reports` (numbers behind it), `supports`,
    `qualifies`, `illustrates` (ids of statements, whether the edition counts them or not). `data.findings` has those too
    that are not `carried`: the edition leaves out too much of what they rest on. Raises `ParameterError` for a question that
    no finding is about.

    >>> import gcm_analysis as gcm
    >>> bool(gcm.findings(gcm.load())["carried"].all())
    True
    """
    if question:
        _check("question", question, list(data.findings["question"].unique()))
    kept = data.findings[data.findings["carried"].astype(bool)]
    return (kept[kept["question"] == question] if question else kept).reset_index(drop=True)


def _check(name: str, value: str, known: Sequence[str]) -> None:
    """Refuse an argument that is none of these, with the nearest."""
    if value not in known:
        raise ParameterError(f"{name}: there is no {value!r}. {advice(str(value), known, cutoff=0)}")


BALANCED = ("valence", "evidence_kind", "origin")  # the columns that a balance counts
CHOOSING = {
    "minimum_confidence", "self_reports", "level", "region", "theme", "country", "source_type", "years",
}  # fmt: skip


def counted(edition: Edition, evidence: Evidence) -> pd.DataFrame:
    """Return the statements that an edition counts."""
    chosen = edition.model_dump(include=CHOOSING)
    return analysis.coded_statements(evidence.statements, evidence.sources, **chosen)


def load_edition(data: Path, edition: Edition, *, releases: bool = True) -> Evidence:
    """Return the evidence of an edition: all of it, or what was known on its day."""
    evidence = load_evidence(data, edition.event, releases=releases)
    if edition.profile:
        event = evidence.event.model_copy(update={"profile": edition.profile})
        evidence = replace(evidence, event=event)
    check_themes(edition, list(evidence.codebook["code"]))
    return known_by(evidence, edition.as_of) if edition.as_of else evidence


def check_themes(edition: Edition, known: list[str]) -> None:
    """Refuse a theme that is not in the codebook, which an edition alone can't check."""
    for code in edition.theme.split(",") if edition.theme != ALL else ():
        if code not in known:
            raise ParameterError(f"theme: {code!r} is no theme of the codebook. {advice(code, known)}")


def _findings(folder: Path, coded: pd.DataFrame) -> pd.DataFrame:
    found = standings_by_id(load_synthesis(folder), coded)
    return pd.DataFrame([_finding(one) for one in found.values()], columns=FINDING)


def _finding(one: Standing) -> list[str | bool | int]:
    finding, rows = one.finding, one.support
    texts = [part.in_language(code) for part in (finding.title, finding.finding) for code in LANGUAGES]
    implications = [
        "; ".join(f"{part.actor}: {part.in_language(code)}" for part in finding.implication)
        for code in LANGUAGES
    ]
    numbers = [rows.statements, len(rows.origins), rows.independent, rows.self_reports]
    ids = ["|".join(part) for part in (finding.supports, finding.qualifies, finding.illustrates)]
    standing = [one.confidence, one.is_carried, *numbers]
    return [finding.id, finding.question, *texts, *implications, *standing, *ids]


def codes_of(name: str) -> dict[str, tuple[str, ...]]:
    """Return the codes of each coded column of a frame, in the order in which a report shows them."""
    if name == "findings":
        return {"confidence": CONFIDENCES}
    tables = {"statements": ("statements", "sources"), "first_coding": ("statements",)}.get(name, (name,))
    columns = ChainMap(*(TABLES[table].columns for table in tables if table in TABLES))
    return {name: rule.codes for name, rule in columns.items() if rule.codes}


def _typed(name: str, frame: pd.DataFrame, themes: tuple[str, ...]) -> pd.DataFrame:
    """Return a frame with missing values for empty cells and categories for codes; codes that no rule lists come last."""
    frame, codes = frame.replace("", None), codes_of(name)
    if name in CODED_BY_THEME:
        codes["theme"] = themes
    for column in codes.keys() & set(frame):
        every = dict.fromkeys([*codes[column], *frame[column].dropna()])
        frame[column] = pd.Categorical(frame[column], list(every), ordered=column in ORDERED)
    return frame


def _labelled(frame: pd.DataFrame, labels: dict[str, str]) -> pd.DataFrame:
    """Return a frame with a column of words next to each column of codes that all have words."""
    coded = [str(name) for name in frame.select_dtypes("category")]
    labelled = [
        name
        for name in coded
        if not name.endswith("_label") and set(frame[name].cat.categories) <= set(labels)
    ]
    return frame.assign(**{f"{name}_label": frame[name].cat.rename_categories(labels) for name in labelled})


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame as the analysis reads it: codes as texts, an empty text for a missing one."""
    texts = {
        str(name): frame[name].astype("str").fillna("") for name in frame if frame[name].dtype.kind == "O"
    }
    return frame.assign(**texts)
