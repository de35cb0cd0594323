"""The codes and limits that several tables share."""

from typing import Final

import pandas as pd

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
FUNDERS: Final = ("social_care", "health", "joint")
OUTCOMES: Final = ("open", "sourced", "withdrawn", "direct_payment")
COUNTS: Final = ("interested", "awarded", "mobilised", "delivering")
"""The four counts of providers, each a step further than the one before."""
CONTRACT_HOLDERS: Final = ("sole", "lead", "additional", "framework")
"""Roles that hold a contract with the council. A subcontractor or consortium member works for a holder, and
interim or exception cover stands outside the contract."""
DESTINATIONS: Final = ("contract_provider", "direct_payment", "private")
ROUTES: Final = ("framework", "off_framework", "exception")
HOURS_IN_A_WEEK: Final = 168.0
"""No package can have more hours than the week (hours a week)."""

# A British National Grid reference lies in this box (m; Ordnance Survey, the National Grid's extent).
EASTING_M: Final = (0.0, 700_000.0)
NORTHING_M: Final = (0.0, 1_300_000.0)
LAND_M: Final = 1_000.0
"""No land of Great Britain has a smaller easting or northing (m): what is smaller may be degrees."""


def ended_after_start(table: pd.DataFrame, start: str, end: str) -> pd.Series:
    """True where the end is not before the start, or either is missing."""
    if start not in table or end not in table:
        return pd.Series(data=True, index=table.index)
    return ~(table[end] < table[start])
