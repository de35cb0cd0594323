"""The 18 lots of Help to Live at Home: who holds each (report, paragraph 16 iii) and what moves in it (invented)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

START: Final[date] = date(2016, 11, 7)
"""Day the contracts began and care passed over (report, paragraph 1); the day the demo describes."""

AWARDED: Final[date] = date(2016, 8, 22)
"""Day of the award (invented; the report says only that it came before the cut-off)."""

CUT_OFF: Final[date] = date(2016, 9, 19)
"""Last day on which existing service users could ask for a direct payment (report, paragraph 27)."""


@dataclass(frozen=True)
class Lot:
    """One lot.

    Attributes:
        name: Name in the report.
        holder: Provider that holds its contract, in the report.
        transfers: People whose care passes over (count, invented; so are the next four).
        direct_payment: Of them, those who take a direct payment.
        private: Of them, those who arrange care privately.
        unconfirmed: Of them, those for whom it is not confirmed on the first day.
        awaiting: People waiting for care on the first day.
        is_rural: Care is harder to arrange there.
    """

    name: str
    holder: str
    transfers: int
    direct_payment: int
    private: int
    unconfirmed: int
    awaiting: int
    is_rural: bool = False


LOTS: Final[Mapping[int, Lot]] = {
    13: Lot("Groby & Market Bosworth", "TLC Homecare", 290, 44, 9, 19, 6, is_rural=True),
    12: Lot("Hinckley & Twycross", "TLC Homecare", 262, 29, 8, 8, 4),
    18: Lot("Mountsorrel & Quorn", "TLC Homecare", 238, 25, 7, 6, 3),
    17: Lot("Birstall & Anstey", "Hales Group Ltd", 214, 24, 7, 7, 3),
    3: Lot("Ashby de la Zouch & Coalville", "Caring Hands", 180, 19, 5, 5, 3),
    6: Lot("Melton Mowbray", "Fosse Healthcare", 168, 28, 5, 12, 8, is_rural=True),
    14: Lot("Broughton Astley & Burbage", "Allied Healthcare", 160, 17, 5, 4, 2),
    16: Lot("Narborough & Lutterworth", "Hales Group Ltd", 154, 18, 5, 6, 3),
    2: Lot("Ibstock & Measham", "Castlerock", 147, 22, 4, 10, 6, is_rural=True),
    8: Lot("Thurnby & Syston", "Precious Hope", 141, 15, 5, 4, 3),
    10: Lot("Wigston & South Wigston", "Fosse Healthcare", 135, 13, 4, 3, 2),
    11: Lot("Blaby & Countesthorpe", "Hales Group Ltd", 129, 14, 4, 4, 2),
    5: Lot("Loughborough West & Shepshed", "Castlerock", 123, 13, 4, 4, 2),
    1: Lot("Castle Donington & Whitwick", "Castlerock", 117, 14, 3, 5, 3),
    9: Lot("Oadby", "Help at Home", 109, 12, 4, 2, 1),
    15: Lot("Glenfield & Braunstone Town", "Help at Home", 99, 10, 2, 3, 1),
    4: Lot("Loughborough East", "Medacs", 88, 8, 2, 3, 2),
    7: Lot("Market Harborough", "Help at Home", 76, 14, 2, 8, 7, is_rural=True),
}
"""Lots by number, in the order of the report's table, which seems to put the largest first: it names the first
three as the three largest and the next as the fourth (paragraph 16 iv)."""

REPORT_ORDER: Final[tuple[int, ...]] = tuple(LOTS)
"""Numbers of the lots in the order of the report's table."""

HEALTH_TRANSFERS: Final[int] = 86
"""Transfers that the health service pays for (count, invented; the report: 70 to 100, paragraph 23). The other 2,744
are social care's (the report: 2,500 to 3,000)."""

NEWCOMERS: Final[tuple[str, ...]] = ("TLC Homecare", "Hales Group Ltd", "Castlerock")
"""Providers new to the county: three, with nine lots (paragraph 16 iv). The three largest lots and the fourth give two
of them away; the third is our choice among those with three lots."""


def lot_text(number: int) -> str:
    """The lot as the report writes it, number and name in one cell."""
    return f"Lot {number} {LOTS[number].name}"
