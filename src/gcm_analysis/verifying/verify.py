"""Whether a published report is what its data and notebooks say, and whether each of its numbers belongs to something."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gcm_analysis import paths
from gcm_analysis.build_request import Progress
from gcm_analysis.edition import parse_edition
from gcm_analysis.errors import Stopped, UserError
from gcm_analysis.evidence import project_publication
from gcm_analysis.publishing.status.status import briefs_in, files_in
from gcm_analysis.verifying import facts, files, folder_pages, rebuilt
from gcm_analysis.verifying.basis import Basis, basis
from gcm_analysis.verifying.explorer import explorers
from gcm_analysis.verifying.formats import Unreadable, read
from gcm_analysis.verifying.numbers import numbers
from gcm_analysis.verifying.page_numbers import PageNumbers
from gcm_analysis.verifying.passages import Number
from gcm_analysis.verifying.safety import known_addresses, unsafe


@dataclass(frozen=True)
class Check:
    """One question to a report: what was looked at, what is wrong (nothing: all is well), what is only remarked."""

    name: str
    looked_at: str
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Coverage:
    """How many numbers the prose of one file has, by what they belong to; those that belong to nothing by ''."""

    file: str
    kinds: Counter[str]

    @property
    def total(self) -> int:
        return self.kinds.total()

    @property
    def share(self) -> float:
        return 1 - self.kinds[""] / self.total if self.total else 1.0


@dataclass(frozen=True)
class Verdict:
    """All checks of a report, in order."""

    checks: tuple[Check, ...]
    coverage: tuple[Coverage, ...] = ()

    @property
    def problems(self) -> int:
        return sum(len(check.problems) for check in self.checks)


@dataclass
class _Steps:
    """A watch for the whole: the steps of publishing and, after them, those of reading."""

    watch: Progress
    more: int
    begun: int = field(default=0)

    def begin(self, steps: int) -> None:
        self.begun += steps
        self.watch.begin(self.begun + self.more)

    def step(self, what: str) -> None:
        self.watch.step(what)


Read = list[Number] | str  # the numbers of a file, or why it can't be read


def verify(report: Path, watch: Progress, *, execute: bool = True) -> Verdict:
    """Check a published report; `execute` runs its notebooks anew and compares what they say now."""
    manifest = files.read_manifest(report)
    codes = _languages(report, manifest)
    products = {code: [files_in(report / code), briefs_in(report / code)] for code in codes}
    steps = _Steps(watch, sum(len(formats) for formats_of in products.values() for formats in formats_of))
    checks = [_inputs(manifest), _outputs(report, manifest), _pages(report, manifest)]
    checks += [_run(report, manifest, steps)] if execute else []
    checks += [_facts(report, codes), _explorers(report, codes)]
    if not execute:
        steps.begin(0)
    found: dict[str, Read] = {}
    unread = _unread(report, manifest, codes)
    for code in () if unread else codes:
        rests_on = basis(paths.data(), manifest["event"], report, code)
        for formats in products[code]:
            found |= _numbers(report / code, formats, rests_on, steps)
    problems = tuple(f"{file}, {one}" for file, numbers in found.items() for one in _wrong(numbers))
    total = sum(len(numbers) for numbers in found.values() if isinstance(numbers, list))
    looked_at = f"{total} numbers in the prose of {len(found)} files, each looked for in facts, rows and data"
    checks.append(Check("numbers", looked_at, problems, unread))
    return Verdict(tuple(checks), tuple(_coverage(file, numbers) for file, numbers in found.items()))


def _unread(report: Path, manifest: dict[str, Any], codes: list[str]) -> tuple[str, ...]:
    """Say why the numbers of a report can't be read, if they can't."""
    if manifest["publisher"] == "quarto":
        return ("not done: only the pages of the embedded publisher are read",)
    pageless = [code for code in codes if "html" not in files_in(report / code)]
    undone = f"not done: {', '.join(pageless)} has no page, beside which the other formats are read"
    return (undone,) if pageless else ()


def _languages(report: Path, manifest: dict[str, Any]) -> list[str]:
    codes = [str(parse_edition(parameters).language) for parameters in manifest["parameters"].values()]
    missing = [code for code in codes if not (report / code / facts.FILE).is_file()]
    if missing or not codes:
        missing_files = " and no ".join(f"{code}/{facts.FILE}" for code in missing) or "language"
        raise UserError(f"{report} has no {missing_files}.")
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
        *folder_pages.differences(report),
    )
    return Check(
        "files", f"{len(manifest['outputs'])} published files, by their hashes in the manifest", problems
    )


def _pages(report: Path, manifest: dict[str, Any]) -> Check:
    if manifest["publisher"] == "quarto":
        return Check(
            "pages", "scripts and addresses", (), ("not done: Quarto’s pages have scripts of their own",)
        )
    addresses, site = (
        known_addresses(paths.home(), manifest["event"]),
        project_publication(paths.data()).site_url,
    )
    problems = tuple(unsafe(report, addresses, site))
    pages = sum(1 for _ in report.rglob("*.html"))
    looked_at = (
        f"{pages} pages, and PDF, Word file and drawings: what runs in them, what they fetch, where they lead"
    )
    return Check("pages", looked_at, problems)


def _run(report: Path, manifest: dict[str, Any], steps: _Steps) -> Check:
    same = not files.version_differences(manifest)
    with rebuilt.temporary_folder() as folder:
        try:
            made = rebuilt.make(manifest, folder, steps)
        except Stopped:
            raise
        except UserError as error:
            return Check("new run", "the notebooks, executed anew", (f"it failed: {error}",))
        differences, silent = rebuilt.differences(report, made, same_versions=same)
    how = "compared byte for byte" if same else "and read side by side"
    not_compared = () if same else ("bytes could not be compared: versions or code differ, see inputs",)
    return Check(
        "new run",
        f"all files, published anew from the project {how}",
        tuple(differences),
        (*not_compared, *silent),
    )


def _facts(report: Path, codes: list[str]) -> Check:
    sides = {code: facts.of_language(report / code) for code in codes}
    top = facts.of_report(report)
    problems = [one for code in codes for one in facts.contradictions(sides[code], code)]
    problems += facts.between_languages(sides)
    if top:
        problems += [one for code in codes for one in facts.at_top_and_below(top, sides[code], code)]
    names = " and ".join(codes)
    return Check(
        "facts",
        f"{len(sides[codes[0]])} facts, compared between {names} and with what they show",
        tuple(problems),
    )


def _explorers(report: Path, codes: list[str]) -> Check:
    pages = explorers(report, codes)
    return Check(
        "explorer",
        f"{sum(len(page.rows) for page in pages)} rows of {len(pages)} evidence explorers, compared with the published tables",
        tuple(f"{page.folder.name}/{page.file}, {problem}" for page in pages for problem in page.problems()),
        () if pages else ("not done: the report has no evidence explorer",),
    )


def _numbers(
    folder: Path, named: dict[str, str], rests_on: Basis, steps: _Steps
) -> Iterator[tuple[str, Read]]:
    """Yield each file of a product with its numbers. The page comes first: the others are read beside it."""
    code = folder.name
    page: PageNumbers | None = None
    for name, file in named.items():
        try:
            passages = read(folder / file)
        except Unreadable as error:
            yield f"{code}/{file}", str(error)
        else:
            found = numbers(page.labelled(passages) if page else passages, rests_on, page)
            page = PageNumbers(passages, found) if name == "html" else page
            yield f"{code}/{file}", found
        steps.step(f"{code}: numbers of {file}")


def _coverage(file: str, found: Read) -> Coverage:
    numbers = found if isinstance(found, list) else []
    return Coverage(file, Counter("" if number.wrong else number.kind for number in numbers))


def _wrong(found: Read) -> list[str]:
    if isinstance(found, str):
        return [found]
    return [
        f"{number.passage.where}: {number.shown} {number.wrong}: {number.context}"
        for number in found
        if number.wrong
    ]
