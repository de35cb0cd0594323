"""Versions of a real week, with real tables, to put into a store of any kind."""

import datetime as dt
from typing import Any

import pandas as pd
from stores import COUNCIL

from geo.join import ZoneIndex
from geo.snapshot.control import control_totals
from geo.snapshot.manifest import Manifest, sha256
from geo.snapshot.store import Store
from geo.snapshot.tables import KINDS, described, tables_of, to_bytes
from geo.week import Week

# One table of every kind of value a store may be given; the names are those a version may hold.
ODD = pd.DataFrame(
    {
        "name": pd.array(['O\'Brien "the\\ford"', "Ynys Môn 🏴 '; DROP TABLE x; --", None], dtype="str"),
        "count": pd.array([1, None, -(2**53)], dtype="Int64"),
        "share": [0.1 + 0.2, float("nan"), -0.0],
        "began_on": pd.to_datetime(["2016-02-29", None, "2020-12-31"]),
        "is_dormant": pd.array([True, None, False], dtype="boolean"),
        "plain": [3, 2, 1],
        "rating": pd.Categorical(["good", None, "inadequate"]),
        "empty": pd.array([None, None, None], dtype="str"),
    }
)


def frames(week: Week) -> dict[str, pd.DataFrame]:
    """Every table that a version may hold: those of the week, and for the others odd values."""
    found = tables_of(week)
    return {name: found.get(name, ODD) for name in KINDS}


_LAST: list[tuple[Week, dict[str, pd.DataFrame], dict[str, bytes]]] = []


def _made(week: Week) -> tuple[dict[str, pd.DataFrame], dict[str, bytes]]:
    """The tables of a week and their bytes, worked out once for the many versions of a test."""
    if not _LAST or _LAST[0][0] is not week:
        tables = frames(week)
        _LAST[:] = [(week, tables, {name: to_bytes(table) for name, table in tables.items()})]
    return dict(_LAST[0][1]), dict(_LAST[0][2])


def version(
    week: Week, key: str = "2018-W11", nth: int = 1, number: int = 1, **said: Any
) -> tuple[Manifest, dict[str, bytes]]:
    """A version of a week and its tables; the number of hours differs from version to version."""
    tables, contents = _made(week)
    tables["figures"] = tables["figures"].assign(hours_per_week=tables["figures"]["hours_per_week"] + number)
    contents["figures"] = to_bytes(tables["figures"])
    inputs = sha256(f"{key} {nth} {number}".encode())
    parts: dict[str, Any] = {
        "authority": COUNCIL,
        "week": key,
        "as_at": dt.date.fromisocalendar(int(key[:4]), int(key[6:]), 1),
        "version": f"v{nth}-{inputs[:8]}",
        "inputs": inputs,
        "series": ZoneIndex.of(week.zones).version[:12],
        "number": number,
        "recorded_at": "2018-03-13T09:00:00+00:00",
        "by": 'A. O\'Brien "Ynys Môn"',
        "code_version": "0.1.0",
        "method_version": 1,
        "model": "Lots",
        "sources": {"packages": {"care'd \\ für.csv": inputs}},
        "rows": {"packages": {"read": 10, "loaded": 10, "set_aside": 0, "not_data": 1}},
        "controls": control_totals(week),
        "files": {name: described(name, tables[name], content) for name, content in contents.items()},
        "reason": '50 % more, since "New contract"',
    }
    return Manifest(**(parts | said)), contents


def put(store: Store, week: Week, key: str = "2018-W11", nth: int = 1, **said: Any) -> Manifest:
    """Record a version."""
    with store.lock():
        manifest, contents = version(week, key, nth, store.next_number(), **said)
        store.put(manifest, contents)
    return manifest
