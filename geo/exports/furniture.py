"""What stands beside a map on paper: the key, the scale bar and the north arrow."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import shapely

from geo.colours import INK, PAPER, STONE
from geo.exports.labels import Label
from geo.exports.lettering import line_mm, shortened, wrapped
from geo.exports.marks import SMALLEST_PT, Box, Mark, Shape, Words, paragraph
from geo.exports.page import MapBand, MapPage
from geo.exports.paper import hatch
from geo.text import plural

SWATCH_WIDTH_MM: Final = 9.0
SWATCH_HEIGHT_MM: Final = 5.4
HATCH_LINE_MM: Final = 0.35
DOT_LINE_MM: Final = 0.6
KM_PER_MILE: Final = 1.609344
"""International mile (km)."""

_BAR_MM: Final = 42.0
"""Longest scale bar (mm)."""


def key(page: MapPage, box: Box) -> tuple[list[Mark], float]:
    """The key of a map, and where it ends (mm from the top)."""
    lines = shortened(wrapped(page.key_title, 9, box.width, bold=True), 4)
    heading, top = paragraph(lines, box.left, box.top, 9, bold=True)
    marks: list[Mark] = [*heading]
    in_band = Counter(area.band for area in page.areas)
    top += 2
    for at, band in enumerate(page.bands):
        line, top = _key_line(band, in_band[at], box, top)
        marks += line
    said = f"{page.count}. In brackets: number of {plural(page.area_term)}."
    counted, top = paragraph(wrapped(said, SMALLEST_PT, box.width), box.left, top + 1, SMALLEST_PT)
    return [*marks, *counted], top


def _key_line(band: MapBand, areas: int, box: Box, top: float) -> tuple[list[Mark], float]:
    """A swatch, the name of its class and how many areas are in it."""
    left = box.left + SWATCH_WIDTH_MM + 3
    lines = shortened(wrapped(f"{band.label} ({areas})", 9, box.right - left), 3)
    height = max(line_mm(9) * len(lines), SWATCH_HEIGHT_MM)
    words, _ = paragraph(lines, left, top + (height - line_mm(9) * len(lines)) / 2, 9)
    sample = Box(box.left, top + (height - SWATCH_HEIGHT_MM) / 2, SWATCH_WIDTH_MM, SWATCH_HEIGHT_MM).polygon()
    return [*painted(sample, band), Shape(sample, line=INK, width_mm=0.25), *words], top + height + 1.8


def painted(shape: shapely.Geometry, band: MapBand) -> list[Mark]:
    """A shape in the fill of a class, with its pattern."""
    marks: list[Mark] = [Shape(shape, fill=band.fill)]
    lines = hatch(shape, band.pattern)
    if not lines.is_empty:
        width = HATCH_LINE_MM if band.pattern == "lines" else DOT_LINE_MM
        marks.append(Shape(lines, line=STONE, width_mm=width))
    return marks


def numbers_key(labels: Sequence[Label], box: Box, top: float) -> list[Mark]:
    """Names and values of the areas that bear a number, as many as there is room for."""
    numbered = [label for label in labels if label.number]
    if not numbered:
        return []
    lines = list(wrapped("Number on the map, name: value", SMALLEST_PT, box.width))
    room = int((box.bottom - top - 3) / line_mm(SMALLEST_PT)) - 1
    for label in numbered:
        said = wrapped(f"{label.number}  {label.area.name}: {label.area.text}", SMALLEST_PT, box.width)
        if len(lines) + len(said) > room:
            lines.append("Other numbers: rows of the table")
            break
        lines += said
    words, _ = paragraph(lines, box.left, top + 3, SMALLEST_PT)
    return list(words)


def scale_bar(mm_per_km: float, left: float, bottom: float, apart_mm: float = 6.2) -> list[Mark]:
    """A bar of kilometres with one of miles below it.

    Args:
        mm_per_km: Scale of the map.
        left: Where both begin (mm).
        bottom: Where the lower one ends (mm from the top).
        apart_mm: From one bar to the other (mm).
    """
    marks: list[Mark] = []
    for at, (unit, mm_per_unit) in enumerate((("km", mm_per_km), ("miles", mm_per_km * KM_PER_MILE))):
        length = round_length(_BAR_MM / mm_per_unit)
        end, y = left + length * mm_per_unit, bottom - apart_mm * (1 - at)
        middle = (left + end) / 2
        marks += [
            Shape(shapely.box(left, y - 1.3, middle, y), fill=INK, line=INK),
            Shape(shapely.box(middle, y - 1.3, end, y), fill=PAPER, line=INK),
            Words("0", left, y - 2.0, anchor="middle"),
            Words(f"{length:g} {'mile' if unit == 'miles' and length == 1 else unit}", end, y - 2.0, anchor="middle"),
        ]
    return marks


def round_length(most: float) -> float:
    """Largest of 1, 2 and 5 times a power of ten that is not above a length."""
    power = 10.0 ** _exponent(most)
    return next(part * power for part in (5, 2, 1) if part * power <= most * (1 + 1e-9))


def north_arrow(x: float, bottom: float) -> list[Mark]:
    """An arrow to grid north, which is up."""
    left = shapely.Polygon([(x, bottom - 9), (x - 2.6, bottom), (x, bottom - 2)])
    right = shapely.Polygon([(x, bottom - 9), (x + 2.6, bottom), (x, bottom - 2)])
    return [
        Shape(left, fill=PAPER, line=INK, width_mm=0.25),
        Shape(right, fill=INK, line=INK, width_mm=0.25),
        Words("N", x, bottom - 10, 9, bold=True, anchor="middle"),
    ]


def _exponent(most: float) -> int:
    """Power of ten of a positive number."""
    exponent = 0
    while 10.0 ** (exponent + 1) <= most * (1 + 1e-9):
        exponent += 1
    while 10.0**exponent > most * (1 + 1e-9):
        exponent -= 1
    return exponent
