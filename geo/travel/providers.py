"""How far the next provider is: minutes from the nearest place of the nearest, the second and the third provider."""

from typing import Final

import numpy as np
import pandas as pd

from geo.locate import Floats
from geo.travel.places import Places, Travel

_FIRST_LIMIT_MINUTES: Final = 7.5
"""The first look around (minutes). What is found within a limit is right whatever the limit, so only targets that have
not found enough providers look again, four times as far."""


def places_of_providers(providers: pd.DataFrame, active: pd.DataFrame) -> pd.DataFrame:
    """Where each provider sets out from: its base, and its active packages, from one of which its carers go on.

    Args:
        providers: Trusted providers; a dormant one has no base to set out from.
        active: Trusted packages active on the day.

    Returns:
        provider_id, easting and northing (m; NaN where unlocated), one row for each base and each package.
    """
    columns = ["provider_id", "easting", "northing"]
    is_dormant = providers["is_dormant"].fillna(value=False) if "is_dormant" in providers else False
    bases = providers[~(pd.Series(data=False, index=providers.index) | is_dormant)]
    return pd.concat([bases[columns], active[columns]], ignore_index=True)


def minutes_to_nearest_providers(
    travel: Travel, setting_out: pd.DataFrame, targets: Places, *, most: int = 3, limit_minutes: float = np.inf
) -> Floats:
    """Minutes to each target from the nearest provider, from the second nearest, and so on.

    A provider counts once, from whichever of its places is nearest.

    Args:
        travel: By road or in a straight line.
        setting_out: provider_id, easting and northing of every place that providers set out from.
        targets: Where people live or wait.
        most: How many providers.
        limit_minutes: Beyond this, only that it is farther is said.

    Returns:
        One row for each target and one column for each provider, nearest first. Infinite where that provider is
        beyond the limit; NaN where the target is not covered, and where there are not so many providers with a road
        to it.
    """
    known = setting_out[setting_out["provider_id"].notna()]
    group, _ = pd.factorize(known["provider_id"])
    nearest = np.full((len(targets), most), np.nan)
    open_at, limit = np.arange(len(targets)), min(_FIRST_LIMIT_MINUTES, limit_minutes)
    while len(open_at):
        minutes = travel.minutes_from_groups(Places.of(known), group.astype(np.int64), targets.take(open_at), limit)
        ordered = np.sort(minutes, axis=0)[:most].T
        nearest[open_at, : ordered.shape[1]] = ordered
        if limit == limit_minutes:
            break
        open_at, limit = open_at[np.isinf(ordered).any(axis=1)], min(4 * limit, limit_minutes)
    return nearest
