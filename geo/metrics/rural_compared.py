"""Rural and urban side by side: every gap that can be told, in one table."""

import pandas as pd

from geo.metrics.rural_gap import gap, hours_gap, undelivered_pct

WAIT_DAYS = "wait_days"
HOURS_PER_100 = "hours_per_100"
PROVIDER_MINUTES = "second_provider_minutes"
UNDELIVERED_PCT = "undelivered_pct"


def rural_compared(
    waiting: pd.DataFrame, active: pd.DataFrame, areas: pd.DataFrame, undelivered: pd.Series, is_rural_zone: pd.Series
) -> pd.DataFrame:
    """What rural and urban people have, and how far they lie apart.

    Args:
        waiting: Open waits with wait_days, is_rural and, where the council has it, hours_per_week.
        active: Active packages with is_rural and hours_per_week.
        areas: Small areas with is_rural and `minutes` to the second nearest provider; finite or missing.
        undelivered: Hours commissioned and not delivered by zone (%); empty where that is not recorded.
        is_rural_zone: Rural or not by zone; missing where it is not known.

    Returns:
        Indexed by `WAIT_DAYS`, `HOURS_PER_100`, `PROVIDER_MINUTES` and `UNDELIVERED_PCT`: `rural`, `urban`,
        `difference`, `low` and `high` in the unit of the figure (medians with the typical difference; for the hours
        the two ratios with theirs), `rural_rows` and `urban_rows` (count). Figures are missing as in
        `rural_gap.gap` and `rural_gap.hours_gap`.
    """
    quantities = {
        WAIT_DAYS: gap(waiting["wait_days"], waiting["is_rural"]),
        PROVIDER_MINUTES: gap(areas["minutes"], areas["is_rural"]),
        UNDELIVERED_PCT: gap(undelivered, is_rural_zone.reindex(undelivered.index)),
    }
    rows = {name: found[_OF_GAP].set_axis(_COLUMNS) for name, found in quantities.items()}
    asked = waiting if "hours_per_week" in waiting else waiting.assign(hours_per_week=float("nan"))
    rows[HOURS_PER_100] = hours_gap(asked, active)[_OF_HOURS].set_axis(_COLUMNS)
    table = pd.DataFrame(rows).T.loc[[WAIT_DAYS, HOURS_PER_100, PROVIDER_MINUTES, UNDELIVERED_PCT]]
    return table.astype(dict.fromkeys(_COLUMNS[:5], "float64") | dict.fromkeys(_COLUMNS[5:], "int64"))


def undelivered_by_zone(performance: pd.DataFrame | None, zones: pd.Index) -> pd.Series:
    """Hours commissioned and not delivered, by zone (%); empty where the council does not record it."""
    if performance is None or performance.empty:
        return pd.Series(dtype="float64", name=UNDELIVERED_PCT)
    return undelivered_pct(performance, zones)


_COLUMNS = ["rural", "urban", "difference", "low", "high", "rural_rows", "urban_rows"]
_OF_GAP = ["rural_median", "urban_median", "shift", "shift_low", "shift_high", "rural_rows", "urban_rows"]
_OF_HOURS = [
    *("rural_per_100", "urban_per_100", "difference", "difference_low", "difference_high"),
    *("rural_rows", "urban_rows"),
]
