"""Rules on how many: providers in a zone, zones of a provider, zones with a holder, providers that have mobilised."""

from dataclasses import replace

import pandas as pd

from geo.metrics.supply import award_pairs, in_force
from geo.model import FullCoverage, MobilisedBy, ProvidersPerZone, ZonesPerProvider
from geo.rules.facts import Facts, Finding, Outcome, unknown
from geo.schemas import CONTRACT_HOLDERS
from geo.text import counted, joined, long_date, plural

_DATE_OF = {"interested": ["interested_on"], "mobilised": ["mobilised_on"]}


def providers_per_zone(rule: ProvidersPerZone, facts: Facts) -> list[Finding]:
    """Providers of each zone by the rule's count and roles, held against its limits."""
    limit, unit = range_in_words(rule.least, rule.most), "providers"
    by_awards = rule.count != "delivering" or bool(rule.roles)
    lack = facts.lacking("awards", _DATE_OF.get(rule.count, [])) if by_awards else None
    if lack:
        return unknown(lack, zones=facts.zones, limit=limit, unit=unit)
    found = _pairs(rule, facts).groupby("zone_code")["provider_id"].agg(list)
    return [_held(rule, facts, zone, list(found.get(zone, []))) for zone in facts.zones]


def range_in_words(least: int | None, most: int | None) -> str:
    """`exactly 1`, `5 to 10`, `at least 2`, `at most 3`; `not set` where there is neither."""
    if least is not None and most is not None:
        return f"exactly {least}" if least == most else f"{least} to {most}"
    if least is not None:
        return f"at least {least}"
    return "not set" if most is None else f"at most {most}"


def zones_per_provider(rule: ZonesPerProvider, facts: Facts) -> list[Finding]:
    """Zones that each provider of the register holds, held against the most it may hold."""
    everyone, limit, unit = facts.tables["providers"]["provider_id"], f"at most {rule.at_most}", plural(facts.area)
    pairs = award_pairs(facts.tables.get("awards"), "awarded", facts.as_at, rule.roles)
    if pairs is None:
        return unknown(facts.lacking("awards") or ("", ""), providers=everyone, limit=limit, unit=unit)
    held = pairs.groupby("provider_id")["zone_code"].agg(list)
    findings = []
    for provider in everyone:
        zones = sorted(held.get(provider, []), key=facts.zones.index)
        names = joined([str(facts.zone_names[zone]) for zone in zones])
        over = len(zones) - rule.at_most
        findings.append(
            Finding(
                outcome="fail" if over > 0 else "pass",
                provider=provider,
                value=len(zones),
                limit=limit,
                unit=unit,
                reason=f"Holds {counted(len(zones), facts.area)}" + (f": {names}." if zones else "."),
                remedy=f"Award {counted(over, facts.area)} to somebody else." if over > 0 else "",
            )
        )
    return findings


def full_coverage(rule: FullCoverage, facts: Facts) -> list[Finding]:
    """Whether every zone has a holder."""
    limit, unit = str(len(facts.zones)), plural(facts.area)
    pairs = award_pairs(facts.tables.get("awards"), "awarded", facts.as_at, rule.roles)
    if pairs is None:
        return unknown(facts.lacking("awards") or ("", ""), limit=limit, unit=unit)
    bare = [zone for zone in facts.zones if zone not in set(pairs["zone_code"])]
    names = joined([str(facts.zone_names[zone]) for zone in bare])
    whole = f"Every one of the {counted(len(facts.zones), facts.area)} has a contract holder."
    return [
        Finding(
            outcome="fail" if bare else "pass",
            value=len(facts.zones) - len(bare),
            limit=limit,
            unit=unit,
            reason=f"Nobody holds {names}." if bare else whole,
            remedy=f"Award {names}." if bare else "",
        )
    ]


