"""A sheet as SVG: plain paths, letters as outlines, words for those who cannot see it, and nothing that changes."""

from collections.abc import Iterable
from html import escape
from typing import Final

import shapely

from geo.colours import PAPER
from geo.exports.lettering import Letter, letters, scale_mm, width_mm
from geo.exports.marks import Mark, Shape, Sheet, Words

SHARE_BEFORE: Final = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""Share of a line of text that stands left of its anchor."""

_CLOSE: Final = 79
_COMMANDS: Final = {1: "M", 2: "L", 3: "Q", 4: "C", _CLOSE: "Z"}
_POINTS: Final = {1: 1, 2: 1, 3: 2, 4: 3, _CLOSE: 1}


def svg_bytes(sheet: Sheet, title: str, alt: str) -> bytes:
    """The sheet as a file of its own."""
    width, height = f"{sheet.width_mm:g}", f"{sheet.height_mm:g}"
    size = f'width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title desc" lang="en-GB">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(alt)}</desc>',
        f"<defs>{''.join(_outlines(sheet.marks))}</defs>",
        f'<rect width="100%" height="100%" fill="{PAPER}"/>',
        *(_words(mark) if isinstance(mark, Words) else shape_element(mark) for mark in sheet.marks),
        "</svg>",
    ]
    return "\n".join(lines).encode()


def shape_element(mark: Shape) -> str:
    """A shape with its fill and line."""
    drawn = f' fill="{mark.fill or "none"}" fill-rule="evenodd"'
    if mark.line:
        drawn += f' stroke="{mark.line}" stroke-width="{mark.width_mm:g}" stroke-linejoin="round"'
        drawn += ' stroke-linecap="round"'
    return f'<path d="{path_data(mark.geometry)}"{drawn}/>'


def path_data(geometry: shapely.Geometry) -> str:
    """Polygons and lines as the commands of a path, to a hundredth of a millimetre."""
    return "".join(_part(part) for part in shapely.get_parts(shapely.get_parts(geometry)))


def _part(part: shapely.Geometry) -> str:
    """One polygon or line."""
    if isinstance(part, shapely.Polygon):
        return "".join(f"{_run(ring)}Z" for ring in (part.exterior, *part.interiors))
    return f"{_run(part)}Z" if isinstance(part, shapely.LinearRing) else _run(part)


def _run(line: shapely.Geometry) -> str:
    """The corners of one line; the last of a ring is its first."""
    corners = shapely.get_coordinates(line)
    if isinstance(line, shapely.LinearRing):
        corners = corners[:-1]
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in corners) if len(corners) else ""


def _outlines(marks: Iterable[Mark]) -> list[str]:
    """The outline of each letter of the sheet, once."""
    words = [mark for mark in marks if isinstance(mark, Words)]
    found = {letter.name: letter for mark in words for letter in letters(mark.text, bold=mark.bold)}
    return [f'<path id="{name}" d="{_outline(found[name])}"/>' for name in sorted(found)]


def _outline(letter: Letter) -> str:
    """The commands of one letter."""
    data: list[str] = []
    at = 0
    while at < len(letter.codes):
        code = int(letter.codes[at])
        corners = letter.corners[at : at + _POINTS[code]].tolist()
        data.append(_COMMANDS[code] + ("" if code == _CLOSE else " ".join(f"{x:.1f} {y:.1f}" for x, y in corners)))
        at += _POINTS[code]
    return "".join(data)


def _words(mark: Words) -> str:
    """A line of text as outlines."""
    left = mark.x - SHARE_BEFORE[mark.anchor] * width_mm(mark.text, mark.size_pt, bold=mark.bold)
    scale = scale_mm(mark.size_pt)
    uses = [
        f'<use href="#{letter.name}" x="{letter.x:.1f}"' + (f' y="{letter.y:.1f}"' if letter.y else "") + "/>"
        for letter in letters(mark.text, bold=mark.bold)
    ]
    place = f"translate({left:.2f} {mark.y:.2f}) scale({scale:.5f} {-scale:.5f})"
    return f'<g transform="{place}" fill="{mark.ink}">{"".join(uses)}</g>'
