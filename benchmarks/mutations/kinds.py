"""Ways to damage a file: each takes its content and a random generator, and returns other content."""

import json
import random
import zipfile
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from typing import Any

Break = Callable[[bytes, random.Random], bytes]

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{below}'] * 9)}]\n" for below, name in pairwise("abcdefghi")
)
SNIPS = (
    BOMB,
    "zz: &z\n  k: *z\n",
    "zz: &z [*z]\n",
    "zz: " + "[" * 5000 + "\n",
    "zz: " + "{a: " * 2000 + "\n",
    "zz: !!pairs [a]\n",
    "zz: !!python/name:os.system x\n",
    "zz: !!python/object/apply:os.system [id]\n",
    "zz: !!timestamp 2018-99-99\n",
    "zz: !!int x\n",
    "zz: !!bool x\n",
    "zz: !!binary ===\n",
    "zz: !!set {a}\n",
    'zz: "\\UFFFFFFFF"\n',
    'zz: "\\uD800"\n',
    'zz: "\\x00"\n',
    "? {a: b}\n: c\n",
    "? [a, b]\n: c\n",
    "<<: {a: b}\n",
    "<<<<<<< HEAD\n",
    "=======\n",
    "---\n",
    "...\n",
    "%YAML 9.9\n",
    "%TAG ! tag:x,2000:\n",
    "\tzz: 1\n",
    "zz\n",
    ": \n",
    '"\n',
    '",,,"\n',
    ";;;;\n",
    "sep=;\n",
    "{{{\n",
    'msgid "x"\n',
    'msgstr[9] "x"\n',
    '"Plural-Forms: nplurals=x; plural=n n;\\n"\n',
    "\u2028\n",
    "Ã© â€™ \ufffd\n",
)
VALUES = (
    "0x" + "f" * 5000, "9" * 5000, "-1", "1e999", ".nan", ".inf", "no", "~", "null", "''", "[]", "{}", "2018-99-99", "9999-01-01",
    "02018", "12:30:45", "0b_", "0o_", "*nope", "&a [*a]", "!!int x", "!!python/name:os.system x", "{? [a]: b}", '"\\UFFFFFFFF"',
    "[[[]]]", "{a: {b: {c: d}}}", "x" * 300, "../../etc/passwd", "a/b", "é" * 50, "\U0001f600", "🇫🇷", "FXX", "XKX", "es", "- a",
    "@x", "`x`", "%x", "|", ">", "=", "<<", "True", "0", "1990", "2100-12-31", "CON", "nul\x00l",
)  # fmt: skip
JSON_VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    "",
    "x",
    [],
    {},
    [[]],
    {"a": 1},
    "x" * 5000,
    10**30,
    "\ud800",
    "= (",
)
ENCODINGS = (
    "cp037",
    "utf-16",
    "utf-16-le",
    "utf-32",
    "cp1252",
    "latin-1",
    "utf-8-sig",
    "shift-jis",
    "mac-roman",
    "cp850",
)
EMPTY = (
    b"",
    b"\n",
    b" \n\n",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x00",
    b"null",
    b"[]",
    b"{}",
    b'"x"',
    b"0",
    b"\x00" * 1000,
    b"a",
)


