"""Transcripts of meetings as turns: who spoke, when, and the words; as Teams, Zoom, Meet, Otter and others write them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import webvtt

from gcm_analysis.importing.model import Document, Loss, Passage, Project, clean
from gcm_analysis.importing.safety import decoded_text, refused

TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?"
EXACT = r"\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?"
TIMES = re.compile(rf"^[ \t]*({TIME})[ \t]*-->[ \t]*({TIME})", re.MULTILINE)
# The lines with which a turn begins: who, when, and words if they are on the same line.
HEADS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\[(?P<at>{TIME}) --> {TIME}\]\s+(?P<words>\S.*)",  # of Whisper
        # “From Ana López to Everyone: (12:29 PM)”, “12:29:03 From Ana López : …”: what was written in Zoom
        rf"From\s+(?P<name>[^:]{{1,80}}?)(?:\s+to\s+[^:]+?)?\s*:\s+\(?(?P<at>{TIME}(?: [AP]M)?)\)?(?P<words>.*)",
        rf"(?:[\d-]+ )?(?P<at>{TIME})\s+From\s+(?P<name>[^:]{{1,80}}?)(?:\s+to\s+[^:]+?)?\s*:(?P<words>.*)",
        rf"\[(?P<name>[^\]]{{1,80}})\]\s+\(?(?P<at>{TIME})\)?",  # “[Ana López] 10:01:02”, of Zoom
        # “Ana López (00:07): …” and “[0:00:07] Ana López: …”, on one line; the programme of a day has no seconds
        rf"(?P<name>\S[^:]{{0,78}}?)\s+[\[(](?P<at>{TIME})[\])]:\s*(?P<words>\S.*)",
        rf"[\[(]?(?P<at>{EXACT})[\])]?[\s|–-]+(?P<name>[^\W\d_][^:|]{{0,78}}?)\s*[:|]\s+(?P<words>\S.*)",
        rf"(?P<name>\S.{{0,78}}?)\s+\(?(?P<at>{TIME})\)?:?",  # “Ana López  0:07” of Otter and Teams, “(00:07):” of Rev
    )
)
ARROW = re.compile(r"\d+:\d+:\d+(?:\.\d+)?\s+-->\s+\d+:\d+:\d+(?:\.\d+)?")  # above the name (Teams, once)
CLOCK = re.compile(TIME)  # a time alone: of Otter where nobody is named, and above the turns of Google Meet
START = re.compile(r"0?0:\d.*")  # such times begin with zero, as no programme of a day does
ABOUT = re.compile(
    r"Transcribed by .+|.{1,80} (?:(?:started|stopped)|a (?:démarré|arrêté) la) transcription|"
    r"Transcription ended after .+|This editable transcript was computer generated .+"
)
PRIVATE = re.compile(r"\((?:Direct Message|Privately)\)\s*:")  # between two people in the chat of Zoom
WEBEX = re.compile(r'\d+ "(.+)" \(\d+\)')  # who spoke, where a subtitle has its number
# “Ana López: …”, “>> Ana López: …” or “[Ana López] …” at the beginning of a subtitle
PREFIX = re.compile(
    r"(?:>>|[-–—])?\s*(?:([^\W\d_][^:\n]{0,60}):|\[([^\W\d_][^]\n]{0,60})\]:?|\(([^\W\d_][^)\n]{0,60})\):?)\s+(?=\S)"
)
VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")  # who speaks from here on
TAG = re.compile(r"<[^>]*>")
FEWEST = 2  # turns with words of a text that is a transcript; half of an agenda has none
MOST_CUES = 10  # that are one passage where nobody is named and no sentence ends
SENTENCE_ENDS = (".", "?", "!", "…")
MOST_LINES = 6  # for one turn, on average: a text that has fewer names with times is no transcript
NO_TURN = "it is outside the turns of the speakers"


class Turn(NamedTuple):
    """What somebody said without a break, and the time at its beginning as the file has it."""

    speaker: str
    time: str
    words: str


def subtitles(path: Path) -> Project:
    """Return the turns of WebVTT or SubRip."""
    text = decoded_text(path)
    kind, sign = ("vtt", ".") if text.startswith("WEBVTT") else ("srt", ",")
    text = TIMES.sub(lambda times: f"{_exact(times[1], sign)} --> {_exact(times[2], sign)}", text)
    try:
        read = webvtt.from_buffer(StringIO(text), format=kind).captions
    except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError, ValueError) as error:
        found, remedy = str(error) or "no subtitle that can be read", "export the transcript again"
        raise refused(path, found, "a transcript in WebVTT (.vtt) or SubRip (.srt)", remedy) from None
    cues = _named([turn for cue in read for turn in _spoken(cue)])
    unread = text.count("-->") - len(read)
    faulty = Loss(
        path.name, "", f"{unread} subtitles that are not as the format has them", NO_TURN, unread=True
    )
    brought = project(path.name, [one for one in cues if one.words], [])
    return replace(brought, losses=(faulty,) * bool(unread))


def _named(found: list[Turn]) -> list[Turn]:
    """Return turns of nobody with the speakers whose names their words begin with, if half of them do."""
    names = [PREFIX.match(one.words) for one in found]
    if any(one.speaker for one in found) or 2 * sum(map(bool, names)) < len(found):
        return found
    return [
        one._replace(speaker=name[name.lastindex or 0], words=one.words[name.end() :]) if name else one
        for one, name in zip(found, names, strict=True)
    ]


def _exact(time: str, sign: str) -> str:
    """Return a time as the format has it: hours, minutes, seconds, and after its sign thousandths."""
    clock, *part = re.split("[.,]", time)
    hours, minutes, seconds = ["0", *clock.split(":")][-3:]
    return f"{hours:0>2}:{minutes}:{seconds}{sign}{''.join(part):0<3.3}"


def _spoken(cue: webvtt.Caption) -> Iterator[Turn]:
    """Give what is said in a subtitle, by each of those who speak in it."""
    before, *named = VOICE.split(cue.raw_text)
    voices = zip([_of_webex(cue.identifier), *named[::2]], [before, *named[1::2]], strict=True)
    for speaker, words in voices:
        yield Turn(unescape(speaker), cue.start, unescape(TAG.sub("", words)).strip())


def _of_webex(number: str | None) -> str:
    named = WEBEX.fullmatch(number or "")
    return named[1] if named else ""


def turns(text: str) -> tuple[list[Turn], list[str]] | None:
    """Return the turns of a text and the lines outside them; nothing for a text that is no transcript."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    reader = _Reader(*_kind(lines))
    for line in lines:
        reader.read(line)
    found = _named(reader.found)
    with_words = [turn for turn in found if turn.words]
    is_one = len(with_words) >= max(FEWEST, len(found) / 2) and len(lines) <= MOST_LINES * len(found)
    silent = [f"{turn.speaker} {turn.time}".strip() for turn in found if not turn.words]
    return (with_words, [*reader.outside, *silent]) if is_one else None


