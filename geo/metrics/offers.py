"""Referrals offered to providers and how many they take."""

import datetime as dt

import pandas as pd


def offers_up_to(offers: pd.DataFrame | None, as_at: dt.date) -> pd.DataFrame | None:
    """Offers made on or before a date; None where there is no such table."""
    return None if offers is None else offers[offers["offered_on"] <= pd.Timestamp(as_at)]


def offers_made(offers: pd.DataFrame | None, zones: pd.Index) -> pd.Series:
    """Offers by zone (count); 0 where none was made, missing without the table."""
    if offers is None:
        return pd.Series(pd.NA, index=zones, dtype="Int64", name="offers_made")
    counts = offers.groupby("zone_code").size()
    return counts.reindex(zones, fill_value=0).astype("Int64").rename("offers_made")


def offers_accepted_pct(offers: pd.DataFrame | None, zones: pd.Index) -> pd.Series:
    """Offers accepted of those made, by zone (%); missing where none was made."""
    if offers is None:
        return pd.Series(float("nan"), index=zones, name="offers_accepted_pct")
    accepted = (offers["response"] == "accepted").groupby(offers["zone_code"]).mean()
    return (100.0 * accepted.reindex(zones)).astype("float64").rename("offers_accepted_pct")
