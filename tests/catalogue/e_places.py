"""Cases 83 to 98: addresses and points."""

from cases import POSTCODES, Account, WeekFiles, case
from places_files import (
    degrees_of,
    directory_row,
    give_degrees,
    give_metres,
    give_packages,
    nspl_directory,
    of_first,
    some_of,
)

PACKAGES = "incoming/packages.csv"
ALL = Account("packages", 24, 24)
ONE_LOST = Account("packages", 24, 23, 1)
THREE_LOST = Account("packages", 24, 21, 3)
UNLOCATED = "It is counted as unlocated."
EDGE_M = 460_000
"""Easting of the boundary between the first two zones (m)."""


@case(83, "repaired", PACKAGES, "row 2", "postcode", "small letters or with odd spaces", "rows 2, 3, 4", account=ALL)
def postcodes_in_small_letters_and_odd_spaces_are_read(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 2, "postcode", "qz1 1ab")
    week.set_cell(PACKAGES, 3, "postcode", " QZ1\u00a02AB")
    week.set_cell(PACKAGES, 4, "postcode", "Q Z1 3-AB")


@case(83, "accepted", account=ALL)
def postcodes_with_or_without_their_space_need_no_word(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 2, "postcode", "QZ11AB")
    week.set_cell(PACKAGES, 3, "postcode", "QZ1  2AB")


@case(84, "repaired", PACKAGES, "row 2", "postcode", "1 postcode", "I for 1", "Correct them", account=ALL)
def a_letter_for_a_digit_is_read_where_one_postcode_fits(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 2, "postcode", "QZI IAB")


@case(84, "not_mapped", PACKAGES, "row 2", "(AAAA 9AA)", "not a postcode", UNLOCATED, account=ONE_LOST)
def a_letter_for_a_digit_is_left_where_two_postcodes_fit(week: WeekFiles) -> None:
    rows = [*week.rows("reference/postcodes.csv"), *(directory_row(code, 456_500, 344_500) for code in TWO_ALIKE)]
    week.write_rows("reference/postcodes.csv", rows)
    week.set_cell(PACKAGES, 2, "postcode", "QZIS 1AB")


TWO_ALIKE = ("QZ1S 1AB", "QZ15 1AB")


@case(84, "not_mapped", PACKAGES, "row 2", "(AAA AAA)", "not a postcode", UNLOCATED, account=ONE_LOST)
def a_letter_for_a_digit_is_left_where_no_postcode_fits(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 2, "postcode", "QZO OAB")


@case(85, "warning", PACKAGES, "row 2", "postcode", "1 postcode is no longer in use", "has moved", account=ALL)
def a_postcode_no_longer_in_use_is_put_at_its_last_place(week: WeekFiles) -> None:
    nspl_directory(week, {code: "201412" if code == "QZ1 1AB" else "" for code in POSTCODES})


@case(86, "not_mapped", PACKAGES, "row 2", "(AA9 9AA)", "not in the postcode directory", UNLOCATED, account=ONE_LOST)
def a_postcode_that_the_directory_does_not_have_is_unlocated(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 2, "postcode", "QZ1 9ZZ")


@case(87, "not_mapped", PACKAGES, "row 2", "(AA9)", "only the first half", UNLOCATED, account=ONE_LOST)
def half_a_postcode_is_unlocated(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 2, "postcode", "QZ1")


@case(87, "not_mapped", PACKAGES, "row 2", "(AAAA 999)", "forces address", "where care is given", account=ONE_LOST)
def a_forces_number_is_unlocated(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 2, "postcode", "BFPO 801")


@case(87, "not_mapped", PACKAGES, "row 2", "(AA9 9AA)", "forces address", "where care is given", account=ONE_LOST)
def a_forces_postcode_is_unlocated(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 2, "postcode", "BF1 2AT")


@case(87, "not_mapped", PACKAGES, "row 2", "PO box", "where care is given", account=ONE_LOST)
def a_box_at_a_post_office_is_unlocated(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 2, "postcode", "P.O. Box 55")


@case(87, "not_mapped", PACKAGES, "row 2", "no fixed abode", "nothing needs to be done", account=ONE_LOST)
def no_fixed_abode_in_words_is_unlocated(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 2, "postcode", "No fixed abode")


@case(87, "not_mapped", PACKAGES, "row 2", "no fixed abode", "nothing needs to be done", account=ONE_LOST)
def no_fixed_abode_as_the_nhs_writes_it_is_unlocated(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 2, "postcode", "ZZ99 3VZ")


@case(87, "not_mapped", PACKAGES, "row 2", "said not to be known", "where care is given", account=ONE_LOST)
def a_postcode_said_not_to_be_known_is_unlocated(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 2, "postcode", "not known")


