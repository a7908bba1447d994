"""What the name of a code may mean: a guess by the same or nearly the same label, for a person to confirm."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from gcm_analysis.evidence import vocabulary as words

CLOSE = 0.86  # how alike two labels must be, from 0 to 1; “challange” and “challenge” are
OTHER_NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "phase": {
        "design": ("conception",),
        "implementation": ("mise en œuvre",),
        "monitoring": ("suivi", "monitoring and evaluation", "suivi et évaluation"),
        "cross-cutting": ("transversal", "crosscutting"),
    },
    "valence": words.KINDS_OF_NOTE
    | {
        "success_factor": (
            "success",
            "facteur de réussite",
            "facteur de succès",
            "réussite",
            "positive",
            "enabler",
        ),
        "challenge": ("défi", "obstacle", "difficulté", "negative", "barrier"),
    },
    "level": {
        "local": (),
        "national": (),
        "regional": ("régional",),
        "international": (),
    },
    "criterion": {
        "relevance": ("pertinence",),
        "coherence": ("cohérence",),
        "efficiency": ("efficience",),
        "effectiveness": ("efficacité",),
        "impact": (),
        "sustainability": ("durabilité", "viabilité"),
    },
    "region": dict.fromkeys(words.REGIONS, ()),
}
FOLDERS = {
    "thème": "theme",
    "codebook": "theme",
    "critère": "criterion",
    "criteria": "criterion",
    "niveau": "level",
}
OF_VARIABLES = {
    "level": ("level", "niveau"),
    "region": ("region", "région"),
    "year": ("year", "année"),
    "speaker": ("speaker", "intervenant", "orateur", "participant"),
    "session": ("session", "séance"),
    "language": ("language", "langue"),
}


@dataclass(frozen=True)
class Guess:
    """What a name may mean, and how sure that is."""

    target: str
    value: str
    label: str
    exact: bool


def guess(path: str, themes: Mapping[str, tuple[str, ...]]) -> Guess | None:
    """Return what a code most likely means; `themes` has the labels of each theme by its code."""
    folders, name = _split(path)
    labels = [(_plain(label), target, value, label) for target, value, label in _labels(themes)]
    labels.sort(
        key=lambda each: each[1] not in folders
    )  # the folder decides between like names; else the order stays
    same = next((each for each in labels if each[0] == _plain(name)), None)
    if same:
        return Guess(*same[1:], exact=True)
    near = get_close_matches(_plain(name), [each[0] for each in labels], n=1, cutoff=CLOSE)
    found = next((each for each in labels if near and each[0] == near[0]), None)
    return Guess(*found[1:], exact=False) if found else None


def guess_variable(name: str) -> str | None:
    plain = _plain(name)
    return next((key for key, names in OF_VARIABLES.items() if plain in map(_plain, names)), None)


def _labels(themes: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str, str]]:
    of_themes = [
        ("theme", code, label) for code, labels in themes.items() for label in (code, *labels) if label
    ]
    of_codes = [
        (target, code, label)
        for target, codes in OTHER_NAMES.items()
        for code, others in codes.items()
        for label in (code, *others)
    ]
    return of_themes + of_codes


def _split(path: str) -> tuple[set[str], str]:
    """Return the targets that the folders of a code name, and the code's own name."""
    *above, name = re.split(r"[/.]", path) if re.search(r"[/.]\S", path) else [path]
    named = {_plain(folder).removesuffix("s") for folder in above}
    known = {_plain(key).removesuffix("s"): target for key, target in FOLDERS.items()}
    return {known.get(folder, folder) for folder in named}, name


def _plain(label: str) -> str:
    """Return a label in small letters without accents and signs."""
    spread = unicodedata.normalize("NFKD", label.casefold().replace("œ", "oe"))
    return " ".join(
        re.findall(
            r"\w+", "".join(sign for sign in spread if not unicodedata.combining(sign)).replace("_", " ")
        )
    )
