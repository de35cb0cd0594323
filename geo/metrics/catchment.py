"""How much care there is for those who need it, across zone lines: enhanced two-step floating catchment areas.

A provider's hours are shared among everyone within half an hour of it, nearer people counting more; a place gets its
share of every provider near it. So neither the zone line nor the number of providers decides, but distance, hours and
how many others need them.

Source: W. Luo and Y. Qi, An enhanced two-step floating catchment area (E2SFCA) method for measuring spatial
accessibility to primary care physicians, Health & Place 15 (2009) 1100-1107.
"""

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.locate import Floats, Ints

ZONE_ENDS_MINUTES: Final = (10.0, 20.0, 30.0)
"""Ends of the three travel-time zones (minutes); the end belongs to the zone, and nobody travels farther."""

ZONE_WEIGHTS: Final = (1.0, 0.68, 0.22)
"""How much a person in each zone counts (ratio). Source: Luo and Qi (2009), the slower of their two Gaussian decays."""


def hours_in_reach(journeys: pd.DataFrame, hours: pd.Series, demand: pd.Series) -> pd.Series:
    """Hours of care within reach for each person who needs it, by small area.

    Formulas: R_j = hours_j / sum over areas k of w(minutes_kj) demand_k; result_i = sum over providers j of
    w(minutes_ij) R_j; w as in `ZONE_WEIGHTS`. What the areas get, times their demand, adds up to the hours of the
    providers that anyone who needs care can be reached by.

    Args:
        journeys: One row a pair that is known: `area_code`, `provider_id` and `minutes`. A pair that is not there, or
            infinite, is out of reach. Missing minutes are not known and count as out of reach, unless an area has
            no others.
        hours: Hours a week of each provider, spare or delivered, by provider_id. A provider whose hours are missing
            is left out, so that the result is of stated hours only.
        demand: People who need care by area_code, such as those aged 65 and over; every area to report on. Missing
            demand is not known.

    Returns:
        Hours a week a person on the index of `demand`. 0 where no hours are within reach. Missing where every journey
        of the area is unknown, where its demand is, and where it is in reach of hours that nobody needs.

    Raises:
        ValueError: Hours, demand or minutes are negative, or a pair stands twice.
    """
    supply, people = hours.dropna().astype("float64"), demand.astype("float64")
    minutes = journeys["minutes"].to_numpy("float64")
    if (supply < 0).any() or (people < 0).any() or (minutes < 0).any():
        raise ValueError("hours, demand or minutes are negative")
    row, column = _positions(journeys["area_code"], people.index), _positions(journeys["provider_id"], supply.index)
    area, provider, weight = _in_reach(row, column, minutes, len(supply))
    wanted = np.bincount(provider, weight * people.fillna(0.0).to_numpy()[area], minlength=len(supply))
    ratio = np.divide(supply.to_numpy(), wanted, out=np.zeros(len(supply)), where=wanted > 0)
    is_unshared = (wanted == 0) & (supply.to_numpy() > 0)
    unshared = np.bincount(area, weight * is_unshared[provider], minlength=len(people))
    hours_each = np.bincount(area, weight * ratio[provider], minlength=len(people))
    found = pd.Series(hours_each, index=demand.index, name="hours_in_reach")
    return found.mask((unshared > 0) | people.isna().to_numpy() | _is_unknown(row, minutes, len(people)))


def zone_weight(minutes: Floats) -> Floats:
    """Weight of a journey: 1 up to 10 minutes, 0.68 up to 20, 0.22 up to 30, and 0 beyond or where it is missing."""
    zone = np.searchsorted(ZONE_ENDS_MINUTES, minutes)
    return np.where(np.isnan(minutes), 0.0, np.append(ZONE_WEIGHTS, 0.0)[zone])


def _positions(codes: pd.Series, index: pd.Index) -> Ints:
    """Position of each code in an index; -1 where it is not there. Each code is looked up once, not each row."""
    of_row, distinct = pd.factorize(codes)
    positions: Ints = np.append(index.get_indexer(distinct), -1)[of_row]
    return positions


def _in_reach(row: Ints, column: Ints, minutes: Floats, providers: int) -> tuple[Ints, Ints, Floats]:
    """Area, provider and weight of each journey that counts; pairs of others are left out."""
    keep = (row >= 0) & (column >= 0)
    pair = np.sort(row[keep] * providers + column[keep])
    if (pair[1:] == pair[:-1]).any():
        raise ValueError("a pair of area and provider stands twice")
    weight = zone_weight(minutes)
    keep &= weight > 0
    return row[keep], column[keep], weight[keep]


def _is_unknown(row: Ints, minutes: Floats, areas: int) -> npt.NDArray[np.bool_]:
    """Areas that have journeys and know none of them."""
    unknown, known = np.zeros(areas, dtype=bool), np.zeros(areas, dtype=bool)
    missing = np.isnan(minutes)
    unknown[row[(row >= 0) & missing]] = True
    known[row[(row >= 0) & ~missing]] = True
    return unknown & ~known
