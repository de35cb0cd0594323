"""Maps as pictures: SVG whose letters are outlines, and PNG at the size and fineness of print."""

import io
from typing import Final

import numpy as np
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from PIL import Image

from geo.exports.lettering import MM_PER_POINT, letters, scale_mm, width_mm
from geo.exports.marks import Shape, Words
from geo.exports.page import MapPage
from geo.exports.sheets import BODY_MM, body_sheet, print_sheet
from geo.exports.svg import SHARE_BEFORE, svg_bytes

DOTS_PER_INCH: Final = 300
"""Fineness of a PNG (dots an inch), as printers ask for."""


def svg_of(page: MapPage) -> bytes:
    """The map as an SVG that stands alone, with its finding, key and source; the same page is the same bytes."""
    return svg_bytes(print_sheet(page), page.title, page.alt)


def body_svg_of(page: MapPage, size_mm: tuple[float, float] = BODY_MM) -> bytes:
    """The map and its key as an SVG for a document that sets the heading and the notes itself.

    Args:
        page: The map.
        size_mm: Width and height (mm); letters keep their size, so it must not be scaled down.
    """
    return svg_bytes(body_sheet(page, size_mm), page.title, page.alt)


def png_of(page: MapPage) -> bytes:
    """The same picture as `svg_of` in dots; the same page is the same bytes."""
    sheet = print_sheet(page)
    figure = Figure(figsize=(sheet.width_mm / 25.4, sheet.height_mm / 25.4), dpi=DOTS_PER_INCH, facecolor="white")
    dots = DOTS_PER_INCH / 25.4
    on_figure = Affine2D().scale(dots, -dots).translate(0, sheet.height_mm * dots)
    for at, mark in enumerate(sheet.marks):
        patch = _letters(mark) if isinstance(mark, Words) else _shape(mark)
        if patch is not None:
            patch.set(transform=on_figure, zorder=at)
            figure.add_artist(patch)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    written = io.BytesIO()
    dots_drawn = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    picture = Image.fromarray(dots_drawn).convert("RGB")
    picture.save(written, "png", dpi=(DOTS_PER_INCH, DOTS_PER_INCH), compress_level=4)
    return written.getvalue()


def _letters(mark: Words) -> PathPatch | None:
    """A line of text as outlines; None where none of it has ink."""
    found = letters(mark.text, bold=mark.bold)
    if not found:
        return None
    scale = scale_mm(mark.size_pt)
    left = mark.x - SHARE_BEFORE[mark.anchor] * width_mm(mark.text, mark.size_pt, bold=mark.bold)
    corners = np.concatenate([letter.corners + (letter.x, letter.y) for letter in found])  # noqa: RUF005 - added
    codes = np.concatenate([letter.codes for letter in found])
    return PathPatch(Path(corners * (scale, -scale) + np.array((left, mark.y)), codes), facecolor=mark.ink, linewidth=0)


def _shape(mark: Shape) -> PathPatch | None:
    """A shape as matplotlib draws it; None where there is nothing to draw."""
    path = _path(mark.geometry)
    if path is None:
        return None
    return PathPatch(
        path,
        facecolor=mark.fill or "none",
        edgecolor=mark.line or "none",
        linewidth=mark.width_mm / MM_PER_POINT if mark.line else 0,
        joinstyle="round",
        capstyle="round",
    )


def _path(geometry: shapely.Geometry) -> Path | None:
    """Polygons and lines as one path; holes run the other way round, so that they stay open."""
    parts = shapely.get_parts(shapely.get_parts(shapely.orient_polygons(geometry)))
    runs = [
        _run(line)
        for part in parts
        for line in ((part.exterior, *part.interiors) if isinstance(part, shapely.Polygon) else (part,))
    ]
    return Path.make_compound_path(*runs) if runs else None


def _run(line: shapely.Geometry) -> Path:
    """One line or ring."""
    corners = shapely.get_coordinates(line)
    codes = np.full(len(corners), Path.LINETO, dtype=np.uint8)
    codes[0] = Path.MOVETO
    if isinstance(line, shapely.LinearRing):
        codes[-1] = Path.CLOSEPOLY
    return Path(corners, codes)
