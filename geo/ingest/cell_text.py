"""A typed cell as plain text, alike for every kind of file."""

import datetime as dt


def cell_text(cell: object) -> str:  # noqa: PLR0911 - one return for each type of cell
    """A typed cell as text: dates in ISO form, whole numbers without a decimal point, blank and unknown as ''."""
    if cell is None or cell != cell:  # noqa: PLR0124 - what is unknown equals nothing, not itself either
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return repr(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() and not cell.tzinfo else cell.isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, list):
        return ";".join(map(cell_text, cell))
    return str(cell)
