"""Letters as outlines of one font that comes with matplotlib, so that every machine draws and measures the same."""

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import matplotlib as mpl
import numpy as np
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.textpath import text_to_path
from numpy.typing import NDArray

MM_PER_POINT: Final = 25.4 / 72
"""A point, the unit of sizes of letters, in millimetres."""

LINE_FACTOR: Final = 1.22
"""Distance of two lines by the size of their letters."""

_FOLDER: Final = Path(mpl.get_data_path()) / "fonts" / "ttf"
_FILES: Final = {False: _FOLDER / "DejaVuSans.ttf", True: _FOLDER / "DejaVuSans-Bold.ttf"}
_UNKNOWN: Final = "\ufffd"


@dataclass(frozen=True, eq=False)
class Letter:
    """One letter of a line and where it stands, in hundredths of the size of the letters, y upwards."""

    name: str
    """The same for the same outline."""
    x: float
    y: float
    corners: NDArray[np.float64]
    codes: NDArray[np.uint8]
    """What each corner does, as matplotlib numbers it."""


@functools.lru_cache(maxsize=8192)
def drawable(text: str) -> str:
    """A text in which letters that the font does not have stand as a question mark in a diamond."""
    known = _known()
    return "".join(letter if ord(letter) in known else _UNKNOWN for letter in text)


@functools.lru_cache(maxsize=8192)
def width_mm(text: str, size_pt: float, *, bold: bool = False) -> float:
    """Width of a line of text (mm)."""
    width, _, _ = text_to_path.get_text_width_height_descent(drawable(text), _font(bold), ismath=False)
    return float(width) * size_pt / _SIZE_PT * MM_PER_POINT


@functools.lru_cache(maxsize=4096)
def letters(text: str, *, bold: bool = False) -> tuple[Letter, ...]:
    """The outlines of a line of text that begins at 0, 0; no sign in it means anything but itself."""
    font = get_font(str(_FILES[bold]))
    font.set_size(text_to_path.FONT_SCALE, text_to_path.DPI)
    places, outlines, _ = text_to_path.get_glyphs_with_font(font, drawable(text))
    return tuple(
        Letter(name, float(x), float(y), np.asarray(corners, dtype=float), np.asarray(codes, dtype=np.uint8))
        for name, x, y, _ in places
        if len(corners := outlines[name][0]) and len(codes := outlines[name][1])
    )


def scale_mm(size_pt: float) -> float:
    """Millimetres of one unit of a letter's outline."""
    return size_pt / text_to_path.FONT_SCALE * MM_PER_POINT


def line_mm(size_pt: float) -> float:
    """Distance from one line to the next (mm)."""
    return size_pt * MM_PER_POINT * LINE_FACTOR


def wrapped(text: str, size_pt: float, most_mm: float, *, bold: bool = False) -> list[str]:
    """A text in lines of at most a width (mm); a single word that is wider is cut with an ellipsis."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_mm(longer, size_pt, bold=bold) <= most_mm:
            lines[-1] = longer
        else:
            lines.append(_cut(word, size_pt, most_mm, bold=bold))
    return lines


def shortened(lines: list[str], most: int) -> list[str]:
    """The first lines, the last of them with an ellipsis where there were more."""
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1].rstrip(" ,.;") + "\u2026"]


def _cut(word: str, size_pt: float, most_mm: float, *, bold: bool) -> str:
    """A word that is not wider than allowed."""
    while len(word) > 1 and width_mm(word, size_pt, bold=bold) > most_mm:
        word = word.rstrip("\u2026")[:-1] + "\u2026"
    return word


_SIZE_PT: Final = 10.0


@functools.cache
def _font(bold: bool) -> FontProperties:
    """The font file, whatever fonts the machine has."""
    return FontProperties(fname=_FILES[bold], size=_SIZE_PT)


@functools.cache
def _known() -> frozenset[int]:
    """Letters that both fonts have."""
    return frozenset.intersection(*(frozenset(get_font(str(file)).get_charmap()) for file in _FILES.values()))
