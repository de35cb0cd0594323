"""How far away the nearest provider is, in a straight line."""

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely


def nearest_base_km(rows: pd.DataFrame, providers: pd.DataFrame) -> pd.Series:
    """Straight-line distance from each row to the nearest provider base.

    Args:
        rows: With easting and northing (m).
        providers: Providers with easting and northing (m); dormant ones are left out.

    Returns:
        km on the index of `rows`; missing where the row is unlocated or no base is located.
    """
    bases = providers[~providers["is_dormant"].fillna(value=False)] if "is_dormant" in providers else providers
    bases = bases[bases["easting"].notna()]
    distance = pd.Series(np.nan, index=rows.index, name="nearest_base_km")
    there = rows["easting"].notna().to_numpy()
    if bases.empty or not there.any():
        return distance
    tree = shapely.STRtree(_points(bases))
    asked = _points(rows[there])
    nearest = tree.geometries.take(tree.nearest(asked))
    distance[there] = shapely.distance(asked, nearest) / 1000.0
    return distance


def nearest_base_km_median(active: pd.DataFrame, providers: pd.DataFrame, zones: pd.Index) -> pd.Series:
    """Median distance from an active package to the nearest base, by zone (km); missing where there is none."""
    distance = nearest_base_km(active, providers)
    median = distance.groupby(active["zone_code"], observed=False).median()
    return median.reindex(zones).rename("nearest_base_km_median")


def _points(rows: pd.DataFrame) -> npt.NDArray[np.object_]:
    """Rows as points in metres."""
    points: npt.NDArray[np.object_] = shapely.points(rows["easting"].to_numpy(), rows["northing"].to_numpy())
    return points
