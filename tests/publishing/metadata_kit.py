"""What the tests of metadata share: the description of the small staged report, and a small report that is published."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode
from tests.builders import DEFAULT_EVENT, Watch

from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Event, Publication
from gcm_analysis.publishing.metadata.describe import Description, describe
from gcm_analysis.report import BuildRequest, publish_report

from .notebooks import code, fact, figure, notebook, publish_instead, text
from .sample_stage import settings_of

SITE = "https://example.org/reports/"
LICENCE = Publication(licence="CC BY 4.0", licence_url="https://creativecommons.org/licenses/by/4.0/")


def described(
    event: Event, language: str = "en", *, site: str = "", level: str = "all", **changes: Any
) -> Description:
    """Return the description of the small staged report, with some of its fields changed."""
    edition = Edition(event=DEFAULT_EVENT, language=language, level=level)
    project = LICENCE.model_copy(update={"site_url": site})
    return replace(describe(settings_of(language), edition, event, project), **changes)


def small_notebooks(**drawn: Any) -> dict[str, NotebookNode]:
    """Return the executed notebooks of a small report: a sentence with a fact, and a figure."""
    said = code("page.show(a)", text("Said.", fact("n", 1)))
    return {
        "01-x": notebook(
            said, code("#| label: fig-a\npage.show(b)", figure(**drawn)), title="# The event {#sec-event}"
        )
    }


@contextmanager
def executed(notebooks: dict[str, NotebookNode]) -> Iterator[None]:
    """Publish these instead of executed notebooks."""

    with pytest.MonkeyPatch.context() as patch:
        publish_instead(patch, lambda _: notebooks)
        yield


def publish(home: Path, *languages: str, formats: tuple[str, ...] = ("html",), **parameters: Any) -> Path:
    """Publish the small report of the default event in a project of one's own, and return its folder."""
    editions = tuple(
        Edition(event=DEFAULT_EVENT, language=language, **parameters)
        for language in languages or ("en", "fr")
    )
    return publish_report(BuildRequest(editions, formats, "embedded", home / "reports"), Watch())


def set_site(home: Path, address: str = SITE) -> None:
    """Give a project an address."""
    with (home / "data" / "project.yml").open("a", encoding="utf-8") as lines:
        lines.write(f"site_url: {address}\n")
