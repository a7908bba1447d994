"""Writes findings and country cases: cards, answers, recommendations, and what an edition's evidence does not support."""

import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from gcm_analysis.analysis.findings import Standing
from gcm_analysis.evidence.findings.model import (
    ACTORS,
    Actor,
    Answer,
    Case,
    Confidence,
    CountryCase,
    Documented,
    Finding,
    Implication,
    Synthesis,
)
from gcm_analysis.narrative.exhibits import Prose, bullets, prose
from gcm_analysis.narrative.facts import Fact, computed, mark
from gcm_analysis.narrative.labels import label
from gcm_analysis.narrative.language import NO_BREAK, Language, Sentence, join_sentences
from gcm_analysis.narrative.markdown import Markdown, cite, escape

CONFIDENCE: dict[Confidence, str] = {
    "high": mark("High confidence"),
    "moderate": mark("Moderate confidence"),
    "low": mark("Low confidence"),
    "very low": mark("Very low confidence"),
}
SHOULD: dict[Actor, str] = {
    "hub": mark("The mechanism’s hub should"),
    "fund": mark("The start-up fund should"),
    "platform": mark("The knowledge platform should"),
    "donors": mark("Donors should"),
    "governments": mark("Partner governments should"),
    "cities": mark("Cities should"),
    "evaluators": mark("Evaluators should"),
    "facilities": mark("Facility managers should"),
    "organisers": mark("Event organisers should"),
}
NAMED = re.compile(r" ?\((?P<ids>[A-Z]{1,3}[0-9]{2}(?:, [A-Z]{1,3}[0-9]{2})*)\)")
CARRY = mark("statements that support this finding")
VOICES = mark("independent sources of the statements that support this finding")
CARRY_HERE = mark("statements counted here that support this finding")
VOICES_HERE = mark("independent sources of the statements counted here that support this finding")
NEEDED = {
    "statements": mark("statements that this finding needs at least"),
    "voices": mark("independent sources that this finding needs at least"),
}
CASE_PARTS = {
    "asked": mark("**Asked.** {text}"),
    "done": mark("**Done.** {text}"),
    "kept": mark("**Kept.** {text}"),
    "lost": mark("**Lost or unknown.** {text}"),
}
CASE_STATEMENTS = mark("statements on which this case rests")
CASE_VOICES = mark("independent sources of the statements on which this case rests")
DOT = "●"
MOST_LIMITS = 3  # statements that speak against a finding are quoted up to so many, then counted


def card(language: Language, standing: Standing, rows: pd.DataFrame, places: Mapping[str, str]) -> Prose:
    """Return a finding as a card: claim, confidence, who says so, what speaks against it, a case, what follows.

    `rows` has one row per statement that the edition counts, joined with its source's columns; `places` leads from the id
    of any row of the data to its source.
    """
    finding = standing.finding
    parts = (
        _heading(language, finding),
        _claim(language, standing),
        _who(language, standing, rows),
        *_against(language, finding, rows),
        *(_case(language, finding, case, places) for case in finding.cases[:1]),
        _follows(language, finding),
    )
    return Prose(parts, style="finding")


def short(language: Language, standing: Standing, rows: pd.DataFrame, places: Mapping[str, str]) -> Prose:
    """Return a finding as a short card: claim, confidence, and who says so among these rows, or else a case from there."""
    finding = standing.finding
    here = rows[rows["statement_id"].isin(finding.supports)]
    if here.empty:
        cases = [case for case in finding.cases if rows["statement_id"].isin(case.ids).any()]
        added = [_case(language, finding, case, places) for case in cases[:1]]
    else:
        name, title = f"lesson.{finding.id}", language.words(finding.title)
        said = who_says_so(language, name, here, CARRY_HERE, VOICES_HERE, title)
        sources = cited(here["source_id"])
        added = [language.say("**Who says so here.** {said} {sources}", said=said, sources=sources)]
    return Prose((_heading(language, finding), _claim(language, standing), *added), style="finding")


def country_case(
    language: Language, case: CountryCase, parts: Sequence[str], rows: pd.DataFrame, places: Mapping[str, str]
) -> Prose:
    """Return a case with the parts that an edition has, each followed by its sources: asked, done, kept, lost.

    `rows` and `places` are as for `card`; `places` has the rows that the edition counts.
    """
    title, support = language.words(case.title), rows[rows["statement_id"].isin(case.ids)]
    said = who_says_so(language, f"case.{case.id}", support, CASE_STATEMENTS, CASE_VOICES, title)
    heading = Sentence(Markdown(f"## {escape(title)} {{#sec-case-{case.id}}}"), title)
    passages = (_case_part(language, case, part, places) for part in parts)
    return Prose((heading, *passages, language.say("**Who says so.** {said}", said=said)), style="case")


def _case_part(language: Language, case: CountryCase, part: str, places: Mapping[str, str]) -> Sentence:
    passage = case.passages.get(part)
    if passage is None:
        return language.say(CASE_PARTS[part], text=language.text("Nothing is on record."))
    text = language.row_text(case.id, passage.in_language(language.code))
    source = _cited_rows(passage.ids, places)
    return language.say(CASE_PARTS[part], text=language.say("{text} {source}", text=text, source=source))


