"""The data dictionary: every figure and every column of the files, from the schemas that check them."""

from collections.abc import Mapping

import pandas as pd

from geo.schemas import TABLES, ZoneFigures, columns_of
from geo.schemas.columns import Column
from geo.words.tables import HEADINGS


def figures_dictionary() -> pd.DataFrame:
    """What each figure of a zone means: unit, formula or meaning, and the column others read.

    Returns:
        Text, indexed by `Figure`, in the order of the zone table.
    """
    columns = columns_of(ZoneFigures)
    rows = {HEADINGS[name]: (column.description, _unit(column), name) for name, column in columns.items()}
    return _table(rows, ("What it is", "Unit", "Column"), "Figure")


def file_dictionary(table: str) -> pd.DataFrame:
    """What a file may hold.

    Args:
        table: A name of `geo.schemas.TABLES`.

    Returns:
        Text, indexed by `Column`, in the order of the schema.
    """
    rows = {name: _said(column) for name, column in columns_of(TABLES[table]).items()}
    return _table(rows, ("Needed", "What it is", "Unit", "One of"), "Column")


def _said(column: Column) -> tuple[str, str, str, str]:
    """One column of a file."""
    needed = "needed" if column.is_required else "optional"
    return needed, column.description, _unit(column), ", ".join(column.allowed) or "-"


def _unit(column: Column) -> str:
    """The unit, or a dash where there is none."""
    return column.unit or "-"


def _table(rows: Mapping[str, tuple[str, ...]], headings: tuple[str, ...], name: str) -> pd.DataFrame:
    """Rows under their headings."""
    shown = pd.DataFrame.from_dict(rows, orient="index", columns=list(headings))
    shown.index.name = name
    return shown
