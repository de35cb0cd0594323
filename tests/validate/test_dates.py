"""Dates by hand, and the as-at date that files are held against."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from geo.errors import InputError
from geo.schemas import TABLES, columns_of
from geo.settings import load_settings
from geo.snapshot import week_of
from geo.validate.across import across
from geo.validate.dates import dates

PACKAGES = columns_of(TABLES["packages"])
ENDED, STARTED = PACKAGES["ended_on"], PACKAGES["started_on"]


def texts(*cells: str) -> pd.Series:
    return pd.Series(cells, dtype="str")


@pytest.mark.case(80, 81)
@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-06-30T23:30:00Z", "2026-07-01"),
        ("2026-06-30T23:30:00+01:00", "2026-06-30"),
        ("2026-01-31T23:30:00Z", "2026-01-31"),
        ("2026-01-31T23:30:00-05:00", "2026-02-01"),
        ("2026-03-29T00:30:00Z", "2026-03-29"),
        ("2026-03-29T01:30:00", "2026-03-29"),
        ("2026-10-24T23:30:00Z", "2026-10-25"),
        ("2026-10-25T23:30:00Z", "2026-10-25"),
    ],
)
def test_an_instant_lies_on_the_day_that_it_is_in_england(cell: str, day: str) -> None:
    assert dates(texts(cell), STARTED, None).values.tolist() == [pd.Timestamp(day)]


def test_a_date_read_in_the_other_order_refuses_only_where_another_may_be_swapped() -> None:
    assert dates(texts("01/13/2026", "25/12/2025"), ENDED, "%d/%m/%Y").refusals == ()
    assert dates(texts("01/13/2026", "01/01/2026"), ENDED, "%d/%m/%Y").refusals == ()
    refusal = dates(texts("02/01/2026", "01/13/2026"), ENDED, "%d/%m/%Y").refusals[0]
    assert refusal.at == [1]
    assert dates(texts("2026-13-01", "2026-02-01"), ENDED, "%d/%m/%Y").refusals == ()


def test_a_date_that_only_fills_is_blank_where_it_may_be_and_wrong_where_it_must_be_known() -> None:
    may, must = (dates(texts("1900-01-01", "2026-01-05"), column, None) for column in (ENDED, STARTED))
    assert (may.wrong, must.wrong.keys()) == ({}, {0})
    assert may.values.isna().tolist() == must.values.isna().tolist() == [True, False]


def test_a_year_of_another_age_is_a_slip_of_the_hand() -> None:
    found = dates(texts("1899-06-01", "1900-01-02", "2100-12-31", "2101-01-01", "9999-12-31"), ENDED, None)
    assert found.wrong.keys() == {0, 3}
    assert found.values.isna().tolist() == [True, False, False, True, True]


def test_the_day_number_of_a_workbook_from_1904_is_refused_and_any_other_is_not() -> None:
    assert dates(texts("44653", "2026-01-05"), STARTED, None, from_1904=True).refusals[0].at == [0]
    assert dates(texts("44653", "2026-01-05"), STARTED, None).refusals == ()
    assert dates(texts("2026-01-05"), STARTED, None, from_1904=True).refusals == ()


@pytest.mark.parametrize("form", ["%d/%m/%y", "%d %b %y"])
def test_a_declared_form_with_two_digits_of_the_year_is_refused_in_the_settings(tmp_path: Path, form: str) -> None:
    (tmp_path / "carezones.toml").write_text(
        '[authority]\nname = "X"\nmodel = "y"\n[sources.packages]\nfile = "p.csv"\n' + f'date_format = "{form}"\n'
    )
    with pytest.raises(InputError, match=r"four digits"):
        load_settings(tmp_path)


def files(*since: str) -> dict[str, pd.DataFrame]:
    """An awaiting list."""
    return {"awaiting": pd.DataFrame({"waiting_since": pd.to_datetime(list(since)).astype("datetime64[s]")})}


@pytest.mark.case(82)
@pytest.mark.parametrize(
    ("as_at", "said"),
    [
        (None, "no as-at date is known"),
        ("2026-01-15", None),
        ("2026-01-29", None),
        ("2026-01-30", "the newest day in them is 15 January 2026"),
        ("2026-01-04", "most waits began after the as-at date 4 January 2026"),
        ("2025-12-31", "most waits began after the as-at date 31 December 2025"),
    ],
)
def test_files_are_held_against_the_as_at_date(as_at: str | None, said: str | None) -> None:
    day = None if as_at is None else dt.date.fromisoformat(as_at)
    found = list(across(files("2026-01-02", "2026-01-05", "2026-01-15"), {"awaiting": ("a.csv",)}, day))
    assert [problem.file for problem in found] == ["carezones.toml"] * (said is not None)
    assert said is None or said in found[0].cause


@pytest.mark.case(82)
def test_week_53_is_a_week_where_the_year_has_one() -> None:
    assert [week_of(dt.date(2026, 12, 31)), week_of(dt.date(2025, 12, 31))] == ["2026-W53", "2026-W01"]


def test_nothing_is_said_of_tables_that_are_not_there() -> None:
    assert list(across({}, {}, None)) == []
    assert list(across({"providers": pd.DataFrame({"provider_id": ["P1"]})}, {"providers": ("p.csv",)}, None)) == []
