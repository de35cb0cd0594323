"""Providers of the demo: 102 invented names in the groups that the report counts, each with a base."""

from typing import Final

import numpy as np
import pandas as pd

from geo.demo.settlements import ZONES, anchor_m

GROUPS: Final[dict[str, int]] = {
    "delivering": 45,
    "not_mobilised": 4,
    "new": 27,
    "joining": 15,
    "no_bid": 7,
    "unsuccessful": 4,
}
"""Providers by what became of them. 49 won a place in round one, 45 of them deliver (paragraph 7); round
two added 42, of which 27 new and 15 existing suppliers (16); 11 interim suppliers do not join, 7 without
a bid and 4 without success (17)."""

NAMES: Final[tuple[str, ...]] = (
    "Acorn", "Alder", "Almond", "Anemone", "Apple", "Ash", "Aspen", "Aster", "Balsam", "Barley", "Bay",
    "Beech", "Bellflower", "Betony", "Birch", "Blackthorn", "Bluebell", "Borage", "Bracken", "Bramble",
    "Briar", "Broom", "Bryony", "Buckthorn", "Burdock", "Burnet", "Buttercup", "Campion", "Cedar",
    "Celandine", "Chervil", "Chestnut", "Chicory", "Clover", "Columbine", "Comfrey", "Coriander",
    "Cornflower", "Cowslip", "Crabapple", "Cranberry", "Crocus", "Cypress", "Daisy", "Damson", "Dill",
    "Dogwood", "Elder", "Elm", "Fennel", "Fern", "Feverfew", "Fir", "Flax", "Foxglove", "Furze",
    "Gentian", "Gorse", "Harebell", "Hawthorn", "Hazel", "Heather", "Hellebore", "Hemlock", "Holly",
    "Hornbeam", "Hyssop", "Iris", "Ivy", "Jasmine", "Juniper", "Knapweed", "Larch", "Larkspur",
    "Laurel", "Lavender", "Lilac", "Lime", "Linden", "Lupin", "Mallow", "Maple", "Marjoram",
    "Meadowsweet", "Medlar", "Mint", "Mistletoe", "Mulberry", "Myrtle", "Nettle", "Oak", "Oat",
    "Orchid", "Osier", "Pansy", "Pear", "Pine", "Plum", "Poplar", "Primrose", "Quince", "Rowan",
)  # fmt: skip
"""One word for each provider; the word Demo before it marks the name as invented."""

KINDS: Final[tuple[str, ...]] = ("Care", "Homecare", "Home Support", "Care at Home", "Domiciliary Care")

RATING_SHARES: Final[dict[str, dict[str, float]]] = {
    "established": {"outstanding": 0.05, "good": 0.73, "requires_improvement": 0.17, "not_inspected": 0.05},
    "new": {"outstanding": 0.0, "good": 0.5, "requires_improvement": 0.08, "not_inspected": 0.42},
}
"""Chance of each CQC rating (invented). Nobody is inadequate, so that a category of zero is seen."""

BASES_OUTSIDE: Final[dict[str, int]] = {"delivering": 7, "not_mobilised": 1, "new": 8, "joining": 2}
"""Providers of each group whose base lies in the city or over the border (count, invented)."""

TOWN_SHARE: Final[tuple[float, ...]] = (3, 9, 0.7, 1.5, 5, 1.4, 8, 11, 2, 4, 4, 8, 2.5, 8)
"""Relative number of provider bases in each zone, in the order of `ZONES` (invented)."""


def _bases(groups: list[str], postcodes: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """A postcode for each provider, with easting and northing."""
    outside = postcodes[postcodes["zone"] == -1]
    left = dict(BASES_OUTSIDE)
    share = np.array(TOWN_SHARE) / sum(TOWN_SHARE)
    near = []
    for zone in ZONES:
        east, north = anchor_m(zone)
        distance = np.hypot(postcodes["easting"] - east, postcodes["northing"] - north)
        near.append(postcodes.loc[distance.nsmallest(25).index])
    rows: dict[int, pd.Series] = {}
    for number in rng.permutation(len(groups)).tolist():
        pool = near[int(rng.choice(len(ZONES), p=share))]
        if left.get(groups[number], 0) > 0:
            left[groups[number]] -= 1
            pool = outside
        rows[number] = pool.iloc[int(rng.integers(len(pool)))]
    return pd.DataFrame([rows[number] for number in range(len(groups))]).reset_index(drop=True)


def _ratings(groups: list[str], rng: np.random.Generator) -> tuple[list[str], list[str]]:
    """CQC rating and its date (ISO, empty when not inspected) of each provider."""
    ratings, dates = [], []
    for group in groups:
        shares = RATING_SHARES["new" if group in ("new", "not_mobilised") else "established"]
        rating = str(rng.choice(list(shares), p=list(shares.values())))
        day = np.datetime64("2018-03-01") + int(rng.integers(0, 1550))
        ratings.append(rating)
        dates.append("" if rating == "not_inspected" else str(day))
    return ratings, dates


def _spare_hours(groups: list[str], rng: np.random.Generator) -> list[str]:
    """Hours a week a provider says it could take on, in steps of 5; empty when it has not said."""
    ceiling = {"delivering": 90, "joining": 70, "new": 160, "not_mobilised": 120}
    hours = []
    for group in groups:
        said = rng.random() < 0.85
        amount = int(rng.integers(0, ceiling.get(group, 25) // 5 + 1)) * 5
        hours.append(str(amount) if said else "")
    return hours


def make_providers(postcodes: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Table `providers` in order of provider_id, with three more columns: group, easting, northing."""
    rng = np.random.default_rng([seed, 7])
    groups = [group for group, count in GROUPS.items() for _ in range(count)]
    groups = [groups[i] for i in rng.permutation(len(groups))]
    base = _bases(groups, postcodes, rng)
    ratings, rated_on = _ratings(groups, rng)
    names = [f"Demo {word} {KINDS[int(rng.integers(len(KINDS)))]}" for word in NAMES]
    dormant = groups.index("not_mobilised")
    locations = rng.choice(9000, len(groups), replace=False) + 1000
    return pd.DataFrame(
        {
            "provider_id": [f"P{i + 1:03d}" for i in range(len(groups))],
            "provider_name": names,
            "postcode": base["postcode"],
            "cqc_location_id": [f"1-DEMO{n}" for n in locations.tolist()],
            "cqc_rating": ratings,
            "cqc_rating_on": rated_on,
            "is_dormant": ["true" if i == dormant else "false" for i in range(len(groups))],
            "spare_hours_per_week": _spare_hours(groups, rng),
            "is_new_to_area": ["true" if group == "new" else "false" for group in groups],
            "group": groups,
            "easting": base["easting"],
            "northing": base["northing"],
        }
    )
