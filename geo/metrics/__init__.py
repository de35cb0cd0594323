"""The zone table: every figure of every zone, as at one date. Pure functions; nothing is read, written or changed."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

import pandas as pd

from geo.metrics import coverage, offers, rurality, supply, survival, waits
from geo.schemas import EXTRA_ROWS

METHOD_VERSION: Final = 2
"""Rises when any number changes for the same input, together with its line in the changelog."""

__all__ = ["METHOD_VERSION", "zone_table"]


def zone_table(tables: Mapping[str, pd.DataFrame], zone_names: pd.Series, as_at: dt.date) -> pd.DataFrame:
    """All figures of all zones but those of travel, status and reasons, which come after them.

    Args:
        tables: Trusted tables; those with places have zone_code.
        zone_names: Name of each zone, indexed by its code.
        as_at: The date.

    Returns:
        One row a zone in the given order, then `outside` and `unlocated`, in the columns of `ZoneFigures`; figures
        that only a zone can have are missing in those two.
    """
    names = pd.concat([zone_names, pd.Series(EXTRA_ROWS)])
    zones = pd.Index(names.index, name="zone_code")
    active = supply.active_packages(tables["packages"], as_at)
    open_waits = waits.open_waits(tables["awaiting"], as_at)
    made = offers.offers_up_to(tables.get("offers"), as_at)
    awards = tables.get("awards")
    figures = [
        supply.people_receiving(active, zones),
        supply.hours_per_week(active, zones),
        waits.people_awaiting(open_waits, zones),
        waits.hours_awaiting(open_waits, zones),
        _only_zones(supply.providers_interested(awards, zones, as_at)),
        _only_zones(supply.providers_awarded(awards, zones, as_at)),
        _only_zones(supply.providers_mobilised(awards, zones, as_at)),
        supply.providers_delivering(active, zones),
        supply.off_framework_hours_pct(active, zones),
        supply.largest_provider_hours_pct(active, zones),
        waits.wait_mean_days(open_waits, zones),
        waits.wait_median_days(open_waits, zones),
        waits.wait_max_days(open_waits, zones),
        waits.wait_over_28_days(open_waits, zones),
        coverage.nearest_base_km_median(active, tables["providers"], zones),
        _only_zones(offers.offers_made(made, zones)),
        _only_zones(offers.offers_accepted_pct(made, zones)),
        _only_zones(rurality.rural_population_pct(tables.get("small_areas"), zones)),
        supply.hours_under_notice_pct(active, zones, as_at),
        survival.time_to_source_median_days(tables["awaiting"], zones, as_at),
    ]
    return pd.concat([pd.Series(names.to_numpy(), index=zones, name="zone_name"), *figures], axis=1)


def _only_zones(figure: pd.Series) -> pd.Series:
    """A figure that only a zone can have: missing for what is outside or unlocated."""
    return figure.mask(figure.index.isin(list(EXTRA_ROWS)))
