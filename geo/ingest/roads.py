"""Drivable roads of an OpenStreetMap extract: points in order along each road, its class, limit and direction.

Turn restrictions, ferries, fords, gates and roads for service (drives, car parks) are left out.
"""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from geo.errors import InputError
from geo.schemas.roads import ROAD_CLASSES

if TYPE_CHECKING:
    from osmium.osm import TagList

KMH_PER_MPH: Final = 1.609344

_CLASS: Final = {
    **{name: at for at, name in enumerate(ROAD_CLASSES)},
    **{f"{name}_link": at for at, name in enumerate(ROAD_CLASSES[:5])},
    "road": ROAD_CLASSES.index("unclassified"),
}
"""Value of `highway` to position in ROAD_CLASSES; slip roads count as the road they lead to."""
_WHO: Final = ("motorcar", "motor_vehicle", "vehicle", "access")
"""Keys that say who may drive there; the first that is there counts."""
_CLOSED: Final = frozenset(("no", "private", "agricultural", "forestry", "emergency", "bus", "psv"))
_DIRECTION: Final = {
    "yes": 1,
    "true": 1,
    "1": 1,
    "-1": -1,
    "reverse": -1,
    "no": 0,
    "false": 0,
    "0": 0,
    "alternating": 0,
}
_ROUNDABOUTS: Final = ("roundabout", "circular")
_LIMIT: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?)(?: ?(mph|km/h|kmh|kph))?")
_DEGREES: Final = 1e-7
"""OpenStreetMap keeps longitude and latitude as whole numbers of this part of a degree."""
_HEADER: Final = b"\n\tOSMHeader"
_NOT_PACKED: Final = re.compile(rb"<osm\b")


@dataclass(frozen=True)
class OsmRoads:
    """Roads as an extract holds them: one entry for each point of each road, and one for each road."""

    node: npt.NDArray[np.int64]
    """Identifier of the point; roads that meet share it."""
    longitude: npt.NDArray[np.float64]
    """Degrees WGS84; NaN where the extract cuts the road off."""
    latitude: npt.NDArray[np.float64]
    road: npt.NDArray[np.int64]
    """Position of the point's road in the four below."""
    road_class: npt.NDArray[np.int8]
    """Position in ROAD_CLASSES."""
    limit_kmh: npt.NDArray[np.float64]
    """Speed limit; NaN where it is not given as a number."""
    direction: npt.NDArray[np.int8]
    """1 driven as drawn only, -1 against it only, 0 both ways."""
    roads_read: int
    """Ways of the files, footpaths and closed roads included."""


@dataclass
class _Found:
    """What is collected road by road."""

    node: "array[int]" = field(default_factory=lambda: array("q"))
    longitude: "array[int]" = field(default_factory=lambda: array("q"))
    latitude: "array[int]" = field(default_factory=lambda: array("q"))
    points: "array[int]" = field(default_factory=lambda: array("q"))
    road_class: "array[int]" = field(default_factory=lambda: array("b"))
    limit_kmh: "array[float]" = field(default_factory=lambda: array("d"))
    direction: "array[int]" = field(default_factory=lambda: array("b"))
    seen: set[int] = field(default_factory=set)
    """Identifiers of the roads, so that one in two neighbouring extracts counts once."""


def is_osm(path: Path, label: str) -> bool:
    """Whether a file is a packed OpenStreetMap extract, told from its first bytes.

    Raises:
        InputError: It is one that is not packed.
    """
    try:
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError:
        return False
    if _NOT_PACKED.search(head):
        raise InputError(f"{label}: this is OpenStreetMap XML. Give the extract that ends in .osm.pbf.")
    return head[4 : 4 + len(_HEADER)] == _HEADER


def read_osm_roads(paths: Sequence[Path], labels: Sequence[str]) -> OsmRoads:
    """Read the roads that may be driven from OpenStreetMap extracts.

    Args:
        paths: The files; a road that several hold counts once.
        labels: Their names in messages.

    Returns:
        The roads, in the order of the files.

    Raises:
        InputError: Files are damaged, all of them named, or there is no road in any.
    """
    found, wrong = _Found(), []
    for path, label in zip(paths, labels, strict=True):
        try:
            _collect(path, found)
        except (RuntimeError, ValueError, OSError):
            wrong.append(f"{label}: the OpenStreetMap extract is incomplete or damaged. Download it again.")
    if not found.points and not wrong:
        wrong.append(f"{', '.join(labels)}: there is no road that may be driven. Give an extract with roads (highway).")
    if wrong:
        raise InputError("\n".join(wrong))
    return _as_arrays(found)


def _collect(path: Path, found: _Found) -> None:
    """Add the drivable roads of one file; points get their place from the same pass."""
    import osmium  # noqa: PLC0415 - few workspaces have an extract

    roads_only = osmium.filter.KeyFilter("highway")
    roads_only.enable_for(osmium.osm.WAY)
    file = osmium.io.File(str(path), "pbf")
    read = osmium.FileProcessor(file, osmium.osm.NODE | osmium.osm.WAY).with_locations()
    for way in read.with_filter(roads_only).with_filter(osmium.filter.EntityFilter(osmium.osm.WAY)):
        if not isinstance(way, osmium.osm.Way) or way.id in found.seen:
            continue
        found.seen.add(way.id)
        tags = way.tags
        kind, direction = _CLASS.get(tags["highway"]), _direction(tags)
        if kind is None or direction is None or not _is_open(tags):
            continue
        found.points.append(len(way.nodes))
        found.road_class.append(kind)
        found.limit_kmh.append(limit_kmh(tags.get("maxspeed") or ""))
        found.direction.append(direction)
        for point in way.nodes:
            place = point.location
            found.node.append(point.ref)
            found.longitude.append(place.x)
            found.latitude.append(place.y)


def _is_open(tags: "TagList") -> bool:
    """Whether everybody may drive there."""
    said = next((tags[key] for key in _WHO if key in tags), "yes")
    return said not in _CLOSED and tags.get("area") != "yes"


def _direction(tags: "TagList") -> int | None:
    """In which direction a road is driven; None where that changes with the hour."""
    if "oneway" in tags:
        return _DIRECTION.get(tags["oneway"])
    return int(tags["highway"] == "motorway" or tags.get("junction") in _ROUNDABOUTS)


def limit_kmh(said: str) -> float:
    """A speed limit in km/h, mph where it says so; NaN for words such as `national` and for 0."""
    match = _LIMIT.fullmatch(said.strip())
    if not match or float(match[1]) == 0:
        return float("nan")
    return float(match[1]) * (KMH_PER_MPH if match[2] == "mph" else 1.0)


def _as_arrays(found: _Found) -> OsmRoads:
    """What was collected, as arrays."""
    longitude, latitude = (np.array(part, dtype="float64") * _DEGREES for part in (found.longitude, found.latitude))
    there = (abs(longitude) <= 180) & (abs(latitude) <= 90)
    return OsmRoads(
        node=np.array(found.node, dtype="int64"),
        longitude=np.where(there, longitude, np.nan),
        latitude=np.where(there, latitude, np.nan),
        road=np.repeat(np.arange(len(found.points)), np.array(found.points, dtype="int64")),
        road_class=np.array(found.road_class, dtype="int8"),
        limit_kmh=np.array(found.limit_kmh, dtype="float64"),
        direction=np.array(found.direction, dtype="int8"),
        roads_read=len(found.seen),
    )