def snip(content: bytes, lot: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    lines.insert(lot.randint(0, len(lines)), lot.choice(SNIPS).encode("utf-8", "surrogatepass"))
    return b"".join(lines)


def value(content: bytes, lot: random.Random) -> bytes:
    """Give a key, or a cell, another value."""
    lines = content.splitlines(keepends=True)
    if not lines:
        return content
    place = lot.randrange(len(lines))
    new, line = lot.choice(VALUES).encode(), lines[place]
    sign = b": " if b": " in line else b","
    parts = line.rstrip(b"\n").split(sign)
    number = lot.randrange(1, len(parts)) if sign == b": " and len(parts) > 1 else lot.randrange(len(parts))
    lines[place] = sign.join([*parts[:number], new, *parts[number + 1 :]]) + b"\n"
    return b"".join(lines)


def twice(content: bytes, lot: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    if lines:
        first = lot.randrange(len(lines))
        part = lines[first : first + lot.choice((1, 1, 1, 3, 10))]
        place = lot.choice((first, lot.randint(0, len(lines))))
        lines[place:place] = part
    return b"".join(lines)


def truncate(content: bytes, lot: random.Random) -> bytes:
    return content[: lot.randrange(len(content) or 1)]


def delete(content: bytes, lot: random.Random) -> bytes:
    start = lot.randrange(len(content) or 1)
    return content[:start] + content[start + lot.choice((1, 1, 2, 5, 20, 200)) :]


def encode(content: bytes, lot: random.Random) -> bytes:
    return content.decode("utf-8", "replace").encode(lot.choice(ENCODINGS), "replace")


def misread(content: bytes, lot: random.Random) -> bytes:
    """Read UTF-8 as another encoding and save the result."""
    return content.decode(lot.choice(("cp1252", "latin-1", "mac-roman")), "replace").encode()


def control(content: bytes, lot: random.Random) -> bytes:
    place = lot.randrange(len(content) or 1)
    sign = lot.choice((*range(32), 127, 0x80, 0x85, 0xFE, 0xFF))
    return content[:place] + bytes([sign]) * lot.choice((1, 1, 3)) + content[place:]


def huge(content: bytes, lot: random.Random) -> bytes:
    lines = content.splitlines(keepends=True) or [b"x\n"]
    place = lot.randrange(len(lines))
    grown = lot.choice(
        (
            b"x" * 200_000 + b"\n",
            lines[place] * 3000,
            lines[place].rstrip(b"\n") * 500 + b"\n",
            b"," * 50_000 + b"\n",
        )
    )
    return b"".join([*lines[:place], grown, *lines[place:]])


def empty(_: bytes, lot: random.Random) -> bytes:
    return lot.choice(EMPTY)


def flip(content: bytes, lot: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(lot.choice((1, 1, 4, 20)) if changed else 0):
        changed[lot.randrange(len(changed))] = lot.randrange(256)
    return bytes(changed)


def header(content: bytes, lot: random.Random) -> bytes:
    """Rename, drop, add, repeat or reorder the columns of a table, with or without their cells."""
    rows = [line.split(b",") for line in content.splitlines()]
    if not rows:
        return content
    names = rows[0]
    one, other = lot.randrange(len(names)), lot.randrange(len(names))
    kind = lot.randrange(8)
    if kind == 0:
        names[one] = lot.choice(
            (b"", b"x", names[one].upper(), names[one] + b" ", b"None", b"index", b"0", b"\xc3\xa9")
        )
    elif kind == 1:
        names[one] = names[other]
    elif kind == 2:  # noqa: PLR2004 - the number of a kind, here and below
        names.append(names[one])
    elif kind == 3:  # noqa: PLR2004
        del rows[1:]
    elif kind == 4:  # noqa: PLR2004
        rows = [[*row, row[one] if one < len(row) else b""] for row in rows]
    elif kind == 5:  # noqa: PLR2004
        rows = [row[:one] + row[one + 1 :] for row in rows]
    elif kind == 6:  # noqa: PLR2004
        lot.shuffle(names)
    else:
        return content.replace(b",", lot.choice((b";", b"\t", b"|", b":")))
    return b"\n".join(b",".join(row) for row in rows) + b"\n"


def tree(content: bytes, lot: random.Random) -> bytes:
    """Put another value somewhere into JSON."""
    try:
        root = json.loads(content)
    except ValueError:
        return content
    node, key = _place(root, lot)
    if node is None:
        return json.dumps(lot.choice(JSON_VALUES)).encode()
    if lot.random() < 0.3:  # noqa: PLR2004 - a share
        del node[key]
    else:
        node[key] = lot.choice(JSON_VALUES)
    return json.dumps(root).encode()


def _place(root: object, lot: random.Random) -> tuple[Any, Any]:
    """Return a part of a tree and a key in it, at a random depth."""
    node, key = None, None
    below = root
    while isinstance(below, dict | list) and below and (node is None or lot.random() < 0.7):  # noqa: PLR2004 - a share
        node = below
        key = lot.choice(list(node)) if isinstance(node, dict) else lot.randrange(len(node))
        below = node[key]
    return node, key


def member(content: bytes, lot: random.Random) -> bytes:
    """Damage one part of an archive."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile:
        return content
    name = lot.choice(list(parts))
    kind = lot.choice((truncate, delete, control, encode, empty, flip, snip, twice, attribute, None))
    if kind is None:
        parts[lot.choice((name, f"../{name}", name.upper(), "é.txt"))] = parts.pop(name)
    else:
        parts[name] = kind(parts[name], lot)
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return made.getvalue()


def attribute(content: bytes, lot: random.Random) -> bytes:
    """Give an attribute of XML another value."""
    places = [place for place in range(len(content) - 1) if content[place : place + 2] == b'="']
    if not places:
        return content
    place = lot.choice(places) + 2
    end = content.find(b'"', place)
    new = lot.choice((*VALUES, "'", "<", "&x;", "-5", "99999999", "0", "true")).encode("utf-8", "replace")
    return content[:place] + new + content[end:]


TEXT: dict[str, Break] = {
    "snip": snip, "value": value, "twice": twice, "truncate": truncate, "delete": delete, "encode": encode,
    "misread": misread, "control": control, "huge": huge, "empty": empty, "flip": flip,
}  # fmt: skip
KINDS: dict[str, dict[str, Break]] = {
    "yml": TEXT,
    "csv": TEXT | {"header": header, "header of columns": header},
    "ipynb": TEXT | {"tree": tree, "tree of cells": tree},
    "po": TEXT,
    "xlsx": {"member": member, "truncate": truncate, "flip": flip, "empty": empty, "delete": delete},
    "qdpx": {"member": member, "truncate": truncate, "flip": flip, "empty": empty, "delete": delete},
    "qdc": TEXT | {"attribute": attribute},
    "sqlite3": {"truncate": truncate, "flip": flip, "empty": empty, "delete": delete, "control": control},
}
