"""The map within a page: each area can be pointed at and reached by key, and its words are text."""

from collections.abc import Sequence
from html import escape
from typing import Final

from geo.colours import INK, PAPER
from geo.exports.furniture import north_arrow, painted, scale_bar
from geo.exports.labels import Label, middle_of
from geo.exports.lettering import MM_PER_POINT
from geo.exports.marks import Mark, Words
from geo.exports.page import MapPage
from geo.exports.paper import Paper
from geo.exports.sheets import edges, label_marks
from geo.exports.svg import path_data, shape_element

_FOOT_MM: Final = 24.0
"""Room for scale bar and north arrow below the map (mm)."""

_NUMBER_MM: Final = 4.6
"""Radius of the numbers that stand for the labels on a narrow screen (mm)."""


def map_svg(page: MapPage, paper: Paper, labels: Sequence[Label], size_mm: tuple[float, float]) -> str:
    """The map as an element of a page."""
    width, height = size_mm[0], size_mm[1] + _FOOT_MM
    *inner, outer = (shape_element(mark) for mark in edges(paper))
    parts = [
        f'<svg class="areas" viewBox="0 0 {width:g} {height:g}" role="group" aria-label="Map. {escape(page.title)}">',
        *_areas(page, paper),
        f'<g class="edges" aria-hidden="true">{"".join(inner)}{_of_class(outer, "rim")}</g>',
        '<use class="ring under" href="#none"/><use class="ring over" href="#none"/>',
        f'<g class="words" aria-hidden="true">{_words(page, labels)}</g>',
        f'<g class="numbers" aria-hidden="true">{_numbers(page, paper)}</g>',
        f'<g class="bar" aria-hidden="true">{_bar(paper, height)}</g>',
        "</svg>",
    ]
    return "\n".join(parts)


def element(mark: Mark) -> str:
    """A mark as an element whose words are text."""
    if not isinstance(mark, Words):
        return shape_element(mark)
    size, weight = mark.size_pt * MM_PER_POINT, ' font-weight="bold"' if mark.bold else ""
    place = f'x="{mark.x:.2f}" y="{mark.y:.2f}" font-size="{size:.2f}" text-anchor="{mark.anchor}"'
    return f'<text {place}{weight} fill="{mark.ink}">{escape(mark.text)}</text>'


def _of_class(made: str, name: str) -> str:
    """An element with a class, whose style then overrides its colours."""
    kind, rest = made.split(" ", 1)
    return f'{kind} class="{name}" {rest}'


def _areas(page: MapPage, paper: Paper) -> list[str]:
    """Each area with its fill, its pattern and what it says; the first can be reached with Tab."""
    found: list[str] = []
    for row, area in enumerate(page.areas):
        if area.code in paper.shapes:
            shape, band = paper.shapes[area.code], page.bands[area.band]
            said = escape("; ".join(f"{head}: {cell}" for head, cell in zip(page.columns, page.rows[row], strict=True)))
            stop = -1 if found else 0
            hatch = "".join(map(element, painted(shape, band)[1:]))
            found.append(
                f'<g class="area" role="img" data-row="{row}" tabindex="{stop}" aria-label="{said}">'
                f'<g fill="{band.fill}"><path id="shape-{row}" d="{path_data(shape)}"/></g>{hatch}</g>'
            )
    return found


def _words(page: MapPage, labels: Sequence[Label]) -> str:
    """Names and values; those beside their area in the colour of the page's text."""
    drawn: list[str] = []
    for label in labels:
        made = [element(mark) for mark in label_marks(label, page.bands[label.area.band])]
        if label.leader is not None:
            _, line, end, *words = made
            made = [_of_class(line, "line"), end, *(_of_class(word, "beside") for word in words)]
        drawn += made
    return "".join(drawn)


def _numbers(page: MapPage, paper: Paper) -> str:
    """The row of the table of each area, for a screen too narrow for its name."""
    drawn: list[str] = []
    for row, area in enumerate(page.areas, start=1):
        if area.code in paper.shapes:
            middle = middle_of(paper.shapes[area.code])
            place = f'cx="{middle.x:.2f}" cy="{middle.y:.2f}" r="{_NUMBER_MM}"'
            drawn.append(f'<circle {place} fill="{PAPER}" stroke="{INK}" stroke-width="0.4"/>')
            at = f'x="{middle.x:.2f}" y="{middle.y + _NUMBER_MM / 2:.2f}"'
            drawn.append(f'<text {at} text-anchor="middle" fill="{INK}">{row}</text>')
    return "".join(drawn)


def _bar(paper: Paper, height_mm: float) -> str:
    """Scale bar and north arrow in the foot of the map."""
    marks = [*scale_bar(paper.mm_per_km, 5.0, height_mm - 1.5, 10.0), *north_arrow(78.0, height_mm - 2.0)]
    return "".join(map(element, marks))
