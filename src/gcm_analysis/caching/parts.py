"""Stores the parts of a file that is made of many, so that only those that changed are made again."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from gcm_analysis.caching.memory import Memory
from gcm_analysis.caching.store import Inputs


@dataclass(frozen=True, eq=False)
class Parts:
    """The parts that the last run made, each under a key of everything it was made from; without a memory, none.

    `inputs` are what all parts are made with.
    """

    memory: Memory | None = None
    slot: str = ""
    inputs: Inputs = field(default_factory=dict)

    def kept(self, name: str) -> dict[str, str]:
        """Return the parts of a file that were kept."""
        if self.memory is None or self.memory.force:
            return {}
        kept = self.memory.store.get(f"{self.slot}/{name}")
        parts: dict[str, str] = (
            json.loads(kept.result) if kept and kept.result and kept.inputs == self.inputs else {}
        )
        return parts

    def keep(self, name: str, parts: Mapping[str, str]) -> None:
        """Keep the parts of a file instead of the earlier ones."""
        if self.memory is not None:
            content = json.dumps(parts, ensure_ascii=False).encode()
            self.memory.store.put(f"{self.slot}/{name}", self.inputs, content)

    @contextmanager
    def answered(self, name: str, ask: Callable[[str], str]) -> Iterator[Callable[[str], str]]:
        """Give a costly function of a text, which is asked only what the last run did not ask it."""
        before, now = self.kept(name), dict[str, str]()

        def answer(text: str) -> str:
            if text not in now:
                now[text] = before[text] if text in before else ask(text)
            return now[text]

        yield answer
        if now != before:
            self.keep(name, now)


NO_PARTS = Parts()
