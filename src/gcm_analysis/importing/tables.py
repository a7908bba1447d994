"""A table of any tool as passages: what each column holds is known by the tool's columns, or said in mapping.yml."""

import re
from collections.abc import Callable, Iterator
from itertools import chain

from gcm_analysis.importing.mapping import IGNORE, VARIABLES, Crosswalk, looked_up
from gcm_analysis.importing.model import (
    Code,
    Coding,
    Document,
    Loss,
    Passage,
    Project,
    Sheet,
    distinct,
    gathered,
    resource,
)

CODES = "codes"  # a column with several, between commas
NAMES = resource("names_in_projects.yml")
CODEBOOK = ("tag", "description", "number of highlights")
WORDS = {"text": "own", "quote": "quote", "coded": "quote"}  # the columns with words, and whose they are
ABOVE = re.compile(r"\s+>\s+")  # between a code and the one above it, in MAXQDA
NO_WORDS = "no column with words has any here: say in mapping.yml which column is text or quote"
UNUSED = "mapping.yml says to ignore this column"
NOT_USED = "this column of the tool is not used here"

RoleOf = Callable[[str], str]


def layout_of(sheet: Sheet) -> tuple[str, dict[str, str]] | None:
    """Return the tool that wrote a table, and what its columns are; nothing for a table that is not known."""
    for layout in NAMES["tables of tools"]:
        if sheet.has(*layout["columns"]):
            return layout["tool"], {**NAMES["other columns of tools"], **layout["columns"]}
    return None


def codebook_of(file: str, sheet: Sheet) -> Project:
    """Return the codes of a codebook that Taguette exported as a table."""
    codes = [Code(row["tag"].strip(), row["description"].strip()) for _, row in sheet.records()]
    return Project(file, tuple(codes), losses=sheet.losses)


def by_layout(file: str, sheet: Sheet, roles: dict[str, str]) -> Project:
    """Return the project that is in a tool's own table."""
    return read(file, sheet, lambda name: roles.get(name.casefold(), IGNORE), is_tool=True)


def by_mapping(project: Project, crosswalk: Crosswalk) -> Project:
    """Return a project with the rows of its tables as passages, by what mapping.yml says of their columns."""

    def role_of(name: str) -> str:
        return looked_up(crosswalk.columns, name) or IGNORE

    projects = [project, *(read(project.file, table, role_of) for table in project.tables)]
    return Project(
        project.file,
        tuple({code.path: code for each in projects for code in each.codes}.values()),
        tuple({one.name: one for each in projects for one in each.documents}.values()),
        tuple(chain.from_iterable(each.passages for each in projects)),
        tuple(chain.from_iterable(each.losses for each in projects)),
    )


def read(file: str, sheet: Sheet, role_of: RoleOf, *, is_tool: bool = False) -> Project:
    """Return the rows of a table as passages. Rows of one tool with the same id and words are one passage."""
    names = distinct(sheet.header)
    roles = dict.fromkeys(names, IGNORE) | {name: role_of(name) for name in names if name}
    losses = [*sheet.losses]
    for place, name in enumerate(names):
        filled = sum(bool(cells[place].strip()) for _, cells in sheet.rows)
        if filled and roles[name] == IGNORE:
            what = f"column {name or place + 1}: {filled} cells"
            losses.append(Loss(sheet.where, "", what, NOT_USED if is_tool else UNUSED))
    passages: list[Passage] = []
    for number, cells in sheet.rows:
        row = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()}
        found = list(_passages(file, number, row, roles, sheet.session if not is_tool else None))
        passages += found
        if not found:
            losses.append(Loss(sheet.where, str(number), " · ".join(row.values()), NO_WORDS))
    used = dict.fromkeys(coding.code for each in passages for coding in each.codings)
    documents = [
        Document(name, is_notes=name == file) for name in dict.fromkeys(each.document for each in passages)
    ]
    return Project(file, tuple(map(Code, used)), tuple(documents), gathered(passages), tuple(losses))


def _passages(
    file: str, number: int, row: dict[str, str], roles: dict[str, str], session: str | None
) -> Iterator[Passage]:
    """Give a passage for each cell of a row with words; `session` is the heading above the table, none for a tool's."""
    is_tool = session is None
    cells = {role: [cell for name, cell in row.items() if roles[name] == role] for role in {*roles.values()}}
    first = {role: found[0] for role, found in cells.items() if found}
    coder = first.get("coder", "")
    between = {CODES: ",", "code": "\n" if is_tool else "[\n;]"}
    codes = [
        Coding(coder, code)
        for name in row
        if roles[name] in between
        for code in _codes(name, row[name], between[roles[name]], is_tool=is_tool)
    ]
    words = [name for name in row if roles[name] in WORDS]
    variables = {name: row[name] for name in row if roles[name] in VARIABLES.keys() - {"session", "speaker"}}
    for name in words:
        yield Passage(
            first.get("document", file),
            row[name],
            f"row {number}" + (f", {name}" if len(words) > 1 else ""),
            codings=(*codes, *([Coding(coder, name)] if roles[name] == "coded" else [])),
            comment="\n".join(cells.get("comment", ())),
            variables=variables,
            session=first.get("session", session or ""),
            speaker=first.get("speaker", ""),
            words="" if is_tool else WORDS[roles[name]],
            is_note=not is_tool,
            key=(row[name], *cells.get("id", ())) if cells.get("id") else (),
        )


def _codes(name: str, cell: str, between: str, *, is_tool: bool) -> Iterator[str]:
    """Give the codes of a cell: a tool's by their path, an answer's below the name of its column."""
    for code in re.split(between, cell):
        if code.strip():
            yield ABOVE.sub("/", code.strip()) if is_tool else f"{name}/{code.strip()}"
