"""People who receive care, wait for it, or pass to a new contract: one row each, and never shown."""

import numpy as np
import pandas as pd
import pandera.pandas as pa

from geo.schemas.codes import (
    DESTINATIONS,
    FUNDERS,
    HOURS_IN_A_WEEK,
    INTERIM_COVERS,
    OUTCOMES,
    ROUTES,
    SETTINGS,
    ended_after_start,
)
from geo.schemas.columns import column
from geo.schemas.places import Located


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
    funder: str | None = column("Who pays.", "category", blank=True, allowed=FUNDERS)
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
        return ended_after_start(table, "started_on", "ended_on")


class Awaiting(Located):
    """People assessed as needing care at home for whom it has not started, and what became of them."""

    case_id: str = column("The council's reference of the case.", "code", unique=True, personal=True)
    person_id: str | None = column("The council's reference of the person.", "code", blank=True, personal=True)
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
        return ended_after_start(table, "waiting_since", "outcome_on")


class Transitions(Located):
    """People whose care passes to a new contract, and how each of them will be cared for after it."""

    transition_id: str = column("The council's reference of the transfer.", "code", unique=True, personal=True)
    transfer_on: np.datetime64 = column("Day the new contract starts.", "date")
    from_provider_id: str | None = column("Provider that delivered before.", "code", blank=True)
    hours_per_week: float | None = column(
        "Hours that pass over.",
        "number",
        unit="hours a week",
        blank=True,
        lowest=0,
        highest=HOURS_IN_A_WEEK,
        personal=True,
    )
    funder: str | None = column("Who pays.", "category", blank=True, allowed=FUNDERS)
    destination: str | None = column(
        "Who will provide the care: the zone's contract holder, the person by direct payment, or a private "
        "arrangement; blank while it is not confirmed.",
        "category",
        blank=True,
        allowed=DESTINATIONS,
    )
    decided_on: np.datetime64 | None = column("Day the destination was confirmed.", "date", blank=True, personal=True)
