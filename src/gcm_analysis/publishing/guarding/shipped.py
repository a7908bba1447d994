"""Scripts that come with the program and are the same in every report: nothing of an event can stand in them.

Their code is full of words that are names elsewhere. A script is passed over only where it stands in a page letter by
letter as it was shipped; one that differs is looked through.
"""

from gcm_analysis.publishing.explorer.scripts import shipped


def without_shipped(page: str) -> str:
    """Return a page without the code of shipped scripts; lines keep their numbers."""
    for script in shipped():
        page = page.replace(
            f"<script>{script}</script>", "<script>" + "\n" * script.count("\n") + "</script>"
        )
    return page
