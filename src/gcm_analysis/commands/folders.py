"""Checks the folders that a command writes to, before anything runs."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from gcm_analysis import paths
from gcm_analysis.commands.terminal import notify
from gcm_analysis.errors import UserError

Wait = Annotated[
    bool,
    typer.Option("--wait/--no-wait", help="Wait while another run uses the same folder, or refuse at once."),
]


def output_folder(given: Path | None, default: Path) -> Path:
    """Return the folder to publish in; refuse one in which a report would be among its own inputs."""
    folder = Path(os.path.realpath((given or default).expanduser()))
    home = paths.home()
    if folder == home or any(folder.is_relative_to(own) for own in (paths.data(), paths.notebooks())):
        raise UserError(
            f"--output names {folder}, which holds inputs of reports: choose another folder, "
            f"such as {home / 'reports'}."
        )
    if folder.exists() and not folder.is_dir():
        raise UserError(f"--output names {folder}, which is a file: choose a folder.")
    return folder


@contextmanager
def alone_in(output: Path, *, wait: bool) -> Iterator[None]:
    """Be the only run in a folder of reports, and first repair what stopped runs left there."""
    from gcm_analysis.publishing.folder.lock import only_run
    from gcm_analysis.publishing.folder.swap import restore_all

    with only_run(output, notify, wait=wait):
        restore_all(output)
        yield


@contextmanager
def reading(report: Path, *, wait: bool) -> Iterator[None]:
    """Lock a report while it is read. A folder that can't be written to needs no lock."""
    from gcm_analysis.publishing.folder.lock import only_run
    from gcm_analysis.publishing.folder.swap import restore

    folder = Path(os.path.realpath(report))
    if not os.access(folder.parent, os.W_OK):
        yield
        return
    with only_run(folder.parent, notify, wait=wait):
        restore(folder)
        yield
