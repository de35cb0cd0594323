"""An invented postcode directory. Area ZZ is used by no real postcode, so nothing can be mistaken for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.demo.areas import share_out
from geo.demo.cells import town_radius_m
from geo.demo.county import County
from geo.demo.settlements import SETTLEMENTS, Settlement

POSTCODES: Final[int] = 3500
"""Postcodes inside the county (count); a real county of this size has about six times as many."""

FARMS: Final[int] = 260
"""How many of them lie in open country, away from any settlement (count)."""

CLEAR_OF_BORDERS_M: Final[float] = 30.0
"""Least distance (metres) of a postcode from a border. Coordinate operations differ by up to 3 m, and a
figure of the demo must not depend on which one a machine has."""

OUTSIDE_KM: Final[tuple[tuple[float, float], ...]] = (
    (458.4, 304.5), (459.3, 305.6), (457.6, 305.2), (460.8, 306.2), (462.1, 304.4), (458.2, 302.3),
    (460.1, 302.9), (457.2, 307.6), (462.6, 306.3), (436.1, 291.8), (450.4, 330.6), (452.2, 325.8),
    (426.2, 318.4), (487.2, 308.5), (474.4, 283.6), (449.8, 278.4), (480.4, 345.6), (470.3, 283.9),
)  # fmt: skip
"""Invented postcodes in the city or just over the county's border (British National Grid, km)."""

UNLISTED: Final[tuple[str, ...]] = ("ZZ5 9ZZ", "ZZ119ZX", "ZZ3 9ZY")
"""Well-formed postcodes that the directory leaves out, as a new or a mistyped one would be."""


@dataclass(frozen=True)
class Spread:
    """Where the postcodes of a directory stand.

    Attributes:
        places: Settlements; each gets at least one postcode.
        towns: Postcodes in settlements (count).
        farms: Postcodes anywhere in the region (count).
        outside_km: Positions outside the region (British National Grid, km).
    """

    places: Sequence[Settlement]
    towns: int
    farms: int
    outside_km: Sequence[tuple[float, float]]


COUNTY: Final[Spread] = Spread(SETTLEMENTS, POSTCODES - FARMS, FARMS, OUTSIDE_KM)
"""The postcodes of the demo `leicestershire-2022`."""

_UNIT_LETTERS: Final[str] = "ABDEFGHJLNPQRSTUWXYZ"


def _units(district: str, count: int) -> list[str]:
    """The first `count` postcodes of a district in seven characters, spread over its sectors 1 to 8."""
    names: list[str] = []
    per_sector = -(-count // 8)
    for index in range(count):
        sector, unit = index // per_sector + 1, index % per_sector
        letters = _UNIT_LETTERS[unit // 20 % 20] + _UNIT_LETTERS[unit % 20]
        names.append(f"{district:<4}{sector}{letters}")
    return names


def _positions(
    clear: NDArray[np.object_], bounds: Sequence[float], spread: Spread, rng: np.random.Generator
) -> pd.DataFrame:
    """Easting, northing (whole metres) and zone (place in `clear`), in proportion to residents."""
    shapely.prepare(clear)
    counts = share_out(np.array([float(s.residents) for s in spread.places]), spread.towns)
    rows: list[tuple[float, float, int, int]] = []
    for place, (settlement, count) in enumerate(zip(spread.places, counts.tolist(), strict=True)):
        centre = np.array([settlement.easting_km, settlement.northing_km]) * 1000.0
        sigma, found = 0.72 * town_radius_m(settlement) + 60, 0
        while found < max(count, 1):
            x, y = np.round(rng.normal(centre, sigma))
            hits = np.flatnonzero(shapely.contains_xy(clear, x, y))
            if len(hits):
                rows.append((x, y, int(hits[0]), place))
                found += 1
    west, south, east, north = bounds
    wanted = len(rows) + spread.farms
    while len(rows) < wanted:
        x, y = np.round(rng.uniform((west, south), (east, north)))
        hits = np.flatnonzero(shapely.contains_xy(clear, x, y))
        if len(hits):
            rows.append((x, y, int(hits[0]), -1))
    return pd.DataFrame(rows, columns=["easting", "northing", "zone", "place"])


def make_directory(
    zones: NDArray[np.object_],
    seed: int,
    spread: Spread,
    *,
    also_clear_of: NDArray[np.object_] | None = None,
) -> pd.DataFrame:
    """Directory: postcode, easting, northing (metres), zone (its place; -1 outside), sorted by postcode.

    The first zone has the district ZZ1, the second ZZ2 and so on; outside is ZZ20.

    Args:
        zones: Zones of the region (British National Grid), fewer than twenty, in order.
        seed: Start of the random streams.
        spread: How many there are and where.
        also_clear_of: More shapes whose borders no postcode may stand near.

    Raises:
        ValueError: A position meant to be outside the region lies in it.
    """
    rng = np.random.default_rng([seed, 6])
    region = shapely.coverage_union_all(zones)
    clear = shapely.buffer(zones, -CLEAR_OF_BORDERS_M)
    if also_clear_of is not None:
        borders = shapely.union_all(shapely.boundary(also_clear_of))
        clear = shapely.difference(clear, shapely.buffer(borders, CLEAR_OF_BORDERS_M))
    inside = _positions(clear, region.bounds, spread, rng)
    outside = pd.DataFrame(np.round(np.array(spread.outside_km) * 1000), columns=["easting", "northing"])
    outside = outside.assign(zone=-1, place=-1)
    near = region.buffer(CLEAR_OF_BORDERS_M)
    if shapely.contains_xy(near, outside["easting"], outside["northing"]).any():
        raise ValueError("a position meant to be outside the region lies in it: move it")
    parts = []
    for zone, rows in pd.concat([inside, outside]).groupby("zone"):
        district = "ZZ20" if zone == -1 else f"ZZ{int(zone) + 1}"
        ordered = rows.sort_values(["place", "northing", "easting"], ascending=[False, False, True])
        parts.append(ordered.assign(postcode=_units(district, len(rows))))
    table = pd.concat(parts).sort_values("postcode").reset_index(drop=True)
    return table[["postcode", "easting", "northing", "zone"]].astype({"easting": int, "northing": int})


def make_postcodes(county: County, seed: int) -> pd.DataFrame:
    """Directory of the county, as `make_directory` gives it."""
    return make_directory(county.zones.geometry.to_numpy(), seed, COUNTY)
