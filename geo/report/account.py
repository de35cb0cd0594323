"""What happened to every row of every file.

For each file: rows read = loaded + set aside + not data. A row that could only not be put on the map is set
aside from the map, and still counts in the row `unlocated` of the zone table.
"""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Final

from geo.errors import InputError
from geo.report.kinds import ProblemKind, kinds_of
from geo.report.problems import Problem
from geo.text import counted

MOST_LOST: Final = 0.1
"""From this part of a table on, what was set aside is said to mislead (share of its rows)."""

FEWEST_USELESS: Final = 5
"""From so many rows on, a file of which none can be used is refused; a few may be wrong each by itself (rows)."""


@dataclass(frozen=True)
class Coverage:
    """Where the rows of a table lie; the three add up to the rows loaded and those only set aside from the map."""

    in_zones: int
    outside: int
    unlocated: int


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
    newest_on: dt.date | None = None
    """Newest date in it that is not after the as-at date; None where it has no dates."""
    coverage: Coverage | None = None
    """Where its rows lie; None for a table without places, or before it was put into zones."""

    @property
    def rows_set_aside(self) -> int:
        """Distinct rows that were set aside, from the figures or only from the map."""
        return len({(p.file, p.sheet, p.row) for p in self.problems if p.severity in ("set_aside", "not_mapped")})

    @property
    def _lost(self) -> set[tuple[str, str | None, int | None]]:
        """Rows that are in no figure."""
        return {(p.file, p.sheet, p.row) for p in self.problems if p.severity == "set_aside"}

    @property
    def rows_lost(self) -> int:
        """Distinct rows that are in no figure."""
        return len(self._lost)

    @property
    def is_mostly_lost(self) -> bool:
        """Whether more than a tenth of the rows of data is not in the figures."""
        return self.rows_lost > MOST_LOST * (self.rows_read - self.rows_not_data)

    @property
    def is_hardly_mapped(self) -> bool:
        """Whether more than a tenth of the rows of data is in no zone because it has no place."""
        return self.rows_not_mapped > MOST_LOST * (self.rows_read - self.rows_not_data)

    def refuse_useless(self) -> None:
        """Refuse a file of several rows of which none can be used, or none put on the map: zeros would be false.

        Raises:
            InputError: So it is; the first row of each cause is named.
        """
        of_data = self.rows_read - self.rows_not_data
        if of_data < FEWEST_USELESS or of_data > max(self.rows_lost, self.rows_not_mapped):
            return
        severity, said = ("set_aside", "used") if self.rows_lost == of_data else ("not_mapped", "put on the map")
        causes = {(p.column, p.cause): p for p in reversed(self.problems) if p.severity == severity}
        warned = {p.column: f" {p.cause[:1].upper()}{p.cause[1:]}" for p in self.problems if p.severity == "warning"}
        told = [
            replace(p, cause=f"{p.cause} No row of the file can be {said}.{warned.get(p.column, '')}")
            for p in reversed(causes.values())
        ]
        remedy = "Look whether the right column is mapped."
        raise InputError("\n".join(replace(p, remedy=remedy).sentence() for p in told))

    @property
    def rows_not_mapped(self) -> int:
        """Of the rows set aside, those that only have no place and count as unlocated."""
        return len({(p.file, p.sheet, p.row) for p in self.problems if p.severity == "not_mapped"} - self._lost)

    def check_adds_up(self) -> None:
        """Read = loaded + set aside + not data; anything else is our own fault, not the file's."""
        parts = self.rows_loaded + self.rows_set_aside + self.rows_not_data
        if self.rows_read != parts:
            raise AssertionError(f"{self.table}: {self.rows_read} rows read, {parts} accounted for")


@dataclass(frozen=True)
class Report:
    """The account of a whole workspace, shown on a terminal, as JSON and on the page Data."""

    authority: str
    tables: tuple[TableReport, ...]
    problems: tuple[Problem, ...] = field(default=())
    """What concerns no single table that was read, such as a missing file."""
    as_at: dt.date | None = None
    """Date the files were checked for, where one is known."""

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Every problem of every table, refusals first."""
        found = [*self.problems, *(p for table in self.tables for p in table.problems)]
        return tuple(sorted(found, key=lambda p: p.severity != "refused"))

    @property
    def kinds(self) -> list[ProblemKind]:
        """Every problem by kind, the gravest first."""
        return kinds_of(self.all_problems)

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
            return f"Refused: {counted(len(self.refusals), 'problem')} to mend before anything is loaded."
        if self.rows_set_aside:
            said = f"Loaded with {counted(self.rows_set_aside, 'row')} set aside."
            many = [table.table for table in self.tables if table.is_mostly_lost]
            nowhere = [table.table for table in self.tables if table.is_hardly_mapped]
            said += f" So much of {', '.join(many)} is missing that figures mislead." if many else ""
            said += f" So much of {', '.join(nowhere)} has no place that zones show too little." if nowhere else ""
            return said
        return "Good: every row was loaded."

    def located(self, coverage: dict[str, Coverage]) -> "Report":
        """The same report with where the rows of each table lie."""
        tables = tuple(replace(table, coverage=coverage.get(table.table)) for table in self.tables)
        return replace(self, tables=tables)

    def refuse(self) -> None:
        """Raise what stands in the way, all of it at once.

        Raises:
            InputError: A file was refused.
        """
        if self.refusals:
            raise InputError("\n".join(problem.sentence() for problem in self.refusals))
