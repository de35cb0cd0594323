"""Who is within reach of care as at a date: minutes from providers that deliver to where people live and wait.

Carers drive from client to client, so a provider's rounds, its base and each of its active packages, say who is on
somebody's way; its base alone says how far a new round would have to start.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd

from geo.metrics import supply, waits
from geo.metrics.catchment import ZONE_ENDS_MINUTES, hours_in_reach
from geo.metrics.reach import within_reach_by_zone
from geo.metrics.rurality import is_rural_row, rural_by
from geo.schemas import EXTRA_ROWS
from geo.travel import Places, Travel, minutes_to_nearest_providers, places_of_providers

PROVIDERS: Final = (1, 2, 3)
"""Numbers of providers that a place may be within reach of (count)."""
LIMIT_MINUTES: Final = 60.0
"""Beyond this only that it is farther is said (minutes)."""
RULE_PROVIDERS: Final = 2
"""A choice of two; also the rule of the 2022 framework (count)."""
RULE_MINUTES: Final = 20
"""A drive that fits between two visits; the middle of the three limits (minutes)."""

Start = Literal["rounds", "bases"]
"""Where providers set out from: their base and each active package, or their base alone."""

RESIDENTS: Final = "residents aged 65 and over"
RECEIVING: Final = "packages of care"
WAITING: Final = "people waiting"


@dataclass(frozen=True)
class Reach:
    """Minutes to the nearest delivering providers, for small areas, packages and people waiting."""

    basis: str
    """What the minutes rest on, as a sentence."""
    areas: pd.DataFrame | None
    """Small areas indexed by area_code, with zone_code, place, residents, `is_rural` and minutes by number of providers
    in the columns 1, 2 and 3 (infinite beyond the limit, NaN where not known); None where there are none."""
    packages: pd.DataFrame
    """Active packages with `is_rural` and the same minutes."""
    waiting: pd.DataFrame
    """Open waits with wait_days, `is_rural` and the same minutes."""

    def minutes(self, whose: str) -> pd.DataFrame:
        """Minutes by number of providers of the places of `RESIDENTS`, `RECEIVING` or `WAITING`."""
        return self._places(whose)[list(PROVIDERS)]

    def weights(self, whose: str) -> pd.Series:
        """What each of these places counts for: its residents aged 65 and over, or one package or person."""
        places = self._places(whose)
        if whose != RESIDENTS:
            return pd.Series(1.0, index=places.index)
        return places.get("population_65_plus", pd.Series(np.nan, index=places.index))

    @property
    def known(self) -> list[str]:
        """Those of `RESIDENTS`, `RECEIVING` and `WAITING` of whom something is known."""
        return [whose for whose in (RESIDENTS, RECEIVING, WAITING) if self.weights(whose).notna().any()]

    def _places(self, whose: str) -> pd.DataFrame:
        """The places of these people."""
        empty = self.packages.iloc[:0] if self.areas is None else self.areas
        return {RESIDENTS: empty, RECEIVING: self.packages, WAITING: self.waiting}[whose]


def reach_of(tables: Mapping[str, pd.DataFrame], travel: Travel, as_at: dt.date, start: Start = "rounds") -> Reach:
    """Minutes from every provider that delivers to where people live, receive care and wait.

    Args:
        tables: Trusted tables with zone_code, easting and northing (m).
        travel: By road or in a straight line.
        as_at: The date.
        start: Where providers set out from.
    """
    active = supply.active_packages(tables["packages"], as_at)
    setting_out = _setting_out(tables["providers"], active, start)
    areas = tables.get("small_areas")
    open_waits = waits.open_waits(tables["awaiting"], as_at)
    return Reach(
        travel.basis,
        None if areas is None else _with_minutes(_with_rurality(areas), travel, setting_out).set_index("area_code"),
        _with_minutes(_rural_rows(active, areas), travel, setting_out),
        _with_minutes(_rural_rows(open_waits, areas), travel, setting_out),
    )


def two_bases_within_20_minutes_pct(
    tables: Mapping[str, pd.DataFrame], travel: Travel, zones: pd.Index, as_at: dt.date
) -> pd.Series:
    """Residents aged 65 and over within 20 minutes of the bases of two delivering providers, by zone.

    Returns:
        Per cent on `zones`; missing for what is in no zone, and where residents or minutes are not known.
    """
    name, areas = "two_bases_within_20_minutes_pct", tables.get("small_areas")
    if areas is None or "population_65_plus" not in areas:
        return pd.Series(np.nan, index=zones, name=name)
    active = supply.active_packages(tables["packages"], as_at)
    minutes = _minutes(areas, travel, _setting_out(tables["providers"], active, "bases"), RULE_MINUTES)[RULE_PROVIDERS]
    found = within_reach_by_zone(minutes, areas["population_65_plus"], areas["zone_code"], zones, RULE_MINUTES)
    return found["within_pct"].rename(name).mask(zones.isin(list(EXTRA_ROWS)))


def hours_by_area(
    reach: Reach, tables: Mapping[str, pd.DataFrame], travel: Travel, start: Start = "rounds"
) -> pd.Series | None:
    """Delivered hours within reach for each resident aged 65 and over, by small area (E2SFCA).

    Returns:
        Hours a week a resident, indexed by area_code; None where there are no small areas with such residents.
    """
    areas = reach.areas
    if areas is None or "population_65_plus" not in areas:
        return None
    active = reach.packages
    setting_out = _setting_out(tables["providers"], active, start)
    group, names = pd.factorize(setting_out["provider_id"])
    limit = ZONE_ENDS_MINUTES[-1]
    minutes = travel.minutes_from_groups(Places.of(setting_out), group.astype(np.int64), Places.of(areas), limit)
    who, where = np.nonzero(~np.isinf(minutes))
    journeys = pd.DataFrame(
        {"area_code": areas.index.to_numpy()[where], "provider_id": names[who], "minutes": minutes[who, where]}
    )
    hours = active.groupby("provider_id", observed=True)["hours_per_week"].sum()
    return hours_in_reach(journeys, hours, areas["population_65_plus"])


def _setting_out(providers: pd.DataFrame, active: pd.DataFrame, start: Start) -> pd.DataFrame:
    """Where the providers that deliver set out from."""
    delivering = providers[providers["provider_id"].isin(active["provider_id"])]
    return places_of_providers(delivering, active if start == "rounds" else active.iloc[:0])


def _minutes(rows: pd.DataFrame, travel: Travel, setting_out: pd.DataFrame, limit: float) -> pd.DataFrame:
    """Minutes to the nearest, second and third provider of each row."""
    found = minutes_to_nearest_providers(travel, setting_out, Places.of(rows), most=len(PROVIDERS), limit_minutes=limit)
    return pd.DataFrame(found, index=rows.index, columns=list(PROVIDERS))


def _with_minutes(rows: pd.DataFrame, travel: Travel, setting_out: pd.DataFrame) -> pd.DataFrame:
    """The rows with their minutes."""
    return pd.concat([rows, _minutes(rows, travel, setting_out, LIMIT_MINUTES)], axis=1)


def _with_rurality(areas: pd.DataFrame) -> pd.DataFrame:
    """Small areas, each rural or not."""
    return areas.assign(is_rural=rural_by(areas)[0])


def _rural_rows(rows: pd.DataFrame, areas: pd.DataFrame | None) -> pd.DataFrame:
    """Rows, each rural or not by the small area it lies in."""
    if areas is None:
        return rows.assign(is_rural=pd.Series(pd.NA, index=rows.index, dtype="boolean"))
    return rows.assign(is_rural=is_rural_row(rows, areas))
