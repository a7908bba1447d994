"""Checks the files that all events share besides the data: profiles, notebooks, briefs, translations."""

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from gcm_analysis.catalogue import catalogue_problems
from gcm_analysis.edition import LANGUAGES
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.narrative.markdown import CITED
from gcm_analysis.near import suggestion
from gcm_analysis.project.code_cells import faulty_label, shown
from gcm_analysis.project.notebook_file import Cell, name_of, notebook_problems, read_cells
from gcm_analysis.project.profiles import LABEL as LABEL_OF_PROFILES
from gcm_analysis.project.profiles import profile_notebooks, read_profiles
from gcm_analysis.publishing.stage.chapters import LABEL, PREFIX
from gcm_analysis.publishing.stage.compositions import composition_problems
from gcm_analysis.publishing.stage.references import HEADING, NUMBER, REFERENCE, declared

TITLE = re.compile(r"# \S")
SECOND = re.compile(r"^# .*", re.MULTILINE)
SOURCE = re.compile(r"@(?!(?:sec|fig|tbl)-)([A-Za-z0-9][\w-]*)")  # in a citation
LABELS = {"code": re.compile(r"^#\|\s*label:\s*([a-z][a-z0-9-]*)", re.MULTILINE), "markdown": HEADING}
MADE = re.compile("sec-(f[0-9]+|case-.+|session-.+|facts.*)")  # sections that are generated


def check_project_files(notebooks: Path, profile: str, sources: Collection[str] | None = None) -> None:
    """Refuse what would stop the report of a profile, or silently leave something out of it.

    With the ids of all `sources`, what is cited has to be one of them.
    """
    problems = project_file_problems(notebooks, [profile])
    if sources is not None and not problems:
        problems = list(_unknown_sources(profile_notebooks(notebooks, profile), sources))
    if problems:
        raise EvidenceError(problems)


def _unknown_sources(notebooks: Sequence[Path], sources: Collection[str]) -> Iterator[Problem]:
    for path in notebooks:
        for number, cell in enumerate(read_cells(path), start=1):
            for name in SOURCE.findall(" ".join(CITED.findall(cell["source"]))):
                if name not in sources:
                    remedy = suggestion(name, sources, "correct it, or add the source")
                    expected = "the source_id of a row of data/sources.csv"
                    yield Problem(name_of(path), None, f"cell {number}", f"@{name}", expected, remedy)


def project_file_problems(notebooks: Path, profiles: Sequence[str] | None = None) -> list[Problem]:
    """Return what is wrong with the files of these profiles, or of all, and with the translations."""
    try:
        problems = _of_profiles(notebooks, profiles)
    except EvidenceError as error:
        problems = list(error.problems)
    return [*problems, *(problem for code in LANGUAGES for problem in catalogue_problems(code))]


def _of_profiles(notebooks: Path, profiles: Sequence[str] | None) -> list[Problem]:
    """Return what is wrong with the notebooks of profiles and, if these can be read, with their briefs."""
    known = list(read_profiles(notebooks)[0])
    chosen = {name: profile_notebooks(notebooks, name) for name in profiles or known}
    each = dict.fromkeys(path for paths in chosen.values() for path in paths)
    problems = [problem for path in each for problem in notebook_problems(path)]
    problems += [] if profiles else _in_no_profile(notebooks, each)
    if problems:
        return problems
    labels = declared(notebooks)
    problems = [problem for path in each for problem in _rule_problems(path, labels)]
    problems += dict.fromkeys(problem for paths in chosen.values() for problem in _repeated_labels(paths))
    if problems:
        return problems
    parts = {name: _parts(chosen.get(name, [])) for name in known}
    return list(composition_problems(notebooks, parts))


