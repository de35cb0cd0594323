"""Cases 43 to 67: values."""

from collections.abc import Callable

import openpyxl
from cases import Account, WeekFiles, case

PACKAGES = "incoming/packages.csv"
PROVIDERS = "incoming/providers.csv"
AWAITING = "incoming/awaiting.csv"
ALL = Account("packages", 24, 24)
ONE_ASIDE = Account("packages", 24, 23, 1)
NAMES = Account("providers", 4, 4)


def as_workbook(week: WeekFiles, label: str, table: str, cells: dict[str, object], *, epoch_1904: bool = False) -> None:
    """The file of a table as a workbook, some of its cells typed; a cell is named as the sheet shows it."""
    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    for row in week.rows(label):
        sheet.append(row)
    for place, value in cells.items():
        sheet[place] = value
    named = label.replace(".csv", ".xlsx")
    book.save(week.path(named))
    week.source(table, named)


@case(43, "accepted", account=ALL)
def leading_zeros_of_an_identifier_stay(week: WeekFiles) -> None:
    for row, code in ((2, "00123"), (3, "0123"), (4, "123")):
        week.set_cell(PACKAGES, row, "package_id", code)


@case(44, "accepted", account=ALL)
def an_identifier_of_19_digits_beside_a_blank_keeps_every_digit(week: WeekFiles) -> None:
    """Read as numbers, the first two would be the same person."""
    for row, code in ((2, "1234567890123456781"), (3, "1234567890123456782"), (4, "")):
        week.set_cell(PACKAGES, row, "person_id", code)


@case(45, "set_aside", PACKAGES, "row 5", "package_id", "shortened this identifier", "export again", account=ONE_ASIDE)
def an_identifier_that_was_rounded_to_a_power_of_ten_is_set_aside(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 5, "package_id", "1.23457E+12")


@case(45, "set_aside", PACKAGES, "row 5", "package_id", "shortened this identifier", "export again", account=ONE_ASIDE)
def an_identifier_rounded_to_a_bare_power_of_ten_is_set_aside(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 5, "package_id", "1E+12")


@case(45, "set_aside", "packages.xlsx", "row 5", "package_id", "shortened this identifier", account=ONE_ASIDE)
def an_identifier_of_19_digits_typed_as_a_number_is_set_aside(week: WeekFiles) -> None:
    """The workbook keeps 15 digits of it, and the other four are made up."""
    as_workbook(week, PACKAGES, "packages", {"A5": 1234567890123456789})


@case(46, "accepted", account=ALL)
def an_identifier_that_looks_like_a_power_of_ten_is_text(week: WeekFiles) -> None:
    for row, code in ((2, "1E5"), (3, "100000"), (4, "2E10")):
        week.set_cell(PACKAGES, row, "package_id", code)


@case(47, "accepted", account=NAMES)
def names_that_read_like_nothing_are_names(week: WeekFiles) -> None:
    for row, name in ((2, "NA"), (3, "None"), (4, "null"), (5, "NaN")):
        week.set_cell(PROVIDERS, row, "provider_name", name)


@case(47, "accepted", account=ALL)
def a_person_and_a_provider_called_na_are_no_blank(week: WeekFiles) -> None:
    week.set_cell(PROVIDERS, 2, "provider_id", "NA")
    week.set_column(PACKAGES, "provider_id", lambda code: "NA" if code == "P1" else code)
    week.set_cell(PACKAGES, 2, "person_id", "null")


@case(48, "accepted", account=ALL)
def one_and_one_point_nought_are_the_same_key(week: WeekFiles) -> None:
    week.set_column(PROVIDERS, "provider_id", lambda code: code.replace("P", ""))
    week.set_column(PACKAGES, "provider_id", lambda code: code.replace("P", "") + ".0")


@case(48, "accepted", account=ALL)
def a_key_typed_as_a_number_in_a_workbook_is_the_key_written_as_text(week: WeekFiles) -> None:
    week.set_column(PROVIDERS, "provider_id", lambda code: code.replace("P", ""))
    week.set_column(PACKAGES, "provider_id", lambda code: code.replace("P", ""))
    as_workbook(week, PACKAGES, "packages", {"D2": 1, "D3": 2.0})


@case(48, "set_aside", PACKAGES, "row 2", "several rows that differ", account=Account("packages", 24, 22, 2))
def a_key_as_text_and_as_a_number_is_one_key_and_not_two(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 2, "package_id", "1")
    week.set_cell(PACKAGES, 3, "package_id", "1.0")


