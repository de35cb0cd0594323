"""The tables a council brings, one class each: columns, units, meaning and allowed values.

A column that is `Optional` may be missing from the file; its figures are then "no data". A trusted table has
only declared columns, text as `str`, dates as `datetime64[s]`, and, where it has places, `easting` and
`northing` in metres (missing where the row could not be located).
"""

from typing import Final

import numpy as np
import pandas as pd
import pandera.pandas as pa

from geo.schemas.columns import column

ROLES: Final = (
    "sole",
    "lead",
    "additional",
    "framework",
    "subcontractor",
    "consortium_member",
    "interim",
    "exception",
)
CQC_RATINGS: Final = ("outstanding", "good", "requires_improvement", "inadequate", "not_inspected")
SETTINGS: Final = ("general", "extra_care")
INTERIM_COVERS: Final = ("none", "reablement", "family", "hospital", "residential", "other")
OUTCOMES: Final = ("open", "sourced", "withdrawn", "direct_payment")
ROUTES: Final = ("framework", "off_framework", "exception")
HOURS_IN_A_WEEK: Final = 168.0
"""No package can have more hours than the week (hours a week)."""

# A British National Grid reference lies in this box (m; Ordnance Survey, the National Grid's extent).
EASTING_M: Final = (0.0, 700_000.0)
NORTHING_M: Final = (0.0, 1_300_000.0)


def _ended_after_start(table: pd.DataFrame, start: str, end: str) -> pd.Series:
    """True where the end is not before the start, or either is missing."""
    if start not in table or end not in table:
        return pd.Series(data=True, index=table.index)
    return ~(table[end] < table[start])


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


class Providers(Located):
    """Home care providers the council knows, at the base they work from."""

    provider_id: str = column("The council's reference of the provider.", "code", unique=True)
    provider_name: str = column("Name of the provider.", "text")
    cqc_location_id: str | None = column("Location ID in the care directory.", "code", blank=True, source="CQC")
    cqc_rating: str | None = column("Latest overall rating.", "category", blank=True, allowed=CQC_RATINGS, source="CQC")
    cqc_rating_on: np.datetime64 | None = column("Day the rating was published.", "date", blank=True, source="CQC")
    is_dormant: pd.BooleanDtype | None = column(
        "Registered, but not delivering any service.", "flag", blank=True, source="CQC"
    )
    spare_hours_per_week: float | None = column(
        "Hours it could take on now.", "number", unit="hours a week", blank=True, lowest=0
    )
    is_new_to_area: pd.BooleanDtype | None = column("Did not work in the area before its award.", "flag", blank=True)


class Awards(pa.DataFrameModel):
    """Which provider may work in which zone, as what, and how far it has come."""

    provider_id: str = column("The provider.", "code")
    zone_code: str = column("The zone.", "code")
    role: str = column("As what it works there.", "category", allowed=ROLES)
    interested_on: np.datetime64 | None = column("Day it said it wants to work there.", "date", blank=True)
    awarded_on: np.datetime64 | None = column("Day of the award.", "date", blank=True)
    mobilised_on: np.datetime64 | None = column("Day it was ready to deliver there.", "date", blank=True)
    ended_on: np.datetime64 | None = column("Day the award ended.", "date", blank=True)
    contract_provider_id: str | None = column(
        "Contract holder it works for, where that is another provider.", "code", blank=True
    )
    hourly_rate_gbp: float | None = column(
        "Rate agreed in the zone.", "number", unit="pounds an hour", blank=True, lowest=0
    )


