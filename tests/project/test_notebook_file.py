"""A notebook's file before a kernel starts: what Jupyter can't open is named with what to do about it."""

import json
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from gcm_analysis.project.notebook_file import declared, notebook_problems

CONFLICT = '{\n<<<<<<< HEAD\n "cells": [],\n=======\n "cells": [],\n>>>>>>> mine\n "metadata": {}, "nbformat": 4, "nbformat_minor": 5\n}\n'


def whole(source: str = "level = 'all'\nlanguage = 'en'") -> str:
    cells = [
        new_markdown_cell("# T", id="title"),
        new_code_cell(source, id="parameters", metadata={"tags": ["parameters"]}),
    ]
    return str(nbformat.writes(new_notebook(cells=cells)))


def found(folder: Path, content: str | bytes) -> str:
    path = folder / "01-x.ipynb"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (problem,) = notebook_problems(path)
    assert problem.file == "notebooks/01-x.ipynb"
    assert problem.remedy
    return problem.found


def test_a_valid_notebook_takes_the_parameters_that_its_cell_of_parameters_sets(tmp_path: Path) -> None:
    path = tmp_path / "01-x.ipynb"
    path.write_text(whole(), encoding="utf-8")
    assert notebook_problems(path) == []
    assert declared(path) == {"level", "language"}


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (CONFLICT, "marks of a merge (<<<<<<<), first in line 2"),
        (b"\xef\xbb\xbf" + whole().encode(), "a byte order mark"),
        ("", "an empty file"),
        (whole("level = 'Ã©tat'"), "Ã©tat"),
        (whole()[:200], "no JSON"),
        (whole().encode("utf-16"), "UTF-16"),
        ("[" * 100_000, "no JSON"),
        ("null", "no cells"),
        ('{"cells": []}', "no cells"),
        ('{"nbformat": 4, "cells": [1]}', "cell 1 of another form"),
        (whole("level = ("), "Python can't read"),
        (whole("x = " + "(" * 5000), "Python can't read"),
        (whole().replace('"parameters"\n', '"other"\n'), "0 cells tagged “parameters”"),
    ],
)
def test_what_cannot_be_executed_is_named(content: str | bytes, named: str, tmp_path: Path) -> None:
    assert named in found(tmp_path, content)


@pytest.mark.parametrize("key", ["cell_type", "metadata", "source", "outputs", "execution_count"])
def test_a_cell_without_one_of_its_keys_is_named(key: str, tmp_path: Path) -> None:
    content = json.loads(whole())
    del content["cells"][1][key]
    assert found(tmp_path, json.dumps(content))


@pytest.mark.parametrize(
    ("key", "value"), [("nbformat", 99), ("nbformat", "4"), ("metadata", 1), ("nbformat_minor", None)]
)
def test_a_notebook_in_an_invalid_format_is_named(key: str, value: object, tmp_path: Path) -> None:
    assert found(tmp_path, json.dumps(json.loads(whole()) | {key: value}))


def test_a_folder_and_a_broken_link_are_named(tmp_path: Path) -> None:
    (tmp_path / "01-x.ipynb").symlink_to(tmp_path / "gone.ipynb")
    (tmp_path / "02-y.ipynb").mkdir()
    assert [notebook_problems(tmp_path / name)[0].found for name in ("01-x.ipynb", "02-y.ipynb")] == [
        "no such file",
        "a folder",
    ]