@case(49, "repaired", PACKAGES, "row 3", "person_id", "2 references differ from others only in case or spaces",
      "(rows 3, 4)", "Write them alike", account=ALL)  # fmt: skip
def a_person_in_three_spellings_is_one_person(week: WeekFiles) -> None:
    for row, code in ((2, "PERSON-7000"), (3, "person-7000"), (4, "PERSON -7000"), (5, "PERSON-7000")):
        week.set_cell(PACKAGES, row, "person_id", code)


@case(49, "repaired", PACKAGES, "row 3", "provider_id", "from the register only in case or spaces",
      "Write them alike", account=ALL)  # fmt: skip
def a_provider_in_another_spelling_is_that_of_the_register(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 3, "provider_id", "p 2")


@case(49, "repaired", PACKAGES, "row 3", "package_id", "characters that do not show", account=ALL)
def a_reference_with_a_sign_of_no_width_is_without_it(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 3, "package_id", "PKG\u200b-4001")


@case(49, "set_aside", PACKAGES, "row 3", "package_id", "several rows that differ", "Keep the right one",
      account=Account("packages", 24, 22, 2))  # fmt: skip
def a_package_in_two_spellings_is_one_package_on_two_rows(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 3, "package_id", "pkg-4000 ")


@case(50, "set_aside", PACKAGES, "row 26", "package_id", "stands here again; it is counted once", "Take the repeat out",
      account=Account("packages", 25, 24, 1))  # fmt: skip
def a_row_that_stands_twice_counts_once(week: WeekFiles) -> None:
    """The repeat is in no figure, so it is counted as set aside, and the row itself is loaded."""
    rows = week.rows(PACKAGES)
    week.write_rows(PACKAGES, [*rows, rows[3]])


@case(51, "set_aside", PACKAGES, "row 26", "package_id", "several rows that differ, and none can be trusted",
      "Keep the right one", account=Account("packages", 25, 23, 2))  # fmt: skip
def two_rows_that_differ_under_one_reference_are_both_set_aside(week: WeekFiles) -> None:
    rows = week.rows(PACKAGES)
    other = list(rows[3])
    other[rows[0].index("hours_per_week")] = "31"
    week.write_rows(PACKAGES, [*rows, other])


@case(51, "set_aside", PROVIDERS, "row 6", "provider_id", "several rows that differ",
      account=Account("providers", 5, 3, 2))  # fmt: skip
def two_providers_under_one_reference_are_both_set_aside_and_multiply_nothing(week: WeekFiles) -> None:
    rows = week.rows(PROVIDERS)
    week.write_rows(PROVIDERS, [*rows, ["P1", "Another", rows[2][2]]])


@case(52, "warning", AWAITING, "person_id", "2 of the people waiting also have a package", "right where they wait",
      account=Account("awaiting", 6, 6))  # fmt: skip
def people_who_wait_and_have_care_are_pointed_out(week: WeekFiles) -> None:
    header, *rows = week.rows(AWAITING)
    people = ["PERSON-7000", "PERSON-7003", "PERSON-7900", "", "PERSON-7000", "PERSON-7901"]
    week.write_rows(AWAITING, [[*header, "person_id"], *([*row, who] for row, who in zip(rows, people, strict=True))])


@case(53, "repaired", PACKAGES, "row 2", "hourly_rate_gbp", "24 cells are written with a pound sign",
      "See that this is meant", account=ALL)  # fmt: skip
def pounds_are_read_in_a_column_of_pounds(week: WeekFiles) -> None:
    rows = week.rows(PACKAGES)
    week.write_rows(PACKAGES, [[*rows[0], "hourly_rate_gbp"], *([*row, "£21.50"] for row in rows[1:])])


@case(53, "set_aside", PACKAGES, "row 4", "hours_per_week", "not a number", "export again", account=ONE_ASIDE)
def pounds_in_a_column_of_hours_are_no_hours(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 4, "hours_per_week", "£21.50")


@case(53, "set_aside", PACKAGES, "row 4", "hours_per_week", "(99%)", "not a number", account=ONE_ASIDE)
def a_share_in_a_column_of_hours_is_no_number_of_hours(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 4, "hours_per_week", "50%")


def published(week: WeekFiles, *rows: str) -> None:
    """A file of published figures."""
    week.write("incoming/published.csv", "series,period,value,unit\n" + "".join(f"{row}\n" for row in rows))
    text = week.path("carezones.toml").read_text("utf-8")
    week.write("carezones.toml", text + '\n[sources.published]\nfile = "incoming/published.csv"\n')


