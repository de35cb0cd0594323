"""What the rules of the contract come to, in titles, sentences and tables."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from geo.model import Model, ProvidersPerZone, Rule
from geo.rules import Facts
from geo.schemas.outcomes import OUTCOME_WORDS, OUTCOMES_OF_RULES
from geo.text import counted, joined, long_date, number
from geo.words.numbers import NO_DATA, spoken
from geo.words.text import clean_text

RULE_WORDS: Final = OUTCOME_WORDS
"""What came of a rule, as people say it."""
NOT_SPOKEN_OF: Final = "Rule is not for it"
"""A zone of which a rule says nothing."""
PAYERS: Final = {"social_care": "social care", "health": "health", "both": "both of them"}

NOTES: Final = (
    "A rule is met only where everything it needs is known; what is not known is no data, never met and never zero.",
    "A zone on the map has the worst outcome of what the rule says of it.",
    "A rule on a provider counts in every zone in which the provider delivers or holds an award.",
    "Rules come from the model that carezones.toml names; each says its report or contract and paragraph.",
)
_COMMON: Final = frozenset(("A", "After", "An", "At", "Each", "Every", "Exactly", "No", "One", "Providers", "The"))
"""First words of a rule that are no name."""
_MOST_NAMED: Final = 3
_MOST_POINTS: Final = 6
"""Longest list of outcomes beside the map (rows); the table below has them all."""


def rules_title(outcomes: pd.DataFrame, model: Model, as_at: dt.date) -> str:
    """How many of the rules that hold on the date are not met."""
    holding = [rule.code for rule in model.rules if rule.is_in_force(as_at)]
    if not holding:
        return "No rule of the model holds on this date" if model.rules else "The model states no rule"
    worst = _worst_of_each(outcomes).reindex(holding)
    failing, unknown = (int((worst == word).sum()) for word in ("fail", "no_data"))
    rules = counted(len(holding), "rule")
    tail = f"; {number(unknown)} cannot be told in full" if unknown else ""
    if failing == 1:
        sentence = next(rule.sentence for rule in model.rules if rule.code in holding and worst[rule.code] == "fail")
        return f"1 of {rules} is not met: {within(sentence)}{tail}"
    if failing:
        return f"{failing} of {rules} are not met in at least one place{tail}"
    return f"{len(holding) - unknown} of {rules} are met everywhere{tail}" if unknown else f"All {rules} are met"


def providers_title(outcomes: pd.Series, model: Model, area: str) -> str:
    """How many zones meet the model's rules on the number of providers.

    Args:
        outcomes: Worst outcome of each zone over those rules, by zone_code.
        model: The model.
        area: What an area is called.
    """
    rules = [rule for rule in provider_rules(model) if rule.code in with_limit(provider_rules(model))]
    if not rules or outcomes.empty:
        return f"Who wants to work, may work and does work in each {area}"
    passed, failed = (int((outcomes == word).sum()) for word in ("pass", "fail"))
    unknown = len(outcomes) - passed - failed
    meet = f"meet the rule: {within(rules[0].sentence)}" if len(rules) == 1 else "meet the rules on providers"
    if failed == 0 and unknown == 0:
        return f"All {counted(passed, area)} {meet}"
    tail = f"; {unknown} cannot be told" if unknown else ""
    return f"{passed} of {counted(len(outcomes), area)} {meet}{tail}"


def within(sentence: str) -> str:
    """A sentence of the model as the end of another: a small first letter unless it begins a name, and no full stop."""
    said = clean_text(sentence, most=None).rstrip(".")
    return said[:1].lower() + said[1:] if said.split(" ")[0] in _COMMON else said


def provider_rules(model: Model) -> list[ProvidersPerZone]:
    """The model's rules on the number of providers in a zone."""
    return [rule for rule in model.rules if isinstance(rule, ProvidersPerZone)]


def with_limit(rules: Iterable[ProvidersPerZone]) -> list[str]:
    """Codes of the rules whose limit is set, so that a zone can meet them."""
    return [rule.code for rule in rules if rule.least is not None or rule.most is not None]


def summary_table(outcomes: pd.DataFrame, model: Model, as_at: dt.date) -> pd.DataFrame:
    """Every rule with how often it is met, those not met first.

    Returns:
        Text and counts by rule in words: Result, Not met, No data, Met, Holds, Source.
    """
    counts = pd.crosstab(outcomes["rule"], outcomes["outcome"]).reindex(columns=list(OUTCOMES_OF_RULES), fill_value=0)
    rows = []
    for rule in model.rules:
        count = counts.loc[rule.code] if rule.code in counts.index else pd.Series(0, index=counts.columns)
        row = {RULE_WORDS[word]: number(int(count[word])) for word in OUTCOMES_OF_RULES}
        worst = next((word for word in OUTCOMES_OF_RULES if count[word]), "no_data")
        if not rule.is_in_force(as_at):
            row = dict.fromkeys(row, "-")
        result = RULE_WORDS[worst] if rule.is_in_force(as_at) else "Not in force"
        rows.append((OUTCOMES_OF_RULES.index(worst), rule, {"Result": result, **row, "Holds": holds(rule)}))
    rows.sort(key=lambda row: row[0])
    index = pd.Index([clean_text(rule.sentence, most=None) for _, rule, _ in rows], name="Rule")
    shown = pd.DataFrame([row for _, _, row in rows], index=index)
    return shown.assign(Source=[clean_text(rule.source, most=None) for _, rule, _ in rows])


