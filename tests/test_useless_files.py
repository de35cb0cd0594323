"""A file of which nothing can be used is refused: its zeros would be false. Much that is missing is said and held."""

from dataclasses import replace

import pytest

from geo.errors import InputError
from geo.report import Problem, Report, TableReport
from geo.report.account import FEWEST_USELESS
from geo.report.problems import Severity


def report(rows: int, aside: int, severity: Severity = "set_aside") -> TableReport:
    """The account of packages with some rows set aside."""
    told = [
        Problem("packages", "p.csv", severity, "no such provider.", "Add it.", row=at + 2, column="provider_id")
        for at in range(aside)
    ]
    return TableReport("packages", ("p.csv",), rows, rows - aside, 0, tuple(told))


@pytest.mark.parametrize(("severity", "said"), [("set_aside", "used"), ("not_mapped", "put on the map")])
def test_a_file_of_which_no_row_can_be_used_is_refused_by_its_first_row(severity: Severity, said: str) -> None:
    with pytest.raises(InputError) as refused:
        report(FEWEST_USELESS, FEWEST_USELESS, severity).refuse_useless()
    assert str(refused.value) == (
        f"p.csv, row 2, column provider_id: no such provider. No row of the file can be {said}. "
        "Look whether the right column is mapped."
    )


@pytest.mark.parametrize("severity", ["set_aside", "not_mapped"])
def test_a_file_with_one_good_row_or_with_very_few_rows_is_not_refused(severity: Severity) -> None:
    report(FEWEST_USELESS, FEWEST_USELESS - 1, severity).refuse_useless()
    report(FEWEST_USELESS - 1, FEWEST_USELESS - 1, severity).refuse_useless()


def test_rows_that_are_not_data_do_not_save_a_file() -> None:
    useless = report(FEWEST_USELESS, FEWEST_USELESS)
    with pytest.raises(InputError):
        replace(useless, rows_read=useless.rows_read + 3, rows_not_data=3).refuse_useless()


def test_more_than_a_tenth_without_a_place_is_said_to_leave_zones_short() -> None:
    tenth, more = (Report("Council", (report(20, aside, "not_mapped"),)) for aside in (2, 3))
    assert tenth.verdict == "Loaded with 2 rows set aside."
    assert more.verdict.endswith("So much of packages has no place that zones show too little.")
