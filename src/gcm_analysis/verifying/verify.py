"""Checks a published report against its data and notebooks, and that each of its numbers belongs to something."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from gcm_analysis import paths
from gcm_analysis.build_request import Progress
from gcm_analysis.edition import parse_edition
from gcm_analysis.errors import Stopped, UserError
from gcm_analysis.evidence import project_publication
from gcm_analysis.publishing.status.status import briefs_in, files_in
from gcm_analysis.verifying import facts, files, rebuilt
from gcm_analysis.verifying.basis import Basis, basis
from gcm_analysis.verifying.explorer import explorers
from gcm_analysis.verifying.formats import Unreadable, read
from gcm_analysis.verifying.numbers import PageNumbers, numbers
from gcm_analysis.verifying.safety import known_addresses, unsafe
from gcm_analysis.verifying.temporary_folder import temporary_folder


class Check(NamedTuple):
    """One check of a report: what was looked at, the problems, and remarks."""

    name: str
    looked_at: str
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class Coverage(NamedTuple):
    """How many numbers the prose of one file has, by what they belong to; the uncovered ones under ""."""

    file: str
    kinds: Counter[str]

    @property
    def total(self) -> int:
        return self.kinds.total()

    @property
    def share(self) -> float:
        return 1 - self.kinds[""] / self.total if self.total else 1.0


class Verdict(NamedTuple):
    """All checks of a report, in order."""

    checks: tuple[Check, ...]
    coverage: tuple[Coverage, ...] = ()

    @property
    def problems(self) -> int:
        return sum(len(check.problems) for check in self.checks)


def verify(report: Path, watch: Progress, *, execute: bool = True) -> Verdict:
    """Check a published report; `execute` runs its notebooks again and compares the results."""
    manifest = files.read_manifest(report)
    codes = _languages(report, manifest)
    checks = [_inputs(manifest), _outputs(report, manifest), _pages(report, manifest)]
    checks += [_run(report, manifest, watch)] if execute else []
    checks += [_facts(report, codes), _explorers(report, codes)]
    found: list[tuple[Coverage, list[str]]] = []
    unread = _unread(report, manifest, codes)
    readable = () if unread else codes
    products = {code: [files_in(report / code), briefs_in(report / code)] for code in readable}
    watch.begin(sum(map(len, chain.from_iterable(products.values()))))
    for code, products_of_language in products.items():
        rests_on = basis(paths.data(), manifest["event"], report, code)
        for formats in products_of_language:
            found += _numbers(report / code, formats, rests_on, watch)
    coverage = tuple(file for file, _ in found)
    total = sum(file.total for file in coverage)
    looked_at = f"{total} numbers in the prose of {len(found)} files, each looked for in facts, rows and data"
    problems = tuple(f"{file.file}, {one}" for file, wrong in found for one in wrong)
    return Verdict((*checks, Check("numbers", looked_at, problems, unread)), coverage)


def _unread(report: Path, manifest: dict[str, Any], codes: list[str]) -> tuple[str, ...]:
    """Return why the numbers of a report can't be read, if they can't."""
    if manifest["publisher"] == "quarto":
        return ("not done: only the pages of the embedded publisher are read",)
    pageless = [code for code in codes if "html" not in files_in(report / code)]
    undone = f"not done: {', '.join(pageless)} has no page, with which the other formats are compared"
    return (undone,) if pageless else ()


def _languages(report: Path, manifest: dict[str, Any]) -> list[str]:
    codes = [str(parse_edition(parameters).language) for parameters in manifest["parameters"].values()]
    missing = [f"{code}/{facts.FILE}" for code in codes if not (report / code / facts.FILE).is_file()]
    if missing or not codes:
        raise UserError(f"{report} has no {' and no '.join(missing) or 'language'}.")
    return codes


def _inputs(manifest: dict[str, Any]) -> Check:
    return Check(
        "inputs",
        f"{len(manifest['inputs'])} files of data and notebooks, by their hashes in the manifest",
        tuple(files.input_differences(manifest, paths.home())),
        tuple(files.version_differences(manifest)),
    )


def _outputs(report: Path, manifest: dict[str, Any]) -> Check:
    problems = (
        *files.output_differences(manifest, report),
        *files.damaged(report, manifest["versions"]),
        *rebuilt.folder_differences(report),
    )
    looked_at = f"{len(manifest['outputs'])} published files, by their hashes in the manifest"
    return Check("files", looked_at, problems)


def _pages(report: Path, manifest: dict[str, Any]) -> Check:
    if manifest["publisher"] == "quarto":
        undone = "not done: Quarto’s pages have scripts of their own"
        return Check("pages", "scripts and addresses", (), (undone,))
    addresses = known_addresses(paths.home(), manifest["event"])
    problems = tuple(unsafe(report, addresses, project_publication(paths.data()).site_url))
    kinds = f"{len(list(report.rglob('*.html')))} pages, and PDF, Word file and drawings"
    return Check("pages", f"{kinds}: what runs in them, what they fetch, where they lead", problems)


def _run(report: Path, manifest: dict[str, Any], watch: Progress) -> Check:
    same = not files.version_differences(manifest)
    with temporary_folder() as folder:
        try:
            made = rebuilt.make(manifest, folder, watch)
        except Stopped:
            raise
        except UserError as error:
            return Check("new run", "the notebooks, executed again", (f"it failed: {error}",))
        differences, same_words = rebuilt.differences(report, made, same_versions=same)
    how, remarks = "compared byte for byte", same_words
    if not same:
        how = "and read side by side"
        remarks = ["bytes could not be compared: versions or code differ, see inputs", *same_words]
    looked_at = f"all files, published again from the project {how}"
    return Check("new run", looked_at, tuple(differences), tuple(remarks))


def _facts(report: Path, codes: list[str]) -> Check:
    sides = {code: facts.of_language(report / code) for code in codes}
    top = facts.of_report(report)
    problems = [one for code in codes for one in facts.contradictions(sides[code], code)]
    problems += facts.between_languages(sides)
    if top:
        problems += [one for code in codes for one in facts.at_top_and_below(top, sides[code], code)]
    compared = f"compared between {' and '.join(codes)} and with what they show"
    return Check("facts", f"{len(sides[codes[0]])} facts, {compared}", tuple(problems))


def _explorers(report: Path, codes: list[str]) -> Check:
    pages = explorers(report, codes)
    rows = f"{sum(len(page.rows) for page in pages)} rows of {len(pages)} evidence explorers"
    problems = (f"{page.folder.name}/{page.file}, {one}" for page in pages for one in page.problems())
    remarks = () if pages else ("not done: the report has no evidence explorer",)
    return Check("explorer", f"{rows}, compared with the published tables", tuple(problems), remarks)


def _numbers(
    folder: Path, formats: dict[str, str], rests_on: Basis, watch: Progress
) -> Iterator[tuple[Coverage, list[str]]]:
    """Yield for each file of a product how its numbers are covered, and which are wrong; the page must come first."""
    page: PageNumbers | None = None
    for name, file in formats.items():
        shown = f"{folder.name}/{file}"
        try:
            passages = read(folder / file)
        except Unreadable as error:
            yield Coverage(shown, Counter()), [str(error)]
        else:
            found = numbers(page.labelled(passages) if page else passages, rests_on, page)
            page = PageNumbers(passages, found) if name == "html" else page
            wrong = [
                f"{one.passage.where}: {one.shown} {one.wrong}: {one.context}" for one in found if one.wrong
            ]
            yield Coverage(shown, Counter("" if one.wrong else one.kind for one in found)), wrong
        watch.step(f"{folder.name}: numbers of {file}")
