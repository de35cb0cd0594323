"""Every rule of a commissioning model held against every zone and provider, as at one date.

Pure functions: nothing is read, written or changed. What is not known is no data, never a pass and never zero.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import pandas as pd

from geo.model import KINDS, Model, Rule
from geo.rules import cascade, contract, counts, packages, paying, referrals
from geo.rules.by_zone import worst_by_zone
from geo.rules.facts import Facts, Finding, unknown
from geo.schemas import columns_of
from geo.schemas.outcomes import OUTCOMES_OF_RULES, RuleOutcomes
from geo.text import long_date

__all__ = ["EVALUATORS", "Facts", "evaluate", "worst_by_zone"]

EVALUATORS: Final[Mapping[type[Rule], Callable[[Any, Facts], list[Finding]]]] = MappingProxyType(
    {
        kind: getattr(module, name)
        for name, kind in KINDS.items()
        for module in (counts, referrals, cascade, packages, paying, contract)
        if hasattr(module, name)
    }
)
"""What holds each kind of rule against the week; each is a function of the kind's own name."""


def evaluate(model: Model, facts: Facts) -> pd.DataFrame:
    """Hold every rule of a model against the week.

    Args:
        model: The model.
        facts: The week.

    Returns:
        One row for each rule and zone or provider, in the columns of `RuleOutcomes`; rules in the order of the model,
        failing rows first, then those without data. A rule that is not in force on the date has one row, no_data.
    """
    rows = [_row(rule, finding, facts) for rule in model.rules for finding in _ordered(_findings(rule, facts))]
    return pd.DataFrame(rows, columns=list(columns_of(RuleOutcomes))).astype({"value": "float64"})


def _findings(rule: Rule, facts: Facts) -> list[Finding]:
    """Outcomes of one rule."""
    if rule.in_force_from and facts.as_at < rule.in_force_from:
        return unknown((f"The rule holds from {long_date(rule.in_force_from)}; it does not hold yet.", ""))
    if rule.in_force_to and facts.as_at > rule.in_force_to:
        return unknown((f"The rule held until {long_date(rule.in_force_to)}; it holds no more.", ""))
    return EVALUATORS[type(rule)](rule, facts) or unknown(("There is nobody whom the rule speaks of.", ""))


def _ordered(findings: list[Finding]) -> list[Finding]:
    """Failing first, then without data; otherwise as they came."""
    return sorted(findings, key=lambda finding: OUTCOMES_OF_RULES.index(finding.outcome))


def _row(rule: Rule, finding: Finding, facts: Facts) -> dict[str, object]:
    """One outcome as a row of the table."""
    subject = " in ".join(part for part in (finding.provider, finding.zone) if part)
    return {
        "rule": rule.code,
        "subject": subject or "all",
        "outcome": finding.outcome,
        "value": finding.value,
        "limit": finding.limit,
        "reason": finding.reason,
        "unit": finding.unit,
        "remedy": finding.remedy,
        "zone_code": finding.zone or "",
        "zone_name": str(facts.zone_names[finding.zone]) if finding.zone else "",
        "provider_id": finding.provider or "",
        "provider_name": facts.provider_name(finding.provider) if finding.provider else "",
        "sentence": rule.sentence,
        "source": rule.source,
    }
