"""Cases 68 to 82: dates."""

from cases import Account, WeekFiles, case

PACKAGES = "incoming/packages.csv"


@case(71, "set_aside", PACKAGES, "row 5", "started_on", "9999-99-99", "not a date of the calendar", "export again",
      account=Account("packages", 24, 23, 1))  # fmt: skip
def a_day_the_calendar_does_not_have_is_set_aside(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 5, "started_on", "2025-02-29")
