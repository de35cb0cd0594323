"""The zone table and the outcomes of the rules as CSV and JSON, the same for the command line and the downloads."""

import json
from typing import TYPE_CHECKING, Final

import pandas as pd

from geo.metrics import METHOD_VERSION
from geo.report import Report, set_aside_rows
from geo.schemas import ZoneFigures, columns_of
from geo.schemas.figures import empty_cells_as_none
from geo.schemas.outcomes import OUTCOME_WORDS, PrintedOutcomes
from geo.text import formula_safe
from geo.week import Week

if TYPE_CHECKING:
    from geo.snapshot.compare import Comparison

_DECIMALS: Final = 6
"""Figures that are not whole are given to so many decimals, enough to be exact for any use."""
_CSV_DECIMALS: Final = 2
"""The same in a comparison as CSV, which people read: a hundredth of an hour, a day, a per cent, and ten metres."""
_WHOLE: Final = tuple(name for name, column in columns_of(ZoneFigures).items() if column.kind == "whole")
"""Counts, and days of the longest wait."""


def neutralised(table: pd.DataFrame) -> pd.DataFrame:
    """A table whose text cells cannot run as formulas; numbers stay numbers."""
    texts = [name for name in table if pd.api.types.is_string_dtype(table[name]) or table[name].dtype == object]
    return table.assign(**{str(name): table[name].map(_harmless) for name in texts})


def _harmless(cell: object) -> object:
    """A text cell with a quotation mark before a formula sign."""
    return formula_safe(cell) if isinstance(cell, str) else cell


def figures_csv(week: Week) -> str:
    """The zone table as CSV with a header; an unknown figure is an empty cell."""
    return _csv(_printed(week))


def figures_json(week: Week) -> str:
    """The zone table as one JSON document with authority, date and method; an unknown figure is null."""
    document = {
        "authority": week.settings.authority_name,
        "as_at": week.as_at.isoformat(),
        "method_version": METHOD_VERSION,
        "zones": empty_cells_as_none(_printed(week)),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def set_aside_csv(report: Report) -> str:
    """Every row that was set aside with its reason as CSV; no cell of a person's row but its shape."""
    return _csv(set_aside_rows(report))


def rules_csv(week: Week) -> str:
    """The outcome of every rule as CSV with a header; an unknown value is an empty cell."""
    outcomes = _printed_outcomes(week)
    # A value keeps its digits, so that none is printed on the other side of its limit; counts among them are whole.
    values = pd.Series([_whole(value) for value in outcomes["value"]], index=outcomes.index, dtype=object)
    return str(neutralised(outcomes).assign(value=values).to_csv(index=False, lineterminator="\n"))


def rules_json(week: Week) -> str:
    """The outcome of every rule as one JSON document with authority, date and model; an unknown value is null."""
    document = {
        "authority": week.settings.authority_name,
        "as_at": week.as_at.isoformat(),
        "method_version": METHOD_VERSION,
        "model": week.model.title,
        "outcomes": empty_cells_as_none(_printed_outcomes(week)),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def comparison_csv(found: "Comparison") -> str:
    """Two recorded weeks beside each other as CSV with a header; what is unknown is an empty cell."""
    return _csv(_rounded(_compared(found)))


def comparison_json(found: "Comparison") -> str:
    """Two recorded weeks beside each other as one JSON document."""
    document = {
        "before": {"week": found.before.week, "as_at": found.before.as_at.isoformat(), "version": found.before.version},
        "after": {"week": found.after.week, "as_at": found.after.as_at.isoformat(), "version": found.after.version},
        "is_one_series": found.is_one_series,
        "zones": empty_cells_as_none(_compared(found)),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _compared(found: "Comparison") -> pd.DataFrame:
    """Figures and flows of two weeks, zone by zone."""
    whole = found.figures if found.flows is None else found.figures.join(found.flows)
    counts = [f"{name}_{when}" for name in _WHOLE for when in ("before", "after", "change")]
    return whole.round(_DECIMALS).astype(dict.fromkeys(counts, "Int64")).reset_index()


def _csv(table: pd.DataFrame) -> str:
    """A table as CSV with a header, its text harmless in a spreadsheet; what is unknown is an empty cell."""
    return str(neutralised(table).to_csv(index=False, lineterminator="\n"))


def _rounded(table: pd.DataFrame) -> pd.DataFrame:
    """A table with its fractions as people read them; a fall too small to be seen is 0.0, never -0.0."""
    fractions = table.select_dtypes(["float64", "Float64"])
    return table.assign(**{str(name): cells.round(_CSV_DECIMALS) + 0.0 for name, cells in fractions.items()})


def _whole(value: float) -> float:
    """A whole number as such, so that 8 providers are no 8.0."""
    return int(value) if value.is_integer() else value


def _printed(week: Week) -> pd.DataFrame:
    """The zone table with its columns in order."""
    table = week.figures.round(_DECIMALS).reset_index()
    return table[list(columns_of(ZoneFigures))]


def _printed_outcomes(week: Week) -> pd.DataFrame:
    """The outcomes of the rules in the columns of `PrintedOutcomes`: the code of each, and its words in the last."""
    outcomes = week.rule_outcomes.round(_DECIMALS)
    return outcomes.assign(result=outcomes["outcome"].map(OUTCOME_WORDS))[list(columns_of(PrintedOutcomes))]
