"""The rules that a release is made under: by default the floor, by carezones.toml only stricter."""

from dataclasses import dataclass
from typing import Final

from geo.disclosure.secondary import Need
from geo.settings import Settings
from geo.settings.floors import FLOORS

NAME: Final = "Care Zones disclosure rules"
VERSION: Final = "1"
"""Rises when the same week would be protected in another way, together with its line in the changelog."""

LEAST_PEOPLE_FOR_HOURS: Final = 10
"""People receiving care below which the hours of an area are hidden (people)."""
LEAST_A_SIDE: Final = 10
"""People who must have been sourced by the median, and who must have waited longer, before it is given (people)."""
MOST_HIDDEN: Final = 0.2
"""Share of hidden cells above which a table is too detailed and a coarser one takes its place (ratio)."""
HOURS_TO: Final = 10
"""Hours of care are rounded to the nearest so many (hours a week)."""


@dataclass(frozen=True)
class RuleSet:
    """What is hidden and how the rest is rounded. Sources of each rule: docs/release.md."""

    hidden_up_to: int = FLOORS["hidden_up_to"].least
    """Counts of 1 to this many people are hidden (people)."""
    round_to: int = FLOORS["round_to"].least
    """Other counts of people are rounded to the nearest so many (people)."""
    width: int = FLOORS["width"].least
    """Difference between the largest and the smallest possible count of a hidden cell, at the least (people)."""
    p_pct: int = FLOORS["p_pct"].least
    """No provider can work out another's hours more nearly than this (%)."""
    least_providers: int = FLOORS["least_providers"].least
    """Providers that released hours must be of."""
    least_for_median: int = FLOORS["least_for_median"].least
    """People who must have begun to wait before a median is given (people)."""
    quiet_days: int = FLOORS["quiet_days"].least
    """A release fewer days after the one before it hides more (days)."""
    weekly_least: int = FLOORS["weekly_least"].least
    """In such a release, counts of fewer people by area are hidden (people)."""

    @property
    def version(self) -> str:
        """`1`, or `1 (stricter)` where a setting differs from the floor."""
        return VERSION if self == RuleSet() else f"{VERSION} (stricter)"

    @property
    def label(self) -> str:
        """Such as `Care Zones disclosure rules 1`."""
        return f"{NAME} {self.version}"

    @property
    def need(self) -> Need:
        """How wide an attacker's interval must be."""
        return Need(width=self.width, reach=self.hidden_up_to + 1)


def rules_of(settings: Settings) -> RuleSet:
    """The rules of a workspace; its settings were held against the floor when they were read."""
    return RuleSet(**settings.release)
