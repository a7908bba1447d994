"""The typefaces, style sheets and scripts of a page. All are embedded in the page."""

import re
from base64 import b64encode
from functools import cache
from pathlib import Path

from gcm_analysis import fonts
from gcm_analysis.paths import RESOURCES

FOR_AUTHORS = re.compile(r"/\*.*?\*/|(?<=\n)\s+", re.DOTALL)  # comments and indents, which readers do without


@cache
def style() -> str:
    """Return the typefaces and the style sheets in the order of their names."""
    sheets = "".join(path.read_text(encoding="utf-8") for path in sorted((RESOURCES / "style").glob("*.css")))
    return "\n".join([*map(_font_face, sorted(fonts.FOLDER.glob("*.woff2"))), FOR_AUTHORS.sub("", sheets)])


@cache
def script(name: str) -> str:
    """Return the scripts in a folder, one after another, each in its own scope."""
    paths = sorted((RESOURCES / "script" / name).glob("*.js"))
    return "\n".join(f"{{\n{path.read_text(encoding='utf-8')}}}" for path in paths)


@cache
def explorer_script() -> str:
    """Return the script of the evidence explorer's page, which is all that runs there."""
    return (RESOURCES / "explorer" / "explorer.js").read_text(encoding="utf-8").rstrip("\n")


def _font_face(path: Path) -> str:
    family, style = path.stem.removeprefix("Noto").split("-")
    weight = "600 700" if style == "SemiBold" else "400"
    return (
        f'@font-face{{font-family:"Noto {family}";font-weight:{weight};font-display:block;'
        f"font-style:{'italic' if style == 'Italic' else 'normal'};"
        f"src:url(data:font/woff2;base64,{b64encode(path.read_bytes()).decode()}) format('woff2')}}"
    )
