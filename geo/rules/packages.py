"""Rules on packages: what may start outside the framework, and what an hour is paid."""

import pandas as pd

from geo.model import HourlyRate, OffFrameworkStarts
from geo.rules.facts import Facts, Finding, Outcome, commissioned, on_contract, unknown
from geo.text import counted, joined, number, plural

_SAME_RATE_GBP = 0.005
"""Rates that differ by less are the same (pounds an hour; half a penny)."""


def off_framework_starts(rule: OffFrameworkStarts, facts: Facts) -> list[Finding]:
    """Packages of each zone that started outside the framework while the rule holds."""
    limit, unit = "0", "packages"
    lack = facts.lacking("packages", ["contract_route"])
    if lack:
        return unknown(lack, zones=facts.zones, limit=limit, unit=unit)
    packages = commissioned(facts.tables["packages"])
    started = packages[packages["started_on"] <= pd.Timestamp(facts.as_at)]
    if rule.in_force_from:
        started = started[started["started_on"] >= pd.Timestamp(rule.in_force_from)]
    by_zone = dict(tuple(started.groupby("zone_code", observed=True)))
    return [_started(facts, zone, by_zone.get(zone, started.iloc[:0])) for zone in facts.zones]


def _started(facts: Facts, zone: str, started: pd.DataFrame) -> Finding:
    """One zone's starts by route."""
    off = started[started["contract_route"] == "off_framework"]
    exceptions = int((started["contract_route"] == "exception").sum())
    unstated = int(started["contract_route"].isna().sum())
    said = f"{len(off):,} of {counted(len(started), 'package')} started off the framework"
    who = f": {facts.named(off['provider_id'].unique())}" if len(off) else ""
    tail = f" {counted(exceptions, 'start')} by exception." if exceptions else ""
    if unstated:
        tail += f" The route of {counted(unstated, 'start')} is not stated."
    outcome: Outcome = "fail" if len(off) else "no_data" if unstated else "pass"
    remedies = {
        "fail": "Move them to a framework provider, or record the exception.",
        "no_data": "State the contract route of every package.",
    }
    return Finding(
        outcome=outcome,
        zone=zone,
        value=len(off) if outcome != "no_data" else None,
        limit="0",
        unit="packages",
        reason=f"{said}{who}.{tail}",
        remedy=remedies.get(outcome, ""),
    )


def hourly_rate(rule: HourlyRate, facts: Facts) -> list[Finding]:
    """Running packages of each zone that are paid another rate than their age asks for."""
    limit, unit = _rate_in_words(rule), "packages at another rate"
    strange = [zone for zone in rule.zones if zone not in facts.zones]
    zones = [zone for zone in facts.zones if not rule.zones or zone in rule.zones]
    lack = facts.lacking("packages", ["hourly_rate_gbp"])
    findings = unknown(lack, zones=zones, limit=limit, unit=unit) if lack else []
    if strange:
        names = joined(strange)
        why = (f"The rule names what is no {facts.area}: {names}.", "Correct the codes in the rule of your model.")
        if facts.zones_apart:
            why = (
                f"The rate is by {facts.area} of the contract.",
                f"Count on the {plural(facts.area)} of the contract.",
            )
        findings += unknown(why, limit=limit, unit=unit)
    if lack:
        return findings
    active = on_contract(facts.commissioned)
    asked = _asked_gbp(rule, active, facts)
    return [_paid(rule, zone, active[active["zone_code"] == zone], asked) for zone in zones] + findings


def _rate_in_words(rule: HourlyRate) -> str:
    """`£17.00`, or `£16.50 for 6 weeks, then £14.00`; amounts that no source gives are called an example."""
    first = counted(rule.first_weeks or 0, "week")
    said = f"£{rule.first_gbp:.2f} for {first}, then £{rule.later_gbp:.2f}" if rule.gbp is None else f"£{rule.gbp:.2f}"
    return f"{said} (an example)" if rule.is_illustrative else said


def _asked_gbp(rule: HourlyRate, active: pd.DataFrame, facts: Facts) -> pd.Series:
    """The rate that each package should be paid (pounds an hour)."""
    if rule.gbp is not None or rule.first_weeks is None:
        return pd.Series(rule.gbp, index=active.index, dtype="float64")
    is_young = (pd.Timestamp(facts.as_at) - active["started_on"]).dt.days < 7 * rule.first_weeks
    return pd.Series(rule.later_gbp, index=active.index, dtype="float64").mask(is_young, rule.first_gbp)


def _paid(rule: HourlyRate, zone: str, here: pd.DataFrame, asked: pd.Series) -> Finding:
    """One zone's packages held against the rate."""
    paid = here["hourly_rate_gbp"]
    unstated = int(paid.isna().sum())
    off = paid - asked.reindex(here.index)
    wrong = off[off.abs() >= _SAME_RATE_GBP]
    stated = len(here) - unstated
    are = "is" if len(wrong) == 1 else "are"
    parts = [f"{len(wrong):,} of {counted(stated, 'package')} with a rate {are} paid another one"]
    weekly = round(float((wrong * here.loc[wrong.index, "hours_per_week"]).sum()), 2)
    if weekly:
        parts.append(f"in sum £{number(abs(weekly), 2)} a week too {'much' if weekly > 0 else 'little'}")
    if unstated:
        parts.append(f"{counted(unstated, 'package')} without a rate")
    told = "; ".join(parts) + "."
    outcome: Outcome = "fail" if len(wrong) else "no_data" if unstated or not stated else "pass"
    remedies = {
        "fail": f"Mend the rate of {_both(int((wrong > 0).sum()), int((wrong < 0).sum()))}.",
        "no_data": "State the rate of every package." if unstated else "",
    }
    return Finding(
        outcome=outcome,
        zone=zone,
        value=len(wrong) if outcome != "no_data" else None,
        limit=_rate_in_words(rule),
        unit="packages at another rate",
        reason=told,
        remedy=remedies.get(outcome, ""),
    )


def _both(much: int, little: int) -> str:
    """How many packages are paid too much and how many too little, naming only what there is."""
    parts = [(much, "too much"), (little, "too little")]
    return joined([f"{counted(count, 'package')} paid {how}" for count, how in parts if count])
