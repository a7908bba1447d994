"""The typefaces of figures, pages and PDF, shipped so that a report looks the same on every machine.

`NAME.ttf` is for matplotlib and Typst, `NAME.woff2` is the same font for the self-contained page. README.md says where
they come from and what was changed; OFL.txt is their licence.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
