"""Neighbourhoods of Leicester, typed by hand to half a kilometre, and the six areas of the demo of 2018."""

from typing import Final

from geo.demo.settlements import Settlement, read_settlements

_TABLE: Final[str] = """
Centre: City centre 458.6 304.4 22000; Highfields 459.8 304 26000
North: Belgrave 459.5 306.5 23000; Rushey Mead 461 308 16000; Stocking Farm 458.5 307.5 14000
East: Humberstone 462 306 20000; Hamilton 463 307 14000; Evington 462 303.5 22000; Thurnby Lodge 463.5 305.5
  9000; Spinney Hills 460.8 305 20000
South: Knighton 460 301.3 17000; Clarendon Park 459.4 302.6 12000; Aylestone 457.3 301 11000; Eyres Monsell
  458 300 12000; Saffron 458.6 301.5 13000; Stoneygate 460.8 302.6 14000
West: Western Park 455.5 304.6 14000; Braunstone 455.6 303.4 18000; Rowley Fields 456.6 302.4 9000; Westcotes
  457.3 303.7 16000
North-west: Beaumont Leys 456.5 308.3 18000; New Parks 455.3 306.2 17000; Abbey 457.4 306.8 13000
"""
"""Area: neighbourhood, easting and northing (British National Grid, km), residents (rounded, invented)."""

CITY_AREAS: Final[tuple[str, ...]] = ("Centre", "North", "East", "South", "West", "North-west")
"""Names of the six areas, by compass (invented: the report names none); the first has the code LC1."""

CITY_PLACES: Final[tuple[Settlement, ...]] = read_settlements(_TABLE)
"""Neighbourhoods of each area."""

CITY_OUTSIDE_KM: Final[tuple[tuple[float, float], ...]] = (
    (454.2, 306.9), (452.6, 303.2), (454.6, 301.3), (454.8, 299.4), (457.2, 298.2), (459.3, 298.4),
    (461.9, 299.6), (465.2, 304.3), (465.3, 306.4), (461.6, 310.4), (460.2, 309.6), (455.2, 309.4),
)  # fmt: skip
"""Invented postcodes just over the city's border (British National Grid, km)."""
