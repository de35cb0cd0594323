"""A file's cells before anyone knows what they mean: rows of text with the number the spreadsheet shows."""

from dataclasses import dataclass

import pandas as pd

from geo.report import Problem


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet or text file."""

    label: str
    """File, as messages name it."""
    cells: pd.DataFrame
    """Text, indexed by row number (the first row of the file is 1), columns 0, 1, 2, ...; blank is ''."""
    widths: pd.Series | None = None
    """Cells that each row really had, on the index of `cells`; None where every row has all."""
    sheet: str | None = None
    is_layer: bool = False
    """The rows are features, so that none of them can be a title, a total or a footnote."""
    merged: tuple[tuple[int, int], ...] = ()
    """First and last row of each merge of cells over several rows."""
    hidden_rows: tuple[int, ...] = ()
    """Rows that the spreadsheet does not show, filtered ones among them."""
    is_1904: bool = False
    """The workbook counts its days from 1904, so that a day written as a number is four years off."""
    notes: tuple[Problem, ...] = ()
    """What was found out on the way, such as the encoding."""
