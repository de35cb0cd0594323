"""Colours of maps and charts: the Government Analysis Function's, in as few steps as a reader can tell apart.

Source: analysisfunction.civilservice.gov.uk, data visualisation colours. A colour never stands alone: each
has its word in the legend, the label and the table.
"""

from typing import Final

DARK: Final = "#12436D"
MID: Final = "#2073BC"
LIGHT: Final = "#6BACE6"
PALE: Final = "#B9D8F2"
FAINT: Final = "#E8F1F9"
"""The three published sequential blues, and two lighter tints so that a map can have five classes."""

BERRY: Final = "#801650"
ORANGE: Final = "#F46A25"
TEAL: Final = "#28A197"
GREY: Final = "#D5D9DD"
STONE: Final = "#6F777B"

INK: Final = "#0B0C0C"
PAPER: Final = "#FFFFFF"

SEQUENCES: Final = {
    1: (MID,),
    2: (LIGHT, DARK),
    3: (LIGHT, MID, DARK),
    4: (PALE, LIGHT, MID, DARK),
    5: (FAINT, PALE, LIGHT, MID, DARK),
}
"""Fills for one to five classes in order, more being darker."""

TIER_FILLS: Final = (BERRY, ORANGE, PALE, FAINT)
"""Fills of the tiers, worst first; each is lighter than the one before, so that a grey print says the same."""


def luminance(colour: str) -> float:
    """Relative luminance of a `#RRGGBB` colour, 0 (black) to 1 (white); source: WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 (the same) to 21 (black on white); source: WCAG 2.2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def ink_on(fill: str) -> str:
    """The text colour that is easier to read on a fill."""
    return max((INK, PAPER), key=lambda ink: contrast(ink, fill))
