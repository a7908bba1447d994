"""What the workbook says to the people who fill it in: of each column and each sheet, in both languages."""

from gcm_analysis.evidence.event import LANGUAGES
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.language import Language

# A column that means another thing in one table than in the others is named with its table.
COLUMN_WORDS = {
    "sessions.session_id": mark("A short name for the session that stays, such as S1."),
    "sessions.title": mark("Title of the session."),
    "date": mark("Day of the session, as YYYY-MM-DD."),
    "attribution": mark("The rule for this session, where it is not that of event.yml."),
    "speakers.speaker_id": mark("A short name for the speaker that stays, such as P1."),
    "name": mark("Name. Published only under the rule “named”."),
    "role": mark("Role or function. Published only under the rule “named”."),
    "body": mark("Organisation or authority. Never published under the rule “chatham-house”."),
    "country": mark("Country, as an ISO 3166-1 code of three letters."),
    "speakers.level": mark("The level at which the speaker works."),
    "speakers.region": mark("The region that the speaker comes from."),
    "participants.participant_id": mark("A short name for the participant that stays, such as Q1."),
    "participants.name": mark("Name. Never published."),
    "participants.role": mark("Role or function. Never published."),
    "participants.body": mark("Organisation or authority, with its acronym in brackets. Never published."),
    "participants.country": mark("Country, as an ISO 3166-1 code of three letters. Never published."),
    "quote_consent": mark("“yes” only if the speaker agreed to be quoted word for word."),
    "notes.note_id": mark(
        "A short name that stays, with your initials first, such as AL-001. A corrected row then replaces the old one."
    ),
    "session_id": mark("The session in which it was said."),
    "speaker_id": mark("Who said it. Leave empty if it was nobody in particular."),
    "source_id": mark("The document that it is from, if any: its name in the sheet sources."),
    "locator": mark("The place in the document, such as a page."),
    "year": mark("The year that it is about. Empty: the year of the event."),
    "level": mark("The level that it is about. Empty: the speaker’s, or the default in event.yml."),
    "region": mark("The region that it is about. Empty: the speaker’s, or the default in event.yml."),
    "phase": mark("The phase of a programme that it is about."),
    "valence": mark(
        "What kind of point it is: it helps, it hinders, or something is recommended, promised, shown, asked, seen to change."
    ),
    "theme": mark("One theme: a shared one, or one of the sheet codebook."),
    "criterion": mark("The evaluation criterion that it bears on."),
    "confidence": mark("How sure you are of these codes."),
    "text": mark("What was said, in one sentence of your own words."),
    "quote": mark("The speaker’s own words. Printed only with consent."),
    "quote_language": mark("Language of the quotation, as a code of two letters, such as fr."),
    "coder": mark("Who chose the codes: letters, digits and hyphens."),
    "recoding.note_id": mark("The statement that was coded once more."),
    "recoding.coder": mark("Who coded it once more; “agreed” for what you settled on together."),
    "code": mark("A short code for the theme, in capital letters."),
    "label": mark("Name of the theme."),
    "definition": mark("What the theme covers, and what it leaves out."),
    "shared_code": mark("The shared theme that it counts under beside the published record."),
    "documents.source_id": mark("A short name for the document that stays, such as D01."),
    "documents.title": mark("Title of the document."),
    "published": mark("Date of publication: YYYY, YYYY-MM or YYYY-MM-DD."),
    "author": mark("Who wrote it, if that is known."),
    "publisher": mark("Who published it, if that is known."),
    "url": mark("Web address, if it has one."),
    "language": mark("Language of the document, as a code of two letters, such as fr."),
    "note": mark("A remark on the document that readers will see."),
}
SHEET_WORDS = {
    "sessions": mark("The parts of the event, one row each."),
    "speakers": mark("Who spoke, one row each. The rule of attribution decides what of it is published."),
    "participants": mark(
        "Who took part without speaking, one row each. Never published: it lets the program see to it that no report names them. It may stay empty."
    ),
    "statements": mark(
        "What was said, such as what helps, what hinders or what is recommended: one row for one point, with one code of each kind."
    ),
    "recoding": mark(
        "The codes that a second person chose without looking at the first ones. It may stay empty."
    ),
    "codebook": mark("Themes of your own, where no shared theme fits. It may stay empty."),
    "sources": mark("Documents that statements are taken from. It may stay empty."),
}
INTRODUCTION = (
    mark("Fill in the sheets from left to right. Click into a cell: a note says what belongs there."),
    mark("Cells with a list take only what the list has. The names of the columns cannot be changed."),
    mark(
        "Columns that end in _en are English, in _fr French. One is enough for a draft; what is missing is listed."
    ),
    mark("Leave a cell empty where you do not know. Nothing is guessed."),
    mark(
        "Save the file, then run the first command of README.md beside it. You can do that as often as you like."
    ),
)
SHARED_THEMES = mark("Shared themes")


def column_words(table: str, column: str) -> str:
    """Return what belongs into a column, in each language on a line of its own."""
    base = column.removesuffix("_en").removesuffix("_fr")
    message = COLUMN_WORDS.get(f"{table}.{base}") or COLUMN_WORDS[base]
    return "\n".join(in_each_language(message))


def in_each_language(message: str) -> list[str]:
    return [Language(code).verbatim(message) for code in LANGUAGES]
