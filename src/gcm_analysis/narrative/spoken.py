"""Pieces that tell of what was said at an event: the strength in voices, who speaks, a statement with its place."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate, ParamSpec

import pandas as pd

from gcm_analysis.analysis.discussion import said_there
from gcm_analysis.evidence.event import untranslated
from gcm_analysis.narrative.exhibits import Exhibit, prose
from gcm_analysis.narrative.facts import count_of, distinct, mark
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import Markdown, cite
from gcm_analysis.narrative.parts import told

P = ParamSpec("P")
NOTHING_SAID = mark("Nothing that was said at the event is on record in this edition.")


def of_the_event(
    make: Callable[Concatenate[Language, pd.DataFrame, P], Exhibit],
) -> Callable[Concatenate[Language, pd.DataFrame, P], Exhibit]:
    """Tell of the statements of the event alone; say briefly where there are none, for the chapter has said why."""

    @wraps(make)
    def made(language: Language, coded: pd.DataFrame, /, *args: P.args, **kwargs: P.kwargs) -> Exhibit:
        said = said_there(coded)
        if said.empty:
            return prose(language.say("Nothing is on record."))
        return make(language, said, *args, **kwargs)

    return made


def spoken(language: Language, name: str, said: pd.DataFrame, about: str = "") -> Sentence:
    """Return “n statements” as a fact named after the place where it is said; `about` says which they are."""
    how = mark("statements of the event that this edition counts")
    number = count_of(f"{name}.statements", said, how, about)
    return language.plural("{n} statement", "{n} statements", n=number)


def voices(language: Language, name: str, said: pd.DataFrame, about: str = "") -> Sentence:
    """Return “n voices” as a fact named after the place where it is said; `about` says whose."""
    how = mark("voices behind the statements of the event that this edition counts")
    number = distinct(f"{name}.voices", said, "origin", how, about)
    return language.plural("{n} voice", "{n} voices", n=number)


def weight(language: Language, name: str, said: pd.DataFrame, about: str = "") -> Sentence:
    """Return “n statements from m voices”; `about` says which statements they are."""
    return language.say(
        "{statements} from {voices}",
        statements=spoken(language, name, said, about),
        voices=voices(language, name, said, about),
    )


def who(language: Language, row: pd.Series) -> str:
    """Return who speaks, as far as it may be told."""
    known = [str(row[language.column(name)]) for name in ("role", "body")]
    return ", ".join(filter(None, known)) or language.text("a participant")


def quotation(language: Language, row: pd.Series) -> Sentence:
    """Return the speaker’s own words between quotation marks, in their language."""
    words = told(language, str(row["statement_id"]), str(row["quote"]))
    marks = language.quoted("\n").split("\n")
    code = str(row["quote_language"]) or language.code
    return Sentence(
        Markdown(f"[{marks[0]}{words.markdown}{marks[1]}]{{lang={code}}}"),
        f"{marks[0]}{words.plain}{marks[1]}",
        (),
    )


def words(language: Language, row: pd.Series) -> Sentence:
    """Return a statement: paraphrased, with the speaker's own words where they may be quoted."""
    text, quote = str(row[language.column("text")]), str(row.get("quote", ""))
    paraphrase = told(language, str(row["statement_id"]), text)
    if not quote:
        return paraphrase
    if text in (quote, untranslated(quote, str(row["quote_language"]))):  # it was not paraphrased
        return quotation(language, row)
    return language.say(
        "{text} In the speaker’s words: {quote}", text=paraphrase, quote=quotation(language, row)
    )


def point(language: Language, row: pd.Series) -> Sentence:
    """Return a statement as a sentence, with who said it, its row in the evidence and its source before the full stop."""
    return language.say(
        "{words} ({who}; {row}) {source}.",
        words=words(language, _open_ended(row, language.column("text"))),
        who=who(language, row),
        row=row_links(language, [str(row["statement_id"])]),
        source=cite(str(row["source_id"]), str(row[language.column("locator")])),
    )


def _open_ended(row: pd.Series, column: str) -> pd.Series:
    """Return the statement without its full stop, where its paraphrase ends what is said."""
    text = str(row[column])
    if row.get("quote", "") or not text.endswith(".") or text.endswith(".."):
        return row
    return pd.Series({**row, column: text[:-1]})


def row_links(language: Language, ids: Iterable[str]) -> Markdown:
    """Return links to rows of the evidence, as a list in a sentence."""
    return Markdown(language.listed([f"[{name}](#row-{name})" for name in ids]))
