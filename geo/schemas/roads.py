"""Roads as a table of links, where the council has one instead of an OpenStreetMap extract."""

from typing import Any, Final

import pandas as pd
import pandera.pandas as pa

from geo.schemas.codes import EASTING_M, NORTHING_M
from geo.schemas.columns import column

ROAD_CLASSES: Final = (
    "motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential", "living_street",
)  # fmt: skip
"""Roads that a carer drives, from the fastest to the slowest (source: OpenStreetMap, key highway)."""


def _coordinate(description: str, extent_m: tuple[float, float]) -> Any:
    """A coordinate within the extent of the grid."""
    return column(description, "number", unit="m, British National Grid", lowest=extent_m[0], highest=extent_m[1])


class Roads(pa.DataFrameModel):
    """Roads, each link from one junction to the next; or an OpenStreetMap extract (.osm.pbf) in its place."""

    from_node: str = column("Junction the link starts at.", "code")
    to_node: str = column("Junction the link ends at.", "code")
    minutes: float | None = column("Time to drive along it.", "number", unit="minutes", blank=True, lowest=0)
    length_km: float | None = column("Length, where the time is not given.", "number", unit="km", blank=True, lowest=0)
    speed_kmh: float | None = column("Average speed on it.", "number", unit="km/h", blank=True, lowest=1, highest=130)
    road_class: str | None = column(
        "Class of the road, whose speed the model gives.", "category", blank=True, allowed=ROAD_CLASSES,
        source="OpenStreetMap",
    )  # fmt: skip
    from_easting: float = _coordinate("Easting of the start.", EASTING_M)
    from_northing: float = _coordinate("Northing of the start.", NORTHING_M)
    to_easting: float = _coordinate("Easting of the end.", EASTING_M)
    to_northing: float = _coordinate("Northing of the end.", NORTHING_M)
    is_oneway: pd.BooleanDtype | None = column("Only driven from start to end; blank is both ways.", "flag", blank=True)
