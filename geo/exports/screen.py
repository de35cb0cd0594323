"""A map of a release as a part of a page on a screen: a picture, its areas by mouse and keyboard, and its key.

No script is needed: each area lies over the picture as a shape of its own that can be pointed at and reached by
keyboard, and says its name, value and class.
"""

import base64
import html
from typing import Final

import numpy as np
import shapely

from geo.colours import INK, PAPER
from geo.exports.labels import Label
from geo.exports.marks import Sheet
from geo.exports.page import MapArea, MapBand, MapPage
from geo.exports.paper import Paper
from geo.exports.sheets import lettered, map_sheet
from geo.exports.svg import svg_bytes
from geo.text import counted

WIDE_MM: Final = (152.0, 118.0)
"""The picture beside text on a laptop: letters of 8 points are then 11 pixels high."""

NARROW_MM: Final = (94.0, 100.0)
"""The picture on a telephone."""

_FINEST_PCT: Final = 0.15
"""Corners that move a shape less than this are dropped (% of the picture's width)."""

STYLE: Final = (
    ".cz-released{margin:0}.cz-released .cz-paper{position:relative;background:#FFFFFF;border-radius:8px;"
    "border:1px solid light-dark(#D5DCE3,#38424D)}"
    ".cz-released img{display:block;width:100%;height:auto}"
    ".cz-released .cz-narrow{display:none}"
    ".cz-released .cz-area{position:absolute;inset:0;outline:none}"
    ".cz-released .cz-area:hover{background:#0B0C0C1F}"
    ".cz-released .cz-area:focus-visible{background:#FFDD0073}"
    ".cz-released .cz-card{position:absolute;max-width:46%;padding:.5rem .7rem;border-radius:6px;"
    "background:#0B0C0C;color:#FFFFFF;font-size:.95rem;line-height:1.35;visibility:hidden;pointer-events:none;"
    "z-index:2}"
    ".cz-released .cz-n .cz-card{top:8px}.cz-released .cz-s .cz-card{bottom:8px}"
    ".cz-released .cz-w .cz-card{left:8px}.cz-released .cz-e .cz-card{right:8px}"
    ".cz-released .cz-card b{display:block}"
    ".cz-released .cz-area:is(:hover,:focus-visible)+.cz-card{visibility:visible}"
    "ul.cz-key{display:flex;flex-wrap:wrap;gap:.35rem 1.1rem;list-style:none;margin:.2rem 0 .7rem!important;"
    "padding:0!important}"
    ".cz-key li{display:flex;align-items:center;gap:.45rem;margin:0!important;padding:0}"
    ".cz-key span{display:inline-block;width:26px;height:16px;border:1px solid #6F777B;border-radius:3px;flex:none}"
    ".cz-key-title{font-weight:600;margin:0 0 .25rem}"
    ".cz-numbers{margin:.5rem 0 0;font-size:.95rem}"
    "@media (max-width:640px){.cz-released .cz-wide{display:none}.cz-released .cz-narrow{display:block}"
    ".cz-released .cz-card{max-width:70%}}"
)
"""How the map looks; the picture stays white paper in the dark, so that its colours are those of the key."""


def map_html(page: MapPage) -> str:
    """The key and the map, once for wide and once for narrow screens; or why there is none."""
    if page.empty:
        return f'<p class="cz-released">{html.escape(page.empty)}</p>'
    return f'{_key(page)}<figure class="cz-released">{_picture(page, "wide", WIDE_MM)}{_narrow(page)}</figure>'


def _narrow(page: MapPage) -> str:
    """The picture of narrow screens."""
    return _picture(page, "narrow", NARROW_MM)


