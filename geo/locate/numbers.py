"""Coordinates as people write them: a decimal comma, commas between thousands, more or fewer decimals."""

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.locate.postcodes import Floats

Flags = npt.NDArray[np.bool_]

_NUMBER: Final = r"[+-]?[0-9]+(\.[0-9]*)?"
_THOUSANDS: Final = r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?"
_DECIMAL_COMMA: Final = r"[+-]?[0-9]{1,3},[0-9]+"


def numbers(cells: pd.Series, *, is_metres: bool) -> tuple[Floats, Flags]:
    """Text as numbers; a comma stands between the thousands of metres, and for the decimal point of degrees.

    Returns:
        The numbers, NaN for anything else, and which of them were written with such a comma.
    """
    text = cells.str.strip().str.replace("\u2212", "-", regex=False)
    form, point = (_THOUSANDS, "") if is_metres else (_DECIMAL_COMMA, ".")
    with_comma = text.str.fullmatch(form)
    text = text.where(~with_comma, text.str.replace(",", point, regex=False))
    found = pd.to_numeric(text.where(text.str.fullmatch(_NUMBER)), errors="coerce")
    return np.asarray(found, dtype="float64"), with_comma.to_numpy(dtype=bool)


def decimals(cells: pd.Series) -> npt.NDArray[np.int64]:
    """Decimals of each number as it is written, noughts at its end not counted; 0 where there are none."""
    after = cells.str.strip().str.extract(r"[.,]([0-9]*?)0*$", expand=False).fillna("")
    return np.asarray(after.str.len(), dtype=np.int64)
