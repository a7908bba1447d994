"""What a page may do: nothing but show itself and run the scripts that this program wrote into it.

A page is a file that is opened from a folder or an e-mail, so that no server says it: the page does, in its head.
"""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

INSIDE = "data:"  # pictures and typefaces are in the page
# Notebooks show figures of the folder beside them. A page that is opened as a file has no origin that 'self' names.
BESIDE = "data: 'self' file:"


def content_policy(scripts: Iterable[str] = (), styles: Iterable[str] = (), images: str = INSIDE) -> str:
    """Return the Content-Security-Policy of a page with these scripts and style sheets, letter by letter.

    Style sheets are named by hash as scripts are. Style attributes are allowed, by `style-src`, which holds for them
    alone: pandoc writes the widths of columns so; with no address that could be fetched they can do no harm.
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
