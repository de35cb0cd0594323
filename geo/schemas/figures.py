"""The zone table: every figure the product shows for a zone, with its formula and unit.

The columns, their order and their names are what `carezones metrics` prints; others read them.
"""

from typing import Final

import numpy as np
import pandas as pd
import pandera.pandas as pa

from geo.schemas.columns import column

OUTSIDE: Final = "outside"
"""Row of what is located but lies in no zone."""
UNLOCATED: Final = "unlocated"
"""Row of what could not be located."""
EXTRA_ROWS: Final = {OUTSIDE: "Outside every zone", UNLOCATED: "Could not be located"}
LONG_WAIT_DAYS: Final = 28
"""A wait of more days than this counts as long (days; the four weeks councils report against)."""


class ZoneFigures(pa.DataFrameModel):
    """One row a zone, then `outside` and `unlocated`; all figures are as at one date."""

    zone_code: str = column("Code of the zone, or outside or unlocated.", "code", unique=True)
    zone_name: str = column("Name of the zone.", "text")
    people_receiving: int = column(
        "People with an active package: started, and not ended, on the as-at date.", "whole", unit="people"
    )
    hours_per_week: float = column("Hours of the active packages.", "number", unit="hours a week")
    people_awaiting: int = column("Open waits: people assessed whose care has not started.", "whole", unit="people")
    hours_awaiting: float = column(
        "Hours needed by the people waiting, where stated.", "number", unit="hours a week", blank=True
    )
    providers_interested: pd.Int64Dtype = column(
        "Providers that said they want to work in the zone.", "whole", unit="providers", blank=True
    )
    providers_awarded: pd.Int64Dtype = column(
        "Providers that hold a contract there: sole, lead, additional or framework. Subcontractors, consortium "
        "members, interim and exception cover do not hold one.",
        "whole",
        unit="providers",
        blank=True,
    )
    providers_mobilised: pd.Int64Dtype = column(
        "Of those awarded, the providers ready to deliver there.", "whole", unit="providers", blank=True
    )
    providers_delivering: int = column(
        "Providers with at least one active package there, on or off the framework.", "whole", unit="providers"
    )
    off_framework_hours_pct: float = column(
        "Active hours bought off the framework or by exception, of those whose route is stated.",
        "number",
        unit="% of hours",
        blank=True,
        lowest=0,
        highest=100,
    )
    largest_provider_hours_pct: float = column(
        "Active hours of the provider with most.",
        "number",
        unit="% of hours",
        blank=True,
        lowest=0,
        highest=100,
    )
    wait_mean_days: float = column("Mean open wait, still running.", "number", unit="days", blank=True, lowest=0)
    wait_median_days: float = column("Median open wait, still running.", "number", unit="days", blank=True, lowest=0)
    wait_max_days: pd.Int64Dtype = column("Longest open wait.", "whole", unit="days", blank=True, lowest=0)
    wait_over_28_days: int = column(
        f"People whose open wait is longer than {LONG_WAIT_DAYS} days.", "whole", unit="people"
    )
    nearest_base_km_median: float = column(
        "Median straight-line distance from an active package to the nearest base of a provider that is not dormant.",
        "number",
        unit="km",
        blank=True,
        lowest=0,
    )
    offers_made: pd.Int64Dtype = column("Offers made up to the as-at date.", "whole", unit="offers", blank=True)
    offers_accepted_pct: float = column(
        "Offers accepted, of those made.", "number", unit="% of offers", blank=True, lowest=0, highest=100
    )
    status: str = column("How hard the zone is to source, by the model's thresholds.", "category", blank=True)
    reasons: str = column("The evidence for the status, as sentences.", "text", blank=True)
    rural_population_pct: float = column(
        "Residents who live in small areas classified as rural.",
        "number",
        unit="% of residents",
        blank=True,
        lowest=0,
        highest=100,
        source="ONS rural-urban classification",
    )
    hours_under_notice_pct: float = column(
        "Active hours on which the provider has given notice (hand-backs).",
        "number",
        unit="% of hours",
        blank=True,
        lowest=0,
        highest=100,
    )
    time_to_source_median_days: float = column(
        "Days until half of the people who began to wait in the last 365 days had a provider, open and completed waits "
        "together (Kaplan-Meier); no data with fewer than 5 sourced, or where half is not reached yet.",
        "number",
        unit="days",
        blank=True,
        lowest=0,
        source="Kaplan and Meier 1958",
    )
    two_bases_within_20_minutes_pct: float = column(
        "Residents aged 65 and over within 20 minutes' drive of the bases of two providers that deliver, in any zone.",
        "number",
        unit="% of residents aged 65 and over",
        blank=True,
        lowest=0,
        highest=100,
        source="ONS Census",
    )
    status_certainty: str = column(
        "Whether the status would stay with one or two people more or fewer waiting, a provider more or fewer, and a "
        "steadier estimate of a small rate: firm, or close to a threshold.",
        "category",
        blank=True,
        allowed=("firm", "close"),
    )


def empty_cells_as_none(figures: pd.DataFrame) -> list[dict[str, object]]:
    """The rows as plain values for JSON: whole numbers whole, an unknown None."""
    return [{name: _plain(value) for name, value in row.items()} for row in figures.to_dict(orient="records")]


def _plain(value: object) -> object:
    """One cell as JSON knows it."""
    if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return None
    return value.item() if isinstance(value, np.generic) else value
