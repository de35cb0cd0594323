"""Which columns of a postcode directory hold what: by the names of the national directories, old and new, or mapped."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.errors import InputError
from geo.ingest.header import normalised
from geo.masking import listed_header
from geo.settings import Source

_POSTCODE: Final = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}", re.IGNORECASE)
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "postcode": ("pcds", "pcd2", "pcd8", "pcd", "pcd7", "postcode", "pc"),
    "easting": ("oseast1m", "east1m", "easting", "eastings", "ea"),
    "northing": ("osnrth1m", "north1m", "northing", "northings", "no"),
    "terminated_on": ("doterm",),
    "area_code": ("lsoa21cd", "lsoa21", "lsoa11cd", "lsoa11"),
}
"""Names in ONSPD and NSPL, and of a plain table; the first of each that is there is taken."""
_NEEDED: Final = ("postcode", "easting", "northing")
_CODE_POINT_PLACES: Final = {"postcode": 0, "easting": 2, "northing": 3}
"""Code-Point Open has no header: postcode, quality, easting, northing, ..."""


@dataclass(frozen=True)
class Columns:
    """Where a directory file holds what is needed."""

    names: Mapping[str, str]
    """Our column -> the file's, as the reader of the file calls it."""
    has_header: bool = True
    separator: str = ","


def columns_of_text(path: Path, label: str, source: Source) -> Columns:
    """Find the columns of a text file by its first line.

    Raises:
        InputError: A needed column is not there.
    """
    with path.open(encoding="latin-1", newline="") as file:
        first = next((line for line in file if line.strip()), "").removeprefix("\u00ef\u00bb\u00bf")
    separator = max((",", ";", "\t"), key=first.count)
    cells = next(csv.reader([first], delimiter=separator), [])
    if len(cells) >= 4 and _POSTCODE.fullmatch(cells[0].strip()) and cells[2].strip().isdigit():
        return Columns(
            {ours: f"f{at}" for ours, at in _CODE_POINT_PLACES.items()}, has_header=False, separator=separator
        )
    return Columns(named(cells, label, source), separator=separator)


def named(cells: list[str], label: str, source: Source) -> dict[str, str]:
    """The columns of a header by our names, as mapped or as the national directories call them.

    Raises:
        InputError: A needed or mapped column is not there.
    """
    there = {normalised(cell): cell for cell in cells}
    found = {}
    for ours, known in NAMES.items():
        is_mapped = ours in source.columns
        wanted = [source.columns[ours]] if is_mapped else known
        name = next((there[normalised(name)] for name in wanted if normalised(name) in there), None)
        if name is not None:
            found[ours] = name
        elif ours in _NEEDED or is_mapped:
            raise InputError(
                f"{label}: this is not Code-Point Open, ONSPD or NSPL: no column for {ours} ({', '.join(wanted)}). "
                f"Columns found: {listed_header(cells, 'packages')}. Say which below [sources.postcodes.columns]."
            )
    return found
