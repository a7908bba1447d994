"""The results of earlier runs, and why each step was done or left out in this one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gcm_analysis.caching.reasons import FORCED, reasons
from gcm_analysis.caching.store import Inputs, Store

NOTEBOOK, FILE = "notebook", "file"
# Whoever has a file of an earlier run, by its name and the fingerprints of its sources: returns it, or what the last
# argument makes.
Keep = Callable[[str, Mapping[str, str], Callable[[], bytes]], bytes]


def made_anew(_name: str, _sources: Mapping[str, str], make: Callable[[], bytes]) -> bytes:
    return make()


@dataclass(frozen=True)
class Memory:
    """The results of earlier runs. With `force` none of them is taken, but all are kept anew."""

    store: Store
    force: bool = False
    why: dict[tuple[str, str], list[str]] = field(
        default_factory=dict
    )  # by kind and slot; no reason: left out

    def recalled(
        self, kind: str, slot: str, now: Inputs, places: Mapping[str, str] | None = None
    ) -> bytes | None:
        """Return what a step gave if nothing that it depends on has changed, and remember why it has to be done."""
        kept = self.store.get(slot)
        why = [FORCED] if self.force else reasons(kept, now, self.store, places or {})
        self.why[kind, slot] = why
        return kept.result if kept and not why else None

    def done(self, slot: str, inputs: Inputs, make: Callable[[], bytes]) -> bytes:
        """Return the content of a file that is made from nothing but its inputs; make it if it has to be."""
        result = self.recalled(FILE, slot, inputs)
        if result is not None:
            return result
        content = make()
        self.store.put(slot, inputs, content)
        return content

    def summary(self) -> str:
        """Return in a line how much was done again."""
        return f"{self._counted(NOTEBOOK, 'executed')}; {self._counted(FILE, 'written')}"

    def _counted(self, kind: str, how: str) -> str:
        steps = [reasons for (each, _), reasons in self.why.items() if each == kind]
        done = sum(bool(reasons) for reasons in steps)
        return f"{len(steps) - done} of {len(steps)} {kind}s unchanged, {done} {how}"
