"""How fast carers drive: average speeds by class of road, and what stands for roads where there are none.

A model may give its own below `[travel]`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

SPEEDS_KMH: Final[Mapping[str, float]] = MappingProxyType(
    {
        "motorway": 96.0,
        "trunk": 72.0,
        "primary": 56.0,
        "secondary": 48.0,
        "tertiary": 44.0,
        "unclassified": 40.0,
        "residential": 26.0,
        "living_street": 15.0,
    }
)
"""Average speeds over the whole of a journey, stops at junctions included (km/h). They are averages and no limits:
in the year to June 2023 traffic on motorways and trunk roads together ran at 57.6 mph (93 km/h), and on the other A
roads, of which the slow half lies in towns, at 23.3 mph (37 km/h). In free flow cars drive at 50 mph (80 km/h) where
60 is allowed and at 31 mph (50 km/h) where 30 is. Between these, a country road of each class is put at the middle.
Sources: Department for Transport, Travel time measures for the Strategic Road Network and local A roads, July 2022 to
June 2023; Vehicle speed compliance statistics for Great Britain, 2022."""

DETOUR_FACTOR: Final = 1.3
"""A road is so many times as long as the straight line (no unit). On the OpenStreetMap roads of Rutland the shortest
way is 1.38 times the straight line for journeys of 1 to 3 km, 1.28 for 3 to 8 km and 1.25 for 8 to 15 km (medians)."""

STRAIGHT_SPEED_KMH: Final = 45.0
"""Average speed that goes with it (km/h); at the speeds above it is 43, 47 and 53 for the same journeys."""


@dataclass(frozen=True)
class TravelTerms:
    """Speeds of a commissioning model."""

    speeds_kmh: Mapping[str, float] = field(default_factory=lambda: SPEEDS_KMH)
    """Average speed of every class of road (km/h)."""
    detour_factor: float = DETOUR_FACTOR
    straight_speed_kmh: float = STRAIGHT_SPEED_KMH
