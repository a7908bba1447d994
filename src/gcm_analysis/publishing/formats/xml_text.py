"""Cleans text for XML and HTML: characters that such files can't contain, even escaped, become �."""

import re

# Everything but the characters of XML 1.0 (section 2.2), and Unicode's other line separators, which end a line in scripts
# and for some programs that read lines.
IMPOSSIBLE = re.compile(r"[^\t\n\r\u0020-\u0084\u0086-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
INSTEAD = dict.fromkeys("\x0b\x0c\u0085\u2028\u2029", "\n")


def xml_text(text: str) -> str:
    """Return a text without characters that make a file not well-formed; markup stays markup."""
    if not IMPOSSIBLE.search(text):
        return text
    return type(text)(IMPOSSIBLE.sub(lambda found: INSTEAD.get(found[0], "\ufffd"), text))
