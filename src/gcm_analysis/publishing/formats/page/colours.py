"""Computes colours for dark pages: each colour of a drawing with inverted lightness and the same hue.

Lightness is that of OKLab, which is perceptually uniform: contrast with white becomes the same contrast with the dark
page, and a sequence of blues stays a sequence. White becomes the colour of the dark page, and ink its light ink.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Triple = NDArray[np.float64]  # three numbers

PAGE, INK = 0.205, 0.93  # lightness on the dark page of white and of ink
INK_ON_LIGHT = 0.28
NIGHT = (-0.004, -0.013)  # towards green, towards blue: the dark page and all on it are a little blue
STEPS = 40  # in so many steps a colour fades to grey until a screen can show it
LUMINANCE = np.array((0.2126, 0.7152, 0.0722))  # of red, green and blue
SLACK = 1e-4  # of rounding
TO_CONES = np.array(
    (
        (0.4122214708, 0.5363325363, 0.0514459929),
        (0.2119034982, 0.6806995451, 0.1073969566),
        (0.0883024619, 0.2817188376, 0.6299787005),
    )
)
TO_LAB = np.array(
    (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
)
FROM_CONES, FROM_LAB = np.linalg.inv(TO_CONES), np.linalg.inv(TO_LAB)


@cache
def dark(colour: str) -> str:
    """Return the counterpart of a colour (`#rrggbb`) on the dark page."""
    lightness, *hue = TO_LAB @ (TO_CONES @ _channels(colour)) ** (1 / 3)
    turned = PAGE + (1 - lightness) * (INK - PAGE) / (1 - INK_ON_LIGHT)
    fading = (step / STEPS for step in range(STEPS, -1, -1))
    tinted = np.add(hue, NIGHT)
    turnings = (np.array((min(turned, 1), *(tinted * share))) for share in fading)
    shown = (FROM_CONES @ (FROM_LAB @ lab) ** 3 for lab in turnings)
    return _hex(next(one for one in shown if (one >= -SLACK).all() and (one <= 1 + SLACK).all()))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours as WCAG defines it: 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    return float(LUMINANCE @ _channels(colour))


def _channels(colour: str) -> Triple:
    """Return red, green and blue as light, 0 to 1."""
    value = np.array(tuple(bytes.fromhex(colour[1:]))) / 255
    return np.where(value > 0.04045, ((value + 0.055) / 1.055) ** 2.4, value / 12.92)  # noqa: PLR2004 - of sRGB


def _hex(light: Triple) -> str:
    value = light.clip(0, 1)
    shown = np.where(value > 0.0031308, 1.055 * value ** (1 / 2.4) - 0.055, 12.92 * value)  # noqa: PLR2004 - of sRGB
    return f"#{bytes((shown * 255).round().astype(int).tolist()).hex()}"
