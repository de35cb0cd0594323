"""Where people wait in greater numbers than where people need care would lead one to expect, across zone lines."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely

from geo.metrics.clusters import cells_on_hexagons, find_clusters, gstar_p
from geo.metrics.hexagons import side_for
from geo.metrics.supply import active_packages
from geo.metrics.waits import open_waits

LEAST_SHARE: Final = 0.05
"""A zone is said to be part of a cluster from this share of the cluster within the zones (ratio)."""


def where_waiting_concentrates(
    tables: Mapping[str, pd.DataFrame], zones: gpd.GeoDataFrame, as_at: dt.date
) -> gpd.GeoDataFrame | None:
    """Clusters of people waiting among all who receive care or wait for it, on hexagons.

    Args:
        tables: Trusted tables with easting and northing (m).
        zones: Boundaries in metres, indexed by zone_code.
        as_at: The date.

    Returns:
        The clusters of `clusters.find_clusters` with `zone_codes`, a list of the zones that hold at least
        `LEAST_SHARE` of the cluster each, largest part first, with `is_seen_by_gstar`, and with shapes that end where
        the zones end. Empty and None as there.
    """
    waiting, needing = open_waits(tables["awaiting"], as_at), active_packages(tables["packages"], as_at)
    receiving = needing[_is_first_of_person(needing)]
    places = pd.concat([receiving[["easting", "northing"]], waiting[["easting", "northing"]]], ignore_index=True)
    located = waiting[waiting["easting"].notna()]
    side_m = side_for(located, float(zones.geometry.area.sum()) / 1e6)
    cells = cells_on_hexagons(located, places.assign(weight=1.0), side_m)
    found = find_clusters(cells)
    if found is None:
        return None
    codes = [_zones_of(shape, zones) for shape in found.geometry]
    inside = found.geometry.intersection(zones.geometry.union_all())
    is_seen_by_gstar = _is_seen_by_gstar(found, cells)
    shapes = inside.where(~inside.is_empty, found.geometry)
    return found.set_geometry(shapes).assign(zone_codes=codes, is_seen_by_gstar=is_seen_by_gstar)


def _is_seen_by_gstar(found: gpd.GeoDataFrame, cells: gpd.GeoDataFrame) -> list[bool]:
    """Whether Getis and Ord's G* finds a cluster in the same place; it is asked only where there is one."""
    if found.empty:
        return []
    other = find_clusters(cells, gstar_p)
    places = shapely.union_all([] if other is None else other.geometry.to_numpy())
    return [bool(shape.intersects(places)) for shape in found.geometry]


def _is_first_of_person(active: pd.DataFrame) -> pd.Series:
    """The first package of each person; a package that does not say whose it is stands for a person of its own."""
    if "person_id" not in active:
        return pd.Series(data=True, index=active.index)
    return active["person_id"].isna() | ~active["person_id"].duplicated()


def _zones_of(shape: shapely.Geometry, zones: gpd.GeoDataFrame) -> list[str]:
    """Zones that hold a part of a shape that is worth naming."""
    parts = zones.geometry.intersection(shape).area
    named = parts[parts >= LEAST_SHARE * parts.sum()] if parts.sum() > 0 else parts.iloc[:0]
    return [str(code) for code in named.sort_values(ascending=False, kind="stable").index]
