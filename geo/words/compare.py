"""A zone beside the whole area, figure by figure."""

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


def beside(figures: pd.DataFrame, whole: pd.DataFrame, zone: str) -> pd.DataFrame:
    """The figures of a zone and of the whole area as text.

    Args:
        figures: The zone table.
        whole: From `whole_area`.
        zone: zone_code.

    Returns:
        One row a figure, indexed by its heading; the zone's column first. A column is left out where both are
        unknown.
    """
    rows = {}
    for name in BESIDE:
        here, all_of_it = (shown_values(table, name, {}).iloc[0] for table in (figures.loc[[zone]], whole))
        if (here, all_of_it) != (NO_DATA, NO_DATA):
            rows[HEADINGS[name]] = (here, all_of_it)
    columns = [str(table["zone_name"].iloc[0]) for table in (figures.loc[[zone]], whole)]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("Figure")
