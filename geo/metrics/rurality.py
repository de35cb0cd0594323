"""How rural a place is, from the small areas people live in and never from the average of a zone."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

NEAREST_CENTRE_M: Final = 5_000.0
"""How far the centre of the nearest small area may be, where areas have points only (m).

Measured on 19,376 postcodes in 587 census areas of Leicestershire: 99.97 % of them are nearer than that to a centre,
and 97.9 % get the class, rural or urban, that the boundaries give (91.8 % of the rural ones).
"""

SPARSE_PER_KM2: Final = 500.0
"""Fewer residents to a square kilometre make a small area rural where nothing is classified (people per km2).

Measured: of 150 (OECD), 300 (Eurostat, urban clusters), 500, 800, 1,000 and 1,500, this one agrees best with the ONS
classification of 2011 in 587 census areas of Leicestershire: in 89 % of the areas.
"""

_RURAL: Final = r"[DEF][12]|R[LS][NF]1"
_URBAN: Final = r"[ABC][12]|U[NF]1"
_RURAL_WORDS: Final = r"(?:\(england/wales\) )?(?:(?:larger |smaller )?rural\b.*)"
_URBAN_WORDS: Final = r"(?:\(england/wales\) )?urban\b.*"


def is_rural(rural_urban: pd.Series) -> pd.Series:
    """Whether a small area is rural, by the code or the words of the classification.

    Known are the classifications of England and Wales. 2011: A1, B1, C1 and C2 are urban, D1 to F2 rural. 2021: UN1 and
    UF1 are urban, RLN1, RLF1, RSN1 and RSF1 rural. The words count in any case ("Smaller rural: Nearer to a major town
    or city", "Rural village and dispersed"), and so does the plain flag, Rural or Urban.

    Returns:
        Rural or not, on the same index; missing where nothing is stated, and where what is stated is neither.

    Sources: ONS, 2011 rural-urban classification of small-area geographies; ONS, 2021 rural urban classification.
    """
    text = rural_urban.astype("str").str.strip()
    words = text.str.casefold()
    rural = text.str.upper().str.fullmatch(_RURAL) | words.str.fullmatch(_RURAL_WORDS)
    urban = text.str.upper().str.fullmatch(_URBAN) | words.str.fullmatch(_URBAN_WORDS)
    known = (rural | urban).fillna(value=False) & rural_urban.notna()
    return rural.astype("boolean").mask(~known).rename("is_rural")


def is_sparse(small_areas: pd.DataFrame) -> pd.Series:
    """Whether a small area is thinly settled: the second view, for councils without a classification.

    Formula: residents / area of the boundary (km2) < `SPARSE_PER_KM2`. It calls parks and estates of workplaces rural
    and dense villages urban, so that it is always to be shown as what it is, by density.

    Args:
        small_areas: With population and geometry in metres.

    Returns:
        Sparse or not, on the index of the areas; missing without boundary or population.
    """
    if not {"population", "geometry"} <= set(small_areas.columns):
        return pd.Series(pd.NA, index=small_areas.index, dtype="boolean", name="is_sparse")
    square_km = pd.Series(shapely.area(small_areas["geometry"].to_numpy()) / 1e6, index=small_areas.index)
    density = small_areas["population"].astype("float64") / square_km.where(square_km > 0)
    return (density < SPARSE_PER_KM2).astype("boolean").mask(density.isna()).rename("is_sparse")


def rural_by(small_areas: pd.DataFrame) -> tuple[pd.Series, str]:
    """Whether each small area is rural, by the best that is known, and what that is.

    Returns:
        Rural or not on the index of the areas, and `classification` where at least one area is classified, else
        `density` where at least one has population and boundary, else `unknown` with every area missing. The two are
        never mixed: an area that is not classified among others that are stays missing.
    """
    if "rural_urban" in small_areas:
        classified = is_rural(small_areas["rural_urban"])
        if classified.notna().any():
            return classified, "classification"
    sparse = is_sparse(small_areas).rename("is_rural")
    return sparse, "density" if sparse.notna().any() else "unknown"


def small_area_of(rows: pd.DataFrame, small_areas: pd.DataFrame) -> pd.Series:
    """The small area that each row lies in.

    Where areas have boundaries, the one that holds the point, on a shared boundary the first in the order of the
    table. Where they have points only, the nearest centre that is within `NEAREST_CENTRE_M`.

    Args:
        rows: With easting and northing (m).
        small_areas: With area_code and geometry in metres, or easting and northing (m).

    Returns:
        area_code on the index of `rows`; missing where the row is unlocated, or in no area or near none.
    """
    at = np.full(len(rows), -1, dtype=np.int64)
    there = np.flatnonzero(rows["easting"].notna().to_numpy() & rows["northing"].notna().to_numpy())
    points = shapely.points(rows[["easting", "northing"]].to_numpy("float64")[there])
    if "geometry" in small_areas and small_areas["geometry"].notna().any():
        at[there] = _holding(points, small_areas["geometry"].to_numpy())
    else:
        at[there] = _nearest(points, small_areas)
    codes = np.array([*small_areas["area_code"], None], dtype=object)
    return pd.Series(codes[at], index=rows.index, name="area_code").astype("str").mask(at < 0)


def is_rural_row(rows: pd.DataFrame, small_areas: pd.DataFrame) -> pd.Series:
    """Whether each row, a package or a person waiting, lies in a rural small area; missing where that is not known."""
    rural, _basis = rural_by(small_areas)
    by_code = dict(zip(small_areas["area_code"], rural, strict=True))
    area = small_area_of(rows, small_areas)
    values = [by_code.get(code, pd.NA) for code in area]
    return pd.Series(pd.array(values, dtype="boolean"), index=rows.index, name="is_rural")


def rural_share_pct(weights: pd.Series, rural: pd.Series, zone_code: pd.Series, zones: pd.Index) -> pd.Series:
    """Share of people, packages or waits that are rural, by zone.

    Formula: 100 x weight of rural rows / weight of rows known to be rural or not.

    Args:
        weights: What each row counts for: residents of an area, or 1 for a package.
        rural: Rural or not, on the same index; rows where it is missing are left out of both.
        zone_code: Zone of each row.
        zones: Zone codes to report on.

    Returns:
        Per cent on `zones`; missing where no weight is known.
    """
    known = rural.notna() & weights.notna()
    weight, is_one = weights[known].astype("float64"), rural[known].astype(bool)
    by_zone = zone_code[known]
    whole = weight.groupby(by_zone, observed=False).sum().reindex(zones)
    part = weight.where(is_one, 0.0).groupby(by_zone, observed=False).sum().reindex(zones)
    return 100.0 * part / whole.where(whole > 0)


def rural_population_pct(small_areas: pd.DataFrame | None, zones: pd.Index) -> pd.Series:
    """Residents who live in rural small areas, by zone.

    Formula: 100 x residents of rural areas / residents of classified areas.

    Returns:
        Per cent on `zones`; missing where there are no small areas, no classes or no residents.
    """
    name = "rural_population_pct"
    if small_areas is None or not {"population", "rural_urban"} <= set(small_areas.columns):
        return pd.Series(float("nan"), index=zones, name=name)
    rural = is_rural(small_areas["rural_urban"])
    return rural_share_pct(small_areas["population"], rural, small_areas["zone_code"], zones).rename(name)


def rural_shares(small_areas: pd.DataFrame, rows: Mapping[str, pd.DataFrame], zones: pd.Index) -> pd.DataFrame:
    """Who lives rurally, by zone: residents, residents aged 65 and 85 and over, and people who receive care or wait.

    Args:
        small_areas: Small areas with zone_code.
        rows: Rows with zone_code, easting and northing by what they are, such as packages and waiting.
        zones: Zone codes to report on.

    Returns:
        Per cent on `zones`: `rural_population_pct`, `rural_65_plus_pct`, `rural_85_plus_pct`, and `rural_<name>_pct`
        for each of the rows; missing where nothing is known. `attrs["basis"]` is the basis of `rural_by`.
    """
    rural, basis = rural_by(small_areas)
    shares = {}
    for column, name in _RESIDENTS.items():
        people = small_areas.get(column, pd.Series(np.nan, index=small_areas.index))
        shares[name] = rural_share_pct(people, rural, small_areas["zone_code"], zones)
    for name, table in rows.items():
        one = pd.Series(1.0, index=table.index)
        here = is_rural_row(table, small_areas)
        shares[f"rural_{name}_pct"] = rural_share_pct(one, here, table["zone_code"], zones)
    found = pd.DataFrame(shares, index=zones)
    found.attrs["basis"] = basis
    return found


def _holding(points: npt.NDArray[np.object_], shapes: npt.NDArray[np.object_]) -> npt.NDArray[np.int64]:
    """Position of the first shape that holds each point; -1 for none."""
    point, shape = shapely.STRtree(shapes).query(points, predicate="intersects")
    first = np.full(len(points), len(shapes), dtype=np.int64)
    np.minimum.at(first, point, shape)
    return np.where(first == len(shapes), -1, first)


def _nearest(points: npt.NDArray[np.object_], small_areas: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Position of the nearest centre within the limit; -1 for none."""
    at = np.full(len(points), -1, dtype=np.int64)
    where = np.flatnonzero(small_areas["easting"].notna().to_numpy())
    centres = shapely.points(small_areas[["easting", "northing"]].to_numpy("float64")[where])
    found = shapely.STRtree(centres).query_nearest(points, max_distance=NEAREST_CENTRE_M, all_matches=False)
    at[found[0]] = where[found[1]]
    return at


_RESIDENTS: Final = {
    "population": "rural_population_pct",
    "population_65_plus": "rural_65_plus_pct",
    "population_85_plus": "rural_85_plus_pct",
}
