"""Drafts `mapping.yml`, and adds to it what a later project brings. What a person wrote there stays as it is."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import count
from typing import NamedTuple

from gcm_analysis.evidence import vocabulary as words
from gcm_analysis.evidence.countries import without_accents
from gcm_analysis.evidence.wrong_language import language_of
from gcm_analysis.importing.mapping import IGNORE, SECTIONS, Crosswalk, looked_up, parse_mapping
from gcm_analysis.importing.model import RESOURCES, Document, Project, distinct
from gcm_analysis.importing.store import Existing
from gcm_analysis.importing.tables import NAMES
from gcm_analysis.importing.texts import quoted

LONGEST_NAME = 200  # characters; YAML takes no key of more than 1,000
LONGEST_SAMPLE = 20_000  # characters by which a language is recognised
CLOSE = 0.86  # how alike two labels must be, from 0 to 1; “challange” and “challenge” are
OTHER_NAMES: dict[str, dict[str, list[str]]] = NAMES["codes"] | {
    "region": {each: [] for each in words.REGIONS}
}
HEAD = (RESOURCES / "mapping.yml").read_text(encoding="utf-8")


class Guess(NamedTuple):
    """What a name may mean, and how sure that is."""

    target: str
    value: str
    label: str
    exact: bool


def guess(path: str, themes: Mapping[str, tuple[str, ...]]) -> Guess | None:
    """Return what a code most likely means; `themes` has the labels of each theme by its code."""
    folders, name = _split(path)
    labels = list(_labels(themes))
    # The folder decides between names that are alike; else the order stays.
    labels.sort(key=lambda each: each[0] not in folders)
    by_name = {_plain(label): (target, value, label) for target, value, label in reversed(labels)}
    for near in get_close_matches(_plain(name), by_name, n=1, cutoff=CLOSE):
        return Guess(*by_name[near], exact=near == _plain(name))
    return None


def _guess_column(name: str, labels: Mapping[str, list[str]]) -> str:
    plain = _plain(name)
    return next((key for key, names in labels.items() if plain in map(_plain, names)), IGNORE)


def _labels(themes: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, str]]:
    """Give what a code may decide, the value, and what people call it."""
    for target, codes in {"theme": themes, **OTHER_NAMES}.items():
        for code, others in codes.items():
            yield from ((target, code, label) for label in (code, *others) if label)


def _split(path: str) -> tuple[set[str], str]:
    """Return the targets that the folders of a code name, and the code's own name."""
    *above, name = re.split(r"[/.]", path) if re.search(r"[/.]\S", path) else [path]
    named = {_plain(folder).removesuffix("s") for folder in above}
    targets = {_plain(key).removesuffix("s"): target for key, target in NAMES["folders"].items()}
    return {targets.get(folder, folder) for folder in named}, name


def _plain(label: str) -> str:
    """Return a label in small letters without accents and signs."""
    bare = without_accents(label.casefold().replace("œ", "oe").replace("_", " "))
    return " ".join(re.findall(r"\w+", bare))


# What a section that not every file needs is for.
PURPOSES = {
    "columns": "# What a column of a table holds. text: own words; quote: a speaker's; coded: words with the name of the column as\n"
    "# their code; code: answers that decide something below, under codes; coder, comment, document, session, speaker, level,\n"
    "# region, year, language; or ignore",
    "sessions": "# The session of a heading: its id in sessions.csv; none: of no session; ignore: what is below it is left out",
    "speakers": "# Who spoke: the id in speakers.csv; none: nobody in particular; ignore: what they said is left out",
}
UNKNOWN = "nothing like it in the codebook: say what it decides, or leave it out"


def drafted(text: str, project: Project, existing: Existing) -> str:
    """Return the file's text with a line for every code, document and variable that it does not have yet.

    If a person has written it in a form that lines cannot be put into, it is returned as it is.
    """
    before, problems = parse_mapping(text, existing.themes)
    if problems:
        return text
    result = text or HEAD
    sessions, speakers = (
        Counter(getattr(each, kind) for each in project.passages) for kind in ("session", "speaker")
    )
    for section, lines in {
        "variables": _variable_lines(before, project),
        "columns": _column_lines(before, project),
        "documents": _document_lines(before, project, existing),
        "sessions": _name_lines(before.sessions, "S", sessions, existing.sessions),
        "speakers": _name_lines(before.speakers, "P", speakers, existing.speakers),
        "codes": _code_lines(before, project, existing),
    }.items():
        result = _inserted(result, section, list(lines))
    after, problems = parse_mapping(result, existing.themes)
    kept = all(
        {**getattr(after, name), **getattr(before, name)} == getattr(after, name) for name in SECTIONS[1:]
    )
    return result if kept and not problems else text


