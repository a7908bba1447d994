"""From a tool's project to the event's tables: each passage a statement, each code what the mapping says of it."""

import re
import unicodedata
from collections import ChainMap, Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from zlib import crc32

from gcm_analysis.evidence.countries import without_accents
from gcm_analysis.evidence.event import LANGUAGES
from gcm_analysis.evidence.note_rules import CODES, code_of
from gcm_analysis.evidence.notes import CODED, UNNUMBERED, Notes, notes_of
from gcm_analysis.evidence.values import parse_partial_date
from gcm_analysis.importing.mapping import IGNORE, NONE, TARGETS, VARIABLES, Crosswalk, looked_up
from gcm_analysis.importing.model import Coding, Loss, Passage, Project, distinct
from gcm_analysis.importing.store import Existing

UNNAMED = "unnamed"

NO_CODE = "no code was given to it"
NO_MEANING = "none of its codes decides anything in mapping.yml"
IGNORED = "mapping.yml says to ignore this code"
UNMAPPED = "mapping.yml does not have this code: add a line for it"
ITS_OWN = "what mapping.yml makes of this code has a definition of its own"
NO_COMMENTS = "mapping.yml says to ignore comments"
OWN_TEXT = "the passage is its own text in this language"
NO_VARIABLE = "mapping.yml says to ignore this variable, or does not have it"
LEFT_OUT = "mapping.yml says to ignore what is under “{name}”"
NAMELESS = re.compile(
    r"(unknown |unidentified )?(speaker|participant|guest|moderator|chair|host|locuteur|intervenant|modérateur|modératrice|inconnu)\W*\w?\d*|[A-Z]{1,3}[ -]?\d+",
    re.IGNORECASE,
)  # how transcripts call people whose name they do not know
NO_PASSAGE = "no passage of this document came in"

Row = dict[str, str]


