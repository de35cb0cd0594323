"""Who delivers: the providers with active packages, in one zone or in all, and how much each of them carries."""

import pandas as pd

from geo.metrics.supply import OFF_FRAMEWORK


def who_delivers(active: pd.DataFrame, providers: pd.DataFrame, zone: str | None) -> pd.DataFrame:
    """Providers with at least one active package, most hours first.

    Args:
        active: Active packages with zone_code.
        providers: The providers table.
        zone: zone_code, or None for every zone, outside and unlocated included.

    Returns:
        Indexed by provider_id: provider_name, cqc_rating (missing where it is not known), packages (count),
        hours_per_week, hours_share_pct (% of the hours of the zone) and off_framework_hours_pct (% of the provider's
        hours there whose route is stated; missing where none is).
    """
    here = active if zone is None else active[active["zone_code"] == zone]
    by_provider = here.groupby("provider_id")["hours_per_week"]
    found = pd.DataFrame({"packages": by_provider.size(), "hours_per_week": by_provider.sum()})
    total_hours = found["hours_per_week"].sum()
    found["hours_share_pct"] = 100.0 * found["hours_per_week"] / total_hours if total_hours > 0 else float("nan")
    found["off_framework_hours_pct"] = _off_framework_pct(here).reindex(found.index)
    known = providers.set_index("provider_id").reindex(columns=["provider_name", "cqc_rating"])
    whole = known.reindex(found.index).join(found)
    return whole.sort_values(["hours_per_week", "provider_name"], ascending=[False, True], kind="stable")


def providers_by_payer(active: pd.DataFrame) -> pd.Series | None:
    """Providers delivering, by who pays for the packages: a count of providers means nothing without its scope.

    A joint package counts for social care and for health; a provider is counted once in each number.

    Args:
        active: Active packages.

    Returns:
        Providers (count): social_care, health, both (of the two before) and either (all whose payer is stated);
        None where the packages do not say who pays.
    """
    if "funder" not in active or active["funder"].isna().all():
        return None
    social, health = (
        set(active.loc[active["funder"].isin([payer, "joint"]), "provider_id"]) for payer in ("social_care", "health")
    )
    counts = {"social_care": social, "health": health, "both": social & health, "either": social | health}
    return pd.Series({scope: len(providers) for scope, providers in counts.items()}, name="providers")


def _off_framework_pct(here: pd.DataFrame) -> pd.Series:
    """Share of each provider's hours bought off the framework, of those whose route is stated (%)."""
    if "contract_route" not in here:
        return pd.Series(dtype="float64")
    stated = here[here["contract_route"].notna()]
    off = stated["hours_per_week"].where(stated["contract_route"].isin(OFF_FRAMEWORK), 0.0)
    hours = stated.groupby("provider_id")["hours_per_week"].sum()
    return 100.0 * off.groupby(stated["provider_id"]).sum() / hours.where(hours > 0)
