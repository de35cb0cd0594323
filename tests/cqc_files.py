"""A care directory as the regulator publishes it, made up: a spreadsheet of 122 columns after a sheet of notes."""

import io
import random
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

NAMED = (
    "Location ID", "Location HSCA start date", "Dormant (Y/N)", "Care home?", "Location Name", "Location ODS Code",
    "Location Telephone Number", "Registered manager", "Location Web Address",
    "Care homes beds", "Location Type/Sector", "Location Inspection Directorate",
    "Location Primary Inspection Category", "Location Latest Overall Rating", "Publication Date",
    "Inherited Rating (Y/N)", "Location Region", "Location Local Authority", "Location Latitude",
    "Location Longitude", "Location Street Address", "Location Address Line 2", "Location City", "Location County",
    "Location Postal Code", "Location PAF ID", "Location UPRN ID", "Brand ID", "Brand Name", "Provider ID",
    "Provider Name", "Provider HSCA start date", "Provider Telephone Number", "Provider Web Address",
    "Provider Street Address", "Provider Address Line 2", "Provider City", "Provider County", "Provider Postal Code",
    "Provider Nominated Individual Name", "Service type - Domiciliary care service",
)  # fmt: skip
"""Columns with a name of their own; the others are a Y or blank for each service, activity and user band."""
COLUMNS = (*NAMED, *(f"Service user band - Kind {n}" for n in range(1, 123 - len(NAMED))))
RATINGS = ("Outstanding", "Good", "Good", "Good", "Requires improvement", "Inadequate", "", "Not Rated")
_ROOT = (
    '<office:document-content office:version="1.3" '
    + " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
        for name, space in {"office": "office", "table": "table", "text": "text", "draw": "drawing"}.items()
    )
    + "><office:body><office:spreadsheet>"
)
_END = "</office:spreadsheet></office:body></office:document-content>"
Row = Mapping[str, str]


def directory_rows(count: int, seed: int = 1, filled_share: float = 0.12) -> Iterator[Row]:
    """Locations, every fourth with home care; numbers are typed as numbers, the publication date as a date.

    Args:
        count: Locations.
        seed: Of what is made up.
        filled_share: Of the columns that are Y or blank, how many are Y.
    """
    chance = random.Random(seed)  # noqa: S311 - made-up data
    for n in range(count):
        row = dict.fromkeys(COLUMNS[:40], "x" * chance.randrange(6, 30)) | {
            "Location ID": f"1-{100_000 + n}",
            "Location Name": f"Location {n}",
            "Dormant (Y/N)": "Y" if n % 50 == 4 else "N",
            "Location Latest Overall Rating": RATINGS[n // 4 % len(RATINGS)],
            "Publication Date": f"2024-{1 + n % 12:02}-{1 + n % 28:02}" if n // 4 % len(RATINGS) != 6 else "",
            "Location Latitude": f"{52.400137 + n % 97 / 1000:.6f}",
            "Location Longitude": f"{-1.200119 + n % 89 / 1000:.6f}",
            "Location Postal Code": f"QZ{1 + n % 3} {1 + n % 9}AB",
            "Location Telephone Number": f"0116496{n % 10_000:04}",
            "Registered manager": "Canary, Anna",
            "Provider ID": f"1-9{n // 3:05}",
            "Provider Name": f"Company {n // 3} Limited",
            "Service type - Domiciliary care service": "Y" if n % 4 == 0 else "",
        }
        for name in COLUMNS[41:]:
            if chance.random() < filled_share:
                row[name] = "Y"
        yield row


def write_directory(path: Path, rows: Iterator[Row], columns: Sequence[str] = COLUMNS) -> None:
    """Write the directory as a spreadsheet program does: blanks run together, a million blank rows at the end."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        with book.open("content.xml", "w", force_zip64=True) as part:
            out = io.TextIOWrapper(io.BufferedWriter(part, 1 << 20), encoding="utf-8")
            notes = ["Care directory with filters", "How to read this file", "Not Rated: see the other file"]
            out.write(f'<?xml version="1.0" encoding="UTF-8"?>{_ROOT}<table:table table:name="README">')
            out.write("".join(f"<table:table-row>{_cell('', note)}</table:table-row>" for note in notes))
            out.write('</table:table><table:table table:name="HSCA_Active_Locations">')
            out.write(_row({name: name for name in columns}, columns))
            for row in rows:
                out.write(_row(row, columns))
            blank = '<table:table-cell table:number-columns-repeated="16384"/>'
            out.write(f'<table:table-row table:number-rows-repeated="1000000">{blank}</table:table-row>')
            out.write(f"</table:table>{_END}")
            out.flush()
            out.detach().flush()


def write_sheets(path: Path, sheets: Mapping[str, str]) -> None:
    """Write a spreadsheet from the markup of its rows, sheet by sheet."""
    body = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in sheets.items())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        book.writestr("content.xml", f'<?xml version="1.0" encoding="UTF-8"?>{_ROOT}{body}{_END}')


def _row(row: Row, columns: Sequence[str]) -> str:
    """One row, neighbouring blanks as one cell that is repeated."""
    cells: list[str] = []
    blanks = 0
    for name in columns:
        value = row.get(name, "")
        if not value:
            blanks += 1
            continue
        cells += _blank(blanks)
        blanks = 0
        cells.append(_cell(name, value))
    cells += _blank(blanks + 16_384 - len(columns))
    return f'<table:table-row table:style-name="ro1">{"".join(cells)}</table:table-row>'


def _blank(count: int) -> list[str]:
    """Blank cells run together."""
    repeated = f'<table:table-cell table:number-columns-repeated="{count}" table:style-name="ce1"/>'
    return [repeated] if count else []


def _cell(name: str, value: str) -> str:
    """One filled cell with its type."""
    typed = 'office:value-type="string"'
    if value != name and name.endswith(("Latitude", "Longitude")):
        typed = f'office:value-type="float" office:value="{value}"'
    elif value != name and name == "Publication Date":
        typed = f'office:value-type="date" office:date-value="{value}"'
    return f'<table:table-cell {typed} table:style-name="ce2"><text:p>{escape(value)}</text:p></table:table-cell>'
