"""Cases 68 to 82: dates."""

import datetime as dt

from c_values import as_workbook
from cases import Account, WeekFiles, case

PACKAGES = "incoming/packages.csv"
AWAITING = "incoming/awaiting.csv"
ALL = Account("packages", 24, 24)
ALL_WAITING = Account("awaiting", 6, 6)
ONE_ASIDE = Account("packages", 24, 23, 1)
DAY_FIRST = 'date_format = "%d/%m/%Y"'


def day_first(date: str) -> str:
    """`13/05/2025` of an ISO date."""
    return dt.date.fromisoformat(date).strftime("%d/%m/%Y") if date else ""


def written_day_first(week: WeekFiles) -> None:
    """Starts of packages with the day first, as declared."""
    week.set_column(PACKAGES, "started_on", day_first)
    week.source("packages", PACKAGES, DAY_FIRST)


def serial(date: str) -> str:
    """The day number of a spreadsheet."""
    return str((dt.date.fromisoformat(date) - dt.date(1899, 12, 30)).days)


@case(68, "accepted", account=ALL)
def days_first_are_read_where_they_are_declared(week: WeekFiles) -> None:
    written_day_first(week)
    week.set_cell(PACKAGES, 2, "started_on", "03/04/2025")


@case(68, "refused", PACKAGES, "row 2", "started_on", "99/99/9999", "no other form is declared", "date_format")
def days_first_that_nobody_declared_are_refused(week: WeekFiles) -> None:
    week.set_column(PACKAGES, "started_on", day_first)


@case(69, "accepted", account=ALL)
def iso_dates_are_read_as_such_under_a_declared_form(week: WeekFiles) -> None:
    week.source("packages", PACKAGES, DAY_FIRST)
    week.set_cell(PACKAGES, 2, "started_on", "2025-03-04")


@case(
    70, "refused", PACKAGES, "row 5", "started_on", "(99/99/9999)", "mixes two forms", "Export the column in one form"
)
def one_month_first_date_among_days_first_refuses_the_file(week: WeekFiles) -> None:
    """3 April may be 4 March in this file, and nobody can tell."""
    written_day_first(week)
    week.set_cell(PACKAGES, 2, "started_on", "03/04/2025")
    week.set_cell(PACKAGES, 5, "started_on", "04/13/2025")


@case(70, "refused", PACKAGES, "row 2", "started_on", "mixes two forms", "24 cells are so", "in one form")
def day_first_dates_declared_as_month_first_refuse_the_file(week: WeekFiles) -> None:
    written_day_first(week)
    week.settings("%d/%m/%Y", "%m/%d/%Y")
    header, *rows = week.rows(PACKAGES)
    week.write_rows(PACKAGES, [header, *rows, ["PKG-4999", *rows[0][1:5], "03/04/2025", "", "general"]])


@case(71, "set_aside", PACKAGES, "row 5", "started_on", "9999-99-99", "not a date of the calendar", "export again",
      account=ONE_ASIDE)  # fmt: skip
def a_day_the_calendar_does_not_have_is_set_aside(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 5, "started_on", "2025-02-29")


@case(71, "set_aside", PACKAGES, "row 5", "started_on", "99/99/9999", "not a date of the calendar", "%d/%m/%Y",
      account=ONE_ASIDE)  # fmt: skip
def the_31st_of_april_is_set_aside_and_turns_no_month_round(week: WeekFiles) -> None:
    written_day_first(week)
    week.set_cell(PACKAGES, 5, "started_on", "31/04/2025")


@case(72, "repaired", PACKAGES, "row 2", "started_on", "24 cells hold a spreadsheet's day number",
      "See that this is meant", account=ALL)  # fmt: skip
def a_column_of_day_numbers_is_read_as_dates(week: WeekFiles) -> None:
    week.set_column(PACKAGES, "started_on", serial)


@case(72, "refused", PACKAGES, "row 2", "started_on", "(9999)", "not a date", "No cell of the column can be read")
def numbers_that_are_no_days_of_this_age_are_refused(week: WeekFiles) -> None:
    week.set_column(PACKAGES, "started_on", lambda _: "9131")


@case(73, "repaired", PACKAGES, "row 3", "started_on", "2 cells hold a spreadsheet's day number", "(rows 3, 7)",
      account=ALL)  # fmt: skip
def day_numbers_among_dates_are_read_and_counted(week: WeekFiles) -> None:
    written_day_first(week)
    for row in (3, 7):
        week.set_cell(PACKAGES, row, "started_on", "45790")


@case(73, "repaired", "packages.xlsx", "row 3", "started_on", "1 cell holds a spreadsheet's day number", account=ALL)
def a_day_number_beside_true_dates_of_a_workbook_is_read(week: WeekFiles) -> None:
    as_workbook(week, PACKAGES, "packages", {"F2": dt.date(2025, 1, 13), "F3": 45790})


@case(74, "warning", "packages.xlsx", "counts its days from 1904", "See that a date is right", account=ALL)
def true_dates_of_a_workbook_from_1904_are_read_and_said(week: WeekFiles) -> None:
    as_workbook(week, PACKAGES, "packages", {"F2": dt.date(2025, 1, 13)}, epoch_1904=True)


