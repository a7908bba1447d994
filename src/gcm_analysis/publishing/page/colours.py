"""Colours for dark pages: each colour of a drawing with its lightness turned over, its hue kept.

Lightness is that of OKLab, which is even for the eye: what stands out from white by so much stands out as much from
the dark page, and a sequence of blues stays one. White becomes the dark page itself, the ink of the text its light ink.
"""

from functools import cache
from itertools import pairwise

Triple = tuple[float, float, float]

PAGE, INK = 0.205, 0.93  # lightness on the dark page of what is white and of what is ink on the light one
INK_ON_LIGHT = 0.28
NIGHT = (-0.004, -0.013)  # towards green, towards blue: the dark page and all on it are a little blue
STEPS = 40  # by so many steps a colour fades to grey until a screen can show it
SLACK = 1e-4  # of rounding
TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
FROM_LAB = (
    (1, 0.3963377774, 0.2158037573),
    (1, -0.1055613458, -0.0638541728),
    (1, -0.0894841775, -1.2914855480),
)
FROM_CONES = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


@cache
def dark(colour: str) -> str:
    """Return the counterpart of a colour (`#rrggbb`) on the dark page."""
    lightness, *hue = _lab(colour)
    turned = PAGE + (1 - lightness) * (INK - PAGE) / (1 - INK_ON_LIGHT)
    fading = (step / STEPS for step in range(STEPS, -1, -1))
    green, blue = (value + shift for value, shift in zip(hue, NIGHT, strict=True))
    shown = (_light((min(turned, 1), green * share, blue * share)) for share in fading)
    return _hex(next(one for one in shown if all(-SLACK <= channel <= 1 + SLACK for channel in one)))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG counts it: 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> Triple:
    """Return red, green and blue as light, 0 to 1."""
    red, green, blue = (int(colour[at:end], 16) / 255 for at, end in pairwise((1, 3, 5, 7)))
    return _linear(red), _linear(green), _linear(blue)


def _linear(value: float) -> float:
    return float(((value + 0.055) / 1.055) ** 2.4) if value > 0.04045 else value / 12.92  # noqa: PLR2004 - of sRGB


def _lab(colour: str) -> Triple:
    long, middle, short = _times(TO_CONES, _channels(colour))
    return _times(TO_LAB, (long ** (1 / 3), middle ** (1 / 3), short ** (1 / 3)))


def _light(lab: Triple) -> Triple:
    long, middle, short = _times(FROM_LAB, lab)
    return _times(FROM_CONES, (long**3, middle**3, short**3))


def _hex(light: Triple) -> str:
    shown = (
        1.055 * value ** (1 / 2.4) - 0.055 if value > 0.0031308 else 12.92 * value  # noqa: PLR2004 - of sRGB
        for value in (min(max(channel, 0), 1) for channel in light)
    )
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in shown)


def _times(matrix: tuple[tuple[float, ...], ...], vector: Triple) -> Triple:
    first, second, third = (
        sum(factor * value for factor, value in zip(row, vector, strict=True)) for row in matrix
    )
    return first, second, third
