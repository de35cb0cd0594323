"""Who provides care: providers, their awards, what they are offered and what they deliver."""

import numpy as np
import pandas as pd
import pandera.pandas as pa

from geo.schemas.codes import CQC_RATINGS, ROLES, SETTINGS, ended_after_start
from geo.schemas.columns import column
from geo.schemas.places import Located


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

    @pa.dataframe_check(name="ended_on is before awarded_on")
    def ended_after_start(cls, table: pd.DataFrame) -> pd.Series:  # noqa: N805 - pandera passes the class
        """An award cannot end before it was made."""
        return ended_after_start(table, "awarded_on", "ended_on")


class Offers(pa.DataFrameModel):
    """Referrals offered to providers and what they answered."""

    offer_id: str = column("The council's reference of the offer.", "code", unique=True)
    provider_id: str = column("The provider asked.", "code")
    zone_code: str = column("The zone of the package offered.", "code")
    offered_on: np.datetime64 = column("Day of the offer.", "date")
    response: str = column("The answer.", "category", allowed=("accepted", "declined", "no_response"))
    case_id: str | None = column("The case offered.", "code", blank=True, personal=True)
    setting: str | None = column("Where care will be given.", "category", blank=True, allowed=SETTINGS)


class Performance(pa.DataFrameModel):
    """What a provider was commissioned for in a zone over a period, and what it delivered."""

    provider_id: str = column("The provider.", "code")
    zone_code: str = column("The zone.", "code")
    period_start: np.datetime64 = column("First day of the period.", "date")
    period_end: np.datetime64 = column("Last day of the period.", "date")
    commissioned_hours: float = column("Hours commissioned in the period.", "number", unit="hours", lowest=0)
    delivered_hours: float = column("Hours delivered in the period.", "number", unit="hours", lowest=0)
    outcomes_met: pd.Int64Dtype | None = column(
        "Outcomes of the contract that were met, in number; blank where they are not yet known.",
        "whole",
        unit="outcomes",
        blank=True,
        lowest=0,
    )

    @pa.dataframe_check(name="period_end is before period_start")
    def ended_after_start(cls, table: pd.DataFrame) -> pd.Series:  # noqa: N805 - pandera passes the class
        """A period cannot end before it starts."""
        return ended_after_start(table, "period_start", "period_end")
