"""Cells that say there is no date, and references that a spreadsheet cut the zeros of."""

import pandas as pd
import pytest

from geo.schemas import TABLES, Column, columns_of
from geo.validate.dates import dates
from geo.validate.numbers import numbers
from geo.validate.registers import reference_faults

PACKAGES = columns_of(TABLES["packages"])


def read(cell: str, column: Column) -> tuple[bool, list[int], int]:
    """Whether the cell gave no day, the rows that are wrong, and how many cells were repaired."""
    parsed = dates(pd.Series([cell, "2022-09-05"]), column, "%d/%m/%Y")
    return bool(parsed.values.isna()[0]), list(parsed.wrong), sum(len(at) for at in parsed.repaired.values())


@pytest.mark.parametrize("cell", ["n/a", "N/A", "na", "-", "TBC", "tba", "Ongoing", "nil", "00/00/0000", "0000-00-00"])
def test_a_word_for_no_date_is_blank_where_the_cell_may_be_and_is_counted(cell: str) -> None:
    assert read(cell, PACKAGES["ended_on"]) == (True, [], 1)


@pytest.mark.parametrize("cell", ["n/a", "-", "TBC"])
def test_a_word_for_no_date_is_wrong_where_a_date_is_needed(cell: str) -> None:
    assert read(cell, PACKAGES["started_on"]) == (True, [0], 0)


@pytest.mark.parametrize("cell", ["unknown", "not known", "died", "2/3", "currently"])
def test_a_word_that_may_stand_for_a_date_is_wrong(cell: str) -> None:
    assert read(cell, PACKAGES["ended_on"]) == (True, [0], 0)


@pytest.mark.parametrize("cell", ["15,5", "15,50", "1.234,5", "-0,25"])
def test_a_decimal_comma_is_named_and_never_read(cell: str) -> None:
    parsed = numbers(pd.Series([cell]), PACKAGES["hours_per_week"])
    assert parsed.values.isna().all()
    assert "decimals need a point" in parsed.wrong[0]


def test_a_reference_that_differs_by_zeros_at_its_front_is_said_to_have_lost_them() -> None:
    rows = pd.DataFrame({"provider_id": pd.Series(["33", "00033", "34"], dtype="str")})
    found = {fault.at: fault.remedy for fault in reference_faults(rows, {"providers": pd.Index(["00033"])})}
    assert set(found) == {0, 2}
    assert "export the column as text" in found[0]
    assert "Add it to the providers file" in found[2]
