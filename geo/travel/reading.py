"""The way of travelling that a workspace allows: its roads where it has some, else the straight line."""

import contextlib
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.errors import InputError
from geo.ingest.roads import is_osm, read_osm_roads
from geo.report import TableReport
from geo.settings import Source
from geo.travel.chains import chains_joined
from geo.travel.graph import graph_of
from geo.travel.links import links_of_osm
from geo.travel.memory import recall, remember
from geo.travel.network import RoadNetwork
from geo.travel.places import Travel
from geo.travel.straight import StraightLine
from geo.travel.tables import read_link_table
from geo.travel.terms import TravelTerms

_LAYOUT: Final = "1"
"""Rises when the same roads and speeds give another network."""


@dataclass(frozen=True)
class TravelRead:
    """A way of travelling, and the account of the files it was read from."""

    travel: Travel
    report: TableReport | None
    """None where the workspace has no roads."""


def read_travel(
    source: Source | None, terms: TravelTerms, memory: Path | None = None, *, keep: bool = False
) -> TravelRead:
    """Read the roads of a workspace.

    Args:
        source: `[sources.roads]`; None where the workspace has none, which gives the straight line.
        terms: Speeds of the model.
        memory: Folder in which networks of extracts are kept, by the content of the files and the speeds.
        keep: Write the network there where it is new; otherwise nothing is written.

    Returns:
        The way of travelling with its account: one row for each road of an extract, or each link of a table.

    Raises:
        InputError: A file is damaged, holds no roads, or roads that lead nowhere; or a tenth of its links is unusable.
    """
    if source is None:
        return TravelRead(StraightLine(terms.detour_factor, terms.straight_speed_kmh), None)
    osm = [is_osm(path, label) for path, label in zip(source.files, source.labels, strict=True)]
    if any(osm) and not all(osm):
        raise InputError(f"{', '.join(source.labels)}: some are OpenStreetMap extracts and some not. Give one kind.")
    if all(osm):
        return _from_extracts(source, terms, memory, keep=keep)
    links, basis, report = read_link_table(source, terms)
    return TravelRead(RoadNetwork(graph_of(links, ", ".join(source.labels)), basis), report)


def _from_extracts(source: Source, terms: TravelTerms, memory: Path | None, *, keep: bool) -> TravelRead:
    """The network of OpenStreetMap extracts, recalled where these files were read with these speeds before."""
    file = memory / f"roads-{_digest(source, terms)}.npz" if memory else None
    known = recall(file) if file else None
    if known is None:
        roads = read_osm_roads(source.files, source.labels)
        links = chains_joined(links_of_osm(roads, terms.speeds_kmh))
        known = graph_of(links, ", ".join(source.labels)), roads.roads_read
        if file and keep:
            with contextlib.suppress(OSError):  # a workspace that may only be read is asked anew each time
                remember(file, *known)
    graph, count = known
    basis = f"By road ({', '.join(source.labels)}, OpenStreetMap), at average speeds by class of road."
    return TravelRead(RoadNetwork(graph, basis), TableReport("roads", source.labels, count, count, 0))


def _digest(source: Source, terms: TravelTerms) -> str:
    """Hash of the content of the files and the speeds."""
    digest = hashlib.sha256(f"{_LAYOUT} {sorted(terms.speeds_kmh.items())}".encode())
    for path in source.files:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]