class Packages(Located):
    """Packages of care: hours commissioned for one person from one provider."""

    package_id: str = column("The council's reference of the package.", "code", unique=True, personal=True)
    provider_id: str = column("The provider that delivers it.", "code")
    hours_per_week: float = column(
        "Hours commissioned.", "number", unit="hours a week", lowest=0, highest=HOURS_IN_A_WEEK, personal=True
    )
    started_on: np.datetime64 = column("First day of care.", "date", personal=True)
    ended_on: np.datetime64 | None = column(
        "First day without it; blank while it runs.", "date", blank=True, personal=True
    )
    person_id: str | None = column("The council's reference of the person.", "code", blank=True, personal=True)
    carers: pd.Int64Dtype | None = column(
        "Carers at a visit: 2 for a double-up.", "whole", unit="carers", blank=True, lowest=1, highest=4
    )
    delivery_mechanism: str | None = column(
        "Who arranges it.", "category", blank=True, allowed=("commissioned", "direct_payment")
    )
    funder: str | None = column("Who pays.", "category", blank=True, allowed=("social_care", "health", "joint"))
    setting: str | None = column("Where it is given.", "category", blank=True, allowed=SETTINGS)
    contract_route: str | None = column(
        "On the framework, outside it, or by exception.", "category", blank=True, allowed=ROUTES
    )
    hourly_rate_gbp: float | None = column("Rate paid.", "number", unit="pounds an hour", blank=True, lowest=0)
    notice_given_on: np.datetime64 | None = column(
        "Day the provider gave notice (hand-back).", "date", blank=True, personal=True
    )

    @pa.dataframe_check(name="ended_on is before started_on")
    def ended_after_start(cls, table: pd.DataFrame) -> pd.Series:  # noqa: N805 - pandera passes the class
        """Care cannot end before it starts."""
        return _ended_after_start(table, "started_on", "ended_on")


class Awaiting(Located):
    """People assessed as needing care at home for whom it has not started, and what became of them."""

    case_id: str = column("The council's reference of the case.", "code", unique=True, personal=True)
    waiting_since: np.datetime64 = column("Day the wait began.", "date", personal=True)
    hours_per_week: float | None = column(
        "Hours needed.",
        "number",
        unit="hours a week",
        blank=True,
        lowest=0,
        highest=HOURS_IN_A_WEEK,
        personal=True,
    )
    carers: pd.Int64Dtype | None = column(
        "Carers needed at a visit.", "whole", unit="carers", blank=True, lowest=1, highest=4
    )
    reasons: str | None = column("Why no provider was found, several with ; between.", "list", blank=True)
    interim_cover: str | None = column("How needs are met meanwhile.", "category", blank=True, allowed=INTERIM_COVERS)
    is_delayed_discharge: pd.BooleanDtype | None = column(
        "Ready to leave hospital and kept there by the wait.", "flag", blank=True
    )
    setting: str | None = column("Where it will be given.", "category", blank=True, allowed=SETTINGS)
    outcome: str | None = column("What became of the wait.", "category", blank=True, allowed=OUTCOMES)
    outcome_on: np.datetime64 | None = column(
        "Day the wait ended; blank while it runs.", "date", blank=True, personal=True
    )

    @pa.dataframe_check(name="outcome_on is before waiting_since")
    def outcome_after_start(cls, table: pd.DataFrame) -> pd.Series:  # noqa: N805 - pandera passes the class
        """A wait cannot end before it began."""
        return _ended_after_start(table, "waiting_since", "outcome_on")


class Offers(pa.DataFrameModel):
    """Referrals offered to providers and what they answered."""

    offer_id: str = column("The council's reference of the offer.", "code", unique=True)
    provider_id: str = column("The provider asked.", "code")
    zone_code: str = column("The zone of the package offered.", "code")
    offered_on: np.datetime64 = column("Day of the offer.", "date")
    response: str = column("The answer.", "category", allowed=("accepted", "declined", "no_response"))
    case_id: str | None = column("The case offered.", "code", blank=True, personal=True)
    setting: str | None = column("Where care will be given.", "category", blank=True, allowed=SETTINGS)


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


class Postcodes(pa.DataFrameModel):
    """The postcode directory: one point for each postcode."""

    postcode: str = column("Postcode, capitals without spaces.", "code", unique=True)
    easting: float = column("Easting.", "number", unit="m, British National Grid", blank=True)
    northing: float = column("Northing.", "number", unit="m, British National Grid", blank=True)


TABLES: Final[dict[str, type[pa.DataFrameModel]]] = {
    "zones": Zones,
    "providers": Providers,
    "awards": Awards,
    "packages": Packages,
    "awaiting": Awaiting,
    "offers": Offers,
    "small_areas": SmallAreas,
    "postcodes": Postcodes,
}
"""Every table by the name it has in carezones.toml."""

NEEDED: Final = ("zones", "providers", "packages", "awaiting")
"""Tables without which there is nothing to show."""
