"""Cases 1 to 22: the file itself and its encoding."""

from cases import Account, WeekFiles, case

PACKAGES = "incoming/packages.csv"
ALL = Account("packages", 24, 24)


@case(1, "accepted", account=ALL)
def a_byte_order_mark_of_utf_8_is_no_part_of_the_first_name(week: WeekFiles) -> None:
    week.write(PACKAGES, b"\xef\xbb\xbf" + week.path(PACKAGES).read_bytes())


@case(6, "refused", PACKAGES, "the file is empty", "Export it again")
def an_empty_file_is_refused(week: WeekFiles) -> None:
    week.write(PACKAGES, b"")
