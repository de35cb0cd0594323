"""The geography of four more demos: zones, postcodes and, where the demo has them, small areas.

Each region is built once in a process and shared: copy a frame before changing it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from geo.demo.areas import Census, describe_areas, group_cells
from geo.demo.cells import Cells, components, make_cells, rezone
from geo.demo.coverage import apply_detail, dissolve, roughen_edges
from geo.demo.leicester_places import CITY_AREAS, CITY_OUTSIDE_KM, CITY_PLACES
from geo.demo.leicestershire_places import (
    DISTRICT_PLACES,
    DISTRICTS,
    LOCALITIES,
    LOCALITY_PLACES,
    LOT_PLACES,
    LOTS,
)
from geo.demo.nottinghamshire_places import (
    NOTTINGHAM_KM,
    NOTTINGHAMSHIRE_KM,
    NOTTINGHAMSHIRE_LOTS,
    NOTTINGHAMSHIRE_OUTSIDE_KM,
    NOTTINGHAMSHIRE_PLACES,
)
from geo.demo.outline import county_polygon
from geo.demo.postcodes import OUTSIDE_KM, Spread, make_directory
from geo.demo.settlements import SETTLEMENTS

COUNTY_SEED: Final[int] = 2022
"""Seed of the county of `leicestershire-2022`, so that every demo of Leicestershire has the same outline."""

LOTS_SEED: Final[int] = 2019
AREAS_SEED: Final[int] = 2015
CITY_SEED: Final[int] = 2018
NOTTINGHAMSHIRE_SEED: Final[int] = 2019
"""Start of the random streams of each region, chosen so that every town lies in the zone it is listed under."""

DETAIL_M: Final[float] = 33.0
"""Corners whose triangle with their neighbours is smaller than the square of this (metres) are left out, for
all shapes of a coverage alike, which makes the files a third smaller. Much more would leave straight
stretches of over 500 m."""

AREAS: Final[int] = 105
"""Small areas of a region (count): larger than census small areas, to keep the files small."""

TOWNS: Final[int] = 1110
"""Postcodes of a county in settlements (count, before each village gets its one)."""

FARMS: Final[int] = 90
"""Postcodes of a county anywhere else (count)."""

CITY_TOWNS: Final[int] = 760
"""Postcodes around the city's neighbourhoods (count)."""

CITY_FARMS: Final[int] = 40
"""Postcodes anywhere else in the city (count)."""

SHARES: Final[tuple[float, float]] = (0.19, 0.024)
"""Residents aged 65 and 85 or over (share of residents), rounded."""

LEICESTERSHIRE_RESIDENTS: Final[int] = 650_000
"""Residents of Leicestershire without the city (count), rounded from the 2011 census."""

NOTTINGHAMSHIRE_RESIDENTS: Final[int] = 786_000
"""Residents of Nottinghamshire without the city (count), rounded from the 2011 census."""


@dataclass(frozen=True)
class Region:
    """Geography of a demo.

    Attributes:
        zones: zone_code, zone_name, geometry (British National Grid), in natural order of code.
        directory: postcode, easting, northing (metres), zone (place in `zones`; -1 outside).
        areas: area_code, zone (place in `zones`), population figures, rural_urban, geometry; None where
            the demo has no small areas.
        other_zones: A second division of the same ground, as `zones`; None where the demo has none.
    """

    zones: gpd.GeoDataFrame
    directory: pd.DataFrame
    areas: gpd.GeoDataFrame | None = None
    other_zones: gpd.GeoDataFrame | None = None


def named(shapes: NDArray[np.object_], codes: Sequence[str], names: Sequence[str]) -> gpd.GeoDataFrame:
    """Zones in the given order: zone_code, zone_name, geometry (British National Grid)."""
    columns = {"zone_code": list(codes), "zone_name": list(names)}
    return gpd.GeoDataFrame(columns, geometry=shapely.normalize(shapes), crs="EPSG:27700")


def draw(cells: Cells, pieces: NDArray[np.int64], seed: int) -> NDArray[np.object_]:
    """Pieces (groups of cells by number from 0, each connected) with natural borders, exactly fitting."""
    plain = dissolve(cells.shapes, pieces)
    rough = apply_detail(plain, roughen_edges(plain, seed))
    return np.asarray(shapely.coverage_simplify(rough, DETAIL_M))


def with_geometry(table: pd.DataFrame, shapes: NDArray[np.object_]) -> gpd.GeoDataFrame:
    """Small areas with their shapes, as `geo.demo.county.County.areas`."""
    return gpd.GeoDataFrame(table, geometry=shapely.normalize(shapes), crs="EPSG:27700")


@cache
def _county_cells() -> Cells:
    return make_cells(county_polygon(COUNTY_SEED), COUNTY_SEED)


