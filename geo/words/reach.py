"""Minutes to providers in words and tables: who is within reach, and which places nobody reaches."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from geo.metrics.reach import LIMITS_MINUTES, within_reach, within_reach_by_zone
from geo.reach import (
    LIMIT_MINUTES,
    PROVIDERS,
    RECEIVING,
    RESIDENTS,
    RULE_MINUTES,
    RULE_PROVIDERS,
    WAITING,
    Reach,
    Start,
)
from geo.text import counted, number
from geo.words.numbers import NO_DATA
from geo.words.text import clean_text

NEAREST: Final = {1: "Nearest provider", 2: "Second provider", 3: "Third provider"}
"""The providers a map can show, by their place from the nearest."""
HOURS: Final = "Hours within reach"
MAPS: Final = {**{str(k): name for k, name in NEAREST.items()}, "hours": HOURS}
"""What the map of small areas can show."""
STARTS: Final[Mapping[Start, str]] = {"rounds": "Base or nearest package", "bases": "Base alone"}
"""Where providers set out from."""
HOURS_BASE: Final = 100.0
"""Residents to whom the hours within reach are related (people)."""

SHORT: Final = {RESIDENTS: "65 and over", RECEIVING: "Packages", WAITING: "Waiting"}
"""Of whom the curve is, on a button."""
_ALL: Final = (RESIDENTS, RECEIVING, WAITING)
_SET_OUT: Final[Mapping[Start, str]] = {
    "rounds": "Providers set out from their base or the nearest of their packages, whichever is nearer.",
    "bases": "Providers set out from their base alone.",
}

REACH_NOTES: Final = (
    "Only providers with a package running on the date count; a provider counts once, from its nearest place.",
    (
        "Rounds: carers drive from client to client, so a package near by means that somebody passes. "
        "Bases alone say how far a new round would have to start."
    ),
    (
        "Within 20 minutes: at most 20 minutes. The share is of those whose minutes are known; the rest is given "
        "as not known and counted neither way."
    ),
    "Residents are counted at the centre of their small area, packages and people waiting at their own place.",
    (
        "Hours within reach: each provider's delivered hours are shared among all residents aged 65 and over "
        "within 30 minutes (weight 1 up to 10 minutes, 0.68 up to 20, 0.22 up to 30), and an area gets its share "
        "of every provider. Source: Luo and Qi (2009), enhanced two-step floating catchment areas."
    ),
)


def maps_of(areas: pd.DataFrame | None) -> list[str]:
    """What a map can show of these small areas."""
    has_residents = areas is not None and areas.get("population_65_plus", pd.Series(dtype="float64")).notna().any()
    return list(MAPS) if has_residents else list(MAPS)[:-1]


def coverage_title(reach: Reach, start: Start, hours: pd.Series | None, names: pd.Series) -> str:
    """Who is within the usual drive of two providers, and who of those in rural areas is.

    Args:
        reach: Minutes to providers.
        start: Where providers set out from.
        hours: Hours within reach of 100 residents by zone; None where there are no small areas.
        names: Name of each zone.

    Returns:
        Where everybody is within reach, the zone with the fewest hours within reach is named instead.
    """
    of = "the bases of two providers" if start == "bases" else "two providers"
    whose = reach.known[0] if reach.known else RECEIVING
    share, rural = (_rule_share(reach, whose, only_rural=only) for only in (False, True))
    if np.isnan(share):
        return f"It is not known who is within {RULE_MINUTES} minutes of {of}"
    said = f"{_share(share, whose)} are within {RULE_MINUTES} minutes of {of}"
    if share < 100.0:
        return said if np.isnan(rural) else f"{said}, {_share(rural, 'those in rural areas')}"
    if hours is None or hours.notna().sum() < 2:
        return said
    return f"{said}; {clean_text(names[hours.idxmin()])} has fewest hours of care within reach"


def basis_sentence(reach: Reach, start: Start) -> str:
    """What the minutes rest on, to stand beside them."""
    return f"{reach.basis} {_SET_OUT[start]}"


def minutes_words(minutes: pd.Series) -> pd.Series:
    """Minutes as text: `4.2 minutes`, `over 60 minutes`, `no data`."""
    return minutes.map(_minutes).astype(object)


def hours_words(hours: pd.Series) -> pd.Series:
    """Hours within reach of 100 residents as text."""
    return hours.map(lambda value: NO_DATA if pd.isna(value) else f"{number(value, 1)} hours a week").astype(object)


def reach_table(reach: Reach) -> pd.DataFrame:
    """Share of residents, packages and people waiting within 10, 20 and 30 minutes of 1, 2 and 3 providers, as text.

    Returns:
        Indexed by who and how many providers; a share that is unknown is `no data`, of whom nothing is known at all
        has one line that says so.
    """
    rows: dict[str, dict[str, str]] = {}
    for whose in _ALL:
        found = within_reach(reach.minutes(whose), reach.weights(whose))
        for providers in PROVIDERS if whose in reach.known else PROVIDERS[:1]:
            name = f"{whose[:1].upper()}{whose[1:]}, {counted(providers, 'provider')}"
            of_one = found.loc[providers] if providers in found.index.get_level_values(0) else None
            rows[name] = _reach_row(of_one)
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("Of whom, within reach of")


def zone_reach(reach: Reach, providers: int, zones: pd.Index) -> pd.DataFrame:
    """Share of residents aged 65 and over within each limit of so many providers, by zone (%); missing as unknown.

    Without residents it is of packages.
    """
    whose = reach.known[0] if reach.known else RECEIVING
    places = _places(reach, whose)
    parts = {}
    for limit in LIMITS_MINUTES:
        found = within_reach_by_zone(places[providers], reach.weights(whose), places["zone_code"], zones, limit)
        parts[limit] = found["within_pct"]
    return pd.DataFrame(parts, index=zones).assign(unknown=found["unknown_pct"])


def zone_reach_table(shares: pd.DataFrame, hours: pd.Series | None, names: pd.Series) -> pd.DataFrame:
    """The shares of `zone_reach` as text, with the hours within reach where they are known.

    Args:
        shares: From `zone_reach`.
        hours: Hours a week for 100 residents by zone; None where there are no small areas.
        names: Name of each zone.
    """
    headings = {limit: f"Within {limit} minutes (%)" for limit in LIMITS_MINUTES} | {"unknown": "Not known (%)"}
    shown = shares.rename(columns=headings).map(share_pct)
    if hours is not None:
        shown["Hours within reach of 100 residents"] = hours.map(lambda h: NO_DATA if pd.isna(h) else number(h, 1))
    return shown.set_index(pd.Index(names.reindex(shares.index).map(clean_text), name="Zone"))


def zone_caption(reach: Reach, providers: int) -> str:
    """What `zone_reach` is of."""
    whose = reach.known[0] if reach.known else RECEIVING
    return f"Share of {whose} within reach of {counted(providers, 'provider')}"


def hours_by_zone(areas: pd.DataFrame | None, hours: pd.Series | None, zones: pd.Index) -> pd.Series | None:
    """The hours of `zone_hours`; None where there are none."""
    return None if areas is None or hours is None else zone_hours(areas, hours, zones)


def zone_hours(areas: pd.DataFrame, hours: pd.Series, zones: pd.Index) -> pd.Series:
    """Hours within reach of 100 residents aged 65 and over, by zone: the mean of its areas, by their residents."""
    weight = areas["population_65_plus"].where(hours.notna())
    sums = pd.DataFrame({"hours": hours * weight, "people": weight}).groupby(areas["zone_code"]).sum()
    return (sums["hours"] / sums["people"].where(sums["people"] > 0)).reindex(zones)


def zone_labels(shares: pd.DataFrame, hours: pd.Series | None) -> pd.Series:
    """What the map says of each zone below its name: the share within 20 minutes, or the hours within reach."""
    if hours is not None:
        return hours.map(lambda value: NO_DATA if pd.isna(value) else f"{number(value, 1)} hours").astype(object)
    shown = shares[RULE_MINUTES].map(share_pct)
    return shown.where(shown == NO_DATA, shown + f" % in {RULE_MINUTES} min").astype(object)


def hours_for_100(hours: pd.Series | None) -> pd.Series | None:
    """Hours a resident as hours for 100 residents; None where there are none."""
    return None if hours is None else HOURS_BASE * hours


def _rule_share(reach: Reach, whose: str, *, only_rural: bool) -> float:
    """Share within the usual drive of two providers (%)."""
    minutes, weights = reach.minutes(whose), reach.weights(whose)
    if only_rural:
        weights = weights[_places(reach, whose)["is_rural"].fillna(value=False).astype(bool)]
    found = within_reach(minutes, weights, [RULE_MINUTES])
    return float(found.loc[(RULE_PROVIDERS, RULE_MINUTES), "within_pct"])


def _places(reach: Reach, whose: str) -> pd.DataFrame:
    """The small areas, packages or people waiting."""
    if whose == RESIDENTS and reach.areas is not None:
        return reach.areas
    return reach.waiting if whose == WAITING else reach.packages


def _share(share: float, subject: str) -> str:
    """`All residents`, `No residents` or a share of them that is never rounded to either; after a comma without."""
    if share >= 100.0:
        return f"All {subject}" if subject in _ALL else f"all {subject}"
    if share <= 0.0:
        return f"No {subject}" if subject in _ALL else f"none of {subject}"
    return f"{share_pct(share)} % of {subject}"


def _reach_row(found: pd.DataFrame | None) -> dict[str, str]:
    """One line of the table."""
    if found is None:
        return {**{f"{limit} minutes (%)": NO_DATA for limit in LIMITS_MINUTES}, "Not known (%)": NO_DATA}
    shares = {f"{limit} minutes (%)": share_pct(found.loc[limit, "within_pct"]) for limit in LIMITS_MINUTES}
    return {**shares, "Not known (%)": share_pct(found["unknown_pct"].iloc[0])}


def _minutes(minutes: float) -> str:
    """One drive."""
    if pd.isna(minutes):
        return NO_DATA
    return f"over {LIMIT_MINUTES:.0f} minutes" if np.isinf(minutes) else f"{number(minutes, 1)} minutes"


def share_pct(share: float) -> str:
    """A share in per cent, never rounded to all or nothing."""
    if pd.isna(share):
        return NO_DATA
    inside = min(max(share, 0.1), 99.9) if 0.0 < share < 100.0 else share
    return number(inside, 1)
