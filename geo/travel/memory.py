"""A road network kept in the workspace, so that the next run need not read the extract again."""

import zipfile
import zlib
from dataclasses import fields
from pathlib import Path

import numpy as np

from geo.travel.graph import Graph


def recall(file: Path) -> tuple[Graph, int] | None:
    """The network a file holds and the number of roads it was read from; None where it is absent or not whole."""
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as kept:
            graph = Graph(*(kept[part.name] for part in fields(Graph)))
            roads_read = int(kept["roads_read"])
    except (OSError, ValueError, EOFError, KeyError, TypeError, zipfile.BadZipFile, zlib.error):
        return None
    return (graph, roads_read) if _is_whole(graph) else None


def remember(file: Path, graph: Graph, roads_read: int) -> None:
    """Write a network, whole or not at all.

    Raises:
        OSError: The folder cannot be written.
    """
    file.parent.mkdir(exist_ok=True)
    staged = file.with_suffix(".part")
    with staged.open("wb") as out:
        np.savez_compressed(out, roads_read=np.array(roads_read), **vars(graph))
    staged.replace(file)


def _is_whole(graph: Graph) -> bool:
    """Whether the parts fit one another, so that a shortest path stays within them."""
    count, links = len(graph.easting), len(graph.ends)
    if any(part.ndim != 1 for part in vars(graph).values()) or not count or not links:
        return False
    kinds = (graph.starts.dtype == graph.ends.dtype == graph.part.dtype == np.int64) and all(
        part.dtype == np.float64 for part in (graph.minutes, graph.easting, graph.northing)
    )
    sizes = (len(graph.northing), len(graph.part), len(graph.starts) - 1, len(graph.minutes)) == (
        count, count, count, links,
    )  # fmt: skip
    return bool(
        kinds
        and sizes
        and graph.starts[0] == 0
        and graph.starts[-1] == links
        and (np.diff(graph.starts) >= 0).all()
        and graph.ends.min() >= 0
        and graph.ends.max() < count
        and np.isfinite(graph.minutes).all()
        and graph.minutes.min() >= 0
        and np.isfinite(graph.easting + graph.northing).all()
    )
