"""Faults, remarks and refusals as problems with their place in the file, personal values masked."""

from collections.abc import Iterable
from typing import Final

from geo.errors import InputError
from geo.ingest import RawTable
from geo.masking import PEOPLE, listed, shown, shown_code
from geo.report import Problem, Severity
from geo.schemas import TABLES, Column, columns_of
from geo.text import agreed
from geo.validate.checks import Fault
from geo.validate.parsed import Parsed, Refusal, Remark

NAMED_ROWS: Final = 8
"""Rows that a remark about many names (count)."""


def shown_cell(value: str, column: Column, table: str) -> str:
    """A cell as a message may show it: in a table of people only codes, and otherwise the shape."""
    if column.is_personal or table in PEOPLE:
        return shown(value, is_personal=True)
    return shown_code(value)


def told_fault(raw: RawTable, fault: Fault, severity: Severity = "set_aside") -> Problem:
    """A fault with its place in the file."""
    file, sheet, row = (raw.places.at[fault.at, name] for name in ("file", "sheet", "row"))
    return Problem(
        raw.table,
        str(file),
        severity,
        fault.cause,
        fault.remedy,
        row=int(row),
        sheet=sheet,
        column=raw.names.get(fault.column or "", fault.column),
        value=fault.value,
    )


def told_remark(raw: RawTable, remark: Remark) -> Problem:
    """A remark about many cells as one problem: their number, and the first rows of the file that they begin in."""
    place = raw.places.loc[remark.at[0]]
    told = raw.places.loc[remark.at[: NAMED_ROWS + 1]]
    rows = [int(row) for row in told["row"][(told["file"] == place["file"])]]
    others = f" (rows {listed(rows[:NAMED_ROWS])}{', ...' if len(rows) > NAMED_ROWS else ''})" if len(rows) > 1 else ""
    cause = f"{remark.cause.removesuffix('.')}{others}."
    column = raw.names.get(remark.column, remark.column)
    return Problem(
        raw.table, str(place["file"]), remark.severity, cause, remark.remedy, rows[0], place["sheet"], column
    )


def told_1904(raw: RawTable) -> Iterable[Problem]:
    """A warning where a workbook counts its days from 1904."""
    if raw.is_1904:
        cause = "the workbook counts its days from 1904, and its dates were read so."
        remedy = "See that a date is right; one that was copied from another workbook is four years and a day off."
        file, sheet = raw.places.iloc[0][["file", "sheet"]]
        yield Problem(raw.table, str(file), "warning", cause, remedy, sheet=sheet)


def repairs(name: str, parsed: Parsed) -> Iterable[Remark]:
    """What was repaired in the cells of one column."""
    for what, at in parsed.repaired.items():
        yield Remark(name, at, agreed(len(at), what), "See that this is meant.")


def refuse(raw: RawTable, refused: Iterable[tuple[str, Refusal]]) -> None:
    """Refuse the file for what its columns say.

    Args:
        raw: The table.
        refused: Column and refusal.

    Raises:
        InputError: With every such column.
    """
    columns = columns_of(TABLES[raw.table])
    said = [_refusal(raw, columns[name], refusal) for name, refusal in refused]
    if said:
        raise InputError("\n".join(said))


def _refusal(raw: RawTable, column: Column, refusal: Refusal) -> str:
    """One refusal with the first of its cells."""
    at = refusal.at[0]
    place = raw.places.loc[at]
    sheet = f", sheet {place['sheet']}" if place["sheet"] else ""
    value = shown_cell(raw.rows.loc[at, column.name], column, raw.table)
    more = f" {len(refusal.at):,} cells are so." if len(refusal.at) > 1 else ""
    return (
        f"{place['file']}{sheet}, row {place['row']}, column {raw.names[column.name]} ({value}): "
        f"{refusal.cause}{more} {refusal.remedy}"
    )
