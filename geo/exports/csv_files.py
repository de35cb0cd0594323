"""The released figures as CSV with metadata that a program can read.

RFC 4180 with a byte order mark, since a spreadsheet opened with a double click otherwise takes letters with accents for
others. The metadata is CSV on the Web (W3C), which the GOV.UK tabular data standard names beside RFC 4180: title,
type and meaning of every column stand in one file that programs find by its name.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from geo.exports.notes import marker_notes, measure_notes, method, title_of
from geo.exports.rows import Column, areas_with_whole, figures, measure_columns, split_areas, split_columns
from geo.release import Release, Value
from geo.text import formula_safe, number, plain

LONG: Final = "figures.csv"
"""One row for each released value."""
WIDE: Final = "by_area.csv"
"""One row for each area."""
METADATA: Final = "csv-metadata.json"
"""The name by which CSV on the Web finds the metadata of all tables of a folder."""

_BYTE_ORDER_MARK: Final = "\ufeff"
_LONG_COLUMNS: Final = (
    ("area_code", "Area code", "string", "Code of the area; all for the whole council."),
    ("area_name", "Area name", "string", "Name of the area, or of the council."),
    ("measure", "Measure", "string", "Code of the measure."),
    ("title", "Title", "string", "What the measure is called."),
    ("band", "Band", "string", "Code of the band where the measure is split; otherwise empty."),
    ("band_title", "Title of the band", "string", "What the band is called; otherwise empty."),
    ("unit", "Unit", "string", "Unit of the value; empty for a tier."),
    ("value", "Value", "decimal", "The released number; empty where there is a tier or a marker."),
    ("tier", "Tier", "string", "The released tier; empty where there is a number or a marker."),
    ("marker", "Marker", "string", "Why there is no value; empty where there is one."),
    ("week", "Week", "string", "ISO week of the figures."),
    ("as_at", "As at", "date", "Date that the figures speak of."),
    ("rule_set", "Disclosure rules", "string", "Name and version of the rules that protect people."),
)
_AREA_COLUMNS: Final = (
    ("area_code", "Area code", "string", "Code of the area; all for the whole council."),
    ("area_name", "Area name", "string", "Name of the area, or of the council."),
)

Described = tuple[str, str, str, str]
"""Name, title, type and meaning of a column."""


def csv_files(release: Release, contact: str = "") -> dict[str, bytes]:
    """Every CSV of a release and its metadata, by name of the file; the same release is the same bytes.

    Args:
        release: The week.
        contact: Whom a reader may ask; left out where empty.
    """
    tables = {LONG: _long(release), WIDE: _wide(areas_with_whole(release), measure_columns(release))}
    for split in release.splits.values():
        tables[f"{split.name}.csv"] = _wide(split_areas(release, split), split_columns(split))
    described = {
        LONG: list(_LONG_COLUMNS),
        WIDE: _described(measure_columns(release)),
        **{f"{split.name}.csv": _described(split_columns(split)) for split in release.splits.values()},
    }
    return tables | {METADATA: _metadata(release, described, contact)}


def _long(release: Release) -> bytes:
    """One row for each released value."""
    told = (release.week, release.as_at.isoformat(), release.protection.label)
    rows = (
        (found.area, found.area_name, found.measure, found.title, found.band, found.band_title, found.unit,
         _number(found.value), found.tier, _marker(found.value), *told)
        for found in figures(release)
    )  # fmt: skip
    return _written([name for name, *_ in _LONG_COLUMNS], rows)


def _wide(areas: Sequence[tuple[str, str]], columns: Sequence[Column]) -> bytes:
    """One row for each area, with a column for the value and one for the marker of each measure."""
    header = [name for name, *_ in _described(columns)]
    return _written(header, ([code, name, *_cells(columns, code)] for code, name in areas))


def _cells(columns: Iterable[Column], area: str) -> list[float | str]:
    """Value and marker of each column, one after the other."""
    cells: list[float | str] = []
    for column in columns:
        marker = _marker(column.value(area))
        cells += ["" if marker else column.cell(area), marker]
    return cells


def _number(value: Value) -> float | str:
    """A released number; nothing for a tier or a marker."""
    return "" if value.number is None else number(value.number, 1).replace(",", "")


def _marker(value: Value) -> str:
    """The shorthand of a marker; nothing where there is a value."""
    return value.marker.value if value.marker else ""


def _written(header: Sequence[str], rows: Iterable[Sequence[float | str]]) -> bytes:
    """Rows as RFC 4180; numbers as they are, texts so that no spreadsheet runs them."""
    file = io.StringIO(_BYTE_ORDER_MARK, newline="")
    file.seek(0, io.SEEK_END)
    writer = csv.writer(file)
    writer.writerow(header)
    for row in rows:
        writer.writerow([formula_safe(plain(cell)) if isinstance(cell, str) else cell for cell in row])
    return file.getvalue().encode()


def _described(columns: Iterable[Column]) -> list[Described]:
    """The columns of a table of areas."""
    described = list(_AREA_COLUMNS)
    for column in columns:
        kind = "string" if column.is_tier else "decimal"
        described.append((column.name, column.title, kind, column.meaning))
        described.append((f"{column.name}_marker", f"{column.title}: marker", "string", "Why there is no value."))
    return described


def _metadata(release: Release, tables: dict[str, list[Described]], contact: str) -> bytes:
    """CSV on the Web: what every table and column is, and what a reader must know."""
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": title_of(release),
        "dc:publisher": release.authority,
        "dc:date": release.as_at.isoformat(),
        "dc:source": release.source,
        "dc:license": release.licence,
        "dc:description": " ".join([f"{release.protection.label}.", *release.protection.sentences]),
        **({"dcat:contactPoint": {"vcard:fn": plain(contact)}} if contact else {}),
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "notes": [*marker_notes(release), *measure_notes(release), *release.notes, method(release)],
        "tables": [{"url": name, "tableSchema": _schema(name, columns)} for name, columns in tables.items()],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _schema(name: str, columns: Sequence[Described]) -> dict[str, Any]:
    """The columns of one table, and what makes a row unlike any other."""
    keys = ["area_code", "measure", "band"] if name == LONG else ["area_code"]
    described = [
        {"name": column, "titles": title, "datatype": kind, "dc:description": meaning}
        for column, title, kind, meaning in columns
    ]  # fmt: skip
    return {"columns": described, "primaryKey": keys}
