"""Writes the content security policy of a page: it may only show itself and run the scripts written into it.

A page is opened as a file, from a folder or an e-mail, without a server; so the policy is in its head.
"""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

INSIDE = "data:"  # pictures and typefaces are in the page
# Notebooks show figures of a neighbouring folder. For a page opened as a file, 'self' matches nothing.
BESIDE = "data: 'self' file:"


def content_policy(scripts: Iterable[str] = (), styles: Iterable[str] = (), images: str = INSIDE) -> str:
    """Return the Content-Security-Policy of a page with exactly these scripts and style sheets.

    Style sheets and scripts are named by hash. `style-src` allows style attributes only: pandoc writes the widths of
    columns as such; without an address to fetch they can do no harm.
    """
    rules = {
        "default-src": "'none'",
        "script-src": _hashes(scripts),
        "style-src": "'unsafe-inline'",
        "style-src-elem": _hashes(styles),
        "img-src": images,
        "font-src": INSIDE,
        "form-action": "'none'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hashes(texts: Iterable[str]) -> str:
    digests = (b64encode(sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
