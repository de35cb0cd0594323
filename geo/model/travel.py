"""`[travel]` of a model file: average speeds by class of road, and what stands for roads where there are none."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from geo.model.terms import Term, shown, term_faults
from geo.settings import nearest
from geo.travel import SPEEDS_KMH, TravelTerms

_HIGHEST_KMH: Final = 130.0
"""No carer drives faster on average (km/h); a higher number is a slip of the pen."""
_MOST_DETOUR: Final = 5.0

_SPEED_TERMS: Final = {
    name: Term(
        name, f"Average speed on roads of class {name}.", "number", "km/h", (), 1.0, _HIGHEST_KMH, is_needed=False
    )
    for name in SPEEDS_KMH
}
_STRAIGHT_TERMS: Final = {
    "detour_factor": Term(
        "detour_factor", "A road is so many times as long as the straight line.", "number", None, (), 1.0, _MOST_DETOUR,
        is_needed=False,
    ),
    "speed_kmh": Term(
        "speed_kmh", "Average speed that goes with it.", "number", "km/h", (), 1.0, _HIGHEST_KMH, is_needed=False
    ),
}  # fmt: skip
TRAVEL_PARTS: Final = {"speeds_kmh": _SPEED_TERMS, "straight_line": _STRAIGHT_TERMS}
"""What may stand below `[travel]`, each part a table of its own."""
_EXAMPLES: Final = {
    "speeds_kmh": "speeds_kmh = { primary = 56, residential = 26 }",
    "straight_line": "straight_line = { detour_factor = 1.3, speed_kmh = 45 }",
}


def travel_faults(said: Any) -> Iterable[tuple[str | None, str]]:
    """What is wrong with `[travel]`: key, and the cause with what may stand there."""
    if not isinstance(said, dict):
        yield None, f"travel must be written as [travel], with {' and '.join(_EXAMPLES.values())} below it."
        return
    for key, part in said.items():
        if key not in TRAVEL_PARTS:
            yield key, f"{key} is not known here.{nearest(key, TRAVEL_PARTS)} Known: {', '.join(TRAVEL_PARTS)}."
        elif not isinstance(part, dict):
            yield key, f"{key} = {shown(part)} is not possible. Write {_EXAMPLES[key]}."
        else:
            yield from ((key, cause) for _, cause in term_faults(part, TRAVEL_PARTS[key]))


def travel_of(said: Mapping[str, Mapping[str, float]]) -> TravelTerms:
    """The checked terms; what the model leaves out is as documented in `TravelTerms`."""
    straight = said.get("straight_line", {})
    usual = TravelTerms()
    return TravelTerms(
        {**usual.speeds_kmh, **{name: float(speed) for name, speed in said.get("speeds_kmh", {}).items()}},
        float(straight.get("detour_factor", usual.detour_factor)),
        float(straight.get("speed_kmh", usual.straight_speed_kmh)),
    )
