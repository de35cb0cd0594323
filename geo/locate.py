"""Where a row is: coordinates, grid reference or postcode, as a point in British National Grid metres.

Longitude and latitude are turned into metres with the parameters pyproj brings along: true to about 2 m, 5 m at
worst, where the official OSTN15 grid is not installed.
"""

import functools
import warnings
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from pyproj import Transformer

from geo.schemas import DEGREES_CRS, METRES_CRS
from geo.schemas.tables import EASTING_M, NORTHING_M

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

NO_ROW: Final = -1
"""Position in the directory of a row that was not located by postcode."""

_KEY_LENGTH: Final = 7
"""Characters of the longest postcode without its space."""
_FULL_POSTCODE: Final = r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}"
_OUTWARD: Final = r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9]?"
_NUMBER: Final = r"[+-]?[0-9]+(\.[0-9]*)?"


@dataclass(frozen=True)
class PostcodeDirectory:
    """Postcodes and their points, in the order of their keys."""

    keys: Ints
    """Postcodes as numbers, sorted."""
    easting: Floats
    """m; NaN where the directory has no point."""
    northing: Floats

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True)
class Located:
    """Where the rows of a table are."""

    points: pd.DataFrame
    """`easting` and `northing` (m; NaN where unlocated) and `directory_row`, the position of the postcode in the
    directory or -1, on the index of the table."""
    unlocated: pd.DataFrame
    """`column` and `cause` of each row without a point."""


def directory(table: pd.DataFrame) -> PostcodeDirectory:
    """A postcode directory ready for looking up.

    Args:
        table: postcode (capitals without spaces), easting and northing in metres. A postcode that stands twice
            keeps its first point.

    Returns:
        The directory, sorted by key.
    """
    keys = postcode_keys(table["postcode"].to_numpy(dtype=object))
    keys, first = np.unique(keys, return_index=True)
    known = keys > 0
    first = first[known]
    return PostcodeDirectory(
        keys[known],
        table["easting"].to_numpy(dtype="float64")[first],
        table["northing"].to_numpy(dtype="float64")[first],
    )


def postcode_keys(postcodes: npt.NDArray[np.object_]) -> Ints:
    """Postcodes in capitals without spaces as whole numbers; 0 for what is too long or has other signs."""
    text = np.asarray([code if code.isascii() and len(code) <= _KEY_LENGTH else "" for code in postcodes], dtype="S7")
    letters = text.view(np.uint8).reshape(len(text), _KEY_LENGTH).astype(np.int64)
    digit = (letters >= ord("0")) & (letters <= ord("9"))
    capital = (letters >= ord("A")) & (letters <= ord("Z"))
    values = np.where(digit, letters - ord("0") + 1, np.where(capital, letters - ord("A") + 11, 0))
    keys = values @ (37 ** np.arange(_KEY_LENGTH - 1, -1, -1, dtype=np.int64))
    wrong = (~digit & ~capital & (letters > 0)).any(axis=1)
    return np.where(wrong, 0, keys)


def locate(rows: pd.DataFrame, postcodes: PostcodeDirectory | None) -> Located:
    """Find the point of each row, by the first way its filled cells allow.

    The order is latitude and longitude, easting and northing, postcode.

    Args:
        rows: Text columns of a table.
        postcodes: The directory, where the workspace has one.

    Returns:
        A point for each row, or the cause why there is none; nothing is dropped.
    """
    points = pd.DataFrame({"easting": np.nan, "northing": np.nan, "directory_row": NO_ROW}, index=rows.index)
    causes = pd.DataFrame({"column": None, "cause": None}, index=rows.index, dtype="object")
    todo = pd.Series(data=True, index=rows.index)
    for ours, way in ((("latitude", "longitude"), _degrees), (("easting", "northing"), _metres)):
        if set(ours) <= set(rows.columns):
            tried = todo & (rows[list(ours)].apply(lambda cells: cells.str.strip() != "").any(axis=1))
            if tried.any():
                _by_numbers(rows.loc[tried, list(ours)], way, points, causes)
                todo &= ~tried
    if "postcode" in rows:
        _by_postcode(rows["postcode"][todo], postcodes, points, causes)
    elif todo.any():
        causes.loc[todo] = (_first_location(rows), "the row has no location.")
    return Located(points, causes[points["easting"].isna()])


