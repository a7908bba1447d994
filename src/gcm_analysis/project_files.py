"""Checks the files that all events share besides the data: profiles, notebooks, briefs, translations."""

from collections.abc import Collection, Sequence
from pathlib import Path

from gcm_analysis.catalogue import catalogue_problems
from gcm_analysis.edition import LANGUAGES
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.project.notebook_file import name_of, notebook_problems, read_cells
from gcm_analysis.project.profiles import LABEL as LABEL_OF_PROFILES
from gcm_analysis.project.profiles import profile_notebooks, read_profiles
from gcm_analysis.publishing.stage.chapters import LABEL
from gcm_analysis.publishing.stage.compositions import composition_problems
from gcm_analysis.publishing.stage.notebook_rules import repeated_labels, rule_problems
from gcm_analysis.publishing.stage.references import declared


def check_project_files(notebooks: Path, profile: str) -> None:
    """Refuse what would stop the report of a profile, or silently leave something out of it."""
    problems = project_file_problems(notebooks, [profile])
    if problems:
        raise EvidenceError(problems)


def project_file_problems(notebooks: Path, profiles: Sequence[str] | None = None) -> list[Problem]:
    """Return what is wrong with the files of these profiles, or of all, and with the translations."""
    try:
        problems = _of_profiles(notebooks, profiles)
    except EvidenceError as error:
        problems = list(error.problems)
    for code in LANGUAGES:
        try:
            problems += catalogue_problems(code)
        except EvidenceError as error:
            problems += error.problems
    return problems


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
    problems = [problem for path in each for problem in rule_problems(path, labels)]
    problems += dict.fromkeys(problem for paths in chosen.values() for problem in repeated_labels(paths))
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
