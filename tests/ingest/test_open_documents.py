"""The streaming reader of .ods: what a cell is, what is refused, and that it never needs much memory."""

import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from cqc_files import directory_rows, write_directory, write_sheets

from geo.errors import InputError
from geo.ingest import ods_sheets, ods_stream
from geo.ingest.cqc import CQC, directory_columns
from geo.ingest.grid import Grid
from geo.ingest.ods_cells import cell_value, count_of, place_name
from geo.ingest.opendocument import Wanted, read_ods
from geo.settings import Source


def cell(text: str = "", attributes: str = "") -> str:
    kind = "" if "value-type" in attributes or not text else ' office:value-type="string"'
    return f"<table:table-cell{kind} {attributes}>{text}</table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def grids(path: Path, sheet: str | None = None, wanted: Sequence[Wanted] = ()) -> list[Grid]:
    source = Source("packages", (path,), ("file.ods",), sheet=sheet)
    return read_ods(path, "file.ods", source, wanted)


def only(path: Path, *rows: str) -> Grid:
    write_sheets(path, {"Data": "".join(rows)})
    (grid,) = grids(path)
    return grid


@pytest.mark.parametrize(
    ("markup", "value"),
    [
        (cell(p("a")), "a"),
        (cell(p("a") + p("b")), "a\nb"),
        (cell(p("a<text:s/>b<text:s text:c='3'/>c<text:tab/>d<text:line-break/>e")), "a b   c\td\ne"),
        (cell(p("a<text:span>b<text:a>c</text:a></text:span>d")), "abcd"),
        (cell(p("&lt;b&gt; &amp; &#163;")), "<b> & £"),
        (cell("<office:annotation><text:p>by me</text:p></office:annotation>" + p("a")), "a"),
        (cell(p("a") + "<draw:frame><draw:text-box><text:p>b</text:p></draw:text-box></draw:frame>"), "a"),
        (cell(p("12,50"), 'office:value-type="float" office:value="12.5"'), "12.5"),
        (cell(p("x"), 'office:value-type="float" office:value="12"'), "12"),
        (cell(p("x"), 'office:value-type="float" office:value="12.0"'), "12"),
        (cell(p("x"), 'office:value-type="float" office:value="1234567890123456789"'), "1234567890123456789"),
        (cell(p("x"), 'office:value-type="float" office:value="1.5E3"'), "1500"),
        (cell(p("£2"), 'office:value-type="currency" office:currency="GBP" office:value="2"'), "2"),
        (cell(p("50%"), 'office:value-type="percentage" office:value="0.5"'), "0.5"),
        (cell(p("1/2/24"), 'office:value-type="date" office:date-value="2024-02-01"'), "2024-02-01"),
        (cell(p("x"), 'office:value-type="date" office:date-value="2024-02-01T00:00:00"'), "2024-02-01"),
        (cell(p("x"), 'office:value-type="date" office:date-value="2024-02-01T09:30:00"'), "2024-02-01T09:30:00"),
        (cell(p("TRUE"), 'office:value-type="boolean" office:boolean-value="true"'), "true"),
        (cell(p("07:30"), 'office:value-type="time" office:time-value="PT07H30M00S"'), "07:30"),
        (cell(p("x"), 'office:value-type="string" office:string-value="y"'), "y"),
        (cell(p("#N/A"), 'table:formula="of:=NA()" office:value-type="string" office:string-value=""'), "#N/A"),
        (cell(p("#DIV/0!"), 'table:formula="of:=1/0" office:value-type="float" office:value="0"'), "#DIV/0!"),
        (cell(p("Err:502"), 'table:formula="of:=X" office:value-type="string"'), "#VALUE!"),
        (cell(p("Err:502")), "Err:502"),
        ('<table:covered-table-cell office:value-type="string"><text:p>a</text:p></table:covered-table-cell>', ""),
    ],
)
def test_a_cell_is_what_the_spreadsheet_means_by_it(tmp_path: Path, markup: str, value: str) -> None:
    grid = only(tmp_path / "a.ods", row(markup, cell(p("end"))))
    assert grid.cells.loc[1].tolist() == [value, "end"]


def test_repeated_cells_and_rows_stand_where_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    blank = '<table:table-cell table:number-columns-repeated="3"/>'
    grid = only(
        tmp_path / "a.ods",
        row(cell(p("a"), 'table:number-columns-repeated="2"'), blank, cell(p("b"))),
        row(blank, attributes='table:number-rows-repeated="2"'),
        row(cell(p("c")), attributes='table:number-rows-repeated="2"'),
        row(
            '<table:table-cell table:number-columns-repeated="16384"/>',
            attributes='table:number-rows-repeated="1048571"',
        ),
    )
    assert grid.cells.index.tolist() == [1, 2, 3, 4, 5]
    assert grid.cells.to_numpy().tolist() == [["a", "a", "", "", "", "b"], *[[""] * 6] * 2, *[["c", *[""] * 5]] * 2]


def test_rows_in_groups_and_header_rows_are_rows(tmp_path: Path) -> None:
    inner = f"<table:table-row-group>{row(cell(p('b')))}</table:table-row-group>"
    grid = only(tmp_path / "a.ods", f"<table:table-header-rows>{row(cell(p('a')))}</table:table-header-rows>", inner)
    assert grid.cells[0].tolist() == ["a", "b"]


