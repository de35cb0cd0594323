"""Builders of files that are wrong in their bytes: workbooks by hand, archives, databases."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
from cases import WeekFiles

PACKAGES = "incoming/packages.csv"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006"


def table_book(week: WeekFiles, table: str, change: Callable[[openpyxl.Workbook], None] = lambda _: None) -> Path:
    """The text file of a table as a workbook beside it, which the settings then name."""
    book = openpyxl.Workbook()
    for row in week.rows(f"incoming/{table}.csv"):
        book.active.append(row)
    change(book)
    path = week.path(f"incoming/{table}.xlsx")
    book.save(path)
    week.source(table, f"incoming/{table}.xlsx")
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    """Every part of an archive."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive_of(parts: Mapping[str, bytes | str]) -> bytes:
    """An archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_parts(path: Path, parts: Mapping[str, bytes | str]) -> None:
    """Put further parts into a workbook, or others in place of those it has."""
    path.write_bytes(archive_of({**parts_of(path), **parts}))


def plain_book(sheet_xml: str) -> dict[str, str]:
    """The parts of the smallest workbook that holds this sheet."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_TYPES}/relationships">'
        f'<Relationship Id="r1" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">'
        '<sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_TYPES}/relationships">'
        f'<Relationship Id="r1" Type="{LINKS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet_xml,
    }


def sheet_of(rows: Iterable[tuple[int, Sequence[str]]], more: str = "") -> str:
    """A sheet of text cells, each row with its number; `more` stands before the rows."""
    lines = [
        f'<row r="{at}">'
        + "".join(
            f'<c r="{chr(65 + place)}{at}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            for place, cell in enumerate(cells)
        )
        + "</row>"
        for at, cells in rows
    ]
    return f'{more}<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def hand_book(
    week: WeekFiles, table: str, more_rows: Sequence[tuple[int, Sequence[str]]] = (), doctype: str = ""
) -> Path:
    """The text file of a table as a workbook by hand, with further rows at places of their own."""
    rows = list(enumerate(week.rows(f"incoming/{table}.csv"), start=1))
    path = week.path(f"incoming/{table}.xlsx")
    path.write_bytes(archive_of(plain_book(sheet_of([*rows, *more_rows], doctype))))
    week.source(table, f"incoming/{table}.xlsx")
    return path


def office_file(*streams: str) -> bytes:
    """The beginning of an old Office file with the names of its streams."""
    names = b"".join(name.encode("utf-16-le").ljust(64, b"\x00") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names


def sparse(path: Path, size: int) -> None:
    """A file of a size that takes no room on the disk."""
    with path.open("r+b") as file:
        file.truncate(size)


def without_end(path: Path, share: float = 0.6) -> None:
    """Cut a file off."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])


def many_parts_at_the_end(count: int) -> bytes:
    """The end of an archive that says it has so many parts."""
    return b"PK\x03\x04" + bytes(26) + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, 0, 30, 0)