def _variable_lines(before: Crosswalk, project: Project) -> Iterator[str]:
    values = [each.variables for each in project.documents] + [each.variables for each in project.passages]
    for name in dict.fromkeys(name for each in values for name in each):
        if looked_up({**before.variables, **before.columns}, name) is None:
            yield f"  {_quoted(name)}: {_guess_column(name, NAMES['variables'])}"


def _document_lines(before: Crosswalk, project: Project, existing: Existing) -> Iterator[str]:
    taken = {each.get("source", "") for each in before.documents.values()} | existing.sources
    free = (f"D{number:02}" for number in count(1) if f"D{number:02}" not in taken)
    for document in project.documents:
        name = document.name
        if looked_up(before.documents, name) is not None:
            continue
        if document.is_notes:
            yield f"  {_quoted(name)}: {_of_notes(document, project)}"
        else:
            yield f"  {_quoted(name)}: {{source: {existing.titles.get(name) or next(free)}}}"


def _of_notes(document: Document, project: Project) -> str:
    """Return what a document of notes is: whose words, and their language, if that is clear."""
    passages = [passage.text for passage in project.passages if passage.document == document.name]
    language = language_of(" ".join(passages)[:LONGEST_SAMPLE])
    described = {"words": document.words, "language": language}
    cells = ", ".join(f"{key}: {value}" for key, value in described.items() if value)
    why = "check the language" if language else "add its language, en or fr, if it is another than above"
    return f"{{{cells}}}  # {len(passages)} row{'s' * (len(passages) != 1)}; {why}"


def _column_lines(before: Crosswalk, project: Project) -> Iterator[str]:
    names = dict.fromkeys(name for table in project.tables for name in distinct(table.header) if name)
    for name in names:
        if looked_up(before.columns, name) is None:
            role = _guess_column(name, NAMES["columns"] | NAMES["variables"])
            remark = "  # say what it holds, or leave it out" if role == IGNORE else ""
            yield f"  {_quoted(name)}: {role}{remark}"


def _name_lines(
    before: Mapping[str, str], letter: str, counts: Counter[str], existing: Mapping[str, str]
) -> Iterator[str]:
    """Give a line for each heading or speaker: the id that it has already, or one that is free."""
    taken = {*existing.values(), *before.values()}
    free = (f"{letter}{number}" for number in count(1) if f"{letter}{number}" not in taken)
    for name, rows in counts.items():
        if name and looked_up(before, name) is None:
            found = existing.get(name.casefold())
            yield f"  {_quoted(name)}: {found or next(free)}  # {rows} row{'s' * (rows != 1)}{'; in the tables already' * bool(found)}"


def _code_lines(before: Crosswalk, project: Project, existing: Existing) -> Iterator[str]:
    used = Counter(coding.code for passage in project.passages for coding in passage.codings)
    for code in project.codes:
        if before.targets(code.path) is None:
            value, why, times = IGNORE, UNKNOWN, used[code.path]
            if found := guess(code.path, existing.themes):
                value = f"{{{found.target}: {found.value}}}"
                why = f"{'the same as' if found.exact else 'check: close to'} “{found.label}”"
            yield f"  {_quoted(code.path)}: {value}  # {times} coding{'s' * (times != 1)}; {why}"


def _inserted(text: str, section: str, lines: list[str]) -> str:
    """Return the text with lines at the end of a section; a section that is missing is added."""
    if not lines:
        return text
    heading = re.search(rf"^{section}:[ \t]*(?:\{{\}}|null|~)?[ \t]*(#.*)?$", text, flags=re.MULTILINE)
    if heading is None:
        purpose = [PURPOSES[section]] if section in PURPOSES else []
        return "\n".join([text.rstrip("\n"), "", *purpose, f"{section}:", *lines, ""])
    comment = f"  {heading[1]}" if heading[1] else ""
    inside = re.match(r"(?:[ \t]+\S.*\n|[ \t]*\n(?=[ \t]+\S))*", text[heading.end() + 1 :])
    end = heading.end() + 1 + (inside.end() if inside else 0)
    body = text[heading.end() + 1 : end]
    gap = "" if not body or body.endswith("\n") else "\n"
    return f"{text[: heading.start()]}{section}:{comment}\n{body}{gap}" + "\n".join(lines) + "\n" + text[end:]


def _quoted(name: str) -> str:
    """Return a name as YAML has it as a key; of a long one the beginning, which is enough."""
    return quoted(name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}*")
