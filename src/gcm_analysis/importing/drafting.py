"""Drafts `mapping.yml`, and adds to it what a later project brings. What a person wrote there stays as it is."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from gcm_analysis.importing.guessing import guess, guess_variable
from gcm_analysis.importing.mapping import IGNORE, Crosswalk, parse_mapping
from gcm_analysis.importing.passages import Project

HEAD = """\
# How codes, documents and variables of an imported project reach this event's tables.
# “gcm import” wrote this draft. Correct it, then import the same file again: nothing is duplicated.

passages:
  words: quote      # quote: a speaker's own words, printed only with consent. own: the rapporteur's notes
  language: en      # the language of the passages
  comments: ignore  # or en, fr: a comment on a passage is its paraphrase in this language

# A variable of the project: session, speaker, level, region, year, language or ignore
variables:

# source: the id in documents.csv. You may add, for all passages of a document: session, speaker, words, language
documents:

# What a code decides, such as {theme: CODE, valence: challenge}; or ignore. Possible: theme, phase, valence, level,
# criterion, region, session, speaker, and new_theme for a theme that no codebook has. Where one person gave a passage
# two codes for the same column, the one that stands first here counts.
codes:
"""
UNKNOWN = "nothing like it in the codebook: say what it decides, or leave it out"


@dataclass(frozen=True)
class Context:
    """What is known before a project is read: labels by theme, ids of sources, and documents by title."""

    themes: Mapping[str, tuple[str, ...]]
    sources: frozenset[str]
    titles: Mapping[str, str]


def drafted(text: str, project: Project, known: Context, name: str) -> str:
    """Return the file's text with a line for every code, document and variable that it does not have yet.

    If a person has written it in a form that lines cannot be put into, it is returned as it is.
    """
    before, problems = parse_mapping(text, name, known.themes)
    if problems:
        return text
    result = text or HEAD
    for section, lines in _new_lines(before, project, known).items():
        result = _inserted(result, section, lines)
    after, problems = parse_mapping(result, name, known.themes)
    kept = {**after.codes, **before.codes} == after.codes and {
        **after.documents,
        **before.documents,
    } == after.documents
    return result if kept and not problems else text


def _new_lines(before: Crosswalk, project: Project, known: Context) -> dict[str, list[str]]:
    values = [each.variables for each in project.documents] + [each.variables for each in project.passages]
    variables = dict.fromkeys(name for each in values for name in each)
    return {
        "variables": [
            f"  {_quoted(name)}: {guess_variable(name) or IGNORE}"
            for name in variables
            if name not in before.variables
        ],
        "documents": list(_document_lines(before, project, known)),
        "codes": list(_code_lines(before, project, known)),
    }


def _document_lines(before: Crosswalk, project: Project, known: Context) -> Iterator[str]:
    taken = {each.get("source", "") for each in before.documents.values()} | known.sources
    free = (f"D{number:02}" for number in range(1, 10**6) if f"D{number:02}" not in taken)
    for name in dict.fromkeys(document.name for document in project.documents):
        if name not in before.documents:
            yield f"  {_quoted(name)}: {{source: {known.titles.get(name) or next(free)}}}"


def _code_lines(before: Crosswalk, project: Project, known: Context) -> Iterator[str]:
    used = Counter(coding.code for passage in project.passages for coding in passage.codings)
    for code in project.codes:
        if code.path not in before.codes:
            value, why = _guessed(code.path, known)
            count = used[code.path]
            yield f"  {_quoted(code.path)}: {value}  # {count} coding{'s' * (count != 1)}; {why}"


def _guessed(path: str, known: Context) -> tuple[str, str]:
    found = guess(path, known.themes)
    if found is None:
        return IGNORE, UNKNOWN
    how = "the same as" if found.exact else "check: close to"
    return f"{{{found.target}: {found.value}}}", f"{how} “{found.label}”"


def _inserted(text: str, section: str, lines: list[str]) -> str:
    """Return the text with lines at the end of a section; a section that is missing is added."""
    if not lines:
        return text
    heading = re.search(rf"^{section}:[ \t]*(?:\{{\}}|null|~)?[ \t]*(#.*)?$", text, flags=re.MULTILINE)
    if heading is None:
        return "\n".join([text.rstrip("\n"), "", f"{section}:", *lines, ""])
    comment = f"  {heading[1]}" if heading[1] else ""
    inside = re.match(r"(?:[ \t]+\S.*\n|[ \t]*\n(?=[ \t]+\S))*", text[heading.end() + 1 :])
    end = heading.end() + 1 + (inside.end() if inside else 0)
    body = text[heading.end() + 1 : end]
    gap = "" if not body or body.endswith("\n") else "\n"
    return f"{text[: heading.start()]}{section}:{comment}\n{body}{gap}" + "\n".join(lines) + "\n" + text[end:]


def _quoted(name: str) -> str:
    return str(yaml.safe_dump(name, default_style='"', allow_unicode=True, width=10**9)).strip()
