"""The kinds of rule a commissioning model may hold, each with the terms it is written in."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from geo.model.terms import term
from geo.schemas import CONTRACT_HOLDERS, COUNTS
from geo.schemas.codes import CQC_RATINGS, ROLES, SETTINGS

MOST_WEEKS: Final = 520
"""The longest time a rule may look back (weeks; ten years, the longest contract of a model that comes with it)."""
_ROLES_MEANING: Final = "Roles that count; left out, the holders of a contract."


@dataclass(frozen=True, kw_only=True)
class Statement:
    """Something a model says, with its source and the days on which it holds."""

    sentence: str = term("What it says in plain words, as the page shows it.", "text")
    source: str = term("Report or contract, and paragraph.", "text")
    in_force_from: dt.date | None = term("First day on which it holds.", "date", default=None)
    in_force_to: dt.date | None = term("Last day on which it holds.", "date", default=None)

    def is_in_force(self, as_at: dt.date) -> bool:
        """Whether it holds on a day."""
        return (self.in_force_from or as_at) <= as_at <= (self.in_force_to or as_at)

    def faults(self) -> Iterable[tuple[str, str]]:
        """What its terms, each right by itself, do not allow together: key and cause."""
        if self.in_force_from and self.in_force_to and self.in_force_to < self.in_force_from:
            yield "in_force_to", "in_force_to is before in_force_from."


@dataclass(frozen=True, kw_only=True)
class Rule(Statement):
    """One rule of a contract, which the week can be held against."""

    code: str = term("Short name of the rule, once in the model, such as one_lead.", "text")


@dataclass(frozen=True, kw_only=True)
class ProvidersPerZone(Rule):
    """How many providers each zone has, by one of the four counts. Without a limit every zone is no data."""

    count: str = term("Which of the four counts.", "word", allowed=COUNTS)
    roles: tuple[str, ...] = term(
        "Roles that count; left out, the holders of a contract, or, of those delivering, everyone.",
        "words",
        allowed=ROLES,
        default=(),
    )
    exactly: int | None = term("So many and no other number.", "whole", unit="providers", default=None)
    at_least: int | None = term("So many or more.", "whole", unit="providers", default=None)
    at_most: int | None = term("So many or fewer.", "whole", unit="providers", default=None)

    def faults(self) -> Iterable[tuple[str, str]]:
        """An exact number leaves no room for a range, and a range must hold a number."""
        yield from super().faults()
        if self.exactly is not None and (self.at_least is not None or self.at_most is not None):
            yield "exactly", "exactly cannot stand beside at_least or at_most. Keep one."
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            yield "at_least", f"at_least {self.at_least} is more than at_most {self.at_most}, so no zone could pass."

    @property
    def least(self) -> int | None:
        """The smallest number that passes."""
        return self.at_least if self.exactly is None else self.exactly

    @property
    def most(self) -> int | None:
        """The largest number that passes."""
        return self.at_most if self.exactly is None else self.exactly


@dataclass(frozen=True, kw_only=True)
class ZonesPerProvider(Rule):
    """How many zones one provider may hold."""

    roles: tuple[str, ...] = term(_ROLES_MEANING, "words", allowed=ROLES, default=CONTRACT_HOLDERS)
    at_most: int = term("So many or fewer.", "whole", unit="zones")


@dataclass(frozen=True, kw_only=True)
class FullCoverage(Rule):
    """Every zone is held by somebody."""

    roles: tuple[str, ...] = term(_ROLES_MEANING, "words", allowed=ROLES, default=CONTRACT_HOLDERS)


@dataclass(frozen=True, kw_only=True)
class MobilisedBy(Rule):
    """Every provider that holds an award has mobilised in at least one of its zones, by a day or at all."""

    by: dt.date | None = term("The day; left out, the as-at date.", "date", default=None)
    awarded_by: dt.date | None = term("Only awards made up to this day; left out, all.", "date", default=None)
    roles: tuple[str, ...] = term(_ROLES_MEANING, "words", allowed=ROLES, default=CONTRACT_HOLDERS)


@dataclass(frozen=True, kw_only=True)
class Acceptance(Rule):
    """The share of the referrals offered to a provider that it accepts, zone by zone. No answer is no acceptance."""

    roles: tuple[str, ...] = term("Roles the rule is for.", "words", allowed=ROLES)
    at_least_pct: float = term("So much or more.", "number", unit="% of referrals", highest=100)
    setting: str | None = term("Only referrals of this setting; left out, all.", "word", allowed=SETTINGS, default=None)
    weeks: int | None = term(
        "Only referrals of the last so many weeks; left out, all since the rule holds.", "whole", lowest=1,
        highest=MOST_WEEKS, unit="weeks", default=None,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ReferralCascade(Rule):
    """What those with first refusal do not take goes on to the others, and never to the others first."""

    first: tuple[str, ...] = term("Roles with first refusal.", "words", allowed=ROLES)
    then: tuple[str, ...] = term("Roles that get what is refused.", "words", allowed=ROLES)
    within_days: int = term(
        "A refusal younger than this need not have been passed on yet.",
        "whole",
        highest=7 * MOST_WEEKS,
        unit="days",
        default=7,
    )


@dataclass(frozen=True, kw_only=True)
class OffFrameworkStarts(Rule):
    """No package starts outside the framework while the rule holds, unless by exception."""


@dataclass(frozen=True, kw_only=True)
class HourlyRate(Rule):
    """The rate paid in a zone: one rate, or a first and a later one by the age of the package (stepped unit cost)."""

    zones: tuple[str, ...] = term("Codes of the zones it is for; left out, every zone.", "codes", default=())
    gbp: float | None = term("The rate.", "number", unit="pounds an hour", default=None)
    first_weeks: int | None = term(
        "How long the first rate is paid.", "whole", lowest=1, highest=MOST_WEEKS, unit="weeks", default=None
    )
    first_gbp: float | None = term("Rate of the first weeks.", "number", unit="pounds an hour", default=None)
    later_gbp: float | None = term("Rate after them.", "number", unit="pounds an hour", default=None)
    is_illustrative: bool = term("The amounts are examples: the source gives none.", "flag", default=False)

    def faults(self) -> Iterable[tuple[str, str]]:
        """One rate, or all three terms of a stepped one."""
        yield from super().faults()
        stepped = (self.first_weeks, self.first_gbp, self.later_gbp)
        if self.gbp is None and None in stepped:
            yield "gbp", "give gbp, or first_weeks, first_gbp and later_gbp together."
        if self.gbp is not None and stepped != (None, None, None):
            yield "gbp", "gbp cannot stand beside first_weeks, first_gbp or later_gbp. Keep one way."


@dataclass(frozen=True, kw_only=True)
class Payment(Rule):
    """What is paid of the hours commissioned: a base, and more when all outcomes are met, up to a most."""

    base_pct: float = term("Paid in any case.", "number", unit="% of commissioned hours", highest=100)
    outcomes_pct: float = term(
        "Paid on top when all outcomes are met.", "number", unit="% of commissioned hours", highest=100
    )
    outcomes: int = term("How many outcomes there are to meet.", "whole", lowest=1, unit="outcomes")
    at_most_pct: float = term("Never paid more than this.", "number", unit="% of commissioned hours", default=100.0)

    def faults(self) -> Iterable[tuple[str, str]]:
        """The base is paid in any case, so the most cannot be less."""
        yield from super().faults()
        if self.at_most_pct < self.base_pct:
            yield "at_most_pct", f"at_most_pct {self.at_most_pct:g} is less than base_pct {self.base_pct:g}."


@dataclass(frozen=True, kw_only=True)
class HoldersAndDeliverers(Rule):
    """Whoever delivers in a zone holds its contract, or works there for the holder. Nobody is counted twice."""


@dataclass(frozen=True, kw_only=True)
class QualityFloor(Rule):
    """The rating providers must have. Not inspected is no data."""

    at_least: str = term("The lowest rating that passes.", "word", allowed=CQC_RATINGS[:-1])
    roles: tuple[str, ...] = term(_ROLES_MEANING, "words", allowed=ROLES, default=CONTRACT_HOLDERS)


KINDS: Final[dict[str, type[Rule]]] = {
    "providers_per_zone": ProvidersPerZone,
    "zones_per_provider": ZonesPerProvider,
    "full_coverage": FullCoverage,
    "mobilised_by": MobilisedBy,
    "acceptance": Acceptance,
    "referral_cascade": ReferralCascade,
    "off_framework_starts": OffFrameworkStarts,
    "hourly_rate": HourlyRate,
    "payment": Payment,
    "holders_and_deliverers": HoldersAndDeliverers,
    "quality_floor": QualityFloor,
}
"""Every kind by the name it has in a model file."""
