"""Towns on the maps of the demo: real ones, their positions typed by hand to the kilometre."""

from typing import Final

import pandas as pd

from geo.demo.settlements import SETTLEMENTS

TOWNS: Final = (
    "Ashby-de-la-Zouch", "Blaby", "Bottesford", "Castle Donington", "Coalville", "Hinckley", "Loughborough",
    "Lutterworth", "Market Bosworth", "Market Harborough", "Melton Mowbray", "Oadby", "Shepshed", "Syston", "Wigston",
)  # fmt: skip
"""Settlements of the county that people find their way by."""
LEICESTER_KM: Final = (459.0, 304.0)
"""The city in the middle, which is no part of the county (British National Grid, km)."""


def make_landmarks() -> pd.DataFrame:
    """name, kind, easting and northing (m) of the towns, in order of name."""
    known = {place.name: (place.easting_km, place.northing_km) for place in SETTLEMENTS if place.name in TOWNS}
    places = sorted((known | {"Leicester": LEICESTER_KM}).items())
    return pd.DataFrame(
        [(name, "town", round(east * 1000), round(north * 1000)) for name, (east, north) in places],
        columns=["name", "kind", "easting", "northing"],
    )
