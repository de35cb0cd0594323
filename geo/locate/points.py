"""The point of each row, in British National Grid metres, or the cause why there is none."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.locate.causes import look_alikes, why
from geo.locate.coordinates import Box, Coordinates, from_degrees, from_metres, mirrored, within
from geo.locate.postcodes import NO_ROW, Floats, Ints, PostcodeDirectory, canonical, keys_as_written, look_up

FAR_FROM_POSTCODE_M: Final = 5_000
"""Coordinates further than this from their postcode are of another place (m): few postcodes are 5 km wide."""
_DEGREES: Final = ["latitude", "longitude"]
_METRES: Final = ["easting", "northing"]
_COORDINATES: Final = "It is counted as unlocated. Correct the coordinates, or give the postcode."


@dataclass(frozen=True)
class Located:
    """Where the rows of a table are."""

    points: pd.DataFrame
    """`easting` and `northing` (m; NaN where unlocated) and `directory_row`, the position of the postcode in the
    directory or -1, on the index of the table."""
    unlocated: pd.DataFrame
    """`column`, `cause` and `remedy` of each row without a point."""
    notes: dict[str, pd.Index] = field(default_factory=dict)
    """Rows that something is to be said of, by kind: comma, swapped, metres, coarse, degrees (point made from them),
    lost_sign, instead (by postcode, their coordinates being no place), look_alike, terminated."""


@dataclass(frozen=True)
class _Places:
    """What is found out about each row, by its position in the table; filled in way by way."""

    easting: Floats
    northing: Floats
    directory_row: Ints
    why: dict[str, npt.NDArray[np.object_]]
    """column, cause and remedy."""
    notes: dict[str, list[Ints]] = field(default_factory=dict)

    @classmethod
    def nowhere(cls, size: int) -> "_Places":
        """So many rows of which nothing is known."""
        nan = np.full(size, np.nan)
        said = {name: np.full(size, None, dtype=object) for name in ("column", "cause", "remedy")}
        return cls(nan, nan.copy(), np.full(size, NO_ROW, dtype=np.int64), said)

    def lost(self) -> npt.NDArray[np.bool_]:
        """Which rows have no point."""
        return np.isnan(self.easting)

    def say(self, at: Ints, column: object, cause: object, remedy: object) -> None:
        """Why rows have no point."""
        self.why["column"][at], self.why["cause"][at], self.why["remedy"][at] = column, cause, remedy

    def note(self, kind: str, at: Ints) -> None:
        """Rows that something is to be said of."""
        if len(at):
            self.notes.setdefault(kind, []).append(at)

    def located(self, index: pd.Index) -> Located:
        """The same as tables."""
        points = {name: getattr(self, name) for name in ("easting", "northing", "directory_row")}
        lost = self.lost()
        causes = pd.DataFrame({name: said[lost] for name, said in self.why.items()}, index=index[lost], dtype="object")
        notes = {kind: index[np.sort(np.concatenate(at))] for kind, at in self.notes.items()}
        return Located(pd.DataFrame(points, index=index), causes, notes)


def locate(rows: pd.DataFrame, postcodes: PostcodeDirectory | None, area: Box | None = None) -> Located:
    """Find the point of each row, by the first way its filled cells allow.

    The order is latitude and longitude, easting and northing, postcode. Where coordinates are no place, the postcode
    counts if there is one.

    Args:
        rows: Text columns of a table.
        postcodes: The directory, where the workspace has one.
        area: Box around the zones, to tell coordinates that were mixed up.

    Returns:
        A point for each row, or the cause why there is none; nothing is dropped.
    """
    places = _Places.nowhere(len(rows))
    todo = np.ones(len(rows), dtype=bool)
    for pair, way in ((_DEGREES, lambda cells: from_degrees(cells, area)), (_METRES, from_metres)):
        if set(pair) <= set(rows.columns):
            filled = np.logical_or(*(rows[name].str.strip().to_numpy() != "" for name in pair))
            _by_numbers(rows[pair], np.flatnonzero(todo & filled), way, places)
            todo &= ~filled
    if "postcode" in rows:
        failed = np.flatnonzero(~todo & places.lost())
        _by_postcode(rows["postcode"], failed, postcodes, places)
        places.note("instead", failed[~places.lost()[failed]])
        _by_postcode(rows["postcode"], np.flatnonzero(todo), postcodes, places)
    else:
        places.say(np.flatnonzero(todo), _first_location(rows), *why("", postcodes))
    _note_lost_signs(rows, postcodes, area, places)
    return places.located(rows.index)


def _by_numbers(cells: pd.DataFrame, at: Ints, way: Callable[[pd.DataFrame], Coordinates], places: _Places) -> None:
    """Fill in the points of the rows at some positions, which give numbers."""
    if not len(at):
        return
    found = way(cells.iloc[at])
    places.easting[at], places.northing[at] = found.easting, found.northing
    lost = np.isnan(found.easting)
    places.say(at[lost], cells.columns[0], found.cause[lost], _COORDINATES)
    for kind, flags in found.notes.items():
        places.note(kind, at[flags])


def _by_postcode(cells: pd.Series, at: Ints, postcodes: PostcodeDirectory | None, places: _Places) -> None:
    """Fill in the points of the rows at some positions by postcode; each distinct one is looked up once."""
    if not len(at):
        return
    cells = cells if len(at) == len(cells) else cells.iloc[at]
    code, distinct = pd.factorize(keys_as_written(cells))
    hit = look_up(postcodes, distinct)
    strange = np.flatnonzero(hit == NO_ROW)
    hit[strange] = look_alikes(postcodes, distinct[strange])
    is_look_alike = np.zeros(len(distinct), dtype=bool)
    is_look_alike[strange] = hit[strange] != NO_ROW
    hit, lost = hit[code], hit[code] == NO_ROW
    if postcodes is not None and len(postcodes):
        places.easting[at], places.northing[at] = postcodes.easting[hit], postcodes.northing[hit]
        lost |= np.isnan(places.easting[at])
        places.easting[at[lost]] = places.northing[at[lost]] = np.nan
        places.directory_row[at] = np.where(lost, NO_ROW, hit)
        places.note("look_alike", at[is_look_alike[code] & ~lost])
        places.note("terminated", at[postcodes.is_terminated[hit] & ~lost])
    unsaid = lost & pd.isna(places.why["cause"][at])
    if unsaid.any():
        plain = canonical(cells[unsaid])
        said = {each: why(each, postcodes) for each in plain.unique()}
        causes, remedies = (plain.map({each: both[part] for each, both in said.items()}) for part in (0, 1))
        places.say(at[unsaid], "postcode", causes.to_numpy(dtype=object), remedies.to_numpy(dtype=object))


def _note_lost_signs(
    rows: pd.DataFrame, postcodes: PostcodeDirectory | None, area: Box | None, places: _Places
) -> None:
    """Rows east of Greenwich that would lie at their postcode, or without one in the area, had they a minus."""
    at = np.concatenate(places.notes.get("degrees", [np.zeros(0, dtype=np.int64)]))
    if not len(at) or not set(_DEGREES) <= set(rows.columns):
        return
    east, north = mirrored(rows[_DEGREES].iloc[at])
    here = places.easting[at], places.northing[at]
    hit = look_up(postcodes, keys_as_written(rows["postcode"].iloc[at])) if "postcode" in rows else np.full(len(at), -1)
    wrong = np.zeros(len(at), dtype=bool)
    if postcodes is not None and len(postcodes):
        there = postcodes.easting[hit], postcodes.northing[hit]
        near, far = (np.hypot(x - there[0], y - there[1]) for x, y in ((east, north), here))
        wrong = (hit != NO_ROW) & (near <= FAR_FROM_POSTCODE_M) & (far > FAR_FROM_POSTCODE_M)
    if area is not None:
        wrong |= (hit == NO_ROW) & within(east, north, area) & ~within(*here, area)
    places.note("lost_sign", at[wrong])


def _first_location(rows: pd.DataFrame) -> str | None:
    """The location column to name in a message."""
    return next((name for name in ("easting", "latitude", "uprn") if name in rows), None)
