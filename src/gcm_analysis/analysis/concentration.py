"""How much of the record a few voices hold.

The Herfindahl–Hirschman index is the sum of squared shares (Hirschman, “The paternity of an index”, American Economic
Review 54, 1964, 761–762): 1 if one voice holds all, 1/n if n voices hold the same. Its inverse is the effective number
of voices, the number of equal ones that would give the same index (Laakso and Taagepera, “‘Effective’ number of
parties: a measure with application to West Europe”, Comparative Political Studies 12, 1979, 3–27).
"""

import numpy as np
import pandas as pd


def by_publisher(coded: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return `statements`, `sources` (origins) and `share` of all statements by publisher, most first, ties by name.

    `sources` gives the publisher of each source; publishers are as written there.
    """
    publishers = sources.set_index("source_id")["publisher"]
    named = coded[["source_id", "origin"]].assign(publisher=coded["source_id"].map(publishers))
    return _held(named, "publisher", "origin")


def by_origin(coded: pd.DataFrame) -> pd.DataFrame:
    """Return `statements`, `sources` (pages and documents) and `share` by origin, most first, ties by name."""
    return _held(coded[["source_id", "origin"]], "origin", "source_id")


def herfindahl(shares: pd.Series) -> float:
    """Return the sum of squared shares; it is no number if there are none."""
    return float(np.square(shares).sum()) if len(shares) else float("nan")


def effective_number(shares: pd.Series) -> float:
    """Return how many equal shares would be as concentrated; it is no number if there are none."""
    index = herfindahl(shares)
    return 1 / index if index > 0 else float("nan")


def without_origin(coded: pd.DataFrame, origin: str) -> pd.DataFrame:
    """Return the statements of all other origins."""
    return coded[coded["origin"] != origin].reset_index(drop=True)


def _held(coded: pd.DataFrame, by: str, within: str) -> pd.DataFrame:
    grouped = coded[coded[by] != ""].groupby(by)  # of some documents nobody knows who published them
    table = pd.DataFrame({"statements": grouped.size(), "sources": grouped[within].nunique()})
    table["share"] = table["statements"] / len(coded)
    return table.sort_index().sort_values("statements", ascending=False, kind="stable")
