"""What rules are held against, and how an outcome is written down."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pandas as pd

from geo.metrics.supply import OFF_FRAMEWORK, active_packages, in_force
from geo.settings import SETTINGS_FILE
from geo.text import joined, plural

Outcome = Literal["pass", "fail", "no_data"]


@dataclass(frozen=True)
class Facts:
    """One council's week, as the rules see it."""

    as_at: dt.date
    zone_names: pd.Series
    """Name of each zone, indexed by its code, in order."""
    tables: Mapping[str, pd.DataFrame]
    """Trusted tables; those with places have zone_code."""
    area: str
    """What the model calls an area."""
    zones_apart: str | None = None
    """Name of the other set of zones that all is counted on; None for the zones of the contract."""

    @cached_property
    def zones(self) -> list[str]:
        """Codes of the zones, in order."""
        return [str(code) for code in self.zone_names.index]

    @cached_property
    def active(self) -> pd.DataFrame:
        """Packages that run on the date."""
        return active_packages(self.tables["packages"], self.as_at)

    @cached_property
    def commissioned(self) -> pd.DataFrame:
        """Running packages that the council arranged: all but those by direct payment."""
        return commissioned(self.active)

    @cached_property
    def awards_in_force(self) -> pd.DataFrame | None:
        """Awards made by the date and not ended; None where there is no such table."""
        return in_force(self.tables["awards"], self.as_at) if "awards" in self.tables else None

    @cached_property
    def places(self) -> pd.DataFrame:
        """Who is where: provider_id and zone_code of everyone who delivers or holds an award, once each."""
        pairs = [self.active[["provider_id", "zone_code"]].astype(str)]
        if self.awards_in_force is not None:
            pairs.append(self.awards_in_force[["provider_id", "zone_code"]].astype(str))
        both = pd.concat(pairs).drop_duplicates()
        return both[both["zone_code"].isin(self.zones)]

    def providers_in(self, zone: str) -> pd.Series:
        """Providers that deliver or hold an award in a zone."""
        return self.places.loc[self.places["zone_code"] == zone, "provider_id"]

    def provider_name(self, provider: str) -> str:
        """Name of a provider; its reference where the register has none."""
        names = self._provider_names
        return str(names.get(provider, provider))

    def named(self, providers: Iterable[str], most: int = 4) -> str:
        """Names of providers as a list in words, in order of name."""
        return joined(sorted(map(self.provider_name, providers)), most)

    def lacking(self, table: str, columns: Collection[str] = ()) -> tuple[str, str] | None:
        """Why a rule has no data: reason and remedy; None where table and columns are there."""
        if table not in self.tables and self.zones_apart:
            reason = f"The {table} table names the {plural(self.area)} of the contract and says nothing of other zones."
            return reason, f"Count on the {plural(self.area)} of the contract."
        if table not in self.tables:
            return f"There is no {table} table.", f"Add [sources.{table}] to {SETTINGS_FILE}."
        absent = [name for name in columns if name not in self.tables[table]]
        if absent:
            reason = f"The {table} table has no column {joined(absent)}."
            return reason, f"Map it below [sources.{table}.columns] in {SETTINGS_FILE}."
        return None

    @cached_property
    def _provider_names(self) -> pd.Series:
        return self.tables["providers"].set_index("provider_id")["provider_name"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """The outcome of one rule for one zone or provider."""

    outcome: Outcome
    reason: str
    zone: str | None = None
    provider: str | None = None
    value: float | None = None
    limit: str = ""
    unit: str = ""
    remedy: str = ""


def unknown(
    lack: tuple[str, str], *, zones: Iterable[str] = (), providers: Iterable[str] = (), limit: str = "", unit: str = ""
) -> list[Finding]:
    """No data for each zone or each provider; for all together where neither is named."""
    reason, remedy = lack
    subjects: list[tuple[str | None, str | None]] = [(zone, None) for zone in zones]
    subjects += [(None, provider) for provider in providers]
    return [
        Finding(outcome="no_data", reason=reason, remedy=remedy, zone=zone, provider=provider, limit=limit, unit=unit)
        for zone, provider in subjects or [(None, None)]
    ]


def commissioned(packages: pd.DataFrame) -> pd.DataFrame:
    """Packages that the council arranged; where the mechanism is not stated it is taken to be the council."""
    if "delivery_mechanism" not in packages:
        return packages
    return packages[~packages["delivery_mechanism"].eq("direct_payment").fillna(value=False)]


def on_contract(packages: pd.DataFrame) -> pd.DataFrame:
    """Packages that are not bought outside the contract; one whose route is not stated is taken to be on it."""
    return packages if "contract_route" not in packages else packages[~packages["contract_route"].isin(OFF_FRAMEWORK)]
