"""How rural a zone is, from the small areas people live in and never from the zone's average."""

import pandas as pd


def is_rural(rural_urban: pd.Series) -> pd.Series:
    """Whether a small area is rural, by the code or the words of the classification; missing where not classified."""
    text = rural_urban.astype("str").str.strip()
    by_word = text.str.casefold().str.startswith("rural")
    by_code = text.str.fullmatch(r"[DEF][12]|R[A-Z]{2}[0-9]?")
    return (by_word | by_code).astype("boolean").mask(rural_urban.isna())


def rural_population_pct(small_areas: pd.DataFrame | None, zones: pd.Index) -> pd.Series:
    """Residents who live in rural small areas, by zone.

    Formula: 100 x residents of rural areas / residents of classified areas.

    Returns:
        Per cent on `zones`; missing where there are no small areas, no classes or no residents.
    """
    name = "rural_population_pct"
    if small_areas is None or not {"population", "rural_urban"} <= set(small_areas.columns):
        return pd.Series(float("nan"), index=zones, name=name)
    known = small_areas[small_areas["rural_urban"].notna() & small_areas["population"].notna()]
    rural = known["population"].where(is_rural(known["rural_urban"]).astype(bool), 0.0)
    by_zone = known["zone_code"]
    people = known["population"].groupby(by_zone, observed=False).sum().reindex(zones)
    share = 100.0 * rural.groupby(by_zone, observed=False).sum().reindex(zones) / people.where(people > 0)
    return share.rename(name)
