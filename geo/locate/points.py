"""The point of each row, in British National Grid metres, or the cause why there is none.

Longitude and latitude are turned into metres with the parameters pyproj brings along: true to about 2 m, 5 m at
worst, where the official OSTN15 grid is not installed.
"""

import functools
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from pyproj import Transformer

from geo.locate.postcodes import NO_ROW, Floats, Ints, PostcodeDirectory, canonical, keys_as_written, look_up
from geo.schemas import DEGREES_CRS, METRES_CRS
from geo.schemas.codes import EASTING_M, NORTHING_M

_FULL_POSTCODE: Final = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
_OUTWARD: Final = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9]?")
_NUMBER: Final = r"[+-]?[0-9]+(\.[0-9]*)?"
_THOUSANDS: Final = r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?"
_DECIMAL_COMMA: Final = r"[+-]?[0-9]{1,3},[0-9]+"


@dataclass(frozen=True)
class Located:
    """Where the rows of a table are."""

    points: pd.DataFrame
    """`easting` and `northing` (m; NaN where unlocated) and `directory_row`, the position of the postcode in the
    directory or -1, on the index of the table."""
    unlocated: pd.DataFrame
    """`column` and `cause` of each row without a point."""


@dataclass(frozen=True)
class _Places:
    """What is found out about each row, by its position in the table; filled in way by way."""

    easting: Floats
    northing: Floats
    directory_row: Ints
    column: npt.NDArray[np.object_]
    cause: npt.NDArray[np.object_]

    @classmethod
    def nowhere(cls, size: int) -> "_Places":
        """So many rows of which nothing is known."""
        nan, none = np.full(size, np.nan), np.full(size, None, dtype=object)
        return cls(nan, nan.copy(), np.full(size, NO_ROW, dtype=np.int64), none, none.copy())

    def located(self, index: pd.Index) -> Located:
        """The same as tables."""
        points = {name: getattr(self, name) for name in ("easting", "northing", "directory_row")}
        lost = np.isnan(self.easting)
        why = {"column": self.column[lost], "cause": self.cause[lost]}
        return Located(pd.DataFrame(points, index=index), pd.DataFrame(why, index=index[lost], dtype="object"))


def locate(rows: pd.DataFrame, postcodes: PostcodeDirectory | None) -> Located:
    """Find the point of each row, by the first way its filled cells allow.

    The order is latitude and longitude, easting and northing, postcode.

    Args:
        rows: Text columns of a table.
        postcodes: The directory, where the workspace has one.

    Returns:
        A point for each row, or the cause why there is none; nothing is dropped.
    """
    places = _Places.nowhere(len(rows))
    todo = np.ones(len(rows), dtype=bool)
    for ours, way in ((("latitude", "longitude"), _degrees), (("easting", "northing"), _metres)):
        if set(ours) <= set(rows.columns):
            filled = np.logical_or(*(rows[name].str.strip().to_numpy() != "" for name in ours))
            _by_numbers(rows[list(ours)], np.flatnonzero(todo & filled), way, places)
            todo &= ~filled
    at = np.flatnonzero(todo)
    if "postcode" in rows:
        _by_postcode(rows["postcode"], at, postcodes, places)
    else:
        places.column[at], places.cause[at] = _first_location(rows), "the row has no location."
    return places.located(rows.index)


def _by_numbers(
    cells: pd.DataFrame, at: Ints, way: Callable[[Floats, Floats], tuple[Floats, Floats]], places: _Places
) -> None:
    """Fill in the points of the rows at some positions, which give numbers."""
    if not len(at):
        return
    x, y = way(*(_numbers(cells[name].iloc[at], is_metres=way is _metres) for name in cells))
    inside = (x > EASTING_M[0]) & (x < EASTING_M[1]) & (y > NORTHING_M[0]) & (y < NORTHING_M[1])
    places.easting[at], places.northing[at] = np.where(inside, x, np.nan), np.where(inside, y, np.nan)
    wrong = at[~inside]
    places.column[wrong] = cells.columns[0]
    places.cause[wrong] = "the coordinates are not in Great Britain, or not numbers."


def _degrees(latitude: Floats, longitude: Floats) -> tuple[Floats, Floats]:
    """Latitude and longitude as metres; what is not a place on earth as NaN."""
    real = (abs(latitude) <= 90) & (abs(longitude) <= 180) & ((latitude != 0) | (longitude != 0))
    east, north = to_metres(np.where(real, longitude, np.nan), np.where(real, latitude, np.nan))
    return np.where(np.isfinite(east), east, np.nan), np.where(np.isfinite(north), north, np.nan)


def _metres(easting: Floats, northing: Floats) -> tuple[Floats, Floats]:
    """Eastings and northings as they are."""
    return easting, northing


def _by_postcode(cells: pd.Series, at: Ints, postcodes: PostcodeDirectory | None, places: _Places) -> None:
    """Fill in the points of the rows at some positions, which give a postcode; each distinct one is looked up once."""
    cells = cells if len(at) == len(cells) else cells.iloc[at]
    code, distinct = pd.factorize(keys_as_written(cells))
    hit = look_up(postcodes, distinct)[code]
    lost = hit == NO_ROW
    if postcodes is not None and len(postcodes):
        places.easting[at], places.northing[at] = postcodes.easting[hit], postcodes.northing[hit]
        lost |= np.isnan(places.easting[at])
        places.easting[at[lost]] = places.northing[at[lost]] = np.nan
        places.directory_row[at] = np.where(lost, NO_ROW, hit)
    if lost.any():
        plain = canonical(cells[lost])
        places.column[at[lost]] = "postcode"
        places.cause[at[lost]] = plain.map({code: _why(code, postcodes) for code in plain.unique()})


def _why(code: str, postcodes: PostcodeDirectory | None) -> str:
    """Why a postcode gives no point."""
    if not code:
        return "the row has no location."
    if _FULL_POSTCODE.fullmatch(code):
        if postcodes is None:
            return "there is no postcode directory to look it up in."
        return "the postcode is not in the postcode directory, or has no point there."
    if _OUTWARD.fullmatch(code):
        return "the postcode is only the first half."
    return "this is not a postcode."


def _first_location(rows: pd.DataFrame) -> str | None:
    """The location column to name in a message."""
    return next((name for name in ("easting", "latitude", "uprn") if name in rows), None)


def _numbers(cells: pd.Series, *, is_metres: bool) -> Floats:
    """Text as numbers; a comma stands between the thousands of metres, and for the decimal point of degrees.

    NaN for anything else.
    """
    text = cells.str.strip().str.replace("\u2212", "-", regex=False)
    form, point = (_THOUSANDS, "") if is_metres else (_DECIMAL_COMMA, ".")
    text = text.where(~text.str.fullmatch(form), text.str.replace(",", point, regex=False))
    return np.asarray(pd.to_numeric(text.where(text.str.fullmatch(_NUMBER)), errors="coerce"), dtype="float64")


@functools.cache
def _to_metres() -> Transformer:
    """The transformation to metres, made once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # says that OSTN15 is not installed, as the module does
        return Transformer.from_crs(DEGREES_CRS, METRES_CRS, always_xy=True)


def to_metres(longitude: Floats, latitude: Floats) -> tuple[Floats, Floats]:
    """Longitude and latitude (degrees, WGS84) as easting and northing (m)."""
    easting, northing = _to_metres().transform(longitude, latitude)
    return np.asarray(easting, dtype="float64"), np.asarray(northing, dtype="float64")
