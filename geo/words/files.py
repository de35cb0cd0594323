"""The report on a week's files in words: verdict, account of every row, and each kind of problem on one line."""

import datetime as dt
from pathlib import PurePosixPath
from typing import Final

import pandas as pd

from geo.report import WORDS, ProblemKind, Report, TableReport
from geo.text import counted, long_date, number
from geo.words.text import clean_text

STALE_DAYS: Final = 7
"""A table whose newest date lies more days before the as-at date is called old (days)."""

_SHOWN_SEVERITIES: Final = {name: word.capitalize() for name, word in WORDS.items()}


def account_table(report: Report) -> pd.DataFrame:
    """Where every row of every table went and where it lies: rows read = loaded + set aside + not data.

    Returns:
        Text indexed by table; a figure that a table cannot have is empty.
    """
    rows = [_account(table, report.as_at) for table in report.tables]
    index = pd.Index([table.table for table in report.tables], name="Table")
    return pd.DataFrame(rows, index=index, dtype="str")


def _account(table: TableReport, as_at: dt.date | None) -> dict[str, str]:
    """One table."""
    where = table.coverage
    return {
        "File": clean_text(", ".join(PurePosixPath(file).name for file in table.files)),
        "Rows read": number(table.rows_read),
        "Loaded": number(table.rows_loaded),
        "Set aside": number(table.rows_set_aside),
        "Not data": number(table.rows_not_data),
        "In zones": "" if where is None else number(where.in_zones),
        "Outside": "" if where is None else number(where.outside),
        "Unlocated": "" if where is None else number(where.unlocated),
        "Newest date": _freshness(table.newest_on, as_at),
    }


def _freshness(newest_on: dt.date | None, as_at: dt.date | None) -> str:
    """The newest date of a table, and how long before the as-at date it lies."""
    if newest_on is None:
        return ""
    days = 0 if as_at is None else (as_at - newest_on).days
    return long_date(newest_on) + (f", {counted(days, 'day')} old" if days > STALE_DAYS else "")


def severities(report: Report) -> dict[str, str]:
    """Severities that occur, the gravest first, with the word and number of kinds of each."""
    found = [kind.severity for kind in report.kinds]
    return {name: f"{word} ({found.count(name)})" for name, word in _SHOWN_SEVERITIES.items() if name in found}


def kinds_table(kinds: list[ProblemKind]) -> pd.DataFrame:
    """Each kind of problem on one line: what, how many, where, an example, its effect and what to do.

    Returns:
        Text indexed by what became of it; an example is the shape of a value where it may say something of a person.
    """
    rows = [
        {
            "How many": number(kind.count),
            "What": _sentence(kind.first.cause),
            "Where": clean_text(_where(kind), most=None),
            "Effect on the figures": kind.effect,
            "What to do": clean_text(kind.first.remedy, most=None),
        }
        for kind in kinds
    ]
    index = pd.Index([_SHOWN_SEVERITIES[kind.severity] for kind in kinds], name="Outcome")
    return pd.DataFrame(rows, index=index, dtype="str")


def _sentence(cause: str) -> str:
    """A cause as a sentence of its own."""
    return clean_text(cause[:1].upper() + cause[1:], most=None)


def _where(kind: ProblemKind) -> str:
    """File, sheet, column and rows, and what the first of the cells looks like."""
    first = kind.first
    parts = [first.file]
    parts += [f"sheet {first.sheet}"] if first.sheet else []
    parts += [f"column {first.column}"] if first.column else []
    parts += [f"{'row' if kind.count == 1 else 'rows'} {kind.rows}"] if kind.rows else []
    return ", ".join(parts) + (f"; for example {first.value}" if first.value else "")


def boundary_table(faults: pd.DataFrame) -> pd.DataFrame:
    """Each fault of the boundaries as a sentence, by kind."""
    sentences = [clean_text(sentence, most=None) for sentence in faults["sentence"]]
    index = pd.Index([kind.capitalize() for kind in faults["kind"]], name="Kind")
    return pd.DataFrame({"What and where": sentences}, index=index, dtype="str")


def report_day(report: Report) -> str:
    """The date the files were checked for, in words."""
    return "No as-at date" if report.as_at is None else f"As at {long_date(report.as_at)}"
