"""Where waiting concentrates, whatever the zone lines: areas with more people waiting than chance puts there.

A cell counts people waiting (`waiting`) out of a base (`base`): people known to need care, who receive it or wait for
it, or residents. Each cell is asked together with its neighbours, so that a cluster shows on both sides of a zone line.

Two ways of asking are here. `count_p`, which is used, takes the people themselves as dealt out by chance; `gstar_p` is
PySAL's G* of the rates. Of 2,600 made-up people in Leicestershire 80 to 400 waited, four times as likely within 7 km of
a place: in 120 trials the first found the place in 107 and the second in 55. Where all were equally likely to wait,
they found something in 2 and in 5 of 120 trials.

Sources: M. Choynowski, Maps based on probabilities, J. Am. Stat. Assoc. 54 (1959) 385-388; J. Cuzick and R. Edwards,
Spatial clustering for inhomogeneous populations, J. R. Stat. Soc. B 52 (1990) 73-104, for dealing out who waits among
those who could; Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, J. R. Stat. Soc. B 57 (1995)
289-300, for many cells at once.
"""

import warnings
from collections.abc import Callable
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.stats import false_discovery_control, hypergeom

from geo.locate import Floats
from geo.metrics.hexagons import hexagon_of, hexagons
from geo.metrics.intervals import poisson_interval
from geo.schemas import METRES_CRS

FEWEST_WAITING: Final = 5
"""A cluster of fewer people waiting is not given (count): they could be recognised, and one household can make it."""

FEWEST_CELLS: Final = 20
"""Cells with a base that there must be (count). Source: ours; dealing rates out anew among fewer gives too few ways."""

PERMUTATIONS: Final = 9_999
"""How often the rates are dealt out anew (count): the least p is then 1 in 10,000, below 5 % / 500 cells."""

SEED: Final = 20_180_109
"""Start of the random numbers, so that the same week always gives the same clusters."""

FALSE_SHARE: Final = 0.05
"""Share of the cells found that may be found by chance (ratio)."""


def cells_on_hexagons(waiting: pd.DataFrame, base: pd.DataFrame, side_m: float) -> gpd.GeoDataFrame:
    """People waiting and the base they come from, by hexagon of a grid that is the same every week.

    Args:
        waiting: One row a person waiting, with easting and northing (m); unlocated ones are left out.
        base: Places with easting, northing and `weight`: 1 for each person who needs care, those waiting included, or
            the residents of a small area at its centre.
        side_m: Side of the hexagons (m); `hexagons.side_for` proposes one.

    Returns:
        Hexagons with a base, in metres, with `waiting` (people) and `base`. A person who waits where there is no base
        is in none of them, so that the base has to include those waiting or cover the whole council.
    """
    here = base[base["easting"].notna() & base["weight"].notna()]
    weight = here["weight"].groupby(hexagon_of(here, side_m)).sum()
    weight = weight[weight > 0]
    counts = hexagon_of(waiting[waiting["easting"].notna()], side_m).value_counts()
    cells = pd.DataFrame({"waiting": counts.reindex(weight.index, fill_value=0), "base": weight})
    return gpd.GeoDataFrame(cells, geometry=hexagons(weight.index, side_m), crs=METRES_CRS)


def cells_on_areas(small_areas: pd.DataFrame, waiting_area: pd.Series, base: pd.Series) -> gpd.GeoDataFrame:
    """People waiting and the base they come from, by small area.

    Args:
        small_areas: With area_code and geometry in metres.
        waiting_area: area_code of each person waiting (rurality.small_area_of); missing ones are left out.
        base: Residents, or people known to need care, by area_code.

    Returns:
        Areas with a base, indexed by area_code, with `waiting` (people) and `base`.
    """
    shapes = small_areas.set_index("area_code")["geometry"]
    weight = base.reindex(shapes.index).astype("float64")
    weight = weight[(weight > 0) & shapes.notna()]
    counts = waiting_area.dropna().value_counts().reindex(weight.index, fill_value=0)
    cells = pd.DataFrame({"waiting": counts, "base": weight})
    return gpd.GeoDataFrame(cells, geometry=shapes.loc[weight.index].to_numpy(), crs=METRES_CRS)


def neighbours_of(cells: gpd.GeoDataFrame) -> csr_array:
    """Which cells touch, at a side or a corner: 1 for each pair of neighbours, both ways, on their positions."""
    shapes = cells.geometry.to_numpy()
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    apart = one != other
    return csr_array((np.ones(apart.sum()), (one[apart], other[apart])), shape=(len(cells), len(cells)))


