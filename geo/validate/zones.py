"""Zone boundaries that can be counted in: whole, with known codes, in metres, without overlaps."""

from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo.errors import InputError
from geo.ingest import RawLayer
from geo.masking import listed
from geo.report import Problem, TableReport
from geo.schemas import EXTRA_ROWS, METRES_CRS
from geo.schemas.codes import EASTING_M, NORTHING_M
from geo.settings import Source
from geo.text import natural_order
from geo.validate import Context, validate

OVERLAP_SHARE: Final = 0.001
"""Zones may share at most this part of the smaller one; more would put people into two (share of area)."""
GAP_AREA_M2: Final = 10_000.0
"""Holes between zones larger than this are mentioned (m2)."""


def validate_zones(layer: RawLayer, source: Source) -> tuple[gpd.GeoDataFrame, TableReport]:
    """Turn a layer of boundaries into zones to count in.

    Args:
        layer: Attributes as text, boundaries in the file's own coordinate system.
        source: Section of carezones.toml.

    Returns:
        Zones in metres indexed by zone_code in natural order (2 before 18), with zone_name and geometry, and the
        report.

    Raises:
        InputError: A boundary is missing, broken, no area or elsewhere; a code stands twice; zones overlap.
    """
    trusted = validate(layer.raw, source, Context())
    if trusted.report.rows_set_aside:
        aside = [p for p in trusted.report.problems if p.severity == "set_aside"]
        raise InputError("\n".join(problem.sentence() for problem in aside))
    label = ", ".join(source.labels)
    shapes = layer.geometry.loc[trusted.rows.index]
    zones = gpd.GeoDataFrame(trusted.rows[["zone_code", "zone_name"]], geometry=shapes)
    _refuse_broken(zones, label)
    zones["geometry"] = _to_the_millimetre(zones.geometry.to_crs(METRES_CRS).to_numpy())
    zones = zones.set_crs(METRES_CRS, allow_override=True)
    _refuse_elsewhere(zones, label)
    zones = zones.set_index("zone_code")
    zones = zones.loc[natural_order(zones.index)]
    _refuse_overlaps(zones, label)
    gaps = _gaps(zones, label)
    report = trusted.report
    return zones, TableReport(
        report.table,
        report.files,
        report.rows_read,
        report.rows_loaded,
        report.rows_not_data,
        (*report.problems, *gaps),
    )


def _to_the_millimetre(shapes: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """Boundaries in two dimensions, rounded: what a transformation adds would move points off shared boundaries."""
    return np.asarray(shapely.transform(shapely.force_2d(shapes), lambda metres: np.round(metres, 3)))


def _refuse_broken(zones: gpd.GeoDataFrame, label: str) -> None:
    """Refuse boundaries that do not enclose an area."""
    wrong = [
        f"{label}, zone {code}: this code is taken for what lies in no zone. Give the zone another."
        for code in zones["zone_code"]
        if code in EXTRA_ROWS
    ]
    for code, name, shape in zip(zones["zone_code"], zones["zone_name"], zones.geometry, strict=True):
        if shape is None or shape.is_empty:
            wrong.append(f"{label}, zone {code} {name}: it has no boundary. Add it, or take the row out.")
        elif shape.geom_type not in ("Polygon", "MultiPolygon"):
            wrong.append(f"{label}, zone {code} {name}: it is a {shape.geom_type}, not an area. Export polygons.")
        elif not shape.is_valid:
            why = shapely.is_valid_reason(shape)
            wrong.append(f"{label}, zone {code} {name}: the boundary crosses itself ({why}). Mend it in the GIS.")
    if wrong:
        raise InputError("\n".join(wrong))


def _refuse_elsewhere(zones: gpd.GeoDataFrame, label: str) -> None:
    """Refuse boundaries that do not lie in Great Britain once turned into metres."""
    west, south, east, north = zones.total_bounds
    inside = EASTING_M[0] <= west <= east <= EASTING_M[1] and NORTHING_M[0] <= south <= north <= NORTHING_M[1]
    if not (np.isfinite([west, south, east, north]).all() and inside):
        raise InputError(
            f"{label}: the boundaries do not lie in Great Britain, so the coordinate system it states is wrong. "
            "Re-export it in WGS84 or British National Grid."
        )


def _refuse_overlaps(zones: gpd.GeoDataFrame, label: str) -> None:
    """Refuse zones that overlap by more than the tolerance."""
    shapes = zones.geometry.to_numpy()
    if shapely.coverage_is_valid(shapes):
        return
    wrong = []
    for one, other in zip(*shapely.STRtree(shapes).query(shapes, predicate="intersects"), strict=True):
        if one < other:
            shared_m2 = shapely.intersection(shapes[one], shapes[other]).area
            if shared_m2 > OVERLAP_SHARE * min(shapes[one].area, shapes[other].area):
                wrong.append(f"{zones.index[one]} and {zones.index[other]} ({shared_m2 / 1e6:.2f} km2)")
    if wrong:
        raise InputError(
            f"{label}: zones overlap: {listed(wrong)}. People there would be in two. Mend them in the GIS."
        )


def _gaps(zones: gpd.GeoDataFrame, label: str) -> list[Problem]:
    """A warning where there are holes between zones."""
    shapes = zones.geometry.to_numpy()
    union = shapely.coverage_union_all(shapes) if shapely.coverage_is_valid(shapes) else shapely.union_all(shapes)
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(union) for ring in part.interiors]
    large = [hole for hole in holes if hole.area > GAP_AREA_M2]
    if not large:
        return []
    cause = f"{len(large)} hole(s) between zones, {sum(hole.area for hole in large) / 1e6:.1f} km2 in all."
    remedy = "People there count as outside; that is right where another authority lies inside."
    return [Problem("zones", label, "warning", cause, remedy)]
