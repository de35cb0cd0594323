"""Waits of the lot-based demos: open ones exactly as asked for, and completed ones that lead to them."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from geo.demo.story import Days, Draw, Waiting, day_of, pick, postcodes_in, weekly_hours


def spread_waits(count: int, median_days: float, rng: np.random.Generator) -> list[int]:
    """Days that `count` people have waited, spread evenly around a median (at least 1)."""
    place = (np.arange(count) - (count - 1) / 2) / max(count - 1, 1) * 2
    days = median_days * (1 + 0.8 * place + rng.uniform(-0.08, 0.08, count) * (np.abs(place) > 0.3))
    return [max(1, round(float(day))) for day in days]


def open_waits(draw: Draw, waits: Mapping[int, Sequence[int]], likeness: Mapping[int, Waiting]) -> pd.DataFrame:
    """Waits that are open on the day of the demo.

    Args:
        draw: Postcodes, day and chance.
        waits: Days each person has waited, in each zone (place).
        likeness: What the waits of each zone are like.

    Returns:
        zone (place), postcode, waiting_since, hours_per_week, carers, reasons, interim_cover,
        is_delayed_discharge, setting, outcome (open), outcome_on (missing).
    """
    parts = []
    for zone, days in waits.items():
        since = day_of(draw.as_at) - np.array(days, dtype="timedelta64[D]")
        parts.append(_cases(draw, zone, since, likeness[zone]))
    return pd.concat(parts, ignore_index=True).assign(outcome="open", outcome_on=pd.NaT)


def ended_waits(
    draw: Draw, flow: Mapping[int, tuple[float, float]], likeness: Mapping[int, Waiting], since: date
) -> pd.DataFrame:
    """Waits that ended in a period, each on a working day.

    Args:
        draw: Postcodes, day and chance; the day of the demo is the last on which one may end.
        flow: Waits that end in a week (count) and their mean length (days), in each zone (place). About
            flow x length / 7 people then wait at any time.
        likeness: What the waits of each zone are like.
        since: First day on which one may end.

    Returns:
        Columns as `open_waits`.
    """
    days = np.arange(day_of(since), day_of(draw.as_at) + 1)
    workdays = days[np.is_busday(days)]
    parts = []
    for zone, (a_week, mean_days) in flow.items():
        count = round(a_week * len(workdays) / 5)
        ended = np.sort(draw.rng.choice(workdays, count))
        began = ended - (1 + draw.rng.gamma(2.0, mean_days / 2, count)).astype("timedelta64[D]")
        outcomes = pick(likeness[zone].outcomes, count, draw.rng)
        cases = _cases(draw, zone, began, likeness[zone])
        parts.append(cases.assign(outcome=outcomes, outcome_on=ended.astype("datetime64[s]")))
    return pd.concat(parts, ignore_index=True)


def _cases(draw: Draw, zone: int, since: Days, likeness: Waiting) -> pd.DataFrame:
    """Cases of one zone (place) without their outcome."""
    count = len(since)
    reasons = []
    for _ in range(count):
        found = [reason for reason, chance in likeness.reasons.items() if draw.rng.random() < chance]
        reasons.append(";".join(found or pick(likeness.reasons, 1, draw.rng)))
    cover = np.array(pick(likeness.covers, count, draw.rng), dtype=object)
    delayed = (cover == "hospital") & (draw.rng.random(count) < likeness.delayed)
    return pd.DataFrame(
        {
            "zone": zone,
            "postcode": postcodes_in(draw.directory, [zone] * count, draw.rng),
            "waiting_since": since.astype("datetime64[s]"),
            "hours_per_week": weekly_hours(count, likeness.mean_hours, draw.rng),
            "carers": [2 if "double-up" in reason else 1 for reason in reasons],
            "reasons": reasons,
            "interim_cover": cover,
            "is_delayed_discharge": np.where(delayed, "true", "false"),
            "setting": "general",
        }
    )