@case(53, "repaired", "published.csv", "row 2", "value", "1 cell is written with a percent sign",
      account=Account("published", 2, 2))  # fmt: skip
def a_share_is_read_where_the_column_may_hold_one(week: WeekFiles) -> None:
    published(week, "extra care,2025,50%,%", "general,2025,41,%")


@case(53, "repaired", "published.csv", "row 2", "value", "2 cells have commas between thousands", "(rows 2, 3)",
      account=Account("published", 2, 2))  # fmt: skip
def commas_between_thousands_are_read(week: WeekFiles) -> None:
    published(week, 'hours,2025,"1,234",hours', 'hours,2026,"12,345,678.5",hours')


@case(54, "repaired", "published.csv", "row 2", "value", "1 cell has a typographic minus sign",
      account=Account("published", 2, 2))  # fmt: skip
def a_typographic_minus_is_a_minus(week: WeekFiles) -> None:
    published(week, "change,2025,\u22122.5,hours", "change,2026,-2.5,hours")


def _not_a_number(week: WeekFiles, value: str) -> None:
    week.set_cell(PACKAGES, 6, "hours_per_week", value)


@case(54, "set_aside", PACKAGES, "row 6", "hours_per_week", "not a number", "export again", account=ONE_ASIDE)
def arabic_digits_are_set_aside(week: WeekFiles) -> None:
    _not_a_number(week, "\u0661\u0662")


@case(54, "set_aside", PACKAGES, "row 6", "hours_per_week", "not a number", "export again", account=ONE_ASIDE)
def digits_of_full_width_are_set_aside(week: WeekFiles) -> None:
    _not_a_number(week, "\uff11\uff12")


@case(55, "set_aside", PACKAGES, "row 6", "hours_per_week", "not a number", "export again", account=ONE_ASIDE)
def infinity_is_no_number_of_hours(week: WeekFiles) -> None:
    _not_a_number(week, "inf")


@case(55, "set_aside", PACKAGES, "row 6", "hours_per_week", "not a number", "export again", account=ONE_ASIDE)
def nan_is_no_number_of_hours(week: WeekFiles) -> None:
    _not_a_number(week, "NaN")


@case(55, "set_aside", PACKAGES, "row 6", "hours_per_week", "not a number", "export again", account=ONE_ASIDE)
def a_power_of_ten_beyond_all_numbers_is_no_number_of_hours(week: WeekFiles) -> None:
    _not_a_number(week, "1e309")


@case(55, "set_aside", PACKAGES, "row 6", "hours_per_week", "not a number", "export again", account=ONE_ASIDE)
def four_hundred_digits_are_no_number_of_hours(week: WeekFiles) -> None:
    _not_a_number(week, "9" * 400)


@case(56, "set_aside", PACKAGES, "row 6", "hours_per_week", "the value is not possible", "Correct it",
      account=ONE_ASIDE)  # fmt: skip
def negative_hours_are_set_aside(week: WeekFiles) -> None:
    _not_a_number(week, "-7")


@case(56, "set_aside", AWAITING, "row 3", "outcome_on is before waiting_since", "Correct the two dates",
      account=Account("awaiting", 6, 5, 1))  # fmt: skip
def a_wait_that_ended_before_it_began_is_set_aside(week: WeekFiles) -> None:
    header, *rows = week.rows(AWAITING)
    ends = ["", "2026-01-01", "", "", "", ""]
    week.write_rows(AWAITING, [[*header, "outcome_on"], *([*row, on] for row, on in zip(rows, ends, strict=True))])


@case(57, "set_aside", PACKAGES, "row 6", "hours_per_week", "it must be 0 to 168 hours a week", "minutes",
      account=ONE_ASIDE)  # fmt: skip
def more_hours_than_the_week_has_are_set_aside(week: WeekFiles) -> None:
    _not_a_number(week, "168.5")


@case(57, "accepted", account=ALL)
def as_many_hours_as_the_week_has_are_possible(week: WeekFiles) -> None:
    _not_a_number(week, "168")


@case(57, "warning", PACKAGES, "row 6", "hours_per_week", "1 row: the package runs with 0 hours", "Give its hours",
      account=ALL)  # fmt: skip
def a_package_that_runs_without_hours_is_pointed_out(week: WeekFiles) -> None:
    _not_a_number(week, "0")


@case(57, "accepted", account=ALL)
def a_package_that_ended_may_have_no_hours(week: WeekFiles) -> None:
    _not_a_number(week, "0")
    week.set_cell(PACKAGES, 6, "ended_on", "2026-02-27")


