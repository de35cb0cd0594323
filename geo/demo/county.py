"""The invented geography of the demo: zones and small areas, in metres and as drawn on a screen."""

from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely import Polygon

from geo.demo.areas import describe_areas, group_cells
from geo.demo.cells import make_cells
from geo.demo.coverage import apply_detail, dissolve, roughen_edges
from geo.demo.outline import county_polygon
from geo.demo.settlements import ZONES

GRID_TO_DEGREES: Final[str] = (
    "+proj=pipeline "
    "+step +inv +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy "
    "+step +proj=push +v_3 +step +proj=cart +ellps=airy "
    "+step +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247 +rz=0.842 +s=-20.489 "
    "+convention=position_vector "
    "+step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3 "
    "+step +proj=unitconvert +xy_in=rad +xy_out=deg"
)
"""British National Grid (EPSG:27700) to WGS84 (EPSG:4326), operation EPSG:1314, accuracy about 2 m.
Spelled out because the best operation differs between machines with and without the OSTN15 grid, and
the files must not."""


@dataclass(frozen=True)
class County:
    """Geography of the demo.

    Attributes:
        outline: The county without the city (British National Grid, metres).
        zones: zone_code, zone_name, geometry (British National Grid), in order of code.
        areas: area_code, zone, population figures, rural_urban, geometry (British National Grid).
    """

    outline: Polygon
    zones: gpd.GeoDataFrame
    areas: gpd.GeoDataFrame


def to_degrees(shapes: NDArray[np.object_], *, decimals: int = 6) -> NDArray[np.object_]:
    """Shapes in longitude and latitude (WGS84), rounded: 6 decimals are about 0.1 m, 5 are about 1 m."""
    transformer = Transformer.from_pipeline(GRID_TO_DEGREES)

    def convert(points: NDArray[np.float64]) -> NDArray[np.float64]:
        lon, lat = transformer.transform(points[:, 0], points[:, 1])
        return np.round(np.column_stack([lon, lat]), decimals)

    return np.asarray(shapely.transform(shapes, convert))


def make_county(seed: int) -> County:
    """Zones and small areas of the demo; small areas nest in zones and cover the county exactly."""
    outline = county_polygon(seed)
    cells = make_cells(outline, seed)
    area = group_cells(cells, seed)
    table = describe_areas(cells, area, seed)
    small = dissolve(cells.shapes, area)
    detail = roughen_edges(small, seed)
    large = dissolve(small, table["zone"].to_numpy())
    names = {"zone_code": [f"HC{i + 1:02d}" for i in range(len(ZONES))], "zone_name": [z.name for z in ZONES]}
    zones = gpd.GeoDataFrame(names, geometry=apply_detail(large, detail), crs="EPSG:27700")
    areas = gpd.GeoDataFrame(table, geometry=apply_detail(small, detail), crs="EPSG:27700")
    return County(outline, zones, areas)
