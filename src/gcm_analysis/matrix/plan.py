"""Plans the reports of a matrix: every combination of events and values, each with its own folder."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from gcm_analysis.edition import Edition, ParameterError, parse_assignment
from gcm_analysis.near import advice

Values = Mapping[str, str]  # of parameters, by name
KEYS = tuple(name for name in Edition.model_fields if name != "language")  # what `--only` takes


@dataclass(frozen=True)
class Variant:
    """One report in all of its languages; its editions differ only in language."""

    editions: tuple[Edition, ...]

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.editions[0].name

    @property
    def event(self) -> str:
        return self.editions[0].event

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(edition.language for edition in self.editions)

    @cached_property
    def values(self) -> dict[str, str]:
        """The event and all parameters of the report but the language, as texts."""
        return {name: as_text(value) for name, value in self.editions[0] if name != "language"}

    @property
    def parameters(self) -> dict[str, str]:
        """All parameters of the report but event and language, as texts."""
        return {name: value for name, value in self.values.items() if name != "event"}


@dataclass(frozen=True)
class Plan:
    """The reports to make, and how."""

    name: str
    title: Mapping[str, str]  # by language
    variants: tuple[Variant, ...]
    formats: tuple[str, ...]
    publisher: str
    draft: bool = False

    @property
    def languages(self) -> tuple[str, ...]:
        """All languages of its reports."""
        return tuple(dict.fromkeys(code for variant in self.variants for code in variant.languages))

    @cached_property
    def varying(self) -> tuple[str, ...]:
        """The parameters in which the reports differ."""
        return tuple(name for name in KEYS if len({variant.values[name] for variant in self.variants}) > 1)

    def with_only(self, *variants: Variant) -> "Plan":
        """Return a plan with only these reports."""
        return replace(self, variants=variants)


@dataclass(frozen=True)
class Task:
    """One report to build: a plan with only this report, and the fingerprint of everything that it depends on."""

    plan: Plan
    fingerprint: str
    force: bool = False

    @property
    def variant(self) -> Variant:
        return self.plan.variants[0]

    @property
    def name(self) -> str:
        return self.variant.name


@dataclass(frozen=True)
class MatrixRequest:
    """What a matrix asks for, not yet checked."""

    events: Sequence[str]
    values: Mapping[str, Sequence[str]]  # by parameter
    include: Sequence[Values] = ()
    exclude: Sequence[Mapping[str, Sequence[str]]] = ()

    def combinations(self) -> list[dict[str, str]]:
        """Return event and parameters of every report, without language; those of `include` last."""
        every = product(self.events, *self.values.values())
        crossed = [dict(zip(("event", *self.values), each, strict=True)) for each in every]
        added = [
            {"event": event, **dict(more)}
            for more in self.include
            for event in ([more["event"]] if "event" in more else self.events)
        ]
        return [*crossed, *added]

    def leaves_out(self, edition: Edition) -> bool:
        given = {name: as_text(value) for name, value in edition}
        return any(
            all(given[name] in values for name, values in combination.items()) for combination in self.exclude
        )


def as_text(value: object) -> str:
    """Return a parameter's value as it is written in a file or on the command line."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def distinct(editions: Iterable[Sequence[Edition]]) -> list[Variant]:
    """Return each report once, with all languages in which it was asked for."""
    found: dict[Edition, dict[str, Edition]] = {}
    for group in editions:
        for edition in group:
            key = edition.model_copy(update={"language": "en"})
            found.setdefault(key, {})[edition.language] = edition
    return [Variant(tuple(group.values())) for group in found.values()]


def colliding(variants: Iterable[Variant]) -> list[list[Variant]]:
    """Return reports that would share a folder, also on systems that ignore case in names."""
    folders: dict[str, list[Variant]] = {}
    for variant in variants:
        folders.setdefault(variant.name.casefold(), []).append(variant)
    return [group for group in folders.values() if len(group) > 1]


def shard(variants: Sequence[Variant], number: int, of: int) -> tuple[Variant, ...]:
    """Return every `of`-th report, beginning with the `number`-th, which counts from 1."""
    return tuple(variants[number - 1 :: of])


def selected(variants: Sequence[Variant], only: Iterable[str]) -> tuple[Variant, ...]:
    """Return the reports that `--only KEY=VALUE` selects; a key that is given twice may have either value.

    A value that no report has is refused: it would be left out silently beside others.
    """
    wanted: dict[str, list[str]] = {}
    for name, value in map(parse_assignment, only):
        if name not in KEYS:
            raise ParameterError(f"--only takes event or a parameter, not {name!r}. {advice(name, KEYS)}")
        known = {str(variant.values[name]) for variant in variants}
        if value not in known:
            raise ParameterError(f"No report is {name}={value}. {advice(value, sorted(known))}")
        wanted.setdefault(name, []).append(value)
    return tuple(
        variant
        for variant in variants
        if all(variant.values[name] in values for name, values in wanted.items())
    )
