"""The results of earlier runs, and why this run did or skipped each step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from gcm_analysis.caching.reasons import FORCED, reasons
from gcm_analysis.caching.store import Inputs, Store

NOTEBOOK, FILE = "notebook", "file"
# Returns the file that an earlier run made, by its name and the fingerprints of its sources, or else the result of the
# last argument.
Keep = Callable[[str, Mapping[str, str], Callable[[], bytes]], bytes]


def not_kept(_name: str, _sources: Mapping[str, str], make: Callable[[], bytes]) -> bytes:
    return make()


@dataclass(frozen=True)
class Memory:
    """The results of earlier runs. With `force` none of them is used, and each is replaced."""

    store: Store
    force: bool = False
    # By kind and slot; a step without a reason was left out.
    why: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def kept_result(
        self,
        kind: str,
        slot: str,
        now: Callable[[Inputs], Inputs],
        places: Mapping[str, str] = MappingProxyType({}),
    ) -> bytes | None:
        """Return a step's result if nothing that it depends on has changed; else record why it has to be done.

        `now` returns the current inputs, given those of the kept result.
        """
        kept = self.store.get(slot)
        why = [FORCED]
        if not self.force:
            why = reasons(kept, now(kept.inputs if kept else {}), self.store, places)
        self.why[kind, slot] = why
        return kept.result if kept and not why else None

    def done(self, slot: str, inputs: Inputs, make: Callable[[], bytes]) -> bytes:
        """Return the content of a file that depends only on its inputs; make it if necessary."""
        result = self.kept_result(FILE, slot, lambda _: inputs)
        if result is not None:
            return result
        content = make()
        self.store.put(slot, inputs, content)
        return content

    def summary(self) -> str:
        """Return one line on how much was done again."""
        return f"{self._counted(NOTEBOOK, 'executed')}; {self._counted(FILE, 'written')}"

    def _counted(self, kind: str, how: str) -> str:
        steps = [reasons for (each, _), reasons in self.why.items() if each == kind]
        done = sum(bool(reasons) for reasons in steps)
        return f"{len(steps) - done} of {len(steps)} {kind}s unchanged, {done} {how}"
