"""What leads and some additional providers were commissioned for and delivered, month by month."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from geo.demo.nottinghamshire_2018.lots import CODES, LOTS

MONTHS: Final[tuple[tuple[str, str], ...]] = (
    ("2018-07-01", "2018-07-31"),
    ("2018-08-01", "2018-08-31"),
    ("2018-09-01", "2018-09-30"),
)
"""First and last day of each period."""

LEADS: Final[Mapping[str, tuple[float, str]]] = {
    "Bassetlaw": (0.97, "2"),
    "Broxtowe": (0.93, "2"),
    "Gedling": (1.03, "2"),
    "Mansfield and Ashfield": (0.98, "1"),
    "Newark and Sherwood": (0.9, ""),
    "Rushcliffe": (0.995, "2"),
}
"""Hours the lead of each lot delivered, as a share of those commissioned, and outcomes met of the two of paragraph 8;
empty where they are not known yet (invented)."""

NOT_REPORTED: Final[tuple[str, str]] = ("Bassetlaw", "2018-09-01")
"""Lot whose lead has no row for a month, and first day of the month (invented)."""

ADDITIONAL_A_LOT: Final[int] = 2
"""Additional providers of each lot that report, those with most hours (count, invented)."""

OUTCOMES: Final[tuple[float, float, float]] = (0.1, 0.3, 0.6)
"""Share of the additional providers that met 0, 1 and 2 outcomes (invented)."""


def commissioned_hours(packages: pd.DataFrame, first: str, last: str) -> pd.Series:
    """Hours of the packages in a period, by zone (place) and provider_id: hours a week / 7 x days in the period."""
    start, end = np.datetime64(first), np.datetime64(last) + 1
    began = packages["started_on"].clip(lower=start)
    ended = packages["ended_on"].fillna(pd.Timestamp(end)).clip(upper=end)
    days = (ended - began).dt.days.clip(lower=0)
    hours = packages["hours_per_week"] / 7 * days
    return hours.groupby([packages["zone"], packages["provider_id"]]).sum()


def make_performance(packages: pd.DataFrame, awards: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Table `performance`: a row for each provider, lot and month."""
    rng = np.random.default_rng([seed, 8])
    months = [(first, last, commissioned_hours(packages, first, last)) for first, last in MONTHS]
    rows = []
    for lot, info in enumerate(LOTS):
        new = awards[(awards["lot"] == lot) & (awards["awarded_on"] != "")]
        lead = str(new.loc[new["role"] == "lead", "provider_id"].iloc[0])
        others = new.loc[new["role"] == "additional", "provider_id"]
        busiest = months[-1][2][lot].reindex(others).dropna().nlargest(ADDITIONAL_A_LOT).index.tolist()
        for name in (lead, *busiest):
            share, outcomes = LEADS[info.name]
            if name != lead:
                share, outcomes = float(rng.uniform(0.9, 1.01)), str(rng.choice(3, p=OUTCOMES))
            for first, last, hours in months:
                commissioned = round(float(hours.get((lot, name), 0.0)) * 4) / 4
                if (name == lead and (info.name, first) == NOT_REPORTED) or commissioned == 0:
                    continue
                delivered = round(commissioned * share * 4) / 4
                rows.append((name, CODES[lot], first, last, commissioned, delivered, outcomes))
    columns = ["provider_id", "zone_code", "period_start", "period_end", "commissioned_hours", "delivered_hours",
               "outcomes_met"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
