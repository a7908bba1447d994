"""Renders the templates of pages and XML files; every inserted value is escaped and well-formed."""

import json
import re
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from gcm_analysis import paths
from gcm_analysis.publishing.formats.page.policy import content_policy
from gcm_analysis.publishing.formats.xml_text import xml_text

# Browsers ignore spaces and control characters in an address, and read \ as /.
PASSED_OVER = re.compile(r"[\x00-\x20\x7f\\]")
ADDRESS = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
ORDINAL = re.compile(r"(?<=\d)(er?)\b")
# Escapes, so that no text can end the element.
MARKUP = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


@cache
def pages() -> Environment:
    """Return the templates, compiled once."""
    environment = Environment(
        loader=FileSystemLoader(paths.RESOURCES / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: xml_text(value) if isinstance(value, str) else value,
    )
    environment.globals["content_policy"] = content_policy
    environment.filters["address"] = web_address
    environment.filters["data"] = embedded_json
    environment.filters["ordinals"] = with_ordinals
    return environment


def render_template(name: str, /, **values: Any) -> str:  # noqa: ANN401 - any value that a template shows
    """Return a template filled with these values, each escaped."""
    return pages().get_template(name).render(**values)


def web_address(text: str) -> str:
    """Return an address from data if it is of the web or a mailbox, else an empty text, so that no link is made."""
    return text if ADDRESS.match(text) and not PASSED_OVER.search(text) else ""


def with_ordinals(text: str, lang: str) -> Markup:
    """Return the text; in French with superscript endings of ordinals: 11e, 1er."""
    escaped = str(Markup.escape(xml_text(text)))
    return Markup(ORDINAL.sub(r"<sup>\1</sup>", escaped) if lang.startswith("fr") else escaped)  # noqa: S704 - escaped


def embedded_json(value: object) -> Markup:
    """Return JSON for the text of a script element; nothing in it can end the element."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(MARKUP))  # noqa: S704 - as said
