"""What became of the cells of one column: values, what is none, what was repaired, and what refuses the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

At = list[int]
"""Index labels of the cells or rows that something is said of."""


@dataclass(frozen=True)
class Remark:
    """Something that is said once for many cells or rows of a column."""

    column: str
    at: At
    cause: str
    """A sentence that begins with their number, such as `2 cells hold a line break.`"""
    remedy: str
    severity: Literal["repaired", "warning"] = "repaired"


@dataclass(frozen=True)
class Refusal:
    """Why a whole file cannot be read, with the cells that show it."""

    at: At
    cause: str
    remedy: str


@dataclass
class Parsed:
    """A column as values, and the cells that are none."""

    values: pd.Series
    wrong: dict[int, str] = field(default_factory=dict)
    """Cause by index of the row."""
    repaired: Mapping[str, At] = field(default_factory=dict)
    """What was repaired, as `geo.text.agreed` takes it, such as `{cell holds|cells hold} £.` -> index of the cells."""
    refusals: tuple[Refusal, ...] = ()


def by_row(parsed: Parsed, taken: npt.NDArray[np.intp], index: pd.Index) -> Parsed:
    """What was found out about distinct texts, for each row that has one of them.

    Args:
        parsed: Of the distinct texts, on 0, 1, 2, ...
        taken: Which of them each row has.
        index: The rows.
    """

    def rows_of(distinct: At) -> At:
        return [int(at) for at in index[np.isin(taken, distinct)]]

    at_wrong = np.flatnonzero(np.isin(taken, list(parsed.wrong)))
    return Parsed(
        parsed.values.take(taken).set_axis(index),
        {int(index[at]): parsed.wrong[int(taken[at])] for at in at_wrong},
        {what: rows_of(distinct) for what, distinct in parsed.repaired.items() if distinct},
        tuple(Refusal(rows_of(refusal.at), refusal.cause, refusal.remedy) for refusal in parsed.refusals),
    )