def _kind(lines: Sequence[str]) -> tuple[bool, bool]:
    """Say whether times are alone on a line in a transcript, and names before the words, as in Google Meet."""
    times = [line for line in lines if CLOCK.fullmatch(line)]
    is_clocked = bool(times) and START.fullmatch(times[0]) is not None
    named = sum(PREFIX.match(line) is not None for line in lines)
    return is_clocked, is_clocked and 2 * named >= len(lines) - len(times)


@dataclass
class _Reader:
    """The lines of a text on their way to turns; `time` is that of the last line with a time alone."""

    is_clocked: bool
    is_dialogue: bool
    found: list[Turn] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    time: str = ""
    is_name_next: bool = False
    is_private: bool = False  # what was not written to all is nobody else's: not even the losses have it

    def read(self, line: str) -> None:
        if ABOUT.fullmatch(line):
            self.outside.append(line)
        elif ARROW.fullmatch(line):
            self.time, self.is_name_next = line.partition(" ")[0], True
        elif self.is_clocked and CLOCK.fullmatch(line):
            self.time = line
            self.found += [] if self.is_dialogue else [Turn("", line, "")]
        elif turn := self._begun(line):
            self.is_private = PRIVATE.search(line) is not None
            self.found.append(turn._replace(words="") if self.is_private else turn)
            self.is_name_next = False
        elif self.is_private:
            pass
        elif self.found:
            self.found[-1] = self.found[-1]._replace(words=f"{self.found[-1].words} {line}".strip())
        else:
            self.outside.append(line)

    def _begun(self, line: str) -> Turn | None:
        """Return the turn that a line begins."""
        if self.is_name_next:
            return Turn(line, self.time, "")
        if self.is_dialogue:
            named = PREFIX.match(line)
            return Turn(named[named.lastindex or 0], self.time, line[named.end() :]) if named else None
        head = next(filter(None, (pattern.fullmatch(line) for pattern in HEADS)), None)
        if head is None:
            return None
        parts = {"name": "", "words": ""} | head.groupdict("")
        return Turn(parts["name"].strip(), parts["at"], parts["words"].strip())


def project(file: str, found: Iterable[Turn], outside: Iterable[str]) -> Project:
    """Return turns as passages; what one person said on end is one, of somebody unnamed what is about a sentence."""
    passages = [
        Passage(
            file, clean(" ".join(" ".join(turn.words for turn in group).split())), f"turn {number}",
            speaker=" ".join(group[0].speaker.split()), time=re.split("[.,]", group[0].time)[0], is_note=True,
        )
        for number, group in enumerate(_joined(found), start=1)
    ]  # fmt: skip
    losses = [Loss(file, "", line, NO_TURN) for line in outside]
    return Project(file, (), (Document(file, is_notes=True, words="quote"),), tuple(passages), tuple(losses))


def _joined(found: Iterable[Turn]) -> list[list[Turn]]:
    groups: list[list[Turn]] = []
    for turn in found:
        last = groups[-1] if groups else []
        is_open = last and not last[-1].words.endswith(SENTENCE_ENDS) and len(last) < MOST_CUES
        if last and turn.speaker == last[0].speaker and (turn.speaker or is_open):
            last.append(turn)
        else:
            groups.append([turn])
    return groups
