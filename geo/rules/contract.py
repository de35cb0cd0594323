"""Rules on the contract itself: who works for whom, and how well they are rated."""

from typing import Final

import pandas as pd

from geo.metrics.supply import award_pairs, in_force
from geo.model import HoldersAndDeliverers, QualityFloor
from geo.rules.facts import Facts, Finding, Outcome, on_contract, unknown
from geo.schemas import CONTRACT_HOLDERS
from geo.schemas.codes import CQC_RATINGS
from geo.text import counted

_WORKERS: Final = ("subcontractor", "consortium_member")
"""Roles that deliver for a holder."""


def holders_and_deliverers(_rule: HoldersAndDeliverers, facts: Facts) -> list[Finding]:
    """Organisations that deliver in each zone without holding its contract or working for who does."""
    limit, unit = "0", "organisations outside the contract"
    lack = facts.lacking("awards")
    if lack:
        return unknown(lack, zones=facts.zones, limit=limit, unit=unit)
    awards = in_force(facts.tables["awards"], facts.as_at)
    held = set(
        awards.loc[awards["role"].isin(CONTRACT_HOLDERS), ["zone_code", "provider_id"]].itertuples(
            index=False, name=None
        )
    )
    workers = awards[awards["role"].isin(_WORKERS)].reindex(
        columns=["zone_code", "provider_id", "contract_provider_id"]
    )
    for_holder = {
        (zone, who) for zone, who, holder in workers.itertuples(index=False, name=None) if (zone, holder) in held
    }
    active = on_contract(facts.commissioned)
    delivering = active.groupby("zone_code", observed=True)["provider_id"].agg(set)
    return [_contract(facts, zone, held, for_holder, delivering.get(zone, set())) for zone in facts.zones]


def _contract(
    facts: Facts, zone: str, held: set[tuple[str, str]], for_holder: set[tuple[str, str]], delivering: set[str]
) -> Finding:
    """One zone's organisations, each counted once."""
    holders = {who for where, who in held if where == zone}
    workers = {who for where, who in for_holder if where == zone} - holders
    strangers = delivering - holders - workers
    said = [counted(len(holders), "contract holder") + (f" ({facts.named(holders)})" if holders else "")]
    work = "works" if len(workers) == 1 else "work"
    said += [f"{len(workers):,} that {work} for the holder" if workers else "nobody else named"]
    told = f"{' and '.join(said)}; {counted(len(delivering), 'organisation')} deliver, each counted once"
    told = told.replace("1 organisation deliver,", "1 organisation delivers,")
    if strangers:
        told += f"; outside the contract: {facts.named(strangers)}"
    return Finding(
        outcome="fail" if strangers else "pass",
        zone=zone,
        value=len(strangers),
        limit="0",
        unit="organisations outside the contract",
        reason=told + ".",
        remedy="Name for whom they work in the awards table, or move their packages." if strangers else "",
    )


def quality_floor(rule: QualityFloor, facts: Facts) -> list[Finding]:
    """The rating of every provider with an award, held against the lowest that passes."""
    limit = f"at least {rule.at_least.replace('_', ' ')}"
    lack = facts.lacking("awards") or facts.lacking("providers", ["cqc_rating"])
    pairs = award_pairs(facts.tables.get("awards"), "awarded", facts.as_at, rule.roles)
    if lack or pairs is None:
        return unknown(lack or ("", ""), limit=limit)
    providers = facts.tables["providers"].set_index("provider_id")["cqc_rating"]
    return [
        _rated(rule, provider, providers.get(provider), limit) for provider in sorted(pairs["provider_id"].unique())
    ]


def _rated(rule: QualityFloor, provider: str, rating: object, limit: str) -> Finding:
    """One provider's rating."""
    outcome: Outcome
    if pd.isna(rating):
        outcome, told, remedy = "no_data", "Its rating is not known.", "Fill in its cqc_rating in the providers table."
    elif rating == "not_inspected":
        outcome, told, remedy = "no_data", "The Care Quality Commission has not inspected it yet.", ""
    else:
        is_met = CQC_RATINGS.index(str(rating)) <= CQC_RATINGS.index(rule.at_least)
        outcome, told = "pass" if is_met else "fail", f"Rated {str(rating).replace('_', ' ')}."
        remedy = "" if is_met else "See that improvements are completed before it takes on more."
    return Finding(outcome=outcome, provider=provider, limit=limit, reason=told, remedy=remedy)
