"""Zone boundaries that can be counted in: whole, with known codes, in metres, without overlaps."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import geopandas as gpd

from geo.ingest import RawLayer
from geo.masking import listed
from geo.report import Problem, TableReport
from geo.schemas import EXTRA_ROWS
from geo.settings import Source
from geo.text import counted, natural_order
from geo.validate import Context, validate
from geo.validate.zones.coverage import gaps, overlaps, slivers, total_size
from geo.validate.zones.dissolving import as_zones
from geo.validate.zones.problems import BoundaryError, BoundaryKind, BoundaryProblem, as_layer
from geo.validate.zones.shapes import Fault, faults_of, in_metres

__all__ = ["Boundaries", "BoundaryError", "BoundaryKind", "BoundaryProblem", "as_layer", "validate_zones"]


@dataclass(frozen=True)
class Boundaries:
    """Zones to count in, and where their boundaries are not as they should be."""

    zones: gpd.GeoDataFrame
    """In metres, indexed by zone_code in natural order (2 before 18), with zone_name and geometry."""
    report: TableReport
    boundary_problems: gpd.GeoDataFrame
    """In metres: kind (gap, sliver or overlap), sentence, geometry."""


def validate_zones(layer: RawLayer, source: Source) -> Boundaries:
    """Turn a layer of boundaries into zones to count in.

    Args:
        layer: Attributes as text, boundaries in the file's own coordinate system; with `dissolve_by` a row for each
            area, with the code and name of its zone.
        source: Section of carezones.toml.

    Returns:
        Zones in metres, the report, and what a map can show of their boundaries. Gaps and overlaps that are narrower
        than a metre are no fault: a point there belongs to the lower code of two, or to the nearest zone.

    Raises:
        BoundaryError: A boundary is missing, broken, no area or elsewhere; a code stands twice; zones overlap.
            Everything wrong is named at once, and what a map can show comes with it.
    """
    label = ", ".join(source.labels)
    shapes = in_metres(layer.geometry)
    faults = list(faults_of(shapes, _names(layer)))
    _refuse(label, faults, _reserved(layer, label) if faults else [])
    made = as_zones(layer, shapes, source)
    _refuse(label, [], _repeated(made.layer, label))
    trusted = validate(made.layer.raw, source, Context())
    wrong = [problem.sentence() for problem in trusted.report.problems if problem.severity == "set_aside"]
    _refuse(label, [], [*_reserved(made.layer, label), *wrong])
    rows = trusted.rows
    zones = gpd.GeoDataFrame(rows[["zone_code", "zone_name"]], geometry=made.layer.geometry.loc[rows.index])
    zones = zones.set_index("zone_code")
    zones = zones.loc[natural_order(zones.index)]
    found, notes = _together(zones, label)
    report = replace(trusted.report, problems=(*trusted.report.problems, *notes))
    return Boundaries(zones, made.account(report), as_layer(found))


def _names(layer: RawLayer) -> Mapping[int, str]:
    """What each feature is called in messages: the zone it is, or with `dissolve_by` the area."""
    rows = layer.raw.rows
    if layer.area_names is not None:
        return {int(at): f"area {name}" for at, name in layer.area_names.items()}
    names = rows["zone_code"] + " " + rows["zone_name"]
    return {int(at): f"zone {name.strip()}" for at, name in names.items()}


def _reserved(layer: RawLayer, label: str) -> list[str]:
    """Zones whose code is the name of a row outside all zones."""
    return [
        f"{label}, zone {code}: this code is taken for what lies in no zone. Give the zone another."
        for code in layer.raw.rows["zone_code"].str.strip()
        if code in EXTRA_ROWS
    ]


def _repeated(layer: RawLayer, label: str) -> list[str]:
    """One refusal for all codes that stand on several rows, as in a layer of the parts that zones are made of."""
    raw = layer.raw
    codes = raw.rows["zone_code"].str.strip()
    again = codes[(codes != "") & codes.duplicated(keep=False)]
    if again.empty:
        return []
    row, column = raw.places.at[again.index[0], "row"], raw.names.get("zone_code", "zone_code")
    cause = f"{counted(len(again), 'row')} have {counted(again.nunique(), 'code')}, and a zone is one row."
    remedy = f'Keep the right one; for parts of zones write dissolve_by = "{column}" below [sources.zones].'
    return [f"{label}, row {row}, column {column}: zone_code stands on several rows that differ: {cause} {remedy}"]


def _refuse(label: str, faults: list[Fault], wrong: list[str]) -> None:
    """Refuse boundaries that are wrong, each by itself, with the places that can be shown.

    Raises:
        BoundaryError: Something is wrong.
    """
    lines = [*wrong, *(f"{label}, {fault.cause}" for fault in faults)]
    if lines:
        raise BoundaryError("\n".join(lines), as_layer([fault.shown for fault in faults if fault.shown]))


def _together(zones: gpd.GeoDataFrame, label: str) -> tuple[list[BoundaryProblem], list[Problem]]:
    """What is to know of the zones together.

    Raises:
        BoundaryError: Zones overlap by more than the tolerance; gaps come with it, for the map.
    """
    grave, slight = overlaps(zones)
    holes, narrow = gaps(zones), slivers(zones)
    if grave:
        said = listed(problem.sentence for problem in grave)
        message = f"{label}: zones overlap: {said}. People there would be in two. Mend them in the GIS."
        raise BoundaryError(message, as_layer([*grave, *holes, *narrow]))
    notes = []
    if holes:
        cause = f"{total_size(holes, 'hole')} between zones."
        remedy = "People there count as outside; that is right where another authority lies inside."
        notes.append(Problem("zones", label, "warning", cause, remedy))
    if slight:
        cause = f"zones overlap a little: {listed(problem.sentence for problem in slight)}."
        remedy = "People there count in the zone with the lower code; mend the boundaries where that matters."
        notes.append(Problem("zones", label, "warning", cause, remedy))
    if narrow:
        said = total_size(narrow, "gap")
        cause = f"{said} between zones, narrower than a metre: a point there is put into the nearest zone."
        notes.append(Problem("zones", label, "repaired", cause, "Snap the boundaries to each other in the GIS."))
    return [*holes, *slight, *narrow], notes