def _by_numbers(cells: pd.DataFrame, way: object, points: pd.DataFrame, causes: pd.DataFrame) -> None:
    """Fill in the points of rows that give numbers."""
    first, second = (_numbers(cells[name]) for name in cells)
    x, y = way(first, second)  # type: ignore[operator]
    inside = (x > EASTING_M[0]) & (x < EASTING_M[1]) & (y > NORTHING_M[0]) & (y < NORTHING_M[1])
    points.loc[cells.index, "easting"] = np.where(inside, x, np.nan)
    points.loc[cells.index, "northing"] = np.where(inside, y, np.nan)
    wrong = cells.index[~inside]
    causes.loc[wrong, "column"] = cells.columns[0]
    causes.loc[wrong, "cause"] = "the coordinates are not in Great Britain, or not numbers."


def _degrees(latitude: Floats, longitude: Floats) -> tuple[Floats, Floats]:
    """Latitude and longitude as metres; what is not a place on earth as NaN."""
    real = (abs(latitude) <= 90) & (abs(longitude) <= 180) & ((latitude != 0) | (longitude != 0))
    east, north = to_metres(np.where(real, longitude, np.nan), np.where(real, latitude, np.nan))
    return np.where(np.isfinite(east), east, np.nan), np.where(np.isfinite(north), north, np.nan)


def _metres(easting: Floats, northing: Floats) -> tuple[Floats, Floats]:
    """Eastings and northings as they are."""
    return easting, northing


def _by_postcode(
    cells: pd.Series, postcodes: PostcodeDirectory | None, points: pd.DataFrame, causes: pd.DataFrame
) -> None:
    """Fill in the points of rows that give a postcode; each distinct postcode is looked up once."""
    if cells.empty:
        return
    codes, written = pd.factorize(cells)
    distinct = _canonical(pd.Series(written))
    at = look_up(postcodes, distinct)
    found = at >= 0
    if postcodes is not None and found.any():
        found &= ~np.isnan(postcodes.easting[np.maximum(at, 0)])
        rows = cells.index if found.all() else cells.index[found[codes]]
        hit = at[codes] if found.all() else at[codes][found[codes]]
        points.loc[rows, "easting"] = postcodes.easting[hit]
        points.loc[rows, "northing"] = postcodes.northing[hit]
        points.loc[rows, "directory_row"] = hit
    if not found.all():
        why = np.array([_why(code, postcodes) for code in distinct], dtype=object)
        lost = ~found[codes]
        causes.loc[cells.index[lost], "column"] = "postcode"
        causes.loc[cells.index[lost], "cause"] = why[codes][lost]


def _canonical(postcodes: pd.Series) -> pd.Series:
    """Postcodes in capitals, without spaces or invisible characters."""
    return postcodes.str.upper().str.replace(r"[^A-Z0-9]+", "", regex=True)


def look_up(postcodes: PostcodeDirectory | None, distinct: pd.Series) -> Ints:
    """Position of each canonical postcode in the directory, -1 where it is not there."""
    if postcodes is None or not len(postcodes):
        return np.full(len(distinct), NO_ROW, dtype=np.int64)
    keys = postcode_keys(distinct.to_numpy(dtype=object))
    at = np.minimum(np.searchsorted(postcodes.keys, keys), len(postcodes) - 1)
    return np.where(postcodes.keys[at] == keys, at, NO_ROW)


def _why(code: str, postcodes: PostcodeDirectory | None) -> str:
    """Why a postcode gives no point."""
    words = pd.Series([code])
    if not code:
        return "the row has no location."
    if words.str.fullmatch(_FULL_POSTCODE).all():
        if postcodes is None:
            return "there is no postcode directory to look it up in."
        return "the postcode is not in the postcode directory, or has no point there."
    if words.str.fullmatch(_OUTWARD).all():
        return "the postcode is only the first half."
    return "this is not a postcode."


def _first_location(rows: pd.DataFrame) -> str | None:
    """The location column to name in a message."""
    return next((name for name in ("easting", "latitude", "uprn") if name in rows), None)


def _numbers(cells: pd.Series) -> Floats:
    """Text as numbers, a comma as the decimal point where it is the only sign; NaN for anything else."""
    text = cells.str.strip().str.replace("\u2212", "-", regex=False)
    text = text.where(~text.str.fullmatch(r"[+-]?[0-9]+,[0-9]+"), text.str.replace(",", ".", regex=False))
    return pd.to_numeric(text.where(text.str.fullmatch(_NUMBER)), errors="coerce").to_numpy(dtype="float64")


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
