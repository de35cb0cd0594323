"""The tables a council brings, one class each: columns, units, meaning and allowed values.

A column that is `Optional` may be missing from the file; its figures are then "no data". A trusted table has
only declared columns, text as `str`, dates as `datetime64[s]`, and, where it has places, `easting` and
`northing` in metres (missing where the row could not be located).
"""

from typing import Final

import pandera.pandas as pa

from geo.schemas.market import Awards, Offers, Performance, Providers
from geo.schemas.people import Awaiting, Packages, Transitions
from geo.schemas.places import Landmarks, Postcodes, SmallAreas, Zones
from geo.schemas.published import Published
from geo.schemas.roads import Roads

TABLES: Final[dict[str, type[pa.DataFrameModel]]] = {
    "zones": Zones,
    "providers": Providers,
    "awards": Awards,
    "packages": Packages,
    "awaiting": Awaiting,
    "offers": Offers,
    "performance": Performance,
    "transitions": Transitions,
    "small_areas": SmallAreas,
    "postcodes": Postcodes,
    "landmarks": Landmarks,
    "published": Published,
    "roads": Roads,
}
"""Every table by the name it has in carezones.toml."""

NEEDED: Final = ("zones", "providers", "packages", "awaiting")
"""Tables without which there is nothing to show."""

BY_ZONE: Final = ("awards", "offers", "performance")
"""Tables that name the zones of the contract, so that they say nothing of any other set of zones."""