@case(74, "refused", "packages.xlsx", "row 3", "started_on", "(99999)", "counts days from 1904", "Format the column")
def day_numbers_of_a_workbook_from_1904_are_refused(week: WeekFiles) -> None:
    as_workbook(week, PACKAGES, "packages", {"F2": dt.date(2025, 1, 13), "F3": 44328}, epoch_1904=True)


@case(75, "set_aside", PACKAGES, "row 5", "started_on", "99/99/99", "the year has two digits", "export again",
      account=Account("packages", 24, 22, 2))  # fmt: skip
def years_of_two_digits_are_set_aside(week: WeekFiles) -> None:
    written_day_first(week)
    week.set_cell(PACKAGES, 5, "started_on", "01/02/68")
    week.set_cell(PACKAGES, 6, "started_on", "01/02/69")


@case(75, "set_aside", PACKAGES, "row 5", "started_on", "99-Aaa-99", "the year has two digits", account=ONE_ASIDE)
def a_date_as_a_spreadsheet_shortens_it_is_set_aside(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 5, "started_on", "03-Apr-25")


@case(76, "repaired", PACKAGES, "row 3", "ended_on", "3 dates that only fill the cell", "(rows 3, 4, 5)", account=ALL)
def dates_that_fill_an_open_end_are_blank_and_counted(week: WeekFiles) -> None:
    for row, date in ((3, "9999-12-31"), (4, "1900-01-01"), (5, "9999-12-31 00:00:00")):
        week.set_cell(PACKAGES, row, "ended_on", date)


@case(76, "set_aside", PACKAGES, "row 3", "started_on", "only fills the cell", "the day is not known", "Correct",
      account=ONE_ASIDE)  # fmt: skip
def a_date_that_fills_a_needed_day_is_set_aside(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 3, "started_on", "1900-01-01")


@case(77, "warning", PACKAGES, "row 3", "started_on", "1 row: the date lies after the as-at date 02/03/2026",
      "not planned", account=ALL)  # fmt: skip
def a_planned_start_is_loaded_and_pointed_out(week: WeekFiles) -> None:
    """It counts once it has come; the catalogue allows to set it aside or to point it out."""
    week.set_cell(PACKAGES, 3, "started_on", "2026-03-09")


@case(77, "warning", AWAITING, "row 3", "waiting_since", "1 row: the date lies after the as-at date", "Look at",
      account=ALL_WAITING)  # fmt: skip
def a_request_from_the_future_is_pointed_out_and_does_not_count(week: WeekFiles) -> None:
    week.set_cell(AWAITING, 3, "waiting_since", "2026-03-03")


@case(78, "set_aside", PACKAGES, "row 3", "ended_on is before started_on", "Correct the two dates", account=ONE_ASIDE)
def an_end_before_the_start_is_set_aside(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 3, "ended_on", "2024-12-31")


@case(78, "accepted", account=ALL)
def care_that_ends_on_the_day_it_starts_is_possible(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 3, "ended_on", week.rows(PACKAGES)[2][5])


@case(79, "warning", AWAITING, "row 3", "waiting_since", "1 row: the wait is open and longer than 5 years",
      "See that the case was not closed", account=ALL_WAITING)  # fmt: skip
def a_wait_of_more_than_five_years_is_pointed_out(week: WeekFiles) -> None:
    week.set_cell(AWAITING, 3, "waiting_since", "2021-02-28")


@case(79, "accepted", account=ALL_WAITING)
def a_wait_of_just_under_five_years_is_none_to_point_out(week: WeekFiles) -> None:
    week.set_cell(AWAITING, 3, "waiting_since", "2021-03-05")


@case(80, "accepted", account=ALL_WAITING)
def a_time_of_another_zone_is_the_local_day(week: WeekFiles) -> None:
    """23:30 in universal time on 30 June is 1 July in England; what it becomes is tested in test_dates.py."""
    week.set_cell(AWAITING, 3, "waiting_since", "2025-06-30T23:30:00Z")


@case(81, "accepted", account=ALL_WAITING)
def times_at_the_change_of_the_clock_are_days(week: WeekFiles) -> None:
    """An hour that the clock leaves out or has twice lies on one day all the same."""
    for row, date in ((2, "2025-03-30T01:30:00"), (3, "2025-10-26T01:30:00"), (4, "2025-10-26T01:30:00+01:00")):
        week.set_cell(AWAITING, row, "waiting_since", date)


@case(82, "warning", "carezones.toml", "may not be of the as-at date 16 March 2026", "the newest day in them is",
      "this week's export", account=ALL_WAITING, as_at="2026-03-16")  # fmt: skip
def files_of_another_week_are_pointed_out(week: WeekFiles) -> None:
    week.set_cell(AWAITING, 3, "waiting_since", "2026-02-16")


@case(82, "warning", "carezones.toml", "most waits began after the as-at date 5 January 2026", "--as-at",
      account=ALL_WAITING, as_at="2026-01-05")  # fmt: skip
def an_as_at_date_before_the_files_is_pointed_out(week: WeekFiles) -> None:
    week.set_cell(AWAITING, 3, "waiting_since", "2026-02-16")
