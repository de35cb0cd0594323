"""Whatever stands in a column: every cell becomes a value, is said to be wrong, or is blank, and no date is swapped."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.schemas import TABLES, Column, columns_of
from geo.validate.cells import parse
from geo.validate.dates import FILLERS

FORM = "%d/%m/%Y"
COLUMNS = {
    (column.kind, column.unit, column.may_be_blank): column
    for table in TABLES.values()
    for column in columns_of(table).values()
    if column.kind != "geometry"
}
"""A column of each kind, of each unit, that may and that may not be blank."""
NASTY = [
    "", " ", "\u00a0", "\u200b", "\u200d", "#N/A", "NA", "nan", "NaT", "None", "inf", "-inf", "1e309",
    "1.5E+12", "1_000", "0x1F", "1,234.5", "12,34", "£5", "-£5", "£-5", "--5", "50%", "\u22125", "\u0661",
    "\uff11", "9" * 400, "1e5", "00123", "1.0", "46115", "46115.5", "29999", "60001", "03/04/2026",
    "04/13/2026", "31/04/2026", "03/04/26", "2026-02-29", "0001-01-01", "9999-12-31",
    "9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00+05:00", "2026-01-01T25:00", "1900-01-01", "1899-12-31",
    "3/4/2026 10:15", "yes", "N", "Extra Care", "\u202egeneral", "a\tb",
]  # fmt: skip
CELLS = st.lists(st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=12)))
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2050, 12, 31))


def read(cells: list[str], column: Column, form: str | None = FORM) -> tuple[list[object], dict[int, str], set[int]]:
    """Values, wrong cells and cells that only fill, by place."""
    parsed = parse(pd.Series(cells, dtype="str"), column, form)
    blank = ("only fill", "there is no date")
    filling = {at for what, places in parsed.repaired.items() if any(one in what for one in blank) for at in places}
    return parsed.values.tolist(), parsed.wrong, filling


@pytest.mark.parametrize("column", COLUMNS.values(), ids=lambda column: f"{column.kind}-{column.name}")
@settings(max_examples=25)
@given(cells=CELLS)
def test_each_cell_is_a_value_or_wrong_or_blank_and_only_one_of_them(column: Column, cells: list[str]) -> None:
    values, wrong, filling = read(cells, column)
    assert len(values) == len(cells)
    for at, (cell, value) in enumerate(zip(cells, values, strict=True)):
        said = [pd.notna(value), at in wrong, at in filling]
        shows = any(letter.isprintable() and letter != " " for letter in cell)
        assert sum(said) == 1 or (not any(said) and not shows), (cell, said)


@settings(max_examples=40)
@given(cells=CELLS, order=st.randoms())
def test_no_cell_is_read_otherwise_in_another_order(cells: list[str], order: object) -> None:
    column = columns_of(TABLES["packages"])["ended_on"]
    places = list(range(len(cells)))
    order.shuffle(places)
    values, wrong, filling = read(cells, column)
    again, still_wrong, still_filling = read([cells[at] for at in places], column)
    assert [str(value) for value in again] == [str(values[at]) for at in places]
    assert still_wrong == {new: wrong[old] for new, old in enumerate(places) if old in wrong}
    assert still_filling == {new for new, old in enumerate(places) if old in filling}


@settings(max_examples=50)
@given(st.lists(st.tuples(DAYS, st.booleans()), min_size=1, max_size=12))
def test_a_date_that_is_read_is_read_as_declared_and_never_swapped(days: list[tuple[dt.date, bool]]) -> None:
    cells = [day.strftime("%m/%d/%Y" if is_swapped else FORM) for day, is_swapped in days]
    values, wrong, _ = read(cells, columns_of(TABLES["packages"])["ended_on"])
    for at, cell in enumerate(cells):
        try:
            declared = dt.datetime.strptime(cell, FORM)  # noqa: DTZ007 - a date, no instant
        except ValueError:
            assert at in wrong
        else:
            assert values[at] == pd.Timestamp(declared)


@settings(max_examples=50)
@given(st.lists(DAYS, min_size=1, max_size=12))
def test_a_column_with_the_month_first_is_refused_as_soon_as_one_cell_shows_it(days: list[dt.date]) -> None:
    cells = pd.Series([day.strftime("%m/%d/%Y") for day in days], dtype="str")
    parsed = parse(cells, columns_of(TABLES["packages"])["started_on"], FORM)
    shows = any(day.day > 12 for day in days)
    would_be_swapped = any(day.day <= 12 and day.day != day.month for day in days)
    assert bool(parsed.refusals) == (shows and would_be_swapped)


@settings(max_examples=50)
@given(st.lists(DAYS, min_size=1, max_size=12))
def test_a_column_in_one_form_is_never_refused(days: list[dt.date]) -> None:
    cells = pd.Series([day.strftime(FORM) for day in days], dtype="str")
    parsed = parse(cells, columns_of(TABLES["packages"])["started_on"], FORM)
    assert parsed.refusals == ()
    filling = {dt.date.fromisoformat(day) for day in FILLERS}
    assert [value.date() for value in parsed.values] == days or filling & set(days)


@settings(max_examples=50)
@given(st.lists(DAYS, min_size=1, max_size=12))
def test_day_numbers_are_the_days_that_a_spreadsheet_shows(days: list[dt.date]) -> None:
    numbers = [(day - dt.date(1899, 12, 30)).days for day in days]
    values, wrong, _ = read([str(number) for number in numbers], columns_of(TABLES["packages"])["started_on"], None)
    if all(30_000 <= number <= 60_000 for number in numbers):
        assert [value.date() for value in values] == days
    else:
        assert sorted(wrong) == list(range(len(days)))


@settings(max_examples=50)
@given(st.floats(-1e9, 1e9).map(lambda number: round(number, 2)))
def test_a_number_with_commas_between_thousands_is_the_number(number: float) -> None:
    column = columns_of(TABLES["published"])["value"]
    for cell in (f"{number:.2f}", f"{number:,.2f}", f"{number:,.2f}".replace("-", "\u2212")):
        assert read([cell], column)[0] == [number]
