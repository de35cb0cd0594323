"""Cases 23 to 42: the shape of a table."""

import datetime as dt
from collections.abc import Callable, Sequence

from cases import Account, WeekFiles, case
from cqc_files import write_sheets
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

PACKAGES = "incoming/packages.csv"
PROVIDERS = "incoming/providers.csv"
AWAITING = "incoming/awaiting.csv"
BOOK = "incoming/packages.xlsx"
SHEET = "incoming/packages.ods"
ALL = Account("packages", 24, 24)
HEADER = "package_id,person_id,postcode,provider_id,hours_per_week,started_on,ended_on,setting"

Cells = list[list[object]]


def typed_rows(week: WeekFiles) -> Cells:
    """The packages with hours as numbers and starts as dates."""
    header, *rows = week.rows(PACKAGES)
    return [header, *([*r[:4], float(r[4]), dt.date.fromisoformat(r[5]), *r[6:]] for r in rows)]


def as_book(week: WeekFiles, edit: Callable[[Worksheet], object] = id, above: int = 0) -> Workbook:
    """The packages as a workbook, which the settings then name.

    Args:
        week: The week.
        edit: What to do to its sheet before it is saved.
        above: Blank rows above the header.
    """
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Packages"
    for row, cells in enumerate(typed_rows(week), start=1 + above):
        for column, cell in enumerate(cells, start=1):
            sheet.cell(row, column, cell or None)
    edit(sheet)
    book.save(week.path(BOOK))
    week.source("packages", BOOK)
    return book


