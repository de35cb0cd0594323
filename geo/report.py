"""What happened to every row of every file: one object, shown on a terminal, as JSON and on a page.

For each file: rows read = loaded + set aside + not data. A row that could only not be put on the map is set
aside from the map, and still counts in the row `unlocated` of the zone table.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal

from geo.errors import InputError
from geo.masking import listed
from geo.settings import SETTINGS_FILE

Severity = Literal["refused", "set_aside", "not_mapped", "not_data", "warning", "repaired"]

_WORDS: Final = {
    "refused": "refused",
    "set_aside": "set aside",
    "not_mapped": "set aside from the map",
    "not_data": "not data",
    "warning": "look at",
    "repaired": "repaired",
}
_PLACE: Final = re.compile(r"(?:, sheet (.+?))?(?:, row (\d+))?(?:, column (.+?))?(?: \((.+?)\))?: ")
_LAST_SENTENCE: Final = re.compile(r"(.*[.?!]) ([^ ].*?\.)", re.DOTALL)
MOST_LOST: Final = 0.1
"""From this part of a table on, what was set aside is said to mislead (share of its rows)."""


@dataclass(frozen=True)
class Problem:
    """One thing to know about a file, a row or a cell; safe to show to anyone who may see the report."""

    table: str
    file: str
    severity: Severity
    cause: str
    remedy: str
    row: int | None = None
    """Row as the spreadsheet shows it: the first line of the file is 1."""
    sheet: str | None = None
    column: str | None = None
    """Column as the file names it."""
    value: str | None = None
    """The value, or its shape (letters as A and a, digits as 9) where it may say something of a person."""

    @property
    def place(self) -> str:
        """File, sheet, row and column as far as they are known."""
        parts = [self.file]
        if self.sheet:
            parts.append(f"sheet {self.sheet}")
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column {self.column}")
        return ", ".join(parts)

    def sentence(self) -> str:
        """Place, value, cause and remedy on one line."""
        shown = f" ({self.value})" if self.value else ""
        return f"{self.place}{shown}: {self.cause} {self.remedy}".rstrip()


@dataclass(frozen=True)
class TableReport:
    """The account of one table: what was read and where each row went."""

    table: str
    files: tuple[str, ...]
    rows_read: int
    rows_loaded: int
    rows_not_data: int
    problems: tuple[Problem, ...] = ()
    not_given: tuple[str, ...] = ()
    """Optional columns of ours that no file has."""

    @property
    def rows_set_aside(self) -> int:
        """Distinct rows that were set aside, from the figures or only from the map."""
        return len({(p.file, p.row) for p in self.problems if p.severity in ("set_aside", "not_mapped")})

    @property
    def is_mostly_lost(self) -> bool:
        """Whether more than a tenth of the rows of data is not in the figures."""
        lost = {(p.file, p.row) for p in self.problems if p.severity == "set_aside"}
        return len(lost) > MOST_LOST * (self.rows_read - self.rows_not_data)

    @property
    def rows_not_mapped(self) -> int:
        """Of the rows set aside, those that only have no place and count as unlocated."""
        lost = {(p.file, p.row) for p in self.problems if p.severity == "set_aside"}
        return len({(p.file, p.row) for p in self.problems if p.severity == "not_mapped"} - lost)

    def check_adds_up(self) -> None:
        """Read = loaded + set aside + not data; anything else is our own fault, not the file's."""
        parts = self.rows_loaded + self.rows_set_aside + self.rows_not_data
        if self.rows_read != parts:
            raise AssertionError(f"{self.table}: {self.rows_read} rows read, {parts} accounted for")


