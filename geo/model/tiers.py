"""The degrees of hard to source that a model names, and the thresholds that put a zone there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from geo.model.terms import is_number, shown
from geo.schemas import ZoneFigures, columns_of
from geo.settings import nearest

DERIVED: Final = {
    "awaiting_per_100": "people waiting for every 100 receiving care",
    "mobilised_of_awarded_pct": "% of awarded providers that have mobilised",
}
"""Indicators that a tier may use beside the numeric columns of the zone table."""
COMPARISONS: Final = ("at_least", "more_than", "at_most", "less_than")

_TIER_KEYS: Final = ("code", "name", "all", "any")


@dataclass(frozen=True)
class Condition:
    """One threshold: an indicator held against a limit."""

    indicator: str
    comparison: str
    limit: float

    def holds(self, value: float) -> bool:
        """Whether a known value reaches the threshold."""
        return {
            "at_least": value >= self.limit,
            "more_than": value > self.limit,
            "at_most": value <= self.limit,
            "less_than": value < self.limit,
        }[self.comparison]


@dataclass(frozen=True)
class Tier:
    """A degree of hard to source, and what puts a zone there."""

    code: str
    name: str
    every: tuple[Condition, ...]
    """All of these hold; empty where `some` decides."""
    some: tuple[Condition, ...]
    """One of these holds."""


def tier_faults(tier: Mapping[str, Any]) -> Iterable[tuple[str | None, str]]:
    """What is wrong with one tier of a model file: key, and the cause with what may stand there."""
    known = {c.name for c in columns_of(ZoneFigures).values() if c.kind in ("number", "whole")} | DERIVED.keys()
    named = shown(tier["code"]) if "code" in tier else "?"
    if not isinstance(tier.get("code"), str) or not isinstance(tier.get("name"), str):
        yield None, f"tier {named} needs a code and a name."
    for key in tier:
        if key not in _TIER_KEYS:
            yield key, f"tier {named} has {key}, which is not known.{nearest(key, _TIER_KEYS)}"
    for key in ("all", "any"):
        said = tier.get(key, [])
        if not isinstance(said, list) or not all(isinstance(condition, dict) for condition in said):
            yield (
                key,
                f'tier {named}: {key} must be a list such as [{{ indicator = "wait_median_days", at_least = 18 }}].',
            )
            continue
        for condition in said:
            yield from ((key, cause) for cause in _condition_faults(named, condition, known))


def tier_of(said: Mapping[str, Any]) -> Tier:
    """One checked tier."""
    every, some = (tuple(map(_condition, said.get(key, ()))) for key in ("all", "any"))
    return Tier(said["code"], said["name"], every, some)


def _condition_faults(named: object, condition: Mapping[str, Any], known: set[str]) -> Iterable[str]:
    """What is wrong with one condition."""
    indicator = condition.get("indicator")
    if not isinstance(indicator, str) or indicator not in known:
        hint = nearest(shown(indicator), known)
        yield f"tier {named}: {shown(indicator)} is no indicator.{hint} Indicators: {', '.join(sorted(known))}."
    limits = [key for key in COMPARISONS if is_number(condition.get(key))]
    if len(limits) != 1 or len(condition) != 2:
        yield f"tier {named}, {shown(indicator)}: give one of {', '.join(COMPARISONS)} with a number."


def _condition(said: Mapping[str, Any]) -> Condition:
    """One checked condition."""
    comparison = next(key for key in COMPARISONS if key in said)
    return Condition(said["indicator"], comparison, float(said[comparison]))
