"""The figures of a recorded week as a release needs them: counts of people, and values that need no protection."""

import pandas as pd

from geo.disclosure.counts import Count, Seen
from geo.disclosure.detail import Detail
from geo.disclosure.published import PEOPLE
from geo.release import Marker, Value
from geo.release.released import WHOLE
from geo.schemas import EXTRA_ROWS

NOT_AVAILABLE = Value(marker=Marker.NOT_AVAILABLE)
CONFIDENTIAL = Value(marker=Marker.CONFIDENTIAL)


def counts_of(detail: Detail) -> dict[str, Count]:
    """Counts of people by measure; of the whole council what is in no zone is counted too."""
    found = {}
    for measure in PEOPLE:
        column = detail.figures[measure].astype("int64")
        areas = {area: int(column.get(area, 0)) for area in areas_of(detail)}
        known = measure in detail.whole and WHOLE in detail.whole.index
        extra = sum(int(column.get(area, 0)) for area in EXTRA_ROWS)
        whole = int(detail.whole.loc[WHOLE, measure]) if known else sum(areas.values()) + extra
        found[measure] = Count(measure, areas, whole)
    return found


def areas_of(detail: Detail) -> list[str]:
    """Codes of the zones, in the order of the zone table."""
    return [str(area) for area in detail.figures.index if area not in EXTRA_ROWS]


def plain_values(detail: Detail, name: str) -> dict[str, Value]:
    """Values of a figure that is public by itself, as whole numbers.

    Args:
        detail: The week.
        name: Column of the zone table.

    Returns:
        By zone, and of the whole council where that was recorded; not available where it is unknown.
    """
    found = {area: _whole(detail.figures, name, area) for area in areas_of(detail)}
    if name in detail.whole and WHOLE in detail.whole.index and not pd.isna(detail.whole.loc[WHOLE, name]):
        found[WHOLE] = _whole(detail.whole, name, WHOLE)
    return found


def hidden_with(values: dict[str, Value], people: Seen) -> dict[str, Value]:
    """The same values, hidden where the people are."""
    return {area: CONFIDENTIAL if people.get(area, 0) is None else value for area, value in values.items()}


def people_values(seen: Seen) -> dict[str, Value]:
    """Counts as they are shown."""
    return {area: CONFIDENTIAL if value is None else Value(number=float(value)) for area, value in seen.items()}


def _whole(figures: pd.DataFrame, name: str, area: str) -> Value:
    """One figure as a whole number."""
    value = figures[name].get(area) if name in figures else None
    return NOT_AVAILABLE if value is None or pd.isna(value) else Value(number=float(int(float(value) + 0.5)))
