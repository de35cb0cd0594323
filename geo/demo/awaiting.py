"""People awaiting care: open waits as the demo wants them on its last day, and a history that leads there."""

from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd

from geo.demo.people import AS_AT
from geo.demo.settlements import ZONES

HISTORY_START: Final[np.datetime64] = np.datetime64("2022-05-02")
"""Monday the history begins; thirteen weeks before the last day are complete from June."""

STORY: Final[dict[str, tuple[float, ...]]] = {
    "Melton": (7, 7, 6, 7, 7, 8, 8, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13),
    "Lutterworth": (10, 10, 11, 10, 10, 10, 9, 10, 9, 9, 9, 8, 8, 8, 7, 8, 7, 7, 6),
}
"""Open waits on each Monday from `HISTORY_START` (count, invented): Melton worsens, Lutterworth improves."""

RURAL_REASONS: Final[dict[str, float]] = {
    "rural location": 0.72, "double-up": 0.3, "time-critical visits": 0.26, "driver needed": 0.2,
    "gender of worker": 0.1, "large package": 0.1,
}  # fmt: skip
"""Chance of each reason in the eight zones the report names (invented; several may apply)."""

TOWN_REASONS: Final[dict[str, float]] = {
    "double-up": 0.34, "time-critical visits": 0.34, "gender of worker": 0.2, "language": 0.16,
    "large package": 0.14, "complex needs": 0.14,
}  # fmt: skip
"""Chance of each reason in the other six zones (invented; several may apply)."""

OUTCOMES: Final[dict[str, float]] = {"sourced": 0.86, "withdrawn": 0.08, "direct_payment": 0.06}
"""How completed waits end (share, invented)."""

INTERIM: Final[dict[str, float]] = {
    "none": 0.16, "reablement": 0.38, "family": 0.24, "hospital": 0.08, "residential": 0.1, "other": 0.04,
}  # fmt: skip
"""What meets the person's needs meanwhile (share, invented)."""

FLOW: Final[float] = 4.0
"""Cases ending in a week = FLOW x people waiting / usual wait in days. Where the oldest end first the median
open wait is half of the whole wait, which would give 3.5; quick cases need a little more."""

Case = tuple[np.datetime64, np.datetime64]


def mondays() -> list[np.datetime64]:
    """Mondays from the start of the history to the last day."""
    return list(np.arange(HISTORY_START, AS_AT + 1, 7))


def open_on_mondays(zone: int, rng: np.random.Generator) -> list[int]:
    """People waiting in a zone on each Monday: the story where there is one, else steady with noise."""
    info = ZONES[zone]
    if info.name in STORY:
        return [int(n) for n in STORY[info.name]]
    swing = max(1, round(info.awaiting * 0.2))
    noise = rng.integers(-swing, swing + 1, len(mondays())).tolist()
    return [*(max(1, info.awaiting + n) for n in noise[:-1]), info.awaiting]


def last_waits(zone: int, rng: np.random.Generator) -> list[int]:
    """Days each person waiting on the last day has waited, spread evenly around the wanted median."""
    info = ZONES[zone]
    count, median = info.awaiting, info.median_wait_days
    place = (np.arange(count) - (count - 1) / 2) / max(count - 1, 1) * 2
    waits = median * (1 + 0.8 * place + rng.uniform(-0.08, 0.08, count) * (np.abs(place) > 0.3))
    return [max(1, round(float(w))) for w in waits]


def _working_day(day: np.datetime64) -> np.datetime64:
    return np.busday_offset(day, 0, roll="forward")


def _zone_cases(zone: int, rng: np.random.Generator) -> list[Case]:
    """Waiting since and ended on (NaT while open) of every case of a zone.

    From Monday to Monday: the oldest cases tend to end, and as many begin as the next Monday's number asks.
    """
    never = np.datetime64("NaT")
    still_open = [AS_AT - wait for wait in last_waits(zone, rng)]
    days, wanted = mondays(), open_on_mondays(zone, rng)
    usual = ZONES[zone].median_wait_days
    oldest = usual if ZONES[zone].name == "Melton" else 2 * usual
    cases: list[Case] = [(day, never) for day in still_open]
    waiting = [days[0] - int(rng.integers(0, oldest)) for _ in range(wanted[0])]
    for (monday, following), number in zip(pairwise(days), wanted[1:], strict=True):
        flow = FLOW * number / usual
        target = max(0, number - sum(day <= following for day in still_open))
        ending = min(len(waiting), max(len(waiting) - target, int(rng.poisson(flow))))
        waiting.sort()
        for _ in range(ending):
            since = waiting.pop(min(int(rng.geometric(0.55)) - 1, len(waiting) - 1))
            cases.append((since, _working_day(monday + int(rng.integers(1, 6)))))
        waiting += [monday + int(rng.integers(1, 8)) for _ in range(max(0, target - len(waiting)))]
        quick = 0 if usual > 16 else int(rng.poisson(flow * 0.8))
        for _ in range(quick):
            first = int(rng.integers(1, 4))
            cases.append((monday + first, monday + int(rng.integers(first + 1, 6))))
    return cases


def _pick(shares: dict[str, float], rng: np.random.Generator) -> str:
    return str(rng.choice(list(shares), p=np.array(list(shares.values())) / sum(shares.values())))


def _details(zone: int, is_open: bool, rng: np.random.Generator) -> dict[str, str]:
    """Reasons, hours, carers, cover, setting and outcome of one case."""
    shares = RURAL_REASONS if ZONES[zone].off_framework > 0.1 else TOWN_REASONS
    reasons = [reason for reason, share in shares.items() if rng.random() < share] or [_pick(shares, rng)]
    quarters = int(np.clip(np.round(rng.gamma(2.6, 5.6) * 4), 14, 200))
    cover = _pick(INTERIM, rng)
    return {
        "hours_per_week": f"{quarters / 4:.2f}",
        "carers": "2" if "double-up" in reasons else "1",
        "reasons": ";".join(reasons),
        "interim_cover": cover,
        "is_delayed_discharge": "true" if cover == "hospital" and rng.random() < 0.7 else "false",
        "setting": "extra_care" if rng.random() < 0.02 else "general",
        "outcome": "open" if is_open else _pick(OUTCOMES, rng),
    }


def make_awaiting(directory: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Table `awaiting` in order of waiting_since; also zone (place in `ZONES`)."""
    rng = np.random.default_rng([seed, 12])
    rows: list[dict[str, object]] = []
    for zone in range(len(ZONES)):
        pool = directory.loc[directory["zone"] == zone, "postcode"].tolist()
        for since, ended in _zone_cases(zone, rng):
            is_open = bool(np.isnat(ended))
            rows.append(
                {
                    "zone": zone,
                    "postcode": pool[int(rng.integers(len(pool)))],
                    "waiting_since": str(since),
                    **_details(zone, is_open, rng),
                    "outcome_on": "" if is_open else str(ended),
                }
            )
    outside = directory.loc[directory["zone"] == -1, "postcode"].iloc[2]
    rows.append({"zone": -1, "postcode": outside, "waiting_since": str(AS_AT - 9), **_details(1, True, rng),
                 "outcome_on": ""})  # fmt: skip
    table = pd.DataFrame(rows).sort_values(["waiting_since", "zone"], kind="stable", ignore_index=True)
    return table.assign(case_id=[f"W{i + 1:04d}" for i in range(len(table))])
