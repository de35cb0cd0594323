"""[release] of carezones.toml: by how much a release is protected, which may only be raised, and whom to ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from geo.settings.near import nearest
from geo.text import plain


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


CONTACT: Final = "contact"
"""The setting that names whom a reader of a release may ask; it protects nobody and is no part of the rules."""
LONGEST_CONTACT: Final = 120
"""A contact is one line on a cover (characters)."""


def release_problems(said: Mapping[str, Any]) -> Iterable[str]:
    """What is wrong with [release], each as a sentence."""
    known = [*FLOORS, CONTACT]
    for key, value in said.items():
        floor = FLOORS.get(key)
        if key == CONTACT:
            yield from _contact_problems(value)
        elif floor is None:
            yield f"[release] has {key}, which is not known.{nearest(key, known)} Settings: {', '.join(known)}."
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


def _contact_problems(said: Any) -> Iterable[str]:
    """What is wrong with the contact, as a sentence."""
    example = 'Write the office to ask, such as "Home care commissioning, County Hall".'
    if not isinstance(said, str) or not said.strip():
        yield f"[release] contact must be text in quotation marks. {example}"
    elif plain(said) != said:
        yield f"[release] contact must be one line without signs that cannot be seen. {example}"
    elif len(said) > LONGEST_CONTACT:
        yield f"[release] contact has {len(said)} characters; {LONGEST_CONTACT} are the most. {example}"