def answer(language: Language, written: Answer, standings: Mapping[str, Standing]) -> Prose:
    """Return an answer with links to its findings, or only the carried findings if the edition does not carry all."""
    if all(standings[one].is_carried for one in written.findings):
        return Prose((linked(language, written.in_language(language.code)),), style="answer")
    left = [standings[one] for one in written.findings if standings[one].is_carried]
    if not left:
        return Prose((language.say("This edition’s evidence does not support an answer."),), style="answer")
    lead = language.say("This edition’s evidence supports only a part of the answer:")
    return Prose((lead, *(_title_line(language, one) for one in left)), style="answer")


def claims(language: Language, standings: Iterable[Standing]) -> Prose:
    """Return the finding with the highest confidence on each question, in order, with the word for its confidence."""
    carried = [one for one in standings if one.is_carried]
    questions = dict.fromkeys(one.finding.question for one in carried)
    by_question = ([one for one in carried if one.finding.question == question] for question in questions)
    surest = [max(findings, key=lambda one: one.rank) for findings in by_question]
    return prose(bullets(_title_line(language, one) for one in surest), style="key-messages")


def recommendations(language: Language, standings: Iterable[Standing]) -> Prose:
    """Return what follows from the carried findings: what each actor should do."""
    carried = [one.finding for one in standings if one.is_carried]
    implied = [(part, finding) for finding in carried for part in finding.implication]
    parts = []
    for actor in ACTORS:
        points = [_implication(language, part, one) for part, one in implied if part.actor == actor]
        if points:
            parts += [language.say("**{who}:**", who=language.text(SHOULD[actor])), bullets(points)]
    return Prose(tuple(parts), style="actors")


DOCUMENTED: dict[Documented, str] = {
    "best": mark("best documented"),
    "partly": mark("partly documented"),
    "weakly": mark("weakly documented"),
    "least": mark("least documented"),
}


def chain(language: Language, synthesis: Synthesis, standings: Mapping[str, Standing]) -> pd.DataFrame:
    """Return the steps of the theory of change whose findings are all carried, one row each, in words.

    Its columns: `from` and `to`; `documented`, how well; `holds` and `breaks`; `strength`, the code of `documented`.
    """
    names = {node.id: language.words(node.label) for node in synthesis.nodes}
    rows = [
        {
            "from": names[arrow.from_],
            "to": names[arrow.to],
            "documented": language.text(DOCUMENTED[arrow.documented]),
            "holds": language.words(arrow.holds),
            "breaks": language.words(arrow.breaks),
            "strength": arrow.documented,
        }
        for arrow in synthesis.arrows
        if all(standings[one].is_carried for _, ground in arrow.grounds for one in ground.findings)
    ]
    return pd.DataFrame(rows, columns=["from", "to", "documented", "holds", "breaks", "strength"])


def not_carried(language: Language, standings: Iterable[Standing], rows: pd.DataFrame) -> Prose:
    """Return the findings that the edition's evidence no longer carries, each with what is missing."""
    return prose(bullets(_missing_support(language, one, rows) for one in standings if not one.is_carried))


def linked(language: Language, text: str) -> Sentence:
    """Return an authored text in which ids of findings in brackets are links to their cards."""
    first, *rest = NAMED.split(text)
    shown = _stretch(language, first)
    for ids, after in zip(rest[::2], rest[1::2], strict=True):
        shown += f"{NO_BREAK}{_link(ids.split(', '))}{_stretch(language, after)}"
    return Sentence(Markdown(shown), language.typeset(NAMED.sub("", text)))


def _stretch(language: Language, text: str) -> str:
    """Return a part of a text as markdown, with the space that it begins with."""
    return " " * text.startswith(" ") + escape(language.typeset(text))


def _heading(language: Language, finding: Finding) -> Sentence:
    number, title = int(finding.id[-2:]), language.words(finding.title)
    marks = f"{{#{_anchor(finding.id)} .unnumbered}}"
    return Sentence(Markdown(f"### [{number}]{{.finding-number}} {escape(title)} {marks}"), title)


def _anchor(finding_id: str) -> str:
    return f"sec-{finding_id.lower()}"


def _claim(language: Language, standing: Standing) -> Sentence:
    word = language.text(CONFIDENCE[standing.confidence])
    claim = language.row_text(standing.finding.id, standing.finding.finding.in_language(language.code))
    level = standing.confidence.replace(" ", "-")
    shown = Markdown(f'[**{escape(word)}.**]{{.confidence level="{level}"}} {claim.markdown}')
    return Sentence(shown, f"{word} {claim.plain}")


def _who(language: Language, standing: Standing, rows: pd.DataFrame) -> Sentence:
    support = rows[rows["statement_id"].isin(standing.finding.supports)]
    title = language.words(standing.finding.title)
    said = who_says_so(language, f"finding.{standing.finding.id}", support, CARRY, VOICES, title)
    return language.say("**Who says so.** {said} {sources}", said=said, sources=cited(support["source_id"]))


