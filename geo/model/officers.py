"""The council's own list of zones it worries about, as a report gives it, to hold the status against."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from geo.model.terms import shown

_KEYS: Final = ("on", "source", "zones")


@dataclass(frozen=True)
class OfficersList:
    """Zones by the tier that officers put them in."""

    on: dt.date
    """Date of the list."""
    source: str
    """Report and paragraph."""
    tiers: Mapping[str, tuple[str, ...]]
    """Zone names by code of the tier."""


def officers_faults(said: Any, tiers: Iterable[str]) -> Iterable[tuple[str | None, str]]:
    """What is wrong with [officers_list]: key, and the cause with what may stand there."""
    if said is None:
        return
    if not isinstance(said, dict):
        yield None, "officers_list must be written as [officers_list]."
        return
    for key in said:
        if key not in _KEYS:
            yield key, f"officers_list has {key}, which is not known. Keys: {', '.join(_KEYS)}."
    if type(said.get("on")) is not dt.date:
        yield "on", "officers_list needs on, the date of the list, such as 2022-09-05."
    if not isinstance(said.get("source"), str):
        yield "source", "officers_list needs source, the report and paragraph it is from."
    yield from _zones_faults(said.get("zones"), list(tiers))


def _zones_faults(zones: Any, tiers: list[str]) -> Iterable[tuple[str | None, str]]:
    """What is wrong with the names by tier."""
    if not isinstance(zones, dict) or not zones:
        yield "zones", f'officers_list needs zones by tier, such as zones.{tiers[0]} = ["Name"].'
        return
    named: list[str] = []
    for code, names in zones.items():
        if code not in tiers:
            yield "zones", f"officers_list: {shown(code)} is no tier of the model. Tiers: {', '.join(tiers)}."
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            yield "zones", f'officers_list: zones.{shown(code)} must be a list of names, such as ["Melton"].'
        else:
            named += names
    for name in sorted({name for name in named if named.count(name) > 1}):
        yield "zones", f"officers_list names {shown(name)} twice."


def officers_of(said: Mapping[str, Any] | None) -> OfficersList | None:
    """The checked list; None where the model has none."""
    if said is None:
        return None
    return OfficersList(said["on"], said["source"], {code: tuple(names) for code, names in said["zones"].items()})
