"""What a row must be beyond its cells: complete, in range, once, known, and not from the future."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd
import pandera.errors
import pandera.pandas as pa

from geo.masking import shown, shown_code
from geo.schemas import Column

REGISTERS: Final = {
    "provider_id": "providers",
    "contract_provider_id": "providers",
    "from_provider_id": "providers",
    "zone_code": "zones",
}
"""Columns whose values must stand in another table."""
FUTURE: Final = ("waiting_since", "started_on", "offered_on")
"""Dates after the as-at date are pointed out: they do not count yet."""
_SEEN_OFTEN: Final = 3
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
    for case in cases[~whole_rows].itertuples():
        column = columns[str(case.column)]
        if (int(case.index), column.name) not in known and case.check != "field_uniqueness":
            yield _cell_fault(int(case.index), column, str(case.check), rows[column.name])


def _cell_fault(at: int, column: Column, check: str, cells: pd.Series) -> Fault:
    """One cell that breaks the declaration of its column."""
    if check == "not_nullable":
        return Fault(at, column.name, "the cell is blank and must not be.", "Fill it in.")
    value = cells.loc[at]
    if check.startswith("isin"):
        is_shown = not column.is_personal and int((cells == value).sum()) >= _SEEN_OFTEN
        code = shown(value, is_personal=not is_shown) if " " in str(value) or is_shown else shown_code(value)
        return Fault(
            at,
            column.name,
            f"this code is not one of {', '.join(column.allowed)}.",
            f'Map it below values.{column.name} in carezones.toml, such as {{ "theirs" = "{column.allowed[0]}" }}.',
            code,
        )
    low, high = column.lowest, column.highest
    limits = f"at least {low:g}" if high is None else f"at most {high:g}" if low is None else f"{low:g} to {high:g}"
    number = "the value" if column.is_personal else f"{value:g}"
    return Fault(
        at, column.name, f"{number} is not possible: it must be {limits} {column.unit or ''}".rstrip() + ".",
        "Correct it in the source system; look whether minutes were given for hours.",
    )  # fmt: skip


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
    faults = [
        Fault(int(at), key, "the same row stands here again; it is counted once.", "Take the repeat out.")
        for at in repeats
    ]
    faults += [
        Fault(
            int(at),
            key,
            f"{key} stands on several rows that differ, and none can be trusted.",
            "Keep the right one.",
        )
        for at in keyed.index[differ]
    ]
    return faults


def reference_faults(rows: pd.DataFrame, registers: Mapping[str, pd.Index]) -> tuple[list[Fault], dict[str, pd.Series]]:
    """Values that stand in no register.

    Args:
        rows: Typed columns.
        registers: Known values of each table that others refer to.

    Returns:
        A fault for each row with an unknown value, and the columns in which another case or spacing was repaired.
    """
    faults: list[Fault] = []
    repaired: dict[str, pd.Series] = {}
    for column, register in REGISTERS.items():
        if column not in rows or register not in registers:
            continue
        cells, known = rows[column], registers[register]
        strange = cells.notna() & ~cells.isin(known)
        if not strange.any():
            continue
        folded = {_folded(name): name for name in known}
        mended = cells[strange].map(lambda cell, folded=folded: folded.get(_folded(cell)))
        if mended.notna().any():
            repaired[column] = mended.dropna()
        what = "provider" if register == "providers" else "zone"
        faults += [
            Fault(
                int(at),
                column,
                f"no such {what} in the {register} table.",
                f"Add it to the {register} file, or correct it here.",
                shown_code(cells.loc[at]),
            )
            for at in mended.index[mended.isna()]
        ]
    return faults, repaired


def _folded(code: str) -> str:
    """A code without case and spaces."""
    return re.sub(r"\s+", "", code).casefold()


def doubts(rows: pd.DataFrame, as_at: dt.date | None) -> Iterable[tuple[str, int, str, str]]:
    """What is loaded and may yet be wrong: column, number of rows, cause and remedy."""
    for column in FUTURE if as_at is not None else ():
        late = int((rows[column] > pd.Timestamp(as_at)).sum()) if column in rows else 0
        if late:
            yield (
                column,
                late,
                f"the date lies after the as-at date {as_at:%d/%m/%Y}, so it does not count yet.",
                "Look at the date where this is not planned or later care.",
            )
    if "outcome" in rows:
        ended = rows["outcome"].notna() & (rows["outcome"] != "open")
        undated = int((ended & rows["outcome_on"].isna()).sum() if "outcome_on" in rows else ended.sum())
        if undated:
            yield (
                "outcome",
                undated,
                "an outcome without its date; the person counts as still waiting.",
                "Give the day of the outcome.",
            )
    if {"series", "period", "value"} <= set(rows):
        values = rows.groupby(["series", "period"])["value"].transform("nunique")
        if (values > 1).any():
            yield (
                "period",
                int((values > 1).sum()),
                "a series gives one period more than one value.",
                "Look into the report which period is meant.",
            )
