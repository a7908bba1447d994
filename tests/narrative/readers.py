"""What sentences can claim, each with the words that claim it and a check against the rows that it is about."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from gcm_analysis.narrative.labels import LABELS

from .reading import CODES, COMPARES, UNCLAIMED, Claim, Record
from .recomputed import OUTSIDE, Rows, share, where

VALENCE = {"success factor": "success_factor", "challenge": "challenge"}
LIST = r"(“[^”]+”(?:(?:, | and )“[^”]+”)*)"
STRENGTH = r"(\d+) statements? from (\d+) independent sources?"
# Both sides of the contrast, each with its share and what it rests on; a word stands between them.
SIDES = (
    rf"(\d+)% of what programmes say of themselves \({STRENGTH}\){{}} (\d+)% of what evaluations, audits and academic "
    rf"work say \({STRENGTH}\)"
)
PHASES = ("design", "implementation", "monitoring")
SELF = "programme_self_report"


def number(text: str) -> int:
    return int(text.replace(",", ""))


def percent(value: float) -> int:
    return int(value * 100 + 0.5)


def themes(claim: Claim, text: str) -> list[str]:
    return sorted(claim.record.codes[label] for label in re.findall("“([^”]+)”", text))


def top(rows: Rows, column: str = "theme") -> list[str]:
    """Return the codes that occur most."""
    counts = Counter(row[column] for row in rows)
    return sorted(code for code, size in counts.items() if size == max(counts.values()))


def voices(rows: Rows) -> int:
    return len({row["origin"] for row in rows})


def strong(rows: Rows, statements: str, sources: str) -> bool:
    return (len(rows), voices(rows)) == (number(statements), number(sources))


def leads(rows: Rows, column: str, codes: list[str], *strength: str) -> bool:
    """Return whether these codes occur most, and so often."""
    return (
        bool(rows)
        and top(rows, column) == codes
        and strong([row for row in rows if row[column] in codes], *strength)
    )


def shares(claim: Claim) -> dict[str, float]:
    """Return the share of challenges of each group that is large enough to compare."""
    sizes = Counter(row[claim.by] for row in claim.rows)
    return {code: share(where(claim.rows, **{claim.by: code})) for code, size in sizes.items() if size >= 11}


def kind_share(claim: Claim, *kinds: str) -> int:
    group = [row for row in claim.rows if row["source_type"] in kinds]
    return percent(share(group)) if group else -1


def of_valence(claim: Claim, words: str) -> Rows:
    return where(claim.rows, valence=VALENCE[words.removesuffix("s")])


def counted(claim: Claim, n: str, m: str, success: str, challenge: str) -> bool:
    valences = Counter(row["valence"] for row in claim.rows)
    said = {"success_factor": number(success), "challenge": number(challenge)}
    return strong(claim.rows, n, m) and all(valences[code] == size for code, size in said.items())


def signed(words: str) -> int:
    return int(words.replace("−", "-"))


def contrast(claim: Claim, *said: str) -> bool:
    """Return whether the shares of both sides and what they rest on are as said."""
    for kinds, (percentage, *strength) in zip(((SELF,), OUTSIDE), (said[:3], said[3:]), strict=True):
        rows = [row for row in claim.rows if row["source_type"] in kinds]
        if number(percentage) != kind_share(claim, *kinds) or not strong(rows, *strength):
            return False
    return True


def most_named(claim: Claim, named: str, n: str, m: str | None) -> bool:
    leading = themes(claim, named)
    tied_or_alone = (m is None) == (len(leading) > 1)
    first = where(claim.rows, theme=leading[0])
    return (
        top(claim.rows) == leading
        and tied_or_alone
        and (strong(first, n, m) if m else len(first) == number(n))
    )


def widest(claim: Claim, named: str, each: str | None, alone: str | None) -> bool:
    reach = {code: voices(where(claim.rows, theme=code)) for code in {row["theme"] for row in claim.rows}}
    widest_of = sorted(code for code, size in reach.items() if size == max(reach.values()))
    return widest_of == themes(claim, named) and reach[widest_of[0]] == number(each or alone or "")


def heaviest(claim: Claim, places: str, most: str) -> bool:
    found = shares(claim)
    said = {code for code in found if re.search(rf"\b(in|at) {code}\b", places)}
    highest = {code for code, value in found.items() if value == max(found.values())}
    return bool(found) and said == highest < set(found) and percent(max(found.values())) == number(most)


def spread(claim: Claim, low: str, lowest: str, high: str, highest: str) -> bool:
    found = shares(claim) or {"": 0.0}

    def are(names: str, bound: float) -> bool:
        return all((LABELS.get(code, "") in names) == (value == bound) for code, value in found.items())

    low_end, high_end = min(found.values()), max(found.values())
    ends = [number(low), number(high)] == [percent(low_end), percent(high_end)]
    return low_end < high_end and ends and are(lowest, low_end) and are(highest, high_end)


def outside(claim: Claim, n: str, m: str, same: str | None, named: str) -> bool:
    rest = [row for row in claim.rows if row["source_type"] != SELF]
    unchanged = top(rest) == top(claim.rows)
    return strong(rest, n, m) and top(rest) == themes(claim, named) and unchanged == (same is not None)


def obstacles(claim: Claim, named: str, n: str, m: str) -> bool:
    heavy = heavier(claim.record)
    return heavy == themes(claim, named) and strong(
        [row for row in where(claim.rows, valence="challenge") if row["theme"] in heavy], n, m
    )


def heavier(record: Record) -> list[str]:
    """Return the themes under which challenges outnumber success factors."""
    codes = {row["theme"] for row in record.rows}
    return sorted(code for code in codes if share(where(record.rows, theme=code)) > 1 / 2)


def among(claim: Claim, words: str, named: str, n: str, m: str) -> bool:
    group = of_valence(claim, words)
    repeated = len({row["theme"] for row in group}) < len(group)
    return repeated and leads(group, "theme", themes(claim, named), n, m)


def only(claim: Claim, words: str, named: str, n: str, m: str) -> bool:
    group = of_valence(claim, words)
    return len(group) == 1 and leads(group, "theme", themes(claim, named), n, m)


def none_twice(claim: Claim, words: str, n: str, m: str) -> bool:
    group = of_valence(claim, words)
    return len({row["theme"] for row in group}) == len(group) > 1 and strong(group, n, m)


def heard(claim: Claim, named: str, n: str, m: str) -> bool:
    kinds = sorted(CODES[label] for label in re.findall("“([^”]+)”", named))
    return leads(claim.rows, "source_type", kinds, n, m)


def silent(claim: Claim, every: str, n: str, named: str | None) -> bool:
    missing = sorted(set(claim.record.codes.values()) - {row["theme"] for row in claim.rows})
    return [len(claim.record.codes), len(missing)] == [number(every), number(n)] and (
        len(missing) > 5 if named is None else missing == themes(claim, named)
    )


def nothing(claim: Claim, places: str) -> bool:
    said = {phase for phase in PHASES if f"in {phase}" in places}
    return bool(said) and said == set(PHASES) - {row["phase"] for row in claim.rows}


def about_region(claim: Claim, few: str | None, n: str, m: str) -> bool:
    return strong(claim.rows, n, m) and (len(claim.rows) < 11) == (few is not None)


def lens(claim: Claim, size: Callable[[list[int]], int], who: str, n: str, m: str = "") -> bool:
    """Return whether exactly the lenses of this size are named, and how large they are."""
    sizes = {place: len(where(claim.rows, level=place[0], region=place[1])) for place in claim.record.places}
    wanted = size(list(sizes.values()))
    named = {place for place, words in claim.record.places.items() if all(word in who for word in words)}
    sources = {voices(where(claim.rows, level=level, region=region)) for level, region in named}
    right = not m or sources == {number(m)}
    return (
        right
        and wanted == number(n)
        and named == {place for place, found in sizes.items() if found == wanted}
    )


def alike(claim: Claim, who: str) -> bool:
    return any(
        len(words) > 1 and all(word in who for word in words) for words in claim.record.places.values()
    )


def same_everywhere(claim: Claim, n: str) -> bool:
    sizes = {len(where(claim.rows, level=level, region=region)) for level, region in claim.record.places}
    return sizes == {number(n)} and len(claim.record.places) > 1


def group_of(rows: Rows) -> str:
    """Return what the rule of the implications says of a theme."""
    success, challenge = (len(where(rows, valence=valence)) for valence in VALENCE.values())
    if voices(rows) < 5:
        return "open"
    return "keep" if success >= 2 * challenge else "hindrances" if challenge >= 2 * success else "fix"


def sorted_out(claim: Claim, group: str, n: str, named: str) -> bool:
    every = {row["theme"] for row in claim.rows}
    found = sorted(code for code in every if group_of(where(claim.rows, theme=code)) == group)
    return found == themes(claim, named) and len(found) == number(n)


def rests_on(claim: Claim, success: str, challenge: str, sources: str) -> bool:
    sizes = [len(where(claim.rows, valence=valence)) for valence in VALENCE.values()]
    return [*sizes, voices(claim.rows)] == [
        0 if n == "no" else number(n) for n in (success, challenge, sources)
    ]


def bites(claim: Claim, equal: str | None, places: str) -> bool:
    """Return whether challenges are named most often there, and in equal numbers if more than one place is named."""
    said = sorted(code for code in (*PHASES, "cross-cutting") if f"in {code}" in places)
    return (
        bool(said)
        and top(where(claim.rows, valence="challenge"), "phase") == said
        and (len(said) > 1) == (equal is not None)
    )


class Reader(NamedTuple):
    """The words of a sentence, and whether the claim that they make is true of the rows."""

    words: re.Pattern[str]
    true: Callable[..., bool]


def reader(words: str, true: Callable[..., bool]) -> Reader:
    return Reader(re.compile(words), true)


READERS = {
    "the balance": reader(
        rf"This edition counts {STRENGTH}(?: at \w+ level)?: (\d+) names? a success factor and (\d+) a challenge",
        counted,
    ),
    "that there is nothing": reader(
        r"No statement meets the parameters|This edition counts no statement|nothing on record is about this region",
        lambda c: not c.rows,
    ),
    "that outsiders name more challenges": reader(
        rf"differs with who speaks: challenges make up {SIDES.format(', but')}",
        lambda c, *said: contrast(c, *said) and int(said[0]) < int(said[3]),
    ),
    "that programmes name more challenges": reader(
        rf"differs with who speaks: challenges make up {SIDES.format(', and only')}",
        lambda c, *said: contrast(c, *said) and int(said[0]) > int(said[3]),
    ),
    "that the contrast is open": reader(
        rf"differs with who speaks is open: challenges make up {SIDES.format(' and')}, "
        r"but the interval of the difference, ([−\d]+) to ([−\d]+) percentage points, includes",
        lambda c, *said: contrast(c, *said[:-2]) and signed(said[-2]) <= 0 <= signed(said[-1]),
    ),
    "the theme named most": reader(
        rf"{LIST} (?:is|are) named most often, with (\d+) statements?(?: from (\d+) independent sources?| each)",
        most_named,
    ),
    "the theme of most sources": reader(
        rf"{LIST} rests? on the most independent sources(?:, (\d+) each|: (\d+))", widest
    ),
    "the highest share": reader(r"The share of challenges is highest (.*): (\d+)%", heaviest),
    "the range of shares": reader(
        r"the share of challenges runs from (\d+)% \((.*)\) to (\d+)% \((.*)\)", spread
    ),
    "that shares do not differ": reader(
        r"The share of challenges does not differ, or the groups are too small",
        lambda c: len(set(shares(c).values())) <= 1 or len(shares(c)) < 2,
    ),
    "that groups are too few": reader(
        r"The statements by group: too few for a comparison", lambda c: len(shares(c)) < 2
    ),
    "the order without self-reports": reader(
        rf"Without what programmes say of themselves, the record holds {STRENGTH}; the theme named most often (?:(stays the same:)|is then) {LIST}",
        outside,
    ),
    "that only self-reports are left": reader(
        r"Without what programmes say of themselves, no statement is left",
        lambda c: {row["source_type"] for row in c.rows} == {SELF},
    ),
    "what is named most in a group": reader(
        rf"The (success factor|challenge)s? named most often (?:is|are) {LIST}, with {STRENGTH}",
        lambda c, words, named, *strength: leads(of_valence(c, words), "theme", themes(c, named), *strength),
    ),
    "that a valence is absent": reader(
        r"No (success factor|challenge) is on record", lambda c, words: not of_valence(c, words)
    ),
    "obstacles": reader(
        rf"Challenges outnumber success factors under {LIST}; they are named there in {STRENGTH}", obstacles
    ),
    "what is named most among a valence": reader(
        rf"Among (success factors|challenges), {LIST} (?:is|are) named most often \({STRENGTH}", among
    ),
    "the only one of a valence": reader(
        rf"The only (success factor|challenge) on record is {LIST} \({STRENGTH}\)", only
    ),
    "that nothing is named twice": reader(
        rf"No (success factor|challenge) is named more than once \({STRENGTH} in all\)", none_twice
    ),
    "who is heard most": reader(
        rf"The kinds? of source heard most (?:is|are) {LIST}, with {STRENGTH}", heard
    ),
    "silent themes": reader(rf"Of the (\d+) themes, (\d+) ha(?:s|ve) no statement(?:: {LIST})?\.", silent),
    "that no theme is silent": reader(
        r"Each of the (\d+) themes has a statement",
        lambda c, every: len({row["theme"] for row in c.rows}) == int(every) == len(c.record.codes),
    ),
    "silent phases": reader(r"Nothing is on record ([^.]*)\.", nothing),
    "thin phases": reader(
        r"In (\w+): only (\d+) statements?\.",
        lambda c, phase, n: 0 < len(where(c.rows, phase=phase)) == int(n) < 11,
    ),
    "how much is about a region": reader(
        rf"At this level and about this region: (only )?{STRENGTH}", about_region
    ),
    "that codes do not tell perspectives apart": reader(
        r"The codes do not tell (.*) apart: level and region are the same", alike
    ),
    "a silent lens": reader(
        r"The record is silent at the level and about the region of (.*)",
        lambda c, who: lens(c, min, who, "0"),
    ),
    "the thinnest lens": reader(
        rf"The record is thinnest at the level and about the region of (.*): {STRENGTH}",
        lambda c, *said: lens(c, min, *said),
    ),
    "the thinnest lenses": reader(
        r"The record is thinnest at the levels and about the regions of (.*): (\d+) statements? each",
        lambda c, *said: lens(c, min, *said),
    ),
    "the only lens": reader(
        rf"On record at the level and about the region of (.*): {STRENGTH}",
        lambda c, *said: lens(c, max, *said) and len(c.record.places) == 1,
    ),
    "what to keep, fix and avoid": reader(
        rf"(?:To|With) (keep|fix|hindrances)(?: to remove)?, (\d+): {LIST}", sorted_out
    ),
    "how many themes there are": reader(
        r"applied to the (\d+) themes? on record",
        lambda c, n: len({row["theme"] for row in c.rows}) == int(n),
    ),
    "what stays open": reader(
        r"Open, because too few independent sources speak of them: (\d+)",
        lambda c, n: (
            [group_of(where(c.rows, theme=code)) for code in {row["theme"] for row in c.rows}].count("open")
            == int(n)
        ),
    ),
    "what an implication rests on": reader(
        r"evidence: (no|\d+) success factors? and (no|\d+) challenges?, from (\d+) independent sources?",
        rests_on,
    ),
    "where challenges stand": reader(
        r"Challenges are named most often(, in equal numbers)?,? (in .*?)\. Stricter", bites
    ),
    "that all lenses see as much": reader(r"stands the same: (\d+) statements?", same_everywhere),
}


def read(claim: Claim) -> Iterator[tuple[str, re.Match[str], bool]]:
    """Yield what is read in a sentence: by which reader, where, and whether it is true."""
    for name, (words, true) in READERS.items():
        for found in words.finditer(claim.text):
            yield name, found, true(claim, *found.groups())


def unread(claim: Claim) -> list[str]:
    """Return the words that compare and that no reader read."""
    spans = [found.span() for _, found, _ in read(claim)]
    spans += [text.span() for text in UNCLAIMED.finditer(claim.text)]
    return [
        claim.text[max(0, word.start() - 40) : word.end() + 40]
        for word in COMPARES.finditer(claim.text)
        if not any(start <= word.start() < end for start, end in spans)
    ]
