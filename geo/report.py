"""What happened to every row of every file: one object, shown on a terminal, as JSON and on a page.

For each file: rows read = loaded + set aside + not data. A row that could only not be put on the map is set
aside from the map, and still counts in the row `unlocated` of the zone table.
"""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal

from geo.errors import InputError

Severity = Literal["refused", "set_aside", "not_mapped", "not_data", "warning", "repaired"]

_SHAPE: Final = ((re.compile(r"[A-Z]"), "A"), (re.compile(r"[a-z]"), "a"), (re.compile(r"[0-9]"), "9"))
_OF_A_PERSON: Final = re.compile(
    r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}|[0-9]{10}|[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}", re.IGNORECASE
)
"""A postcode, an NHS number or a date where a code should be: its column is mapped wrongly."""
_PLAIN_CODE: Final = re.compile(r"(?=.*\d)[A-Za-z0-9_/.-]{1,20}")
_WORDS: Final = {
    "refused": "refused",
    "set_aside": "set aside",
    "not_mapped": "set aside from the map",
    "not_data": "not data",
    "warning": "look at",
    "repaired": "repaired",
}
SHOWN_LENGTH: Final = 40
"""Longest value a message shows (characters); the rest is cut."""


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

    @property
    def rows_set_aside(self) -> int:
        """Distinct rows that were set aside, from the figures or only from the map."""
        return len({(p.file, p.row) for p in self.problems if p.severity in ("set_aside", "not_mapped")})

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
            return f"Loaded with {_count(self.rows_set_aside, 'row')} set aside."
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
                    "problems": [asdict(problem) for problem in table.problems],
                }
                for table in self.tables
            ],
            "problems": [asdict(problem) for problem in self.problems],
        }

    def lines(self, most_rows: int) -> list[str]:
        """The report as lines for a terminal: the verdict, each table's account, then each problem.

        Args:
            most_rows: Rows of one table listed one by one (count).
        """
        told = [f"{self.authority}: {self.verdict}"]
        for table in self.tables:
            told.append(
                f"{table.table}: {_count(table.rows_read, 'row')} read = {table.rows_loaded:,} loaded "
                f"+ {table.rows_set_aside:,} set aside + {table.rows_not_data:,} not data   ({', '.join(table.files)})"
            )
            shown_problems = table.problems[:most_rows]
            told += [f"  {_WORDS[problem.severity]}: {problem.sentence()}" for problem in shown_problems]
            if len(table.problems) > most_rows:
                told.append(f"  and {len(table.problems) - most_rows:,} more; --json lists all.")
        return told

    def refuse(self) -> None:
        """Raise what stands in the way, all of it at once.

        Raises:
            InputError: A file was refused.
        """
        if self.refusals:
            raise InputError("\n".join(problem.sentence() for problem in self.refusals))


def shown(value: object, *, is_personal: bool) -> str:
    """A value as a message may show it.

    Args:
        value: The cell as it was read.
        is_personal: It may say something of one person.

    Returns:
        The value, cut and free of control characters; for a personal one its shape, such as `AA9 9AA`.
    """
    text = "".join(letter if letter.isprintable() else " " for letter in str(value))
    if is_personal:
        for pattern, sign in _SHAPE:
            text = pattern.sub(sign, text)
        text = re.sub(r"[^\x00-\x7f]", "a", text)
    return text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"


def shown_code(value: object) -> str:
    """A code from a table of people: itself where it looks like a code, else its shape."""
    text = str(value)
    is_code = _PLAIN_CODE.fullmatch(text) and not _OF_A_PERSON.fullmatch(text)
    return shown(text, is_personal=not is_code)


def listed_header(names: Iterable[str], most: int = 40) -> str:
    """The names of a header as a list; where a digit shows that the row is no header but data, only their shapes."""
    found = [name.strip() for name in names if name.strip()]
    is_data = any(letter.isdigit() for name in found for letter in name)
    return listed([shown(name, is_personal=is_data) for name in found], most) or "none"


def listed(names: Iterable[object], most: int = 12) -> str:
    """Names as a readable list, cut after `most`."""
    found = [shown(name, is_personal=False) for name in names]
    return ", ".join(found[:most]) + (f" and {len(found) - most} more" if len(found) > most else "")


def _count(number: int, what: str) -> str:
    """`1 row`, `2,000 rows`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
