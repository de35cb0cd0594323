"""Whether the zones are the ones that the other tables speak of: the same codes, the same part of the country."""

from collections.abc import Mapping
from typing import Final

import geopandas as gpd
import pandas as pd

from geo.errors import InputError
from geo.ingest.vintages import vintage_hint
from geo.masking import listed, shown_code
from geo.report import Problem

FEWEST_PLACES: Final = 10
"""Of fewer people with a place nothing is concluded (count)."""
LEAST_NEAR: Final = 0.01
"""At least this part of the people must live in the rectangle round the zones (share)."""


def refuse_strange_zones(rows: pd.DataFrame, label: str, zones: pd.Index | None) -> None:
    """Refuse a table that names zones, when none of its codes is a zone: its counts would all be a false zero.

    Args:
        rows: Typed columns of all rows read.
        label: Name of the file in messages.
        zones: Codes of the zones; None where they were refused.

    Raises:
        InputError: There are at least two codes, and none is a zone's.
    """
    codes = list(rows["zone_code"].dropna().unique()) if "zone_code" in rows else []
    if zones is None or len(codes) < 2 or pd.Index(codes).isin(zones).any():
        return
    said = listed((shown_code(code) for code in codes), 6)
    hint = vintage_hint(codes, list(zones))
    raise InputError(
        f"{label}, column zone_code: none of its {len(codes)} codes is a zone: {said}.{hint} "
        f"Write the codes of the zones ({listed(zones, 6)}), or give the boundaries that the codes belong to."
    )


def far_from_people(zones: gpd.GeoDataFrame, label: str, tables: Mapping[str, pd.DataFrame]) -> Problem | None:
    """A refusal of zones round which next to nobody lives, as under a wrong coordinate system.

    Args:
        zones: In metres.
        label: Name of their file in messages.
        tables: Trusted tables; people are those receiving care and those waiting.

    Returns:
        The problem, or None; also where there are too few people to tell.
    """
    people = [tables[name] for name in ("packages", "awaiting") if name in tables]
    there = [rows[["easting", "northing"]] for rows in people if "easting" in rows]
    places = pd.concat(there).dropna() if there else pd.DataFrame()
    if len(places) < FEWEST_PLACES:
        return None
    west, south, east, north = zones.total_bounds
    near = places["easting"].between(west, east) & places["northing"].between(south, north)
    if near.mean() >= LEAST_NEAR:
        return None
    cause = f"{int(near.sum())} of {len(near):,} people live near these zones: the layer's coordinate system is wrong, "
    remedy = "Re-export it in British National Grid (EPSG:27700) or WGS84, and look at it on a map."
    return Problem("zones", label, "refused", f"{cause}or it is of another council.", remedy)
