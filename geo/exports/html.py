"""A map as one HTML file that opens from disk without a network: finding, map, key, equal table, source."""

import re
from html import escape
from typing import Final

from geo.exports.furniture import SWATCH_HEIGHT_MM, SWATCH_WIDTH_MM, painted
from geo.exports.html_parts import SCRIPT, STYLE, policy
from geo.exports.html_svg import element, map_svg
from geo.exports.marks import Box
from geo.exports.page import MapBand, MapPage
from geo.exports.sheets import height_mm, map_sheet
from geo.text import plain, plural

WIDTH_MM: Final = 165.0
"""Width that the map is laid out for (mm): on a screen of 800 pixels its letters are 14 pixels high."""

_NUMBER: Final = re.compile(r"[+\u2212-]?[\d,.]+|\[[cxz]\]|")


def html_of(page: MapPage, contact: str = "") -> bytes:
    """The page of one map; the same map is the same bytes.

    The card that says what is pointed at is filled from the table, so the two cannot differ.

    Args:
        page: The map.
        contact: Whom a reader may ask; left out where empty.
    """
    return "\n".join(
        ["<!doctype html>", '<html lang="en-GB">', *_head(page), *_body(page, contact), "</html>", ""]
    ).encode()


def _head(page: MapPage) -> list[str]:
    """Policy, title and style."""
    return [
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy(), quote=False)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{escape(page.title)} ({escape(page.authority)})</title>",
        f"<style>{STYLE}</style>",
        "</head>",
    ]


def _body(page: MapPage, contact: str) -> list[str]:
    """Everything a reader sees."""
    return [
        "<body>",
        "<main>",
        '<a class="skip" href="#table">Skip to the table</a>',
        f"<h1>{escape(page.title)}</h1>",
        f'<p class="quiet">{escape(page.subtitle)}</p>',
        *_map(page),
        *_table(page),
        *_notes(page),
        *_source(page, contact),
        "</main>",
        f"<script>{SCRIPT}</script>",
        "</body>",
    ]


def _map(page: MapPage) -> list[str]:
    """The map, and beside it its key and the card of the area that is pointed at; or why there is none."""
    if page.empty:
        return [f'<p class="empty">{escape(page.empty)}</p>']
    size = (WIDTH_MM, height_mm(page, WIDTH_MM))
    _, paper, labels = map_sheet(page, size)
    if not paper.shapes:
        return [f'<p class="empty">No {escape(page.area_term)} has a boundary, so there is no map.</p>']
    hint = (
        f"Point at the map to read the values of each {page.area_term} here. With the keyboard: Tab to the map, "
        "then the arrow keys; Escape to leave."
    )
    return [
        '<div class="map">',
        f"<figure>{map_svg(page, paper, labels, size)}</figure>",
        "<div>",
        *_key(page),
        f'<div class="card" id="card" data-hint="{escape(hint)}"><p>{escape(page.count)}.</p></div>',
        "</div>",
        "</div>",
    ]


def _key(page: MapPage) -> list[str]:
    """The key beside the map."""
    places = [area.band for area in page.areas]
    items = [_key_item(band, places.count(at)) for at, band in enumerate(page.bands)]
    return [
        f'<div class="key"><h2>{escape(page.key_title)}</h2>',
        f"<ul>{''.join(items)}</ul>",
        f'<p class="quiet">{escape(page.count)}. In brackets: number of {escape(plural(page.area_term))}.</p></div>',
    ]


def _key_item(band: MapBand, areas: int) -> str:
    """One class: how it is painted, what it means, how many areas are in it."""
    sample = "".join(map(element, painted(Box(0, 0, SWATCH_WIDTH_MM, SWATCH_HEIGHT_MM).polygon(), band)))
    size = f"0 0 {SWATCH_WIDTH_MM:g} {SWATCH_HEIGHT_MM:g}"
    return (
        f'<li><svg viewBox="{size}" aria-hidden="true">{sample}</svg><span>{escape(band.label)} ({areas})</span></li>'
    )


def _table(page: MapPage) -> list[str]:
    """The equal table; the row of the whole council last."""
    if not page.rows:
        return []
    is_number = [all(_NUMBER.fullmatch(row[at]) for row in page.rows) for at in range(len(page.columns))]
    names = [' class="number"' if number else "" for number in is_number]
    heads = [f'<th scope="col"{name}>{escape(head)}</th>' for head, name in zip(page.columns, names, strict=True)]
    rows = [_row(row, names, is_whole=at >= len(page.areas)) for at, row in enumerate(page.rows)]
    return [
        '<h2 id="values">The values of the map</h2>',
        '<div class="table" id="table" role="region" aria-labelledby="values" tabindex="0">',
        '<table aria-labelledby="values">',
        f"<thead><tr>{''.join(heads)}</tr></thead>",
        f"<tbody>{''.join(rows)}</tbody></table>",
        "</div>",
    ]


def _row(row: tuple[str, ...], names: list[str], *, is_whole: bool) -> str:
    """One area, or the whole council."""
    first, *others = row
    cells = [f"<td{name}>{escape(cell)}</td>" for cell, name in zip(others, names[1:], strict=True)]
    start = '<tr class="whole">' if is_whole else "<tr>"
    return f'{start}<th scope="row" dir="auto">{escape(first)}</th>{"".join(cells)}</tr>'


def _notes(page: MapPage) -> list[str]:
    """What a reader must know."""
    items = "".join(f"<li>{escape(note)}</li>" for note in page.notes)
    return ["<h2>Notes</h2>", f'<ul class="notes">{items}</ul>'] if items else []


def _source(page: MapPage, contact: str) -> list[str]:
    """Where the figures come from, under which rules, and whom to ask."""
    said = {
        "Figures": page.source,
        "Boundaries": page.licence,
        "Method": page.method,
        "Disclosure control": page.rules,
        "Who to ask": plain(contact),
    }
    items = "".join(f"<dt>{head}</dt><dd>{escape(text)}</dd>" for head, text in said.items() if text)
    return ["<h2>Source</h2>", f'<dl class="source">{items}</dl>']
