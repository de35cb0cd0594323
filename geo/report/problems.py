"""One thing to know about a file, a row or a cell, and a refusal's message taken apart into such things."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

from geo.settings import SETTINGS_FILE

Severity = Literal["refused", "set_aside", "not_mapped", "not_data", "warning", "repaired"]

WORDS: Final[dict[Severity, str]] = {
    "refused": "refused",
    "set_aside": "set aside",
    "not_mapped": "set aside from the map",
    "warning": "look at",
    "repaired": "repaired",
    "not_data": "not data",
}
"""What each severity is called, the gravest first."""

_PLACE: Final = re.compile(r"(?:, sheet (.+?))?(?:, row (\d+))?(?:, column (.+?))?(?: \((.+?)\))?: ")
_LAST_SENTENCE: Final = re.compile(r"(.*[.?!]) ([^ ].*?\.)", re.DOTALL)


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
