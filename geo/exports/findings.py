"""Titles that say what a map finds, from released values; each a sentence without an end."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from geo.exports.page import shown_name
from geo.release import Measure, Release
from geo.release.released import WHOLE
from geo.text import counted, joined, number, plural

NAMED: Final = 3
"""Most areas that a title names (count)."""

TITLE_NAME: Final = 40
"""Longest name of an area in a title (characters)."""

Numbers = Mapping[str, float]
"""A released number by code of the area, of those that have one."""

Finding = Callable[[Release, Numbers], str]


def tier_finding(release: Release, measure: Measure, tiers: Mapping[str, str]) -> str:
    """Which areas are in the worst tier that any is in.

    Args:
        release: The week.
        measure: The tiers.
        tiers: Code of the tier by code of the area, of those that have one.
    """
    worst = next(code for code in measure.tiers if code in tiers.values())
    found = [area for area, code in tiers.items() if code == worst]
    name = shown_name(measure.tiers[worst])
    if len(found) == len(tiers):
        return f"{name} in {_every(release, tiers)}"
    said = f"({name[0].lower()}{name[1:]})"
    if len(found) <= NAMED:
        return _among(release, tiers, f"Care is hardest to find in {which(release, found)} {said}")
    shown = "" if len(tiers) == len(release.areas) else " shown"
    return f"Care is hardest to find in {len(found)} of {counted(len(tiers), release.area_term)}{shown} {said}"


def providers_finding(release: Release, numbers: Numbers) -> str:
    """Where fewest providers deliver and where most do."""
    low, fewest = _lowest(numbers)
    if len(fewest) == len(numbers):
        many = f"{counted(round(low), 'provider')} deliver{'s' * (low == 1)}" if low else "No provider delivers"
        every = _every(release, numbers) if low else _every(release, numbers).replace("every", "any")
        return f"{many} in {every}"
    high, most = _highest(numbers)
    said = f"Fewest providers deliver in {which(release, fewest)} ({number(low)}), most in {which(release, most)}"
    return _among(release, numbers, f"{said} ({number(high)})")


def waits_finding(release: Release, numbers: Numbers) -> str:
    """Where it takes longest until half of the people have a provider."""
    high, slowest = _highest(numbers)
    days = counted(round(high), "day")
    if len(slowest) == len(numbers):
        return f"In {_every(release, numbers)} half of people have a provider within {days}"
    said = f"Finding care takes longest in {which(release, slowest)}, where half of people wait {days} or more"
    return _among(release, numbers, said)


def coverage_finding(release: Release, numbers: Numbers) -> str:
    """Where fewest older residents are near two providers."""
    low, fewest = _lowest(numbers)
    near = f"{number(low)} % of residents aged 65 and over live within 20 minutes of two providers"
    if len(fewest) == len(numbers):
        return f"In {_every(release, numbers)} {near}"
    shown = "" if len(numbers) == len(release.areas) else " shown"
    return f"In {which(release, fewest)} {near}, the fewest of any {release.area_term}{shown}"


def off_framework_finding(release: Release, numbers: Numbers) -> str:
    """Where most hours are bought off the framework."""
    high, most = _highest(numbers)
    if len(most) == len(numbers):
        return f"{number(high)} % of hours are off the framework in {_every(release, numbers)}"
    said = f"Most care is off the framework in {which(release, most)}: {number(high)} % of hours"
    return _among(release, numbers, said)


def which(release: Release, areas: Iterable[str]) -> str:
    """Names of areas for a title: at most `NAMED`, or how many they are."""
    found = list(areas)
    if len(found) > NAMED:
        return counted(len(found), release.area_term)
    return joined(shown_name(release.name_of(area), TITLE_NAME) for area in found)


def against(measure: Measure) -> str:
    """`, against 14 % in the whole council`; nothing where that is not released."""
    whole = measure.values.get(WHOLE)
    return "" if whole is None or whole.number is None else f", against {number(whole.number)} % in the whole council"


def _every(release: Release, known: Mapping[str, object]) -> str:
    """`every zone`, or that only some are shown."""
    if len(known) == len(release.areas):
        return f"every {release.area_term}"
    return f"every {release.area_term} shown" if len(known) > 1 else f"the only {release.area_term} shown"


def _among(release: Release, known: Mapping[str, object], said: str) -> str:
    """The sentence, which speaks of the areas with a value only where others have none."""
    if len(known) == len(release.areas):
        return said
    return f"Among the {len(known)} {plural(release.area_term)} shown, {said[0].lower()}{said[1:]}"


def _lowest(numbers: Numbers) -> tuple[float, list[str]]:
    """The smallest number and the areas that have it."""
    low = min(numbers.values())
    return low, [area for area, value in numbers.items() if value == low]


def _highest(numbers: Numbers) -> tuple[float, list[str]]:
    """The largest number and the areas that have it."""
    high = max(numbers.values())
    return high, [area for area, value in numbers.items() if value == high]
