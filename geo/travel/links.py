"""Roads as links between nodes, with minutes in each direction, whatever they were read from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from geo.errors import InputError
from geo.ingest.roads import OsmRoads
from geo.locate import Floats, to_metres
from geo.schemas.roads import ROAD_CLASSES
from geo.text import agreed
from geo.travel.places import Flags, Ints


@dataclass(frozen=True)
class Links:
    """Stretches of road between two nodes."""

    start: Ints
    """Position of a node in `easting` and `northing`."""
    end: Ints
    minutes: Floats
    """From start to end; infinite where it may not be driven so."""
    minutes_back: Floats
    """From end to start."""
    length_m: Floats
    easting: Floats
    """Of each node (m)."""
    northing: Floats

    def take(self, at: Flags) -> "Links":
        """Some of the links, between the same nodes."""
        return replace(
            self,
            start=self.start[at],
            end=self.end[at],
            minutes=self.minutes[at],
            minutes_back=self.minutes_back[at],
            length_m=self.length_m[at],
        )


def links_of_osm(roads: OsmRoads, speeds_kmh: Mapping[str, float]) -> Links:
    """Stretches between neighbouring points of OpenStreetMap roads.

    Minutes = length (km) / speed (km/h) x 60. The speed is the average of the class, or the speed limit where that is
    lower: nobody averages more than the limit, and few the limit itself.

    Args:
        roads: The roads.
        speeds_kmh: Average speed of every class.
    """
    _, first, node = np.unique(roads.node, return_index=True, return_inverse=True)
    easting, northing = to_metres(roads.longitude[first], roads.latitude[first])
    start, end = node[:-1], node[1:]
    is_there = np.isfinite(easting) & np.isfinite(northing)
    real = (roads.road[:-1] == roads.road[1:]) & (start != end) & is_there[start] & is_there[end]
    start, end, road = start[real], end[real], roads.road[:-1][real]
    length_m = np.hypot(easting[end] - easting[start], northing[end] - northing[start])
    by_class = np.array([speeds_kmh[name] for name in ROAD_CLASSES])
    speed = np.fmin(by_class[roads.road_class], roads.limit_kmh)[road]
    minutes = length_m / 1000.0 / speed * 60.0
    direction = roads.direction[road]
    ahead, back = np.where(direction < 0, np.inf, minutes), np.where(direction > 0, np.inf, minutes)
    return Links(start, end, ahead, back, length_m, easting, northing)


def links_of_table(rows: pd.DataFrame, minutes: pd.Series, label: str) -> Links:
    """Links of a table, each both ways unless it is one-way.

    Args:
        rows: Trusted rows of `Roads`.
        minutes: Time along each of them, all known.
        label: Name of the file in messages.

    Raises:
        InputError: A node stands at two places.
    """
    ends = pd.concat(
        [
            rows[[f"{end}_node", f"{end}_easting", f"{end}_northing"]].set_axis(["node", "easting", "northing"], axis=1)
            for end in ("from", "to")
        ]
    )
    position, names = pd.factorize(ends["node"])
    nodes = ends.groupby(position)[["easting", "northing"]]
    _refuse_two_places(names, nodes, label)
    place = nodes.first()
    start, end = position[: len(rows)].astype(np.int64), position[len(rows) :].astype(np.int64)
    east, north = place["easting"].to_numpy(), place["northing"].to_numpy()
    time = minutes.to_numpy(dtype="float64")
    oneway = rows["is_oneway"].fillna(value=False).to_numpy(dtype=bool) if "is_oneway" in rows else np.zeros(len(rows))
    length_m = np.hypot(east[end] - east[start], north[end] - north[start])
    return Links(start, end, time, np.where(oneway, np.inf, time), length_m, east, north)


def _refuse_two_places(names: pd.Index, nodes: pd.api.typing.DataFrameGroupBy, label: str) -> None:
    """Refuse a table in which one node is in two places, more than a metre apart."""
    apart = (nodes.max() - nodes.min() > 1.0).any(axis=1)
    if apart.any():
        stand = agreed(int(apart.sum()), "{node stands|nodes stand} at two places")
        raise InputError(
            f"{label}: {stand}, such as {names[apart.to_numpy()][0]}. Give each node one easting and one northing."
        )
