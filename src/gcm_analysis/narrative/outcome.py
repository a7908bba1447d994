"""Writes what was said at an event: statements with their speakers, as far as the rule allows, and key messages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

from gcm_analysis.analysis import has_voices
from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.attribution import AFFILIATION, CHATHAM_HOUSE, HIDDEN, NAMED
from gcm_analysis.evidence.event import KeyMessage, Recommendation, untranslated
from gcm_analysis.evidence.notes import in_language, source_of
from gcm_analysis.evidence.vocabulary import EVENT_NOTES
from gcm_analysis.narrative.exhibits import Prose, bullets, prose
from gcm_analysis.narrative.facts import Fact, computed, mark
from gcm_analysis.narrative.language import Language, Sentence, join_sentences
from gcm_analysis.narrative.markdown import Markdown, cite

Tied = TypeVar("Tied", bound=KeyMessage | Recommendation)
SAID = mark("statements of the event that this edition counts")
HEARD = mark("voices behind the statements of the event that this edition counts")
RULES = {
    NAMED: mark("Speakers are named, with role and body."),
    AFFILIATION: mark("What was said is given with the body of the person who said it, not with a name."),
    CHATHAM_HOUSE: mark(
        "The Chatham House Rule applies: neither the identity nor the affiliation of the speakers, nor that of any other participant, is revealed."
    ),
}
APPLIES = {
    NAMED: mark("Sessions in which speakers are named: {sessions}."),
    AFFILIATION: mark("Sessions in which bodies are named, not persons: {sessions}."),
    CHATHAM_HOUSE: mark(
        "Sessions under the Chatham House Rule, which reveals neither the identity nor the affiliation of the speakers, nor that of any other participant: {sessions}."
    ),
}
PUBLISHED = mark("What published sources report is given as they report it, with the body that they name.")


@dataclass(frozen=True)
class Part:
    """A session, or what was said outside all sessions: its heading, its accounts, and the statements not in them."""

    id: str
    title: Sentence | None
    accounts: tuple[Sentence, ...]
    rest: pd.DataFrame


def strength(language: Language, name: str, rows: pd.DataFrame, about: str = "") -> Sentence:
    """Return “n statements from m voices”, or without voices if none is known, as facts with names from `name`."""
    count = computed(f"{name}.statements", len(rows), SAID, rows, about=about)
    statements = language.plural("{n} statement", "{n} statements", n=count)
    if not has_voices(rows):
        return statements
    number = computed(f"{name}.voices", rows["origin"].nunique(), HEARD, rows, about=about)
    voices = language.plural("{n} voice", "{n} voices", n=number)
    return language.say("{statements} from {voices}", statements=statements, voices=voices)


def all_counted(items: Iterable[Tied], said: pd.DataFrame) -> list[Tied]:
    """Return the conclusions for which the edition counts every statement behind them."""
    counted = set(said["statement_id"])
    return [one for one in items if {*one.supports} <= counted]


def key_message(language: Language, one: KeyMessage, said: pd.DataFrame) -> Sentence:
    """Return a key message with the statements that support, limit and illustrate it."""
    counted = set(said["statement_id"])
    others = {mark("; but see {rows}"): one.qualifies, mark("; see also {rows}"): one.illustrates}
    shown = {message: [note for note in notes if note in counted] for message, notes in others.items()}
    more = [
        language.say(message, rows=row_links(language, notes)) for message, notes in shown.items() if notes
    ]
    title = language.row_text(one.id, one.title.in_language(language.code))
    return language.say(
        "**{title}.** {text} ({strength}: {rows}{more})",
        title=title,
        text=language.row_text(one.id, one.finding.in_language(language.code)),
        **_behind(language, one, said, title.plain),
        more=join_sentences(more, "".join),
    )


def recommendation(language: Language, one: Recommendation, said: pd.DataFrame) -> Sentence:
    """Return a recommendation with who should follow it and what it rests on."""
    text = language.row_text(one.id, one.what.in_language(language.code))
    return language.say(
        "**{who}**: {text} ({strength}: {rows})",
        who=language.words(one.who),
        text=text,
        **_behind(language, one, said, text.plain),
    )


def _behind(
    language: Language, one: KeyMessage | Recommendation, said: pd.DataFrame, about: str
) -> dict[str, object]:
    rows = said[said["statement_id"].isin(one.supports)]
    how_many = strength(language, one.id, rows, about)
    return {"strength": how_many, "rows": row_links(language, one.supports)}


def parts(language: Language, evidence: Evidence, said: pd.DataFrame) -> Iterator[Part]:
    """Yield the sessions in order, then what belongs to none; a session without any record is left out."""
    titles = {str(row["session_id"]): session_title(language, row) for _, row in evidence.sessions.iterrows()}
    all_accounts = [one for one in evidence.event.accounts if {*one.notes} <= {*said["statement_id"]}]
    for number, session in enumerate((*titles, ""), start=1):
        here = said[said["session"] == session]
        accounts = [one for one in all_accounts if one.session == session]
        covered = {note for one in accounts for note in one.notes}
        rest = here[~here["statement_id"].isin(covered)]
        if accounts or len(rest):
            texts = tuple(
                language.say(
                    "{text} ({rows})",
                    text=one.text.in_language(language.code),
                    rows=row_links(language, one.notes),
                )
                for one in accounts
            )
            yield Part(f"session-{number}", titles.get(session), texts, rest)


def heading(language: Language, part: Part, without_session: str = "") -> Prose:
    """Return the heading of a session; what belongs to none has the heading `without_session`, if there are sessions."""
    if not (part.title or without_session):
        return prose([])
    title = part.title or language.say(without_session)
    return prose(Sentence(Markdown(f"## {title.markdown} {{#sec-{part.id}}}"), title.plain))


def listed(
    language: Language, said: pd.DataFrame, kind: str, head: str = "", *, below_session: bool = False
) -> Prose:
    """Return the statements of a kind as a list below a leading line; nothing if there are none.

    `below_session` says that they are below the heading of their session, so that it need not be cited.
    """
    rows = [row for _, row in said[said["valence"] == kind].sort_values("statement_id").iterrows()]
    if not rows:
        return prose([])
    first = [language.say("**{head}**", head=language.text(head))] if head else []
    return Prose((*first, bullets(point(language, row, below_session=below_session) for row in rows)))


def session_title(language: Language, session: pd.Series) -> Sentence:
    """Return a session's title, or its id where it has none; numbers in it are the event's own."""
    row = {str(key): str(value) for key, value in session.items()}
    return language.row_text(row["session_id"], in_language(row, "title", language.code) or row["session_id"])


def who(language: Language, row: pd.Series) -> str:
    """Return the speaker, as far as the rule of attribution allows; nothing if nothing may be said."""
    return ", ".join(filter(None, (str(row[language.column(name)]) for name in ("role", "body"))))


def words(language: Language, row: pd.Series) -> Sentence:
    """Return a statement: paraphrased, with the speaker's own words where they may be quoted."""
    text, quote = str(row[language.column("text")]), str(row.get("quote", ""))
    paraphrase = language.row_text(str(row["statement_id"]), text)
    if not quote:
        return paraphrase
    if text in (quote, untranslated(quote, str(row["quote_language"]))):  # it was not paraphrased
        return _quotation(language, row)
    quotation = _quotation(language, row)
    return language.say("{text} In the speaker’s words: {quote}", text=paraphrase, quote=quotation)


