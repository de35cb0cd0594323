"""The legend as HTML beside the map, so that it wraps, prints and is read aloud."""

from collections.abc import Sequence
from typing import Final

from geo.colours import PALE, STONE
from geo.maps.classes import Band, Classed
from geo.words.text import safe_text

RURAL_WORDS: Final = "Hatched: rural, by where residents live"

_LIST: Final = "list-style:none;display:flex;flex-wrap:wrap;gap:0.15rem 1.1rem;margin:0.2rem 0 0;padding:0"
_ITEM: Final = "display:flex;align-items:center;gap:0.45rem;margin:0;font-size:0.875rem"
_SWATCH: Final = "width:1.5rem;height:0.95rem;flex:none;border:1px solid #6F777B;border-radius:2px"


def legend_html(title: str, classed: Classed, *, with_rural: bool = False, with_bases: bool = False) -> str:
    """The key to a map.

    Args:
        title: What is shown, with unit and as-at date.
        classed: The classes of the map.
        with_rural: Say what the hatch means.
        with_bases: Say what the points mean.

    Returns:
        HTML in which every text from data is encoded.
    """
    items = [swatch_item(_fill(band), band.label) for band in classed.bands]
    if with_rural:
        items.append(swatch_item(_stripes(PALE, "#00000055", 45), RURAL_WORDS))
    if with_bases:
        dot = "width:0.8rem;height:0.8rem;border:2px solid #0B0C0C;border-radius:50%;background:#fff"
        items.append(swatch_item(dot, "Provider's base"))
    return key_html(title, items)


def key_html(title: str, items: Sequence[str]) -> str:
    """A key of lines made by `swatch_item`."""
    return (
        f'<div style="font-size:0.875rem;line-height:1.35"><strong>{safe_text(title)}</strong>'
        f'<ul style="{_LIST}">{"".join(items)}</ul></div>'
    )


def swatch_item(swatch: str, words: str) -> str:
    """One line of a key: a swatch of this style and its words."""
    sample = f'<span aria-hidden="true" style="{_SWATCH};{swatch}"></span>'
    return f'<li style="{_ITEM}">{sample}<span>{safe_text(words)}</span></li>'


def _fill(band: Band) -> str:
    """The background of a class, dotted where it stands for no data."""
    dots = f"background:radial-gradient({STONE} 1.2px,{band.fill} 1.7px) 0 0/5px 5px"
    return dots if band.is_missing else f"background:{band.fill}"


def _stripes(fill: str, line: str, turn: int) -> str:
    """A hatch like the map's."""
    return f"background:repeating-linear-gradient({turn}deg,{line} 0 1.5px,{fill} 1.5px 5px)"
