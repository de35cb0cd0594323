"""The six lots and what the demo wants to show in each; paragraphs are those of the report."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

AWARDED: Final[str] = "2018-06-22"
"""Day of the award (paragraph 15)."""

START: Final[np.datetime64] = np.datetime64("2018-07-01")
"""First day of the new contracts (paragraph 15)."""

HISTORY: Final[date] = date(2018, 4, 1)
"""First day on which a package or a wait of the history ends (invented)."""

CORE_END: Final[np.datetime64] = np.datetime64("2018-10-01")
"""First day without the former contracts, extended to the end of September 2018 (paragraph 15)."""

LAST_OFFER: Final[np.datetime64] = np.datetime64("2018-10-28")
"""Last day of the record of offers (invented)."""

AS_AT: Final[np.datetime64] = np.datetime64("2018-10-29")
"""The Monday that the demo describes, at the end of the transition of paragraph 15 (invented)."""


@dataclass(frozen=True)
class Lot:
    """One lot (paragraph 6) and what the demo wants to show in it; all but its name is invented.

    Attributes:
        name: Name of the lot.
        additional: Additional providers awarded: between five and ten (paragraph 9).
        at_home: How many of them have their base in the lot.
        mobilised: How many of them have mobilised by the last day.
        general: General referrals offered to the lead, and accepted by it.
        extra_care: The same in extra care schemes.
        schemes: Extra care schemes in the lot.
        waiting: Open waits on the last day, and how many of them have not been offered to anyone yet.
        median_wait_days: Median of the open waits that were offered.
        refusals: Mean number of additional providers that refuse before one accepts.
        days_between: Fewest and most days from one offer to the next for a new person.
        off_framework: People whose care is bought off the framework on the last day.
        core_leaving: People whose care by a former provider ended before it passed on.
        rate_gbp: Typical hourly rate; the indicative rate of the tender is 17.00 (paragraph 7).
    """

    name: str
    additional: int
    at_home: int
    mobilised: int
    general: tuple[int, int]
    extra_care: tuple[int, int]
    schemes: int
    waiting: tuple[int, int]
    median_wait_days: float
    refusals: float
    days_between: tuple[int, int]
    off_framework: int
    core_leaving: int
    rate_gbp: float


LOTS: Final[tuple[Lot, ...]] = (
    Lot("Bassetlaw", 7, 4, 4, (271, 203), (14, 14), 2, (13, 1), 19, 2.0, (2, 7), 45, 8, 17.45),
    Lot("Broxtowe", 5, 2, 5, (200, 162), (20, 19), 2, (2, 1), 6, 0.6, (1, 3), 3, 6, 16.85),
    Lot("Gedling", 10, 5, 9, (272, 204), (18, 18), 2, (5, 1), 7, 0.6, (1, 3), 4, 8, 16.80),
    Lot("Mansfield and Ashfield", 8, 4, 7, (300, 234), (24, 24), 3, (8, 2), 17, 0.9, (1, 4), 8, 9, 16.75),
    Lot("Newark and Sherwood", 6, 3, 3, (190, 133), (12, 12), 1, (15, 1), 24, 2.2, (3, 8), 60, 6, 17.60),
    Lot("Rushcliffe", 9, 4, 8, (150, 135), (0, 0), 0, (2, 0), 6, 0.7, (1, 3), 6, 4, 17.05),
)
"""The lots in the order of the report (paragraph 6), which is the order of their codes. The lead of Gedling accepts
204 of 272 general referrals, exactly the 75 % of paragraph 9; that of Bassetlaw 203 of 271, just below."""

BASSETLAW: Final[int] = 0
NEWARK: Final[int] = 4

NEVER_PASSED_ON: Final[tuple[int, ...]] = (12, 19, 33)
"""Days waited by the people of Newark and Sherwood whose referral the lead declined and nobody else was offered."""

BEFORE_THE_LEAD: Final[int] = 2
"""Referrals of Bassetlaw offered to an additional provider before the lead (count, invented)."""

CODES: Final[tuple[str, ...]] = tuple(str(number + 1) for number in range(len(LOTS)))
"""Code of each lot."""
