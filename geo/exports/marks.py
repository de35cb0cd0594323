"""What a drawing is made of: shapes, lines and words on paper, in millimetres from its top left corner."""

from dataclasses import dataclass
from typing import Final, Literal

import shapely

from geo.colours import INK
from geo.exports.lettering import line_mm

SMALLEST_PT: Final = 8.0
"""Smallest letters on paper (points)."""

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Box:
    """A rectangle on paper (mm)."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge (mm)."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Bottom edge (mm)."""
        return self.top + self.height

    def polygon(self) -> shapely.Polygon:
        """The rectangle as a shape."""
        return shapely.box(self.left, self.top, self.right, self.bottom)


@dataclass(frozen=True)
class Shape:
    """Polygons or lines (mm)."""

    geometry: shapely.Geometry
    fill: str = ""
    """Empty for none."""
    line: str = ""
    """Colour of the edge or line; empty for none."""
    width_mm: float = 0.2


@dataclass(frozen=True)
class Words:
    """One line of text by its anchor on the baseline (mm)."""

    text: str
    x: float
    y: float
    size_pt: float = SMALLEST_PT
    bold: bool = False
    ink: str = INK
    anchor: Anchor = "start"


Mark = Shape | Words


@dataclass(frozen=True)
class Sheet:
    """A drawing: its size (mm) and its marks, the first at the back."""

    width_mm: float
    height_mm: float
    marks: tuple[Mark, ...]


def paragraph(  # noqa: PLR0913 - a place, a size, and how the letters look
    lines: list[str], left: float, top: float, size_pt: float, *, bold: bool = False, ink: str = INK
) -> tuple[list[Words], float]:
    """Lines below each other, and where they end (mm from the top)."""
    step = line_mm(size_pt)
    first = top + step * 0.78
    words = [Words(line, left, first + step * at, size_pt, bold, ink) for at, line in enumerate(lines)]
    return words, top + step * len(lines)
