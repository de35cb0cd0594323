"""The rows of a table with their points, why some have none, and what is doubtful about the points of others."""

from collections.abc import Iterable
from typing import Final, Literal

import geopandas as gpd
import pandas as pd
import shapely

from geo.ingest import RawTable
from geo.locate import Box, Located, PostcodeDirectory, has_official_grid, locate
from geo.masking import PEOPLE, shown
from geo.report import Problem
from geo.text import agreed, counted
from geo.validate.checks import Fault
from geo.validate.parsed import Remark
from geo.validate.telling import told_fault, told_remark

STACK_PEOPLE: Final = 30
"""From so many people at one point on, it is a place and not a street (people): a postcode has 15 addresses on
average and at most about 100, and few households have home care."""
NEAR_BOUNDARY_M: Final = 5.0
"""How far a point made from degrees may be off without the official grid (m)."""
_AS_WRITTEN: Final = r"[A-Z0-9]{2,4} {0,2}[0-9][A-Z]{2}"
"""A postcode in capitals, in 7 or 8 characters as directories write it, or with or without its one space."""
_COORDINATES: Final = ("latitude", "longitude", "easting", "northing")

_SAID: Final[dict[str, tuple[str, str, Literal["repaired", "warning"]]]] = {
    "comma": (
        "{row has|rows have} a comma in a coordinate, which was read as it must be meant.",
        "See that this is meant.",
        "repaired",
    ),
    "swapped": (
        "{row (all)|rows (all)} with latitude and longitude swapped, taken the right way round.",
        "Map the two columns the right way round in carezones.toml.",
        "repaired",
    ),
    "metres": (
        "{row (all)|rows (all)} with metres of the British grid for latitude and longitude, taken as such.",
        "Map easting and northing in carezones.toml.",
        "repaired",
    ),
    "coarse": (
        "{row has|rows have} coordinates of 2 decimals or whole kilometres: 600 m off or more, perhaps another zone.",
        "Export more decimals, or leave the columns out and give postcodes.",
        "warning",
    ),
    "lost_sign": (
        "{row lies|rows lie} east of Greenwich; with a minus in the longitude at the postcode or in the area.",
        "Look whether the sign was lost in the export.",
        "warning",
    ),
    "instead": (
        "{row has|rows have} coordinates that are no place, and {was|were} put at the postcode.",
        "Correct the coordinates, or leave them blank.",
        "warning",
    ),
    "look_alike": (
        "{postcode|postcodes} in the directory only with O for 0, I for 1, S for 5 or the reverse, and taken so.",
        "Correct them in the source system.",
        "repaired",
    ),
    "terminated": (
        "{postcode is|postcodes are} no longer in use; the rows were put at the last place there was.",
        "See whether the person has moved, and correct the postcode.",
        "warning",
    ),
}
"""What is said of rows, by kind of note: cause, remedy, severity."""


def with_points(
    good: pd.DataFrame,
    raw: RawTable,
    places: set[str],
    postcodes: PostcodeDirectory | None,
    zones: gpd.GeoSeries | None,
) -> tuple[pd.DataFrame, list[Problem]]:
    """Locate the rows of a table.

    Args:
        good: Typed rows that were not set aside.
        raw: The table as it was read.
        places: Columns that may say where a row is.
        postcodes: The directory, where the workspace has one.
        zones: Boundaries in metres, where they are known.

    Returns:
        The rows with `easting`, `northing` (m) and `directory_row`; a problem for each row without a point, and one
        for each kind of repair and doubt.
    """
    ways = [name for name in raw.rows if name in places]
    if not ways:
        return good, []
    cells = raw.rows.loc[good.index, ways]
    located = locate(cells, postcodes, _box(zones))
    problems = [_lost(raw, int(at), *why) for at, *why in located.unlocated.itertuples()]
    remarks = [*_noted(raw, located), *_respelt(cells, located)]
    if zones is not None and raw.table != "landmarks":
        remarks += _near_boundary(raw, located, zones)
    rows = pd.concat([good, located.points], axis=1)
    if raw.table in PEOPLE:
        remarks += _stacks(raw, rows)
    return rows, problems + [told_remark(raw, remark) for remark in remarks]


