"""Releases of made-up councils whose maps can be worked out by hand."""

import datetime as dt
from collections.abc import Mapping

import shapely

from geo.release import Area, Kind, Marker, Measure, Protection, Release, Value

HIDDEN = Value(marker=Marker.CONFIDENTIAL)
UNKNOWN = Value(marker=Marker.NOT_AVAILABLE)
NOT_FOR = Value(marker=Marker.NOT_APPLICABLE)
TIERS = {
    "risk": "Significant risk",
    "support": "Support to mobilise",
    "monitor": "Monitor closely",
    "met": "Meeting demand",
}
NAMES = ("Ashby", "Blaby", "Castle Donington", "Melton")


def measure(  # noqa: PLR0917 - one after the other, as in a table
    name: str, title: str, kind: Kind, unit: str, values: tuple[float | str | Value, ...], whole: float | None = None
) -> Measure:
    """A measure of zones Z1, Z2, ... in order."""
    found = {f"Z{at}": _value(value) for at, value in enumerate(values, start=1)}
    if whole is not None:
        found["all"] = _value(whole)
    tiers: Mapping[str, str] = TIERS if kind == "tier" else {}
    return Measure(name, title, kind, unit, f"{title}, as counted.", "Protected by the rules.", found, tiers)


def council(*measures: Measure, names: tuple[str, ...] = NAMES, week: str = "2022-W36", **changes: object) -> Release:
    """A council of squares of 10 km in rows of three."""
    parts: dict[str, object] = {
        "authority": "Mercia",
        "week": week,
        "as_at": dt.date.fromisocalendar(int(week[:4]), int(week[6:]), 1),
        "area_term": "zone",
        "areas": tuple(Area(f"Z{at}", name, None, square(at - 1)) for at, name in enumerate(names, start=1)),
        "measures": {one.name: one for one in measures},
        "splits": {},
        "protection": Protection("Care Zones disclosure rules", "1", ("Small counts are hidden.",)),
        "model": "Mercia 2022",
        "method_version": 3,
        "series": "5f1c",
        "source": "Mercia Council's weekly records.",
        "licence": "Contains OS data, Open Government Licence v3.0.",
    }
    return Release(**{**parts, **changes})  # type: ignore[arg-type]


def square(at: int, side_m: float = 10_000.0) -> shapely.Polygon:
    """The square of a position, row by row from the south-west."""
    west, south = 450_000 + side_m * (at % 3), 300_000 + side_m * (at // 3)
    return shapely.box(west, south, west + side_m, south + side_m)


def status(*codes: str | Value) -> Measure:
    """How hard each zone is to source."""
    return measure("status", "How hard care is to source", "tier", "", codes)


def providers(*counts: float | Value) -> Measure:
    """Providers that deliver in each zone."""
    return measure("providers_delivering", "Providers delivering", "providers", "providers", counts, 45)


def waiting(*counts: float | Value) -> Measure:
    """People waiting in each zone."""
    return measure("people_awaiting", "People waiting", "people", "people", counts)


def receiving(*counts: float | Value) -> Measure:
    """People receiving care in each zone."""
    return measure("people_receiving", "People receiving care", "people", "people", counts, 500)


def waits(*days: float | Value) -> Measure:
    """Days until half have a provider."""
    return measure("time_to_source_median_days", "Time to find a provider", "days", "days", days, 12)


def covered(*shares: float | Value) -> Measure:
    """Residents near two providers."""
    unit = "% of residents aged 65 and over"
    return measure("two_bases_within_20_minutes_pct", "Residents near two providers", "share", unit, shares, 81)


def off_framework(*shares: float | Value) -> Measure:
    """Hours off the framework."""
    return measure("off_framework_hours_pct", "Hours off the framework", "share", "% of hours", shares, 14)


def full(**changes: object) -> Release:
    """A council with every map, one zone hidden on some of them."""
    return council(
        status("risk", "met", HIDDEN, "monitor"),
        providers(1, 12, HIDDEN, 3),
        waits(7, 8, HIDDEN, 57),
        covered(49, 50, 75, 90),
        off_framework(9, 10, HIDDEN, 50),
        receiving(120, 45, HIDDEN, 300),
        **changes,
    )


def _value(value: float | str | Value) -> Value:
    """A number, a tier or what is a value already."""
    if isinstance(value, Value):
        return value
    return Value(code=value) if isinstance(value, str) else Value(number=float(value))
