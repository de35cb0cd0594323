"""The postcode directory in the shapes it is published in: Code-Point Open, ONSPD, NSPL, or a table of ours."""

import csv
import re
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pacsv

from geo.errors import InputError
from geo.ingest.header import normalised
from geo.ingest.kinds import kind_of
from geo.masking import listed_header
from geo.settings import Source

_POSTCODE: Final = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}", re.IGNORECASE)
# Column names of the two national directories, and of a plain table; the first of each that is there is taken.
_POSTCODE_NAMES: Final = ("pcds", "pcd2", "pcd8", "pcd", "pcd7", "postcode", "pc")
_EASTING_NAMES: Final = ("oseast1m", "east1m", "easting", "eastings", "ea")
_NORTHING_NAMES: Final = ("osnrth1m", "north1m", "northing", "northings", "no")
_CODE_POINT_COLUMNS: Final = (0, 2, 3)
"""Code-Point Open has no header: postcode, quality, easting, northing, ..."""


def read_postcodes(source: Source) -> pd.DataFrame:
    """Read the postcode directory from its files.

    Args:
        source: Its section of carezones.toml; files may be of different shapes.

    Returns:
        postcode (capitals without spaces), easting and northing (m, missing where the directory has no point).

    Raises:
        InputError: A file is missing or of no shape that is known; all such files are named.
    """
    read, wrong = [], []
    for path, label in zip(source.files, source.labels, strict=True):
        try:
            read.append(_read(path, label, source))
        except InputError as error:
            wrong.append(str(error))
    if wrong:
        raise InputError("\n".join(wrong))
    return pd.concat(read, ignore_index=True) if len(read) > 1 else read[0]


def _read(path: Path, label: str, source: Source) -> pd.DataFrame:
    """One file of the directory."""
    kind = kind_of(path, label)
    if kind == "parquet":
        table = _parquet(path, label, source)
    elif kind == "text":
        names, separator = _columns(path, label, source)
        table = _text(path, label, names, separator)
    else:
        raise InputError(
            f"{label}: a postcode directory is a CSV or Parquet file. Name Code-Point Open, ONSPD or NSPL."
        )
    return _cleaned(table)


def _columns(path: Path, label: str, source: Source) -> tuple[list[str] | None, str]:
    """The columns of postcode, easting and northing as the file names them; None for Code-Point Open."""
    with path.open(encoding="latin-1", newline="") as file:
        first = next((line for line in file if line.strip()), "").removeprefix("\u00ef\u00bb\u00bf")
    separator = max((",", ";", "\t"), key=first.count)
    cells = next(csv.reader([first], delimiter=separator), [])
    if len(cells) >= 4 and _POSTCODE.fullmatch(cells[0].strip()) and cells[2].strip().isdigit():
        return None, separator
    return _named(cells, label, source), separator


def _named(cells: list[str], label: str, source: Source) -> list[str]:
    """The three columns by name, as mapped or as the national directories call them."""
    there = {normalised(cell): cell for cell in cells}
    found = []
    for ours, known in (("postcode", _POSTCODE_NAMES), ("easting", _EASTING_NAMES), ("northing", _NORTHING_NAMES)):
        wanted = [source.columns[ours]] if ours in source.columns else known
        name = next((there[normalised(name)] for name in wanted if normalised(name) in there), None)
        if name is None:
            raise InputError(
                f"{label}: this is not Code-Point Open, ONSPD or NSPL: no column for {ours} ({', '.join(wanted)}). "
                f"Columns found: {listed_header(cells, 'packages')}. Say which below [sources.postcodes.columns]."
            )
        found.append(name)
    return found


def _text(path: Path, label: str, names: list[str] | None, separator: str) -> pa.Table:
    """Three columns of a text file, whatever else it holds."""
    wanted = names or [f"f{place}" for place in _CODE_POINT_COLUMNS]
    try:
        return pacsv.read_csv(
            path,
            read_options=pacsv.ReadOptions(autogenerate_column_names=names is None),
            parse_options=pacsv.ParseOptions(delimiter=separator),
            convert_options=pacsv.ConvertOptions(
                include_columns=wanted, column_types=dict.fromkeys(wanted, pa.string()), strings_can_be_null=False
            ),
        )
    except (pa.ArrowException, OSError) as error:
        why = re.search(r"Expected \d+ columns, got \d+", str(error))
        cause = f" ({why[0]} in a row)" if why else ""
        raise InputError(f"{label}: the file cannot be read as a table{cause}. Export it again.") from None


def _parquet(path: Path, label: str, source: Source) -> pa.Table:
    """Three columns of a Parquet file."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - few directories are Parquet

    try:
        names = _named(pq.read_schema(path).names, label, source)
        table = pq.read_table(path, columns=names)
        return pa.table({name: table.column(name).cast(pa.string()) for name in names})
    except (pa.ArrowException, OSError):
        raise InputError(f"{label}: the Parquet file is incomplete or damaged. Write it again.") from None


def _cleaned(table: pa.Table) -> pd.DataFrame:
    """Capitals without spaces, metres as numbers; a point at 0, 0 is no point."""
    postcode, east, north = (table.column(place).to_pandas() for place in range(3))
    easting, northing = (pd.to_numeric(column, errors="coerce").astype("float64") for column in (east, north))
    nowhere = (easting == 0) | (northing == 0)
    return pd.DataFrame(
        {
            "postcode": postcode.str.upper().str.replace(" ", "", regex=False),
            "easting": easting.where(~nowhere, np.nan),
            "northing": northing.where(~nowhere, np.nan),
        }
    )
