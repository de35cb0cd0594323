"""1,000,000 packages with 200,000 different postcodes into 14 zones: this program, geopandas and SedonaDB.

Timed on rows that are located (easting and northing known): the *join*, rows to zone_code. Timed apart: locating the
rows, from text postcodes of mixed spacing and case. Cold means nothing is remembered; warm is the weekly join, when
the zone of every postcode is; "recalled from disk" is a new process, which first reads the file in which they are.
geopandas and SedonaDB get ready points, whose making is not counted.
"""

import importlib
import importlib.util
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from benchmarks import county
from benchmarks.measure import milliseconds, paired, show, times
from geo.join import PostcodeZones, ZoneIndex, with_zones
from geo.locate import PostcodeDirectory, directory, locate
from geo.schemas import OUTSIDE

ROWS: Final = 1_000_000
POSTCODES: Final = 200_000
ROUNDS: Final = 11
SLOW_ROUNDS: Final = 3
"""Rounds that include geopandas.sjoin, which takes tens of seconds."""


def main() -> None:
    """Measure, compare the answers and print the table."""
    areas = county.small_areas()
    zones, table = county.zones(areas), county.postcodes(areas, POSTCODES)
    rows, _ = county.package_rows(table, ROWS)
    known = directory(table)
    located = rows.assign(**locate(rows, known).points)
    points = gpd.GeoDataFrame(
        {"n": np.arange(ROWS)}, geometry=gpd.points_from_xy(located["easting"], located["northing"]), crs=zones.crs
    )
    with tempfile.TemporaryDirectory() as memory:
        ways = _others(points, zones) | _ours(rows, located, zones, known, Path(memory))
        slow, answers = paired(ways, SLOW_ROUNDS)
        quick, _ = paired({name: way for name, way in ways.items() if name != "sjoin"}, ROUNDS)
    _same(answers)
    sys.stdout.write(
        f"{ROWS:,} rows, {rows['postcode'].nunique():,} ways of writing {POSTCODES:,} postcodes, {len(zones)} zones of "
        f"{zones.count_coordinates().sum():,} vertices. Answers identical.\n"
    )
    _print(slow, quick)


def _ours(
    rows: pd.DataFrame, located: pd.DataFrame, zones: gpd.GeoDataFrame, known: PostcodeDirectory, memory: Path
) -> dict[str, Callable[[], Any]]:
    """The ways of this program, each as the week runs it."""
    coordinates = located.assign(directory_row=-1)
    remembered = PostcodeZones(ZoneIndex.of(zones), known)
    with_zones(located, remembered.index, remembered)
    remembered.remember(memory)

    def cold(points: pd.DataFrame) -> pd.DataFrame:
        index = ZoneIndex.of(zones)
        return with_zones(points, index, PostcodeZones(index, known))

    def recalled(folder: Path) -> pd.DataFrame:
        index = ZoneIndex.of(zones)
        postcodes = PostcodeZones(index, known)
        postcodes.recall(folder)
        return with_zones(located, index, postcodes)

    def from_text() -> pd.DataFrame:
        return rows.assign(**locate(rows[["postcode"]], known).points)

    return {
        "join cold": lambda: cold(located),
        "join warm": lambda: with_zones(located, remembered.index, remembered),
        "join warm, recalled from disk": lambda: recalled(memory),
        "join by coordinates": lambda: with_zones(coordinates, ZoneIndex.of(zones)),
        "locate": from_text,
        "locate + join cold": lambda: cold(from_text()),
        "locate + join warm": lambda: with_zones(from_text(), remembered.index, remembered),
    }


def _others(points: gpd.GeoDataFrame, zones: gpd.GeoDataFrame) -> dict[str, Callable[[], Any]]:
    """geopandas, and SedonaDB where it is installed."""
    ways: dict[str, Callable[[], Any]] = {"sjoin": lambda: gpd.sjoin(points, zones[["geometry"]], how="left")}
    if importlib.util.find_spec("sedonadb") is None or importlib.util.find_spec("geoarrow") is None:
        sys.stdout.write("SedonaDB is left out: sedonadb and geoarrow-pyarrow are not installed.\n")
        return ways
    session = importlib.import_module("sedonadb").connect()
    session.create_data_frame(points).to_view("points")
    session.create_data_frame(zones.reset_index()[["zone_code", "geometry"]]).to_view("zones")
    query = (
        "SELECT points.n, zones.zone_code FROM points LEFT JOIN zones ON ST_Intersects(zones.geometry, points.geometry)"
    )
    return ways | {"SedonaDB": lambda: session.sql(query).to_pandas()}


def _same(answers: dict[str, Any]) -> None:
    """Refuse a comparison of different answers."""
    expected = answers["sjoin"]["zone_code"].astype("str").fillna(OUTSIDE).to_numpy()
    for name, answer in answers.items():
        if "zone_code" not in answer:
            continue
        found = answer.sort_values("n") if name == "SedonaDB" else answer
        assert len(found) == len(expected), name
        assert (found["zone_code"].astype("str").fillna(OUTSIDE).to_numpy() == expected).all(), name


def _print(slow: dict[str, float], quick: dict[str, float]) -> None:
    """Medians, and how many times faster than the two others; each ratio is of medians of the same rounds."""
    rows = [["sjoin", milliseconds(slow["sjoin"]), "", ""]]
    for name, median in quick.items():
        sedona = times(quick["SedonaDB"] / median) if "SedonaDB" in quick else ""
        rows.append([name, milliseconds(median), times(slow["sjoin"] / slow[name]), sedona])
    show(["way", "median", "sjoin takes", "SedonaDB takes"], rows)
    sys.stdout.write(f"A warm join is {times(quick['join cold'] / quick['join warm'])} faster than a cold one.\n")