def ods_cell(value: object, more: str = "") -> str:
    """One cell of an OpenDocument sheet."""
    if isinstance(value, float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"{more}/>'
    if isinstance(value, dt.date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value}"{more}/>'
    text = f"<text:p>{value}</text:p>" if value else ""
    return f'<table:table-cell office:value-type="string"{more}>{text}</table:table-cell>'


def ods_row(cells: Sequence[object], more: str = "") -> str:
    """One row of an OpenDocument sheet."""
    return f"<table:table-row{more}>{''.join(map(ods_cell, cells))}</table:table-row>"


def as_ods(week: WeekFiles, edit: Callable[[list[str]], object] = id) -> None:
    """The packages as an OpenDocument spreadsheet, which the settings then name.

    Args:
        week: The week.
        edit: What to do to the markup of its rows, the header first.
    """
    rows = [ods_row(cells) for cells in typed_rows(week)]
    edit(rows)
    write_sheets(week.path(SHEET), {"Packages": "".join(rows)})
    week.source("packages", SHEET)


@case(23, "not_data", PACKAGES, "row 1", "one of 4 rows above the header in row 5",
      account=Account("packages", 28, 24, 0, 4))  # fmt: skip
def titles_above_the_header_are_passed_over_and_the_row_of_the_header_is_named(week: WeekFiles) -> None:
    titles = [["Home care packages"], ["Quietshire County Council"], ["Run 02/03/2026", "by system"], []]
    week.write_rows(PACKAGES, [*titles, *week.rows(PACKAGES)])


@case(23, "refused", PACKAGES, "column missing: package_id", "Say which column is meant")
def a_header_below_the_first_twenty_rows_is_not_looked_for(week: WeekFiles) -> None:
    week.write_rows(PACKAGES, [*([f"Note {n}"] for n in range(20)), *week.rows(PACKAGES)])


@case(23, "not_data", BOOK, "sheet Packages", "above the header in row 4", account=Account("packages", 27, 24, 0, 3))
def titles_above_the_header_of_a_workbook_are_passed_over(week: WeekFiles) -> None:
    as_book(week, lambda sheet: sheet.cell(1, 1, "Home care packages"), above=3)


def in_two_rows(sheet: Worksheet) -> None:
    """Some names above, the others below a heading that is merged over them."""
    for column in (1, 2, 3, 4):
        sheet.cell(1, column, sheet.cell(2, column).value)
        sheet.cell(2, column).value = None
        sheet.merge_cells(start_row=1, end_row=2, start_column=column, end_column=column)
    sheet.cell(1, 5, "Care")
    sheet.merge_cells(start_row=1, end_row=1, start_column=5, end_column=8)


@case(24, "refused", BOOK, "sheet Packages", "row 2", "the header stands in two rows (1 and 2)",
      "Write it in one row", "package_id | provider_id | hours_per_week | started_on")  # fmt: skip
def a_header_in_two_merged_rows_is_refused_with_a_picture_of_one_that_can_be_read(week: WeekFiles) -> None:
    as_book(week, in_two_rows, above=1)


@case(24, "refused", PACKAGES, "the header stands in two rows (1 and 2)", "Write it in one row")
def a_name_that_is_divided_over_two_rows_is_refused_in_the_same_way(week: WeekFiles) -> None:
    upper = "package,person,postcode,provider,hours,started,ended,setting"
    lower = "id,id,,id,per week,on,on,"
    week.edit(PACKAGES, HEADER, f"{upper}\n{lower}")


@case(24, "not_data", PACKAGES, "row 1", "a title above the header in row 2", account=Account("packages", 25, 24, 0, 1))
def headings_above_a_whole_header_are_titles(week: WeekFiles) -> None:
    week.edit(PACKAGES, HEADER, f"Person,,,Care,,,,\n{HEADER}")


@case(25, "refused", BOOK, "sheet Packages", "rows 3 to 5", "cells are merged", "Unmerge them and fill each in")
def cells_merged_over_rows_of_data_are_refused(week: WeekFiles) -> None:
    as_book(week, lambda sheet: sheet.merge_cells("D3:D5"))


def merged_in_ods(rows: list[str]) -> None:
    """The setting of rows 3 and 4 as one cell."""
    spanned = ' table:number-columns-spanned="1" table:number-rows-spanned="2"'
    rows[2] = rows[2].replace(ods_cell("general"), ods_cell("general", spanned))
    rows[3] = rows[3].replace(ods_cell("general"), "<table:covered-table-cell/>")


@case(25, "refused", SHEET, "sheet Packages", "rows 3 to 4", "cells are merged", "Unmerge them and fill each in")
def cells_merged_over_rows_of_data_of_an_open_document_are_refused(week: WeekFiles) -> None:
    as_ods(week, merged_in_ods)


@case(25, "not_data", BOOK, "row 1", "above the header in row 4", account=Account("packages", 27, 24, 0, 3))
def cells_merged_in_a_title_are_no_data(week: WeekFiles) -> None:
    def merged_title(sheet: Worksheet) -> None:
        sheet.cell(1, 1, "Home care packages")
        sheet.merge_cells("A1:H2")

    as_book(week, merged_title, above=3)


@case(26, "accepted", account=ALL)
def the_only_sheet_that_holds_the_table_is_found(week: WeekFiles) -> None:
    book = as_book(week)
    book.create_sheet("About", 0).append(["Read me first", "Made by the case system"])
    book.create_sheet("Empty")
    book.save(week.path(BOOK))


@case(26, "refused", BOOK, "several sheets hold such a table (Packages, Last week)", 'Name one: sheet = "..."')
def two_sheets_that_hold_the_table_are_refused_by_their_names(week: WeekFiles) -> None:
    book = as_book(week)
    other = book.create_sheet("Last week")
    for cells in typed_rows(week):
        other.append(cells)
    book.save(week.path(BOOK))


@case(26, "accepted", account=ALL)
def of_two_sheets_the_one_that_the_settings_name_is_read(week: WeekFiles) -> None:
    two_sheets_that_hold_the_table_are_refused_by_their_names(week)
    week.settings(f'"{BOOK}"', f'"{BOOK}"\nsheet = "Packages"')


@case(26, "refused", BOOK, "sheet Budget", "column missing: package_id")
def a_workbook_without_the_table_is_refused_with_the_columns_of_its_sheets(week: WeekFiles) -> None:
    book = Workbook()
    for name in ("Budget", "Staff"):
        book.create_sheet(name).append([name, "Amount", "Comment"])
    book.save(week.path(BOOK))
    week.source("packages", BOOK)


@case(26, "refused", SHEET, "there is no sheet 'Packages 2'", "Sheets: Packages.", "Correct `sheet`")
def a_sheet_that_is_not_in_the_open_document_is_refused_with_those_that_are(week: WeekFiles) -> None:
    as_ods(week)
    week.settings(f'"{SHEET}"', f'"{SHEET}"\nsheet = "Packages 2"')


def hide(sheet: Worksheet) -> None:
    """Three rows filtered out."""
    for row in (4, 5, 9):
        sheet.row_dimensions[row].hidden = True


@case(27, "warning", BOOK, "sheet Packages", "row 4", "3 rows of data are hidden or filtered out", "Show all rows",
      account=ALL)  # fmt: skip
def hidden_rows_are_loaded_and_counted(week: WeekFiles) -> None:
    as_book(week, hide)


@case(27, "warning", SHEET, "sheet Packages", "row 3", "2 rows of data are hidden or filtered out", account=ALL)
def hidden_and_filtered_rows_of_an_open_document_are_loaded_and_counted(week: WeekFiles) -> None:
    def hide_two(rows: list[str]) -> None:
        rows[2] = rows[2].replace("<table:table-row", '<table:table-row table:visibility="collapse"')
        rows[7] = rows[7].replace("<table:table-row", '<table:table-row table:visibility="filter"')

    as_ods(week, hide_two)


@case(28, "not_data", PACKAGES, "row 6", "blank, the first of 3 blank rows",
      account=Account("packages", 27, 24, 0, 3))  # fmt: skip
def blank_rows_inside_are_no_data_and_whole_numbers_stay_whole(week: WeekFiles) -> None:
    rows = week.rows(PACKAGES)
    blank = ["", " ", "", "", "", "", "", ""]
    week.write_rows(PACKAGES, [*rows[:5], blank, *rows[5:9], blank, blank, *rows[9:]])


@case(28, "accepted", account=ALL)
def a_million_blank_rows_below_the_table_are_no_rows(week: WeekFiles) -> None:
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    as_ods(week, lambda rows: rows.append(blank))


@case(28, "not_data", SHEET, "row 4", "blank, the first of 40 blank rows",
      account=Account("packages", 64, 24, 0, 40))  # fmt: skip
def blank_rows_that_an_open_document_repeats_keep_the_numbers_of_the_rows_below(week: WeekFiles) -> None:
    blank = '<table:table-row table:number-rows-repeated="40"><table:table-cell/></table:table-row>'
    as_ods(week, lambda rows: rows.insert(3, blank))


HOURS = sum(5 + n % 9 for n in range(24))


def with_last(week: WeekFiles, *rows: Sequence[object]) -> None:
    """Rows below the packages."""
    week.write_rows(PACKAGES, [*week.rows(PACKAGES), *rows])


@case(29, "not_data", PACKAGES, "row 26", "a total row", account=Account("packages", 25, 24, 0, 1))
def a_total_below_the_table_that_is_the_sum_is_no_data(week: WeekFiles) -> None:
    with_last(week, ["Total", "", "", "", HOURS, "", "", ""])


@case(29, "warning", PACKAGES, "row 26", f"a total row that says {HOURS + 7}, but the rows above it add up to {HOURS}",
      "See that no row was cut off", account=Account("packages", 25, 24, 0, 1))  # fmt: skip
def a_total_that_is_not_the_sum_says_that_rows_are_missing(week: WeekFiles) -> None:
    with_last(week, ["Total", "", "", "", HOURS + 7, "", "", ""])


@case(29, "not_data", PACKAGES, "row 26", "a total row", account=Account("packages", 25, 24, 0, 1))
def a_total_that_counts_the_rows_is_no_wrong_sum(week: WeekFiles) -> None:
    with_last(week, ["Total: 24 packages", "", "", "", 24, "", "", ""])


@case(29, "warning", PACKAGES, "row 26", f"a total row that says 25, but the rows above it add up to {HOURS}",
      "See that no row was cut off", account=Account("packages", 25, 24, 0, 1))  # fmt: skip
def a_total_that_counts_more_rows_than_there_are_says_that_rows_are_missing(week: WeekFiles) -> None:
    with_last(week, ["Total", "", "", "", 25, "", "", ""])


@case(29, "not_data", PACKAGES, "row 27", "a footnote below the table", account=Account("packages", 27, 24, 0, 3))
def footnotes_below_a_total_are_no_data(week: WeekFiles) -> None:
    with_last(
        week,
        ["Grand total", "", "", "", f"{HOURS:.2f}", "", "", ""],
        ["* Hours as commissioned", "", "", "", "", "", "", ""],
        ["Source: case system", "", "", "", "", "", "", ""],
    )


@case(29, "not_data", PACKAGES, "row 27", "a total row", account=Account("packages", 27, 24, 0, 3))
def totals_of_blocks_are_held_against_their_blocks(week: WeekFiles) -> None:
    header, *rows = week.rows(PACKAGES)
    first, second = (sum(int(row[4]) for row in half) for half in (rows[:12], rows[12:]))
    week.write_rows(
        PACKAGES,
        [header, *rows[:12], ["Sub-total", "", "", "", first, "", "", ""], *rows[12:],
         ["Sub-total", "", "", "", second, "", "", ""], ["Total", "", "", "", HOURS, "", "", ""]],
    )  # fmt: skip


@case(29, "accepted", account=Account("providers", 4, 4))
def a_provider_whose_name_is_total_is_a_provider(week: WeekFiles) -> None:
    week.set_cell(PROVIDERS, 5, "provider_name", "Total Care")


@case(29, "set_aside", PACKAGES, "row 26", "blank", account=Account("packages", 25, 24, 1))
def a_row_with_only_a_reference_is_broken_and_no_total(week: WeekFiles) -> None:
    with_last(week, ["PKG-4099", "", "", "", "", "", "", ""])


@case(30, "refused", PACKAGES, "row 1", "hours_per_week stands in the header more than once", "Rename or take out")
def a_name_that_stands_twice_in_the_header_is_refused(week: WeekFiles) -> None:
    week.edit(PACKAGES, "ended_on,setting", "Hours per week,setting")


@case(30, "warning", PACKAGES, "2 columns are not used: Area, Area", account=ALL)
def a_name_that_stands_twice_and_is_not_ours_does_no_harm(week: WeekFiles) -> None:
    header, *rows = week.rows(PACKAGES)
    week.write_rows(PACKAGES, [[*header, "Area", "Area"], *([*row, "N", "S"] for row in rows)])


@case(31, "accepted", account=ALL)
def spaces_underscores_and_case_of_names_do_not_matter(week: WeekFiles) -> None:
    week.edit(
        PACKAGES, HEADER, " Package ID ,PERSON_ID,Post Code,Provider  Id,HoursPerWeek,Started on,ended ON,Setting"
    )


@case(31, "repaired", PACKAGES, "row 1", "3 column names hold line breaks or invisible letters", account=ALL)
def invisible_letters_in_names_are_passed_over_and_said(week: WeekFiles) -> None:
    header, *rows = week.rows(PACKAGES)
    names = ["package\u00a0id", header[1], "\u200bpostcode", header[3], "Hours\nper week", *header[5:]]
    week.write_rows(PACKAGES, [names, *rows])


@case(32, "refused", PACKAGES, "column missing: started_on, ended_on_of_theirs", "Columns found: package_id",
      "[sources.packages.columns]")  # fmt: skip
def missing_columns_are_named_together_with_those_found(week: WeekFiles) -> None:
    week.edit(PACKAGES, "started_on", "Commencement")
    week.source("packages", PACKAGES, 'columns = { ended_on = "ended_on_of_theirs" }')


@case(32, "refused", AWAITING, "column missing: a location (latitude and longitude, easting and northing, or postcode)")
def a_table_without_any_location_is_refused(week: WeekFiles) -> None:
    week.edit(AWAITING, "postcode", "ward")


@case(33, "warning", PACKAGES, "1 column is not used: Cost centre", "Map one in carezones.toml", account=ALL)
def a_column_that_is_not_ours_is_named_and_not_kept(week: WeekFiles) -> None:
    header, *rows = week.rows(PACKAGES)
    week.write_rows(PACKAGES, [[*header, "Cost centre"], *([*row, "C1"] for row in rows)])


@case(34, "refused", PACKAGES, "column missing: hours_per_week", "Did you mean hours_a_week?")
def a_renamed_column_is_refused_with_the_nearest_name(week: WeekFiles) -> None:
    week.edit(PACKAGES, "hours_per_week", "hours_a_week")


@case(35, "refused", PACKAGES, "row 2", "the first row of data has 9 cells and the header 8",
      "every column may be shifted", "Name every column in the header")  # fmt: skip
def a_first_row_with_a_cell_too_many_is_refused(week: WeekFiles) -> None:
    header, first, *rows = week.rows(PACKAGES)
    week.write_rows(PACKAGES, [header, ["extra", *first], *rows])


@case(35, "accepted", account=ALL)
def separators_at_the_end_of_every_row_are_no_cells(week: WeekFiles) -> None:
    header, *rows = week.rows(PACKAGES)
    week.write_rows(PACKAGES, [header, *([*row, "", ""] for row in rows)])


@case(36, "set_aside", PACKAGES, "row 8", "the row has 9 cells and the header 8", "quotation marks",
      account=Account("packages", 24, 23, 1))  # fmt: skip
def a_later_row_with_a_cell_too_many_is_set_aside(week: WeekFiles) -> None:
    rows = week.rows(PACKAGES)
    rows[7].insert(4, "5")
    week.write_rows(PACKAGES, rows)


@case(37, "set_aside", PACKAGES, "row 25", "the row has 5 cells and the header 8",
      account=Account("packages", 24, 23, 1))  # fmt: skip
def a_row_that_is_too_short_is_set_aside(week: WeekFiles) -> None:
    rows = week.rows(PACKAGES)
    week.write_rows(PACKAGES, [*rows[:-1], rows[-1][:5]])


@case(38, "refused", PROVIDERS, "row 3", "it cannot be divided into rows", "a quotation mark that is not closed")
def a_quotation_mark_that_is_never_closed_is_refused_with_its_row(week: WeekFiles) -> None:
    week.edit(PROVIDERS, "Provider 2", '"Provider 2')


@case(38, "refused", PROVIDERS, "row 3", "cannot be divided into rows", "export it again")
def a_quotation_mark_that_is_closed_by_the_next_is_refused_with_its_row(week: WeekFiles) -> None:
    week.edit(PROVIDERS, "Provider 2", '"Provider 2')
    week.edit(PROVIDERS, "Provider 4", '"Provider" 4')


@case(39, "accepted", account=Account("providers", 4, 4))
def line_breaks_and_separators_in_quotation_marks_are_part_of_the_value(week: WeekFiles) -> None:
    week.set_cell(PROVIDERS, 3, "provider_name", 'Provider\n2, of "Northam"')


@case(40, "accepted", account=ALL)
def semicolons_as_separators_are_found(week: WeekFiles) -> None:
    week.write(PACKAGES, week.path(PACKAGES).read_text().replace(",", ";"))


@case(40, "accepted", account=ALL)
def tabs_as_separators_are_found(week: WeekFiles) -> None:
    week.write(PACKAGES, week.path(PACKAGES).read_text().replace(",", "\t"))


@case(40, "accepted", account=Account("providers", 4, 4))
def a_comma_in_every_name_does_not_hide_the_semicolons(week: WeekFiles) -> None:
    text = week.path(PROVIDERS).read_text().replace(",", ";")
    week.write(PROVIDERS, text.replace("Provider ", "Care, Home, Number "))


def with_formula(sheet: Worksheet) -> None:
    """Hours as a formula, which this library writes without its result."""
    sheet["E7"] = "=2*5"


@case(41, "refused", BOOK, "sheet Packages", "1 formula was never worked out", "E7", "Open the workbook", "save it")
def a_formula_without_a_result_is_refused(week: WeekFiles) -> None:
    as_book(week, with_formula)


@case(41, "refused", SHEET, "sheet Packages", "1 formula was never worked out", "E3", "Open the workbook")
def a_formula_without_a_result_in_an_open_document_is_refused(week: WeekFiles) -> None:
    as_ods(week, lambda rows: rows.__setitem__(2, rows[2].replace(
        ods_cell(6.0), '<table:table-cell table:formula="of:=2*3"/>')))  # fmt: skip


@case(42, "set_aside", PACKAGES, "row 4", "hours_per_week", "the spreadsheet shows an error here",
      account=Account("packages", 24, 21, 3))  # fmt: skip
def errors_of_a_spreadsheet_are_set_aside_and_never_blank(week: WeekFiles) -> None:
    week.set_cell(PACKAGES, 4, "hours_per_week", "#N/A")
    week.set_cell(PACKAGES, 6, "started_on", "#REF!")
    week.set_cell(PACKAGES, 9, "provider_id", "#DIV/0!")


@case(42, "set_aside", BOOK, "sheet Packages", "row 4", "hours_per_week", "the spreadsheet shows an error here",
      account=Account("packages", 24, 23, 1))  # fmt: skip
def an_error_in_a_cell_of_a_workbook_is_set_aside(week: WeekFiles) -> None:
    def error(sheet: Worksheet) -> None:
        sheet["E4"] = "#DIV/0!"

    as_book(week, error)


@case(42, "set_aside", SHEET, "sheet Packages", "row 3", "hours_per_week", "the spreadsheet shows an error here",
      account=Account("packages", 24, 22, 2))  # fmt: skip
def errors_in_cells_of_an_open_document_are_set_aside(week: WeekFiles) -> None:
    shown = '<table:table-cell table:formula="of:=1/0" office:value-type="{}"><text:p>{}</text:p></table:table-cell>'

    def errors(rows: list[str]) -> None:
        rows[2] = rows[2].replace(ods_cell(6.0), shown.format('float" office:value="0', "#DIV/0!"))
        rows[3] = rows[3].replace(ods_cell(7.0), shown.format("string", "Err:502"))

    as_ods(week, errors)
