"""Minutes from where providers set out to where people live and wait: by road, or in a straight line."""

from geo.travel.gaps import gap_in_roads, off_road_pct
from geo.travel.network import RoadNetwork
from geo.travel.places import NO_SOURCE, Nearest, Places, Travel
from geo.travel.providers import (
    minutes_to_nearest_providers,
    places_of_providers,
)
from geo.travel.reading import TravelRead, read_travel
from geo.travel.straight import StraightLine
from geo.travel.terms import SPEEDS_KMH, TravelTerms

__all__ = [
    "NO_SOURCE",
    "SPEEDS_KMH",
    "Nearest",
    "Places",
    "RoadNetwork",
    "StraightLine",
    "Travel",
    "TravelRead",
    "TravelTerms",
    "gap_in_roads",
    "minutes_to_nearest_providers",
    "off_road_pct",
    "places_of_providers",
    "read_travel",
]
