"""[map] of carezones.toml: towns and hospitals to orient the reader, and a council's own tiles below the zones."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from geo.settings.near import nearest

LANDMARKS: Final = "landmarks"
"""The key that names a file of towns and hospitals: short for [sources.landmarks]."""
_KEYS: Final = (LANDMARKS, "tiles", "attribution")
_PLACES: Final = ("{z}", "{x}", "{y}")
_EXAMPLE: Final = 'tiles = "https://tiles.council.gov.uk/{z}/{x}/{y}.png"'
_HOST: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(:[0-9]{1,5})?")
_PLAIN: Final = re.compile(r"[A-Za-z0-9._~/?=&%:@!+*{}-]+")
"""Signs of an address; a quotation mark, a space or a semicolon could say something to the browser."""


@dataclass(frozen=True)
class MapSettings:
    """What a council adds to the maps."""

    tiles: str | None = None
    """Address of its tiles in the Web Mercator grid, with {z}, {x} and {y}; None where maps have none."""
    attribution: str = ""
    """Whose tiles they are, as their licence asks; shown on every map that has them."""

    @property
    def tiles_origin(self) -> str | None:
        """The only place outside the program that a map may ask: scheme, host and port of the tiles."""
        if self.tiles is None:
            return None
        parts = urlsplit(self.tiles)
        return f"{parts.scheme}://{parts.netloc}".lower()


def map_problems(said: Mapping[str, Any], tables: Iterable[str]) -> Iterable[str]:
    """What is wrong with [map], each as a sentence.

    Args:
        said: The section.
        tables: Names of the [sources.<table>] sections.
    """
    for key, value in said.items():
        if key not in _KEYS:
            yield f"[map] has {key}, which is not known.{nearest(key, _KEYS)} Settings: {', '.join(_KEYS)}."
        elif not isinstance(value, str) or not value.strip():
            yield f"[map] {key} must be text in quotation marks."
    if LANDMARKS in said and LANDMARKS in tables:
        yield "[map] landmarks and [sources.landmarks] both name a file. Keep one of the two."
    tiles, attribution = said.get("tiles"), said.get("attribution")
    if isinstance(tiles, str) and tiles.strip():
        yield from _tile_problems(tiles)
        if not attribution:
            yield '[map] tiles needs attribution: whose map it is. Write attribution = "..." beside it.'
    elif isinstance(attribution, str) and "tiles" not in said:
        yield f"[map] attribution is shown with tiles, and there are none. Write {_EXAMPLE}, or take it out."


def _tile_problems(address: str) -> Iterable[str]:
    """What is wrong with the address of tiles; the address itself may hold a key, so it is never repeated."""
    try:
        parts = urlsplit(address)
        has_user = parts.username is not None
    except ValueError:
        yield f"[map] tiles is not an address. Write it like {_EXAMPLE}."
        return
    host = parts.netloc
    if parts.scheme not in ("http", "https") or not host:
        yield f"[map] tiles must begin with https:// (or http://) and a host. Write it like {_EXAMPLE}."
    elif has_user:
        yield "[map] tiles holds a name or password, which every reader could see. Take out what stands before the @."
    elif not _HOST.fullmatch(host):
        yield f"[map] tiles must name one host, without {{s}} or other signs in it. Write it like {_EXAMPLE}."
    missing = [place for place in _PLACES if place not in f"{parts.path}?{parts.query}"]
    if missing:
        yield f"[map] tiles lacks {' and '.join(missing)} behind the host. Write it like {_EXAMPLE}."
    strange = not _PLAIN.fullmatch(address) or re.search(r"[{}]", re.sub(r"\{[zxy]\}", "", address))
    if strange and _HOST.fullmatch(host):
        yield f"[map] tiles has signs that no address has, or braces of another kind. Write it like {_EXAMPLE}."
