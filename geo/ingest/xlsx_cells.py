"""What a workbook's cells say that their values do not: errors, formulas never worked out, merges over rows.

Read from the sheets' own text, because readers give all three as blank.
"""

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final
from xml.etree import ElementTree as ET

_CELL: Final = re.compile(rb'<c r="([A-Z]+)([0-9]+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_VALUE: Final = re.compile(rb"<v>(.*?)</v>", re.DOTALL)
_MERGE: Final = re.compile(rb'<mergeCell ref="[A-Z]+([0-9]+):[A-Z]+([0-9]+)"')
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


def sheet_cells(path: Path) -> dict[str, SheetCells]:
    """Errors, formulas without a result and merges of every sheet of an .xlsx workbook, by sheet name."""
    with zipfile.ZipFile(path) as archive:
        parts = _sheet_parts(archive)
        return {name: _cells(archive.read(part)) for name, part in parts.items() if part in archive.namelist()}


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> its part of the archive."""
    relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - expat limits expansion
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    sheets = [node for node in book.iter() if node.tag.endswith("}sheet")]
    found = {node.get("name", ""): targets.get(node.get(_RELATION), "") for node in sheets}
    return {
        name: target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        for name, target in found.items()
    }


def _cells(xml: bytes) -> SheetCells:
    """One sheet."""
    found = SheetCells(merged_rows=[(int(a), int(b)) for a, b in _MERGE.findall(xml) if a != b])
    if b't="e"' not in xml and b"<f" not in xml:
        return found
    for letters, row, attributes, body in _CELL.findall(xml):
        value = _VALUE.search(body)
        if b't="e"' in attributes and value:
            found.errors[int(row), _column(letters)] = value[1].decode("ascii", "replace")
        elif b"<f" in body and not (value and value[1]) and b't="str"' not in attributes:
            found.without_result.append(f"{letters.decode()}{row.decode()}")
    return found


def _column(letters: bytes) -> int:
    """A column's letters as its place: A is 0, AA is 26."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place - 1
