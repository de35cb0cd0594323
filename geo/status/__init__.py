"""How hard a zone is to source: the tier the model's thresholds put it in, with its evidence and its certainty."""

import numpy as np
import pandas as pd

from geo.model import Model
from geo.schemas import EXTRA_ROWS, ZoneFigures, columns_of
from geo.status.agreement import Agreement, agreement_of
from geo.status.certainty import Certainty, Nearby, certainty_from, certainty_of, steadier_per_100
from geo.status.changes import Limit, Together, WayOut, limits_of, ways_out, ways_out_together, with_limits
from geo.status.indicators import indicators_of
from geo.status.judging import NO_DATA, Indicators, judge, reasons_of, unknown_of

__all__ = [
    "NO_DATA",
    "Agreement",
    "Certainty",
    "Limit",
    "Nearby",
    "Together",
    "WayOut",
    "agreement_of",
    "certainty_of",
    "indicators_of",
    "judge",
    "limits_of",
    "steadier_per_100",
    "unknown_of",
    "ways_out",
    "ways_out_together",
    "with_limits",
    "with_status",
]


def with_status(figures: pd.DataFrame, waits: pd.DataFrame, model: Model) -> pd.DataFrame:
    """The zone table with `status`, `reasons` and `status_certainty`, in the order of `ZoneFigures`.

    Args:
        figures: The zone table without them.
        waits: Open waits with zone_code and wait_days, for the certainty.
        model: Its tiers, from the hardest to source.

    Returns:
        The whole zone table. Status is the code of a tier, or no_data; all three are missing for what is in no zone,
        and the certainty where the status is no_data.
    """
    rows, steadier = indicators_of(figures).to_dict(orient="index"), steadier_per_100(figures)
    days = {code: cells.to_numpy("float64") for code, cells in waits.groupby("zone_code", observed=True)["wait_days"]}
    found = {
        code: (*_judged(row, model), certainty_from(row, days.get(code, np.empty(0)), model, steadier[code]).word)
        for code, row in rows.items()
        if code not in EXTRA_ROWS
    }
    names = ["status", "reasons", "status_certainty"]
    judged = pd.DataFrame.from_dict(found, orient="index", columns=names).astype("str").reindex(figures.index)
    order = [name for name in columns_of(ZoneFigures) if name != "zone_code"]
    return pd.concat([figures, judged], axis=1)[order]


def _judged(zone: Indicators, model: Model) -> tuple[str, str]:
    """Tier code and evidence of one zone."""
    found = judge(zone, model)
    return found.status, reasons_of(zone, found, model)