@case(87, "not_mapped", PACKAGES, "row 2", "Channel Islands or the Isle of Man", account=Account("packages", 24, 21, 3))
def postcodes_of_the_islands_are_unlocated(week: WeekFiles) -> None:
    for row, code in ((2, "JE2 3AB"), (3, "GY1 1WR"), (4, "IM1 1AA")):
        week.set_cell(PACKAGES, row, "postcode", code)


@case(87, "not_mapped", PACKAGES, "row 2", "Northern Ireland", UNLOCATED, account=ONE_LOST)
def a_postcode_of_northern_ireland_is_unlocated(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 2, "postcode", "BT1 5GS")


@case(88, "accepted", account=ALL)
def a_person_outside_the_county_is_loaded(week: WeekFiles) -> None:
    rows = [*week.rows("reference/postcodes.csv"), directory_row("QZ9 1AB", 520_000, 300_000)]
    week.write_rows("reference/postcodes.csv", rows)
    week.set_cell(PACKAGES, 2, "postcode", "QZ9 1AB")


@case(89, "not_mapped", PACKAGES, "row 2", "latitude", "not numbers", UNLOCATED, account=ONE_LOST)
def a_coordinate_that_is_no_number_leaves_the_row_unlocated(week: WeekFiles) -> None:
    give_degrees(week, of_first(1, lambda place: ("nan", place[1])))


@case(89, "not_mapped", PACKAGES, "row 2", "latitude", "one of the two coordinates is blank", account=ONE_LOST)
def a_blank_coordinate_leaves_the_row_unlocated(week: WeekFiles) -> None:
    give_degrees(week, of_first(1, lambda place: (place[0], "")))


@case(89, "not_mapped", PACKAGES, "row 2", "easting", "one of the two coordinates is blank", account=ONE_LOST)
def a_blank_northing_leaves_the_row_unlocated(week: WeekFiles) -> None:
    give_metres(week, of_first(1, lambda place: (place[0], "")))


@case(89, "warning", PACKAGES, "row 2", "coordinates that are no place", "put at the postcode", account=ALL)
def a_row_without_coordinates_that_has_a_postcode_is_put_there(week: WeekFiles) -> None:
    give_degrees(week, of_first(1, lambda _: ("0", "0")), keep_postcode=True)


@case(90, "not_mapped", PACKAGES, "row 2", "latitude", "0, 0", "nobody filled in", UNLOCATED, account=ONE_LOST)
def latitude_and_longitude_nought_are_no_place(week: WeekFiles) -> None:
    give_degrees(week, of_first(1, lambda _: ("0.0", "0")))


@case(90, "not_mapped", PACKAGES, "row 2", "easting", "0, 0", "nobody filled in", UNLOCATED, account=ONE_LOST)
def easting_and_northing_nought_are_no_place(week: WeekFiles) -> None:
    give_metres(week, of_first(1, lambda _: ("0", "0")))


@case(91, "repaired", PACKAGES, "row 2", "latitude", "24 rows (all)", "swapped", "Map the two", account=ALL)
def a_file_with_latitude_and_longitude_swapped_is_put_right(week: WeekFiles) -> None:
    give_degrees(week, lambda _, place: place[::-1])


@case(91, "not_mapped", PACKAGES, "row 2", "latitude", "swapped here, and not in every row", account=THREE_LOST)
def some_rows_with_latitude_and_longitude_swapped_are_unlocated(week: WeekFiles) -> None:
    give_degrees(week, of_first(3, lambda place: place[::-1]))


@case(92, "warning", PACKAGES, "row 2", "latitude", "3 rows lie east of Greenwich", "sign was lost", account=ALL)
def a_lost_minus_is_pointed_out_by_the_postcode(week: WeekFiles) -> None:
    give_degrees(week, of_first(3, lambda place: (place[0], place[1].removeprefix("-"))), keep_postcode=True)


@case(92, "warning", PACKAGES, "row 2", "latitude", "24 rows lie east of Greenwich", "sign was lost", account=ALL)
def a_lost_minus_is_pointed_out_by_the_box_of_the_zones(week: WeekFiles) -> None:
    give_degrees(week, lambda _, place: (place[0], place[1].removeprefix("-")))


@case(93, "repaired", PACKAGES, "row 2", "latitude", "24 rows (all)", "British grid", account=ALL)
def metres_in_the_columns_for_degrees_are_taken_as_metres(week: WeekFiles) -> None:
    give_metres(week, lambda _, place: place, header=("longitude", "latitude"))


@case(93, "repaired", PACKAGES, "row 2", "latitude", "24 rows (all)", "British grid", account=ALL)
def metres_in_the_columns_for_degrees_are_taken_the_way_that_lies_in_the_zones(week: WeekFiles) -> None:
    give_metres(week, lambda _, place: place, header=("latitude", "longitude"))