def who_says_so(  # noqa: PLR0913 - two facts, each with what it counts, and of what
    language: Language, name: str, rows: pd.DataFrame, statements: str, voices: str, about: str
) -> Sentence:
    """Return how many statements of how many voices there are, and a mark for each statement by its kind of source.

    `statements` and `voices` say what the two facts count, as messages, and `about` of what, in the language.
    """
    number = computed(f"{name}.statements", len(rows), statements, rows, about=about)
    origins = computed(f"{name}.voices", rows["origin"].nunique(), voices, rows, about=about)
    kinds = rows["source_type"].value_counts().sort_index().items()
    return language.say(
        "{strength}: {kinds}",
        strength=strength(language, number, origins),
        kinds=Markdown(f"{NO_BREAK}· ".join(_kind(language, kind, times) for kind, times in kinds)),
    )


def strength(language: Language, statements: Fact, sources: Fact) -> Sentence:
    """Return “n statements from m independent sources”."""
    return language.say(
        "{statements} from {sources}",
        statements=language.plural("{n} statement", "{n} statements", n=statements),
        sources=language.plural("{n} independent source", "{n} independent sources", n=sources),
    )


def cited(sources: Iterable[str]) -> Markdown:
    """Return one citation of all these sources, each once, in the order of their ids; an empty text if there are none."""
    together = "; ".join(f"@{one}" for one in sorted(set(sources)))
    return Markdown(f"[{together}]" if together else "")


def _kind(language: Language, kind: object, number: int) -> str:
    return f"{escape(label(language, str(kind)))}{NO_BREAK}[{DOT * number}]{{.marks}}"


def _against(language: Language, finding: Finding, rows: pd.DataFrame) -> list[Sentence]:
    limits = rows[rows["statement_id"].isin(finding.qualifies)].sort_values("statement_id").head(MOST_LIMITS)
    shown = limits[["statement_id", language.column("text"), "source_id"]].itertuples(index=False)
    passages = [
        language.say("{text} {source}", text=language.row_text(row, text), source=cite(source))
        for row, text, source in shown
    ]
    joined = join_sentences(passages)
    return [language.say("**What limits it.** {statements}", statements=joined)] if passages else []


def _case(language: Language, finding: Finding, case: Case, places: Mapping[str, str]) -> Sentence:
    text = language.row_text(finding.id, case.in_language(language.code))
    return language.say("**A case.** {text} {sources}", text=text, sources=_cited_rows(case.ids, places))


def _cited_rows(ids: Iterable[str], places: Mapping[str, str]) -> Markdown:
    return cited(places[one] for one in ids if one in places)


def _follows(language: Language, finding: Finding) -> Sentence:
    tasks = [
        language.say(
            "{who_should} {what}.",
            who_should=language.text(SHOULD[part.actor]),
            what=language.row_text(finding.id, part.in_language(language.code)),
        )
        for part in finding.implication
    ]
    return language.say("**So what.** {text}", text=join_sentences(tasks))


def _title_line(language: Language, standing: Standing) -> Sentence:
    finding = standing.finding
    shown = language.words(finding.title)
    title = Sentence(Markdown(f"[{escape(shown)}](#{_anchor(finding.id)})"), shown)
    confidence = language.text(CONFIDENCE[standing.confidence]).lower()
    return language.say("{title} ({confidence})", title=title, confidence=confidence)


def _implication(language: Language, part: Implication, finding: Finding) -> Sentence:
    words = language.words(part)
    return Sentence(Markdown(f"{escape(words)}{NO_BREAK}{_link([finding.id])}"), words)


def _link(ids: Sequence[str]) -> str:
    """Return numbers of findings, linked to their cards."""
    links = ", ".join(f"[{int(one[-2:])}](#{_anchor(one)})" for one in ids)
    return f"[({links})]{{.finding-links}}"


def _missing_support(language: Language, standing: Standing, rows: pd.DataFrame) -> Sentence:
    finding, support = standing.finding, rows[rows["statement_id"].isin(standing.finding.supports)]
    name, title = f"finding.{finding.id}", language.words(finding.title)
    if len(support) < standing.statements_needed:
        what, least = "statements", standing.statements_needed
        number = computed(f"{name}.statements", len(support), CARRY, support, about=title)
        left = language.plural("{n} statement is left", "{n} statements are left", n=number)
    else:
        what, least = "voices", standing.origins_needed
        number = computed(f"{name}.voices", support["origin"].nunique(), VOICES, support, about=title)
        left = language.plural("{n} independent source is left", "{n} independent sources are left", n=number)
    needed = Fact(f"{name}.{what}_needed", least, "count", NEEDED[what], about=title)
    return language.plural(
        "{title}: {left}; {n} is needed.",
        "{title}: {left}; {n} are needed.",
        n=needed,
        title=title,
        left=left,
    )