def _box(zones: gpd.GeoSeries | None) -> Box | None:
    """The box around all zones."""
    if zones is None or zones.empty:
        return None
    west, south, east, north = zones.total_bounds
    return float(west), float(south), float(east), float(north)


def _lost(raw: RawTable, at: int, column: str | None, cause: str, remedy: str) -> Problem:
    """A row without a point."""
    value = raw.rows.loc[at, column] if column in raw.rows else ""
    masked = shown(value, is_personal=raw.table in PEOPLE) or None
    return told_fault(raw, Fault(at, column, cause, remedy, masked), "not_mapped")


def _noted(raw: RawTable, located: Located) -> Iterable[Remark]:
    """Repairs and doubts that locating found."""
    for kind, at in located.notes.items():
        # A town only orients the reader, so its place may be rough.
        if kind in _SAID and (kind, raw.table) != ("coarse", "landmarks"):
            said, remedy, severity = _SAID[kind]
            of_postcode = kind in ("look_alike", "terminated")
            column, labels = "postcode" if of_postcode else _first(raw), [int(label) for label in at]
            yield Remark(column, labels, agreed(len(labels), said), remedy, severity)


def _first(raw: RawTable) -> str:
    """The first coordinate column that a table has."""
    return next(name for name in _COORDINATES if name in raw.rows)


def _respelt(cells: pd.DataFrame, located: Located) -> Iterable[Remark]:
    """Postcodes that were found although they are written in small letters, with odd spaces or other signs."""
    if "postcode" not in cells:
        return
    found = cells["postcode"][(located.points["directory_row"] >= 0).to_numpy()]
    odd = found.index[~found.str.strip().str.fullmatch(_AS_WRITTEN).to_numpy(dtype=bool)]
    if len(odd):
        said = "{postcode|postcodes} in small letters or with odd spaces or signs, read all the same."
        yield Remark("postcode", [int(at) for at in odd], agreed(len(odd), said), "Nothing needs to be done.")


def _near_boundary(raw: RawTable, located: Located, zones: gpd.GeoSeries) -> Iterable[Remark]:
    """Rows whose degrees are not exact enough to say on which side of a boundary they lie."""
    at = located.notes.get("degrees", pd.Index([]))
    if not len(at) or has_official_grid():
        return
    points = shapely.points(located.points.loc[at, ["easting", "northing"]].to_numpy(dtype="float64"))
    lines = shapely.STRtree(zones.boundary.to_numpy())
    near = sorted(set(lines.query(points, predicate="dwithin", distance=NEAR_BOUNDARY_M)[0].tolist()))
    if near:
        cause = (
            f"{agreed(len(near), '{row lies|rows lie}')} within {NEAR_BOUNDARY_M:g} m of a zone boundary; "
            "latitude and longitude are true only to 2 m, 5 m at worst, where the Ordnance Survey's OSTN15 grid is not "
            "installed: the zone may be the next one."
        )
        yield Remark(
            _first(raw), [int(at[n]) for n in near], cause, "Give easting and northing if this matters.", "warning"
        )


def _stacks(raw: RawTable, rows: pd.DataFrame) -> Iterable[Remark]:
    """Points at which more people are than live in a street; where, is not said."""
    placed = rows[rows["easting"].notna()]
    if "setting" in placed:
        placed = placed[placed["setting"] != "extra_care"]
    person = placed["person_id"].fillna("") if "person_id" in placed else pd.Series("", index=placed.index)
    person = person.where(person != "", placed.index.astype("str"))
    people = person.groupby([placed["easting"], placed["northing"]]).transform("nunique")
    stacked = placed[people >= STACK_PEOPLE]
    if len(stacked):
        points = len(stacked[["easting", "northing"]].drop_duplicates())
        many = f"{counted(points, 'point')} with {STACK_PEOPLE} people or more each"
        cause = f"{agreed(len(stacked), '{row lies|rows lie}')} at {many}, as an office, a care home or a prison has."
        remedy = "See that the address is where care is given, not the office's; for extra care say so in setting."
        yield Remark(_column(raw), [int(at) for at in stacked.index], cause, remedy, "warning")


def _column(raw: RawTable) -> str:
    """The column in which a table says where a row is."""
    return next(name for name in ("postcode", *_COORDINATES) if name in raw.rows)
