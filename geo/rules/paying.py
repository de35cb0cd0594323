"""What is paid of the hours that were commissioned."""

from dataclasses import replace

import pandas as pd

from geo.metrics.supply import award_pairs
from geo.model import Payment
from geo.rules.facts import Facts, Finding, unknown
from geo.text import counted, long_date, number

_UNIT = "% of commissioned hours"


def payment(rule: Payment, facts: Facts) -> list[Finding]:
    """What of the commissioned hours each provider is paid in each zone for the newest period."""
    limit = f"{rule.at_most_pct:g}"
    lack = facts.lacking("performance")
    if lack:
        return unknown(lack, zones=facts.zones, limit=limit, unit=_UNIT)
    periods = facts.tables["performance"]
    over = periods[periods["period_end"] < pd.Timestamp(facts.as_at)]
    if over.empty:
        lack = ("No period is over yet.", "Ask for the figures of the first period.")
        return unknown(lack, zones=facts.zones, limit=limit, unit=_UNIT)
    by_pair = dict(tuple(over.groupby(["zone_code", "provider_id"], observed=True)))
    usual = over.groupby(["zone_code", "provider_id"], observed=True)["period_end"].max().mode().max()
    found = []
    for zone, provider in sorted({*by_pair, *_holders(facts)}, key=lambda pair: (facts.zones.index(pair[0]), pair[1])):
        blank = Finding(outcome="no_data", reason="", zone=zone, provider=provider, limit=limit, unit=_UNIT)
        rows = by_pair.get((zone, provider), over.iloc[:0])
        found.append(_newest(rule, blank, facts.provider_name(provider), rows, usual))
    return found


def _holders(facts: Facts) -> list[tuple[str, str]]:
    """Zone and provider of every contract holder that has mobilised, and so has hours to account for."""
    pairs = award_pairs(facts.tables.get("awards"), "mobilised", facts.as_at)
    return [] if pairs is None else list(pairs[["zone_code", "provider_id"]].itertuples(index=False, name=None))


def payable_pct(rule: Payment, outcomes_met: int) -> float:
    """Share of the commissioned hours that is paid (%): the base, more when all outcomes are met, up to the most."""
    earned = rule.outcomes_pct if outcomes_met >= rule.outcomes else 0.0
    return min(rule.base_pct + earned, rule.at_most_pct)


def _newest(rule: Payment, blank: Finding, name: str, rows: pd.DataFrame, usual: pd.Timestamp) -> Finding:
    """One provider's newest period in one zone, where it is there, once, and complete.

    Args:
        rule: The rule.
        blank: The finding to fill in.
        name: Name of the provider.
        rows: Its periods that are over.
        usual: End of the newest period that most providers have sent.
    """
    if rows.empty:
        return replace(blank, reason=f"{name} has sent nothing yet.", remedy="Ask for its figures.")
    newest = rows["period_end"].max()
    ends = f"the period to {long_date(max(newest, usual))}"
    if newest < usual:
        reason = f"{name}: nothing for {ends}; the newest is to {long_date(newest)}."
        return replace(blank, reason=reason, remedy="Ask for the missing period.")
    period = rows[rows["period_end"] == newest]
    if len(period) > 1:
        return replace(blank, reason=f"{name}: {ends} stands {len(period)} times.", remedy="Keep the right one.")
    if "outcomes_met" not in period or period["outcomes_met"].isna().all():
        reason = f"{name}: it is not known yet how many outcomes were met in {ends}."
        return replace(blank, reason=reason, remedy="Enter the outcomes.")
    met = int(period["outcomes_met"].iloc[0])
    if met > rule.outcomes:
        reason = f"{name}: {met} outcomes met in {ends}, and there are only {rule.outcomes}."
        return replace(blank, reason=reason, remedy="Correct outcomes_met.")
    return _paid_for(rule, blank, f"{name}, {ends}", period.iloc[0])


def _paid_for(rule: Payment, blank: Finding, what: str, period: pd.Series) -> Finding:
    """A known period of one provider: what is paid of it, and why."""
    met, hours = int(period["outcomes_met"]), float(period["commissioned_hours"])
    share = payable_pct(rule, met)
    told = f"{what}: {met} of {counted(rule.outcomes, 'outcome')} met, so {share:g} % of {_hours(hours)} "
    told += f"commissioned are paid: {_hours(hours * share / 100)}."
    if hours > 0:
        delivered = 100 * float(period["delivered_hours"]) / hours
        told += f" It delivered {number(delivered, 1)} %"
        most = f", and is still paid no more than {rule.at_most_pct:g} %"
        told += (most if delivered > rule.at_most_pct else "") + "."
    if met >= rule.outcomes:
        return replace(blank, outcome="pass", value=share, reason=told)
    short = counted(rule.outcomes - met, "more outcome")
    remedy = f"{short} would have brought {min(rule.outcomes_pct, rule.at_most_pct - rule.base_pct):g} % more."
    return replace(blank, outcome="fail", value=share, reason=told, remedy=remedy)


def _hours(hours: float) -> str:
    """`1,140 hours`; a single hour in the singular."""
    return f"{number(hours, 1)} {'hour' if hours == 1 else 'hours'}"
