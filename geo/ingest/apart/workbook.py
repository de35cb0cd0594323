"""The child's reader of workbooks (.xlsx): every sheet as rows of text.

The answer is lines of JSON: for each sheet one with its name and what its cells say beside values, then its rows in
batches. The line that ends it tells a whole answer from one cut short.
"""

import json
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO, Final

import python_calamine as calamine

from geo.errors import InputError
from geo.ingest.archives import DAMAGED
from geo.ingest.cell_text import cell_text
from geo.ingest.xlsx_cells import SheetCells, counts_from_1904, extent, sheet_cells, sheet_parts
from geo.ingest.xlsx_form import usual_form
from geo.ingest.xml_parts import refuse_unsafe

MOST_CELLS: Final = 5_000_000
"""Rows times columns of a sheet (cells): 250,000 rows of 20 columns, about 1 GB while they are read."""
_BATCH_ROWS: Final = 2_000


def read(request: dict[str, Any], out: BinaryIO) -> None:
    """Read a workbook.

    Args:
        request: path, label and sheet (the only one wanted, or None).
        out: Where the answer goes.

    Raises:
        InputError: The workbook is damaged or unsafe, has a password, or the sheet is not in it.
    """
    path, label = Path(request["path"]), request["label"]
    try:
        beside, is_1904 = _beside(path, label, request["sheet"])
        # From the bytes: given a path, the library would believe the name.
        with path.open("rb") as file, calamine.CalamineWorkbook.from_filelike(file) as book:
            for name in _wanted(book.sheet_names, request["sheet"], label):
                sheet = book.get_sheet_by_name(name)
                _refuse_far(sheet.total_height, sheet.total_width, "", f"{label}, sheet {name}")
                rows = sheet.to_python(skip_empty_area=False)
                _write_sheet(out, name, [[cell_text(cell) for cell in row] for row in rows], beside.get(name), is_1904)
    except calamine.PasswordError:
        raise InputError(f"{label}: the workbook has a password. Take it off and save it again.") from None
    except (calamine.CalamineError, *DAMAGED):
        raise InputError(f"{label}: the workbook is incomplete or damaged. Save it and send it again.") from None
    out.write(b'"end"\n')


def _wanted(names: list[str], sheet: str | None, label: str) -> list[str]:
    """The declared sheet, or all."""
    if sheet is None:
        return names
    if sheet not in names:
        raise InputError(
            f"{label}: there is no sheet {sheet!r}. Sheets: {', '.join(names)}. Correct `sheet` in carezones.toml."
        )
    return [sheet]


def _beside(path: Path, label: str, wanted: str | None) -> tuple[dict[str, SheetCells], bool]:
    """Every part looked at before the workbook is read, and what its sheets say beside values."""
    found: dict[str, SheetCells] = {}
    with zipfile.ZipFile(path) as archive:
        sheets = sheet_parts(archive, label)
        for part in archive.namelist():
            xml = archive.read(part)
            refuse_unsafe(xml, label)
            if part in sheets and wanted in (None, sheets[part]):
                xml = usual_form(xml)
                _refuse_far(*extent(xml), f"{label}, sheet {sheets[part]}")
                found[sheets[part]] = sheet_cells(xml)
        return found, counts_from_1904(archive, label)


def _refuse_far(rows: int, columns: int, lowest: str, place: str) -> None:
    """Refuse a sheet whose cells reach so far that the space between them would fill the memory."""
    if rows * columns > MOST_CELLS:
        far = f" The lowest is {lowest}." if lowest else ""
        raise InputError(
            f"{place}: its cells reach over {rows:,} rows and {columns:,} columns, more than {MOST_CELLS:,} cells."
            f"{far} Delete the rows and columns beyond the table and save it again."
        )


def _write_sheet(out: BinaryIO, name: str, rows: list[list[str]], cells: SheetCells | None, is_1904: bool) -> None:
    """One sheet of the answer, with the errors that it shows in their cells."""
    said = asdict(cells or SheetCells())
    for (row, column), error in said.pop("errors").items():
        if row <= len(rows) and column < len(rows[row - 1]):
            rows[row - 1][column] = error
    _line(out, {"sheet": name, "rows": len(rows), "is_1904": is_1904, **said})
    for start in range(0, len(rows), _BATCH_ROWS):
        _line(out, rows[start : start + _BATCH_ROWS])


def _line(out: BinaryIO, value: object) -> None:
    """One line of the answer."""
    out.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n")
