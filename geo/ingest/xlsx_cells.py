"""What a workbook's cells say that their values do not: errors, formulas never worked out, merges, hidden rows.

Read from the sheets' own text, because readers give none of it. It runs where the workbook is read, apart.
"""

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from geo.ingest.xml_parts import tree

_CELL: Final = re.compile(rb'<c r="([A-Z]+)([0-9]+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_FILLED: Final = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]*(?<!/)>(?!</c>)')
_VALUE: Final = re.compile(rb"<v>(.*?)</v>", re.DOTALL)
_MERGE: Final = re.compile(rb'<mergeCell ref="[A-Z]+([0-9]+):[A-Z]+([0-9]+)"')
_HIDDEN: Final = re.compile(rb'<row r="([0-9]+)"[^>]*? hidden="(?:1|true)"')
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class SheetCells:
    """What one sheet holds beside values; rows and columns count from 1 and 0."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    """Error shown, such as #N/A, by row and column."""
    without_result: list[str] = field(default_factory=list)
    """Places of formulas that were never worked out, such as H5."""
    merged_rows: list[tuple[int, int]] = field(default_factory=list)
    """First and last row of each merge over several rows."""
    hidden_rows: list[int] = field(default_factory=list)
    """Rows that the spreadsheet does not show, filtered ones among them."""


def sheet_parts(archive: zipfile.ZipFile, label: str) -> dict[str, str]:
    """Part of the archive -> name of the sheet that it holds."""
    relations = tree(archive.read("xl/_rels/workbook.xml.rels"), label)
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    book = tree(archive.read("xl/workbook.xml"), label)
    sheets = [node for node in book.iter() if node.tag.endswith("}sheet")]
    found = {node.get("name", ""): targets.get(node.get(_RELATION), "") for node in sheets}
    return {
        target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target): name
        for name, target in found.items()
    }


def counts_from_1904(archive: zipfile.ZipFile, label: str) -> bool:
    """Whether the workbook counts its days from 1904, as old ones of the Macintosh do."""
    book = tree(archive.read("xl/workbook.xml"), label)
    said = [node.get("date1904", "0") for node in book.iter() if node.tag.endswith("}workbookPr")]
    return bool(said) and said[0] in ("1", "true", "on")


def extent(xml: bytes) -> tuple[int, int, str]:
    """Rows and columns that a sheet's filled cells reach over, and the place of the lowest of them; 0, 0, '' for none.

    Cells that only have a colour or a number format do not count.
    """
    rows, columns, lowest = 0, 0, ""
    for letters, row in _FILLED.findall(xml):
        columns = max(columns, column_of(letters) + 1)
        if int(row) > rows:
            rows, lowest = int(row), (letters + row).decode()
    return rows, columns, lowest


def sheet_cells(xml: bytes) -> SheetCells:
    """What one sheet's text says beside values."""
    found = SheetCells(
        merged_rows=[(int(first), int(last)) for first, last in _MERGE.findall(xml) if first != last],
        hidden_rows=[int(row) for row in _HIDDEN.findall(xml)],
    )
    if b't="e"' not in xml and b"<f" not in xml:
        return found
    for letters, row, attributes, body in _CELL.findall(xml):
        value = _VALUE.search(body)
        if b't="e"' in attributes and value:
            found.errors[int(row), column_of(letters)] = value[1].decode("ascii", "replace")
        elif b"<f" in body and not (value and value[1]) and b't="str"' not in attributes:
            found.without_result.append(f"{letters.decode()}{row.decode()}")
    return found


def column_of(letters: bytes) -> int:
    """A column's letters as its place: A is 0, AA is 26."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place - 1
