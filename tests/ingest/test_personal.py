"""Personal columns: known by name and by content, never kept, not even in the record of a week."""

import datetime as dt
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ingest.personal import is_nhs_number, personal_columns
from geo.schemas import TABLES, columns_of

sys.path.append(str(Path(__file__).parents[1] / "catalogue"))
from cases import good_week, record_on

# Numbers made up for publication; the check digit is worked out by hand for the first: 9*10+4*9+3*8+4*7+7*6+6*5+5*4+
# 9*3+1*2 = 299, 299 mod 11 = 2, 11 - 2 = 9.
GOOD_NUMBERS = ("9434765919", "943 476 5919", "401-023-2137", "4010232137.0")


@pytest.mark.parametrize("number", GOOD_NUMBERS)
def test_a_number_whose_last_digit_checks_the_others_is_an_nhs_number(number: str) -> None:
    assert is_nhs_number(number)


@pytest.mark.parametrize(
    "text", ["9434765918", "943476591", "94347659190", "ABCDEFGHIJ", "", "٩٤٣٤٧٦٥٩١٩", "1000000010"]
)
def test_other_text_is_no_nhs_number(text: str) -> None:
    assert not is_nhs_number(text)


@given(st.integers(0, 999_999_999))
def test_one_digit_at_most_completes_nine_to_an_nhs_number(nine: int) -> None:
    assert sum(is_nhs_number(f"{nine:09}{last}") for last in range(10)) <= 1


@pytest.mark.parametrize(
    "name",
    ["First Name", "SURNAME", "full_name", "ServiceUserName", "Name", "DOB", "Date of Birth", "NHS No", "NHS Number",
     "National Insurance", "Address Line 1", "HomeAddress", "Tel", "Mobile phone", "E-mail", "email_address", "Notes",
     "Case comments", "Event Description", "GP Practice Name", "Next of kin name", "Date of Death"],
)  # fmt: skip
def test_a_column_is_known_as_personal_by_its_name(name: str) -> None:
    assert personal_columns({0: name}, pd.DataFrame({0: ["", ""]}))


@pytest.mark.parametrize(
    "name",
    ["Provider Name", "Zone name", "Team", "Ward", "Cost code", "Rate", "Postcode sector", "Status", "Notice date",
     "Provider CQC Location Name", "Denoted", "Totals", "Streetwise ref"],
)  # fmt: skip
def test_other_names_are_not_personal(name: str) -> None:
    assert not personal_columns({0: name}, pd.DataFrame({0: ["A1", "B2", "A1"]}))


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["", "x", "write to canary@example.org"], "e-mail addresses"),
        (["0116 496 0001", "+44 116 496 0002", "-"], "telephone numbers"),
        (["9434765919", "4010232137", "n/a"], "NHS or insurance numbers"),
        (["Has a key safe by the door", "Prefers the same carer each day", ""], "notes"),
        (["1000000001", "1000000002", "1000000003"], None),
        (["QZ1 1AB", "QZ1 2AB"], None),
        (["", ""], None),
        (["9434765919", ""], None),
    ],
)
def test_a_column_is_known_as_personal_by_its_content(cells: list[str], kind: str | None) -> None:
    found = personal_columns({0: "Other"}, pd.DataFrame({0: cells}))
    assert found.get(0) == kind


def test_the_record_of_a_week_holds_no_column_that_is_not_declared(tmp_path: Path) -> None:
    week = good_week(tmp_path / "week")
    for label in ("incoming/packages.csv", "incoming/awaiting.csv", "incoming/providers.csv"):
        header, *rows = week.rows(label)
        week.write_rows(label, [[*header, "Forename", "Canary Team"], *([*row, "Canary", "CANARY1"] for row in rows)])
    assert record_on(week.folder, dt.date(2026, 3, 2)) == 0
    files = [path for path in (week.folder / "snapshots").rglob("*") if path.is_file()]
    assert files
    added = {"easting", "northing", "directory_row", "zone_code", "geometry"}
    for path in files:
        assert b"canary" not in path.read_bytes().lower(), path
        if path.suffix == ".parquet" and path.stem in TABLES:
            assert set(pd.read_parquet(path).columns) <= set(columns_of(TABLES[path.stem])) | added, path
