"""A county to measure on: real small-area boundaries, made-up postcodes and rows, always the same ones."""

from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from benchmarks.measure import Absent

REAL: Final = Path(__file__).resolve().parents[2] / "shared" / "real"
"""Public files that are not part of the project."""
BOUNDARIES: Final = "lsoa21_leicestershire.geojson"
AROUND_M: Final = 2_000
"""How far outside the county a postcode may lie (m)."""
OUTSIDE_SHARE: Final = 0.05
"""Share of the postcodes that lie outside every zone."""
_CRS: Final = 27700


def small_areas() -> gpd.GeoDataFrame:
    """The 634 census areas of Leicestershire, Leicester and Rutland, in metres.

    Raises:
        Absent: The file is not there.
    """
    file = REAL / BOUNDARIES
    if not file.exists():
        raise Absent(f"{BOUNDARIES} is not in ../shared/real.")
    areas = gpd.read_file(file).to_crs(_CRS)
    return _coded(areas.geometry, "A")


def zones(areas: gpd.GeoDataFrame, count: int = 14) -> gpd.GeoDataFrame:
    """Zones of neighbouring areas (k-means of the centroids), dissolved with every vertex kept."""
    centres = np.column_stack([areas.centroid.x, areas.centroid.y])
    means = centres[np.random.default_rng(1).choice(len(centres), count, replace=False)]
    for _ in range(30):
        nearest = ((centres[:, None] - means) ** 2).sum(axis=2).argmin(axis=1)
        means = np.array([centres[nearest == at].mean(axis=0) for at in range(count)])
    return _coded(areas.dissolve(nearest).geometry, "Z")


def split(areas: gpd.GeoDataFrame, count: int) -> gpd.GeoDataFrame:
    """About `count` small polygons that cover the county: the areas cut along the cells of random points."""
    places = _points_in(areas, count, seed=4)
    cells = gpd.GeoSeries(shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(places))), crs=_CRS)
    county = shapely.union_all(areas.geometry.to_numpy())
    shapely.prepare(county)
    cut = [shapely.intersection(cell, county) for cell in cells]
    return _coded(gpd.GeoSeries([shape for shape in cut if not shape.is_empty], crs=_CRS), "C")


def postcodes(areas: gpd.GeoDataFrame, count: int) -> pd.DataFrame:
    """A made-up directory: as many postcodes in each small area as in any other, and a few just outside.

    Returns:
        postcode (capitals without spaces), easting and northing (m).
    """
    county = shapely.union_all(areas.geometry.to_numpy())
    ring = gpd.GeoSeries([county.buffer(AROUND_M).difference(county)], crs=_CRS)
    outside = int(count * OUTSIDE_SHARE)
    places = np.vstack([_points_in(areas, count - outside, seed=2), _points_in(ring, outside, seed=3)])
    draw = np.random.default_rng(5)
    number = draw.choice(99 * 10 * 26 * 26, count, replace=False)
    code = [f"LE{n // 6760 + 1}{n // 676 % 10}{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}" for n in number.tolist()]
    places = places[draw.permutation(count)]
    return pd.DataFrame({"postcode": pd.array(code, dtype="str"), "easting": places[:, 0], "northing": places[:, 1]})


def package_rows(table: pd.DataFrame, count: int) -> tuple[pd.DataFrame, np.ndarray]:
    """Rows of packages with a postcode as people write it: 60 % `LE1 1AA`, the rest without space or in small letters.

    Args:
        table: The directory. Every postcode of it occurs where there are rows enough.
        count: Rows.

    Returns:
        The rows as text, and for each the position of its postcode in `table`.
    """
    draw = np.random.default_rng(6)
    at = np.concatenate([np.arange(min(count, len(table))), draw.integers(0, len(table), max(0, count - len(table)))])
    draw.shuffle(at)
    solid = pa.array(table["postcode"], type=pa.large_string())
    outward, inward = pc.utf8_slice_codeunits(solid, 0, -3), pc.utf8_slice_codeunits(solid, -3)
    spaced = pc.binary_join_element_wise(outward, inward, pa.scalar(" ", pa.large_string()))
    forms = pa.concat_arrays([spaced, solid, pc.utf8_lower(spaced), pc.utf8_lower(solid)])
    way = draw.choice(4, count, p=[0.6, 0.2, 0.1, 0.1])
    written = forms.take(pa.array(way * len(table) + at)).to_pandas()
    number = pc.cast(pa.array(np.arange(count)), pa.large_string()).to_pandas()
    return pd.DataFrame({"package_id": number, "postcode": written}), at


def _points_in(shapes: gpd.GeoDataFrame | gpd.GeoSeries, count: int, seed: int) -> np.ndarray:
    """Random points, the same number in each shape but for what is left over: easting and northing (m)."""
    sizes = np.full(len(shapes), count // len(shapes))
    sizes[: count % len(shapes)] += 1
    drawn = shapes.sample_points(sizes, rng=seed).explode()
    return np.column_stack([drawn.x, drawn.y])


def _coded(shapes: gpd.GeoSeries, letter: str) -> gpd.GeoDataFrame:
    """Shapes with codes in natural order."""
    codes = pd.Index([f"{letter}{at:05d}" for at in range(1, len(shapes) + 1)], name="zone_code")
    return gpd.GeoDataFrame({"zone_name": codes}, geometry=shapes.to_numpy(), index=codes, crs=_CRS)