def _picture(page: MapPage, kind: str, size_mm: tuple[float, float]) -> str:
    """The drawing, and over it the areas one by one with the card of each."""
    sheet, paper, labels = map_sheet(page, size_mm)
    drawn = Sheet(*size_mm, (*sheet.marks, *lettered(page, labels)))
    code = base64.b64encode(svg_bytes(drawn, page.title, page.alt)).decode()
    picture = f'<img alt="{html.escape(page.alt)}" src="data:image/svg+xml;base64,{code}">'
    areas = "".join(_area(page, area, paper, size_mm) for area in page.areas if area.code in paper.shapes)
    corner = _free_corner(paper, size_mm)
    return f'<div class="cz-{kind}"><div class="cz-paper {corner}">{picture}{areas}</div>{_numbers(labels)}</div>'


def _area(page: MapPage, area: MapArea, paper: Paper, size_mm: tuple[float, float]) -> str:
    """One area as a shape that can be pointed at and reached by keyboard, and its card."""
    name, text, band = (html.escape(part) for part in (area.name, area.text, page.bands[area.band].label))
    said = f"{name}: {text}" + (f", {band}" if band != text else "")
    shape = _clip(paper.shapes[area.code], size_mm)
    card = f'<div class="cz-card" aria-hidden="true"><b>{name}</b>{text}<br>{html.escape(page.key_title)}</div>'
    return f'<div class="cz-area" tabindex="0" role="img" aria-label="{said}" style="clip-path:{shape}"></div>{card}'


def _free_corner(paper: Paper, size_mm: tuple[float, float]) -> str:
    """The corner of the picture that covers least of the areas, where the card of an area stands."""
    width, height = size_mm
    ground, across, down = paper.ground, 0.45 * width, 0.2 * height
    corners = {
        "cz-n cz-e": shapely.box(width - across, 0, width, down),
        "cz-n cz-w": shapely.box(0, 0, across, down),
        "cz-s cz-e": shapely.box(width - across, height - down, width, height),
        "cz-s cz-w": shapely.box(0, height - down, across, height),
    }
    return min(corners, key=lambda name: ground.intersection(corners[name]).area)


def _clip(shape: shapely.Geometry, size_mm: tuple[float, float]) -> str:
    """The outline as a CSS shape in per cent of the picture; parts are joined by lines without width."""
    simple = shapely.simplify(shape, _FINEST_PCT / 100 * size_mm[0])
    rings = [part.exterior for part in shapely.get_parts(simple) if isinstance(part, shapely.Polygon)]
    corners = [shapely.get_coordinates(ring) / np.asarray(size_mm) * 100 for ring in rings]
    back = [ring[:1] for ring in reversed(corners[:-1])]
    run = np.concatenate([*corners, *back])
    return "polygon(evenodd," + ",".join(f"{x:.2f}% {y:.2f}%" for x, y in run) + ")"


def _key(page: MapPage) -> str:
    """What the classes mean, each with how many areas are in it."""
    counts = [sum(area.band == at for area in page.areas) for at in range(len(page.bands))]
    items = [
        f'<li><span aria-hidden="true" style="background:{_swatch(band)}"></span>'
        f"{html.escape(band.label)} ({counted(count, page.area_term)})</li>"
        for band, count in zip(page.bands, counts, strict=True)
    ]
    return f'<p class="cz-key-title">{html.escape(page.key_title)}</p><ul class="cz-key">{"".join(items)}</ul>'


def _swatch(band: MapBand) -> str:
    """The paint of a class."""
    if band.pattern == "lines":
        return f"repeating-linear-gradient(135deg,{INK} 0 1px,{band.fill} 1px 6px)"
    if band.pattern == "dots":
        return f"radial-gradient({INK} 1px,{band.fill} 1.4px) 0 0/6px 6px"
    return band.fill or PAPER


def _numbers(labels: list[Label]) -> str:
    """Names and values of areas that are too small for their words, by their number on the map."""
    small = [label for label in labels if label.number]
    told = [f"{label.number} {html.escape(label.area.name)}: {html.escape(label.area.text)}" for label in small]
    return f'<p class="cz-numbers" aria-hidden="true">{"; ".join(told)}</p>' if told else ""
