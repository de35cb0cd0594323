"""Outcomes as a map can show them: one for each zone, the worst of those that speak of it."""

import pandas as pd

from geo.rules.facts import Facts
from geo.schemas.outcomes import OUTCOMES_OF_RULES


def worst_by_zone(outcomes: pd.DataFrame, facts: Facts) -> pd.Series:
    """The worst outcome of each zone.

    An outcome of a zone counts there; one of a provider counts wherever it delivers or holds an award; one of all
    counts everywhere.

    Args:
        outcomes: Rows of `RuleOutcomes`.
        facts: The week they are of.

    Returns:
        fail, no_data or pass by zone_code; missing where no row speaks of the zone.
    """
    places = {str(provider): list(rows["zone_code"]) for provider, rows in facts.places.groupby("provider_id")}
    spoken: dict[str, list[str]] = {zone: [] for zone in facts.zones}
    for zone, provider, outcome in outcomes[["zone_code", "provider_id", "outcome"]].itertuples(index=False, name=None):
        everywhere = places.get(provider, []) if provider else facts.zones
        where = [zone] if zone else everywhere
        for code in where:
            spoken[code].append(outcome)
    worst = {zone: min(said, key=OUTCOMES_OF_RULES.index, default=None) for zone, said in spoken.items()}
    return pd.Series(worst, name="outcome", dtype=object).reindex(facts.zone_names.index)
