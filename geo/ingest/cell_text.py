"""A typed cell as plain text, alike for every kind of file."""

import datetime as dt
from typing import Final

EXACT_BELOW: Final = 1e15
"""Spreadsheet programs keep 15 digits of a number; a longer one is written so that it shows that it was rounded."""


def cell_text(cell: object) -> str:  # noqa: PLR0911 - one return for each type of cell
    """A typed cell as text: dates in ISO form, whole numbers without a decimal point, blank and unknown as ''."""
    if cell is None or cell != cell:  # noqa: PLR0124 - what is unknown equals nothing, not itself either
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < EXACT_BELOW:
            return repr(int(cell))
        return f"{cell:.14E}" if abs(cell) >= EXACT_BELOW else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() and not cell.tzinfo else cell.isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, list):
        return ";".join(map(cell_text, cell))
    return str(cell)