@case(58, "refused", PACKAGES, "hours_per_week", "No row of the file can be used", "may be minutes and not hours")
def minutes_given_as_hours_are_known_by_how_they_are_spread(week: WeekFiles) -> None:
    """Every row is impossible, so the file is refused rather than every zone left without people; it says why."""
    week.set_column(PACKAGES, "hours_per_week", lambda hours: str(60 * int(hours)))


@case(58, "warning", PACKAGES, "hours_per_week", "24 cells", "100 % are multiples of 15", "Divide by 60",
      account=ALL)  # fmt: skip
def minutes_of_short_visits_are_possible_hours_and_are_pointed_out(week: WeekFiles) -> None:
    week.set_column(PACKAGES, "hours_per_week", lambda hours: str(75 + 15 * (int(hours) % 4)))


@case(59, "set_aside", PACKAGES, "row 6", "setting", "not one of general, extra_care", "values.setting",
      account=ONE_ASIDE)  # fmt: skip
def a_code_that_is_not_in_the_list_is_set_aside(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 6, "setting", "hospice")


@case(59, "warning", PACKAGES, "row 2", "setting", "8 rows with codes that are new: day centre, respite",
      "values.setting", account=Account("packages", 24, 16, 8), exit_code=1)  # fmt: skip
def codes_that_are_new_are_listed(week: WeekFiles) -> None:
    for row in range(2, 10):
        week.set_cell(PACKAGES, row, "setting", "respite" if row > 6 else "day centre")


@case(59, "set_aside", PACKAGES, "row 6", "provider_id", "(P99)", "no such provider in the providers table",
      "Add it to the providers file", account=ONE_ASIDE)  # fmt: skip
def a_provider_that_is_not_in_the_register_is_set_aside(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 6, "provider_id", "P99")


def aliases(week: WeekFiles, said: str) -> None:
    """Former references of providers."""
    week.source("providers", PROVIDERS, f"aliases = {said}")


@case(60, "repaired", PACKAGES, "row 2", "provider_id", "7 rows name a provider by a former reference",
      "(OLD1 is P1, OLD2 is P2)", "when you can", account=ALL)  # fmt: skip
def a_provider_under_its_former_reference_is_the_one_of_the_alias(week: WeekFiles) -> None:
    aliases(week, '{ "OLD1" = "P1", "old 2" = "P2" }')
    week.set_column(PACKAGES, "provider_id", lambda code: "OLD1" if code == "P1" else code)
    week.set_cell(PACKAGES, 3, "provider_id", "OLD2")


@case(60, "refused", "carezones.toml", "the alias OLD1 leads to P9", "no such provider in the register",
      "[sources.providers.aliases]")  # fmt: skip
def an_alias_that_leads_nowhere_is_refused(week: WeekFiles) -> None:
    aliases(week, '{ "OLD1" = "P9" }')


@case(60, "warning", PACKAGES, "provider_id", "6 packages run with a provider that is dormant",
      "[sources.providers.aliases]", account=ALL)  # fmt: skip
def packages_of_a_provider_that_is_no_longer_active_are_pointed_out(week: WeekFiles) -> None:
    header, *rows = week.rows(PROVIDERS)
    dormant = ["Y", "N", "N", ""]
    week.write_rows(
        PROVIDERS, [[*header, "is_dormant"], *([*row, is_] for row, is_ in zip(rows, dormant, strict=True))]
    )


def named(week: WeekFiles, *names: str) -> None:
    """Other names for the first providers."""
    for row, name in enumerate(names, start=2):
        week.set_cell(PROVIDERS, row, "provider_name", name)


@case(61, "accepted", account=NAMES)
def html_and_scripts_in_a_name_are_a_name(week: WeekFiles) -> None:
    named(week, "<script>alert(1)</script>", "<b>Care</b> & Co", "<img src=x onerror=alert(1)>", "</textarea>")


@case(62, "accepted", account=NAMES)
def a_formula_in_a_name_is_a_name(week: WeekFiles) -> None:
    named(week, "=cmd|' /C calc'!A0", "@SUM(1+1)", "+44 Care", "-Care")


@case(63, "accepted", account=NAMES)
def signs_of_templates_in_a_name_are_a_name(week: WeekFiles) -> None:
    named(week, "{{7*7}}", "{% include 'x' %} {# no #}", "${alert(1)} `alert(1)`", "C:\\new\\table \\u0041")


@case(64, "accepted", account=NAMES)
def dollars_in_a_name_are_a_name(week: WeekFiles) -> None:
    named(week, "$Care$", "$\\frac{1}{0}$", "$", "Care $ & $ Home")


