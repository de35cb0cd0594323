"""Published figures of one series beside each other: which may be compared, and which stand twice for one period."""

from typing import Final

import pandas as pd

SAME_LENGTH_SHARE: Final = 0.12
"""Periods whose lengths differ by less than this share are compared, so that months are (share of the longest)."""


def compared(published: pd.DataFrame) -> pd.DataFrame:
    """Each published figure with its change on the figure before it, where the two may be compared.

    Formulas: days = period_end - period_start + 1; change_pct = 100 x (value / value before - 1).

    Args:
        published: The table of published figures.

    Returns:
        The rows by series, in the order of the file, and within it by period, with: `days` (missing where the
        period has no dates), `is_repeated` (the series gives this period more than one value), `is_partial` (shorter
        than the longest period of the series), `overlap_days` (days it shares with the period before it), `change_pct`
        (missing where there is no comparable figure before it).
    """
    rows = published.copy()
    start, end = (_day(rows, name) for name in ("period_start", "period_end"))
    rows["days"] = ((end - start).dt.days + 1).astype("Int64")
    same = rows.groupby(["series", "period"], sort=False)["value"]
    rows["is_repeated"] = same.transform("nunique") > 1
    longest = rows.groupby("series", sort=False)["days"].transform("max")
    rows["is_partial"] = (rows["days"] < longest * (1 - SAME_LENGTH_SHARE)).fillna(value=False).astype(bool)
    order = pd.DataFrame({"series": pd.factorize(rows["series"])[0], "end": end, "place": range(len(rows))}, rows.index)
    rows = rows.loc[order.sort_values(["series", "end", "place"], na_position="last").index]
    before = _day(rows, "period_end").groupby(rows["series"], sort=False).shift()
    rows["overlap_days"] = ((before - _day(rows, "period_start")).dt.days + 1).clip(lower=0).fillna(0).astype("int64")
    rows["change_pct"] = _changes(rows)
    return rows


def repeated_periods(published: pd.DataFrame) -> list[tuple[str, str, list[float]]]:
    """Periods for which a series gives different values: series, period and the values."""
    found = []
    for (series, period), rows in published.groupby(["series", "period"], sort=False):
        values = list(dict.fromkeys(rows["value"]))
        if len(values) > 1:
            found.append((str(series), str(period), values))
    return found


def _day(rows: pd.DataFrame, name: str) -> pd.Series:
    """A column of days; all missing where the table has none."""
    return rows[name] if name in rows else pd.Series(pd.NaT, index=rows.index, dtype="datetime64[s]")


def _changes(rows: pd.DataFrame) -> pd.Series:
    """Change of each row on the row before it in its series, where both are whole, sure and of one unit (%)."""
    usable = ~rows["is_repeated"] & ~rows["is_partial"] & rows["days"].notna()
    before = rows.groupby("series", sort=False)[["value", "unit", "period"]].shift()
    was_usable = usable.groupby(rows["series"], sort=False).shift(fill_value=False)
    both = usable & was_usable & before["unit"].eq(rows["unit"]) & before["period"].ne(rows["period"])
    change = 100.0 * (rows["value"] / before["value"].where(before["value"] != 0) - 1.0)
    return change.where(both)
