"""Rows that give coordinates as numbers: their points, what was repaired in whole columns, and why others have none.

Longitude and latitude are turned into metres with the parameters pyproj brings along: true to about 2 m, 5 m at
worst, where the official OSTN15 grid is not installed.
"""

import functools
import warnings
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd
from pyproj import Transformer
from pyproj.transformer import TransformerGroup

from geo.locate.numbers import Flags, decimals, numbers
from geo.locate.postcodes import Floats
from geo.schemas import DEGREES_CRS, METRES_CRS
from geo.schemas.codes import EASTING_M, LAND_M, NORTHING_M

Box = tuple[float, float, float, float]
"""West, south, east and north (m)."""

COARSE_DECIMALS: Final = 2
"""With so many decimals or fewer a degree leaves a place open by 0.6 km (decimals)."""
COARSE_M: Final = 1_000
"""Metres of a place that is given in whole kilometres leave it open by 0.7 km (m)."""
_BLANK: Final = "one of the two coordinates is blank."
_NO_NUMBER: Final = "the coordinates are not numbers."
_ZERO: Final = "0, 0 stands for a place that nobody filled in."
_NOT_ON_EARTH: Final = "there is no such place: latitude goes to 90 degrees and longitude to 180."
_SWAPPED: Final = "latitude and longitude are swapped here, and not in every row."
_METRES: Final = "these are eastings and northings in the columns for latitude and longitude, and not in every row."
_ELSEWHERE: Final = "the coordinates are not in Great Britain."


@dataclass
class Coordinates:
    """What pairs of cells say, in the order of the rows."""

    easting: Floats
    northing: Floats
    cause: np.ndarray
    """Why a row has no point."""
    notes: dict[str, Flags] = field(default_factory=dict)
    """Which rows something is to be said of."""


def from_metres(cells: pd.DataFrame) -> Coordinates:
    """Points of rows that give easting and northing, in this order of columns."""
    (east, east_comma), (north, north_comma) = (numbers(cells[name], is_metres=True) for name in cells)
    inside = _in_great_britain(east, north)
    cause = np.full(len(cells), _ELSEWHERE, dtype=object)
    cause[(east == 0) & (north == 0)] = _ZERO
    _say_what_is_missing(cells, east, north, cause)
    whole = inside & (east % COARSE_M == 0) & (north % COARSE_M == 0)
    notes = {"comma": (east_comma | north_comma) & inside, "coarse": whole}
    return Coordinates(np.where(inside, east, np.nan), np.where(inside, north, np.nan), cause, notes)


def from_degrees(cells: pd.DataFrame, area: Box | None) -> Coordinates:
    """Points of rows that give latitude and longitude, in this order of columns.

    Args:
        cells: Text.
        area: Where the council is, to tell which of two metres is the easting.

    Returns:
        The points. Where every row has the two swapped, or has metres in their place, the whole column is mended;
        where only some have, these get no point.
    """
    (latitude, lat_comma), (longitude, lon_comma) = (numbers(cells[name], is_metres=False) for name in cells)
    said = ~np.isnan(latitude) & ~np.isnan(longitude) & ((latitude != 0) | (longitude != 0))
    east, north = _points(latitude, longitude, said)
    swapped_east, swapped_north = _points(longitude, latitude, said & np.isnan(east))
    swapped = ~np.isnan(swapped_east)
    metres_east, metres_north = _as_metres(cells, area)
    metres = said & np.isnan(east) & ~np.isnan(metres_east)
    notes: dict[str, Flags] = {}
    cause = np.full(len(cells), _ELSEWHERE, dtype=object)
    cause[(abs(latitude) > 90) | (abs(longitude) > 180)] = _NOT_ON_EARTH
    for found, points, note, why in (
        (swapped, (swapped_east, swapped_north), "swapped", _SWAPPED),
        (metres, (metres_east, metres_north), "metres", _METRES),
    ):
        cause[found] = why
        if found.any() and found[said].all():
            (east, north), notes[note] = points, found
    notes["comma"] = ~np.isnan(east) & (lat_comma | lon_comma)
    notes["degrees"] = ~np.isnan(east) & ~metres
    notes["coarse"] = notes["degrees"] & (np.maximum(*(decimals(cells[n]) for n in cells)) <= COARSE_DECIMALS)
    cause[(latitude == 0) & (longitude == 0)] = _ZERO
    _say_what_is_missing(cells, latitude, longitude, cause)
    return Coordinates(east, north, cause, notes)


def mirrored(cells: pd.DataFrame) -> tuple[Floats, Floats]:
    """Points of rows as if their longitude, which lies east of Greenwich, had lost its minus; NaN for the others."""
    latitude, longitude = (numbers(cells[name], is_metres=False)[0] for name in cells)
    return _points(latitude, -longitude, longitude > 0)


def within(east: Floats, north: Floats, box: Box) -> Flags:
    """Which points lie in a box."""
    west, south, east_end, north_end = box
    return np.asarray((east >= west) & (east <= east_end) & (north >= south) & (north <= north_end))


def _say_what_is_missing(cells: pd.DataFrame, first: Floats, second: Floats, cause: np.ndarray) -> None:
    """The cause of rows in which a cell is blank or no number."""
    cause[np.isnan(first) | np.isnan(second)] = _NO_NUMBER
    cause[np.logical_or(*(cells[name].str.strip().to_numpy() == "" for name in cells))] = _BLANK


def _in_great_britain(east: Floats, north: Floats) -> Flags:
    """Which points lie on the British National Grid."""
    return (east > EASTING_M[0]) & (east < EASTING_M[1]) & (north > NORTHING_M[0]) & (north < NORTHING_M[1])


def _points(latitude: Floats, longitude: Floats, wanted: Flags) -> tuple[Floats, Floats]:
    """Degrees as metres; NaN where they are not wanted or not in Great Britain."""
    real = wanted & (abs(latitude) <= 90) & (abs(longitude) <= 180)
    east, north = to_metres(np.where(real, longitude, np.nan), np.where(real, latitude, np.nan))
    inside = np.isfinite(east) & np.isfinite(north) & _in_great_britain(east, north)
    return np.where(inside, east, np.nan), np.where(inside, north, np.nan)


def _as_metres(cells: pd.DataFrame, area: Box | None) -> tuple[Floats, Floats]:
    """Cells of latitude and longitude taken as northing and easting, or the other way where more lie in the area."""
    north, east = (numbers(cells[name], is_metres=True)[0] for name in cells)
    if area is not None and within(north, east, area).sum() > within(east, north, area).sum():
        north, east = east, north
    inside = _in_great_britain(east, north) & (east > LAND_M) & (north > LAND_M)
    return np.where(inside, east, np.nan), np.where(inside, north, np.nan)


@functools.cache
def _to_metres() -> Transformer:
    """The transformation to metres, made once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # says that OSTN15 is not installed, as the module does
        return Transformer.from_crs(DEGREES_CRS, METRES_CRS, always_xy=True)


@functools.cache
def has_official_grid() -> bool:
    """Whether the Ordnance Survey's OSTN15 grid is installed, with which degrees become metres to 0.1 m."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return bool(TransformerGroup(DEGREES_CRS, METRES_CRS, always_xy=True).best_available)


def to_metres(longitude: Floats, latitude: Floats) -> tuple[Floats, Floats]:
    """Longitude and latitude (degrees, WGS84) as easting and northing (m)."""
    easting, northing = _to_metres().transform(longitude, latitude)
    return np.asarray(easting, dtype="float64"), np.asarray(northing, dtype="float64")
