"""A council's commissioning model: the rule its provider counts are held against, and its status thresholds.

A model is a TOML file that a commissioning officer can read; each rule names the report and paragraph it is from.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from geo.errors import InputError, RuleError
from geo.schemas import EXTRA_ROWS, ZoneFigures, columns_of
from geo.settings import nearest

MODELS: Final = Path(__file__).resolve().parent.parent / "data" / "models"
SHARED_STATUS: Final = MODELS / "shared" / "status.toml"
"""Tiers of a model that names none of its own."""

COUNTS: Final = ("interested", "awarded", "mobilised", "delivering")
DERIVED: Final = {
    "awaiting_per_100": "people waiting for every 100 receiving care",
    "mobilised_of_awarded_pct": "% of awarded providers that have mobilised",
}
"""Indicators that a tier may use beside the numeric columns of the zone table."""
COMPARISONS: Final = ("at_least", "more_than", "at_most", "less_than")

_MODEL_KEYS: Final = ("title", "area_term", "authority", "source", "providers_per_zone", "tiers")
_RULE_KEYS: Final = ("count", "at_least", "at_most", "sentence", "source")
_TIER_KEYS: Final = ("code", "name", "all", "any")


@dataclass(frozen=True)
class ProviderRule:
    """How many providers a zone must have, and by which of the four counts."""

    count: str
    at_least: int | None
    at_most: int | None
    sentence: str
    source: str

    @property
    def column(self) -> str:
        """Column of the zone table the rule is held against."""
        return f"providers_{self.count}"

    def outcome(self, providers: int | None) -> tuple[str, str]:
        """Pass, fail or no data for one zone, and why.

        Args:
            providers: Count of providers, or None where it is not known.
        """
        if providers is None:
            return "no_data", f"It is not known how many providers are {self.count}."
        found = f"{providers} {'provider' if providers == 1 else 'providers'} {self.count}"
        if self.at_least is not None and providers < self.at_least:
            return (
                "fail",
                f"{found}: {self.at_least - providers} fewer than the {self.at_least} the model asks for.",
            )
        if self.at_most is not None and providers > self.at_most:
            return "fail", f"{found}: {providers - self.at_most} more than the {self.at_most} the model allows."
        return "pass", f"{found}, as the model asks."


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


@dataclass(frozen=True)
class Model:
    """A commissioning model."""

    title: str
    area_term: str
    """What an area is called: zone or lot."""
    source: str
    provider_rule: ProviderRule | None
    tiers: tuple[Tier, ...]
    """From the hardest to source; the last has no condition."""

    def provider_outcome(self, figures: pd.DataFrame) -> pd.DataFrame:
        """The provider rule for every zone.

        Args:
            figures: The zone table.

        Returns:
            `outcome` (pass, fail or no_data) and `reason`, by zone_code; empty where the model has no such rule.
        """
        zones = figures.drop(index=list(EXTRA_ROWS), errors="ignore")
        if self.provider_rule is None:
            return pd.DataFrame(columns=["outcome", "reason"])
        counts = zones[self.provider_rule.column]
        rows = [self.provider_rule.outcome(None if pd.isna(count) else int(count)) for count in counts]
        return pd.DataFrame(rows, columns=["outcome", "reason"], index=zones.index)


def model_names() -> list[str]:
    """Names of the models that come with the program."""
    return sorted(path.stem for path in MODELS.glob("*.toml"))


def load_model(name: str, folder: Path) -> Model:
    """Load a model by name, or from a file of the workspace.

    Args:
        name: A name of `model_names`, or a path that ends in .toml, from the workspace.
        folder: The workspace.

    Returns:
        The model.

    Raises:
        InputError: There is no such model.
        RuleError: The file is not a model; every fault is named with its key and the allowed values.
    """
    path = folder / name if name.endswith(".toml") else MODELS / f"{name}.toml"
    if not path.is_file():
        raise InputError(
            f"carezones.toml: there is no model {name!r}.{nearest(name, model_names())} Models: "
            f"{', '.join(model_names())}; or give the path of your own, ending in .toml."
        )
    raw = _toml(path)
    tiers = raw.get("tiers") or _toml(SHARED_STATUS)["tiers"]
    faults = [*_faults(raw), *_tier_faults(tiers)]
    if faults:
        raise RuleError(f"{name}: " + " ".join(faults))
    return Model(raw["title"], raw["area_term"], raw["source"], _rule(raw), tuple(map(_tier, tiers)))


def _toml(path: Path) -> dict[str, Any]:
    """A file as TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"{path.name}: this is not valid TOML: {error}. Mend that line.") from None


def _faults(raw: Mapping[str, Any]) -> Iterable[str]:
    """What is wrong with a model, apart from its tiers."""
    for key in ("title", "area_term", "source"):
        if not isinstance(raw.get(key), str):
            yield f'{key} is missing. Write {key} = "...".'
    yield from (f"{key} is not known.{nearest(key, _MODEL_KEYS)}" for key in raw if key not in _MODEL_KEYS)
    rule = raw.get("providers_per_zone")
    if rule is None:
        return
    yield from (
        f"providers_per_zone has {k}, which is not known.{nearest(k, _RULE_KEYS)}" for k in rule if k not in _RULE_KEYS
    )
    if rule.get("count") not in COUNTS:
        yield f"providers_per_zone.count must be one of {', '.join(COUNTS)}."
    for key in ("at_least", "at_most"):
        if not isinstance(rule.get(key, 0), int) or rule.get(key, 0) < 0:
            yield f"providers_per_zone.{key} must be a whole number, 0 or more."
    for key in ("sentence", "source"):
        if not isinstance(rule.get(key), str):
            yield f"providers_per_zone.{key} is missing."


def _tier_faults(tiers: list[dict[str, Any]]) -> Iterable[str]:
    """What is wrong with the tiers."""
    known = {c.name for c in columns_of(ZoneFigures).values() if c.kind in ("number", "whole")} | DERIVED.keys()
    for tier in tiers:
        named = tier.get("code", "?")
        if not isinstance(tier.get("code"), str) or not isinstance(tier.get("name"), str):
            yield f"tier {named} needs a code and a name."
        yield from (
            f"tier {named} has {key}, which is not known.{nearest(key, _TIER_KEYS)}"
            for key in tier
            if key not in _TIER_KEYS
        )
        for condition in (*tier.get("all", ()), *tier.get("any", ())):
            indicator = condition.get("indicator")
            limits = [key for key in COMPARISONS if isinstance(condition.get(key), int | float)]
            if indicator not in known:
                hint = nearest(str(indicator), known)
                yield f"tier {named}: {indicator!r} is no indicator.{hint} Indicators: {', '.join(sorted(known))}."
            if len(limits) != 1 or len(condition) != 2:
                yield f"tier {named}, {indicator}: give one of {', '.join(COMPARISONS)} with a number."


def _rule(raw: Mapping[str, Any]) -> ProviderRule | None:
    """The provider rule of a checked model."""
    said = raw.get("providers_per_zone")
    if said is None:
        return None
    return ProviderRule(said["count"], said.get("at_least"), said.get("at_most"), said["sentence"], said["source"])


def _tier(said: Mapping[str, Any]) -> Tier:
    """One checked tier."""
    every, some = (tuple(map(_condition, said.get(key, ()))) for key in ("all", "any"))
    return Tier(said["code"], said["name"], every, some)


def _condition(said: Mapping[str, Any]) -> Condition:
    """One checked condition."""
    comparison = next(key for key in COMPARISONS if key in said)
    return Condition(said["indicator"], comparison, float(said[comparison]))
