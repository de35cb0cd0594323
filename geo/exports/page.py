"""One map as everybody shows it: the atlas, the picture files, the page that opens from disk, the dashboard."""

from dataclasses import dataclass
from typing import Final, Literal

import shapely

from geo.colours import PAPER, ink_on
from geo.release import Marker
from geo.text import counted, plain

LONGEST_NAME: Final = 60
"""Longest name of an area or a council that a map shows (characters); a longer one ends in an ellipsis."""

Pattern = Literal["", "lines", "dots"]
"""How a class is painted beside its colour: lines where a value is hidden, dots where there is none."""

HIDDEN_LABEL: Final = "[c] Hidden so that nobody can be found"
NO_DATA_LABEL: Final = "[x] No data"
NOT_APPLICABLE_LABEL: Final = "[z] Not applicable"


@dataclass(frozen=True)
class MapBand:
    """One class of a map: what it means and how it is painted."""

    label: str
    fill: str
    pattern: Pattern = ""

    @property
    def ink(self) -> str:
        """Colour of text on the fill."""
        return ink_on(self.fill)


HIDDEN: Final = MapBand(HIDDEN_LABEL, PAPER, "lines")
MISSING: Final = MapBand(NO_DATA_LABEL, "#E6E8EA", "dots")
OUTSIDE: Final = MapBand(NOT_APPLICABLE_LABEL, PAPER, "dots")
MARKED: Final = {Marker.CONFIDENTIAL: HIDDEN, Marker.NOT_AVAILABLE: MISSING, Marker.NOT_APPLICABLE: OUTSIDE}
"""Classes of the areas without a value."""


@dataclass(frozen=True)
class MapArea:
    """One area of a map."""

    code: str
    name: str
    """Made safe to draw: one line, no invisible letter, at most `LONGEST_NAME` characters."""
    text: str
    """The value as the map labels it: `42 %`, `Monitor closely`, `[c]`."""
    band: int
    """Position of its class in `MapPage.bands`."""
    boundary: shapely.Geometry
    """Metres of the British National Grid; empty where the area has no polygon."""


@dataclass(frozen=True)
class MapPage:
    """Everything that a map and what stands beside it say; all of it released."""

    name: str
    """Such as `hard_to_source`; the stem of its files."""
    title: str
    """The finding, as a sentence without an end."""
    subtitle: str
    """Measure, unit and as-at date."""
    authority: str
    area_term: str
    """What the council calls an area, such as `zone`."""
    key_title: str
    """Heading of the key: what the classes are of."""
    bands: tuple[MapBand, ...]
    """The classes in the order of the key, those without a value last."""
    areas: tuple[MapArea, ...]
    alt: str
    """What the map shows, in words for those who cannot see it."""
    shown: int
    """How many areas have a value (count)."""
    total: int
    """How many areas there are (count)."""
    empty: str
    """Why there is no map; empty where there is one."""
    notes: tuple[str, ...]
    """What a reader must know, as sentences."""
    source: str
    licence: str
    method: str
    """Model and version of the method, as a sentence."""
    rules: str
    """Name and version of the disclosure rules, as a sentence."""
    columns: tuple[str, ...]
    """Headings of the equal table."""
    rows: tuple[tuple[str, ...], ...]
    """The equal table: one row an area in the order of `areas`, then the whole council where it has a value."""

    @property
    def count(self) -> str:
        """Such as `12 of 14 zones have a value`."""
        some = counted(self.total, self.area_term)
        return f"{self.shown} of {some} {'has' if self.shown == 1 else 'have'} a value"


def shown_name(name: str, most: int = LONGEST_NAME) -> str:
    """A name as one line of at most `most` characters, without letters that cannot be seen."""
    line = " ".join(plain(name).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "\u2026"
