"""Small areas: groups of neighbouring cells with about the same number of residents, nested in zones."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
import shapely
from numpy.typing import ArrayLike, NDArray

from geo.demo.cells import Cells, components
from geo.demo.settlements import ZONE_NAMES, ZONES

AREA_COUNT: Final[int] = 380
"""Small areas of the county; census small areas (LSOA) hold 1,000 to 3,000 residents."""

COUNTY_RESIDENTS: Final[int] = 712_000
"""Residents of the county (count), rounded from the 2021 census."""

SHARE_65_PLUS: Final[float] = 0.21
"""Residents aged 65 or over (share), rounded."""

SHARE_85_PLUS: Final[float] = 0.028
"""Residents aged 85 or over (share), rounded."""


@dataclass(frozen=True)
class Census:
    """Residents of a region.

    Attributes:
        residents: All residents (count).
        share_65_plus: Residents aged 65 or over (share).
        share_85_plus: Residents aged 85 or over (share).
        zone_shares_65_plus: Residents aged 65 or over in each zone (share, invented), in order of zone; only
            their proportions matter.
    """

    residents: int
    share_65_plus: float
    share_85_plus: float
    zone_shares_65_plus: tuple[float, ...]


COUNTY: Final[Census] = Census(
    COUNTY_RESIDENTS, SHARE_65_PLUS, SHARE_85_PLUS, tuple(zone.share_65_plus for zone in ZONES)
)
"""Residents of the county of the demo `leicestershire-2022`."""

TOWN_DENSITY: Final[float] = 1100.0
"""Residents a square kilometre from which an area counts as urban."""

FRINGE_DENSITY: Final[float] = 330.0
"""Residents a square kilometre from which an area counts as rural town and fringe."""


def share_out(weights: ArrayLike, total: int) -> NDArray[np.int64]:
    """Whole numbers in proportion to the weights that add up to `total` (largest remainders rounded up)."""
    sizes = np.asarray(weights, dtype=float)
    exact = sizes / sizes.sum() * total
    whole = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[: total - int(whole.sum())]] += 1
    return np.asarray(whole)


def _grow(cells: Cells, members: list[int], count: int, rng: np.random.Generator) -> dict[int, int]:
    """Group number (from 0) for each member: the group with fewest residents always takes the next cell."""
    at = shapely.get_coordinates(shapely.centroid(cells.shapes))
    weights = cells.residents[members]
    seeds = [int(members[int(np.argmax(weights))])]
    while len(seeds) < count:
        nearest = np.min([np.hypot(*(at[members] - at[s]).T) for s in seeds], axis=0)
        chance = weights * nearest**2
        seeds.append(int(rng.choice(members, p=chance / chance.sum())))
    group = {cell: number for number, cell in enumerate(seeds)}
    load = {number: float(cells.residents[cell]) for number, cell in enumerate(seeds)}
    inside, open_groups = set(members), set(range(count))
    while open_groups:
        number = min(open_groups, key=lambda n: (load[n], n))
        edge = {o for c, n in group.items() if n == number for o in cells.neighbours[c] if o in inside}
        free = sorted(edge - group.keys())
        if not free:
            open_groups.discard(number)
            continue
        pick = min(free, key=lambda c: (float(np.hypot(*(at[c] - at[seeds[number]]))), c))
        group[pick] = number
        load[number] += float(cells.residents[pick])
    return group


def group_cells(
    cells: Cells, seed: int, *, names: Sequence[str] = ZONE_NAMES, number: int = AREA_COUNT
) -> NDArray[np.int64]:
    """Small area (0 to `number` - 1, zone by zone) of each cell; every area is connected.

    Args:
        cells: Cells with their zones.
        seed: Start of the random streams.
        names: Names of the zones, in order.
        number: How many small areas to make (count).

    Raises:
        ValueError: A zone is not of one piece.
    """
    rng = np.random.default_rng([seed, 4])
    per_zone = np.array([cells.residents[cells.zone == z].sum() for z in range(len(names))])
    counts = share_out(per_zone, number)
    area = np.full(len(cells.shapes), -1, dtype=np.int64)
    first = 0
    for place, count in enumerate(counts.tolist()):
        members = np.flatnonzero(cells.zone == place).tolist()
        if len(components(set(members), cells.neighbours)) != 1:
            raise ValueError(f"zone {names[place]} is not connected")
        for cell, group in _grow(cells, members, count, rng).items():
            area[cell] = first + group
        first += count
    return area


def describe_areas(cells: Cells, area: NDArray[np.int64], seed: int, census: Census = COUNTY) -> pd.DataFrame:
    """Population and rural-urban words of each small area, in the order of its number.

    Columns: area_code, zone (its place), population, population_65_plus, population_85_plus (counts, adding up to
    the census), rural_urban.
    """
    rng = np.random.default_rng([seed, 5])
    number = int(area.max()) + 1
    residents = np.bincount(area, cells.residents, number)
    square_km = np.bincount(area, shapely.area(cells.shapes), number) / 1e6
    zone = np.zeros(number, dtype=np.int64)
    zone[area] = cells.zone
    population = share_out(residents, census.residents)
    older = np.array(census.zone_shares_65_plus)[zone] * rng.normal(1, 0.16, number).clip(0.6, 1.5)
    over_65 = share_out(population * older, round(census.residents * census.share_65_plus))
    over_85 = share_out(over_65 * rng.normal(1, 0.14, number).clip(0.6, 1.4),
                        round(census.residents * census.share_85_plus))  # fmt: skip
    words = np.select(
        [population / square_km >= TOWN_DENSITY, population / square_km >= FRINGE_DENSITY],
        ["Urban city and town", "Rural town and fringe"],
        "Rural village and dispersed",
    )
    return pd.DataFrame(
        {
            "area_code": [f"DEMO{i + 1:04d}" for i in range(number)],
            "zone": zone,
            "population": population,
            "population_65_plus": over_65,
            "population_85_plus": over_85,
            "rural_urban": words,
        }
    )
