"""People waiting for care: longer in the rural east."""

from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from geo.demo.leicestershire_2015.market import AREAS, AS_AT
from geo.demo.story import Draw, Waiting, numbered
from geo.demo.story_waits import ended_waits, open_waits, spread_waits

SINCE: Final[date] = date(2015, 2, 23)
"""First day on which a wait of the record may end (invented)."""

_COVERS: Final[dict[str, float]] = {
    "none": 0.15, "reablement": 0.4, "family": 0.24, "hospital": 0.08, "residential": 0.09, "other": 0.04,
}  # fmt: skip
EAST: Final[Waiting] = Waiting(
    {"rural location": 0.7, "driver needed": 0.25, "double-up": 0.3, "time-critical visits": 0.25}, _COVERS
)
WEST: Final[Waiting] = Waiting(
    {"double-up": 0.34, "time-critical visits": 0.36, "gender of worker": 0.18, "large package": 0.16}, _COVERS
)


def make_awaiting(directory: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Table `awaiting`; also zone (place)."""
    draw = Draw(directory, AS_AT, rng)
    areas = dict(enumerate(AREAS.values()))
    likeness = {place: EAST if area.is_east else WEST for place, area in areas.items()}
    waits = {place: spread_waits(area.awaiting, area.median_wait_days, rng) for place, area in areas.items()}
    flow = {}
    for place, area in areas.items():
        mean_days = area.median_wait_days * 1.3
        flow[place] = (area.awaiting * 7 / mean_days, mean_days)
    table = pd.concat([ended_waits(draw, flow, likeness, SINCE), open_waits(draw, waits, likeness)], ignore_index=True)
    return numbered(table.drop(columns="setting"), "case_id", "W", ["waiting_since", "zone"], digits=4)
