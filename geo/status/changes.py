"""What would change a status: each threshold that holds the zone where it is, and what lies beyond it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from geo.model import Condition, Model
from geo.status.judging import Indicators, judge

Limit = tuple[str, str, str]
"""One limit of a model: code of the tier, indicator and comparison."""


@dataclass(frozen=True)
class WayOut:
    """One figure that, changed alone, would move a zone to another tier."""

    condition: Condition
    """The threshold that it would have to pass."""
    value: float
    """What the figure is now."""
    status: str
    """The tier the zone would then be in."""


@dataclass(frozen=True)
class Together:
    """Figures that, changed together, would move a zone to another tier."""

    held: tuple[tuple[Condition, float], ...]
    """The thresholds that they would all have to pass, each with what its figure is now."""
    status: str
    """The tier the zone would then be in."""


def ways_out(zone: Indicators, model: Model) -> list[WayOut]:
    """Figures that, each changed alone beyond its threshold, would move a zone to a better tier.

    Args:
        zone: Indicators of one zone.
        model: Its tiers, from the hardest to source.

    Returns:
        One for each indicator that a tier at or above the zone's own uses and that alone would do it, the best tier
        it can lead to; empty where more than one figure has to change.
    """
    order = [tier.code for tier in model.tiers]
    now = judge(zone, model).status
    if now not in order:
        return []
    found: dict[tuple[str, str], WayOut] = {}
    for condition in _conditions(model):
        value = zone[condition.indicator]
        if pd.isna(value) or not condition.holds(float(value)):
            continue
        status = judge({**zone, condition.indicator: _beyond(condition)}, model).status
        if status in order and order.index(status) > order.index(now):
            found.setdefault((condition.indicator, status), WayOut(condition, float(value), status))
    return _best(list(found.values()), order)


def ways_out_together(zone: Indicators, model: Model) -> Together | None:
    """The thresholds that put a zone into its tier, all passed at once: for where no single figure would do.

    Args:
        zone: Indicators of one zone.
        model: Its tiers, from the hardest to source.

    Returns:
        None where fewer than two thresholds hold the zone, or where passing them would not lead to a better tier.
    """
    order = [tier.code for tier in model.tiers]
    found = judge(zone, model)
    if found.status not in order or len(found.met) < 2:
        return None
    status = judge({**zone, **{met.indicator: _beyond(met) for met in found.met}}, model).status
    if status not in order or order.index(status) <= order.index(found.status):
        return None
    return Together(tuple((met, float(zone[met.indicator])) for met in found.met), status)


def limits_of(model: Model) -> dict[Limit, float]:
    """Every limit of a model by tier code, indicator and comparison, from the hardest tier."""
    return {
        (tier.code, condition.indicator, condition.comparison): condition.limit
        for tier in model.tiers
        for condition in (*tier.every, *tier.some)
    }


def with_limits(model: Model, limits: Mapping[Limit, float]) -> Model:
    """A model with other limits, for trying what they would do; the model itself stays as it is.

    Args:
        model: The model.
        limits: Limit by tier code, indicator and comparison.
    """
    tiers = tuple(
        replace(
            tier,
            every=tuple(_limited(tier.code, condition, limits) for condition in tier.every),
            some=tuple(_limited(tier.code, condition, limits) for condition in tier.some),
        )
        for tier in model.tiers
    )
    return replace(model, tiers=tiers)


def _limited(code: str, condition: Condition, limits: Mapping[Limit, float]) -> Condition:
    """A condition with its other limit, where it has one."""
    return replace(condition, limit=limits.get((code, condition.indicator, condition.comparison), condition.limit))


def _conditions(model: Model) -> Sequence[Condition]:
    """Every threshold of the model, from the hardest tier."""
    return [condition for tier in model.tiers for condition in (*tier.every, *tier.some)]


def _beyond(condition: Condition) -> float:
    """A value just on the other side of a threshold."""
    step = 1e-6 * max(abs(condition.limit), 1.0)
    return condition.limit - step if condition.comparison in ("at_least", "more_than") else condition.limit + step


def _best(found: list[WayOut], order: list[str]) -> list[WayOut]:
    """Of each indicator the way to the best tier."""
    best: dict[str, WayOut] = {}
    for way in found:
        held = best.get(way.condition.indicator)
        if held is None or order.index(way.status) > order.index(held.status):
            best[way.condition.indicator] = way
    return list(best.values())