def _in_no_profile(notebooks: Path, named: Collection[Path]) -> list[Problem]:
    """Return the numbered notebooks that no profile names, so that no report has them."""
    remedy = "name it in a profile, where the report shall have it; or take the number from its name"
    return [
        Problem(
            name_of(path),
            None,
            None,
            "a notebook that no report has",
            f"a notebook that {LABEL_OF_PROFILES} names",
            remedy,
        )
        for path in sorted(notebooks.glob("[0-9][0-9]-*.ipynb"))
        if path not in named
    ]


def _parts(notebooks: Sequence[Path]) -> list[str]:
    """Return the chapters and the labels of exhibits that notebooks make."""
    sources = (cell["source"] for path in notebooks for cell in read_cells(path))
    labels = [label for source in sources for label in LABEL.findall(source)]
    return [*(path.stem for path in notebooks), *labels]


def _rule_problems(notebook: Path, declared: Collection[str]) -> Iterator[Problem]:
    """Yield what would stop the report after the notebook's execution; `declared` are the labels of all notebooks."""
    name, cells = name_of(notebook), read_cells(notebook)
    first = cells[0]["source"].strip()
    if cells[0]["cell_type"] != "markdown" or not TITLE.match(first):
        expected = "a first cell of Markdown that begins with “# Title <!-- {#sec-…} -->”"
        yield Problem(name, None, "cell 1", first[:60], expected, "give the notebook a title")
    for number, cell in enumerate(cells, start=1):
        if number > 1 and cell["cell_type"] == "markdown" and (second := SECOND.search(cell["source"])):
            expected, remedy = "one title, in the first cell", "begin this heading with ##"
            yield Problem(name, None, f"cell {number}", second[0], expected, remedy)
        for found, expected, remedy in (*_of_code(cell), *_broken_references(cell, declared)):
            yield Problem(name, None, f"cell {number}", found, expected, remedy)


def _repeated_labels(notebooks: Sequence[Path]) -> Iterator[Problem]:
    """Yield each label that a second cell of a report has: numbers, links and facts are found by it."""
    first: dict[str, str] = {}
    for path in notebooks:
        name = name_of(path)
        for place, label in _labels(path):
            if label in first:
                found, remedy = f"{label}, as in {first[label]}", "give one of the two another label"
                yield Problem(name, None, place, found, "each label once in a report", remedy)
            first.setdefault(label, f"{name}, {place}")


def _labels(notebook: Path) -> Iterator[tuple[str, str]]:
    for number, cell in enumerate(read_cells(notebook), start=1):
        if pattern := LABELS.get(cell["cell_type"]):
            yield from ((f"cell {number}", label) for label in pattern.findall(cell["source"]))


def _of_code(cell: Cell) -> Iterator[tuple[str, str, str]]:
    """Yield what would stop a cell of code, as far as it can be seen without running it."""
    if cell["cell_type"] != "code":
        return
    source = cell["source"]
    try:
        exhibits = shown(source)
    except SyntaxError as error:
        yield f"{error.msg}, line {error.lineno}", "code that Python can read", "correct the cell"
        return
    if faulty := faulty_label(source):
        yield faulty, "a label of small letters, digits and hyphens", "rename it"
        return
    label = LABEL.search(source)
    for prefix in dict.fromkeys(PREFIX[each.kind] for each in exhibits):
        if not label or not label["label"].startswith(prefix):
            found = label[0] if label else "no label"
            yield found, f"a label {prefix}…", f"begin the cell with “#| label: {prefix}…”"
    for kind, missing in exhibits:
        for word in missing:
            yield f"page.{kind}(…) without {word}", f"{word}=say(…)", "say it there"


def _broken_references(cell: Cell, declared: Collection[str]) -> Iterator[tuple[str, str, str]]:
    for label in REFERENCE.findall(cell["source"]):
        if label not in declared and NUMBER.sub("", label) not in declared and not MADE.fullmatch(label):
            remedy = suggestion(
                label, declared, "correct it, or give the figure, table or section this label"
            )
            yield f"@{label}", "the label of a figure, a table or a section", remedy
