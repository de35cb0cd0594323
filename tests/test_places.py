"""The rows of a whole week with their points: what is repaired, what is doubted, and that nothing is lost."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.check import check_workspace
from geo.locate import directory, locate
from geo.settings import load_settings

DIRECTORY = directory(
    pd.DataFrame(
        {
            "postcode": ["LE11AA", "LE15AA", "W1S1AA"],
            "easting": [455e3, 456e3, 529e3],
            "northing": [345e3, 346e3, 181e3],
        }
    )
)
AREA = (450e3, 340e3, 460e3, 350e3)
CELLS = st.sampled_from(
    ["", "0", "nan", "52.99", "-1.18", "1.18", "91", "500", "455000", "345,000", "52,99", "LE1 1AA", "LEI 1AA", "x"]
)


def located_by(area: tuple[float, float, float, float] | None = AREA, **columns: list[str]) -> pd.DataFrame:
    return locate(pd.DataFrame(columns, dtype="str"), DIRECTORY, area).points


def notes_of(**columns: list[str]) -> dict[str, list[int]]:
    return {
        kind: rows.tolist() for kind, rows in locate(pd.DataFrame(columns, dtype="str"), DIRECTORY, AREA).notes.items()
    }


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=8))
def test_every_row_has_a_point_or_a_cause_and_a_remedy(rows: list[tuple[str, ...]]) -> None:
    names = ["latitude", "longitude", "easting", "northing", "postcode"]
    table = pd.DataFrame(rows, columns=names, dtype="str")
    found = locate(table, DIRECTORY, AREA)
    lost = found.points.index[found.points["easting"].isna()]
    assert found.points.index.equals(table.index)
    assert found.points["easting"].isna().equals(found.points["northing"].isna())
    assert found.unlocated.index.equals(lost)
    assert found.unlocated.notna().all(axis=None)
    assert found.unlocated[["cause", "remedy"]].map(lambda text: text.endswith(".")).all(axis=None)
    for rows_noted in found.notes.values():
        assert rows_noted.is_unique
        assert not rows_noted.intersection(lost).size


def test_only_a_postcode_that_is_not_in_the_directory_is_read_with_other_letters() -> None:
    assert notes_of(postcode=["LE1 1AA", "LE1 5AA"]) == {}
    assert notes_of(postcode=["LEI IAA", "LE1 SAA", "W15 1AA"]) == {"look_alike": [0, 1, 2]}


def test_metres_and_degrees_in_turn_are_each_read_as_what_they_are() -> None:
    found = located_by(
        latitude=["52.999", ""], longitude=["-1.181", ""], easting=["", "455123"], northing=["", "345123"]
    )
    assert found["easting"].round(-3).tolist() == [455e3, 455e3]


def test_a_longitude_east_of_greenwich_in_an_area_there_is_not_doubted() -> None:
    rows = pd.DataFrame({"latitude": ["52.636"], "longitude": ["1.297"]}, dtype="str")
    norwich = (600e3, 290e3, 640e3, 330e3)
    assert "lost_sign" not in locate(rows, DIRECTORY, norwich).notes
    assert "lost_sign" not in locate(rows, DIRECTORY, None).notes


def test_a_longitude_near_greenwich_is_not_doubted_where_it_fits_with_either_sign() -> None:
    rows = pd.DataFrame({"latitude": ["51.5"], "longitude": ["0.02"]}, dtype="str")
    here = locate(rows, None).points.iloc[0]
    there = directory(
        pd.DataFrame({"postcode": ["SE11AA"], "easting": [here["easting"]], "northing": [here["northing"]]})
    )
    assert "lost_sign" not in locate(rows.assign(postcode="SE1 1AA"), there).notes
    assert "lost_sign" not in locate(rows, None, (530e3, 170e3, 560e3, 190e3)).notes


def test_coordinates_beside_their_postcode_are_not_doubted() -> None:
    rows = {"latitude": ["52.998"], "longitude": ["-1.183"], "postcode": ["LE1 1AA"]}
    assert set(notes_of(**rows)) == {"degrees"}
    assert set(notes_of(**{**rows, "longitude": ["1.183"]})) == {"degrees", "lost_sign"}


def test_one_coordinate_of_many_decimals_is_not_coarse() -> None:
    assert "coarse" not in notes_of(latitude=["52.99"], longitude=["-1.181234"])
    assert notes_of(latitude=["52.990"], longitude=["-1.18"])["coarse"] == [0]
    assert "coarse" not in notes_of(easting=["455000"], northing=["345100"])


@pytest.mark.case(88)
def test_a_person_outside_every_zone_is_loaded_and_counted_outside(
    lots_workspace: Path, edit: Callable[[Path, str, str], None]
) -> None:
    report = check_workspace(load_settings(lots_workspace), dt.date(2018, 3, 12)).report
    packages = next(table for table in report.tables if table.table == "packages")
    assert packages.coverage is not None
    assert dataclasses.astuple(packages.coverage) == (8, 1, 1)
    assert packages.rows_loaded + packages.rows_set_aside == 10
    assert not [p for p in packages.problems if "outside" in p.cause]
