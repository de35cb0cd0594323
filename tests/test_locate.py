"""Where a row is: postcodes in every spacing, coordinates, and the cause where there is no point."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.locate import directory, locate, postcode_keys, to_metres

DIRECTORY = directory(
    pd.DataFrame(
        {
            "postcode": ["LE11AA", "LE182FX", "W1A0AX"],
            "easting": [1000.0, 2000.0, np.nan],
            "northing": [10.0, 20.0, np.nan],
        }
    )
)


def points(**columns: list[str]) -> list[tuple[float, float]]:
    found = locate(pd.DataFrame(columns, dtype="str"), DIRECTORY).points
    return list(zip(found["easting"], found["northing"], strict=True))


@pytest.mark.parametrize("written", ["LE1 1AA", "le11aa", " LE1  1AA ", "Le1\u00a01aa", "L E 1 1 A A", "LE1-1AA"])
def test_a_postcode_is_found_in_every_spacing_and_case(written: str) -> None:
    assert points(postcode=[written]) == [(1000.0, 10.0)]


@pytest.mark.parametrize(
    ("written", "cause"),
    [
        ("", "no location"),
        ("LE1", "only the first half"),
        ("LE99 9ZZ", "not in the postcode directory"),
        ("W1A 0AX", "no point there"),
        ("No fixed abode", "no fixed abode"),
        ("by the church", "not a postcode"),
        ("LÉ1 1AA", "not a postcode"),
        ("LE1 1AA?", "not a postcode"),
    ],
)
def test_a_row_without_a_point_says_why(written: str, cause: str) -> None:
    located = locate(pd.DataFrame({"postcode": [written]}, dtype="str"), DIRECTORY)
    assert located.points["easting"].isna().all()
    assert cause in located.unlocated["cause"].iloc[0]


def test_coordinates_come_before_the_postcode_and_each_row_has_its_own_way() -> None:
    found = points(easting=["500", "", ""], northing=["600", "", ""], postcode=["LE1 1AA", "LE18 2FX", ""])
    assert found[:2] == [(500.0, 600.0), (2000.0, 20.0)]
    assert np.isnan(found[2][0])


def test_degrees_become_metres_within_five_metres_of_the_ordnance_survey_s_own_example() -> None:
    # Ordnance Survey, "A guide to coordinate systems in Great Britain", annexe C: a point near Caister, in ETRS89.
    east, north = to_metres(np.array([1.71607397]), np.array([52.65800783]))
    assert abs(east[0] - 651409.80) < 5
    assert abs(north[0] - 313177.45) < 5


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("0", "0"), ("91", "0"), ("51.5", "500"), ("nan", "1"), ("40", "-74"), ("52.6", "")]
)
def test_coordinates_elsewhere_are_unlocated(latitude: str, longitude: str) -> None:
    assert np.isnan(points(latitude=[latitude], longitude=[longitude])[0][0])


def test_decimal_commas_are_read() -> None:
    assert points(latitude=["52,6"], longitude=["-1,1"]) == points(latitude=["52.6"], longitude=["-1.1"])


def test_commas_between_thousands_of_metres_are_no_decimal_commas() -> None:
    assert (
        points(easting=["455,000"], northing=["1,345,000.5"])[0][0] != points(easting=["455"], northing=["345"])[0][0]
    )
    assert points(easting=["455,000"], northing=["345,000"]) == [(455000.0, 345000.0)]
    assert np.isnan(points(easting=["4550,5"], northing=["345000"])[0][0])


@given(st.lists(st.from_regex(r"[A-Z0-9]{1,7}", fullmatch=True), unique=True, min_size=1))
def test_different_postcodes_have_different_keys_in_any_order(codes: list[str]) -> None:
    keys = postcode_keys(np.array(codes, dtype=object))
    assert len(set(keys.tolist())) == len(codes)
    assert (keys > 0).all()


def test_what_cannot_be_a_postcode_has_no_key() -> None:
    assert postcode_keys(np.array(["", "ABCDEFGH", "LÉ11AA", "A-B"], dtype=object)).tolist() == [0, 0, 0, 0]
