"""What a row must be beyond its cells: complete, in range, and there only once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd
import pandera.errors
import pandera.pandas as pa

from geo.masking import shown, shown_code
from geo.schemas import Column

SEEN_OFTEN: Final = 3
"""A code of people's tables is shown as it stands only when so many rows have it (rows)."""


@dataclass(frozen=True)
class Fault:
    """Why one row is set aside."""

    at: int
    """Index of the row."""
    column: str | None
    cause: str
    remedy: str
    value: str | None = None


def schema_faults(
    rows: pd.DataFrame, table: type[pa.DataFrameModel], columns: Mapping[str, Column], known: set[tuple[int, str]]
) -> Iterable[Fault]:
    """Rows that break the declaration of the table.

    Args:
        rows: Typed columns.
        table: The declaration; all its checks are made, not only the first.
        columns: The same, column by column.
        known: Index and column of cells already found wrong, not to be named twice.
    """
    try:
        table.validate(rows, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases.dropna(subset=["index"]).drop_duplicates(["check", "index", "column"])
    else:
        return
    whole_rows = cases["schema_context"] == "DataFrameSchema"
    for check, at in cases[whole_rows].drop_duplicates(["check", "index"])[["check", "index"]].itertuples(index=False):
        yield Fault(int(at), None, f"{check}.", "Correct the two dates in the source system.")
    cells = cases[~whole_rows & (cases["check"] != "field_uniqueness")]
    for name, found in cells.groupby("column", sort=False):
        yield from _cell_faults(columns[str(name)], found, rows[str(name)], known)


def _cell_faults(column: Column, cases: pd.DataFrame, cells: pd.Series, known: set[tuple[int, str]]) -> Iterable[Fault]:
    """The cells of one column that break its declaration."""
    often = frozenset(code for code, rows in cells.value_counts().items() if rows >= SEEN_OFTEN)
    for check, at in cases[["check", "index"]].itertuples(index=False):
        if (int(at), column.name) not in known:
            yield _cell_fault(int(at), column, str(check), cells.loc[at], often)


def _cell_fault(at: int, column: Column, check: str, value: object, often: frozenset[object]) -> Fault:
    """One cell that breaks the declaration of its column."""
    if check == "not_nullable":
        return Fault(at, column.name, "the cell is blank and must not be.", "Fill it in.")
    if check.startswith("isin"):
        return Fault(
            at,
            column.name,
            f"this code is not one of {', '.join(column.allowed)}.",
            f'Map it below values.{column.name} in carezones.toml, such as {{ "theirs" = "{column.allowed[0]}" }}.',
            shown_category(value, column, often),
        )
    low, high = column.lowest, column.highest
    limits = f"at least {low:g}" if high is None else f"at most {high:g}" if low is None else f"{low:g} to {high:g}"
    number = "the value" if column.is_personal else f"{value:g}"
    return Fault(
        at, column.name, f"{number} is not possible: it must be {limits} {column.unit or ''}".rstrip() + ".",
        "Correct it in the source system; look whether minutes were given for hours.",
    )  # fmt: skip


def shown_category(value: object, column: Column, often: frozenset[object]) -> str:
    """A code of a category as a message may show it: as it stands where many rows have it, otherwise as its shape."""
    is_shown = not column.is_personal and value in often
    return shown(value, is_personal=not is_shown) if " " in str(value) or is_shown else shown_code(value)


def duplicate_faults(rows: pd.DataFrame, key: str) -> list[Fault]:
    """Rows whose key stands more than once.

    Args:
        rows: Typed columns.
        key: The identifying column.

    Returns:
        A fault for each repeat of an equal row, which counts once, and for every one of the rows that differ.
    """
    keyed = rows[rows[key].notna() & rows[key].duplicated(keep=False)]
    if keyed.empty:
        return []
    distinct = keyed.drop_duplicates().groupby(key)[key].size()
    differ = keyed[key].map(distinct) > 1
    repeats = keyed.index[~differ & keyed.duplicated()]
    once = "the same row stands here again; it is counted once."
    several = f"{key} stands on several rows that differ, and none can be trusted."
    return [
        *(Fault(int(at), key, once, "Take the repeat out.") for at in repeats),
        *(Fault(int(at), key, several, "Keep the right one.") for at in keyed.index[differ]),
    ]
