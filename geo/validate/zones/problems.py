"""What is wrong with boundaries, kept so that a map can show where."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

import geopandas as gpd
import shapely

from geo.errors import InputError
from geo.schemas import METRES_CRS

BoundaryKind = Literal["crossing", "overlap", "gap", "sliver"]

_COLUMNS: Final = ("kind", "sentence", "geometry")


@dataclass(frozen=True)
class BoundaryProblem:
    """One place where boundaries are wrong."""

    kind: BoundaryKind
    sentence: str
    """What is there, as a reader of the map sees it."""
    shape: shapely.Geometry
    """In metres: a point where a boundary crosses itself, else an area."""


class BoundaryError(InputError):
    """Boundaries that cannot be counted in; the places that a map can show come with it."""

    def __init__(self, message: str, boundary_problems: gpd.GeoDataFrame) -> None:
        super().__init__(message)
        self.boundary_problems = boundary_problems


def as_layer(problems: Iterable[BoundaryProblem]) -> gpd.GeoDataFrame:
    """The problems as a layer in metres: kind, sentence, geometry; without a row where there are none."""
    rows = [(problem.kind, problem.sentence, problem.shape) for problem in problems]
    return gpd.GeoDataFrame(rows, columns=list(_COLUMNS), geometry="geometry", crs=METRES_CRS)
