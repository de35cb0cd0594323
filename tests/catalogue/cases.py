"""How a case of the catalogue of bad input is written down: a file that is wrong, and what must become of it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from good_week import PERSONAL, POSTCODES, ZONES, WeekFiles, good_week

from geo.settings import load_settings
from geo.snapshot import Act, open_store, record_folder

__all__ = [
    "CASES",
    "LAST",
    "PERSONAL",
    "POSTCODES",
    "ZONES",
    "Account",
    "Case",
    "WeekFiles",
    "case",
    "good_week",
    "record_on",
]

Outcome = Literal["refused", "set_aside", "not_mapped", "repaired", "warning", "not_data", "accepted"]
"""What becomes of the file, or the severity of the one problem that the case must bring; `accepted`: none."""

LAST: Final = 133
"""Number of the last case of the catalogue."""


@dataclass(frozen=True)
class Account:
    """Rows of one table: read, and where each went."""

    table: str
    read: int
    loaded: int
    set_aside: int = 0
    not_data: int = 0


@dataclass(frozen=True)
class Case:
    """One bad input and what it must get."""

    number: int
    name: str
    outcome: Outcome
    spoil: Callable[[WeekFiles], None]
    says: tuple[str, ...] = ()
    """Pieces of the one problem that must be there, in its sentence: file, place, cause and remedy."""
    account: Account | None = None
    exit_code: int = 0
    secret: tuple[str, ...] = ()
    """Personal values of the case that no output may show, beside those of the good week."""
    as_at: str = "2026-03-02"


CASES: Final[list[Case]] = []


def case(
    number: int,
    outcome: Outcome,
    *says: str,
    account: Account | None = None,
    exit_code: int | None = None,
    secret: tuple[str, ...] = (),
    as_at: str = "2026-03-02",
) -> Callable[[Callable[[WeekFiles], None]], Callable[[WeekFiles], None]]:
    """Write down a case; the function spoils the good week and its name is the claim.

    Args:
        number: In the catalogue.
        outcome: `refused`, `accepted`, or the severity of the problem it must bring.
        says: Pieces that must stand together in the sentence of one problem of that severity.
        account: Rows of the table that the case is about; needed unless refused.
        exit_code: Of `carezones check`; otherwise 10 refused, 1 with rows set aside, else 0.
        secret: Personal values that must not be shown.
        as_at: The date the week is checked and recorded for.
    """
    usual = {"refused": 10, "set_aside": 1, "not_mapped": 1}.get(outcome, 0)

    def written(spoil: Callable[[WeekFiles], None]) -> Callable[[WeekFiles], None]:
        code = usual if exit_code is None else exit_code
        CASES.append(Case(number, spoil.__name__, outcome, spoil, says, account, code, secret, as_at))
        return spoil

    return written


def record_on(folder: Path, as_at: dt.date) -> int:
    """Record a week of a workspace; the exit code."""
    act = Act("A. Analyst", dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC))
    return record_folder(folder, as_at, open_store(load_settings(folder)), act)[1].exit_code
