"""`gcm preview` follows what is saved: a sentence, an error, its correction; it serves this machine alone."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import nbformat
import pytest
from tests.builders import DEFAULT_EVENT
from tests.matrix.kit import tiny
from tornado.websocket import WebSocketClientConnection, websocket_connect

from gcm_analysis.build_request import BuildRequest
from gcm_analysis.edition import Edition
from gcm_analysis.narrative.language import Language
from gcm_analysis.preview.build import Preview

NAME = "30-tiny"


@pytest.fixture
def address(small_copy: Path) -> Iterator[str]:
    """Serve a report of one chapter."""
    tiny(small_copy)
    (small_copy / "notebooks" / "profiles.yml").write_text(f"full: [{NAME}]\n", encoding="utf-8")
    (small_copy / "notebooks" / "briefs.yml").write_text(f"full: [{NAME}]\n", encoding="utf-8")
    command = [sys.executable, "-m", "gcm_analysis", "preview", "--language", "en", "--port", "0"]
    home = {"GCM_HOME": str(small_copy), "GCM_CACHE": str(small_copy / "cache")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | home) as server:
        yield next(line.split()[1] for line in server.stdout or () if line.startswith("Preview: "))
        server.terminate()


def read(address: str, **headers: str) -> str:
    with urlopen(Request(address, headers=headers)) as answer:  # noqa: S310 - an address of our own
        return str(answer.read().decode())


def save(notebook: Path, number: int, source: str) -> str:
    """Give a cell another source and return the one that it had."""
    book = nbformat.read(notebook, as_version=4)
    before, book.cells[number].source = str(book.cells[number].source), source
    nbformat.write(book, notebook)
    return before


async def received(connection: WebSocketClientConnection) -> dict[str, Any]:
    return dict(json.loads(str(await asyncio.wait_for(connection.read_message(), 120))))


def test_french_that_was_saved_beside_the_notebooks_is_read_again(data_copy: Path, tmp_path: Path) -> None:
    french, path = Language("fr"), data_copy / "notebooks" / "fr.po"
    preview = Preview(
        BuildRequest((Edition(event=DEFAULT_EVENT, language="fr"),), (), "", tmp_path), tmp_path
    )
    preview.forget([path])
    assert french.text("The answer") == "La réponse"
    saved = path.read_text(encoding="utf-8")
    path.write_text(saved.replace('"La réponse"', '"Réponse"'), encoding="utf-8")
    preview.forget([path])
    assert french.text("The answer") == "Réponse"
    path.write_text(saved, encoding="utf-8")
    preview.forget([path])


def test_saved_edits_are_shown_errors_are_named_and_no_other_host_is_served(
    address: str, small_copy: Path
) -> None:
    with pytest.raises(HTTPError, match="404"):
        read(address, Host="example.org")
    with ThreadPoolExecutor() as pool:  # a browser of other tests may have this thread's loop
        pool.submit(asyncio.run, edits(address, small_copy / "notebooks" / f"{NAME}.ipynb")).result()


async def edits(address: str, notebook: Path) -> None:
    connection = await websocket_connect(address.replace("http", "ws") + "changes")
    first = await received(connection)
    assert (first["chapters"], first["error"]) == ([], "")

    save(notebook, 0, "# Tiny {#sec-tiny}\n\nA sentence that is new.")
    assert (await received(connection))["chapters"] == ["sec-tiny"]
    assert "A sentence that is new." in read(address)

    save(notebook, 0, "# Tiny {#sec-tiny}\n\n## A heading {#sec-heading}\n\nBelow it.")
    assert (await received(connection))["version"] == first["version"] + 1  # the contents changed too
    assert "A heading" in read(address)

    kept = save(notebook, 0, "# Tiny {#sec-tiny}\n\nA source that nobody has [@S9999].")
    error = (await received(connection))["error"]
    assert "cell 1" in error
    assert "@S9999" in error
    save(notebook, 0, kept)
    assert (await received(connection))["error"] == ""

    before = save(notebook, 2, "1 / 0")
    error = (await received(connection))["error"]
    assert f"{NAME}.ipynb" in error
    assert "ZeroDivisionError" in error
    save(notebook, 2, before)
    while (mended := await received(connection))["error"]:
        pass
    assert mended["error"] == ""
    connection.close()
