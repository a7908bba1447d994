"""A worker that publishes nothing real: what a report's event is called says what becomes of it."""

import json
import os
import signal
import sys
import time
from hashlib import sha256
from pathlib import Path

folder = Path(sys.argv[1])


def tell(message: dict) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def publish(task: dict) -> None:
    report = folder / task["name"]
    outputs = {}
    for edition in task["editions"]:
        page = report / edition["language"] / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(json.dumps(edition), encoding="utf-8")
        outputs[f"{edition['language']}/index.html"] = sha256(page.read_bytes()).hexdigest()
    (report / "manifest.json").write_text(json.dumps({"outputs": outputs}), encoding="utf-8")


for line in sys.stdin:
    task = json.loads(line)
    with (folder / ".work" / "made.txt").open("a") as made:
        made.write(task["name"] + "\n")
    level, error = task["editions"][0]["level"], ""
    if level == "local" and not (folder / "mended").exists():
        error = "It went wrong.\nHere is more of it."
    elif level == "regional":
        os.kill(os.getpid(), signal.SIGKILL)
    elif level == "national" and (folder / "slow").exists():
        time.sleep(60)
    tell({"step": "begun"})
    if not error:
        publish(task)
    tell(
        {
            "outcome": {
                "name": task["name"],
                "status": "failed" if error else "published",
                "seconds": 0.1,
                "error": error,
            }
        }
    )