@dataclass(frozen=True)
class Report:
    """The account of a whole workspace."""

    authority: str
    tables: tuple[TableReport, ...]
    problems: tuple[Problem, ...] = field(default=())
    """What concerns no single table that was read, such as a missing file."""

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Every problem of every table, refusals first."""
        found = [*self.problems, *(p for table in self.tables for p in table.problems)]
        return tuple(sorted(found, key=lambda p: p.severity != "refused"))

    @property
    def refusals(self) -> tuple[Problem, ...]:
        """Problems for which a file was refused whole."""
        return tuple(p for p in self.all_problems if p.severity == "refused")

    @property
    def rows_set_aside(self) -> int:
        """Rows set aside in all tables."""
        return sum(table.rows_set_aside for table in self.tables)

    @property
    def exit_code(self) -> int:
        """0 good, 1 loaded with rows set aside, 10 refused."""
        if self.refusals:
            return InputError.exit_code
        return 1 if self.rows_set_aside else 0

    @property
    def verdict(self) -> str:
        """The outcome in one sentence."""
        if self.refusals:
            return f"Refused: {_count(len(self.refusals), 'problem')} to mend before anything is loaded."
        if self.rows_set_aside:
            said = f"Loaded with {_count(self.rows_set_aside, 'row')} set aside."
            many = [table.table for table in self.tables if table.is_mostly_lost]
            return f"{said} So much of {', '.join(many)} is missing that figures mislead." if many else said
        return "Good: every row was loaded."

    def as_dict(self) -> dict[str, Any]:
        """The report as plain values for JSON."""
        return {
            "authority": self.authority,
            "verdict": self.verdict,
            "exit_code": self.exit_code,
            "tables": [
                {
                    "table": table.table,
                    "files": list(table.files),
                    "rows_read": table.rows_read,
                    "loaded": table.rows_loaded,
                    "set_aside": table.rows_set_aside,
                    "not_data": table.rows_not_data,
                    "not_given": list(table.not_given),
                    "problems": [asdict(problem) for problem in table.problems],
                }
                for table in self.tables
            ],
            "problems": [asdict(problem) for problem in self.problems],
        }

    def lines(self, most_lines: int) -> list[str]:
        """The report as lines for a terminal: the verdict, each table's account, then each kind of problem.

        Args:
            most_lines: Kinds of problem of one table that are listed (count).
        """
        told = [f"{self.authority}: {self.verdict}"]
        for table in self.tables:
            unmapped = f" ({table.rows_not_mapped:,} of them counted as unlocated)" if table.rows_not_mapped else ""
            told.append(
                f"{table.table}: {_count(table.rows_read, 'row')} read = {table.rows_loaded:,} loaded "
                f"+ {table.rows_set_aside:,} set aside{unmapped} + {table.rows_not_data:,} not data   "
                f"({', '.join(table.files)})"
            )
            if table.not_given:
                told.append(f"  not given, so no data: {', '.join(table.not_given)}")
            grouped = _grouped(table.problems)
            told += [f"  {line}" for line in grouped[:most_lines]]
            if len(grouped) > most_lines:
                told.append(f"  and {len(grouped) - most_lines:,} more kinds; --json lists every row.")
        return told

    def refuse(self) -> None:
        """Raise what stands in the way, all of it at once.

        Raises:
            InputError: A file was refused.
        """
        if self.refusals:
            raise InputError("\n".join(problem.sentence() for problem in self.refusals))


def refusals_of(table: str, labels: Collection[str], message: str) -> list[Problem]:
    """A refusal of files as problems, one for each line of its message.

    Args:
        table: The table that the files hold.
        labels: Their names in messages.
        message: Lines such as `file, sheet s, row 3, column c (value): cause. Remedy.`
    """
    return [_refusal(table, labels, line) for line in message.splitlines()]


def _refusal(table: str, labels: Collection[str], line: str) -> Problem:
    """One line of a refusal, taken apart: the last sentence is the remedy."""
    file = next((label for label in sorted(labels, key=len, reverse=True) if line.startswith(label)), None)
    said = line if file is None else line.removeprefix(file)
    place = _PLACE.match(said) if file is not None else None
    said = said[place.end() :] if place else said.lstrip(" ,:")
    sheet, row, column, value = place.groups() if place else (None, None, None, None)
    parts = _LAST_SENTENCE.fullmatch(said)
    cause, remedy = parts.groups() if parts else (said, "")
    number = int(row) if row else None
    return Problem(table, file or SETTINGS_FILE, "refused", cause, remedy, number, sheet, column, value)


def _grouped(problems: Iterable[Problem]) -> list[str]:
    """Problems of one kind on one line, with the rows they are in."""
    alike: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        key = (problem.severity, problem.file, problem.sheet, problem.column, problem.cause, problem.value)
        alike.setdefault(key, []).append(problem)
    told = []
    for found in alike.values():
        rest = f" Also in row {listed((p.row for p in found[1:]), 8)}." if len(found) > 1 else ""
        told.append(f"{_WORDS[found[0].severity]}: {found[0].sentence()}{rest}")
    return told


def _count(number: int, what: str) -> str:
    """`1 row`, `2,000 rows`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