def _quotation(language: Language, row: pd.Series) -> Sentence:
    quote = language.row_text(str(row["statement_id"]), str(row["quote"]))
    opening, closing = language.quoted("\n").split("\n")
    shown = f"[{opening}{quote.markdown}{closing}]{{lang={row['quote_language'] or language.code}}}"
    return Sentence(Markdown(shown), f"{opening}{quote.plain}{closing}")


def point(language: Language, row: pd.Series, *, below_session: bool = False) -> Sentence:
    """Return a statement as a sentence: who said it, its row in the evidence and, if that adds something, its source.

    Notes have their session as their source, or the event: what the heading above or the title says already is not cited.
    """
    column = language.column("text")
    ends = str(row[column]).endswith(".") and not str(row[column]).endswith("..") and not row.get("quote", "")
    statement = words(language, pd.Series({**row, column: str(row[column])[:-1]}) if ends else row)
    source, session, place = (str(row[name]) for name in ("source_id", "session", language.column("locator")))
    cited = source != source_of(session) or (session and not below_session)
    around = (who(language, row), "" if cited else place)
    speaker, within = ([language.row_text(source, text)] if text else [] for text in around)
    link = row_links(language, [str(row["statement_id"])])
    about = join_sentences([*speaker, Sentence(link, link), *within], language.separated)
    origin = Markdown(f" {cite(source, place)}") if cited else ""
    return language.say("{words} ({about}){origin}.", words=statement, about=about, origin=origin)


def row_links(language: Language, ids: Iterable[str]) -> Markdown:
    """Return links to rows of the evidence, as a list in a sentence."""
    return Markdown(language.listed([f"[{name}](#row-{name})" for name in ids]))


def rules(language: Language, evidence: Evidence, said: pd.DataFrame) -> Prose:
    """Say which rule of attribution applies, and to which sessions if there are several rules."""
    is_reported = said.apply(_is_reported, axis="columns")
    published = bool(is_reported.any()) or evidence.event.statements == "published"
    as_published = [language.say(PUBLISHED)] if published else []
    of_notes = _of_notes(language, evidence) if not (published and is_reported.all()) else []
    return prose([*as_published, *of_notes])


def _is_reported(row: pd.Series) -> bool:
    """Return whether the statement is from a published account, so that nobody noted who said it."""
    return row["source_type"] != EVENT_NOTES and row["voice"] in ("", row["source_id"])


def _of_notes(language: Language, evidence: Evidence) -> list[Sentence]:
    sessions, default = evidence.sessions, evidence.event.attribution
    by_session = sessions["attribution"].where(sessions["attribution"] != "", default)
    used = [rule for rule in HIDDEN if rule in {*(by_session if len(sessions) else [default])}]
    if len(used) == 1:
        return [language.say(RULES[used[0]])]
    titles = {
        rule: [session_title(language, row) for _, row in sessions[by_session == rule].iterrows()]
        for rule in used
    }
    return [
        language.say(APPLIES[rule], sessions=join_sentences(titles[rule], language.listed)) for rule in used
    ]


def hidden(language: Language, evidence: Evidence, said: pd.DataFrame) -> Prose:
    """Say how many voices spoke under the rule that hides them, unless there are few; nothing if there are none."""
    own = dict(zip(evidence.sessions["session_id"], evidence.sessions["attribution"], strict=True))
    rule = said["session"].map(lambda session: own.get(session) or evidence.event.attribution)
    unnamed = said[(rule == CHATHAM_HOUSE) & (said["voice"] != "") & (said["voice"] != said["source_id"])]
    if unnamed.empty:
        return prose([])
    how = mark("different voices heard under the Chatham House Rule")
    number, least = unnamed["voice"].nunique(), evidence.event.smallest_group
    if number >= least:
        voices = computed("hidden.voices", number, how, unnamed)
        return prose(language.say("Voices heard under the Chatham House Rule: {n}.", n=voices))
    smallest = Fact("hidden.smallest", least, "count", mark("voices below which their number is not given"))
    return prose(language.say("Fewer than {n} voices were heard under the Chatham House Rule.", n=smallest))
