"""Serves a preview to this machine only, and notifies browsers of changes."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.routing import HostMatches, Rule
from tornado.web import Application, RequestHandler, StaticFileHandler
from tornado.websocket import WebSocketHandler

from gcm_analysis.preview.build import PAGE, STAGE

HOST = "127.0.0.1"
OWN_NAMES = r"^(127\.0\.0\.1|localhost)$"  # a foreign host name that resolves to this machine is not served
# It forbids the script that follows changes.
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
CLIENT = Path(__file__).with_name("client.js")


@dataclass
class State:
    """What browsers are notified of: the current page, its replaced chapters, an error."""

    folder: Path
    version: int = 0
    error: str = ""
    browsers: set["Changes"] = field(default_factory=set)

    def notify(self, chapters: list[str] | None) -> None:
        """Notify browsers of changed chapters, or if there are none to name, of a new page."""
        if chapters is None:
            self.version += 1
        for browser in self.browsers:
            browser.write_message(self.message(chapters or []))

    def message(self, chapters: list[str]) -> str:
        return json.dumps({"version": self.version, "chapters": chapters, "error": self.error})


class Changes(WebSocketHandler):
    """The connection to a browser, which is notified of changes. Tornado refuses pages of another origin."""

    def initialize(self, state: State) -> None:
        self.state = state

    def open(self, *_: str, **__: str) -> None:
        self.state.browsers.add(self)
        self.write_message(self.state.message([]))

    def on_close(self) -> None:
        self.state.browsers.discard(self)


class Page(RequestHandler):
    """Serves the page as it would be published, with the script that follows changes."""

    def initialize(self, state: State) -> None:
        self.state = state

    def get(self, name: str) -> None:
        path = self.state.folder / (name or PAGE)
        page = (
            path.read_text(encoding="utf-8")
            if path.is_file()
            else "<!DOCTYPE html><title>…</title><body></body>"
        )
        script = f'<script data-version="{self.state.version}">{CLIENT.read_text(encoding="utf-8")}</script>'
        self.set_header("Cache-Control", "no-store")
        self.finish(f"{POLICY.sub('', page)}{script}")


def serve(state: State, port: int) -> int:
    """Start to listen on the loopback address, and return the port; 0 takes any free one."""
    given: dict[str, Any] = {"state": state}
    rules = [
        (r"/changes", Changes, given),
        (rf"/({PAGE}|)", Page, given),
        (r"/(.*)", StaticFileHandler, {"path": state.folder / STAGE}),
    ]
    server = HTTPServer(Application([Rule(HostMatches(OWN_NAMES), Application(rules))]))
    sockets = bind_sockets(port, HOST)
    server.add_sockets(sockets)
    return int(sockets[0].getsockname()[1])
