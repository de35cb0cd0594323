"""Where names and values of areas stand so that none covers another: inside, beside with a line, or as a number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.exports.lettering import line_mm, width_mm, wrapped
from geo.exports.marks import SMALLEST_PT, Box
from geo.exports.page import MapArea, MapPage
from geo.exports.paper import Paper

VALUE_PT: Final = 9.5
"""Size of the values (points); names are `SMALLEST_PT`."""

NAME_WIDTHS_MM: Final = (60.0, 34.0, 24.0, 16.0)
"""Widths that the words of a label are wrapped to, the widest first (mm)."""

CLEAR_MM: Final = 0.9
"""Free space around a label (mm)."""

LONGEST_LEADER_MM: Final = 45.0
"""A label stands no further than this from its area (mm); one that would becomes a number."""

_GRID: Final = 34


@dataclass(frozen=True)
class Label:
    """The words of one area and where they stand (mm)."""

    area: MapArea
    name: tuple[str, ...]
    value: tuple[str, ...]
    box: Box
    leader: shapely.LineString | None = None
    """From the label to its area, where it stands beside it."""
    number: int = 0
    """Its row in the table, where the area is too small for words; 0 otherwise."""


@dataclass(frozen=True)
class _Setting:
    """One way to set the words of an area: lines, and the size they need (mm)."""

    name: tuple[str, ...]
    value: tuple[str, ...]
    width: float
    height: float


def labels_of(page: MapPage, paper: Paper, panel: Box) -> list[Label]:
    """A label for each area on the paper, in the order of the page."""
    placed: dict[str, Label] = {}
    outside: list[MapArea] = []
    for area in page.areas:
        if area.code in paper.shapes:
            label = _inside(area, paper.shapes[area.code])
            if label is None:
                outside.append(area)
            else:
                placed[area.code] = label
    ground = paper.ground
    outside.sort(key=lambda area: (_middle(paper.shapes[area.code]).distance(ground.boundary), area.code))
    for area in outside:
        number = page.areas.index(area) + 1
        placed[area.code] = _beside(area, paper, ground, panel, placed.values()) or _numbered(area, paper, number)
    return [placed[area.code] for area in page.areas if area.code in placed]


def settings_of(area: MapArea) -> list[_Setting]:
    """Ways to set the words of an area, the widest and lowest first."""
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], _Setting] = {}
    for most in NAME_WIDTHS_MM:
        name = tuple(wrapped(area.name, SMALLEST_PT, most))
        value = tuple(
            wrapped(
                area.text,
                VALUE_PT,
                max(most, width_mm(max(area.text.split(), key=len), VALUE_PT, bold=True)),
                bold=True,
            )
        )
        widths = [width_mm(line, SMALLEST_PT) for line in name] + [
            width_mm(line, VALUE_PT, bold=True) for line in value
        ]
        height = line_mm(SMALLEST_PT) * len(name) + line_mm(VALUE_PT) * len(value)
        found.setdefault((name, value), _Setting(name, value, max(widths), height))
    return list(found.values())


def _inside(area: MapArea, shape: shapely.Geometry) -> Label | None:
    """The label within the area, as near to its middle as it fits; None where it does not fit."""
    middle = _middle(shape)
    x, y = _grid(Box(*_box_of(shape.bounds)))
    best: tuple[float, Label] | None = None
    shapely.prepare(shape)
    for at, setting in enumerate(settings_of(area)):
        half_width, half_height = setting.width / 2 + CLEAR_MM, setting.height / 2 + CLEAR_MM / 2
        xs, ys = np.append(x, middle.x), np.append(y, middle.y)
        fits = shapely.contains(
            shape, shapely.box(xs - half_width, ys - half_height, xs + half_width, ys + half_height)
        )
        if fits.any():
            far = np.hypot(xs[fits] - middle.x, ys[fits] - middle.y)
            nearest = int(far.argmin())
            cost = float(far[nearest]) + 1.5 * at
            if best is None or cost < best[0]:
                best = (cost, _label(area, setting, float(xs[fits][nearest]), float(ys[fits][nearest])))
    return None if best is None else best[1]


def _beside(area: MapArea, paper: Paper, ground: shapely.Geometry, panel: Box, placed: Iterable[Label]) -> Label | None:
    """The label outside all areas with a line to its own; None where there is no place near enough."""
    others = list(placed)
    anchor = _middle(paper.shapes[area.code])
    taken = [label.box.polygon().buffer(CLEAR_MM) for label in others]
    lines = [label.leader for label in others if label.leader is not None]
    blocked = shapely.union_all([ground.buffer(CLEAR_MM * 1.5), *taken, *(line.buffer(CLEAR_MM) for line in lines)])
    shapely.prepare(blocked)
    x, y = _grid(panel, 70)
    best: tuple[float, Label] | None = None
    for setting in settings_of(area)[:2]:
        boxes = shapely.box(
            x - setting.width / 2, y - setting.height / 2, x + setting.width / 2, y + setting.height / 2
        )
        free = ~shapely.intersects(blocked, boxes) & shapely.contains(panel.polygon(), boxes)
        far = shapely.distance(boxes, anchor)
        free &= far <= LONGEST_LEADER_MM
        for at in np.argsort(far + ~free * 1e6, kind="stable")[: min(int(free.sum()), 60)]:
            line = _leader(boxes[at], anchor)
            crossed = sum(line.intersects(box) for box in taken) + sum(line.crosses(other) for other in lines)
            cost = float(far[at]) + 40.0 * crossed
            if best is None or cost < best[0]:
                best = (cost, _label(area, setting, float(x[at]), float(y[at]), line))
    return None if best is None or best[0] > LONGEST_LEADER_MM else best[1]


def _leader(box: shapely.Geometry, anchor: shapely.Point) -> shapely.LineString:
    """The straight line from the edge of a label to the middle of its area."""
    edge, _ = shapely.get_parts(shapely.points(shapely.get_coordinates(shapely.shortest_line(box, anchor))))
    return shapely.LineString([edge, anchor])


def _numbered(area: MapArea, paper: Paper, number: int) -> Label:
    """The number of the area's row in the table, in its middle."""
    middle = _middle(paper.shapes[area.code])
    setting = _Setting((), (str(number),), width_mm(str(number), SMALLEST_PT, bold=True), line_mm(SMALLEST_PT))
    label = _label(area, setting, middle.x, middle.y)
    return Label(area, label.name, label.value, label.box, None, number)


def _label(area: MapArea, setting: _Setting, x: float, y: float, leader: shapely.LineString | None = None) -> Label:
    """A label around a point."""
    box = Box(x - setting.width / 2, y - setting.height / 2, setting.width, setting.height)
    return Label(area, setting.name, setting.value, box, leader)


def _middle(shape: shapely.Geometry) -> shapely.Point:
    """Middle of the widest circle that fits in the shape."""
    return shapely.get_point(shapely.maximum_inscribed_circle(shape, 0.3), 0)


def _box_of(bounds: Sequence[float]) -> tuple[float, float, float, float]:
    """Left, top, width and height of bounds."""
    left, top, right, bottom = bounds
    return left, top, right - left, bottom - top


def _grid(box: Box, steps: int = _GRID) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points all over a box."""
    x, y = np.meshgrid(np.linspace(box.left, box.right, steps), np.linspace(box.top, box.bottom, steps))
    return x.ravel(), y.ravel()
