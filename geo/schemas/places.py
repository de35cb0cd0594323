"""Where things are: zones, small areas, postcodes, and the ways a row may say its place."""

from typing import Final

import pandera.pandas as pa

from geo.schemas.columns import column

LANDMARK_KINDS: Final = ("town", "hospital")
"""Kinds of landmarks; each is a layer of its own on the map."""


class Zones(pa.DataFrameModel):
    """The areas the council buys home care in: zones, lots, localities or wards."""

    zone_code: str = column("Code of the zone; codes sort naturally, 2 before 18.", "code", unique=True)
    zone_name: str = column("Name of the zone.", "text", unique=True)
    geometry: object = column("Boundary, a polygon or multipolygon.", "geometry")


class Located(pa.DataFrameModel):
    """Ways to say where a row is; the first that is present counts."""

    latitude: float | None = column("Latitude.", "number", unit="degrees WGS84", blank=True)
    longitude: float | None = column("Longitude.", "number", unit="degrees WGS84", blank=True)
    easting: float | None = column("Easting.", "number", unit="m, British National Grid", blank=True)
    northing: float | None = column("Northing.", "number", unit="m, British National Grid", blank=True)
    uprn: str | None = column(
        "Unique property reference number; read, and not yet used to locate.", "code", blank=True, personal=True
    )
    postcode: str | None = column("Postcode, in any case and spacing.", "code", blank=True)


class SmallAreas(Located):
    """Census small areas with the people who live there."""

    area_code: str = column("Code of the area.", "code", unique=True, source="ONS")
    geometry: object | None = column("Boundary of the area.", "geometry", blank=True)
    population: float | None = column(
        "Usual residents.", "number", unit="people", blank=True, lowest=0, source="ONS Census"
    )
    population_65_plus: float | None = column(
        "Residents aged 65 and over.", "number", unit="people", blank=True, lowest=0, source="ONS Census"
    )
    population_85_plus: float | None = column(
        "Residents aged 85 and over.", "number", unit="people", blank=True, lowest=0, source="ONS Census"
    )
    rural_urban: str | None = column(
        "Rural-urban classification, as published.", "text", blank=True, source="ONS RUC 2011 or 2021"
    )


class Landmarks(Located):
    """Towns and hospitals that orient the reader of a map; no figure is made from them."""

    name: str = column("Name of the place.", "text")
    kind: str = column("What it is.", "category", allowed=LANDMARK_KINDS)
    geometry: object | None = column("Point or outline of the place.", "geometry", blank=True)


class Postcodes(pa.DataFrameModel):
    """The postcode directory: one point for each postcode."""

    postcode: str = column("Postcode, capitals without spaces.", "code", unique=True)
    easting: float = column("Easting.", "number", unit="m, British National Grid", blank=True)
    northing: float = column("Northing.", "number", unit="m, British National Grid", blank=True)
    terminated_on: str | None = column(
        "When the postcode went out of use; blank while it is in use.", "text", blank=True, source="ONS"
    )
    area_code: str | None = column("Census small area (LSOA) that it lies in.", "code", blank=True, source="ONS")
