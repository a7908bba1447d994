"""Coded evidence on migration capacity building, published as a bilingual, cited and accessible report.

In a notebook or script of your own:

    import gcm_analysis as gcm

    data = gcm.load(as_of="2020-01-31", labels="fr")   # frames: data.statements, data.sources, data.actions …
    gcm.balance(data.statements, by="theme")           # what helped and what hindered, by theme
    gcm.agreement(data)                                # how far coders agree
    gcm.findings(data)                                 # what is concluded, and what it rests on

In a notebook of a report, `page = gcm_analysis.notebook.open_page(language="fr")` opens what its cells show, and
`help(page)` says how.

`help(gcm.load)` and `help(gcm.Dataset)` say what there is; `docs/api.md` has all of it on one page.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gcm_analysis.library import Dataset, agreement, balance, findings, load

__version__ = "0.2.0"
__all__ = ["Dataset", "agreement", "balance", "findings", "load"]


def __getattr__(name: str) -> object:
    """Import the library on first use, so that `gcm --help` does not import pandas."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.library"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