def failing_first(outcomes: pd.DataFrame, model: Model) -> dict[str, str]:
    """Sentence of each rule by its code, those not met first, then those without data."""
    worst = _worst_of_each(outcomes)
    order = sorted(model.rules, key=lambda rule: OUTCOMES_OF_RULES.index(worst.get(rule.code, "no_data")))
    return {rule.code: clean_text(rule.sentence, most=None) for rule in order}


def of_zone(outcomes: pd.DataFrame, zone: str, facts: Facts) -> pd.DataFrame:
    """The outcomes that speak of a zone: its own, those of providers there, and those of all."""
    there = outcomes["provider_id"].isin(facts.providers_in(zone))
    is_all = (outcomes["zone_code"] == "") & (outcomes["provider_id"] == "")
    return outcomes[(outcomes["zone_code"] == zone) | ((outcomes["zone_code"] == "") & there) | is_all]


def outcome_points(outcomes: pd.DataFrame) -> list[str]:
    """What is not met and what is not known, as sentences with what would mend it, and how often the rule is met."""
    open_still = outcomes[outcomes["outcome"] != "pass"]
    said = []
    for row in open_still.head(_MOST_POINTS).itertuples():
        who = " in ".join(clean_text(part) for part in (row.provider_name, row.zone_name) if part)
        lead = f"{RULE_WORDS[row.outcome]}{': ' + who if who else ''}."
        said.append(" ".join(part for part in (lead, clean_text(row.reason, most=None), row.remedy) if part))
    rest, met = len(open_still) - _MOST_POINTS, len(outcomes) - len(open_still)
    if rest > 0:
        said.append(f"And {rest:,} more; the table below has them all.")
    return [*said, f"Met {counted(met, 'time')} of {len(outcomes):,}."] if len(outcomes) else said


def holds(rule: Rule) -> str:
    """From when to when a rule holds."""
    first, last = rule.in_force_from, rule.in_force_to
    if first and last:
        return f"{long_date(first)} to {long_date(last)}"
    if first:
        return f"from {long_date(first)}"
    return f"until {long_date(last)}" if last else "always"


def outcome_table(outcomes: pd.DataFrame) -> pd.DataFrame:
    """The outcomes of one rule as text: who, what was found, what is asked for, why, and what would mend it."""
    subject = [
        " in ".join(clean_text(part) for part in parts if part) or "All"
        for parts in outcomes[["provider_name", "zone_name"]].itertuples(index=False, name=None)
    ]
    unit = next((unit for unit in outcomes["unit"] if unit), "")
    found = outcomes["value"].map(lambda value: NO_DATA if pd.isna(value) else number(value, 1))
    shown = {
        "Result": outcomes["outcome"].map(RULE_WORDS),
        f"Found ({unit})" if unit else "Found": found,
        "Asked for": outcomes["limit"],
        "Why": [clean_text(reason, most=None) for reason in outcomes["reason"]],
        "What would mend it": outcomes["remedy"],
    }
    table = pd.DataFrame(shown).set_index(pd.Index(subject, name="Who or where"))
    if not outcomes["unit"].any():
        table = table.drop(columns="Found")
    return table if outcomes["remedy"].any() else table.drop(columns="What would mend it")


def failing_sentences(outcomes: pd.DataFrame, model: Model) -> list[str]:
    """A sentence for each rule that is not met: the rule, and where or by whom."""
    said = []
    for rule in model.rules:
        rows = outcomes[(outcomes["rule"] == rule.code) & (outcomes["outcome"] == "fail")]
        if not rows.empty:
            by_zone = rows["zone_name"].replace("", pd.NA).fillna(rows["provider_name"])
            names = [clean_text(name) for name in dict.fromkeys(by_zone) if name]
            where = f" ({joined(names, _MOST_NAMED)})" if names else ""
            said.append(f"Not met: {clean_text(rule.sentence, most=None).rstrip('.')}{where}.")
    return said


def statement_points(model: Model, as_at: dt.date) -> list[str]:
    """What else the model says, with whether it holds on the date."""
    points = []
    for said in model.statements:
        still = "" if said.is_in_force(as_at) else f"; not in force on {long_date(as_at)}"
        points.append(f"{said.sentence} ({said.source}{still})")
    return points


def payers_sentence(counts: pd.Series, place: str) -> str:
    """How many providers deliver, by who pays: a count is always said with its scope."""
    parts = [f"{int(counts[scope])} for {words}" for scope, words in PAYERS.items()]
    return (
        f"Delivering in {place}, by who pays: {joined(parts)}; {int(counts['either'])} for either, each counted once."
    )


def rule_columns(outcomes: pd.DataFrame, rules: Iterable[Rule]) -> Mapping[str, pd.Series]:
    """What each rule says of each zone, by a short heading.

    Args:
        outcomes: All outcomes of the model.
        rules: Rules that speak of zones.
    """
    listed = list(rules)
    found = {}
    for rule in listed:
        rows = outcomes[(outcomes["rule"] == rule.code) & (outcomes["zone_code"] != "")]
        heading = "Rule" if len(listed) == 1 else spoken(rule.code)
        found[heading] = rows.set_index("zone_code")["outcome"].map(RULE_WORDS)
    return found


def _worst_of_each(outcomes: pd.DataFrame) -> pd.Series:
    """The worst outcome of each rule."""
    order = outcomes["outcome"].map(OUTCOMES_OF_RULES.index)
    return order.groupby(outcomes["rule"], sort=False).min().map(OUTCOMES_OF_RULES.__getitem__)