@case(93, "not_mapped", PACKAGES, "row 2", "latitude", "eastings and northings", "not in every row", account=THREE_LOST)
def metres_in_some_rows_of_degrees_are_unlocated(week: WeekFiles) -> None:
    give_degrees(week, of_first(3, lambda _: ("345000", "455000")))


@case(94, "warning", PACKAGES, "row 2", "latitude", "24 rows", "2 decimals", "600 m", "Export more", account=ALL)
def degrees_of_two_decimals_are_pointed_out(week: WeekFiles) -> None:
    give_degrees(week, lambda _, place: (f"{float(place[0]):.2f}", f"{float(place[1]):.2f}"))


@case(94, "warning", PACKAGES, "row 2", "latitude", "24 rows", "2 decimals", "600 m", account=ALL)
def degrees_filled_up_with_noughts_are_pointed_out(week: WeekFiles) -> None:
    give_degrees(week, lambda _, place: (f"{float(place[0]):.1f}0000", f"{float(place[1]):.2f}000"))


@case(94, "warning", PACKAGES, "row 2", "easting", "24 rows", "whole kilometres", "600 m", account=ALL)
def whole_kilometres_are_pointed_out(week: WeekFiles) -> None:
    give_metres(week, lambda _, place: (f"{place[0][:3]}000", f"{place[1][:3]}000"))


@case(95, "warning", PACKAGES, "row 2", "postcode", "1 point with 30 people", "an office", "care is given",
      account=Account("packages", 30, 30))  # fmt: skip
def thirty_people_at_one_point_are_pointed_out(week: WeekFiles) -> None:
    give_packages(week, 30)


@case(95, "warning", PACKAGES, "row 2", "latitude", "1 point with 30 people", account=Account("packages", 30, 30))
def thirty_people_at_the_same_coordinates_are_pointed_out(week: WeekFiles) -> None:
    give_packages(week, 30)
    give_degrees(week, lambda _, place: place)


@case(95, "accepted", account=Account("packages", 29, 29))
def a_street_with_many_people_needs_no_word(week: WeekFiles) -> None:
    give_packages(week, 29)


@case(95, "accepted", account=Account("packages", 40, 40))
def an_extra_care_scheme_needs_no_word(week: WeekFiles) -> None:
    give_packages(week, 40, setting="extra_care")


@case(95, "accepted", account=Account("packages", 40, 40))
def many_packages_of_few_people_need_no_word(week: WeekFiles) -> None:
    give_packages(week, 40, people=10)


@case(96, "not_mapped", PACKAGES, "row 2", "latitude", "no such place", "90 degrees", UNLOCATED, account=ONE_LOST)
def a_latitude_of_91_is_no_place(week: WeekFiles) -> None:
    give_degrees(week, of_first(1, lambda place: ("91", place[1])))


@case(96, "not_mapped", PACKAGES, "row 2", "latitude", "no such place", "longitude to 180", account=ONE_LOST)
def a_longitude_of_500_is_no_place(week: WeekFiles) -> None:
    give_degrees(week, of_first(1, lambda place: (place[0], "500")))


@case(96, "not_mapped", PACKAGES, "row 2", "latitude", "not in Great Britain", UNLOCATED, account=ONE_LOST)
def a_place_in_another_country_is_unlocated(week: WeekFiles) -> None:
    give_degrees(week, of_first(1, lambda _: ("40.712812", "-74.006034")))


@case(97, "repaired", PACKAGES, "row 2", "latitude", "24 rows", "comma in a coordinate", account=ALL)
def decimal_commas_are_read(week: WeekFiles) -> None:
    give_degrees(week, lambda _, place: (place[0].replace(".", ","), place[1].replace(".", ",")))


@case(97, "repaired", PACKAGES, "row 2", "easting", "24 rows", "comma in a coordinate", account=ALL)
def commas_between_thousands_of_metres_are_read(week: WeekFiles) -> None:
    give_metres(week, lambda _, place: (f"{int(place[0]):,}", f"{int(place[1]):,}"))


@case(98, "warning", PACKAGES, "row 2", "2 rows lie within 5 m of a zone boundary", "OSTN15", account=ALL)
def degrees_near_a_boundary_are_said_to_be_inexact(week: WeekFiles) -> None:
    give_degrees(week, some_of({0: degrees_of(EDGE_M + 2, 345_000), 1: degrees_of(EDGE_M - 2, 345_000)}))


@case(98, "accepted", account=ALL)
def degrees_far_from_a_boundary_need_no_word(week: WeekFiles) -> None:
    give_degrees(week, some_of({0: degrees_of(EDGE_M + 20, 345_000), 1: degrees_of(EDGE_M - 20, 345_000)}))


@case(98, "accepted", account=ALL)
def metres_near_a_boundary_need_no_word(week: WeekFiles) -> None:
    give_metres(week, some_of({0: (str(EDGE_M + 2), "345001"), 1: (str(EDGE_M - 2), "345001")}))