@dataclass
class Recoder:
    """Turns one project into rows, and writes down what is lost on the way."""

    project: Project
    crosswalk: Crosswalk
    existing: Existing
    coder: str = ""  # who coded, where the file does not say
    losses: list[Loss] = field(default_factory=list)

    def notes(self) -> Notes:
        """Return the rows of all tables."""
        self.losses += self.project.losses
        self.project = _with_people(self.project)
        codings = [coding for each in self.project.passages for coding in each.codings]
        is_alone = len({coding.coder for coding in codings}) < 2  # noqa: PLR2004 - then nobody needs a name
        self.coder = self.coder or ("" if is_alone else UNNAMED)
        counts = Counter(coding.coder or self.coder for coding in codings)
        # Who coded most comes first: that one's coding is the note's own, the others' are further codings.
        rank = sorted(counts, key=lambda name: (-counts[name], name))
        notes: list[Row] = []
        recoding: list[Row] = []
        for number, passage in enumerate(self.project.passages, start=1):
            found = None if self._left_out(passage) else self._codings(passage)
            if found is None or not (found or passage.is_note):
                continue
            first, *others = sorted(found, key=rank.index) or [""]
            note_id = f"{UNNUMBERED}{number}"
            # What anybody said of session, speaker and region is no matter of coding.
            joined = ChainMap(
                *({key: cell for key, cell in row.items() if key not in CODED} for row in found.values())
            )
            base = {**self._base(passage), **joined, **found.get(first, {})}
            notes.append({**base, "note_id": note_id, "coder": first})
            coded = {
                other: {name: found[other][name] for name in CODED if name in found[other]}
                for other in others
            }
            recoding += [{**row, "note_id": note_id, "coder": other} for other, row in coded.items() if row]
        return notes_of(
            {
                "notes": notes,
                "recoding": recoding,
                "themes": list(self._themes()),
                "documents": list(self._documents({row["source_id"] for row in notes})),
                "sessions": list(self._rows_of("session", {row.get("session_id", "") for row in notes})),
                "speakers": list(self._rows_of("speaker", {row.get("speaker_id", "") for row in notes})),
            }
        )

    def _left_out(self, passage: Passage) -> bool:
        """Say whether mapping.yml leaves out what is under a heading or what somebody said."""
        mapping = self.crosswalk
        for ids, name in ((mapping.sessions, passage.session), (mapping.speakers, passage.speaker)):
            if name and looked_up(ids, name) == IGNORE:
                self.losses.append(self._loss(passage, passage.text, LEFT_OUT.format(name=name)))
                return True
        return False

    def _id(self, kind: str, name: str) -> str:
        """Return the id of a session or a speaker, by what the file calls it."""
        found = looked_up(getattr(self.crosswalk, f"{kind}s"), name) if name else None
        return "" if found in (None, NONE, IGNORE) else str(found)

    def _rows_of(self, kind: str, used: set[str]) -> Iterator[Row]:
        """Give the sessions or the speakers of the file; of those that the event has, the id alone."""
        existing: Mapping[str, str] = getattr(self.existing, f"{kind}s")
        made = {""}
        for passage in self.project.passages:
            name = getattr(passage, kind)
            found = self._id(kind, name)
            if found in made or found not in used:
                continue
            made.add(found)
            column = "name" if kind == "speaker" else f"title_{_of_report(self._language(passage))}"
            is_new = found not in existing.values() and not (kind == "speaker" and NAMELESS.fullmatch(name))
            yield {f"{kind}_id": found, **({column: name} if is_new else {})}

    def _language(self, passage: Passage) -> str:
        of_document = looked_up(self.crosswalk.documents, passage.document) or {}
        return of_document.get("language", self.crosswalk.passages.language)

    def _codings(self, passage: Passage) -> dict[str, Row]:
        """Return what each coder decided about a passage; coders whose codes decide nothing are left out."""
        found: dict[str, Row] = {}
        codings = sorted(passage.codings, key=lambda each: self.crosswalk.rank(each.code))
        lost: list[Loss] = []
        for coding in codings:
            targets = self.crosswalk.targets(coding.code)
            if not targets:
                why = UNMAPPED if targets is None else IGNORED
                lost.append(self._loss(passage, f"code {coding.code}", why))
                continue
            row = found.setdefault(coding.coder or self.coder, {})
            lost += self._decided(passage, coding.code, targets, row)
        if not found and not passage.is_note:
            names = ", ".join(dict.fromkeys(coding.code for coding in codings))
            what = f"{passage.text} [{names}]" if names else passage.text
            lost = [self._loss(passage, what, NO_MEANING if names else NO_CODE)]
        self.losses += dict.fromkeys(lost)
        return found

    def _decided(self, passage: Passage, code: str, targets: Mapping[str, str], row: Row) -> Iterator[Loss]:
        for target, value in targets.items():
            column = TARGETS[target]
            if row.setdefault(column, value) != value:
                why = f"the passage has {row[column]} as its {column} already, from a code that is before it"
                yield self._loss(passage, f"{column} {value} of code {code}", why)

    def _base(self, passage: Passage) -> Row:
        """Return what a statement has before anything is coded: its document, its place, its words."""
        of_document = looked_up(self.crosswalk.documents, passage.document) or {}
        words = passage.words or of_document.get("words", self.crosswalk.passages.words)
        language = self._language(passage)
        row = {f"{kind}_id": of_document.get(kind, "") for kind in ("source", "session", "speaker")}
        row |= self._of_variables(passage) | _place(passage)
        for kind in ("session", "speaker"):
            row[f"{kind}_id"] = self._id(kind, getattr(passage, kind)) or row[f"{kind}_id"]
        if words == "own" and language in LANGUAGES:
            row[f"text_{language}"] = passage.text
        else:
            stated = of_document.get("language", "") if passage.is_note else language
            row |= {"quote": passage.text, "quote_language": row.get("quote_language") or stated}
        comments = self.crosswalk.passages.comments
        if passage.comment and (comments == IGNORE or row.get(f"text_{comments}")):
            why = NO_COMMENTS if comments == IGNORE else OWN_TEXT
            self.losses.append(self._loss(passage, f"comment: {passage.comment}", why))
        elif passage.comment:
            row[f"text_{comments}"] = passage.comment
        return row

    def _of_variables(self, passage: Passage) -> Row:
        row: Row = {}
        mapping = self.crosswalk
        for name, value in passage.variables.items():
            target = looked_up(mapping.variables, name) or looked_up(mapping.columns, name) or IGNORE
            cell = _value(target, value, self.existing.speakers)
            if cell:
                row[VARIABLES[target]] = cell
                continue
            why = NO_VARIABLE if target == IGNORE else f"it is no {target} that is known"
            loss = Loss(f"{self.project.file}, {passage.document}", "", f"variable {name}: {value}", why)
            self.losses += [loss] * (loss not in self.losses)  # a document's variables come with each passage
        return row

    def _themes(self) -> Iterator[Row]:
        """Give the new themes, and write down the descriptions of codes that other themes have already."""
        language = _of_report(self.crosswalk.passages.language)
        made: set[str] = set()
        for code in self.project.codes:
            targets = self.crosswalk.targets(code.path)
            new = (targets or {}).get("new_theme", "")
            if new and new not in self.existing.themes and new not in made:
                made.add(new)
                label = code.path.rpartition("/")[2]
                yield {"code": new, f"label_{language}": label, f"definition_{language}": code.description}
            elif code.description and not new:
                why = ITS_OWN if targets else UNMAPPED if targets is None else IGNORED
                what = f"description: {code.description}"
                self.losses.append(Loss(self.project.file, f"code {code.path}", what, why))

    def _documents(self, cited: set[str]) -> Iterator[Row]:
        for document in self.project.documents:
            mapped = looked_up(self.crosswalk.documents, document.name) or {}
            if mapped.get("source") in cited:
                language = mapped.get("language", self.crosswalk.passages.language)
                note = {f"note_{_of_report(language)}": document.description}
                yield {"source_id": mapped["source"], "title": document.name, "language": language, **note}
            elif not document.is_notes:
                self.losses.append(Loss(self.project.file, document.name, "document", NO_PASSAGE))

    def _loss(self, passage: Passage, what: str, why: str) -> Loss:
        document = f", {passage.document}" * (passage.document != self.project.file)
        return Loss(f"{self.project.file}{document}", passage.row, what, why)


