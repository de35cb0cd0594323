"""The report as lines for a terminal, as plain values for JSON, and its set-aside rows as a table."""

from dataclasses import asdict
from typing import Any

import pandas as pd

from geo.report.account import Report, TableReport
from geo.report.kinds import kinds_of
from geo.report.problems import WORDS
from geo.text import counted


def as_dict(report: Report) -> dict[str, Any]:
    """The report as plain values for JSON."""
    return {
        "authority": report.authority,
        "as_at": None if report.as_at is None else report.as_at.isoformat(),
        "verdict": report.verdict,
        "exit_code": report.exit_code,
        "tables": [_table(table) for table in report.tables],
        "problems": [asdict(problem) for problem in report.problems],
        "kinds": [kind.as_dict() for kind in report.kinds],
    }


def _table(table: TableReport) -> dict[str, Any]:
    """One table's account as plain values."""
    return {
        "table": table.table,
        "files": list(table.files),
        "rows_read": table.rows_read,
        "loaded": table.rows_loaded,
        "set_aside": table.rows_set_aside,
        "not_data": table.rows_not_data,
        "newest_on": None if table.newest_on is None else table.newest_on.isoformat(),
        "coverage": None if table.coverage is None else asdict(table.coverage),
        "not_given": list(table.not_given),
        "problems": [asdict(problem) for problem in table.problems],
    }


def lines(report: Report, most_lines: int) -> list[str]:
    """The report as lines for a terminal: the verdict, each table's account, then each kind of problem.

    Args:
        report: The report.
        most_lines: Kinds of problem of one table that are listed (count).
    """
    told = [f"{report.authority}: {report.verdict}"]
    for table in report.tables:
        told += _account(table)
        kinds = kinds_of(table.problems)
        told += [f"  {kind.sentence()}" for kind in kinds[:most_lines]]
        if len(kinds) > most_lines:
            told.append(f"  and {len(kinds) - most_lines:,} more kinds; --json lists every row.")
    return told


def _account(table: TableReport) -> list[str]:
    """Where the rows of one table went, where they lie, and what it does not have."""
    unmapped = f" ({table.rows_not_mapped:,} of them counted as unlocated)" if table.rows_not_mapped else ""
    rows = (
        f"{table.table}: {counted(table.rows_read, 'row')} read = {table.rows_loaded:,} loaded "
        f"+ {table.rows_set_aside:,} set aside{unmapped} + {table.rows_not_data:,} not data   "
        f"({', '.join(table.files)})"
    )
    told = [rows]
    where = table.coverage
    if where is not None and where.outside + where.unlocated:
        told.append(f"  {where.in_zones:,} in zones, {where.outside:,} outside them, {where.unlocated:,} unlocated")
    if table.not_given:
        told.append(f"  not given, so no data: {', '.join(table.not_given)}")
    return told


def set_aside_rows(report: Report) -> pd.DataFrame:
    """Every row that was set aside, with its reason: the list to mend the source system from.

    Returns:
        table, file, sheet, row (as the spreadsheet shows it), column, value (its shape where it may say something of
        a person), outcome, cause and remedy; a row with two faults stands twice.
    """
    names = ["table", "file", "sheet", "row", "column", "value", "outcome", "cause", "remedy"]
    found = [
        (p.table, p.file, p.sheet, p.row, p.column, p.value, WORDS[p.severity], p.cause, p.remedy)
        for p in report.all_problems
        if p.severity in ("set_aside", "not_mapped")
    ]
    return pd.DataFrame(found, columns=names).astype({"row": "Int64"})
