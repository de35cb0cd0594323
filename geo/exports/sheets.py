"""A map laid out on paper: the whole picture with its words, or the map and its key alone."""

import functools
from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely

from geo.colours import INK, PAPER
from geo.exports.furniture import key, north_arrow, numbers_key, painted, scale_bar
from geo.exports.labels import Label, labels_of
from geo.exports.lettering import line_mm, shortened, wrapped
from geo.exports.marks import SMALLEST_PT, Box, Mark, Shape, Sheet, Words, paragraph
from geo.exports.page import MapBand, MapPage
from geo.exports.paper import Paper, on_paper

PRINT_MM: Final = (277.0, 190.0)
"""A4 on its side within margins of 10 mm."""

BODY_MM: Final = (267.0, 132.0)
"""Map and key alone, below the heading of an A4 page on its side and above its notes."""

TITLE_PT: Final = 15.0
SUBTITLE_PT: Final = 10.0
QUIET: Final = "#3B4247"
"""Text that explains; 10 to 1 on white."""

_KEY_MM: Final = 66.0
_GAP_MM: Final = 7.0
_EDGE_MM: Final = 2.0


@functools.lru_cache(maxsize=16)
def print_sheet(page: MapPage) -> Sheet:
    """The picture that stands alone: finding, map, key, and where the figures come from."""
    width, height = PRINT_MM
    title = shortened(wrapped(page.title, TITLE_PT, width - 2 * _EDGE_MM, bold=True), 3)
    heading, top = paragraph(title, _EDGE_MM, 0.5, TITLE_PT, bold=True)
    subtitle = shortened(wrapped(page.subtitle, SUBTITLE_PT, width - 2 * _EDGE_MM), 2)
    below, top = paragraph(subtitle, _EDGE_MM, top + 0.8, SUBTITLE_PT, ink=QUIET)
    lines = foot_lines(page, width - 2 * _EDGE_MM)
    foot_top = height - line_mm(SMALLEST_PT) * len(lines) - 0.5
    foot, _ = paragraph(lines, _EDGE_MM, foot_top, SMALLEST_PT, ink=QUIET)
    rule = Shape(shapely.LineString([(_EDGE_MM, foot_top - 1.5), (width - _EDGE_MM, foot_top - 1.5)]), line="#B1B4B6")
    body = _body(page, Box(_EDGE_MM, top + 3, width - 2 * _EDGE_MM, foot_top - 4 - top - 3))
    return Sheet(width, height, (*heading, *below, *body, rule, *foot))


def body_sheet(page: MapPage, size_mm: tuple[float, float] = BODY_MM) -> Sheet:
    """The map and its key, for a page that says the rest."""
    width, height = size_mm
    return Sheet(width, height, tuple(_body(page, Box(0.5, 0.5, width - 1, height - 1))))


def map_sheet(page: MapPage, size_mm: tuple[float, float]) -> tuple[Sheet, Paper, list[Label]]:
    """The map alone without its labels, the areas on it, and where the labels stand."""
    panel = Box(1, 1, size_mm[0] - 2, size_mm[1] - 2)
    paper = on_paper(page.areas, panel)
    return Sheet(*size_mm, tuple(_grounds(page, paper))), paper, labels_of(page, paper, panel)


def height_mm(page: MapPage, width_mm: float) -> float:
    """How high a map of a width is drawn (mm): as its areas need, but neither a strip nor a tower."""
    west, south, east, north = shapely.total_bounds([area.boundary for area in page.areas])
    if not np.isfinite(west):
        return width_mm
    return round(float(np.clip(width_mm * (north - south) / max(east - west, 1.0), width_mm / 2, width_mm)), 1)


def foot_lines(page: MapPage, most_mm: float) -> list[str]:
    """Source, licence, method and rules, in lines."""
    said = [f"Source: {page.source}", page.licence, f"{page.count}. {page.method} {page.rules}"]
    if any(band.pattern == "lines" for band in page.bands):
        said[-1] += " [c]: hidden so that nobody can be found."
    return [line for part in said for line in shortened(wrapped(part, SMALLEST_PT, most_mm), 2)]


