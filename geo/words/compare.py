"""A zone beside what it was and beside the whole area, figure by figure."""

from collections.abc import Mapping

import pandas as pd

from geo.words.numbers import NO_DATA
from geo.words.tables import HEADINGS, shown_values

BESIDE: tuple[str, ...] = (
    "people_receiving",
    "hours_per_week",
    "people_awaiting",
    "wait_median_days",
    "wait_over_28_days",
    "time_to_source_median_days",
    "off_framework_hours_pct",
    "largest_provider_hours_pct",
    "hours_under_notice_pct",
    "providers_delivering",
    "nearest_base_km_median",
    "offers_accepted_pct",
    "rural_population_pct",
)
"""Figures that are shown beside each other, in this order."""


def beside(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Figures side by side as text, such as those of a zone, of the zone some weeks ago, and of the whole area.

    Args:
        tables: Zone tables of one row each, by the heading of their column.

    Returns:
        One row a figure, indexed by its heading; a figure that is unknown everywhere is left out.
    """
    rows = {HEADINGS[name]: [shown_values(row, name, {}).iloc[0] for row in tables.values()] for name in BESIDE}
    known = {heading: cells for heading, cells in rows.items() if set(cells) != {NO_DATA}}
    return pd.DataFrame.from_dict(known, orient="index", columns=list(tables)).rename_axis("Figure")
