"""A zone beside what it was and beside the whole area, figure by figure."""

from collections.abc import Mapping

import pandas as pd

from geo.metrics import zone_table
from geo.week import Week
from geo.words.numbers import NO_DATA
from geo.words.tables import HEADINGS, shown_values

BESIDE: tuple[str, ...] = (
    "people_receiving",
    "hours_per_week",
    "people_awaiting",
    "wait_median_days",
    "wait_over_28_days",
    "off_framework_hours_pct",
    "largest_provider_hours_pct",
    "providers_delivering",
    "nearest_base_km_median",
    "offers_accepted_pct",
    "rural_population_pct",
)
"""Figures that are shown beside each other, in this order."""

_WHOLE = "all"


def whole_area(week: Week) -> pd.DataFrame:
    """The zone table of the whole area taken as one zone, what is outside or unlocated included.

    Args:
        week: The week; its tables are read, not changed.

    Returns:
        One row, with the columns of `ZoneFigures` but status and reasons. A provider is counted once.
    """
    tables = {
        name: rows.assign(zone_code=_WHOLE) if "zone_code" in rows else rows for name, rows in week.tables.items()
    }
    names = pd.Series({_WHOLE: week.settings.authority_name})
    return zone_table(tables, names, week.as_at).loc[[_WHOLE]]


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
