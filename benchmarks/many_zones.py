"""Zone by zone or a tree of zones: which is quicker for how many zones and points, to set MANY_ZONES in geo/join.py."""

from collections.abc import Callable
from typing import Final

import geopandas as gpd
import numpy as np
import shapely

from benchmarks import county
from benchmarks.measure import milliseconds, paired, show, times
from geo.join import OUTSIDE_AT, Zone, ZoneIndex
from geo.locate import Floats

POINTS: Final = (1_000, 20_000, 200_000)
PIECES: Final = (2_000, 7_000, 20_000)
"""Sizes of finer and finer cuts of the county, beyond the 14 zones and 634 census areas."""
ROUNDS: Final = 5


def main() -> None:
    """Measure every pair of sizes and print the table."""
    areas = county.small_areas()
    layers = [county.zones(areas), areas, *(county.split(areas, count) for count in PIECES)]
    rows = []
    for layer in layers:
        index = ZoneIndex.of(layer)
        for count in POINTS:
            table = county.postcodes(areas, count)
            rows.append(_compare(index, layer, table["easting"].to_numpy(), table["northing"].to_numpy()))
    show(["zones", "vertices", "points", "zone by zone", "tree", "tree takes"], rows)


def _compare(index: ZoneIndex, layer: gpd.GeoDataFrame, east: Floats, north: Floats) -> list[str]:
    """One line of the table."""

    def run(way: Callable[[Floats, Floats, Zone], None]) -> Zone:
        zone = np.full(len(east), OUTSIDE_AT, dtype=np.int16)
        way(east, north, zone)
        return zone

    ways = {"by zone": lambda: run(index._by_zone), "tree": lambda: run(index._by_tree)}
    medians, answers = paired(ways, ROUNDS)
    assert (answers["by zone"] == answers["tree"]).all()
    by_zone, tree = medians["by zone"], medians["tree"]
    vertices = shapely.get_num_coordinates(layer.geometry.to_numpy()).sum()
    return [
        f"{len(layer):,}",
        f"{vertices:,}",
        f"{len(east):,}",
        milliseconds(by_zone),
        milliseconds(tree),
        times(tree / by_zone),
    ]
