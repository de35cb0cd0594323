"""The text of cells as numbers: plain, or with the signs that the column's unit allows."""

import re
from typing import Final

import numpy as np
import pandas as pd

from geo.schemas import Column
from geo.validate.parsed import Parsed

_PLAIN: Final = r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_THOUSANDS: Final = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"
_WRITTEN: Final = (
    rf"^(?P<minus>[-\u2212]?)\s*(?P<pound>£?)\s*(?P<late_minus>[-\u2212]?)(?P<digits>{_THOUSANDS}|{_PLAIN})"
    r"\s*(?P<percent>%?)$"
)
_COMMA_FORM: Final = r"[-\u2212]?£?[0-9.]*,[0-9]+"
_NO_NUMBER: Final = "this is not a number."
_DECIMAL_COMMA: Final = "this is not a number, for its comma is not between thousands; decimals need a point."
_LARGEST_WHOLE: Final = 2**53
"""Up to here every whole number is exact."""

_POUNDS: Final = "{cell is|cells are} written with a pound sign, read as numbers."
_UNSIGNED: Final = r"[0-9]{1,15}(\.[0-9]{1,15})?"
"""A number without any sign, as most are; few digits, so that none is too large."""
_PERCENT: Final = "{cell is|cells are} written with a percent sign, read as numbers."
_COMMAS: Final = "{cell has|cells have} commas between thousands, read as numbers."
_MINUS: Final = "{cell has|cells have} a typographic minus sign, read as a minus."


def numbers(text: pd.Series, column: Column, _date_format: str | None = None) -> Parsed:
    """Numbers; a pound sign only in pounds, a percent sign only in percent, commas only between thousands.

    Args:
        text: Trimmed text; blank is ''.
        column: Its declaration with the unit.

    Returns:
        Numbers, missing where the cell is blank or anything else, such as 1e5, inf or digits of another script.
    """
    if (text.str.fullmatch(_UNSIGNED) | (text == "")).all():
        return Parsed(pd.to_numeric(text.mask(text == ""), errors="coerce").astype("float64"), {}, {})
    parts = text.str.extract(_WRITTEN).fillna("")
    has_pound, has_percent = parts["pound"] != "", parts["percent"] != ""
    twice = (parts["minus"] != "") & (parts["late_minus"] != "")
    good = (parts["digits"] != "") & ~twice
    good &= ~(has_pound & ~_has_unit(column, "pounds")) & ~(has_percent & ~_has_unit(column, "%"))
    signs = parts["minus"] + parts["late_minus"]
    has_commas = parts["digits"].str.contains(",", regex=False)
    plain = parts["digits"].where(good).str.replace(",", "", regex=False)
    values = pd.to_numeric(plain, errors="coerce").astype("float64")
    values = values.where(signs == "", -values).where(np.isfinite(values))
    unread = text.index[values.isna() & (text != "")]
    wrong = {at: _DECIMAL_COMMA if re.fullmatch(_COMMA_FORM, text.loc[at]) else _NO_NUMBER for at in unread}
    repaired = {
        _POUNDS: has_pound,
        _PERCENT: has_percent,
        _COMMAS: has_commas,
        _MINUS: signs.str.contains("\u2212", regex=False),
    }
    return Parsed(values, wrong, {what: list(text.index[cells & values.notna()]) for what, cells in repaired.items()})


def _has_unit(column: Column, unit: str) -> bool:
    """Whether the column is in a unit; where each row names its own, any sign may stand."""
    declared = column.unit or ""
    return declared.startswith((unit, "as the column"))


def whole_numbers(text: pd.Series, column: Column, date_format: str | None = None) -> Parsed:
    """Whole numbers; what is none or too large to be exact is wrong."""
    parsed = numbers(text, column, date_format)
    broken = parsed.values.notna() & ((parsed.values % 1 != 0) | (parsed.values.abs() > _LARGEST_WHOLE))
    wrong = parsed.wrong | dict.fromkeys(text.index[broken], "this is not a whole number.")
    return Parsed(parsed.values.mask(broken).astype("Int64"), wrong, parsed.repaired)
