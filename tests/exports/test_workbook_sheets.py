"""The workbook of a release: marked tables, nothing that runs, nothing of who made it."""

import io
import re
import zipfile

import openpyxl
import pytest
from a_release import CONTACT, MEASURES, NAMES, a_release
from openpyxl.workbook import Workbook

from geo.exports.workbook import workbook_of


@pytest.fixture(scope="module")
def book() -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook_of(a_release())))


def parts_of(content: bytes) -> dict[str, str]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name).decode() for name in archive.namelist()}


def test_cover_contents_and_notes_come_first_and_the_workbook_opens_on_the_cover(book: Workbook) -> None:
    assert book.sheetnames == ["Cover", "Contents", "Notes", "Table_1", "Table_2", "Table_3"]
    assert book.active.title == "Cover"


def test_the_table_holds_the_released_values_numbers_as_numbers(book: Workbook) -> None:
    rows = list(book["Table_1"].iter_rows(min_row=5, values_only=True))
    assert rows[0] == ("Z1", "Ashby & Coalville", 120, 10, 6, 1510, 12, "[x]", 98, "Sustainable")
    assert rows[2][2:6] == ("[c]", "[c]", "[c]", "[c]")
    assert rows[-1] == ("all", "Mercia County Council", 1420, 25, 17, 17200, 29, 19, 81, "[z]")


def test_each_sheet_but_the_cover_has_one_marked_table_that_reaches_its_end(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        assert table.ref.split(":")[1] == sheet.dimensions.split(":")[1]
        assert table.headerRowCount is None or table.headerRowCount == 1
        assert table.autoFilter is None


def test_no_cell_is_merged_no_row_is_blank_and_every_sheet_says_its_title_first(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges
        assert sheet["A1"].value
        assert all(any(cell is not None for cell in row) for row in sheet.iter_rows(values_only=True))


def test_no_cell_of_a_table_is_empty(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        assert all(cell.value not in (None, "") for row in sheet[table.ref] for cell in row)


def test_headings_of_a_table_differ_even_where_titles_do_not() -> None:
    twice = {measure.name: measure for measure in MEASURES[:2]}
    twice["people_awaiting"] = MEASURES[0]
    made = openpyxl.load_workbook(io.BytesIO(workbook_of(a_release(measures=twice))))
    header = [cell.value for cell in made["Table_1"][4]]
    assert header[2:] == ["People receiving care (people)", "People receiving care (people) (2)"]


def test_there_is_no_formula_no_outside_link_no_macro_and_no_remark() -> None:
    parts = parts_of(workbook_of(a_release()))
    assert not [name for name in parts if re.search(r"vba|comments|external|drawing", name)]
    for name, text in parts.items():
        assert not re.search(r"<f[ >]", text), name
        assert "TargetMode" not in text, name


def test_a_name_like_a_formula_is_text_and_stays_text_when_edited(book: Workbook) -> None:
    cell = next(cell for row in book["Table_1"].iter_rows() for cell in row if cell.value == NAMES["Z2"])
    assert cell.quotePrefix
    text = parts_of(workbook_of(a_release()))["xl/sharedStrings.xml"]
    assert "=HYPERLINK" in text


def test_shorthand_is_explained_on_the_sheet_of_the_table_and_in_the_notes(book: Workbook) -> None:
    assert book["Table_1"]["A3"].value.startswith("[c] means hidden so that nobody can be found. [x] means")
    assert "[z] means not applicable." in [row[1] for row in book["Notes"].iter_rows(values_only=True)]


def test_why_a_measure_is_left_out_stands_in_the_workbook(book: Workbook) -> None:
    assert book["Table_2"]["A4"].value.startswith("By zone too many values would be hidden")
    rows = {row[0]: row[4] for row in book["Table_3"].iter_rows(min_row=4, values_only=True)}
    assert rows["Usual time to find care"] == "Too few people began to wait."


def test_whom_to_ask_ends_the_cover_as_text_that_stays_text_when_edited() -> None:
    content = workbook_of(a_release(), CONTACT)
    cover = openpyxl.load_workbook(io.BytesIO(content))["Cover"]
    *_, heading, cell = (row[0] for row in cover.iter_rows())
    assert (heading.value, cell.value, cell.data_type) == ("Who to ask", CONTACT, "s")
    assert cell.quotePrefix
    assert not [name for name, text in parts_of(content).items() if re.search(r"<f[ >]|TargetMode", text)]
    assert workbook_of(a_release(), CONTACT) == content


def test_without_a_contact_the_cover_names_nobody(book: Workbook) -> None:
    assert "Who to ask" not in [row[0].value for row in book["Cover"].iter_rows()]


def test_properties_name_the_council_the_language_and_the_day_of_the_figures() -> None:
    parts = parts_of(workbook_of(a_release()))
    assert "<dc:creator>Mercia County Council</dc:creator>" in parts["docProps/core.xml"]
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", parts["docProps/core.xml"])) == {"2022-09-05T00:00:00Z"}
    assert "en-GB" in parts["docProps/custom.xml"]


def test_letters_are_the_same_in_every_workbook_of_a_run_whatever_the_theme() -> None:
    for _ in range(2):
        styles = parts_of(workbook_of(a_release()))["xl/styles.xml"]
        assert set(re.findall(r'<name val="([^"]+)"', styles)) == {"Arial"}
        assert "<scheme" not in styles


def test_the_same_release_is_the_same_bytes() -> None:
    assert workbook_of(a_release()) == workbook_of(a_release())
