"""An invented postcode directory. Area ZZ is used by no real postcode, so nothing can be mistaken for one."""

from typing import Final

import numpy as np
import pandas as pd
import shapely

from geo.demo.areas import share_out
from geo.demo.cells import town_radius_m
from geo.demo.county import County
from geo.demo.settlements import SETTLEMENTS

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


def _positions(county: County, rng: np.random.Generator) -> pd.DataFrame:
    """Easting, northing (whole metres) and zone (place in `ZONES`), in proportion to residents."""
    clear = shapely.buffer(county.zones.geometry.to_numpy(), -CLEAR_OF_BORDERS_M)
    shapely.prepare(clear)
    counts = share_out(np.array([float(s.residents) for s in SETTLEMENTS]), POSTCODES - FARMS)
    rows: list[tuple[float, float, int, int]] = []
    for place, (settlement, count) in enumerate(zip(SETTLEMENTS, counts.tolist(), strict=True)):
        centre = np.array([settlement.easting_km, settlement.northing_km]) * 1000.0
        spread, found = 0.72 * town_radius_m(settlement) + 60, 0
        while found < max(count, 1):
            x, y = np.round(rng.normal(centre, spread))
            inside = np.flatnonzero(shapely.contains_xy(clear, x, y))
            if len(inside):
                rows.append((x, y, int(inside[0]), place))
                found += 1
    west, south, east, north = county.outline.bounds
    wanted = len(rows) + FARMS
    while len(rows) < wanted:
        x, y = np.round(rng.uniform((west, south), (east, north)))
        inside = np.flatnonzero(shapely.contains_xy(clear, x, y))
        if len(inside):
            rows.append((x, y, int(inside[0]), -1))
    return pd.DataFrame(rows, columns=["easting", "northing", "zone", "place"])


def make_postcodes(county: County, seed: int) -> pd.DataFrame:
    """Directory: postcode, easting, northing (metres), zone (-1 outside the county), sorted by postcode.

    Raises:
        ValueError: A postcode meant to be outside the county lies in it.
    """
    rng = np.random.default_rng([seed, 6])
    inside = _positions(county, rng)
    outside = pd.DataFrame(np.round(np.array(OUTSIDE_KM) * 1000), columns=["easting", "northing"])
    outside = outside.assign(zone=-1, place=-1)
    near = county.outline.buffer(CLEAR_OF_BORDERS_M)
    if shapely.contains_xy(near, outside["easting"], outside["northing"]).any():
        raise ValueError("OUTSIDE_KM has a point in the county: move it")
    parts = []
    for zone, rows in pd.concat([inside, outside]).groupby("zone"):
        district = "ZZ20" if zone == -1 else f"ZZ{int(zone) + 1}"
        ordered = rows.sort_values(["place", "northing", "easting"], ascending=[False, False, True])
        parts.append(ordered.assign(postcode=_units(district, len(rows))))
    table = pd.concat(parts).sort_values("postcode").reset_index(drop=True)
    return table[["postcode", "easting", "northing", "zone"]].astype({"easting": int, "northing": int})
