"""Care being delivered and who delivers it: people, hours, and the four counts of providers."""

import datetime as dt
from collections.abc import Collection
from typing import Final

import pandas as pd

from geo.schemas import CONTRACT_HOLDERS

OFF_FRAMEWORK: Final = ("off_framework", "exception")
"""Contract routes that are not the framework."""


def active_packages(packages: pd.DataFrame, as_at: dt.date) -> pd.DataFrame:
    """Packages that run on a date: started on or before it, and not ended or ended after it."""
    day = pd.Timestamp(as_at)
    active = packages["started_on"] <= day
    if "ended_on" in packages:
        active &= packages["ended_on"].isna() | (packages["ended_on"] > day)
    return packages[active]


def people_receiving(active: pd.DataFrame, zones: pd.Index) -> pd.Series:
    """People with an active package, by zone.

    Formula: distinct person_id; a package without one counts as a person of its own.

    Args:
        active: Active packages with zone_code.
        zones: Zone codes to report on.

    Returns:
        People (count) on `zones`; 0 where there is none.
    """
    person = active["package_id"].astype(object)
    if "person_id" in active:
        person = active["person_id"].astype(object).where(active["person_id"].notna(), "package " + person)
    counts = person.groupby(active["zone_code"], observed=False).nunique()
    return counts.reindex(zones, fill_value=0).astype("int64").rename("people_receiving")


def hours_per_week(active: pd.DataFrame, zones: pd.Index) -> pd.Series:
    """Weekly hours of the active packages, by zone (hours a week); 0 where there is none."""
    hours = active.groupby("zone_code", observed=False)["hours_per_week"].sum()
    return hours.reindex(zones, fill_value=0.0).rename("hours_per_week")


def providers_delivering(active: pd.DataFrame, zones: pd.Index) -> pd.Series:
    """Providers with at least one active package, by zone (count); 0 where there is none."""
    counts = active.groupby("zone_code", observed=False)["provider_id"].nunique()
    return counts.reindex(zones, fill_value=0).astype("int64").rename("providers_delivering")


def off_framework_hours_pct(active: pd.DataFrame, zones: pd.Index) -> pd.Series:
    """Share of active hours bought off the framework or by exception, by zone.

    Formula: 100 x hours off the framework / hours whose contract route is stated.

    Returns:
        Per cent on `zones`; missing where no active hours state their route.
    """
    if "contract_route" not in active:
        return pd.Series(float("nan"), index=zones, name="off_framework_hours_pct")
    stated = active[active["contract_route"].notna()]
    off = stated["hours_per_week"].where(stated["contract_route"].isin(OFF_FRAMEWORK), 0.0)
    share = _share_pct(off.groupby(stated["zone_code"], observed=False).sum(), hours_per_week(stated, zones))
    return share.rename("off_framework_hours_pct")


def largest_provider_hours_pct(active: pd.DataFrame, zones: pd.Index) -> pd.Series:
    """Share of active hours held by the provider with most, by zone.

    Returns:
        Per cent on `zones`; missing where there are no hours.
    """
    by_provider = active.groupby(["zone_code", "provider_id"], observed=True)["hours_per_week"].sum()
    largest = by_provider.groupby(level="zone_code", observed=True).max()
    return _share_pct(largest, hours_per_week(active, zones)).rename("largest_provider_hours_pct")


def hours_under_notice_pct(active: pd.DataFrame, zones: pd.Index, as_at: dt.date) -> pd.Series:
    """Share of active hours on which the provider had given notice by the date, by zone.

    Formula: 100 x hours of packages with notice_given_on up to the date / active hours.

    Returns:
        Per cent on `zones`; missing where the file does not say, or there are no hours.
    """
    name = "hours_under_notice_pct"
    if "notice_given_on" not in active:
        return pd.Series(float("nan"), index=zones, name=name)
    noticed = active["notice_given_on"] <= pd.Timestamp(as_at)
    hours = active["hours_per_week"].where(noticed, 0.0).groupby(active["zone_code"], observed=False).sum()
    return _share_pct(hours, hours_per_week(active, zones)).rename(name)


def _share_pct(part: pd.Series, whole: pd.Series) -> pd.Series:
    """Part of the whole in per cent, on the index of the whole; missing where the whole is 0."""
    return 100.0 * part.reindex(whole.index) / whole.where(whole > 0)


def award_pairs(
    awards: pd.DataFrame | None, count: str, as_at: dt.date, roles: Collection[str] = CONTRACT_HOLDERS
) -> pd.DataFrame | None:
    """Who is interested, awarded or mobilised where: each provider once a zone, whatever the number of its awards.

    A row without `awarded_on` is an award where the table has no such column, and only an interest where it has.

    Args:
        awards: The awards table.
        count: interested, awarded or mobilised.
        as_at: The date.
        roles: Roles that count.

    Returns:
        provider_id and zone_code; None where the table, or the date the count needs, is not given.
    """
    needed = {"interested": "interested_on", "mobilised": "mobilised_on"}.get(count)
    if awards is None or (needed is not None and needed not in awards):
        return None
    found = awards if count == "interested" else in_force(awards, as_at)
    if needed is not None:
        found = found[_by(found, needed, as_at)]
    return found.loc[found["role"].isin(roles), ["provider_id", "zone_code"]].drop_duplicates()


def providers_interested(awards: pd.DataFrame | None, zones: pd.Index, as_at: dt.date) -> pd.Series:
    """Providers that said by the date that they want to work in the zone (count); missing without such dates."""
    return _by_zone(award_pairs(awards, "interested", as_at), zones, "providers_interested")


def providers_awarded(awards: pd.DataFrame | None, zones: pd.Index, as_at: dt.date) -> pd.Series:
    """Providers that hold a contract in the zone on the date (count); missing where there is no awards table."""
    return _by_zone(award_pairs(awards, "awarded", as_at), zones, "providers_awarded")


def providers_mobilised(awards: pd.DataFrame | None, zones: pd.Index, as_at: dt.date) -> pd.Series:
    """Of the providers awarded, those ready to deliver on the date (count); missing without such dates."""
    return _by_zone(award_pairs(awards, "mobilised", as_at), zones, "providers_mobilised")


def in_force(awards: pd.DataFrame, as_at: dt.date) -> pd.DataFrame:
    """Awards in force on the date: made by then, and not ended."""
    if "awarded_on" in awards:
        awards = awards[_by(awards, "awarded_on", as_at)]
    if "ended_on" in awards:
        awards = awards[~_by(awards, "ended_on", as_at)]
    return awards


def _by(awards: pd.DataFrame, column: str, as_at: dt.date) -> pd.Series:
    """Rows whose date is filled and not after the as-at date."""
    return awards[column].notna() & (awards[column] <= pd.Timestamp(as_at))


def _by_zone(pairs: pd.DataFrame | None, zones: pd.Index, name: str) -> pd.Series:
    """Providers of each zone; missing for every zone where it is not known who they are."""
    if pairs is None:
        return pd.Series(pd.NA, index=zones, dtype="Int64", name=name)
    return pairs.groupby("zone_code").size().reindex(zones, fill_value=0).astype("Int64").rename(name)