@case(65, "repaired", PROVIDERS, "row 2", "provider_name", "3 cells held characters that do not show",
      "(rows 2, 3, 4)", account=NAMES)  # fmt: skip
def control_and_direction_characters_are_stripped_from_names(week: WeekFiles) -> None:
    named(week, "Ca\x07re\x1b[31m One", "\u202eerac\u202c Two", "Three\u2066\ufeff")


@case(65, "accepted", account=NAMES)
def emoji_a_tab_and_ten_thousand_letters_are_a_name(week: WeekFiles) -> None:
    named(week, "Care \U0001f9d1\u200d\u2695\ufe0f", "Tab\tCare", "N" * 10_000)


def with_columns(week: WeekFiles, **columns: Callable[[int], str]) -> None:
    """Further columns of the packages, each cell from the number of its row."""
    header, *rows = week.rows(PACKAGES)
    added = [[*row, *(value(n) for value in columns.values())] for n, row in enumerate(rows)]
    week.write_rows(PACKAGES, [[*header, *columns], *added])


NHS = ("943 476 5919", "4010232137", "401-023-2137", "9434765919")
"""Numbers made up for publication, with the right check digit."""
NOTES = "Mrs Canary prefers a late call and has a key safe"


@case(66, "warning", PACKAGES, "1 column holds personal data (notes), which is not kept: Other info",
      "Leave them out of the export", account=ALL, secret=("Canary", "key safe"))  # fmt: skip
def notes_in_a_column_that_nobody_expects_are_not_kept(week: WeekFiles) -> None:
    with_columns(week, **{"Other info": lambda n: f"{NOTES}, floor {n}" if n % 3 else ""})


@case(66, "warning", PACKAGES, "5 columns hold personal data (names, dates of birth or death, addresses, "
      "telephone numbers, NHS or insurance numbers), which is not kept: Surname, DateOfBirth, Home address, X1, X2",
      account=ALL, secret=("Canary", "1931", "Canary Lane", "0116 496", "4010232137"))  # fmt: skip
def who_a_person_is_is_known_by_the_name_of_a_column_and_by_its_content(week: WeekFiles) -> None:
    with_columns(
        week,
        Surname=lambda n: f"Canary{'abcdefghij'[n % 10]}",
        DateOfBirth=lambda n: f"1931-01-{n + 1:02}",
        **{"Home address": lambda n: f"{n} Canary Lane"},
        X1=lambda n: f"0116 496 {n:04}",
        X2=lambda n: NHS[n % 4],
    )


@case(66, "warning", PACKAGES, "1 column holds personal data (e-mail addresses), which is not kept: column 1 without",
      account=ALL, secret=("canary@",))  # fmt: skip
def an_address_for_mail_in_a_column_without_a_name_is_found(week: WeekFiles) -> None:
    header, *rows = week.rows(PACKAGES)
    found = [["canary@example.org" if n == 7 else "", *row] for n, row in enumerate(rows)]
    week.write_rows(PACKAGES, [["", *header], *found])


@case(66, "warning", PACKAGES, "2 columns are not used: Team, Cost code", account=ALL)
def codes_are_no_personal_data(week: WeekFiles) -> None:
    with_columns(week, Team=lambda n: f"East {n % 2}", **{"Cost code": lambda n: f"{1_000_000_000 + n}"})


@case(67, "refused", PACKAGES, "column person_id: most of its cells are NHS numbers",
      "Map the case system's own reference", "export again", secret=("943 476 5919", "4010232137"))  # fmt: skip
def nhs_numbers_in_place_of_references_are_refused(week: WeekFiles) -> None:
    numbers = iter(NHS * 6)
    week.set_column(PACKAGES, "person_id", lambda _: next(numbers))


@case(67, "refused", AWAITING, "column case_id: most of its cells are names of people",
      "a number of your own in place of each", secret=("Canary",))  # fmt: skip
def names_in_place_of_references_are_refused(week: WeekFiles) -> None:
    names = iter(["Anna Canary", "O'Canary, Bert", "C. Canary-Smith", "Dora Canary", "Émile Canary", "9001"])
    week.set_column(AWAITING, "case_id", lambda _: next(names))


@case(67, "accepted", account=ALL)
def references_of_ten_digits_that_are_no_nhs_numbers_are_references(week: WeekFiles) -> None:
    numbers = iter(range(4_010_232_130, 4_010_232_154))
    week.set_column(PACKAGES, "person_id", lambda _: f"{next(numbers)}")
