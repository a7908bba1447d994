"""Transcripts of meetings as turns: who spoke, when, and the words; as Teams, Zoom, Otter and subtitles write them."""

import re
from collections.abc import Iterable
from html import unescape
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import webvtt

from gcm_analysis.importing.model import Document, Loss, Passage, Project, clean
from gcm_analysis.importing.refusal import refused
from gcm_analysis.importing.safety import decoded_text

TIME = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?"
# “Ana López  0:07” (Otter, Teams), “[Ana López] 10:01:02” (Zoom), “0:0:0.0 --> 0:0:3.6” above the name (Teams, once).
HEAD = re.compile(rf"(?:\[(?P<zoom>[^\]]{{1,80}})\]|(?P<name>\S.{{0,78}}?))\s+\(?(?P<at>{TIME})\)?\s*")
ARROW = re.compile(r"\d+:\d+:\d+(?:\.\d+)?\s+-->\s+\d+:\d+:\d+(?:\.\d+)?")
PREFIX = re.compile(r"([^\W\d_][^:\n]{0,60}):\s+(?=\S)")  # “Ana López: …” at the beginning of a subtitle
TAG = re.compile(r"<[^>]*>")
FEWEST = 2  # turns with words of a text that is a transcript; half of an agenda has none
MOST_LINES = 6  # for one turn, on average: a text that has fewer names with times is no transcript
NO_TURN = "it stands outside the turns of the speakers"


class Turn(NamedTuple):
    """What somebody said without a break, and the time at its beginning as the file has it."""

    speaker: str
    time: str
    words: str


def subtitles(path: Path) -> Project:
    """Return the turns of WebVTT or SubRip."""
    text = decoded_text(path)
    try:
        kind = "vtt" if text.startswith("WEBVTT") else "srt"
        read = webvtt.from_buffer(StringIO(text), format=kind).captions
    except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError, ValueError) as error:
        found, remedy = str(error) or "no subtitle that can be read", "export the transcript again"
        raise refused(path, found, "a transcript in WebVTT (.vtt) or SubRip (.srt)", remedy) from None
    cues = [(cue.voice or "", cue.start, unescape(TAG.sub("", cue.text)).strip()) for cue in read]
    named = [PREFIX.match(words) for _, _, words in cues]
    if not any(voice for voice, *_ in cues) and 2 * sum(map(bool, named)) >= len(cues):
        cues = [
            (name[1], start, words[name.end() :]) if name else (voice, start, words)
            for (voice, start, words), name in zip(cues, named, strict=True)
        ]
    unread = text.count("-->") - len(read)
    outside = [f"{unread} subtitles that are not as the format has them"] * bool(unread)
    return project(path.name, [Turn(*cue) for cue in cues if cue[2]], outside)


def turns(text: str) -> tuple[list[Turn], list[str]] | None:
    """Return the turns of a text and the lines outside them; nothing for a text that is no transcript."""
    found: list[Turn] = []
    outside: list[str] = []
    after_arrow = ""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in lines:
        head = HEAD.fullmatch(line)
        if ARROW.fullmatch(line):
            after_arrow = line.partition(" ")[0]
        elif head or after_arrow:
            name, at = (
                (head["zoom"] or head["name"], head["at"])
                if head and not after_arrow
                else (line, after_arrow)
            )
            found.append(Turn(name.strip(), at, ""))
            after_arrow = ""
        elif found and not line.startswith("Transcribed by "):
            found[-1] = found[-1]._replace(words=f"{found[-1].words} {line}".strip())
        else:
            outside.append(line)
    spoken = [turn for turn in found if turn.words]
    is_one = len(spoken) >= max(FEWEST, len(found) / 2) and len(lines) <= MOST_LINES * len(found)
    silent = [f"{turn.speaker} {turn.time}" for turn in found if not turn.words]
    return (spoken, [*outside, *silent]) if is_one else None


def project(file: str, found: Iterable[Turn], outside: Iterable[str]) -> Project:
    """Return turns as passages; what one person said on end is one."""
    joined = [[*group] for _, group in groupby(found, lambda turn: turn.speaker)]
    passages = [
        Passage(
            file, clean(" ".join(" ".join(turn.words for turn in group).split())), f"turn {number}",
            speaker=" ".join(group[0].speaker.split()), time=re.split("[.,]", group[0].time)[0], is_note=True,
        )
        for number, group in enumerate(joined, start=1)
    ]  # fmt: skip
    losses = [Loss(file, "", line, NO_TURN) for line in outside]
    return Project(file, (), (Document(file, is_notes=True, words="quote"),), tuple(passages), tuple(losses))
