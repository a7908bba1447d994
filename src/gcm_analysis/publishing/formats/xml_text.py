"""Text that may stand in XML and HTML: what no such file can hold, escaped or not, is shown as �."""

import re

# Everything but the characters of XML 1.0 (section 2.2), and the other ends of lines of Unicode, which end a line in
# scripts and in some readers of lines.
IMPOSSIBLE = re.compile(r"[^\t\n\r\u0020-\u0084\u0086-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
INSTEAD = dict.fromkeys("\x0b\x0c\u0085\u2028\u2029", "\n")


def xml_text(text: str) -> str:
    """Return a text without characters that make a file not well-formed; text that is markup stays markup."""
    if not IMPOSSIBLE.search(text):
        return text
    return type(text)(IMPOSSIBLE.sub(lambda found: INSTEAD.get(found[0], "\ufffd"), text))
