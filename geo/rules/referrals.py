"""The rule on the share of its referrals that a provider accepts."""

import datetime as dt
import math
from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction

import pandas as pd

from geo.metrics.supply import award_pairs
from geo.model import Acceptance
from geo.rules.facts import Facts, Finding, unknown
from geo.text import counted

_SETTING_WORDS = {"general": "general ", "extra_care": "extra care ", None: ""}


def acceptance(rule: Acceptance, facts: Facts) -> list[Finding]:
    """Share of the referrals offered to each holder of the role in its zone that it accepted."""
    limit, unit = f"at least {rule.at_least_pct:g}", "% of referrals"
    columns = ["setting"] if rule.setting else []
    lack = facts.lacking("awards") or facts.lacking("offers", columns)
    pairs = award_pairs(facts.tables.get("awards"), "awarded", facts.as_at, rule.roles)
    if lack or pairs is None:
        return unknown(lack or ("", ""), zones=facts.zones, limit=limit, unit=unit)
    first_day = facts.as_at - dt.timedelta(weeks=rule.weeks, days=-1) if rule.weeks else None
    since = max((day for day in (first_day, rule.in_force_from) if day), default=None)
    made = offers_to(facts, rule.roles, since)
    if rule.setting:
        made = made[made["setting"].isna() | (made["setting"] == rule.setting)]
    by_pair = dict(tuple(made.groupby(["zone_code", "provider_id"])))
    ordered = sorted(pairs.itertuples(index=False, name=None), key=lambda pair: facts.zones.index(pair[1]))
    findings = []
    for provider, zone in ordered:
        blank = Finding(outcome="no_data", reason="", zone=zone, provider=provider, limit=limit, unit=unit)
        offered = by_pair.get((zone, provider), made.iloc[:0])
        findings.append(_accepted(rule, blank, facts.provider_name(provider), offered))
    nobody = [zone for zone in facts.zones if zone not in set(pairs["zone_code"])]
    role = " or ".join(rule.roles).replace("_", " ")
    lack = (f"There is no {role} here, so there is nobody to accept.", f"Award the {facts.area} to somebody as {role}.")
    return findings + (unknown(lack, zones=nobody, limit=limit, unit=unit) if nobody else [])


def offers_to(facts: Facts, roles: Collection[str], since: dt.date | None) -> pd.DataFrame:
    """Offers up to the date, made to a provider while it held one of the roles in that zone.

    Args:
        facts: The week; awards and offers are there.
        roles: The roles.
        since: First day of offers that count; None for all.
    """
    offers = facts.tables["offers"]
    offers = offers[offers["offered_on"] <= pd.Timestamp(facts.as_at)]
    if since is not None:
        offers = offers[offers["offered_on"] >= pd.Timestamp(since)]
    awards = facts.tables["awards"]
    wanted = ["provider_id", "zone_code", "awarded_on", "ended_on"]
    held = awards.loc[awards["role"].isin(roles)].reindex(columns=wanted)
    held = held.astype({"awarded_on": "datetime64[s]", "ended_on": "datetime64[s]"})
    both = offers.reset_index().merge(held, on=["provider_id", "zone_code"])
    begun = (both["awarded_on"] <= both["offered_on"]) | ("awarded_on" not in awards)
    over = both["ended_on"] <= both["offered_on"]
    return offers.loc[offers.index.isin(both.loc[begun & ~over, "index"])]


def _accepted(rule: Acceptance, blank: Finding, name: str, made: pd.DataFrame) -> Finding:
    """One holder's share in one zone."""
    known = made[made["setting"].notna()] if rule.setting else made
    total, accepted = len(known), int((known["response"] == "accepted").sum())
    unstated, kind = len(made) - total, _SETTING_WORDS[rule.setting]
    tail = f" {counted(unstated, 'referral')} without a setting could not be counted." if unstated else ""
    if total == 0:
        return replace(blank, reason=f"{name} was offered no {kind}referral.{tail}")
    share = 100.0 * accepted / total
    said = f"{name} accepted {accepted:,} of {counted(total, kind + 'referral')}: "
    told = f"{said}{share_in_words(share, rule.at_least_pct)} %.{tail}"
    taken = int((made["response"] == "accepted").sum())
    turned = len(made) - taken  # with those whose setting is not known, at worst and at best
    worst = _short_of(rule, accepted, accepted + turned)
    best = _short_of(rule, taken, taken + total - accepted)
    if unstated and worst > 0 >= best:
        return replace(blank, reason=f"{told} They could turn the outcome.", remedy="State the setting of every offer.")
    short = _short_of(rule, accepted, total)
    if short <= 0:
        return replace(blank, outcome="pass", value=share, reason=told)
    remedy = f"{counted(short, 'more acceptance')} would have met it: raise it with the provider."
    return replace(blank, outcome="fail", value=share, reason=told, remedy=remedy)


def _short_of(rule: Acceptance, accepted: int, offered: int) -> int:
    """Acceptances that are missing to meet the rule; 0 or less where it is met."""
    return math.ceil(Fraction(str(rule.at_least_pct)) * offered / 100) - accepted


def share_in_words(share_pct: float, limit_pct: float) -> str:
    """A share with as many decimals as it takes to tell it from the limit: `74.9`, never a `75.0` that fails."""
    decimals = 1
    while share_pct != limit_pct and round(share_pct, decimals) == round(limit_pct, decimals) and decimals < 6:
        decimals += 1
    return f"{share_pct:.{decimals}f}"
