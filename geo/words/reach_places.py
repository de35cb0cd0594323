"""The coverage curve as a table, and the small areas that nobody reaches, in words."""

from typing import Final

import numpy as np
import pandas as pd

from geo.metrics.reach import LIMITS_MINUTES, coverage_curve, out_of_reach
from geo.reach import Reach
from geo.text import counted, number
from geo.words.numbers import NO_DATA
from geo.words.reach import minutes_words, share_pct
from geo.words.text import clean_text

FARTHEST_MINUTES: Final = LIMITS_MINUTES[-1]
"""Places that no provider reaches within so many minutes are listed (minutes)."""
CURVE_STEPS: Final = (1, 2, 3, 5, 10, 15, 20, 30, 45, 60)
"""Minutes of the curve that its table gives."""
CURVE_ALT: Final = "Share within reach by minutes; the table below it says the same."


def curve_of(reach: Reach, whose: str) -> pd.DataFrame:
    """The coverage curve of residents, packages or people waiting: % by minutes, a column for each of 1, 2, 3."""
    return coverage_curve(reach.minutes(whose), reach.weights(whose))


def curve_unit(whose: str) -> str:
    """What a curve is per cent of."""
    return f"% of {whose}"


def curve_table(curve: pd.DataFrame) -> pd.DataFrame:
    """The curve at a few round minutes, as text."""
    shown = curve.loc[list(CURVE_STEPS)].map(share_pct)
    shown.columns = pd.Index([f"{counted(int(k), 'provider')} (%)" for k in curve.columns])
    return shown.set_index(pd.Index([counted(step, "minute") for step in CURVE_STEPS], name="Within"))


def far_table(areas: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Small areas that no provider reaches within half an hour, by code, with their residents; never people."""
    beyond = areas.loc[out_of_reach(areas[1], FARTHEST_MINUTES)].sort_values(1, ascending=False, kind="stable")
    shown = pd.DataFrame(
        {
            "Zone": beyond["zone_code"].map(names).map(clean_text),
            "Nearest provider": minutes_words(beyond[1]),
            "Residents": _people(beyond, "population"),
            "Residents 65+": _people(beyond, "population_65_plus"),
        },
        index=beyond.index,
    )
    return shown.rename_axis("Small area").rename(index=clean_text)


def far_sentence(areas: pd.DataFrame) -> str:
    """How many small areas no provider reaches within half an hour, and for how many it is not known."""
    beyond, unknown = len(out_of_reach(areas[1], FARTHEST_MINUTES)), int(areas[1].isna().sum())
    said = f"Every small area whose minutes are known is within {FARTHEST_MINUTES} minutes of a provider that delivers."
    if beyond:
        verb = "lies" if beyond == 1 else "lie"
        said = (
            f"{counted(beyond, 'small area')} of {len(areas)} {verb} over {FARTHEST_MINUTES} minutes from any provider."
        )
    return said + (f" For {counted(unknown, 'small area')} it is not known." if unknown else "")


def _people(areas: pd.DataFrame, column: str) -> pd.Series:
    """Residents as text."""
    people = areas.get(column, pd.Series(np.nan, index=areas.index))
    return people.map(lambda count: NO_DATA if pd.isna(count) else number(count))