def _county_directory(zones: NDArray[np.object_], clear_of: Sequence[NDArray[np.object_]], seed: int) -> pd.DataFrame:
    spread = Spread(SETTLEMENTS, TOWNS, FARMS, OUTSIDE_KM[:12])
    return make_directory(zones, seed, spread, also_clear_of=np.concatenate(clear_of))


@cache
def lots_2016() -> Region:
    """Leicestershire in the 18 lots of Help to Live at Home."""
    seed = LOTS_SEED
    cells = rezone(_county_cells(), LOT_PLACES, LOTS, seed)
    area = group_cells(cells, seed, names=LOTS, number=AREAS)
    table = describe_areas(cells, area, seed, Census(LEICESTERSHIRE_RESIDENTS, *SHARES, (SHARES[0],) * len(LOTS)))
    small = draw(cells, area, seed)
    lots = dissolve(small, table["zone"].to_numpy())
    zones = named(lots, [str(number + 1) for number in range(len(LOTS))], LOTS)
    return Region(zones, _county_directory(lots, [small], seed), with_geometry(table, small))


def _pieces(cells: Cells, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.int64]:
    """Numbers of the connected pieces that two divisions of the same cells cut each other into."""
    piece, number = np.full(len(cells.shapes), -1, dtype=np.int64), 0
    for one, two in sorted(set(zip(first.tolist(), second.tolist(), strict=True))):
        both = set(np.flatnonzero((first == one) & (second == two)).tolist())
        for members in components(both, cells.neighbours):
            piece[sorted(members)] = number
            number += 1
    return piece


def _of_piece(piece: NDArray[np.int64], division: NDArray[np.int64]) -> NDArray[np.int64]:
    """Which part of a division each piece lies in."""
    part = np.zeros(int(piece.max()) + 1, dtype=np.int64)
    part[piece] = division
    return part


@cache
def areas_2015() -> Region:
    """Leicestershire in seven district-like areas, and the same ground in seven health localities."""
    seed, names = AREAS_SEED, [name for name, _ in DISTRICTS.values()]
    cells = rezone(_county_cells(), DISTRICT_PLACES, names, seed)
    locality = rezone(cells, LOCALITY_PLACES, LOCALITIES, seed).zone
    area = group_cells(cells, seed, names=names, number=AREAS)
    census = Census(LEICESTERSHIRE_RESIDENTS, *SHARES, tuple(share for _, share in DISTRICTS.values()))
    table = describe_areas(cells, area, seed, census)
    piece = _pieces(cells, area, locality)
    drawn = draw(cells, piece, seed)
    small = dissolve(drawn, _of_piece(piece, area))
    districts = dissolve(small, table["zone"].to_numpy())
    localities = dissolve(drawn, _of_piece(piece, locality))
    return Region(
        named(districts, list(DISTRICTS), names),
        _county_directory(districts, [small, localities], seed),
        with_geometry(table, small),
        named(localities, [f"L{number + 1}" for number in range(len(LOCALITIES))], LOCALITIES),
    )


@cache
def city_2018() -> Region:
    """Leicester in six areas: the hole in the county's other demos."""
    seed = CITY_SEED
    city = Polygon(county_polygon(COUNTY_SEED).interiors[0])
    cells = make_cells(city, seed, places=CITY_PLACES, names=CITY_AREAS)
    shapes = draw(cells, cells.zone, seed)
    zones = named(shapes, [f"LC{number + 1}" for number in range(len(CITY_AREAS))], CITY_AREAS)
    directory = make_directory(shapes, seed, Spread(CITY_PLACES, CITY_TOWNS, CITY_FARMS, CITY_OUTSIDE_KM))
    return Region(zones, directory)


@cache
def nottinghamshire_2018() -> Region:
    """Nottinghamshire without the city in six lots."""
    seed, names = NOTTINGHAMSHIRE_SEED, tuple(NOTTINGHAMSHIRE_LOTS)
    county = county_polygon(seed, NOTTINGHAMSHIRE_KM, NOTTINGHAM_KM)
    cells = make_cells(county, seed, places=NOTTINGHAMSHIRE_PLACES, names=names)
    area = group_cells(cells, seed, names=names, number=AREAS)
    census = Census(NOTTINGHAMSHIRE_RESIDENTS, *SHARES, tuple(NOTTINGHAMSHIRE_LOTS.values()))
    table = describe_areas(cells, area, seed, census)
    small = draw(cells, area, seed)
    lots = dissolve(small, table["zone"].to_numpy())
    spread = Spread(NOTTINGHAMSHIRE_PLACES, TOWNS, FARMS, NOTTINGHAMSHIRE_OUTSIDE_KM)
    directory = make_directory(lots, seed, spread, also_clear_of=small)
    zones = named(lots, [str(number + 1) for number in range(len(names))], names)
    return Region(zones, directory, with_geometry(table, small))
