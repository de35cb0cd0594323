"""A workbook says the same whatever program wrote it: with a prefix, without places, attributes in any order."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.errors import InputError
from geo.ingest.grid import Grid
from geo.ingest.spreadsheets import read_workbook
from geo.ingest.xlsx_form import usual_form
from geo.settings import Source

sys.path.append(str(Path(__file__).parents[1] / "catalogue"))

from binary_files import MAIN, archive_of, plain_book

SHEET = (
    f'<worksheet xmlns="{MAIN}"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c><c r="B1"><v>1</v></c></row>'
    '<row r="2" hidden="1"><c r="A2" t="e"><v>#N/A</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>'
    '<row r="3"><c r="A3"/><c r="B3"><v>3</v></c></row></sheetData>'
    '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells></worksheet>'
)
FORMS: dict[str, Callable[[str], str]] = {
    "usual": lambda xml: xml,
    "with a prefix": lambda xml: re.sub(r"<(/?)(?=[a-z])", r"<\1x:", xml).replace("xmlns=", "xmlns:x="),
    "single quotes": lambda xml: xml.replace('"', "'"),
    "another order": lambda xml: re.sub(r'<(row|c) (r="\w+")( \w+="\w+")', r"<\1\3 \2", xml),
    "a style first": lambda xml: xml.replace("<c r=", '<c s="0" r='),
    "without places": lambda xml: re.sub(r' r="\w+"', "", xml),
    "two spaces": lambda xml: xml.replace("<c r", "<c  r").replace("<row r", "<row\n  r"),
    "spaces around =": lambda xml: xml.replace('hidden="1"', 'hidden = "1"').replace('t="e"', 't = "e"'),
}


def sheet(path: Path, xml: str) -> Grid:
    path.write_bytes(archive_of(plain_book(xml)))
    (grid,) = read_workbook(path, "book.xlsx", Source("packages", (path,), ("book.xlsx",)))
    return grid


@pytest.mark.parametrize("form", FORMS)
def test_errors_merges_and_hidden_rows_are_found_in_every_form(tmp_path: Path, form: str) -> None:
    grid = sheet(tmp_path / "book.xlsx", FORMS[form](SHEET))
    assert grid.cells.to_numpy().tolist() == [["name", "1"], ["#N/A", "2"], ["", "3"]]
    assert (grid.merged, grid.hidden_rows) == (((2, 3),), (2,))


@pytest.mark.parametrize("form", FORMS)
def test_a_formula_that_was_never_worked_out_is_refused_in_every_form(tmp_path: Path, form: str) -> None:
    with pytest.raises(InputError, match=r"sheet Data: 1 formula was never worked out, the first in B2"):
        sheet(tmp_path / "book.xlsx", FORMS[form](SHEET.replace("<v>2</v>", "")))


@pytest.mark.parametrize("form", [form for form in FORMS if form != "without places"])
def test_a_far_cell_is_refused_in_every_form(tmp_path: Path, form: str) -> None:
    with pytest.raises(InputError, match="reach over 1,048,576 rows"):
        sheet(tmp_path / "book.xlsx", FORMS[form](SHEET.replace("B3", "XFD1048576")))


@pytest.mark.parametrize("place", ["ZZZZ1", "A", "1", "a1", "A-1"])
def test_a_cell_at_no_place_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(InputError, match="incomplete or damaged"):
        sheet(tmp_path / "book.xlsx", SHEET.replace('<c r="B3"', f'<c s="0" r="{place}"'))


def test_a_sheet_in_the_usual_form_is_left_as_it_is() -> None:
    assert usual_form(SHEET.encode()) == SHEET.encode()
