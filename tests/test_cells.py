"""The text of cells as values, and what is never taken for one."""

import pandas as pd
import pytest

from geo.schemas import TABLES, columns_of
from geo.text import agreed
from geo.validate.cells import parse

PACKAGES = columns_of(TABLES["packages"])
PROVIDERS = columns_of(TABLES["providers"])
FORMAT = "%d/%m/%Y"


def values(column: str, *cells: str, date_format: str | None = FORMAT) -> list[object]:
    declared = PACKAGES.get(column) or PROVIDERS[column]
    return parse(pd.Series(cells, dtype="str"), declared, date_format).values.tolist()


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("03/04/2026", "2026-04-03"),
        ("3/4/2026", "2026-04-03"),
        ("2026-04-03", "2026-04-03"),
        ("2026-04-03T10:15:00", "2026-04-03"),
        ("03/04/2026 00:00", "2026-04-03"),
        ("2026-06-30T23:30:00Z", "2026-07-01"),
        ("2026-01-30T23:30:00Z", "2026-01-30"),
        ("29/02/2024", "2024-02-29"),
    ],
)
def test_dates_are_read_as_declared_or_as_iso(cell: str, date: str) -> None:
    assert values("started_on", cell) == [pd.Timestamp(date)]


@pytest.mark.parametrize(
    "cell", ["29/02/2025", "31/04/2026", "04/31/2026", "03/04/26", "46115x", "yesterday", "2026-13-01"]
)
def test_what_is_no_date_of_the_calendar_is_none(cell: str) -> None:
    assert pd.isna(values("started_on", cell, "03/04/2026")[0])


def test_day_numbers_are_dates_where_the_whole_column_is_or_the_other_cells_are_dates() -> None:
    # 46115 days after 30 December 1899 is 3 April 2026.
    assert values("started_on", "46115", "46116.75") == [pd.Timestamp("2026-04-03"), pd.Timestamp("2026-04-04")]
    assert values("started_on", "46115", "03/04/2026")[0] == pd.Timestamp("2026-04-03")
    assert pd.isna(values("started_on", "46115", "soon")).all()
    assert pd.isna(values("started_on", "29999", "60001", "03/04/2026")[:2]).all()


def test_dates_that_only_fill_the_cell_are_blank_and_said() -> None:
    parsed = parse(pd.Series(["9999-12-31", "01/01/1900", "01/02/2018"], dtype="str"), PACKAGES["ended_on"], FORMAT)
    assert parsed.values.isna().tolist() == [True, True, False]
    assert parsed.wrong == {}
    assert [(agreed(2, what).split(" the")[0], at) for what, at in parsed.repaired.items()] == [
        ("2 dates that only fill", [0, 1])
    ]


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1,234.5", 1234.5), ("\u22122", -2.0), (" 7 ", 7.0), (".5", 0.5), ("7.", 7.0)],
)
def test_numbers_as_spreadsheets_write_them(cell: str, number: float) -> None:
    assert values("hours_per_week", cell) == [number]


@pytest.mark.parametrize(
    "cell",
    [
        "1,5",
        "12,34,5",
        "inf",
        "nan",
        "1e309",
        "1e5",
        "\u0661\u0662",
        "\uff11\uff12",
        "7 hours",
        "0x10",
        "--5",
        "£5",
        "5%",
        "9" * 400,
    ],
)
def test_what_could_be_read_in_two_ways_is_no_number(cell: str) -> None:
    assert pd.isna(values("hours_per_week", cell)[0])


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("00123", "00123"),
        ("7.0", "7"),
        (" P\u200b1 ", "P1"),
        ("1E5", "1E5"),
        ("NA", "NA"),
        ("12345678901234567890", "12345678901234567890"),
    ],
)
def test_identifiers_stay_text(cell: str, code: str) -> None:
    assert values("provider_id", cell) == [code]


def test_an_identifier_that_a_spreadsheet_has_rounded_is_lost() -> None:
    assert pd.isna(values("provider_id", "1.23457E+12")[0])


@pytest.mark.parametrize("cell", ["Requires improvement", "requires-improvement", "REQUIRES_IMPROVEMENT"])
def test_codes_are_ours_whatever_case_and_spacing(cell: str) -> None:
    assert values("cqc_rating", cell) == ["requires_improvement"]


def test_flags_are_yes_no_or_blank() -> None:
    assert values("is_dormant", "Y", "no", "TRUE", "0", "") == [True, False, True, False, pd.NA]
    assert values("is_dormant", "perhaps") == [pd.NA]


def test_carers_are_whole() -> None:
    assert values("carers", "2", "2.0", "", "1.5") == [2, 2, pd.NA, pd.NA]
