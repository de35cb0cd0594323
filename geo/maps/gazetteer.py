"""What can be searched for on a map: zones, towns, hospitals and postcodes of a loaded week."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.join import OUTSIDE_AT, ZoneIndex
from geo.locate import Floats, PostcodeDirectory
from geo.maps.outlines import SCREEN_DECIMALS
from geo.schemas import DEGREES_CRS, METRES_CRS
from geo.week import Week
from geo.words.text import clean_text

Box = tuple[float, float, float, float]
"""West, south, east and north (degrees)."""


@dataclass(frozen=True)
class Found:
    """A place that was searched for."""

    name: str
    """How it is called, cleaned."""
    sentence: str
    """Where it lies, in words."""
    box: Box
    """Where it is; a point has no width."""
    zones: tuple[str, ...] = ()
    """Codes of the zones it lies in, the one with most of it first; none where it is outside."""

    @property
    def is_point(self) -> bool:
        """Whether it is a point and no area."""
        return self.box[0] == self.box[2] and self.box[1] == self.box[3]


@dataclass(frozen=True)
class Lost:
    """Words that are no place here."""

    sentence: str
    """What is wrong with them, and what to try."""


@dataclass(frozen=True)
class Gazetteer:
    """What can be searched for in a week's workspace."""

    zones: gpd.GeoDataFrame
    index: ZoneIndex
    postcodes: PostcodeDirectory | None
    landmarks: pd.DataFrame
    """name, kind, easting, northing (m) and zone_code; located ones only."""
    area: str
    """What the model calls an area."""

    @classmethod
    def of(cls, week: Week) -> "Gazetteer":
        """The places of a loaded week; nothing is read."""
        index = week.index or ZoneIndex.of(week.zones)
        return cls(week.zones, index, week.postcodes, landmarks_of(week), week.area_term)

    def zone_name(self, code: str) -> str:
        """Name of a zone, cleaned."""
        return clean_text(self.zones.loc[code, "zone_name"])


def landmarks_of(week: Week) -> pd.DataFrame:
    """name, kind, easting, northing (m) and zone_code of the towns and hospitals that have a place; maybe none."""
    known = week.tables.get("landmarks", pd.DataFrame())
    return known.reindex(columns=["name", "kind", "easting", "northing", "zone_code"]).dropna(subset=["easting"])


def lies(places: Gazetteer, zones: tuple[str, ...]) -> str:
    """In which zone something lies."""
    return f"lies in {places.zone_name(zones[0])}." if zones else f"lies outside every {places.area}."


def zones_at(places: Gazetteer, east: Floats, north: Floats) -> dict[str, int]:
    """How many of the points lie in each zone, the zone with most first; those outside all are left out."""
    at = places.index.zone_of(east, north)
    found, count = np.unique(at[at > OUTSIDE_AT], return_counts=True)
    order = np.argsort(-count, kind="stable")
    return {places.index.codes[int(found[i])]: int(count[i]) for i in order}


def box_of(east: Floats, north: Floats) -> Box:
    """The box around points, in degrees."""
    points = gpd.GeoSeries(
        gpd.points_from_xy([east.min(), east.max()], [north.min(), north.max()]), crs=METRES_CRS
    ).to_crs(DEGREES_CRS)
    west, south, right, top = (round(float(edge), SCREEN_DECIMALS) for edge in points.total_bounds)
    return west, south, right, top
