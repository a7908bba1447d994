"""Builds that publish nothing real: the level of a report decides what happens to it."""

import json
import os
import signal
import time
from hashlib import sha256

from gcm_analysis.matrix.plan import Task
from gcm_analysis.matrix.results import Folders, Outcome
from gcm_analysis.running.parallel import Step


def fake_build(task: Task, step: Step, folders: Folders) -> Outcome:
    folder, level = folders.folder, task.variant.parameters["level"]
    with (folder / ".work" / "made.txt").open("a") as made:
        made.write(task.name + "\n")
    if level == "regional":
        os.kill(os.getpid(), signal.SIGKILL)
    elif level == "national" and (folder / "slow").exists():
        time.sleep(60)
    step("begun")
    if level == "local" and not (folder / "mended").exists():
        return Outcome("failed", 0.1, "It went wrong.\nHere is more of it.")
    publish(task, folders)
    return Outcome("published", 0.1)


def publish(task: Task, folders: Folders) -> None:
    report, outputs = folders.report(task.name), {}
    for edition in task.variant.editions:
        page = report / edition.language / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(edition.model_dump_json(), encoding="utf-8")
        outputs[f"{edition.language}/index.html"] = sha256(page.read_bytes()).hexdigest()
    (report / "manifest.json").write_text(json.dumps({"outputs": outputs}), encoding="utf-8")
