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
"""Figures that are not whole are printed to so many decimals, enough to be exact for any use."""


def neutralised(table: pd.DataFrame) -> pd.DataFrame:
    """A table whose text cells cannot run as formulas; numbers stay numbers."""
    texts = [name for name in table if pd.api.types.is_string_dtype(table[name]) or table[name].dtype == object]
    return table.assign(**{str(name): table[name].map(_harmless) for name in texts})


def _harmless(cell: object) -> object:
    """A text cell with a quotation mark before a formula sign."""
    return formula_safe(cell) if isinstance(cell, str) else cell


def figures_csv(week: Week) -> str:
    """The zone table as CSV with a header; an unknown figure is an empty cell."""
    return str(neutralised(_printed(week)).to_csv(index=False, lineterminator="\n"))


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
    return str(neutralised(set_aside_rows(report)).to_csv(index=False, lineterminator="\n"))


def rules_csv(week: Week) -> str:
    """The outcome of every rule as CSV with a header; an unknown value is an empty cell."""
    return str(neutralised(_printed_outcomes(week)).to_csv(index=False, lineterminator="\n"))


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
    return str(neutralised(_compared(found)).to_csv(index=False, lineterminator="\n"))


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
    return whole.round(_DECIMALS).reset_index()


def _printed(week: Week) -> pd.DataFrame:
    """The zone table with its columns in order."""
    table = week.figures.round(_DECIMALS).reset_index()
    return table[list(columns_of(ZoneFigures))]


def _printed_outcomes(week: Week) -> pd.DataFrame:
    """The outcomes of the rules in the columns of `PrintedOutcomes`: the code of each, and its words in the last."""
    outcomes = week.rule_outcomes.round(_DECIMALS)
    return outcomes.assign(result=outcomes["outcome"].map(OUTCOME_WORDS))[list(columns_of(PrintedOutcomes))]
