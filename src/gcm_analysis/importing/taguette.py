"""What Taguette exports as tables: highlights and codebooks, in CSV and Excel. They say neither who coded nor where."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from gcm_analysis.importing.excel import read_workbook
from gcm_analysis.importing.model import Code, Coding, Document, Loss, Passage, Project
from gcm_analysis.importing.refusal import refused
from gcm_analysis.importing.sheets import Sheet, read_csv

HIGHLIGHTS = ("id", "document", "tag", "content")
CODEBOOK = ("tag", "description", "number of highlights")
NOBODY = ""  # these tables do not say who coded


def sheet_of_taguette(sheets: Sequence[Sheet]) -> Sheet | None:
    """Return the sheet that Taguette wrote, if one did."""
    return next((sheet for sheet in sheets if sheet.has(*HIGHLIGHTS) or sheet.has(*CODEBOOK)), None)


def project(path: Path) -> Project:
    """Return the project that an exported table tells of."""
    return project_of(path, [read_csv(path)] if path.suffix.lower() == ".csv" else read_workbook(path))


def project_of(path: Path, sheets: Sequence[Sheet]) -> Project:
    sheet = sheet_of_taguette(sheets)
    if sheet is None:
        expected = f"the columns {', '.join(HIGHLIGHTS)} or {', '.join(CODEBOOK)}"
        raise refused(path, "no table of Taguette", expected, "export the highlights or the codebook again")
    names = [name.casefold() for name in sheet.header if name]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise refused(path, f"the column {twice[0]} twice", "each column once", "remove one of them")
    return _highlights(path, sheet) if sheet.has(*HIGHLIGHTS) else _codebook(path, sheet)


def _codebook(path: Path, sheet: Sheet) -> Project:
    codes = [Code(row["tag"].strip(), row["description"].strip()) for _, row in sheet.records()]
    return Project(path.name, tuple(codes), losses=sheet.losses)


def _highlights(path: Path, sheet: Sheet) -> Project:
    passages: dict[tuple[str, str], Passage] = {}
    losses: list[Loss] = list(sheet.losses)
    for number, row in sheet.records():
        if not row["content"].strip():
            losses.append(Loss(path.name, str(number), f"highlight {row['id']}", "it has no text"))
            continue
        key = row["id"].strip(), row["document"].strip()
        before = passages.get(key)
        codings = (*(before.codings if before else ()), *_coding(row["tag"]))
        passages[key] = Passage(key[1], row["content"].strip(), f"highlight {key[0]}", codings=codings)
    used = dict.fromkeys(coding.code for passage in passages.values() for coding in passage.codings)
    documents = dict.fromkeys(passage.document for passage in passages.values())
    return Project(
        path.name,
        tuple(map(Code, used)),
        tuple(map(Document, documents)),
        tuple(passages.values()),
        tuple(losses),
    )


def _coding(tag: str) -> Iterator[Coding]:
    if tag.strip():
        yield Coding(NOBODY, tag.strip())