def mobilised_by(rule: MobilisedBy, facts: Facts) -> list[Finding]:
    """Whether each provider with an award has mobilised in at least one of its zones."""
    lack = facts.lacking("awards", ["mobilised_on", "awarded_on"] if rule.awarded_by else ["mobilised_on"])
    if lack:
        return unknown(lack)
    awards = in_force(facts.tables["awards"], facts.as_at)
    awards = awards[awards["role"].isin(rule.roles)]
    if rule.awarded_by:
        awards = awards[awards["awarded_on"] <= pd.Timestamp(rule.awarded_by)]
    ready = awards[awards["mobilised_on"] <= pd.Timestamp(facts.as_at)].groupby("provider_id")
    first, zones = ready["mobilised_on"].min(), ready["zone_code"].nunique()
    due = pd.Timestamp(rule.by or facts.as_at)
    return [
        _readiness(facts, provider, first.get(provider), due, int(zones.get(provider, 0)))
        for provider in sorted(awards["provider_id"].unique())
    ]


def _readiness(facts: Facts, provider: str, first: pd.Timestamp | None, due: pd.Timestamp, zones: int) -> Finding:
    """Whether one provider was ready in time; it has no first day where it has not mobilised."""
    outcome: Outcome
    if first is None and pd.Timestamp(facts.as_at) < due:
        outcome, reason = "no_data", f"Has not mobilised anywhere yet; it has until {long_date(due)}."
    elif first is None:
        outcome, reason = "fail", "Has not mobilised anywhere yet."
    elif first > due:
        late = counted((first - due).days, "day")
        outcome, reason = "fail", f"Was first ready on {long_date(first)}, {late} late."
    else:
        outcome, reason = "pass", f"Ready since {long_date(first)}; mobilised in {counted(zones, facts.area)} by now."
    return Finding(
        outcome=outcome,
        provider=provider,
        value=zones,
        limit=f"at least 1 by {long_date(due)}",
        unit=plural(facts.area),
        reason=reason,
        remedy="Ask what keeps it from mobilising, or end the award." if outcome == "fail" and not zones else "",
    )


def _pairs(rule: ProvidersPerZone, facts: Facts) -> pd.DataFrame:
    """Provider and zone of everyone who counts."""
    awards = facts.tables.get("awards")
    if rule.count != "delivering":
        pairs = award_pairs(awards, rule.count, facts.as_at, rule.roles or CONTRACT_HOLDERS)
        return pd.DataFrame(columns=["provider_id", "zone_code"]) if pairs is None else pairs
    delivering = facts.active[["provider_id", "zone_code"]].drop_duplicates()
    if not rule.roles:
        return delivering
    held = award_pairs(awards, "awarded", facts.as_at, rule.roles)
    return delivering if held is None else delivering.merge(held)


def _held(rule: ProvidersPerZone, facts: Facts, zone: str, providers: list[str]) -> Finding:
    """One zone held against the rule."""
    number = len(providers)
    role = " as " + " or ".join(word.replace("_", " ") for word in rule.roles) if rule.roles else ""
    said = f"{counted(number, 'provider')} {rule.count}{role}"
    who = f": {facts.named(providers)}" if providers else ""
    finding = Finding(
        outcome="pass",
        zone=zone,
        value=number,
        limit=range_in_words(rule.least, rule.most),
        unit="providers",
        reason=f"{said}{who}.",
    )
    if rule.least is None and rule.most is None:
        told = f"{said}{who}. The model leaves the limit open, so it cannot be told whether that is too many."
        return replace(finding, outcome="no_data", reason=told, remedy="Write at_most into the rule of your model.")
    if rule.least is not None and number < rule.least:
        short = rule.least - number
        told = f"{said}, {short} fewer than the rule asks for{who}."
        return replace(finding, outcome="fail", reason=told, remedy=_more(rule.count, short))
    if rule.most is not None and number > rule.most:
        over = number - rule.most
        told = f"{said}, {over} more than the rule allows{who}."
        return replace(
            finding, outcome="fail", reason=told, remedy=f"End {counted(over, 'award')}, or correct the table."
        )
    return finding


def _more(count: str, short: int) -> str:
    """What brings more providers of a count."""
    who = counted(short, "more provider")
    return {
        "interested": f"Ask providers near by: {who} would do.",
        "awarded": f"Award the contract to {who}.",
        "mobilised": f"Support {who} to mobilise.",
        "delivering": f"Place packages with {who} that may work here.",
    }[count]
