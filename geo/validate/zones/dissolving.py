"""Areas put together into the zones they belong to."""

from dataclasses import dataclass, replace

import geopandas as gpd
import shapely

from geo.ingest import RawLayer
from geo.report import Problem, TableReport
from geo.settings import Lookup, Source
from geo.text import counted
from geo.validate.zones.coverage import SLIVER_WIDTH_M, Shapes


@dataclass(frozen=True)
class Made:
    """A layer with a row for each zone, and the account of the areas it was made from."""

    layer: RawLayer
    """Boundaries in metres."""
    rows_read: int
    rows_loaded: int | None
    """Areas that are in a zone; None where every row was a zone already."""
    notes: tuple[Problem, ...] = ()

    def account(self, report: TableReport) -> TableReport:
        """The report of the zones as a report of the rows of the file."""
        if self.rows_loaded is None:
            return report
        rows = replace(report, rows_read=self.rows_read, rows_loaded=self.rows_loaded)
        counted_rows = replace(rows, problems=(*self.notes, *report.problems))
        counted_rows.check_adds_up()
        return counted_rows


def as_zones(layer: RawLayer, shapes: gpd.GeoSeries, source: Source) -> Made:
    """A row for each zone.

    Args:
        layer: A row for each zone, or with `dissolve_by` for each area.
        shapes: Its boundaries in metres, each whole.
        source: Section of carezones.toml.
    """
    if source.dissolve_by is None:
        return Made(RawLayer(layer.raw, shapes), layer.raw.rows_read, None)
    raw = layer.raw
    group = raw.rows["zone_code"]
    first = ~group.duplicated()
    dissolved = [_dissolved(shapes[group == code].to_numpy()) for code in group[first]]
    zones = gpd.GeoSeries(dissolved, index=group.index[first], crs=shapes.crs)
    by = source.dissolve_by
    name = by.source.labels[0] if isinstance(by, Lookup) else by
    cause = f"{counted(len(group), 'area')} were put together into {counted(len(zones), 'zone')} by {name}."
    note = Problem(raw.table, source.labels[0], "repaired", cause, "See that this is meant.")
    kept = tuple(problem for problem in raw.problems if problem.severity == "set_aside")
    rest = tuple(problem for problem in raw.problems if problem.severity != "set_aside")
    made = replace(
        raw, rows=raw.rows[first], places=raw.places[first], rows_read=len(zones), rows_not_data=0, problems=rest
    )
    return Made(RawLayer(made, zones), raw.rows_read, len(group), (note, *kept))


def _dissolved(shapes: Shapes) -> shapely.Geometry:
    """Areas as one, without the slivers that are left between areas drawn apart."""
    whole = shapely.coverage_union_all(shapes) if shapely.coverage_is_valid(shapes) else shapely.union_all(shapes)
    return shapely.union_all([_without_slivers(part) for part in shapely.get_parts(whole)])


def _without_slivers(part: shapely.Polygon) -> shapely.Polygon:
    """An area without the holes that are narrower than a metre."""
    holes = [ring for ring in part.interiors if not shapely.Polygon(ring).buffer(-SLIVER_WIDTH_M / 2).is_empty]
    return shapely.Polygon(part.exterior, holes) if len(holes) < len(part.interiors) else part