def test_every_sheet_with_cells_is_a_grid_and_a_named_one_the_only(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    write_sheets(path, {"One": row(cell(p("1"))), "Two": "", "Three": row(cell(p("3")))})
    assert [grid.sheet for grid in grids(path)] == ["One", "Three"]
    assert [grid.sheet for grid in grids(path, "Three")] == ["Three"]
    with pytest.raises(InputError, match=r"no sheet 'Four'\. Sheets: One, Two, Three\. Correct `sheet`"):
        grids(path, "Four")


def test_of_a_known_header_only_the_wanted_columns_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    names = ("Id", "Secret", "Kept One", "Secret 2", "kept_two")
    rows = [row(cell(p("a title"))), row(*(cell(p(name)) for name in names))]
    rows.append(row(cell(p("1")), cell(p("s"), 'table:number-columns-repeated="2"'), cell(p("t")), cell(p("2"))))
    write_sheets(path, {"Data": "".join(rows), "Other": row(cell(p("all")), cell(p("of it")))})
    data, other = grids(path, wanted=[Wanted(["ID", "Kept one"], ["id", "kept one", "kept two"])])
    assert data.cells.to_numpy().tolist() == [["a title", "", ""], ["Id", "Kept One", "kept_two"], ["1", "s", "2"]]
    assert other.cells.to_numpy().tolist() == [["all", "of it"]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "XML entities or a document type"),
        ("<!DOCTYPE a><a/>", "XML entities or a document type"),
        ("<a><b></a>", "incomplete or damaged"),
        ("", "incomplete or damaged"),
    ],
)
def test_markup_that_no_spreadsheet_has_is_refused(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("content.xml", content)
    with pytest.raises(InputError, match=said):
        grids(path)


def test_a_password_is_named_and_not_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
        book.writestr("content.xml", b"\x00\x01")
    with pytest.raises(InputError, match="has a password"):
        grids(path)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (row(cell(p("a"), 'table:number-columns-repeated="20000"')), "beyond the last column"),
        (row(cell(p("a")), attributes='table:number-rows-repeated="1048577"'), "beyond the last that"),
        (row(cell(p("a"), 'table:number-columns-repeated="9"'), attributes='table:number-rows-repeated="1000000"'),
         "more than 5,000,000 cells"),
        (row(cell(attributes='table:number-columns-repeated="10000"'), cell(p("far"))) * 501, "more than 5,000,000"),
        (row(cell(p("a"), 'table:number-columns-repeated="-1"')), "incomplete or damaged"),
        (row(cell(p("a")), attributes='table:number-rows-repeated="99999999999999999999"'), "incomplete or damaged"),
        (row(cell(p("a" * 1_000_001))), "more than 1,000,000 letters"),
    ],
)  # fmt: skip
def test_what_would_fill_the_memory_is_refused(tmp_path: Path, rows: str, said: str) -> None:
    path = tmp_path / "a.ods"
    write_sheets(path, {"Data": rows})
    with pytest.raises(InputError, match=said):
        grids(path)


def test_an_unpacked_part_is_counted_whatever_the_archive_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ods"
    write_sheets(path, {"Data": row(cell(p("a")))})
    monkeypatch.setattr(ods_stream, "MOST_STREAMED_BYTES", 100)
    with pytest.raises(InputError, match="unpacks to more than"):
        ods_stream.read({"path": str(path), "label": "a.ods", "sheet": None, "layouts": []}, io.BytesIO())


def test_the_care_directory_keeps_its_rows_and_the_columns_that_are_wanted(tmp_path: Path) -> None:
    path = tmp_path / "HSCA_Active_Locations.ods"
    write_directory(path, directory_rows(300))
    source = Source("providers", (path,), (path.name,))
    notes, locations = read_ods(path, path.name, source, directory_columns(source))
    assert notes.sheet == "README"
    assert (locations.sheet, locations.cells.shape) == ("HSCA_Active_Locations", (301, 9))
    names = locations.cells.loc[1].tolist()
    expected = [[made.get(name, "") for name in names] for made in directory_rows(300)]
    assert CQC.rows_by in names
    got = locations.cells.iloc[1:]
    texts = got.drop(columns=[names.index("Location Latitude"), names.index("Location Longitude")])
    other = pd.DataFrame(expected).drop(columns=texts.columns.symmetric_difference(got.columns))
    assert texts.to_numpy().tolist() == other.to_numpy().tolist()


def test_the_reader_sees_the_same_however_the_markup_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    write_directory(path, directory_rows(20))
    with zipfile.ZipFile(path) as book:
        xml = book.read("content.xml")
    request: dict[str, Any] = {"label": "a", "sheet": None, "layouts": []}

    def said(step: int) -> list[str]:
        found: list[str] = []
        sheets = ods_sheets.Sheets(request, lambda what: found.append(json.dumps(what)))
        for start in range(0, len(xml), step):
            sheets.take(xml[start : start + step])
        sheets.take(b"", is_last=True)
        return found

    assert said(7) == said(len(xml))


def test_a_count_that_is_none_is_an_error_and_a_place_has_letters() -> None:
    assert count_of({}, "n") == 1
    for wrong in ("0", "-1", "1.5", "", "\u0661", "9" * 12):
        with pytest.raises(ValueError, match="n"):
            count_of({"n": wrong}, "n")
    assert [place_name(5, n) for n in (0, 25, 26, 701, 702)] == ["A5", "Z5", "AA5", "ZZ5", "AAA5"]
    assert cell_value({"office:value-type": "float", "office:value": "NaN?"}, "x") == "NaN?"
