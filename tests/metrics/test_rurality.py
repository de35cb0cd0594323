"""Rural or not: both classifications, the small area a row lies in, shares, and the view by density."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from lots import REAL, needs_real_files, square

from geo.metrics.rurality import (
    NEAREST_CENTRE_M,
    is_rural,
    is_rural_row,
    is_sparse,
    rural_by,
    rural_population_pct,
    rural_shares,
    small_area_of,
)

ZONES = pd.Index(["A", "B"], name="zone_code")

RUC_2011 = {
    "A1": "Urban major conurbation",
    "B1": "Urban minor conurbation",
    "C1": "Urban city and town",
    "C2": "Urban city and town in a sparse setting",
    "D1": "Rural town and fringe",
    "D2": "Rural town and fringe in a sparse setting",
    "E1": "Rural village and dispersed",
    "E2": "Rural village and dispersed in a sparse setting",
}
RUC_2011_OUTPUT_AREAS = {
    "E1": "Rural village",
    "E2": "Rural village in a sparse setting",
    "F1": "Rural hamlets and isolated dwellings",
    "F2": "Rural hamlets and isolated dwellings in a sparse setting",
}
RUC_2021 = {
    "UN1": "Urban: Nearer to a major town or city",
    "UF1": "Urban: Further from a major town or city",
    "RLN1": "Larger rural: Nearer to a major town or city",
    "RLF1": "Larger rural: Further from a major town or city",
    "RSN1": "Smaller rural: Nearer to a major town or city",
    "RSF1": "Smaller rural: Further from a major town or city",
}


@pytest.mark.parametrize(("code", "words"), [*RUC_2011.items(), *RUC_2011_OUTPUT_AREAS.items(), *RUC_2021.items()])
def test_every_code_and_name_of_both_classifications_is_known(code: str, words: str) -> None:
    rural = code[0] in "DEFR"
    said = pd.Series([code, code.lower(), f" {code} ", words, words.upper(), f"(England/Wales) {words}"])
    assert is_rural(said).tolist() == [rural] * 6


def test_the_plain_flag_is_known_and_what_is_neither_or_blank_is_missing() -> None:
    said = pd.Series(["Rural", "Urban", None, "", "Z9", "unknown", "Rurality not known", "4"])
    assert is_rural(said).tolist() == [True, False] + [pd.NA] * 6
    assert is_rural(pd.Series([np.nan, np.nan])).isna().all()


def areas(**columns: list[object]) -> gpd.GeoDataFrame:
    """Three squares of 2 km side by side, in order of their codes, from 450 km east."""
    shapes = [square(450 + 2 * at, 300, 2) for at in range(3)]
    frame = {"area_code": ["S1", "S2", "S3"], "zone_code": ["A", "A", "B"], **columns}
    return gpd.GeoDataFrame(frame, geometry=shapes, crs="EPSG:27700")


def rows(*places: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame(places, columns=["easting", "northing"], index=[f"K{at}" for at in range(len(places))])


def test_a_point_lies_in_its_area_a_shared_boundary_belongs_to_the_first_and_outside_is_missing() -> None:
    found = small_area_of(
        rows((451_000, 301_000), (452_000, 301_000), (454_000, 302_000), (440_000, 301_000), (np.nan, np.nan)), areas()
    )
    assert found.tolist()[:3] == ["S1", "S1", "S2"]
    assert found.iloc[3:].isna().all()
    assert found.index.tolist() == ["K0", "K1", "K2", "K3", "K4"]


def test_without_boundaries_the_nearest_centre_within_the_limit_counts() -> None:
    points = pd.DataFrame(
        {"area_code": ["S1", "S2", "S3"], "easting": [0.0, 8_000.0, np.nan], "northing": [0.0, 0.0, 0.0]}
    )
    limit = NEAREST_CENTRE_M
    found = small_area_of(rows((3_000, 0), (4_500, 0), (8_000 + limit, 0), (8_001 + limit, 0)), points)
    assert found.tolist()[:3] == ["S1", "S2", "S2"]
    assert found.isna().tolist() == [False, False, False, True]


def test_a_row_in_an_area_without_a_class_is_missing_and_not_urban() -> None:
    table = areas(rural_urban=["E1", None, "C1"])
    found = is_rural_row(rows((451_000, 301_000), (453_000, 301_000), (455_000, 301_000), (0, 0)), table)
    assert found.tolist() == [True, pd.NA, False, pd.NA]


def test_density_is_people_to_a_square_kilometre_and_500_is_not_sparse() -> None:
    # Each square has 4 km2: 1,999 residents are 499.75 to a km2, 2,000 are 500.
    assert is_sparse(areas(population=[1_999.0, 2_000.0, np.nan])).tolist() == [True, False, pd.NA]
    assert is_sparse(areas()).isna().all()


def test_density_stands_in_only_where_nothing_is_classified_and_says_so() -> None:
    classified = areas(population=[100.0] * 3, rural_urban=["C1", None, "E1"])
    assert rural_by(classified)[0].tolist() == [False, pd.NA, True]
    assert rural_by(classified)[1] == "classification"
    sparse, basis = rural_by(areas(population=[100.0, 9_000.0, 100.0]))
    assert (sparse.tolist(), basis) == ([True, False, True], "density")
    nothing, basis = rural_by(areas(rural_urban=[None, None, None]))
    assert basis == "unknown"
    assert nothing.isna().all()


def test_shares_by_zone_are_weighted_by_people_and_leave_out_what_is_not_classified() -> None:
    table = areas(
        population=[300.0, 100.0, 50.0],
        population_65_plus=[30.0, 70.0, 10.0],
        rural_urban=["Smaller rural: Nearer to a major town or city", "UN1", None],
    )
    waiting = rows((451_000, 301_000), (451_500, 301_000), (453_000, 301_000), (455_000, 301_000))
    waiting["zone_code"] = ["A", "A", "A", "B"]
    found = rural_shares(table, {"waiting": waiting}, ZONES)
    assert found.attrs["basis"] == "classification"
    assert found.loc["A"].tolist() == pytest.approx([75.0, 30.0, np.nan, 200 / 3], nan_ok=True)
    assert found.loc["B"].isna().all()
    assert rural_population_pct(table, ZONES)["A"] == 75.0


def test_without_small_areas_the_share_is_missing() -> None:
    assert rural_population_pct(None, ZONES).isna().all()


@needs_real_files
@pytest.mark.real
def test_every_class_of_the_published_file_of_2011_is_known_by_code_and_by_name() -> None:
    table = pd.read_csv(REAL / "ruc2011_lsoa11_leicestershire.csv")
    by_code = is_rural(table["RUC11CD"])
    assert by_code.notna().all()
    assert by_code.sum() == 135
    assert (by_code == is_rural(table["RUC11"])).all()
