"""[release] of carezones.toml: by how much a release is protected, which may be raised and never lowered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from geo.settings.near import nearest


@dataclass(frozen=True)
class Floor:
    """A setting of [release]: its least value, which also stands where it is not set."""

    least: int
    unit: str
    most: int
    """Beyond this nothing useful would be left."""
    allowed: tuple[int, ...] = ()
    """The only values; empty where any from least to most may stand."""


FLOORS: Final = {
    "hidden_up_to": Floor(7, "people", 50),
    "round_to": Floor(5, "people", 10, allowed=(5, 10)),
    "width": Floor(5, "people", 20),
    "p_pct": Floor(10, "%", 50),
    "least_providers": Floor(3, "providers", 20),
    "least_for_median": Floor(20, "people", 500),
    "quiet_days": Floor(28, "days", 366),
    "weekly_least": Floor(30, "people", 500),
}
"""Every setting of [release]. Sources: docs/release.md."""


def release_problems(said: Mapping[str, Any]) -> Iterable[str]:
    """What is wrong with [release], each as a sentence."""
    for key, value in said.items():
        floor = FLOORS.get(key)
        if floor is None:
            yield f"[release] has {key}, which is not known.{nearest(key, FLOORS)} Settings: {', '.join(FLOORS)}."
        elif type(value) is not int:
            yield f"[release] {key} must be a whole number of {floor.unit}."
        elif value < floor.least:
            yield (
                f"[release] {key} = {value} would protect people less than the rules allow. "
                f"Write {floor.least} ({floor.unit}) or more, or leave it out."
            )
        elif floor.allowed and value not in floor.allowed:
            yield f"[release] {key} must be {' or '.join(map(str, floor.allowed))}."
        elif value > floor.most:
            yield f"[release] {key} must be {floor.most} ({floor.unit}) or less: beyond that nothing would be left."
