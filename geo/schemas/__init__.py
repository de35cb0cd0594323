"""What each table holds: one class per table, and the only place a column is described."""

from geo.schemas.codes import CONTRACT_HOLDERS, COUNTS
from geo.schemas.columns import DEGREES_CRS, METRES_CRS, Column, Kind, columns_of
from geo.schemas.figures import EXTRA_ROWS, LONG_WAIT_DAYS, OUTSIDE, UNLOCATED, ZoneFigures
from geo.schemas.tables import BY_ZONE, NEEDED, TABLES

__all__ = [
    "BY_ZONE",
    "CONTRACT_HOLDERS",
    "COUNTS",
    "DEGREES_CRS",
    "EXTRA_ROWS",
    "LONG_WAIT_DAYS",
    "METRES_CRS",
    "NEEDED",
    "OUTSIDE",
    "TABLES",
    "UNLOCATED",
    "Column",
    "Kind",
    "ZoneFigures",
    "columns_of",
]
