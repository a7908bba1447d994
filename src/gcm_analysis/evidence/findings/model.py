"""The models of `findings.yml`, `answers.yml`, `theory_of_change.yml` and `cases.yml`, which `data/README.md` describes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Generic, Literal, TypeVar, get_args

import pandas as pd
from pydantic import Field, StringConstraints

from gcm_analysis.evidence.event import ConclusionId, Record
from gcm_analysis.evidence.vocabulary import Criterion

Actor = Literal[
    "hub", "fund", "platform", "donors", "governments", "cities", "evaluators", "facilities", "organisers"
]
ACTORS: tuple[Actor, ...] = get_args(Actor)
Concern = Literal["no or very minor", "minor", "moderate", "serious"]
Confidence = Literal["very low", "low", "moderate", "high"]
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)  # from the weakest to the strongest
Documented = Literal["least", "weakly", "partly", "best"]

# Characters: a title fits two lines of a card, a claim six, an implication four.
TITLE, CLAIM, CASE, IMPLICATION, ANSWER = 90, 420, 330, 240, 900
UNSTOPPED = r"[^.]$"
PASSAGE = 350  # four of them with their sources fit half a page
PARTS = ("asked", "done", "kept", "lost")


Text = TypeVar("Text", bound=str)


class InBoth(Record, Generic[Text]):
    """A text in both languages of reports, each of some length."""

    en: Text
    fr: Text

    def in_language(self, code: str) -> str:
        return str(getattr(self, code))


Bilingual = InBoth[str]
Title = InBoth[Annotated[str, Field(max_length=TITLE)]]
Claim = InBoth[Annotated[str, Field(max_length=CLAIM)]]


class Case(InBoth[Annotated[str, Field(max_length=CASE)]]):
    """One example of the finding, with the ids of its rows."""

    ids: tuple[str, ...] = Field(min_length=1)


class Implication(InBoth[Annotated[str, Field(max_length=IMPLICATION, pattern=UNSTOPPED)]]):
    """What one actor should do, as the words after “should”: a verb first, and no full stop."""

    actor: Actor


class Component(Record):
    """One component of GRADE-CERQual: how much concern there is, and why."""

    level: Concern
    why: Bilingual


class Components(Record):
    """The four components of GRADE-CERQual (Lewin et al. 2018, doi:10.1186/s13012-017-0688-3)."""

    methodological_limitations: Component
    coherence: Component
    adequacy: Component
    relevance: Component


class Overall(Record):
    level: Confidence
    why: Bilingual


class Finding(Record):
    """A claim, and the statements that support, limit and illustrate it.

    `supports` say that something helped or hindered as the claim says, report a result, or state the obstacle itself;
    `qualifies` limit or contradict it; `illustrates` show that something is done or wanted and are never counted.
    """

    id: ConclusionId
    question: str
    criteria: tuple[Criterion, ...] = ()
    title: Title
    finding: Claim
    supports: tuple[str, ...] = Field(min_length=1)
    qualifies: tuple[str, ...] = ()
    illustrates: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()
    implication: tuple[Implication, ...] = Field(min_length=1)
    confidence: Components
    overall: Overall


class Answer(InBoth[Annotated[str, Field(max_length=ANSWER)]]):
    """An answer in prose that names the findings it rests on, such as (F01)."""

    findings: tuple[ConclusionId, ...] = Field(min_length=1)


class QuestionAnswered(Answer):
    question: str


class Node(Record):
    id: str
    label: Bilingual
    text: Bilingual


class Ground(Bilingual):
    """Why a step holds, or where it breaks, with the findings and statements that say so."""

    findings: tuple[ConclusionId, ...] = Field(min_length=1)
    statements: tuple[str, ...] = Field(min_length=1)


class Arrow(Record):
    """A step of the chain: a claim, how well it is documented, what holds it together and where it breaks."""

    id: str
    from_: str = Field(alias="from")
    to: str
    documented: Documented
    claim: Bilingual
    holds: Ground
    breaks: Ground

    @property
    def grounds(self) -> Iterator[tuple[str, Ground]]:
        yield "holds", self.holds
        yield "breaks", self.breaks


class Passage(InBoth[Annotated[str, Field(max_length=PASSAGE)]]):
    """A text on one side of a case, with the ids of its rows."""

    ids: tuple[str, ...] = Field(min_length=1)


class CountryCase(Record):
    """A case of a country: what was asked, done, kept and lost; a part without a row is left out."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$")]
    iso3: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    title: Title
    asked: Passage | None = None
    done: Passage | None = None
    kept: Passage | None = None
    lost: Passage | None = None

    @property
    def passages(self) -> dict[str, Passage]:
        """The passages that are not left out, by part."""
        written = {part: getattr(self, part) for part in PARTS}
        return {part: passage for part, passage in written.items() if passage}

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(one for passage in self.passages.values() for one in passage.ids)


class FindingsFile(Record):
    findings: tuple[Finding, ...] = Field(min_length=1)


class AnswersFile(Record):
    answers: tuple[QuestionAnswered, ...] = Field(min_length=1)
    overall: Answer


class TheoryFile(Record):
    nodes: tuple[Node, ...] = Field(min_length=2)
    arrows: tuple[Arrow, ...] = Field(min_length=1)


class CasesFile(Record):
    cases: tuple[CountryCase, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Synthesis:
    """All conclusions from the evidence: findings, answers to the questions and to the title, a theory of change, cases.

    `coded` are the statements that it was concluded from, one row each, joined with the columns of their sources.
    """

    findings: tuple[Finding, ...]
    answers: tuple[QuestionAnswered, ...]
    overall: Answer
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    coded: pd.DataFrame
    cases: tuple[CountryCase, ...] = ()
