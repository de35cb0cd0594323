"""Which rows below a header are data: blank rows, totals and footnotes are not, and ragged rows are set aside."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from geo.errors import InputError
from geo.ingest.grid import Grid
from geo.report import Problem, Severity
from geo.schemas import Column
from geo.settings import Source
from geo.text import agreed, counted

_TOTAL: Final = re.compile(r".*\b(totals?|sum|overall|count|average)\b.*", re.IGNORECASE)
"""How a row of totals is labelled; it also has to have next to nothing else in it."""
_ONLY_TOTAL: Final = re.compile(r"(grand |sub-?|overall )?totals?:?", re.IGNORECASE)
_SUMMED: Final = ("hours a week", "hours", "people")
"""Units that a total adds up; rates and percentages it does not."""
_SUM_TOLERANCE: Final = 0.005
"""A total may differ from the sum of its rows by rounding (in the unit of the column)."""


@dataclass(frozen=True)
class Body:
    """The rows below the header of one grid."""

    grid: Grid
    source: Source
    header_at: int
    """Row number of the header."""
    found: Mapping[str, int]
    """Our column name -> its place in the grid."""
    columns: Mapping[str, Column]

    def data(self) -> tuple[pd.DataFrame, list[Problem]]:
        """Rows that are data, and a remark about each that is not."""
        below = self.grid.cells.loc[self.header_at + 1 :]
        if self.grid.is_layer:
            return below, []
        filled_cells = _filled(below)
        filled = filled_cells.any(axis=1)
        data = below[filled]
        total = self._totals(data, filled_cells[filled])
        footnotes = self._footnotes(data[~total])
        remarks = [self.remark(int(at), *self._about_total(data, total, int(at))) for at in data.index[total]]
        remarks += [self.remark(at, "a footnote below the table.") for at in footnotes]
        blank = below.index[~filled]
        if len(blank):
            remarks.append(self.remark(int(blank[0]), f"blank, the first of {counted(len(blank), 'blank row')}."))
        rows = data[~total].drop(index=footnotes)
        self._refuse_merged(rows)
        remarks += self._about_hidden(rows)
        return rows, remarks

    def _about_hidden(self, rows: pd.DataFrame) -> list[Problem]:
        """A warning about rows of data that the spreadsheet does not show; they are loaded like the others."""
        hidden = rows.index.intersection(list(self.grid.hidden_rows))
        if hidden.empty:
            return []
        said = "{row of data is|rows of data are} hidden or filtered out in the spreadsheet, and loaded all the same."
        cause = agreed(len(hidden), said)
        remedy = "Show all rows and look whether they belong to it; delete those that do not."
        return [self.remark(int(hidden[0]), cause, "warning", remedy)]

    def _refuse_merged(self, rows: pd.DataFrame) -> None:
        """Refuse cells merged over several rows of data: all but the first of them would be blank.

        What a merged number means, once for all or once for each, only its author knows.

        Raises:
            InputError: With the rows.
        """
        for first, last in self.grid.merged:
            if len(rows.index.intersection(range(first, last + 1))) > 1:
                raise InputError(
                    f"{self.grid.label}, sheet {self.grid.sheet}, rows {first} to {last}: cells are merged over "
                    "several rows, so that all but the first are blank. Unmerge them and fill each in."
                )

    def ragged(self, data: pd.DataFrame) -> list[Problem]:
        """Rows of a text file with more or fewer cells than the header, which are set aside.

        Raises:
            InputError: The first row of data is longer than the header: every column may be shifted.
        """
        if self.grid.widths is None:
            return []
        named = self.grid.cells.loc[self.header_at].str.strip() != ""
        declared = int(named[named].index.max()) + 1
        widths = self.grid.widths.loc[data.index]
        too_long = (widths > declared) & _filled(data.loc[:, declared:]).any(axis=1)
        if len(data) and bool(too_long.iloc[0]):
            raise InputError(
                f"{self.grid.label}, row {data.index[0]}: the first row of data has {widths.iloc[0]} cells and the "
                f"header {declared}, so every column may be shifted. Name every column in the header."
            )
        cause = f"the row has {{}} cells and the header {declared}, so its values may stand in the wrong columns."
        remedy = "Look for a separator inside a value, and put that value in quotation marks."
        wrong = widths[too_long | (widths < declared)]
        return [self.remark(int(at), cause.format(width), "set_aside", remedy) for at, width in wrong.items()]

    def _totals(self, data: pd.DataFrame, filled: pd.DataFrame) -> pd.Series:
        """Rows labelled as a total with little else in them, or a last row with numbers and nothing else of ours."""
        if data.empty:
            return pd.Series(dtype=bool, index=data.index)
        numbers = [place for ours, place in self.found.items() if self.columns[ours].kind == "number"]
        others = [place for place in self.found.values() if place not in numbers]
        needed = [place for ours, place in self.found.items() if self.columns[ours].is_required and place in others]
        few = filled[needed].sum(axis=1) <= 1
        total = few | (filled.sum(axis=1) <= 2)
        bare = data[total]
        for at, cells in zip(bare.index, bare.itertuples(index=False), strict=True):
            total.loc[at] = _is_total([cell.strip() for cell in cells if cell.strip()], is_bare=bool(few.loc[at]))
        if others and len(data) > 1:
            last = data.index[-1]
            total.loc[last] |= not filled.loc[last, others].any()
        return total.astype(bool)

    def _footnotes(self, data: pd.DataFrame) -> list[int]:
        """Rows below the table with words in a single cell, from the bottom up to the last row of data."""
        if data.shape[1] < 3 or len(self.found) < 3:
            return []
        at_bottom: list[int] = []
        for at in reversed(data.index):
            said = [cell.strip() for cell in data.loc[at] if cell.strip()]
            if len(said) > 1 or not re.search(r"[\s:]", said[0]):
                break
            at_bottom.append(int(at))
        return at_bottom[::-1]

    def _about_total(self, data: pd.DataFrame, total: pd.Series, at: int) -> tuple[str, Severity, str]:
        """Whether a total is the sum or the count of the rows above it, or of those since the total before it."""
        above = data[~total & (data.index < at)]
        block = above[above.index > max(data.index[total & (data.index < at)], default=0)]
        counts = {len(above), len(block)}
        for ours, place in self.found.items():
            if self.columns[ours].unit not in _SUMMED:
                continue
            said = _numbers(data.loc[[at], place]).iloc[0]
            summed, of_block = (float(_numbers(rows[place]).sum()) for rows in (above, block))
            if pd.isna(said) or said in counts:
                continue
            if min(abs(said - summed), abs(said - of_block)) > _SUM_TOLERANCE:
                cause = f"a total row that says {said:g}, but the rows above it add up to {summed:g}."
                return cause, "warning", "See that no row was cut off in the export."
        return "a total row.", "not_data", "Not counted as data."

    def remark(
        self, row: int, cause: str, severity: Severity = "not_data", remedy: str = "Not counted as data."
    ) -> Problem:
        """A remark about one row."""
        return Problem(self.source.table, self.grid.label, severity, cause, remedy, row=row, sheet=self.grid.sheet)


def _numbers(cells: pd.Series) -> pd.Series:
    """Cells as numbers, missing where they are none."""
    return pd.to_numeric(cells.str.replace(",", "").str.strip(), errors="coerce")


def _filled(cells: pd.DataFrame) -> pd.DataFrame:
    """Which cells hold more than spaces."""
    return cells.apply(lambda column: column.str.strip() != "")


def _is_total(cells: list[str], *, is_bare: bool) -> bool:
    """Whether the filled cells of a row make a total: labelled and next to nothing else, or one word and numbers."""
    label, *rest = cells
    if is_bare and _TOTAL.fullmatch(label):
        return True
    return _ONLY_TOTAL.fullmatch(label) is not None and all(re.fullmatch(r"[\d,.]+", cell) for cell in rest)