def _of_report(language: str) -> str:
    """Return a language, or the first in which there are reports where there are none in it."""
    return language if language in LANGUAGES else LANGUAGES[0]


def person(name: str) -> str:
    """Return a coder's name as an id of letters, digits and hyphens.

    A name that has other letters than an id can have gets a number beside what is left: “Dr Иванова” and “Dr Петров”
    are two people.
    """
    name = unicodedata.normalize("NFC", name.strip())
    bare = without_accents(name)
    found = "-".join(re.findall("[A-Za-z0-9]+", bare))
    is_whole = found and not any(sign.isalnum() and not sign.isascii() for sign in bare)
    return found if is_whole or not name else f"{found or 'coder'}-{crc32(name.encode()):x}"


def _with_people(project: Project) -> Project:
    """Return a project whose coders are named by ids. Two names never become one id."""
    names = sorted({coding.coder for each in project.passages for coding in each.codings})
    ids = dict(zip(names, map(person, distinct(map(person, names))), strict=True))
    passages = [
        replace(each, codings=tuple(Coding(ids[coding.coder], coding.code) for coding in each.codings))
        for each in project.passages
    ]
    return replace(project, passages=tuple(passages))


def coded_by(notes: Notes, coder: str) -> Notes:
    """Return tables in which every note that has a code has a coder: the one given, where none is named."""
    frame = notes.notes
    unnamed = (frame[[*CODED]] != "").any(axis=1) & (frame["coder"] == "")
    return notes.with_tables(notes=frame.assign(coder=frame["coder"].mask(unnamed, coder)))


def _place(passage: Passage) -> Row:
    """Return the place of a passage as a reader counts: from one, the last sign included."""
    if passage.time:
        return {"locator_en": f"at {passage.time}", "locator_fr": f"à {passage.time}"}
    if passage.start is None or passage.end is None:
        return {}
    span = f"{passage.start + 1}–{passage.end}"
    return {"locator_en": f"characters {span}", "locator_fr": f"caractères {span}"}


def _value(target: str, value: str, speakers: Mapping[str, str]) -> str:
    """Return a variable's value as the table has it, or nothing if it fits nowhere."""
    if target == "speaker":
        return speakers.get(value.strip().casefold(), "")
    if target == "year":
        year = value.strip().removesuffix(".0")[:4]
        return year if parse_partial_date(year) else ""
    if target in CODES:
        code = code_of(target, value)
        return code if code in CODES[target] else ""
    return "" if target == IGNORE else value.strip()