def find_clusters(
    cells: gpd.GeoDataFrame, method: Callable[[pd.DataFrame, csr_array], Floats] | None = None
) -> gpd.GeoDataFrame | None:
    """Areas in which more people wait than chance puts there, as one shape each, and never as points.

    Formulas: expected = waiting of all cells x base of the cluster / base of all cells; ratio = waiting / expected.
    Cells whose p is within the false discovery rate of `FALSE_SHARE` belong to a cluster, cells that touch to the same.

    Args:
        cells: Cells of `cells_on_hexagons` or `cells_on_areas`.
        method: `count_p`, which is taken without it, or `gstar_p`.

    Returns:
        One row a cluster in metres, most people above expectation first: `waiting`, `base`, `expected`, `ratio`,
        `ratio_low` and `ratio_high` (95 % interval of the count; as the cluster was chosen for being high, it is too
        good to be taken by itself), `p` (the least of its cells), `cells`. Clusters of fewer than `FEWEST_WAITING`
        people, or of no more than expected, are left out. Empty where there is none. None where there are fewer than
        `FEWEST_CELLS` cells or fewer than `FEWEST_WAITING` people waiting: then it cannot be told.
    """
    if len(cells) < FEWEST_CELLS or cells["waiting"].sum() < FEWEST_WAITING:
        return None
    neighbours = neighbours_of(cells)
    p = (method or count_p)(cells, neighbours)
    found = _merged(cells.assign(p=p, cells=1), neighbours, false_discovery_control(p) <= FALSE_SHARE)
    expected = cells["waiting"].sum() * found["base"] / cells["base"].sum()
    interval = poisson_interval(found["waiting"])
    ratios = {"ratio": found["waiting"], "ratio_low": interval["lower"], "ratio_high": interval["upper"]}
    table = found.assign(expected=expected, **{name: count / expected for name, count in ratios.items()})
    kept = table[(table["waiting"] >= FEWEST_WAITING) & (table["ratio"] > 1.0)]
    order = (kept["expected"] - kept["waiting"]).argsort(kind="stable")
    return kept.iloc[order].reset_index(drop=True)[[*_COLUMNS, "geometry"]]


def _merged(cells: gpd.GeoDataFrame, neighbours: csr_array, is_hot: npt.NDArray[np.bool_]) -> gpd.GeoDataFrame:
    """Cells that were found, those that touch as one shape, with sums and the least p."""
    hot = np.flatnonzero(is_hot)
    _, group = connected_components(neighbours[hot][:, hot], directed=False)
    sums = {"waiting": "sum", "base": "sum", "p": "min", "cells": "sum"}
    return cells.iloc[hot].dissolve(group, aggfunc=sums)


def count_p(cells: pd.DataFrame, neighbours: csr_array) -> Floats:
    """How probable it is by chance that so many people wait in a cell and its neighbours together, or more.

    Formula: P(X >= waiting of the window), X hypergeometric: as many people as wait, drawn without return from the base
    of all cells. It is exact whatever the sizes of the bases; a base that is not whole is rounded.

    Args:
        cells: With `waiting` and `base`, no fewer people in the base of all than wait.
        neighbours: Which of them are neighbours, on their positions.

    Returns:
        p of each cell (share).
    """
    base, waiting = cells["base"].round().to_numpy("float64"), cells["waiting"].to_numpy("float64")
    window_base, window_waiting = base + neighbours @ base, waiting + neighbours @ waiting
    p: Floats = hypergeom.sf(window_waiting - 1, base.sum(), waiting.sum(), window_base)
    return p


def gstar_p(cells: pd.DataFrame, neighbours: csr_array) -> Floats:
    """How probable it is by chance that high rates stand together around a cell: Getis and Ord's G* by PySAL's esda.

    Formula: G* of the rates standardised by what their bases let expect, against `PERMUTATIONS` in which all but the
    cell's own are dealt out anew; p = (as high or higher + 1) / (permutations + 1), one-sided. About a third of a
    second for 125 cells, and one second to load esda, once.

    Args:
        cells: With `waiting` and `base`.
        neighbours: Which of them are neighbours, on their positions.

    Returns:
        p of each cell (share); 1 for cells without neighbours, and for all where all rates are alike.

    Sources: J. K. Ord and A. Getis, Local spatial autocorrelation statistics, Geographical Analysis 27 (1995) 286-306;
    R. M. Assuncao and E. A. Reis, A new proposal to adjust Moran's I for population density, Statistics in Medicine 18
    (1999) 2147-2162.
    """
    import esda  # noqa: PLC0415 - slow to load, and rarely asked for
    from libpysal.graph import Graph  # noqa: PLC0415

    p: Floats = np.ones(len(cells))
    linked = np.flatnonzero(neighbours.sum(axis=1) > 0)
    waiting, base = (cells[name].to_numpy("float64")[linked] for name in ("waiting", "base"))
    if not len(linked) or not np.ptp(waiting / base) > 0:
        return p
    rate = esda.smoothing.assuncao_rate(waiting, base)
    one, other = neighbours[linked][:, linked].nonzero()
    graph = Graph.from_arrays(one, other, np.ones(len(one)))
    with warnings.catch_warnings(), np.errstate(divide="ignore", invalid="ignore"):
        # The p that esda gives by itself is of either tail and about to change its meaning; ours is taken below.
        warnings.simplefilter("ignore", DeprecationWarning)
        shifted = rate - rate.min() + 1.0
        found = esda.G_Local(shifted, graph, transform="B", star=True, permutations=PERMUTATIONS, seed=SEED, n_jobs=1)
    p[linked] = esda.significance.calculate_significance(found.Gs, found.rGs, alternative="greater")
    return p


_COLUMNS: Final = ("waiting", "base", "expected", "ratio", "ratio_low", "ratio_high", "p", "cells")