def _body(page: MapPage, box: Box) -> list[Mark]:
    """Map, key, scale bar and north arrow; or why there is no map."""
    if page.empty:
        return _said(page.empty, box)
    beside = Box(box.right - _KEY_MM, box.top, _KEY_MM, box.height)
    panel = Box(box.left, box.top, box.width - _KEY_MM - _GAP_MM, box.height)
    paper = on_paper(page.areas, panel)
    if not paper.shapes:
        return _said(f"No {page.area_term} has a boundary, so there is no map. The table holds the values.", box)
    labels = labels_of(page, paper, panel)
    explained, end = key(page, beside)
    bar_bottom = box.bottom - 1.5
    numbers = numbers_key(labels, Box(beside.left, end, beside.width, bar_bottom - 20 - end), end)
    return [
        *_grounds(page, paper),
        *lettered(page, labels),
        *explained,
        *numbers,
        *scale_bar(paper.mm_per_km, beside.left + 1.5, bar_bottom),
        *north_arrow(beside.right - 6, bar_bottom),
    ]


def _said(why: str, box: Box) -> list[Mark]:
    """A sentence in place of a map."""
    words, _ = paragraph(wrapped(why, 12, min(box.width, 190)), box.left, box.top + box.height * 0.3, 12)
    return list(words)


def _grounds(page: MapPage, paper: Paper) -> list[Mark]:
    """The areas in their colours, then their boundaries."""
    marks: list[Mark] = []
    for area in page.areas:
        if area.code in paper.shapes:
            marks += painted(paper.shapes[area.code], page.bands[area.band])
    return [*marks, *edges(paper)]


def edges(paper: Paper) -> list[Shape]:
    """The boundaries: a dark line in a white one, which is seen on any fill; the outermost, last, is stronger."""
    inner = shapely.union_all(shapely.boundary(list(paper.shapes.values())))
    return [
        Shape(inner, line=PAPER, width_mm=0.7),
        Shape(inner, line=INK, width_mm=0.22),
        Shape(paper.ground.boundary, line=INK, width_mm=0.5),
    ]


def lettered(page: MapPage, labels: Sequence[Label]) -> list[Mark]:
    """Labels beside their areas first, so that no line of theirs crosses a letter."""
    ordered = sorted(labels, key=lambda label: label.leader is None)
    return [mark for label in ordered for mark in label_marks(label, page.bands[label.area.band])]


def label_marks(label: Label, band: MapBand) -> list[Mark]:
    """The name over the value; on a pattern, over an edge or as a number, on paper; beside its area, with a line."""
    box = label.box
    if label.leader is not None:
        end = label.leader.boundary.geoms[1]
        line = [Shape(label.leader, line=PAPER, width_mm=0.9), Shape(label.leader, line=INK, width_mm=0.25)]
        return [*line, Shape(end.buffer(0.7), fill=INK, line=PAPER, width_mm=0.25), *lettering(label, INK)]
    if label.number:
        middle = shapely.Point(box.left + box.width / 2, box.top + box.height / 2)
        disc = middle.buffer(max(box.width, box.height) / 2 + 0.3)
        return [Shape(disc, fill=PAPER, line=INK, width_mm=0.25), *lettering(label, INK)]
    if label.on_plate or band.pattern:
        return [Shape(box.polygon().buffer(0.6), fill=PAPER), *lettering(label, INK)]
    return list(lettering(label, band.ink))


def lettering(label: Label, ink: str) -> list[Words]:
    """The lines of a label, each in the middle of its box."""
    middle, y = label.box.left + label.box.width / 2, label.box.top
    words: list[Words] = []
    for line in label.name:
        words.append(Words(line, middle, y + line_mm(SMALLEST_PT) * 0.78, SMALLEST_PT, ink=ink, anchor="middle"))
        y += line_mm(SMALLEST_PT)
    for line in label.value:
        words.append(
            Words(line, middle, y + line_mm(label.value_pt) * 0.78, label.value_pt, bold=True, ink=ink, anchor="middle")
        )
        y += line_mm(label.value_pt)
    return words
