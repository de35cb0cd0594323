"""The rule on what becomes of referrals that those with first refusal do not take."""

import datetime as dt

import pandas as pd

from geo.model import ReferralCascade
from geo.rules.facts import Facts, Finding, Outcome, unknown
from geo.rules.referrals import offers_to
from geo.text import counted


def referral_cascade(rule: ReferralCascade, facts: Facts) -> list[Finding]:
    """Referrals of each zone that were refused and not passed on in time, or that went to the others first."""
    limit, unit = "0", "referrals"
    lack = facts.lacking("awards") or facts.lacking("offers", ["case_id"])
    if lack:
        return unknown(lack, zones=facts.zones, limit=limit, unit=unit)
    since = pd.Timestamp(rule.in_force_from or dt.date.min)
    first = offers_to(facts, rule.first, None)  # who was asked before the rule held was asked first all the same
    lost = first[first["case_id"].isna() & (first["response"] != "accepted") & (first["offered_on"] >= since)]
    lost = lost.groupby("zone_code").size()
    first, then = _by_case(first), _by_case(offers_to(facts, rule.then, rule.in_force_from))
    findings = []
    for zone in facts.zones:
        here, after = first[first["zone_code"] == zone], then[then["zone_code"] == zone]
        cases = here.merge(after, on="case_id", how="outer", suffixes=("", "_then"))
        cases = cases.assign(is_asked=cases["max"] >= since)
        cases = cases[cases["is_asked"] | cases["min_then"].notna()]
        findings.append(_passed_on(rule, facts, zone, cases, int(lost.get(zone, 0))))
    return findings


def _by_case(offers: pd.DataFrame) -> pd.DataFrame:
    """One row for each case and zone: day of the first offer, of the last, and whether any was accepted."""
    followed = offers[offers["case_id"].notna()]
    followed = followed.assign(is_accepted=followed["response"] == "accepted")
    grouped = followed.groupby(["zone_code", "case_id"], observed=True)
    whole = grouped["offered_on"].agg(["min", "max"])
    return whole.assign(is_accepted=grouped["is_accepted"].any()).reset_index()


def _passed_on(rule: ReferralCascade, facts: Facts, zone: str, cases: pd.DataFrame, lost: int) -> Finding:
    """One zone's refusals and what became of them.

    Args:
        rule: The rule.
        facts: The week.
        zone: zone_code.
        cases: One row a case, with first and last offer to those with first refusal and to the others (`_then`), and
            whether those with first refusal were asked since the rule holds.
        lost: Refusals without a case, which cannot be followed.
    """
    lead, others = (" or ".join(roles).replace("_", " ") for roles in (rule.first, rule.then))
    blind = f"{counted(lost, 'refusal')} without a case cannot be followed" if lost else ""
    if cases.empty:
        reason = blind or f"No referral that can be followed was offered to the {lead}"
        return Finding(outcome="no_data", zone=zone, limit="0", unit="referrals", reason=f"{reason}.")
    grace = dt.timedelta(days=rule.within_days)
    early = cases["min_then"].notna() & ~(cases["min"] <= cases["min_then"])
    refused = cases["is_asked"] & ~cases["is_accepted"].eq(other=True)
    passed = refused & cases["min_then"].notna()
    late = passed & (cases["min_then"] - cases["max"] > grace)
    alone = refused & ~passed
    stuck = alone & (cases["max"] <= pd.Timestamp(facts.as_at - grace)) & ~cases["case_id"].isin(_closed(facts))
    wrong = int((early | late | stuck).sum())
    said = [f"The {lead} did not take {counted(int(refused.sum()), 'referral')}"]
    for which, words in (
        (passed, f"went on to {others} providers"),
        (late, f"of these after more than {rule.within_days} days"),
        (stuck, f"went to nobody for {rule.within_days} days or more"),
        (alone & ~stuck, "need not have gone on yet, or were closed meanwhile"),
        (early, f"went to {others} providers first"),
    ):
        if which.any():
            said.append(f"{int(which.sum()):,} {words}")
    told = "; ".join([*said, blind] if blind else said) + "."
    outcome: Outcome = "fail" if wrong else "no_data" if lost else "pass"
    remedies = {
        "fail": f"Offer what is stuck to the {others} providers at once, and new referrals to the {lead} first.",
        "no_data": "Give every offer its case_id.",
        "pass": "",
    }
    value = None if outcome == "no_data" else wrong
    return Finding(
        outcome=outcome, zone=zone, value=value, limit="0", unit="referrals", reason=told, remedy=remedies[outcome]
    )


def _closed(facts: Facts) -> pd.Series:
    """Cases whose wait has ended, so that nobody needs to be offered them any more."""
    awaiting = facts.tables["awaiting"]
    if "outcome_on" not in awaiting:
        return awaiting["case_id"].iloc[:0]
    return awaiting.loc[awaiting["outcome_on"] <= pd.Timestamp(facts.as_at), "case_id"]
