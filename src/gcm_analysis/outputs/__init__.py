"""The outputs of cells: exhibits as Jupyter shows them and as the report uses them."""

from collections.abc import Mapping
from typing import Any

METADATA = "gcm"  # the key of an output's metadata for what the staged report needs


def dialect(metadata: Mapping[str, Any]) -> str:
    """Return the words of a text, a table or a heading in the report's dialect, from the metadata of its output."""
    title = f"**{metadata['title']}**" if "title" in metadata else ""
    parts = (title, metadata.get("subtitle"), metadata["markdown"], metadata.get("note"))
    return "\n\n".join(part for part in parts if part)
