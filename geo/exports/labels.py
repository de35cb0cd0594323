"""Where names and values of areas stand so that none covers another: inside, beside with a line, or as a number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.exports.lettering import line_mm, width_mm, wrapped
from geo.exports.marks import SMALLEST_PT, Box
from geo.exports.page import MapArea, MapPage
from geo.exports.paper import Paper

VALUE_PT: Final = 10.0
"""Size of short values such as numbers (points); names and longer values are `SMALLEST_PT`."""

SHORT: Final = 7
"""Most characters of a short value."""

NAME_WIDTHS_MM: Final = (60.0, 34.0, 24.0, 16.0)
"""Widths that the words of a label are wrapped to, the widest first (mm)."""

CLEAR_MM: Final = 0.9
"""Free space around a label (mm)."""

LEAST_CLEAR_MM: Final = 0.25
"""Free space around a label where there is little room (mm)."""

LEAST_OWN: Final = 0.85
"""Share of a label on a plate that stands on its own area; the rest covers the edge of others."""

MOST_COVERED: Final = 0.5
"""Largest share of its own area that such a label may cover."""

MOST_FOREIGN_MM: Final = 16.0
"""Longest way of a leader over the areas of others (mm)."""

LONGEST_LEADER_MM: Final = 45.0
"""A label stands no further than this from its area (mm); one that would becomes a number."""

MOST_BESIDE: Final = 16
"""Most labels that stand beside the map (count); where more areas are small, all of these bear numbers."""

SMALLEST_HOLE_MM2: Final = 4.0
"""A larger hole is a place of its own, such as a city: a plate over its edge would leave stray pieces of it (mm2)."""

ROUGH_MM: Final = 0.2
"""Corners that move an edge less than this are dropped while a place is looked for (mm; below `LEAST_CLEAR_MM`)."""

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
    on_plate: bool = False
    """It reaches over the edge of its area, so it needs a plate of paper under it."""

    @property
    def value_pt(self) -> float:
        """Size of its value (points)."""
        return value_pt(self.area.text) if not self.number else SMALLEST_PT


@dataclass(frozen=True)
class _Setting:
    """One way to set the words of an area: lines, and the size they need (mm)."""

    name: tuple[str, ...]
    value: tuple[str, ...]
    width: float
    height: float


def labels_of(page: MapPage, paper: Paper, panel: Box) -> list[Label]:
    """A label for each area on the paper, in the order of the page."""
    paper = replace(paper, shapes={code: shape.simplify(ROUGH_MM) for code, shape in paper.shapes.items()})
    placed: dict[str, Label] = {}
    drawn = [area for area in page.areas if area.code in paper.shapes]
    for area in drawn:
        label = _inside(area, paper.shapes[area.code])
        if label is not None:
            placed[area.code] = label
    left = [area for area in drawn if area.code not in placed]
    ground, own_ground = _filled(paper.ground), _filled(paper.ground, SMALLEST_HOLE_MM2)
    left.sort(key=lambda area: (middle_of(paper.shapes[area.code]).distance(ground.boundary), area.code))
    for area in left:
        label = _over_edge(area, paper.shapes[area.code], own_ground, placed.values())
        if label is None and len(left) <= MOST_BESIDE:
            label = _beside(area, paper, ground, panel, placed.values())
        placed[area.code] = label or _numbered(area, paper, page.areas.index(area) + 1)
    return [placed[area.code] for area in drawn]


def value_pt(text: str) -> float:
    """Size of a value on the map (points)."""
    return VALUE_PT if len(text) <= SHORT else SMALLEST_PT


def settings_of(area: MapArea) -> list[_Setting]:
    """Ways to set the words of an area, the widest and lowest first."""
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], _Setting] = {}
    size = value_pt(area.text)
    longest = max((width_mm(word, size, bold=True) for word in area.text.split()), default=0.0)
    longest_name = min(max(width_mm(word, SMALLEST_PT) for word in area.name.split(" ")), NAME_WIDTHS_MM[0])
    for most in NAME_WIDTHS_MM:
        name = tuple(wrapped(area.name, SMALLEST_PT, max(most, longest_name + 0.1)))
        value = tuple(wrapped(area.text, size, max(most, longest + 0.1), bold=True))
        widths = [width_mm(line, SMALLEST_PT) for line in name] + [width_mm(line, size, bold=True) for line in value]
        height = line_mm(SMALLEST_PT) * len(name) + line_mm(size) * len(value)
        found.setdefault((name, value), _Setting(name, value, max(widths), height))
    return list(found.values())


def middle_of(shape: shapely.Geometry) -> shapely.Point:
    """Middle of the widest circle that fits in the shape."""
    return shapely.get_point(shapely.maximum_inscribed_circle(shape, 0.3), 0)


def _inside(area: MapArea, shape: shapely.Geometry) -> Label | None:
    """The label within the area, as near to its middle as it fits; None where it does not fit."""
    middle = middle_of(shape)
    x, y = _grid(Box(*_box_of(shape.bounds)))
    xs, ys = np.append(x, middle.x), np.append(y, middle.y)
    far = np.hypot(xs - middle.x, ys - middle.y)
    shapely.prepare(shape)
    for clear in (CLEAR_MM, LEAST_CLEAR_MM):
        found: list[tuple[float, int, _Setting]] = []
        for at, setting in enumerate(settings_of(area)):
            fits = shapely.contains(shape, _boxes(xs, ys, setting, clear))
            if fits.any():
                nearest = int(np.where(fits, far, np.inf).argmin())
                found.append((float(far[nearest]) + 1.5 * at, nearest, setting))
        if found:
            _, nearest, setting = min(found, key=lambda one: one[:2])
            return _label(area, setting, float(xs[nearest]), float(ys[nearest]))
    return None


def _over_edge(
    area: MapArea, shape: shapely.Geometry, ground: shapely.Geometry, placed: Iterable[Label]
) -> Label | None:
    """The label on a plate that reaches a little over the edge of its area; None where it would hide too much."""
    middle = middle_of(shape)
    xs, ys = _grid(Box(*_box_of(shape.bounds)), 16)
    shapely.prepare(ground)
    within = shapely.contains_xy(shape, xs, ys)
    xs, ys = xs[within], ys[within]
    taken = shapely.union_all([label.box.polygon() for label in placed])
    found: list[tuple[float, int, _Setting]] = []
    for setting in settings_of(area):
        if setting.width * setting.height > MOST_COVERED * shape.area:
            continue
        boxes = _boxes(xs, ys, setting, CLEAR_MM)
        own = shapely.area(shapely.intersection(boxes, shape)) / shapely.area(boxes)
        free = (own >= LEAST_OWN) & ~shapely.intersects(boxes, taken) & shapely.contains(ground, boxes)
        if free.any():
            cost = np.where(free, np.hypot(xs - middle.x, ys - middle.y) + 20 * (1 - own), np.inf)
            found.append((float(cost.min()), int(cost.argmin()), setting))
    if not found:
        return None
    _, at, setting = min(found, key=lambda one: one[:2])
    return replace(_label(area, setting, float(xs[at]), float(ys[at])), on_plate=True)


def _boxes(xs: NDArray[np.float64], ys: NDArray[np.float64], setting: _Setting, clear_mm: float) -> NDArray[np.object_]:
    """The room that a label takes at each of many places."""
    half_width, half_height = setting.width / 2 + clear_mm, setting.height / 2 + clear_mm / 2
    boxes: NDArray[np.object_] = shapely.box(xs - half_width, ys - half_height, xs + half_width, ys + half_height)
    return boxes


def _beside(area: MapArea, paper: Paper, ground: shapely.Geometry, panel: Box, placed: Iterable[Label]) -> Label | None:
    """The label outside all areas with a line to its own; None where there is no place near enough."""
    others = list(placed)
    own = paper.shapes[area.code]
    anchor = middle_of(own)
    taken = [label.box.polygon().buffer(CLEAR_MM) for label in others]
    lines = [label.leader for label in others if label.leader is not None]
    blocked = shapely.union_all([ground.buffer(CLEAR_MM * 1.5), *taken, *(line.buffer(CLEAR_MM) for line in lines)])
    shapely.prepare(blocked)
    x, y = _grid(panel, 70)
    near = np.hypot(x - anchor.x, y - anchor.y) <= LONGEST_LEADER_MM + NAME_WIDTHS_MM[0] / 2
    x, y = x[near], y[near]
    best: tuple[float, Label] | None = None
    for setting in settings_of(area)[:2]:
        boxes = _boxes(x, y, setting, 0.0)
        far = shapely.distance(boxes, anchor)
        free = (far <= LONGEST_LEADER_MM) & ~shapely.intersects(blocked, boxes)
        free &= shapely.contains(panel.polygon(), boxes)
        for at in np.argsort(np.where(free, far, np.inf), kind="stable")[: min(int(free.sum()), 30)]:
            line = _leader(boxes[at], anchor)
            foreign = float(line.intersection(ground).difference(own).length)
            cost = float(far[at]) + foreign
            is_clear = not any(map(line.intersects, taken)) and not any(map(line.crosses, lines))
            if is_clear and foreign <= MOST_FOREIGN_MM and (best is None or cost < best[0]):
                best = (cost, _label(area, setting, float(x[at]), float(y[at]), line))
    return None if best is None else best[1]


def _filled(ground: shapely.Geometry, most_mm2: float = np.inf) -> shapely.Geometry:
    """The ground without holes up to so large: a label in a hole would look like the name of the hole."""
    parts = [
        shapely.Polygon(part.exterior, [hole for hole in part.interiors if shapely.Polygon(hole).area > most_mm2])
        for part in shapely.get_parts(ground)
    ]
    return shapely.union_all(parts)


def _leader(box: shapely.Geometry, anchor: shapely.Point) -> shapely.LineString:
    """The straight line from the edge of a label to the middle of its area."""
    edge, _ = shapely.get_parts(shapely.points(shapely.get_coordinates(shapely.shortest_line(box, anchor))))
    return shapely.LineString([edge, anchor])


def _numbered(area: MapArea, paper: Paper, number: int) -> Label:
    """The number of the area's row in the table, in its middle."""
    middle = middle_of(paper.shapes[area.code])
    setting = _Setting((), (str(number),), width_mm(str(number), SMALLEST_PT, bold=True), line_mm(SMALLEST_PT))
    label = _label(area, setting, middle.x, middle.y)
    return Label(area, label.name, label.value, label.box, None, number)


def _label(area: MapArea, setting: _Setting, x: float, y: float, leader: shapely.LineString | None = None) -> Label:
    """A label around a point."""
    box = Box(x - setting.width / 2, y - setting.height / 2, setting.width, setting.height)
    return Label(area, setting.name, setting.value, box, leader)


def _box_of(bounds: Sequence[float]) -> tuple[float, float, float, float]:
    """Left, top, width and height of bounds."""
    left, top, right, bottom = bounds
    return left, top, right - left, bottom - top


def _grid(box: Box, steps: int = _GRID) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points all over a box."""
    x, y = np.meshgrid(np.linspace(box.left, box.right, steps), np.linspace(box.top, box.bottom, steps))
    return x.ravel(), y.ravel()
